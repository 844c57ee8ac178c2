import {
  App,
  AppConfig,
  Backend,
  Default,
  Defaults,
  Exposure,
  HealthCheck,
  Job,
  type JobProps,
  WebAppChart,
} from 'cdk8s-webapp';
import { cluster } from '../support/clusters';
import { find, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';

const SMALLEST: JobProps = { image: 'acme/import:1.0.0' };
const job = (props: Partial<JobProps> = {}, chartProps = {}) =>
  find(
    synthesize((chart) => {
      new Job(chart, 'import', { ...SMALLEST, ...props });
    }, chartProps),
    'Job',
  );
const issues = (props: object) =>
  summary(
    issuesOf((chart) => {
      new Job(chart, 'import', { ...SMALLEST, ...props });
    }),
  );

describe('Job', () => {
  it('ends once, is not restarted, and is kept for a day', () => {
    const { metadata, spec } = job();
    expect(metadata.name).toBe('import');
    expect(spec).toEqual({ ttlSecondsAfterFinished: 86400, template: expect.anything() });
    expect(spec.template.spec.restartPolicy).toBe('Never');
    expect(spec.template.metadata.labels).toMatchObject({ app: 'import', component: 'job', tier: 'backend' });
  });

  it('is restarted as a pod, of which its container says nothing', () => {
    const { spec } = job({ restartPolicy: 'OnFailure' }).spec.template;
    expect(spec.restartPolicy).toBe('OnFailure');
    expect(spec.containers[0]).not.toHaveProperty('restartPolicy');
  });

  it('renders everything that is set', () => {
    const podFailurePolicy = {
      rules: [
        {
          action: 'FailJob',
          onExitCodes: { containerName: 'import', operator: 'In', values: [42] },
          onPodConditions: [],
        },
      ],
    };
    const { spec } = job({
      backoffLimit: 2,
      activeDeadlineSeconds: 600,
      ttlSecondsAfterFinished: 60,
      completions: 4,
      parallelism: 2,
      completionMode: 'Indexed',
      suspend: true,
      podFailurePolicy,
      command: ['./import'],
    });
    expect(spec).toEqual({
      backoffLimit: 2,
      activeDeadlineSeconds: 600,
      ttlSecondsAfterFinished: 60,
      completions: 4,
      parallelism: 2,
      completionMode: 'Indexed',
      suspend: true,
      podFailurePolicy,
      template: expect.anything(),
    });
    expect(spec.template.spec.containers[0].command).toEqual(['./import']);
  });

  it('takes OnFailure, and no time to live where that default is off', () => {
    const { spec } = job({ restartPolicy: 'OnFailure', without: [Default.JOB_TTL] });
    expect(spec.ttlSecondsAfterFinished).toBeUndefined();
    expect(spec.template.spec.restartPolicy).toBe('OnFailure');
  });

  it('says nothing of its own without any default', () => {
    const { spec } = job({}, { without: Defaults.all() });
    expect(spec).toEqual({
      template: {
        spec: { containers: [{ name: 'import', image: 'acme/import:1.0.0' }], restartPolicy: 'Never' },
      },
    });
  });

  it('carries a label where something selects its pods', () => {
    const none = [Default.WORKLOAD_LABELS, Default.NETWORK_POLICY];
    const chartProps = { without: [Default.NETWORK_POLICY, Default.COMMON_LABELS] };
    const labels = (props: Partial<JobProps>) => job(props, chartProps).spec.template.metadata?.labels;
    expect(labels({ without: none })).toBeUndefined();
    expect(labels({ without: none, selector: { run: 'import' } })).toEqual({ run: 'import' });
    expect(labels({ selector: {} })).not.toHaveProperty('app.kubernetes.io/part-of');
    expect(job({ without: [Default.WORKLOAD_LABELS] }).spec.template.metadata.labels).toMatchObject({ app: 'import' });
    expect(issues({ selector: {} })).toEqual(['test/import selector selector-empty']);
  });

  it('calls nobody without a label, for then every pod of the namespace could', () => {
    const found = (props: object, later: boolean) => {
      const define = (chart: WebAppChart) => {
        const db = new Backend(chart, 'db', { image: 'acme/db:1.0.0', port: 5432 });
        const caller = new Job(chart, 'import', { ...SMALLEST, ...props, ...(later ? {} : { calls: [db] }) });
        if (later) {
          caller.allowTo(db);
        }
      };
      return summary(issuesOf(define, { createNamespace: false }));
    };
    const without = [Default.WORKLOAD_LABELS, Default.NETWORK_POLICY];
    expect(found({ without }, false)).toEqual([]);
    expect(found({ without }, true)).toEqual(['test/import calls call-without-label']);
    expect(found({ without, selector: {} }, false)).toEqual([
      'test/import selector selector-empty',
      'test/import calls call-without-label',
    ]);
  });

  it('has a policy of failures where its cluster has them', () => {
    const podFailurePolicy = {
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    };
    const found = (kubernetesVersion: string) =>
      summary(
        issuesOf(
          (chart) => {
            new Job(chart, 'import', { ...SMALLEST, podFailurePolicy });
          },
          { cluster: cluster({ kubernetesVersion }) },
        ),
      );
    expect(found('1.25')).toEqual(['test/import podFailurePolicy kubernetes-feature-missing']);
    expect(found('1.26')).toEqual([]);
  });

  it('is immutable: the same name in another chart of the cluster is reported, not replaced', () => {
    const app = new App(UNCHECKED);
    const chart = new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop' });
    new Job(chart, 'a', { ...SMALLEST, name: 'import' });
    new Job(chart, 'b', { ...SMALLEST, name: 'import' });
    expect(() => app.files()).toThrow('object-duplicate');
  });

  it.each([
    [{ backoffLimit: -1 }, 'backoffLimit job-number-out-of-range'],
    [{ activeDeadlineSeconds: 0 }, 'activeDeadlineSeconds job-number-out-of-range'],
    [{ ttlSecondsAfterFinished: 1.5 }, 'ttlSecondsAfterFinished job-number-out-of-range'],
    [{ completions: 0 }, 'completions job-number-out-of-range'],
    [{ parallelism: -1 }, 'parallelism job-number-out-of-range'],
    [{ restartPolicy: 'Always' }, 'restartPolicy restart-policy-unsupported'],
    [{ completionMode: 'Sorted' }, 'completionMode completion-mode-unknown'],
    [{ completionMode: 'Indexed' }, 'completions setting-incomplete'],
    [{ podFailurePolicy: { rules: [] }, restartPolicy: 'OnFailure' }, 'restartPolicy restart-policy-unsupported'],
    [{ replicas: 2 }, 'replicas setting-of-service'],
    [{ exposure: Exposure.nodePort() }, 'exposure setting-of-service'],
    [{ service: { labels: { team: 'shop' } } }, 'service setting-of-service'],
    [{ services: { metrics: {} } }, 'services setting-of-service'],
    [{ health: { check: HealthCheck.exec(['true']) } }, 'health setting-of-service'],
    [{ schedule: '@daily' }, 'schedule setting-unknown'],
    [{ backoffLimit: '3' }, 'backoffLimit setting-invalid'],
  ])('refuses %j', (props, expected) => {
    expect(issues(props)).toEqual([`test/import ${expected}`]);
  });

  it('refers to configuration: only a migration renders its values', () => {
    const objects = synthesize((chart) => {
      new Job(chart, 'import', { ...SMALLEST, config: new AppConfig(chart, 'config', { data: { A: '1' } }) });
    });
    const [container] = find(objects, 'Job').spec.template.spec.containers;
    expect(container.env).toBeUndefined();
    expect(container.envFrom).toHaveLength(1);
  });
});
