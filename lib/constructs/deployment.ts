import type { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';
import { number, Readers, text } from '../model/core/reading';
import { oneOf, wholeNumber } from '../model/core/rules';
import { Controller, Pods } from './controller';
import { Default } from './defaults';
import { RolloutStrategy, strategyReader } from './rollout-strategy';
import { WorkloadProps } from './workload-props';
import { Written } from './written';

/** What a Deployment has besides its pods. */
export interface DeploymentOptions {
  /**
   * How pods are replaced.
   * @default - RollingUpdate with maxSurge 1 and maxUnavailable 0; Recreate where a volume can only be held by one pod
   */
  readonly strategy?: RolloutStrategy;
  /**
   * Seconds that a new pod must be ready before it counts.
   * @default 0
   */
  readonly minReadySeconds?: number;
  /**
   * Seconds after which a rollout that makes no progress counts as failed.
   * @default - 600, as Kubernetes has it
   */
  readonly progressDeadlineSeconds?: number;
  /**
   * Old versions that are kept for a rollback.
   * @default - 10, as Kubernetes has it
   */
  readonly revisionHistoryLimit?: number;
  /**
   * `Always`, to write down what Kubernetes takes anyway: pods that go on running know nothing else.
   * @default - not rendered
   */
  readonly restartPolicy?: string;
}

/** Progress deadline where nobody gives one. */
const KUBERNETES_DEADLINE = 600;
/** How pods are restarted that go on running. */
const ALWAYS = 'Always';

/** How options are read that Deployments and StatefulSets share. */
export const ROLLOUT_OPTIONS: Readers = {
  strategy: strategyReader,
  minReadySeconds: number,
  revisionHistoryLimit: number,
  restartPolicy: text,
};

/**
 * Runs interchangeable pods.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 */
export const DEPLOYMENT: Controller = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  readers: { ...ROLLOUT_OPTIONS, progressDeadlineSeconds: number },
  ownsClaims: false,
  findings: (props: WorkloadProps & DeploymentOptions, applies) => [
    ...(props.strategy?.findingsForDeployment('strategy', applies(Default.ROLLOUT_STRATEGY)) ?? []),
    ...rolloutFindings(props),
    ...deadlineFindings(props),
  ],
  features: () => [],
  spec: (pods: Pods, props: WorkloadProps & DeploymentOptions): Written<k8s.DeploymentSpec> => ({
    replicas: pods.replicas,
    selector: { matchLabels: pods.selector },
    strategy: strategy(pods, props),
    template: pods.template(props.restartPolicy),
    minReadySeconds: props.minReadySeconds,
    progressDeadlineSeconds: props.progressDeadlineSeconds,
    revisionHistoryLimit: props.revisionHistoryLimit,
  }),
};

/** What can be wrong with options that Deployments and StatefulSets share. */
export function rolloutFindings(options: DeploymentOptions): Finding[] {
  const { minReadySeconds = 0, revisionHistoryLimit = 0, restartPolicy = ALWAYS } = options;
  const policy = { code: 'restart-policy-unsupported', remedy: 'Leave it out, or use a Job for what ends.' };
  const why = { code: 'rollout-timing-out-of-range', remedy: 'Give whole numbers, or leave it out.' };
  return [
    ...wholeNumber('minReadySeconds', minReadySeconds, { min: 0 }, why),
    ...wholeNumber('revisionHistoryLimit', revisionHistoryLimit, { min: 0 }, why),
    ...oneOf('restartPolicy', restartPolicy, [ALWAYS], policy),
  ];
}

function deadlineFindings({ progressDeadlineSeconds = KUBERNETES_DEADLINE, minReadySeconds = 0 }: DeploymentOptions) {
  const why = { code: 'rollout-timing-out-of-range', remedy: 'The deadline must leave time for a pod to be ready.' };
  return wholeNumber('progressDeadlineSeconds', progressDeadlineSeconds, { min: minReadySeconds + 1 }, why);
}

function strategy(pods: Pods, { strategy: given }: DeploymentOptions): object | undefined {
  const fills = pods.applies(Default.ROLLOUT_STRATEGY);
  if (given !== undefined || !fills) {
    return given?.forDeployment(fills);
  }
  // A new pod that waits for a volume which the old pod holds would wait for ever.
  return (pods.isExclusive ? RolloutStrategy.recreate() : RolloutStrategy.rollingUpdate()).forDeployment(fills);
}
