import { Default, Exposure, HealthCheck, Worker, type WorkerProps } from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const SMALLEST = { image: 'ghcr.io/acme/mailer:2.0.1' };
const worker = (props = {}) =>
  synthesize((chart) => {
    new Worker(chart, 'mailer', { ...SMALLEST, ...props });
  });
const issues = (props: object) =>
  summary(
    issuesOf((chart) => {
      new Worker(chart, 'mailer', { ...SMALLEST, ...props });
    }),
  );

describe('a worker', () => {
  it('is a Deployment without ports, and no Service', () => {
    const objects = worker();
    expect(objects.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'NetworkPolicy',
      'NetworkPolicy',
      'ServiceAccount',
      'Deployment',
    ]);
    const deployment = find(objects, 'Deployment');
    expect(deployment.metadata).toMatchObject({ labels: { app: 'mailer', component: 'worker', tier: 'backend' } });
    expect(deployment['spec'].template.spec.containers[0]).not.toHaveProperty('ports');
  });

  it('has names, labels and selectors as told', () => {
    const deployment = find(
      worker({
        name: 'mail',
        containerName: 'app',
        component: 'queue',
        tier: 'jobs',
        labels: { team: 'web', app: 'mail-v1' },
        annotations: { 'example.com/owner': 'web' },
        selector: { 'k8s-app': 'mail' },
        ports: [{ name: 'metrics', port: 9100 }],
        health: { liveness: { check: HealthCheck.tcp() } },
        without: [Default.COMMON_LABELS],
      }),
      'Deployment',
    );
    expect(deployment.metadata).toMatchObject({
      name: 'mail',
      annotations: { 'example.com/owner': 'web' },
      labels: { app: 'mail-v1', team: 'web', component: 'queue', tier: 'jobs' },
    });
    expect(deployment['spec'].selector).toEqual({ matchLabels: { 'k8s-app': 'mail' } });
    expect(deployment['spec'].template.metadata.labels).toMatchObject({ 'k8s-app': 'mail', app: 'mail-v1' });
    expect(deployment['spec'].template.spec.containers[0]).toMatchObject({
      name: 'app',
      livenessProbe: { tcpSocket: { port: 9100 } },
    });
  });

  it.each([
    [{ exposure: Exposure.loadBalancer() }, ['test/mailer exposure exposure-without-service']],
    [{ port: 80 }, ['test/mailer port setting-unknown']],
    [{ serviceName: 'a' }, ['test/mailer serviceName setting-unknown']],
    [
      { health: { check: HealthCheck.tcp() } },
      ['startup', 'liveness', 'readiness'].map((name) => `test/mailer health.${name}.check health-port-missing`),
    ],
  ])('is refused: %j', (props, expected) => {
    expect(issues(props)).toEqual(expected);
  });
});

describe('the settings of a worker', () => {
  const settings = (props: Partial<WorkerProps>) => {
    const paths: string[] = [];
    synthesize((chart) => {
      const worker = new Worker(chart, 'mailer', { image: 'acme/mailer:1.0.0', ...props });
      paths.push(...worker.settings().map(({ path }) => path));
    });
    return paths;
  };

  it('are none of a Service', () => {
    expect(settings({})).toEqual(expect.arrayContaining(['mailer.replicas', 'mailer.imagePullPolicy']));
    expect(settings({})).not.toEqual(expect.arrayContaining([expect.stringMatching(/serviceName|exposure/)]));
  });

  it('are no defaults that are turned off', () => {
    const without = [Default.PULL_POLICY, Default.RESOURCES, Default.GRACE_PERIOD];
    expect(settings({ without })).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/imagePullPolicy|resources|shutdown/)]),
    );
  });
});
