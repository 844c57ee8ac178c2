import { Finding } from '../core/issue';
import { PercentOrAbsolute, percentOrAbsoluteFindings } from '../core/percent-or-absolute';
import { instance, Reader, record, text } from '../core/reading';
import { oneOf } from '../core/rules';
import { within } from '../core/validated';
import { OBJECT_OPTIONS, objectOptionFindings, ObjectOptions } from './object-options';
import { PodRange } from './pod-range';

/** Whether pods that are not ready may be evicted although the budget is used up. */
export enum UnhealthyPodEvictionPolicy {
  /** They may: a workload that is broken anyway does not stand in the way of a drain. */
  ALWAYS_ALLOW = 'AlwaysAllow',
  /** They may only while enough others are ready. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',
}

/**
 * How many pods a drain of nodes may take away at a time: a PodDisruptionBudget. One of the two amounts is given.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export interface DisruptionBudget extends ObjectOptions {
  /**
   * Pods that stay. Fewer than run, or no node could be drained.
   * @default - `maxUnavailable` says how many
   */
  readonly minAvailable?: PercentOrAbsolute;
  /**
   * Pods that may be missing, more than none.
   * @default - one, unless `minAvailable` is given
   */
  readonly maxUnavailable?: PercentOrAbsolute;
  /**
   * Whether pods that are not ready may be evicted all the same. Needs Kubernetes 1.27.
   * @default - they may; not written for clusters that are older, and without `Default.DISRUPTION_BUDGET`
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;
}

const amount = instance('a PercentOrAbsolute', (value) => 'isPercent' in value && 'amount' in value);

/** Reads a budget. */
export const disruptionBudgetReader: Reader = record({
  ...OBJECT_OPTIONS,
  minAvailable: amount,
  maxUnavailable: amount,
  unhealthyPodEvictionPolicy: text,
});

/** The budget says one thing, and always leaves room for a drain. */
export function disruptionBudgetFindings(field: string, budget: DisruptionBudget, pods: PodRange): Finding[] {
  const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = budget;
  const wrong = [
    ...(minAvailable === undefined ? [] : percentOrAbsoluteFindings(`${field}.minAvailable`, minAvailable)),
    ...(maxUnavailable === undefined ? [] : percentOrAbsoluteFindings(`${field}.maxUnavailable`, maxUnavailable)),
  ];
  const why = { code: 'eviction-policy-unknown', remedy: 'Use one of UnhealthyPodEvictionPolicy.' };
  return [
    ...within(field, objectOptionFindings(budget)),
    ...wrong,
    ...(minAvailable === undefined || maxUnavailable === undefined ? [] : [ambiguous(field)]),
    ...(wrong.length > 0 ? [] : blockFindings(field, budget, pods)),
    ...(policy === undefined
      ? []
      : oneOf(`${field}.unhealthyPodEvictionPolicy`, policy, Object.values(UnhealthyPodEvictionPolicy), why)),
  ];
}

/** Pods of so many that the eviction API lets go at a time. As Kubernetes does, shares are rounded up. */
export function evictable({ minAvailable, maxUnavailable }: DisruptionBudget, pods: number): number {
  const share = (given: PercentOrAbsolute) => (given.isPercent ? Math.ceil((given.amount * pods) / 100) : given.amount);
  if (minAvailable !== undefined) {
    return Math.max(0, pods - share(minAvailable));
  }
  return maxUnavailable === undefined ? 1 : share(maxUnavailable);
}

/** Where the fewest pods run, there is least room. */
function blockFindings(field: string, budget: DisruptionBudget, { least }: PodRange): Finding[] {
  if (evictable(budget, least) > 0) {
    return [];
  }
  const { minAvailable, maxUnavailable } = budget;
  const part = minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
  return [
    {
      code: 'disruption-budget-blocks',
      field: `${field}.${part}`,
      given: `${String(minAvailable ?? maxUnavailable)} of ${least} ${least === 1 ? 'pod' : 'pods'}`,
      allowed: 'a budget that lets at least one pod go: no node could be drained, and no cluster upgraded',
      remedy: 'Use maxUnavailable: PercentOrAbsolute.absolute(1), or run more pods.',
    },
  ];
}

function ambiguous(field: string): Finding {
  return {
    code: 'disruption-budget-ambiguous',
    field,
    given: 'minAvailable and maxUnavailable',
    allowed: 'one of the two',
    remedy: 'Leave one of them out; where the base gives it, name it in remove.',
  };
}
