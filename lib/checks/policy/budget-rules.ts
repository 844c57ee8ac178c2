import { showSafely } from '../../model/core/credentials';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { at } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { NO_PROBLEM, objectRule, podRule, Problem } from '../rule-kinds';
import { ADVICE, DEPLOYED } from '../severity';
import { DISRUPTION_BUDGET } from './kinds';
import { perScope } from './per-scope';
import { Replicas, replicasOf } from './replicas';
import { disruptionBudgets } from './selections';

/** The Kubernetes from which on a budget can let go of pods that do not work. */
const EVICTION_POLICY_SINCE = '1.27';
const NUMBERS = ['minAvailable', 'maxUnavailable'];

/** What may be taken away while nodes are drained. */
export const BUDGET_RULES: readonly Rule[] = [
  podRule(
    {
      id: 'pod-disruption-budget',
      needs: [Unusual.UNPROTECTED],
      severity: ADVICE,
      summary: 'A PodDisruptionBudget keeps a drain from taking all pods of an object at once.',
      remedy: 'Add a PodDisruptionBudget: disruptionBudget of a workload.',
      aliases: {
        kubeScore: ['deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
        polaris: ['missingPodDisruptionBudget'],
      },
    },
    (pod, scope) => {
      const replicas = replicasOf(scope, pod.object);
      return replicas === undefined || replicas.maximum < 2 || disruptionBudgets(scope).selecting(pod).length > 0
        ? NO_PROBLEM
        : [
            {
              field: 'spec.template.metadata.labels',
              given: `those of up to ${replicas.maximum} pods that no PodDisruptionBudget selects`,
              allowed: 'labels that one selects',
            },
          ];
    },
  ),
  objectRule(
    {
      id: 'budget-without-number',
      needs: [Unusual.EVICTION],
      severity: DEPLOYED,
      summary: 'A PodDisruptionBudget says how many pods may go; one that does not lets none go.',
      remedy: 'Set maxUnavailable to 1, as budgets of this library do.',
      aliases: { kubeScore: ['poddisruptionbudget-has-policy'] },
    },
    [DISRUPTION_BUDGET],
    ({ manifest }) =>
      NUMBERS.every((key) => (at(manifest, 'spec', key) ?? undefined) === undefined)
        ? [{ field: 'spec', given: 'neither minAvailable nor maxUnavailable', allowed: 'one of them' }]
        : NO_PROBLEM,
  ),
  budgetRule(
    {
      id: 'budget-blocks-eviction',
      summary: 'A PodDisruptionBudget lets at least one pod go, or no node can be drained.',
      aliases: {
        kubeLinter: ['pdb-max-unavailable', 'pdb-min-available'],
        polaris: ['pdbDisruptionsIsZero'],
      },
    },
    ({ maximum }) => maximum,
  ),
  budgetRule(
    {
      id: 'budget-blocks-eviction-at-minimum',
      summary: 'A PodDisruptionBudget lets at least one pod go when the autoscaler runs its fewest.',
      aliases: {
        kubeLinter: ['pdb-min-available'],
        polaris: ['pdbMinAvailableEqualToHPAMinReplicas', 'pdbMinAvailableGreaterThanHPAMinReplicas'],
      },
    },
    ({ minimum }) => minimum,
    ({ maximum }) => maximum,
  ),
  objectRule(
    {
      id: 'budget-unhealthy-eviction',
      needs: [Unusual.EVICTION],
      severity: ADVICE,
      summary: 'Pods that do not work do not keep a node from being drained.',
      remedy: 'Set unhealthyPodEvictionPolicy to AlwaysAllow, as budgets of this library do.',
      aliases: { kubeLinter: ['pdb-unhealthy-pod-eviction-policy'] },
    },
    [DISRUPTION_BUDGET],
    ({ manifest }, scope) =>
      at(manifest, 'spec', 'unhealthyPodEvictionPolicy') === undefined &&
      scope.kubernetesVersion.isAtLeast(EVICTION_POLICY_SINCE)
        ? [{ field: 'spec.unhealthyPodEvictionPolicy', given: 'nothing', allowed: 'AlwaysAllow, or IfHealthyBudget' }]
        : NO_PROBLEM,
  ),
];

/**
 * A budget that lets none of so many pods go, and would not already by what another rule counts.
 *
 * @param count which number of the replicas counts
 * @param before which number another rule finds the budget wrong by
 */
function budgetRule(
  text: Pick<Rule, 'aliases' | 'id' | 'summary'>,
  count: (replicas: Replicas) => number,
  before?: (replicas: Replicas) => number,
): Rule {
  const remedy = 'Set maxUnavailable to 1, as budgets of this library do, or run more pods.';
  return objectRule(
    { ...text, remedy, needs: [Unusual.EVICTION], severity: DEPLOYED },
    [DISRUPTION_BUDGET],
    (budget, scope) => {
      const protectedPods = protectedReplicas(scope).get(budget);
      const total = totalOf(protectedPods, count);
      const problem = blockedBy(budget, total);
      const isFoundBefore = before !== undefined && blockedBy(budget, totalOf(protectedPods, before)) !== undefined;
      return problem === undefined || isFoundBefore ? NO_PROBLEM : [problem];
    },
  );
}

/** How many pods the objects run together; `undefined` where that is not known, or none. */
function totalOf(
  all: readonly (Replicas | undefined)[] | undefined,
  count: (replicas: Replicas) => number,
): number | undefined {
  const known = (all ?? []).filter((each) => each !== undefined);
  const total = known.reduce((sum, each) => sum + count(each), 0);
  return total === 0 || known.length !== all?.length ? undefined : total;
}

/** Why a budget lets none of so many pods go. Shares are rounded up, as Kubernetes does. */
function blockedBy({ manifest }: CheckedObject, total: number | undefined): Problem | undefined {
  const isMaximum = (at(manifest, 'spec', 'maxUnavailable') ?? undefined) !== undefined;
  const key = isMaximum ? 'maxUnavailable' : 'minAvailable';
  const given = at(manifest, 'spec', key);
  const pods = podsOf(given, total);
  const remaining = isMaximum ? pods : pods === undefined || total === undefined ? undefined : total - pods;
  return remaining === undefined || remaining > 0
    ? undefined
    : {
        field: `spec.${key}`,
        given: `${showSafely(given)}${total === undefined ? '' : ` of ${total}`}`,
        allowed: 'a number that lets at least one pod go',
      };
}

/** A number or a share of pods, as a number; `undefined` where it cannot be told. */
function podsOf(given: unknown, total: number | undefined): number | undefined {
  if (typeof given === 'number') {
    return given;
  }
  const [, percent] = (typeof given === 'string' ? /^(\d{1,3})%$/.exec(given) : null) ?? [];
  if (percent === undefined) {
    return undefined;
  }
  return Number(percent) === 0 ? 0 : total === undefined ? undefined : Math.ceil((total * Number(percent)) / 100);
}

/** What runs the pods that each budget selects; `undefined` in it for pods whose number is not known. */
const protectedReplicas = perScope((scope: CheckScope) => {
  const found = new Map<CheckedObject, (Replicas | undefined)[]>();
  for (const pod of scope.pods) {
    for (const budget of disruptionBudgets(scope).selecting(pod)) {
      found.set(budget, [...(found.get(budget) ?? []), replicasOf(scope, pod.object)]);
    }
  }
  return found;
});
