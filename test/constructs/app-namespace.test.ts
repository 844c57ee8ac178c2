import {
  Backend,
  type BackendProps,
  Cpu,
  Default,
  Defaults,
  type NamespaceOptions,
  NodePool,
  NodeShape,
  PodSecurityLevel,
  ProjectedSource,
  Size,
  Volume,
  Worker,
} from 'cdk8s-webapp';
import { podSecurityViolations } from '../../lib/constructs/pod-security';
import { Workload, type WorkloadRole } from '../../lib/constructs/workload';
import { cluster } from '../support/clusters';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const API: BackendProps = { image: 'acme/api:1.0.0', port: 8000 };
const PSS = 'pod-security.kubernetes.io';

const objects = (namespaceOptions?: NamespaceOptions, chartProps = {}) =>
  synthesize(() => undefined, { namespaceOptions, ...chartProps });
const labels = (namespaceOptions?: NamespaceOptions, chartProps = {}) =>
  find(objects(namespaceOptions, chartProps), 'Namespace').metadata as unknown as { labels: { [key: string]: string } };
const issues = (namespaceOptions: { [field: string]: unknown }, chartProps = {}) =>
  summary(issuesOf(() => undefined, { namespaceOptions, ...chartProps }));

describe('the Namespace of an application', () => {
  it('pins the Pod Security Standard to the version of the cluster', () => {
    expect(labels(undefined, { cluster: cluster({ kubernetesVersion: 'v1.29.4-gke.100' }) }).labels).toMatchObject({
      [`${PSS}/enforce`]: 'restricted',
      [`${PSS}/enforce-version`]: 'v1.29',
      [`${PSS}/audit-version`]: 'v1.29',
      [`${PSS}/warn-version`]: 'v1.29',
    });
  });

  it('is as its author says', () => {
    const namespace = find(
      objects({
        labels: { environment: 'blue', 'istio-injection': 'enabled' },
        annotations: { owner: 'checkout' },
        podSecurity: PodSecurityLevel.BASELINE,
      }),
      'Namespace',
    );
    expect(namespace.metadata).toMatchObject({
      labels: {
        environment: 'blue',
        'istio-injection': 'enabled',
        [`${PSS}/enforce`]: 'baseline',
        [`${PSS}/warn`]: 'baseline',
      },
      annotations: { owner: 'checkout' },
    });
  });

  it('has its name only where all defaults are turned off', () => {
    expect(objects({}, { without: Defaults.all() })).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    ]);
  });

  it('can be reached, with all that is in it', () => {
    const all = synthesize(
      (chart) => {
        chart.appNamespace?.namespaceObject.overlay({ metadata: { labels: { own: 'x' } } });
        chart.appNamespace?.resourceQuota?.overlay({ spec: { hard: { pods: '7' } } });
      },
      { namespaceOptions: { resourceQuota: { hard: { pods: '5' } } } },
    );
    expect(find(all, 'Namespace').metadata).toHaveProperty('labels.own', 'x');
    expect(find(all, 'ResourceQuota')['spec'].hard).toEqual({ pods: '7' });
  });

  it.each([
    ['a label', { labels: { 'a b': 'x' } }, '/namespace namespaceOptions.labels.a b label-invalid'],
    ['an annotation', { annotations: { 'a b': 'x' } }, '/namespace namespaceOptions.annotations.a b label-invalid'],
    ['a level', { podSecurity: 'strict' }, '/namespace namespaceOptions.podSecurity pod-security-level-unknown'],
    ['a setting', { quota: {} }, ' namespaceOptions.quota setting-unknown'],
  ])('has no wrong %s', (_, options, expected) => {
    expect(issues(options)).toEqual([`test${expected}`]);
  });

  it('has no options where somebody else creates it', () => {
    expect(issues({ podSecurity: 'baseline' }, { createNamespace: false })).toEqual([
      'test namespaceOptions namespace-not-created',
    ]);
  });
});

describe('a ResourceQuota', () => {
  const nodePools = [
    new NodePool({ name: 'a', count: 2, shape: NodeShape.gke('e2-standard-2') }),
    new NodePool({ name: 'b', count: 1, shape: NodeShape.gke('e2-standard-4') }),
  ];

  it('is what the nodes of the cluster offer together', () => {
    const own = cluster({ nodePools });
    const { hard } = find(objects({ resourceQuota: {} }, { cluster: own }), 'ResourceQuota')['spec'];
    const totals = own.allocatable().map(({ total }) => total);
    const [a, b] = totals;
    expect(hard).toMatchObject({
      'requests.cpu': `${(a?.cpuMillis ?? 0) + (b?.cpuMillis ?? 0)}m`,
      'requests.memory': String((a?.memoryBytes ?? 0) + (b?.memoryBytes ?? 0)),
      pods: String((a?.pods ?? 0) + (b?.pods ?? 0)),
    });
  });

  it('is what its author says, over that', () => {
    const resourceQuota = {
      name: 'shop-quota',
      labels: { team: 'checkout' },
      annotations: { a: 'b' },
      hard: { pods: '20', 'count/secrets': '5' },
    };
    const quota = find(objects({ resourceQuota }, { cluster: cluster({ nodePools }) }), 'ResourceQuota');
    expect(quota).toMatchObject({
      metadata: { name: 'shop-quota', namespace: 'shop', labels: { team: 'checkout' }, annotations: { a: 'b' } },
      spec: { hard: { pods: '20', 'count/secrets': '5', 'requests.cpu': expect.any(String) } },
    });
  });

  it.each([
    ['nothing', { resourceQuota: {} }, 'hard quota-empty'],
    ['an amount that is none', { resourceQuota: { hard: { pods: 'many' } } }, 'hard.pods quota-amount-invalid'],
    ['a name that is none', { resourceQuota: { name: 'A', hard: { pods: '1' } } }, 'name name-invalid'],
  ])('does not hold %s', (_, options, expected) => {
    expect(issues(options)).toEqual([`test/namespace namespaceOptions.resourceQuota.${expected}`]);
  });
});

describe('a LimitRange', () => {
  it('gives what the library gives', () => {
    const range = find(objects({ limitRange: {} }), 'LimitRange');
    expect(range.metadata).toMatchObject({ name: 'limit-range', namespace: 'shop' });
    expect(range['spec'].limits).toEqual([
      {
        type: 'Container',
        defaultRequest: { cpu: '250m', memory: '256Mi', 'ephemeral-storage': '128Mi' },
        default: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
      },
    ]);
  });

  it('gives, and bounds, what its author says', () => {
    const limitRange = {
      name: 'shop-range',
      defaults: { cpu: { request: Cpu.millis(100) }, memory: { limit: Size.mebibytes(128) } },
      bounds: { cpu: { request: Cpu.millis(50), limit: Cpu.units(2) } },
    };
    expect(find(objects({ limitRange }), 'LimitRange')).toMatchObject({
      metadata: { name: 'shop-range' },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: { cpu: '100m' },
            default: { memory: '128Mi' },
            min: { cpu: '50m' },
            max: { cpu: '2' },
          },
        ],
      },
    });
  });

  it.each([
    ['above', { bounds: { cpu: { limit: Cpu.millis(400) } } }, 'defaults.cpu.limit limit-range-contradicts'],
    [
      'below',
      { bounds: { memory: { request: Size.gibibytes(1) } } },
      'defaults.memory.request limit-range-contradicts',
    ],
    ['no amounts', { bounds: { cpu: { limit: Cpu.millis(0) } } }, 'bounds.cpu.limit quantity-invalid'],
    ['no name', { name: 'A' }, 'name name-invalid'],
  ])('has no defaults %s its bounds', (_, limitRange, expected) => {
    expect(issues({ limitRange })).toEqual([`test/namespace namespaceOptions.limitRange.${expected}`]);
  });
});

describe('a container without a limit', () => {
  const found = (memory: string, limitRange: object) =>
    issuesOf(
      (chart) => {
        new Backend(chart, 'api', { ...API, resources: { memory: { request: Size.parse(memory) } } });
      },
      { namespaceOptions: { limitRange } },
    );

  it('may not request more than the limit that the range gives it', () => {
    expect(found('513Mi', {})).toMatchObject([
      {
        path: 'test/api',
        code: 'limit-range-below-request',
        given: 'memory of 513Mi in container api, without a limit',
      },
    ]);
  });

  it.each([
    ['512Mi', {}],
    ['2Gi', { defaults: { memory: { limit: Size.gibibytes(2) } } }],
    ['2Gi', { defaults: { cpu: { limit: Cpu.units(1) } } }],
  ])('may request %s of a range %j', (memory, limitRange) => {
    expect(found(memory, limitRange)).toEqual([]);
  });
});

describe('a workload in a namespace that enforces a level', () => {
  const refused = (props: Partial<BackendProps>, chartProps = {}) =>
    issuesOf((chart) => {
      new Backend(chart, 'api', { ...API, ...props });
    }, chartProps).map(({ code, given }) => `${code}: ${given}`);

  it.each([
    [{ without: [Default.NON_ROOT_USER] }, 'no runAsNonRoot: true'],
    [{ without: [Default.SECCOMP_PROFILE] }, 'no seccompProfile'],
    [{ without: [Default.NO_PRIVILEGE_ESCALATION] }, 'no allowPrivilegeEscalation: false'],
    [{ without: [Default.NO_CAPABILITIES] }, 'capabilities that are not dropped'],
    [{ securityContext: { runAsUser: 0, runAsNonRoot: false } }, 'no runAsNonRoot: true in container api; runAsUser 0'],
    [{ securityContext: { capabilities: { add: ['CHOWN'], drop: ['ALL'] } } }, 'added capability CHOWN'],
    [{ securityContext: { capabilities: { add: ['SYS_ADMIN'], drop: ['ALL'] } } }, 'added capability SYS_ADMIN'],
    [
      { securityContext: { privileged: true, allowPrivilegeEscalation: true } },
      'privileged in container api; no allowPrivilegeEscalation: false',
    ],
    [{ securityContext: { procMount: 'Unmasked' } }, 'procMount Unmasked'],
    [{ securityContext: { seccompProfile: { type: 'Unconfined' } } }, 'seccompProfile Unconfined'],
  ])('is told where the cluster would refuse its pods: %j', (props, what) => {
    expect(refused(props)).toEqual([`pod-security-refused: ${what} in container api`]);
  });

  it.each([
    [{ hostNetwork: true, hostPid: true, hostIpc: true }, 'hostNetwork; hostPid; hostIpc'],
    [{ ports: [{ name: 'admin', port: 9000, hostPort: 9000 }] }, 'hostPort 9000 in container api'],
    [{ volumes: { logs: { path: '/logs', volume: Volume.hostPath('/var/log') } } }, 'hostPath volume logs'],
    [{ podSecurityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } }, 'sysctl kernel.msgmax'],
    [{ podSecurityContext: { seLinuxOptions: { type: 'spc_t' } } }, 'seLinuxOptions'],
    [{ securityContext: { seLinuxOptions: { role: 'a' } } }, 'seLinuxOptions in container api'],
    [{ podSecurityContext: { windowsOptions: { hostProcess: true } } }, 'hostProcess'],
    [
      { podAnnotations: { 'container.apparmor.security.beta.kubernetes.io/api': 'unconfined' } },
      'annotation container.apparmor.security.beta.kubernetes.io/api',
    ],
  ])('is told by baseline too of what it takes of its node: %j', (props, what) => {
    for (const podSecurity of ['baseline', 'restricted']) {
      expect(refused(props, { namespaceOptions: { podSecurity } })).toEqual([`pod-security-refused: ${what}`]);
    }
    expect(refused(props, { namespaceOptions: { podSecurity: 'privileged' } })).toEqual([]);
  });

  it('may have an NFS directory, and a user of its own, where the level is not restricted', () => {
    const volumes = { media: { path: '/media', volume: Volume.nfs({ server: 'nfs', path: '/media' }) } };
    expect(refused({ volumes })).toEqual(['pod-security-refused: volume media']);
    expect(refused({ volumes }, { namespaceOptions: { podSecurity: 'baseline' } })).toEqual([]);
  });

  it('may have every volume that level restricted admits', () => {
    const facts = [{ path: 'labels', field: 'metadata.labels' }];
    const all = [Volume.downwardApi(facts), Volume.projected([ProjectedSource.fields(facts)]), Volume.memory()];
    const volumes = Object.fromEntries(all.map((volume, index) => [`v${index}`, { path: `/v${index}`, volume }]));
    expect(refused({ volumes })).toEqual([]);
  });

  it('is told that its pods are root, also where no container is', () => {
    const props = { podSecurityContext: { runAsUser: 0 }, securityContext: { runAsUser: 5 } };
    expect(refused(props)).toEqual(['pod-security-refused: runAsUser 0']);
  });

  it('names every container', () => {
    const side = { image: 'acme/side:1.0.0' };
    const props = { sidecars: { side }, initContainers: { init: side }, without: [Default.NO_CAPABILITIES] };
    expect(refused(props)).toEqual([
      `pod-security-refused: ${['init', 'api', 'side'].map((name) => `capabilities that are not dropped in container ${name}`).join('; ')}`,
    ]);
  });

  it.each([
    ['does without what the level does not ask for', { without: [Default.READ_ONLY_ROOT, Default.NO_TOKEN] }, {}],
    ['may bind low ports', { securityContext: { capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] } } }, {}],
    [
      'says itself what the default says',
      { without: [Default.NO_PRIVILEGE_ESCALATION], securityContext: { allowPrivilegeEscalation: false } },
      {},
    ],
    [
      'lives in a baseline namespace',
      { without: Defaults.hardening() },
      { namespaceOptions: { podSecurity: 'baseline' } },
    ],
    [
      'lives in one with a label of that level',
      { without: Defaults.hardening() },
      { namespaceOptions: { labels: { [`${PSS}/enforce`]: 'baseline' } } },
    ],
    [
      'is privileged where everything is allowed',
      { securityContext: { privileged: true, allowPrivilegeEscalation: true } },
      { namespaceOptions: { podSecurity: 'privileged' } },
    ],
    ['lives where nothing is enforced', { without: Defaults.hardening() }, { without: [Default.POD_SECURITY_LABELS] }],
    ['lives where somebody else creates the namespace', { without: Defaults.hardening() }, { createNamespace: false }],
  ])('is right where it %s', (_, props, chartProps) => {
    expect(refused(props, chartProps)).toEqual([]);
  });

  it('is refused by baseline too, for what nobody may', () => {
    const chartProps = { namespaceOptions: { podSecurity: 'baseline' } };
    expect(refused({ securityContext: { privileged: true, allowPrivilegeEscalation: true } }, chartProps)).toHaveLength(
      1,
    );
  });
});

it('a pod without a spec breaks nothing', () => {
  expect(podSecurityViolations(PodSecurityLevel.RESTRICTED, {})).toEqual([]);
});

/** A kind of workload whose pods run to their end. */
class Task extends Workload {
  constructor(...[scope, id, props]: ConstructorParameters<typeof Worker>) {
    super(scope, id, props, ROLE);
  }

  protected override get sideAnnotations(): { [key: string]: string } {
    return { 'argocd.argoproj.io/sync-wave': '-1' };
  }
}

const ROLE: WorkloadRole = {
  component: 'task',
  tier: 'backend',
  controller: {
    apiVersion: 'batch/v1',
    kind: 'Job',
    readers: {},
    ownsClaims: false,
    findings: () => [],
    features: () => [],
    spec: (pods) => ({ template: pods.template('Never') }),
  },
};

describe('pods that run to their end', () => {
  const task = { image: 'acme/task:1.0.0' };

  it('have an account and a policy, annotated as their kind wants, and nothing that keeps pods running', () => {
    const all = synthesize((chart) => {
      new Task(chart, 'task', task);
    });
    const own = all.filter(({ metadata }) => metadata.name === 'task');
    expect(own.map(({ kind }) => kind)).toEqual(['NetworkPolicy', 'ServiceAccount', 'Job']);
    const annotations = { 'argocd.argoproj.io/sync-wave': '-1' };
    expect(own.slice(0, 2).map(({ metadata }) => metadata)).toMatchObject([{ annotations }, { annotations }]);
    expect(find(all, 'Job')['spec'].template.spec.serviceAccountName).toBe('task');
  });

  it.each(['autoscaling', 'autoscalingMetrics', 'disruptionBudget'])('are not given %s', (setting) => {
    const range = { minReplicas: 1, maxReplicas: 2 };
    const value = { autoscaling: range, autoscalingMetrics: [], disruptionBudget: {} }[setting];
    const found = issuesOf((chart) => {
      new Task(chart, 'task', { ...task, [setting]: value });
    });
    expect(summary(found)).toEqual([`test/task ${setting} scaling-unsupported`]);
  });
});
