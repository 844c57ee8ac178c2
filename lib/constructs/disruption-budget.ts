import type { k8s } from 'cdk8s-plus-28';
import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { Finding } from '../model/core/issue';
import { PercentOrAbsolute } from '../model/core/percent-or-absolute';
import { DisruptionBudget, UnhealthyPodEvictionPolicy } from '../model/service/disruption-budget';
import { amountOfPods } from './rollout-strategy';
import { Written } from './written';

/** Clusters that are older do not have it, or have it switched off. */
const EVICTION_POLICY_SINCE = '1.27';

/**
 * The `spec` of a PodDisruptionBudget.
 *
 * @param version that of the cluster; where it is not known, one that has every field is assumed
 * @param fillsIn whether an eviction policy is written that nobody asked for
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/
 */
export function disruptionBudgetSpec(
  budget: DisruptionBudget,
  selector: { [key: string]: string },
  version: KubernetesVersion | undefined,
  fillsIn: boolean,
): Written<k8s.PodDisruptionBudgetSpec> {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = budget;
  const policy = fillsIn && hasEvictionPolicy(version) ? UnhealthyPodEvictionPolicy.ALWAYS_ALLOW : undefined;
  const missing = maxUnavailable ?? (minAvailable === undefined ? PercentOrAbsolute.absolute(1) : undefined);
  return {
    selector: { matchLabels: selector },
    minAvailable: minAvailable === undefined ? undefined : amountOfPods(minAvailable),
    maxUnavailable: missing === undefined ? undefined : amountOfPods(missing),
    unhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy ?? policy,
  };
}

/** The cluster has what the budget asks for. */
export function evictionPolicyFindings(budget: DisruptionBudget, version: KubernetesVersion | undefined): Finding[] {
  const { unhealthyPodEvictionPolicy: policy } = budget;
  if (policy === undefined || hasEvictionPolicy(version)) {
    return [];
  }
  return [
    {
      code: 'eviction-policy-unsupported',
      field: 'disruptionBudget.unhealthyPodEvictionPolicy',
      given: `${policy} for Kubernetes ${String(version)}`,
      allowed: `clusters from ${EVICTION_POLICY_SINCE} on`,
      remedy: 'Leave it out, or upgrade the cluster.',
    },
  ];
}

function hasEvictionPolicy(version: KubernetesVersion | undefined): boolean {
  return version === undefined || version.isAtLeast(EVICTION_POLICY_SINCE);
}
