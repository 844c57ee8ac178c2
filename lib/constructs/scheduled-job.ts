import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { number, text } from '../model/core/reading';
import { oneOf } from '../model/core/rules';
import { scheduleFindings, timeZoneFindings } from '../model/pipeline/cron';
import { Controller, Pods } from './controller';
import { Default } from './defaults';
import { atLeast, JOB_OPTIONS, jobFeatures, jobFindings, jobNameFindings, JobOptions, jobSpec } from './job-controller';
import { Workload } from './workload';
import { WorkloadProps } from './workload-props';
import { Written } from './written';

/** What happens when the last run has not ended at the next turn. */
export enum ConcurrencyPolicy {
  /** Both run. */
  ALLOW = 'Allow',
  /** The new one is left out. */
  FORBID = 'Forbid',
  /** The old one is ended. */
  REPLACE = 'Replace',
}

/** Options of `ScheduledJob`. */
export interface ScheduledJobProps extends WorkloadProps, JobOptions {
  /** When it runs: five cron fields such as `0 3 * * *`, or a macro such as `@daily`. */
  readonly schedule: string;
  /**
   * Time zone of the schedule, for example `Europe/Berlin`. Needs Kubernetes 1.27.
   * @default - that of the cluster's control plane, mostly UTC
   */
  readonly timeZone?: string;
  /**
   * What happens when the last run has not ended.
   * @default ConcurrencyPolicy.FORBID
   */
  readonly concurrencyPolicy?: ConcurrencyPolicy;
  /**
   * Seconds that a run may begin late. Without a limit a cluster that was down makes up for what it missed.
   * @default 300
   */
  readonly startingDeadlineSeconds?: number;
  /**
   * Finished jobs that are kept.
   * @default - 3, as Kubernetes has it
   */
  readonly successfulJobsHistoryLimit?: number;
  /**
   * Failed jobs that are kept.
   * @default - 1, as Kubernetes has it
   */
  readonly failedJobsHistoryLimit?: number;
}

const DEFAULT_STARTING_DEADLINE_SECONDS = 300;
/** A name gets eleven characters of the time at the end, and the label of its pods holds 63. */
const LONGEST_NAME = 52;
/** Below it the controller, which looks every ten seconds, misses turns. */
const LEAST_STARTING_DEADLINE_SECONDS = 10;

const CRON_JOB: Controller = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  readers: {
    ...JOB_OPTIONS,
    schedule: text,
    timeZone: text,
    concurrencyPolicy: text,
    startingDeadlineSeconds: number,
    successfulJobsHistoryLimit: number,
    failedJobsHistoryLimit: number,
  },
  ownsClaims: false,
  findings: (props: WorkloadProps & Partial<ScheduledJobProps>, _, name) => cronJobFindings(props, name),
  features: (props: WorkloadProps & Partial<ScheduledJobProps>) => [
    { field: 'timeZone', feature: 'a time zone', since: '1.27', isUsed: props.timeZone !== undefined },
    ...jobFeatures(props),
  ],
  spec: (pods: Pods, props: WorkloadProps & Partial<ScheduledJobProps>): Written<k8s.CronJobSpec> => {
    const { suspend, ...job } = props;
    const isLabelled = Object.keys(pods.labels).length > 0;
    return {
      schedule: props.schedule ?? '',
      timeZone: props.timeZone,
      concurrencyPolicy:
        props.concurrencyPolicy ?? (pods.applies(Default.CONCURRENCY_POLICY) ? ConcurrencyPolicy.FORBID : undefined),
      startingDeadlineSeconds:
        props.startingDeadlineSeconds ??
        (pods.applies(Default.STARTING_DEADLINE) ? DEFAULT_STARTING_DEADLINE_SECONDS : undefined),
      successfulJobsHistoryLimit: props.successfulJobsHistoryLimit,
      failedJobsHistoryLimit: props.failedJobsHistoryLimit,
      suspend,
      jobTemplate: { metadata: isLabelled ? { labels: pods.labels } : undefined, spec: jobSpec(pods, job) },
    };
  },
};

/**
 * Something that runs to its end at certain times: a CronJob.
 *
 * Its objects carry the labels `app` (the name), `component: job` and `tier: backend`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class ScheduledJob extends Workload {
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id, props, { component: 'job', tier: 'backend', controller: CRON_JOB });
  }
}

function cronJobFindings(props: WorkloadProps & Partial<ScheduledJobProps>, name: string): Finding[] {
  const { timeZone, concurrencyPolicy = ConcurrencyPolicy.FORBID } = props;
  const { startingDeadlineSeconds, successfulJobsHistoryLimit, failedJobsHistoryLimit } = props;
  const policy = { code: 'concurrency-policy-unknown', remedy: 'Use one of ConcurrencyPolicy.' };
  return [
    ...scheduleFindings('schedule', props.schedule),
    ...(timeZone === undefined ? [] : timeZoneFindings('timeZone', timeZone)),
    ...oneOf('concurrencyPolicy', concurrencyPolicy, Object.values(ConcurrencyPolicy), policy),
    ...atLeast('startingDeadlineSeconds', startingDeadlineSeconds, LEAST_STARTING_DEADLINE_SECONDS),
    ...atLeast('successfulJobsHistoryLimit', successfulJobsHistoryLimit, 0),
    ...atLeast('failedJobsHistoryLimit', failedJobsHistoryLimit, 0),
    ...jobNameFindings(name, LONGEST_NAME, 'every run adds its time to the name'),
    ...jobFindings(props),
  ];
}
