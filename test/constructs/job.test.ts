import {
  App,
  AppConfig,
  Default,
  Defaults,
  Exposure,
  HealthCheck,
  Job,
  type JobProps,
  WebAppChart,
} from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

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
        metadata: { labels: expect.anything() },
        spec: { containers: [{ name: 'import', image: 'acme/import:1.0.0' }], restartPolicy: 'Never' },
      },
    });
  });

  it('is immutable: the same name in another chart of the cluster is reported, not replaced', () => {
    const app = new App();
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
