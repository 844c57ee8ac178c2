import { ConcurrencyPolicy, Defaults, ScheduledJob, type ScheduledJobProps } from 'cdk8s-webapp';
import { cluster } from '../support/clusters';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const SMALLEST: ScheduledJobProps = { image: 'acme/clean:1.0.0', schedule: '0 3 * * *' };
const cronJob = (props: Partial<ScheduledJobProps> = {}, chartProps = {}) =>
  find(
    synthesize((chart) => {
      new ScheduledJob(chart, 'clean', { ...SMALLEST, ...props });
    }, chartProps),
    'CronJob',
  );
const issues = (props: object) =>
  summary(
    issuesOf((chart) => {
      new ScheduledJob(chart, 'clean', { ...SMALLEST, ...props });
    }),
  );

describe('ScheduledJob', () => {
  it('does not run beside itself, nor long after its time', () => {
    const { apiVersion, metadata, spec } = cronJob();
    expect(apiVersion).toBe('batch/v1');
    expect(metadata.name).toBe('clean');
    expect(spec).toEqual({
      schedule: '0 3 * * *',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      jobTemplate: { metadata: { labels: expect.anything() }, spec: { template: expect.anything() } },
    });
    expect(spec.jobTemplate.spec.template.spec.restartPolicy).toBe('Never');
  });

  it('gives its jobs and their pods its labels', () => {
    const { jobTemplate } = cronJob().spec;
    const labels = { app: 'clean', component: 'job', tier: 'backend' };
    expect(jobTemplate.metadata.labels).toMatchObject(labels);
    expect(jobTemplate.spec.template.metadata.labels).toMatchObject(labels);
  });

  it('renders everything that is set', () => {
    const { spec } = cronJob({
      schedule: '*/15 8-18 * jan-jun mon-fri',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: ConcurrencyPolicy.REPLACE,
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 5,
      failedJobsHistoryLimit: 0,
      suspend: true,
      backoffLimit: 1,
      activeDeadlineSeconds: 120,
      restartPolicy: 'OnFailure',
    });
    expect(spec).toEqual({
      schedule: '*/15 8-18 * jan-jun mon-fri',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 5,
      failedJobsHistoryLimit: 0,
      suspend: true,
      jobTemplate: {
        metadata: expect.anything(),
        spec: { backoffLimit: 1, activeDeadlineSeconds: 120, template: expect.anything() },
      },
    });
  });

  it('says nothing of its own without any default', () => {
    const { spec } = cronJob({}, { without: Defaults.all() });
    expect(spec.concurrencyPolicy).toBeUndefined();
    expect(spec.startingDeadlineSeconds).toBeUndefined();
    expect(spec.jobTemplate.metadata).toBeUndefined();
  });

  it.each(['@hourly', '@daily', '0 0 ? * SUN', '0 0 1,15 * *', '  5   4 * * *'])(
    'accepts the schedule %j',
    (schedule) => {
      expect(issues({ schedule })).toEqual([]);
    },
  );

  it.each([
    [{ schedule: undefined }, 'schedule cron-invalid'],
    [{ schedule: '@every 5m' }, 'schedule cron-invalid'],
    [{ schedule: '61 * * * *' }, 'schedule cron-invalid'],
    [{ schedule: 'TZ=UTC 0 0 * * *' }, 'schedule cron-invalid'],
    [{ timeZone: 'Local' }, 'timeZone time-zone-invalid'],
    [{ timeZone: 'Berlin time' }, 'timeZone time-zone-invalid'],
    [{ concurrencyPolicy: 'Maybe' }, 'concurrencyPolicy concurrency-policy-unknown'],
    [{ startingDeadlineSeconds: 5 }, 'startingDeadlineSeconds job-number-out-of-range'],
    [{ successfulJobsHistoryLimit: -1 }, 'successfulJobsHistoryLimit job-number-out-of-range'],
    [{ failedJobsHistoryLimit: 0.5 }, 'failedJobsHistoryLimit job-number-out-of-range'],
    [{ name: 'a'.repeat(53) }, 'name job-name-too-long'],
    [{ replicas: 1 }, 'replicas setting-of-service'],
  ])('refuses %j', (props, expected) => {
    expect(issues(props)).toEqual([`test/clean ${expected}`]);
  });

  it('has a time zone where its cluster has them', () => {
    const found = (kubernetesVersion: string) =>
      summary(
        issuesOf(
          (chart) => {
            new ScheduledJob(chart, 'clean', { ...SMALLEST, timeZone: 'Etc/UTC' });
          },
          { cluster: cluster({ kubernetesVersion }) },
        ),
      );
    expect(found('1.26')).toEqual(['test/clean timeZone kubernetes-feature-missing']);
    expect(found('1.27')).toEqual([]);
  });

  it('accepts the longest name that leaves room for the time of a run', () => {
    expect(issues({ name: 'a'.repeat(52) })).toEqual([]);
  });
});
