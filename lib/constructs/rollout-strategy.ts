import { Finding } from '../model/core/issue';
import { optionFindings, readOptions } from '../model/core/options';
import { PercentOrAbsolute, percentOrAbsoluteFindings } from '../model/core/percent-or-absolute';
import { instance, number, Readers } from '../model/core/reading';
import { wholeNumber } from '../model/core/rules';
import { hasMethods } from '../model/core/untrusted';

/** How many pods a rolling update may add and take away at a time. */
export interface RollingUpdateOptions {
  /**
   * Pods above the number of replicas. Deployments only.
   * @default - 1; without `Default.ROLLOUT_STRATEGY` a quarter, as Kubernetes has it
   */
  readonly maxSurge?: PercentOrAbsolute;
  /**
   * Pods that may be missing. StatefulSets take it only with the feature gate MaxUnavailableStatefulSet.
   * @default - none; without `Default.ROLLOUT_STRATEGY` a quarter; of a StatefulSet 1
   */
  readonly maxUnavailable?: PercentOrAbsolute;
  /**
   * Pods with a lower number keep the old version. StatefulSets only.
   * @default 0
   */
  readonly partition?: number;
}

const DEFAULT_SURGE = PercentOrAbsolute.absolute(1);
const DEFAULT_UNAVAILABLE = PercentOrAbsolute.absolute(0);
const QUARTER = PercentOrAbsolute.percent(25);
const amountReader = instance(
  'a PercentOrAbsolute',
  (value) => typeof value['isPercent'] === 'boolean' && 'amount' in value,
);
const ROLLING_UPDATE_OPTIONS: Readers = { maxSurge: amountReader, maxUnavailable: amountReader, partition: number };

/**
 * How pods are replaced when their template changes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
 */
export class RolloutStrategy {
  /** New pods take over one after another. */
  static rollingUpdate(options?: RollingUpdateOptions): RolloutStrategy {
    const read = readOptions(options, ROLLING_UPDATE_OPTIONS);
    return new RolloutStrategy('RollingUpdate', read.options, read.wrong);
  }

  /** All old pods end before new ones start. Deployments only. */
  static recreate(): RolloutStrategy {
    return new RolloutStrategy('Recreate', {}, []);
  }

  /** Pods are replaced only when somebody deletes them. StatefulSets only. */
  static onDelete(): RolloutStrategy {
    return new RolloutStrategy('OnDelete', {}, []);
  }

  readonly #wrong: readonly Finding[];

  private constructor(
    /** `RollingUpdate`, `Recreate` or `OnDelete`. */
    readonly type: string,
    /** How many pods at a time. */
    readonly options: RollingUpdateOptions,
    wrong: readonly Finding[],
  ) {
    this.#wrong = wrong;
  }

  /**
   * The amounts are in range, and at least one of them lets anything happen.
   *
   * @param fills whether amounts that are not given are those of the library; else the cluster takes a quarter
   */
  findingsForDeployment(field: string, fills: boolean): Finding[] {
    const { maxSurge = fills ? DEFAULT_SURGE : QUARTER, partition } = this.options;
    const { maxUnavailable = fills ? DEFAULT_UNAVAILABLE : QUARTER } = this.options;
    const isStuck = maxSurge.amount === 0 && maxUnavailable.amount === 0;
    return optionFindings(field, this.#wrong, [
      ...typeFindings(field, this.type, ['RollingUpdate', 'Recreate']),
      ...percentOrAbsoluteFindings(`${field}.maxSurge`, maxSurge),
      ...percentOrAbsoluteFindings(`${field}.maxUnavailable`, maxUnavailable),
      ...(isStuck ? [stuck(`${field}.maxUnavailable`, 'maxSurge or of maxUnavailable')] : []),
      ...(partition === undefined ? [] : [unsupported(`${field}.partition`, 'partition', 'maxSurge, maxUnavailable')]),
    ]);
  }

  /** The amounts are in range and let something happen. */
  findingsForStatefulSet(field: string): Finding[] {
    const { maxSurge, maxUnavailable = PercentOrAbsolute.absolute(1), partition = 0 } = this.options;
    const why = { code: 'rollout-timing-out-of-range', remedy: 'Give the number of the first pod that is replaced.' };
    return optionFindings(field, this.#wrong, [
      ...typeFindings(field, this.type, ['RollingUpdate', 'OnDelete']),
      ...percentOrAbsoluteFindings(`${field}.maxUnavailable`, maxUnavailable),
      ...(maxUnavailable.amount === 0 ? [stuck(`${field}.maxUnavailable`, 'maxUnavailable')] : []),
      ...wholeNumber(`${field}.partition`, partition, { min: 0 }, why),
      ...(maxSurge === undefined ? [] : [unsupported(`${field}.maxSurge`, 'maxSurge', 'maxUnavailable, partition')]),
    ]);
  }

  /**
   * The strategy of a Deployment.
   *
   * @param fills whether amounts that are not given are those of the library; else the cluster decides
   */
  forDeployment(fills: boolean): object {
    const { maxSurge = fills ? DEFAULT_SURGE : undefined, maxUnavailable = fills ? DEFAULT_UNAVAILABLE : undefined } =
      this.options;
    const isPlain = maxSurge === undefined && maxUnavailable === undefined;
    const rollingUpdate = { maxSurge: optionalAmount(maxSurge), maxUnavailable: optionalAmount(maxUnavailable) };
    return this.type === 'RollingUpdate' && !isPlain ? { type: this.type, rollingUpdate } : { type: this.type };
  }

  /** The strategy of a StatefulSet. */
  forStatefulSet(): object {
    const { maxUnavailable, partition } = this.options;
    const isPlain = maxUnavailable === undefined && partition === undefined;
    const rollingUpdate = { partition, maxUnavailable: optionalAmount(maxUnavailable) };
    return isPlain ? { type: this.type } : { type: this.type, rollingUpdate };
  }
}

/** Tells a `RolloutStrategy`, also across two copies of this library. */
export const strategyReader = instance('a RolloutStrategy', (value) =>
  hasMethods(value, ['forDeployment', 'forStatefulSet', 'findingsForDeployment', 'findingsForStatefulSet']),
);

function typeFindings(field: string, given: string, types: readonly string[]): Finding[] {
  const remedy = 'Choose one that this kind of workload has.';
  return types.includes(given)
    ? []
    : [{ code: 'strategy-unsupported', field, given, allowed: types.join(' or '), remedy }];
}

function unsupported(field: string, given: string, allowed: string): Finding {
  const remedy = 'Leave it out: this kind of workload does not know it.';
  return { code: 'strategy-unsupported', field, given, allowed, remedy };
}

function stuck(field: string, names: string): Finding {
  const remedy = 'Allow one pod more or one pod less.';
  return {
    code: 'rollout-stuck',
    field,
    given: 'neither more pods nor fewer',
    allowed: `more than 0 of ${names}`,
    remedy,
  };
}

function optionalAmount(given: PercentOrAbsolute | undefined): string | number | undefined {
  return given === undefined ? undefined : amountOfPods(given);
}

/** An amount of pods as Kubernetes writes it. */
export function amountOfPods(given: PercentOrAbsolute): string | number {
  return given.isPercent ? given.toString() : given.amount;
}
