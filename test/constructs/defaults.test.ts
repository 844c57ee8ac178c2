import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  AppNetworkPolicy,
  Backend,
  type BackendProps,
  Default,
  Defaults,
  Exposure,
  HealthCheck,
  PolicyType,
  Protocol,
  SinglePageApp,
  StatefulBackend,
  type WebAppChart,
} from 'cdk8s-webapp';
import { type AnyManifest, find, issuesOf, summary, synthesize } from '../support/synthesis';
import { backend, SMALLEST } from '../support/workloads';

const PAGE = fs.readFileSync(path.resolve(__dirname, '../../docs/constructs/defaults.md'), 'utf8');

/** What each default renders in a Deployment: where to look, and what is there. */
const RENDERED: [Default, (deployment: AnyManifest) => unknown, unknown][] = [
  [
    Default.WORKLOAD_LABELS,
    (deployment) => (deployment.metadata as { labels?: { component?: string } }).labels?.component,
    'api',
  ],
  [Default.ROLLOUT_STRATEGY, ({ spec }) => spec.strategy?.type, 'RollingUpdate'],
  [Default.GRACE_PERIOD, ({ spec }) => spec.template.spec.terminationGracePeriodSeconds, 30],
  [Default.PULL_POLICY, ({ spec }) => spec.template.spec.containers[0].imagePullPolicy, 'IfNotPresent'],
  [Default.PORT_NAME, ({ spec }) => spec.template.spec.containers[0].ports[0].name, 'http'],
  [Default.IMPLIED_VALUES, ({ spec }) => spec.replicas, 1],
  [Default.IMPLIED_VALUES, ({ spec }) => spec.template.spec.containers[0].ports[0].protocol, 'TCP'],
  [Default.PROBE_TIMINGS, ({ spec }) => spec.template.spec.containers[0].livenessProbe.periodSeconds, 15],
  [Default.RESOURCES, ({ spec }) => spec.template.spec.containers[0].resources?.requests.cpu, '250m'],
  [Default.NO_SERVICE_LINKS, ({ spec }) => spec.template.spec.enableServiceLinks, false],
  [Default.NO_TOKEN, ({ spec }) => spec.template.spec.automountServiceAccountToken, false],
  [Default.NON_ROOT_USER, ({ spec }) => spec.template.spec.securityContext?.runAsUser, 10001],
  [Default.SECCOMP_PROFILE, ({ spec }) => spec.template.spec.securityContext?.seccompProfile?.type, 'RuntimeDefault'],
  [
    Default.NO_PRIVILEGE_ESCALATION,
    ({ spec }) => spec.template.spec.containers[0].securityContext?.allowPrivilegeEscalation,
    false,
  ],
  [
    Default.NO_CAPABILITIES,
    ({ spec }) => spec.template.spec.containers[0].securityContext?.capabilities?.drop[0],
    'ALL',
  ],
  [
    Default.READ_ONLY_ROOT,
    ({ spec }) => spec.template.spec.containers[0].securityContext?.readOnlyRootFilesystem,
    true,
  ],
  [Default.WRITABLE_TMP, ({ spec }) => spec.template.spec.volumes?.[0].name, 'tmp'],
];
const PROPS = { health: { check: HealthCheck.tcp() } };

describe.each(RENDERED)('the default %s', (name, look, value) => {
  // A Namespace of the chart would refuse pods that are less than restricted.
  const of = (props: object, chartProps = {}) =>
    look(find(backend({ ...PROPS, ...props }, { createNamespace: false, ...chartProps }), 'Deployment'));

  it('is rendered', () => {
    expect(of({})).toBe(value);
  });

  it('is not where the workload turns it off', () => {
    expect(of({ without: [name] })).toBeUndefined();
  });

  it('nor where the chart does', () => {
    expect(of({}, { without: [name] })).toBeUndefined();
  });

  it('is where the workload only turns off the others', () => {
    expect(of({ without: RENDERED.map(([other]) => other).filter((other) => other !== name) })).toBe(value);
  });
});

describe('without any default', () => {
  const define = (chart: WebAppChart) => {
    new Backend(chart, 'api', { ...SMALLEST, health: { check: HealthCheck.tcp() } });
  };

  it('a Deployment says what its program says', () => {
    const labels = { app: 'api' };
    expect(find(synthesize(define, { without: Defaults.all() }), 'Deployment')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'api',
                image: 'ghcr.io/acme/api:1.4.2',
                ports: [{ containerPort: 8000 }],
                startupProbe: { tcpSocket: { port: 8000 } },
                livenessProbe: { tcpSocket: { port: 8000 } },
                readinessProbe: { tcpSocket: { port: 8000 } },
              },
            ],
          },
        },
      },
    });
  });

  it('a user that is named is still that of the process', () => {
    const [{ spec }] = [find(backend({ userId: 1001 }, { without: Defaults.all() }), 'Deployment')];
    expect(spec.template.spec.securityContext).toEqual({ runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001 });
  });

  it('the cluster times the probes, and its timings are judged', () => {
    const health = { check: HealthCheck.tcp(), liveness: { timeoutSeconds: 11 } };
    const found = issuesOf((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, health, without: [Default.PROBE_TIMINGS] });
    });
    expect(found).toMatchObject([{ code: 'probe-timeout-exceeds-period', allowed: expect.stringContaining('10 s') }]);
  });
});

describe('without values that Kubernetes fills in', () => {
  const objects = (define: (chart: WebAppChart) => void) =>
    JSON.parse(JSON.stringify(synthesize(define, { without: Defaults.all() }))) as AnyManifest[];
  const spec = (kind: string, props: Partial<BackendProps>) =>
    find(
      objects((chart) => new Backend(chart, 'api', { ...SMALLEST, ...props })),
      kind,
    ).spec;

  it('a Service has its port and its selector', () => {
    const expected = { ports: [{ port: 8000 }], selector: { app: 'api' } };
    expect(spec('Service', {})).toEqual(expected);
    expect(spec('Service', { exposure: Exposure.headless() })).toEqual({ ...expected, clusterIP: 'None' });
  });

  it('and so has the one that governs the pods of a StatefulSet', () => {
    const all = objects((chart) => new StatefulBackend(chart, 'db', { ...SMALLEST }));
    const expected = { clusterIP: 'None', ports: [{ port: 8000 }], selector: { app: 'db' } };
    expect(find(all, 'Service', 'db-headless').spec).toEqual(expected);
  });

  it('what differs from them is still said', () => {
    const ports = [{ name: 'dns', port: 53, protocol: Protocol.UDP }];
    const service = { ports: [{ name: 'http', port: 80 }, { name: 'dns' }] };
    expect(spec('Service', { ports, service, exposure: Exposure.nodePort() })).toEqual({
      type: 'NodePort',
      ports: [
        { name: 'http', port: 80, targetPort: 8000 },
        { name: 'dns', port: 53, protocol: 'UDP' },
      ],
      selector: { app: 'api' },
    });
  });

  it('and so is what the program asks for', () => {
    const ports = [{ port: 8000, targetPort: 8000, protocol: Protocol.TCP }];
    expect(spec('Service', { service: { ports }, exposure: Exposure.clusterIp() })).toEqual({
      type: 'ClusterIP',
      ports,
      selector: { app: 'api' },
    });
    expect(spec('Deployment', { replicas: 1 }).replicas).toBe(1);
  });

  it('a question names its scheme where it is https', () => {
    const of = (https: boolean) => {
      const health = { check: HealthCheck.httpGet('/', { https }) };
      return spec('Deployment', { health }).template.spec.containers[0].livenessProbe.httpGet;
    };
    expect(of(false)).toEqual({ path: '/', port: 8000 });
    expect(of(true)).toEqual({ path: '/', port: 8000, scheme: 'HTTPS' });
  });

  it.each([
    [{ ingress: [{}] }, undefined],
    [{ ingress: [{}], egress: [{}] }, undefined],
    [{ egress: [{}] }, ['Egress']],
    [{}, ['Ingress', 'Egress']],
    [{ ingress: [{}], policyTypes: [PolicyType.INGRESS] }, ['Ingress']],
  ])('a policy %j is about %j', (props, types) => {
    const [policy] = objects((chart) => new AppNetworkPolicy(chart, 'policy', props)).filter(
      ({ kind }) => kind === 'NetworkPolicy',
    );
    expect(policy?.spec.policyTypes).toEqual(types);
  });
});

describe('Defaults', () => {
  it('of hardening are those of which the restricted standard and its needs consist', () => {
    const { spec } = find(backend({ without: Defaults.hardening() }, { createNamespace: false }), 'Deployment');
    expect(spec.template.spec).not.toHaveProperty('securityContext');
    expect(spec.template.spec.containers[0]).not.toHaveProperty('securityContext');
    expect(spec.template.spec).toHaveProperty('enableServiceLinks', false);
  });

  it('can be turned off in every construct by a name that exists', () => {
    const wrong = { without: ['everything' as never] };
    const found = issuesOf((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, ...wrong });
      new StatefulBackend(chart, 'db', { ...SMALLEST, ...wrong });
      new SinglePageApp(chart, 'web', { image: 'acme/web:1.0.0', ...wrong });
    }, wrong);
    expect(summary(found).sort()).toEqual(
      ['test', 'test/api', 'test/db', 'test/web'].map((place) => `${place} without[0] default-unknown`),
    );
  });

  it('have a row each in docs/constructs/defaults.md', () => {
    const rows = [...PAGE.matchAll(/^\| `Default\.([A-Z_]+)` +\|/gm)].map(([, name]) => name);
    expect(rows).toEqual(Object.keys(Default));
  });
});
