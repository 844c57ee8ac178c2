import type { k8s } from 'cdk8s-plus-28';
import { Finding, show } from '../model/core/issue';
import { boolean, number, Readers, text } from '../model/core/reading';
import { oneOf, wholeNumber } from '../model/core/rules';
import { Controller, Pods } from './controller';
import { Default } from './defaults';
import { manifestPart } from './pod/manifest-part';
import { VersionedFeature } from './version-findings';
import { WorkloadProps } from './workload-props';
import { Written } from './written';

/** How a job runs to its end. */
export interface JobOptions {
  /**
   * Failed pods after which the job counts as failed.
   * @default - 6, as Kubernetes has it
   */
  readonly backoffLimit?: number;
  /**
   * Seconds after which the job is ended and counts as failed.
   * @default - none: it may run for ever
   */
  readonly activeDeadlineSeconds?: number;
  /**
   * Seconds after its end until the job and its pods are deleted.
   * @default - a day; of a job that a CronJob makes none, because the CronJob keeps the last ones itself
   */
  readonly ttlSecondsAfterFinished?: number;
  /**
   * Pods that must succeed.
   * @default 1
   */
  readonly completions?: number;
  /**
   * Pods that run at once.
   * @default 1
   */
  readonly parallelism?: number;
  /**
   * `Indexed` gives each pod a number of its own, of as many as `completions` says.
   * @default - NonIndexed, as Kubernetes has it
   */
  readonly completionMode?: string;
  /**
   * Whether the job waits until somebody starts it.
   * @default false
   */
  readonly suspend?: boolean;
  /**
   * Whether a failed container is restarted in its pod (`OnFailure`), or a new pod is made (`Never`), which keeps the
   * logs of the failed one.
   * @default 'Never'
   */
  readonly restartPolicy?: string;
  /**
   * Which failures end the job at once, and which do not count. Needs Kubernetes 1.26 and `restartPolicy` Never.
   * @default - all failures count
   */
  readonly podFailurePolicy?: k8s.PodFailurePolicy;
}

/** Seconds that a finished job is kept where its author says nothing. */
export const DEFAULT_JOB_TTL_SECONDS = 86_400;

const RESTART_POLICIES = ['Never', 'OnFailure'];
const COMPLETION_MODES = ['NonIndexed', 'Indexed'];

/** How the options of a job are read. */
export const JOB_OPTIONS: Readers = {
  backoffLimit: number,
  activeDeadlineSeconds: number,
  ttlSecondsAfterFinished: number,
  completions: number,
  parallelism: number,
  completionMode: text,
  suspend: boolean,
  restartPolicy: text,
  podFailurePolicy: manifestPart,
};

/**
 * Runs pods to their end, once.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export const JOB: Controller = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  readers: JOB_OPTIONS,
  ownsClaims: false,
  findings: (props) => jobFindings(props),
  features: (props: WorkloadProps & JobOptions) => jobFeatures(props),
  spec: (pods: Pods, props: WorkloadProps & JobOptions) => {
    const ttl = pods.applies(Default.JOB_TTL) ? DEFAULT_JOB_TTL_SECONDS : undefined;
    return jobSpec(pods, { ttlSecondsAfterFinished: ttl, ...props });
  },
};

/** What a job says, once or at every turn of a CronJob. */
export function jobSpec(pods: Pods, props: JobOptions): Written<k8s.JobSpec> {
  return {
    backoffLimit: props.backoffLimit,
    activeDeadlineSeconds: props.activeDeadlineSeconds,
    ttlSecondsAfterFinished: props.ttlSecondsAfterFinished,
    completions: props.completions,
    parallelism: props.parallelism,
    completionMode: props.completionMode,
    suspend: props.suspend,
    podFailurePolicy: props.podFailurePolicy,
    template: pods.template(props.restartPolicy ?? 'Never'),
  };
}

/** A number of a job, where one is given. */
export function atLeast(field: string, given: number | undefined, min: number): Finding[] {
  const why = { code: 'job-number-out-of-range', remedy: 'Give a whole number, or leave it out.' };
  return given === undefined ? [] : wholeNumber(field, given, { min }, why);
}

/**
 * The name leaves room for what is added to it.
 *
 * @param why what is added, as the end of a sentence
 */
export function jobNameFindings(name: string, longest: number, why: string): Finding[] {
  const allowed = `up to ${longest} characters, because ${why}`;
  const remedy = 'Choose a shorter name.';
  return name.length <= longest
    ? []
    : [{ code: 'job-name-too-long', field: 'name', given: show(name), allowed, remedy }];
}

/** What can be wrong with a job, and what it cannot have. */
export function jobFindings(props: WorkloadProps & JobOptions): Finding[] {
  const { restartPolicy = 'Never', completionMode = 'NonIndexed' } = props;
  const policy = { code: 'restart-policy-unsupported', remedy: 'A job ends: its pods are never restarted always.' };
  return [
    ...atLeast('backoffLimit', props.backoffLimit, 0),
    ...atLeast('activeDeadlineSeconds', props.activeDeadlineSeconds, 1),
    ...atLeast('ttlSecondsAfterFinished', props.ttlSecondsAfterFinished, 0),
    ...atLeast('completions', props.completions, 1),
    ...atLeast('parallelism', props.parallelism, 0),
    ...oneOf('restartPolicy', restartPolicy, RESTART_POLICIES, policy),
    ...oneOf('completionMode', completionMode, COMPLETION_MODES, { ...policy, code: 'completion-mode-unknown' }),
    ...(completionMode === 'Indexed' && props.completions === undefined ? [uncounted()] : []),
    ...(props.podFailurePolicy !== undefined && restartPolicy === 'OnFailure' ? [unfailing()] : []),
    ...serviceOnlyFindings(props),
  ];
}

/** Features of jobs that older clusters ignore. */
export function jobFeatures({ podFailurePolicy }: JobOptions): VersionedFeature[] {
  const feature = 'a policy of failures';
  return [{ field: 'podFailurePolicy', feature, since: '1.26', isUsed: podFailurePolicy !== undefined }];
}

/** The API server refuses an Indexed job that does not say how many pods it numbers. */
function uncounted(): Finding {
  const [allowed, remedy] = ['a number of pods, which completionMode Indexed numbers', 'Give completions.'];
  return { code: 'setting-incomplete', field: 'completions', given: 'nothing', allowed, remedy };
}

/** And a policy of failures for pods that do not fail. */
function unfailing(): Finding {
  return {
    code: 'restart-policy-unsupported',
    field: 'restartPolicy',
    given: '"OnFailure" beside podFailurePolicy',
    allowed: 'Never: a container that is restarted in its pod is no failed pod',
    remedy: 'Leave restartPolicy or podFailurePolicy out.',
  };
}

/** Settings that mean nothing where nobody calls and every pod ends: they would be ignored. */
function serviceOnlyFindings({ replicas, exposure, service, services, health }: WorkloadProps): Finding[] {
  const given = Object.entries({ replicas, exposure, service, services, health }).filter(
    ([, value]) => value !== undefined,
  );
  return given.map(([field]) => ({
    code: 'setting-of-service',
    field,
    given: 'a setting of workloads that go on running',
    allowed: 'settings of jobs: completions, parallelism, activeDeadlineSeconds and so on',
    remedy: 'Leave it out.',
  }));
}
