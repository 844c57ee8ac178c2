import type { k8s } from 'cdk8s-plus-28';
import { AppliesDefault, Default } from '../defaults';
import { PodOptions } from './pod-options';

const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
/** The scheduler's highest: nothing else that it prefers weighs more. */
const MAX_WEIGHT = 100;

/**
 * Where pods are placed of which there can be several: preferably not two on one node, and evenly over zones. What the
 * author says of either takes its place. Nothing is demanded, so a cluster of one node runs them all.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spread(
  options: PodOptions,
  selector: { [key: string]: string },
  isSeveral: boolean,
  applies: AppliesDefault,
): PodOptions {
  if (!isSeveral || !applies(Default.SPREAD)) {
    return options;
  }
  const labelSelector: k8s.LabelSelector = { matchLabels: selector };
  const podAffinityTerm: k8s.PodAffinityTerm = { topologyKey: HOSTNAME, labelSelector };
  const preferred: k8s.WeightedPodAffinityTerm = { weight: MAX_WEIGHT, podAffinityTerm };
  const byZone: k8s.TopologySpreadConstraint = {
    maxSkew: 1,
    topologyKey: ZONE,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector,
  };
  return {
    ...options,
    affinity: options.affinity ?? {
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [preferred] },
    },
    topologySpreadConstraints: options.topologySpreadConstraints ?? [byZone],
  };
}
