import {
  Alert,
  Backend,
  Job,
  ScheduledJob,
  WebAppChart,
  Workload,
  WorkloadAlerts,
  type WorkloadAlertsProps,
} from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const api = (chart: WebAppChart): Workload => new Backend(chart, 'api', { image: 'acme/api:1.0.0', port: 8000 });
const rules = (props: Partial<WorkloadAlertsProps> = {}, workload = api) => {
  const objects = synthesize((chart) => {
    new WorkloadAlerts(chart, 'alerts', { workload: workload(chart), ...props });
  });
  return find(objects, 'PrometheusRule').spec.groups[0].rules as { alert: string; expr: string; labels: object }[];
};
const issues = (props: object, workload = api) =>
  summary(
    issuesOf((chart) => {
      new WorkloadAlerts(chart, 'alerts', { workload: workload(chart), ...props });
    }),
  );

describe('WorkloadAlerts', () => {
  it('watches a Deployment in all ways', () => {
    expect(rules().map(({ alert }) => alert)).toEqual([
      'WorkloadRestarts',
      'WorkloadUnavailable',
      'WorkloadRolloutStuck',
      'WorkloadMemoryNearLimit',
      'WorkloadCpuThrottled',
    ]);
    expect(rules()).toMatchSnapshot();
  });

  it('watches jobs for failure, and each turn of a CronJob', () => {
    const job = (chart: WebAppChart) => new Job(chart, 'import', { image: 'acme/import:1.0.0' });
    const cronJob = (chart: WebAppChart) =>
      new ScheduledJob(chart, 'clean', { image: 'acme/clean:1.0.0', schedule: '@daily' });
    const failed = [Alert.JOB_FAILED];
    expect(rules({ alerts: failed }, job)[0]?.expr).toBe(
      'kube_job_failed{namespace="shop",job_name=~"import(-[a-z0-9]+)?",condition="true"} == 1',
    );
    expect(rules({ alerts: failed }, cronJob)[0]?.expr).toBe(
      'kube_job_failed{namespace="shop",job_name=~"clean-[0-9]+",condition="true"} == 1',
    );
  });

  it('takes a dot in a name for a dot', () => {
    const dotted = (chart: WebAppChart) =>
      new Backend(chart, 'api', {
        image: 'a/b:1.0.0',
        port: 80,
        name: 'api.v1',
        containerName: 'api',
        serviceName: 'api',
      });
    expect(rules({ alerts: [Alert.RESTARTS] }, dotted)[0]?.expr).toContain('pod=~"api\\\\.v1-[a-z0-9]+-[a-z0-9]+"');
  });

  it.each([46, 47, 57, 58, 63])('knows the pods of a Deployment whose name has %d characters', (length) => {
    const name = `a${'b'.repeat(length - 1)}`;
    const long = (chart: WebAppChart) =>
      new Backend(chart, 'api', { image: 'a/b:1.0.0', port: 80, name, containerName: 'api', serviceName: 'api' });
    const [, pattern = ''] = /pod=~"([^"]+)"/.exec(rules({ alerts: [Alert.RESTARTS] }, long)[0]?.expr ?? '') ?? [];
    // As Kubernetes names them: five characters behind what is cut off at 58.
    for (const hash of ['6b7d9c4f8', '6b7d9c4f85']) {
      expect(`${`${name}-${hash}-`.slice(0, 58)}x2k9p`).toMatch(new RegExp(`^(?:${pattern})$`));
    }
    expect(`${name.slice(0, -2)}-6b7d9c4f8-x2k9p`).not.toMatch(new RegExp(`^(?:${pattern})$`));
  });

  it('renders everything that is set', () => {
    const objects = synthesize((chart) => {
      new WorkloadAlerts(chart, 'alerts', {
        workload: api(chart),
        alerts: [Alert.RESTARTS],
        severity: 'page',
        name: 'api-alerts',
        labels: { release: 'prometheus' },
        annotations: { 'example.com/owner': 'shop' },
      });
    });
    const rule = find(objects, 'PrometheusRule');
    expect(rule.metadata).toMatchObject({ name: 'api-alerts', labels: { release: 'prometheus' } });
    expect(rule.metadata).toMatchObject({ annotations: { 'example.com/owner': 'shop' } });
    expect(rule.spec.groups).toHaveLength(1);
    expect(rule.spec.groups[0].rules[0].labels).toEqual({ severity: 'page', workload: 'api', namespace: 'shop' });
  });

  it.each([
    [{ workload: undefined }, 'workload setting-incomplete'],
    [{ workload: {} }, 'workload setting-invalid'],
    [{ alerts: [Alert.JOB_FAILED] }, 'alerts[0] alert-unsupported'],
    [{ alerts: ['Anything'] }, 'alerts[0] alert-unsupported'],
    [{ name: 'a b' }, 'name name-invalid'],
    [{ labels: { 'a b': '' } }, 'labels.a b label-invalid'],
    [{ annotations: { 'a b': '' } }, 'annotations.a b label-invalid'],
  ])('refuses %j', (props, expected) => {
    expect(issues(props)).toEqual([`test/alerts ${expected}`]);
  });
});
