import { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';
import { PercentOrAbsolute, percentOrAbsoluteFindings } from '../model/core/percent-or-absolute';
import { fieldsOf } from '../model/core/untrusted';

/** How many pods a rolling update may add and take away at a time. */
export interface RollingUpdateOptions {
  /**
   * Pods above the number of replicas. Deployments only.
   * @default PercentOrAbsolute.absolute(1)
   */
  readonly maxSurge?: PercentOrAbsolute;
  /**
   * Pods that may be missing.
   * @default PercentOrAbsolute.absolute(0)
   */
  readonly maxUnavailable?: PercentOrAbsolute;
  /**
   * Pods with a lower number keep the old version. StatefulSets only.
   * @default 0
   */
  readonly partition?: number;
}

/**
 * How pods are replaced when their template changes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
 */
export class RolloutStrategy {
  /** New pods take over one after another. */
  static rollingUpdate(options: RollingUpdateOptions = {}): RolloutStrategy {
    return new RolloutStrategy('RollingUpdate', fieldsOf(options));
  }

  /** All old pods end before new ones start. Deployments only. */
  static recreate(): RolloutStrategy {
    return new RolloutStrategy('Recreate', {});
  }

  /** Pods are replaced only when somebody deletes them. StatefulSets only. */
  static onDelete(): RolloutStrategy {
    return new RolloutStrategy('OnDelete', {});
  }

  private constructor(
    /** `RollingUpdate`, `Recreate` or `OnDelete`. */
    readonly type: string,
    /** How many pods at a time. */
    readonly options: RollingUpdateOptions,
  ) {}

  /** The amounts are in range, and at least one of them lets anything happen. */
  findings(field: string): Finding[] {
    const { maxSurge = PercentOrAbsolute.absolute(1), maxUnavailable = PercentOrAbsolute.absolute(0) } = this.options;
    const isStuck = maxSurge.amount === 0 && maxUnavailable.amount === 0;
    return [
      ...percentOrAbsoluteFindings(`${field}.maxSurge`, maxSurge),
      ...percentOrAbsoluteFindings(`${field}.maxUnavailable`, maxUnavailable),
      ...(isStuck ? [stuck(`${field}.maxUnavailable`)] : []),
    ];
  }

  /** The strategy of a Deployment. */
  forDeployment(): k8s.DeploymentStrategy {
    const { maxSurge = PercentOrAbsolute.absolute(1), maxUnavailable = PercentOrAbsolute.absolute(0) } = this.options;
    const rollingUpdate = { maxSurge: amountOfPods(maxSurge), maxUnavailable: amountOfPods(maxUnavailable) };
    return this.type === 'RollingUpdate' ? { type: this.type, rollingUpdate } : { type: this.type };
  }

  /** The strategy of a StatefulSet. */
  forStatefulSet(): k8s.StatefulSetUpdateStrategy {
    const { maxUnavailable, partition } = this.options;
    const isPlain = maxUnavailable === undefined && partition === undefined;
    const rollingUpdate = isPlain
      ? undefined
      : { partition, maxUnavailable: maxUnavailable === undefined ? undefined : amountOfPods(maxUnavailable) };
    return { type: this.type, rollingUpdate };
  }
}

function stuck(field: string): Finding {
  const [allowed, remedy] = ['more than 0 of maxSurge or of maxUnavailable', 'Allow one pod more or one pod less.'];
  return { code: 'rollout-stuck', field, given: 'neither more pods nor fewer', allowed, remedy };
}

/** An amount of pods as Kubernetes writes it. */
export function amountOfPods(given: PercentOrAbsolute): k8s.IntOrString {
  return given.isPercent ? k8s.IntOrString.fromString(given.toString()) : k8s.IntOrString.fromNumber(given.amount);
}
