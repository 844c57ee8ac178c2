import { Finding, show } from '../core/issue';
import { nanos } from '../core/quantity';
import { instance, list, number, Reader, record, text } from '../core/reading';
import { oneOf, showWithoutValue, wholeNumber } from '../core/rules';
import { within } from '../core/validated';
import { OBJECT_OPTIONS, objectOptionFindings, ObjectOptions } from './object-options';

/** How much of a resource each pod should use on average. Above it pods are added, below it taken away. */
export class MetricTarget {
  /** A share, in percent, of what the containers request. It may be above 100. */
  static utilization(percent: number): MetricTarget {
    return new MetricTarget(percent, undefined);
  }

  /** An amount in Kubernetes notation: `250m` of CPU, `400Mi` of memory. */
  static averageValue(quantity: string): MetricTarget {
    return new MetricTarget(undefined, quantity);
  }

  private constructor(
    /** @default - an amount is given */
    readonly percent?: number,
    /** @default - a share is given */
    readonly quantity?: string,
  ) {}

  /** The target in words: `70% of the request` or `250m`. */
  toString(): string {
    return this.percent === undefined ? String(this.quantity) : `${this.percent}% of the request`;
  }
}

/** How many pods may be added or taken away within a time. */
export class ScalingPolicy {
  /** A number of pods. */
  static pods(count: number, periodSeconds: number): ScalingPolicy {
    return new ScalingPolicy('Pods', count, periodSeconds);
  }

  /** A share, in percent, of the pods that run. */
  static percent(percent: number, periodSeconds: number): ScalingPolicy {
    return new ScalingPolicy('Percent', percent, periodSeconds);
  }

  private constructor(
    /** `Pods` or `Percent`. */
    readonly type: string,
    /** Pods, or percent. */
    readonly value: number,
    /** Seconds in which the change may happen, up to 1800. */
    readonly periodSeconds: number,
  ) {}

  /** The policy in words: `4 Pods in 60 s`. */
  toString(): string {
    return `${this.value} ${this.type} in ${this.periodSeconds} s`;
  }
}

/** Which of several policies counts. */
export enum PolicySelection {
  /** The one that changes most. */
  MAX = 'Max',
  /** The one that changes least. */
  MIN = 'Min',
  /** None: nothing is changed in this direction. */
  DISABLED = 'Disabled',
}

/** How fast pods are added, or taken away. */
export interface ScalingRules {
  /**
   * Seconds over which the safest of the recommendations counts, up to 3600.
   * @default - 0 for adding, 300 for taking away, as Kubernetes has it
   */
  readonly stabilizationWindowSeconds?: number;
  /**
   * Which of the policies counts.
   * @default - the one that changes most, as Kubernetes has it
   */
  readonly selectPolicy?: PolicySelection;
  /**
   * How much may change at a time.
   * @default - those of Kubernetes: adding 4 pods or 100 % in 15 s, taking away 100 % in 15 s
   */
  readonly policies?: ScalingPolicy[];
}

/**
 * How the number of pods follows the load: a HorizontalPodAutoscaler. Takes the place of `replicas`.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface Autoscaling extends ObjectOptions {
  /** Pods that run at least. From 2 on, one can fail without anybody noticing. */
  readonly minReplicas: number;
  /** Pods that run at most. */
  readonly maxReplicas: number;
  /**
   * CPU that each pod should use. A share needs containers that request CPU.
   * @default - 80 % of the request where no other metric is given, as Kubernetes has it; else not looked at
   */
  readonly cpu?: MetricTarget;
  /**
   * Memory that each pod should use. A share needs containers that request memory.
   * @default - not looked at
   */
  readonly memory?: MetricTarget;
  /**
   * How fast pods are added.
   * @default - as Kubernetes has it
   */
  readonly scaleUp?: ScalingRules;
  /**
   * How fast pods are taken away.
   * @default - as Kubernetes has it
   */
  readonly scaleDown?: ScalingRules;
}

/** What an environment says of autoscaling. */
export interface AutoscalingOverrides extends ObjectOptions {
  /** @default - the number of the base */
  readonly minReplicas?: number;
  /** @default - the number of the base */
  readonly maxReplicas?: number;
  /** @default - the target of the base */
  readonly cpu?: MetricTarget;
  /** @default - the target of the base */
  readonly memory?: MetricTarget;
  /** @default - the rules of the base; each field can be replaced by itself */
  readonly scaleUp?: ScalingRules;
  /** @default - the rules of the base; each field can be replaced by itself */
  readonly scaleDown?: ScalingRules;
}

const MAX_WINDOW_SECONDS = 3600;
const MAX_PERIOD_SECONDS = 1800;

const target = instance('a MetricTarget', (value) => 'percent' in value && 'quantity' in value);
const policy = instance('a ScalingPolicy', (value) => 'type' in value && 'periodSeconds' in value);
const rules = record({ stabilizationWindowSeconds: number, selectPolicy: text, policies: list(policy) });

/** Reads how the number of pods follows the load. */
export const autoscalingReader: Reader = record({
  ...OBJECT_OPTIONS,
  minReplicas: number,
  maxReplicas: number,
  cpu: target,
  memory: target,
  scaleUp: rules,
  scaleDown: rules,
});

/** Numbers are in range, and there is room between the least and the most pods. */
export function autoscalingFindings(field: string, autoscaling: Autoscaling): Finding[] {
  const { minReplicas, maxReplicas, cpu, memory, scaleUp = {}, scaleDown = {} } = autoscaling;
  const why = { code: 'autoscaling-out-of-range', remedy: 'Give the least and the most pods that may run.' };
  const range = [
    ...wholeNumber(`${field}.minReplicas`, minReplicas, { min: 1 }, why),
    ...wholeNumber(`${field}.maxReplicas`, maxReplicas, { min: 1 }, why),
  ];
  return [
    ...within(field, objectOptionFindings(autoscaling)),
    ...(range.length === 0 && minReplicas > maxReplicas ? [reversed(`${field}.minReplicas`, autoscaling)] : range),
    ...(cpu === undefined ? [] : targetFindings(`${field}.cpu`, cpu)),
    ...(memory === undefined ? [] : targetFindings(`${field}.memory`, memory)),
    ...ruleFindings(`${field}.scaleUp`, scaleUp),
    ...ruleFindings(`${field}.scaleDown`, scaleDown),
  ];
}

/** An autoscaler and a fixed number would take turns to undo each other, at every apply. */
export function replicasTwice(field: string): Finding {
  return {
    code: 'replicas-beside-autoscaling',
    field,
    given: 'a number of replicas beside autoscaling',
    allowed: 'one of the two: every apply would reset what the autoscaler decided',
    remedy: 'Leave replicas out; where the base gives them, name services.NAME.replicas in remove.',
  };
}

function reversed(field: string, { minReplicas, maxReplicas }: Autoscaling): Finding {
  const [allowed, remedy] = [`at most maxReplicas, ${maxReplicas}`, 'Lower minReplicas or raise maxReplicas.'];
  return { code: 'autoscaling-range-empty', field, given: show(minReplicas), allowed, remedy };
}

function targetFindings(field: string, { percent, quantity }: MetricTarget): Finding[] {
  const remedy = 'Use MetricTarget.utilization(70) or MetricTarget.averageValue("250m").';
  if (quantity === undefined) {
    return wholeNumber(field, percent, { min: 1 }, { code: 'metric-target-invalid', remedy });
  }
  const amount = typeof quantity === 'string' ? nanos(quantity) : undefined;
  if (amount !== undefined && amount > 0n) {
    return [];
  }
  const allowed = 'an amount above zero in Kubernetes notation';
  return [{ code: 'metric-target-invalid', field, given: showWithoutValue(quantity), allowed, remedy }];
}

function ruleFindings(field: string, { stabilizationWindowSeconds, selectPolicy, policies = [] }: ScalingRules) {
  const why = { code: 'scaling-rule-out-of-range', remedy: 'See the reference of HPAScalingRules.' };
  const window = { min: 0, max: MAX_WINDOW_SECONDS };
  return [
    ...(stabilizationWindowSeconds === undefined
      ? []
      : wholeNumber(`${field}.stabilizationWindowSeconds`, stabilizationWindowSeconds, window, why)),
    ...(selectPolicy === undefined
      ? []
      : oneOf(`${field}.selectPolicy`, selectPolicy, Object.values(PolicySelection), {
          code: 'scaling-selection-unknown',
          remedy: 'Use one of PolicySelection.',
        })),
    ...policies.flatMap(({ value, periodSeconds }, index) => [
      ...wholeNumber(`${field}.policies[${index}].value`, value, { min: 1 }, why),
      ...wholeNumber(
        `${field}.policies[${index}].periodSeconds`,
        periodSeconds,
        { min: 1, max: MAX_PERIOD_SECONDS },
        why,
      ),
    ]),
  ];
}
