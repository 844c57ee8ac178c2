import { ConcurrencyPolicy, Job, JobProps, MigrationJob, ScheduledJob, StatefulBackend } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Piece, piece } from './piece';
import { optional } from './values';
import { jobPropsAt, workload } from './workload';

const settings: fc.Arbitrary<Partial<JobProps>> = optional({
  backoffLimit: fc.nat({ max: 10 }),
  activeDeadlineSeconds: fc.integer({ min: 1, max: 86400 }),
  ttlSecondsAfterFinished: fc.nat({ max: 86400 }),
  completions: fc.integer({ min: 1, max: 9 }),
  parallelism: fc.integer({ min: 1, max: 9 }),
  completionMode: fc.constantFrom('Indexed', 'NonIndexed'),
  suspend: fc.boolean(),
  restartPolicy: fc.constantFrom('Never', 'OnFailure'),
  podFailurePolicy: fc.constant<NonNullable<JobProps['podFailurePolicy']>>({
    rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
  }),
}).map(({ completionMode, podFailurePolicy, ...rest }) => ({
  ...rest,
  // Pods with numbers are counted, and only those fail that are not restarted.
  ...(completionMode === undefined ? {} : { completions: 2, ...rest, completionMode }),
  ...(podFailurePolicy === undefined ? {} : { podFailurePolicy, restartPolicy: 'Never' }),
}));

/** A `Job`. */
export const job: fc.Arbitrary<Piece> = fc.record({ description: workload, settings }).map((given) =>
  piece(given, (chart, place) => {
    new Job(chart, place.id, { ...jobPropsAt(given.description, place), ...given.settings });
  }),
);

/** A `MigrationJob`. */
export const migrationJob: fc.Arbitrary<Piece> = fc
  .record({ description: workload, settings, isAfter: fc.boolean() })
  .map((given) =>
    piece(given, (chart, place) => {
      const after = given.isAfter
        ? { after: [new StatefulBackend(chart, `${place.id}-db`, { image: 'acme/db:1.0.0', port: 5432 })] }
        : {};
      new MigrationJob(chart, place.id, { ...jobPropsAt(given.description, place), ...given.settings, ...after });
    }),
  );

const times = fc.record(
  {
    schedule: fc.constantFrom('@hourly', '0 6 * * mon-fri', '*/5 0-23/2 1,15 jan-jun *', '59 23 31 12 0'),
    timeZone: fc.constantFrom('Europe/Berlin', 'Etc/UTC', 'America/Argentina/Buenos_Aires'),
    concurrencyPolicy: fc.constantFrom(...Object.values(ConcurrencyPolicy)),
    startingDeadlineSeconds: fc.integer({ min: 10, max: 9999 }),
    successfulJobsHistoryLimit: fc.nat({ max: 9 }),
    failedJobsHistoryLimit: fc.nat({ max: 9 }),
  },
  { requiredKeys: ['schedule'] },
);

/** A `ScheduledJob`. */
export const scheduledJob: fc.Arbitrary<Piece> = fc.record({ description: workload, settings, times }).map((given) =>
  piece(given, (chart, place) => {
    new ScheduledJob(chart, place.id, { ...jobPropsAt(given.description, place), ...given.settings, ...given.times });
  }),
);
