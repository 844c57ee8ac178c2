import { Chart, Testing } from 'cdk8s';
import {
  ApiAccess,
  App,
  AppNetworkPolicy,
  Backend,
  type BackendProps,
  Default,
  Exposure,
  Frontend,
  type IWorkload,
  NetworkPeer,
  NetworkPort,
  Protocol,
  WebAppChart,
  Worker,
} from 'cdk8s-webapp';
import fc from 'fast-check';
import { mayCall, type Pods } from '../support/connections';
import { AnyManifest, find, issuesFrom, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';

const API: BackendProps = { image: 'acme/api:1.0.0', port: 8000 };
const DNS = {
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
const tcp = (port: number) => [{ protocol: 'TCP', port }];
const podsOf = (app: string, namespace = 'shop'): Pods => ({ namespace, labels: { app } });
const policies = (objects: AnyManifest[]) => objects.filter(({ kind }) => kind === 'NetworkPolicy');
const policyOf = (objects: AnyManifest[], name: string) => find(objects, 'NetworkPolicy', name)['spec'];
const backend = (props: Partial<BackendProps>, chartProps = {}) =>
  synthesize((chart) => {
    new Backend(chart, 'api', { ...API, ...props });
  }, chartProps);

describe('the NetworkPolicy of a workload', () => {
  it('allows DNS, and nothing else', () => {
    expect(find(backend({}), 'NetworkPolicy', 'api')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: 'api',
        namespace: 'shop',
        labels: expect.objectContaining({ app: 'api', component: 'api', tier: 'backend' }),
      },
      spec: { podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Ingress', 'Egress'], egress: [DNS] },
    });
  });

  it('is left out, with the one that denies everything, where the chart turns the default off', () => {
    expect(policies(backend({}, { without: [Default.NETWORK_POLICY] }))).toEqual([]);
  });

  it('has the name, labels, annotations and rules that it is given', () => {
    const all = backend({
      networkPolicy: {
        name: 'api-policy',
        labels: { team: 'checkout' },
        annotations: { a: 'b' },
        ingress: { metrics: { peers: [NetworkPeer.namespace('monitoring')], ports: [NetworkPort.named('metrics')] } },
        egress: { database: { peers: [NetworkPeer.cidr('10.8.0.5/32')], ports: [NetworkPort.range(5432, 5433)] } },
      },
    });
    expect(find(all, 'NetworkPolicy', 'api-policy')).toMatchObject({
      metadata: { labels: { app: 'api', team: 'checkout' }, annotations: { a: 'b' } },
      spec: {
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
            ports: [{ protocol: 'TCP', port: 'metrics' }],
          },
        ],
        egress: [
          { to: [{ ipBlock: { cidr: '10.8.0.5/32' } }], ports: [{ protocol: 'TCP', port: 5432, endPort: 5433 }] },
          DNS,
        ],
      },
    });
  });

  it('reaches DNS where the chart says that it is', () => {
    const dns = {
      peers: [NetworkPeer.namespace('openshift-dns')],
      ports: [NetworkPort.number(5353, Protocol.UDP), NetworkPort.tcp(5353)],
    };
    expect(policyOf(backend({}, { network: { dns } }), 'api').egress).toEqual([
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } } }],
        ports: [
          { protocol: 'UDP', port: 5353 },
          { protocol: 'TCP', port: 5353 },
        ],
      },
    ]);
  });

  it.each([
    ['nobody outside, without an exposure', Exposure.clusterIp({ port: 80 }), undefined],
    ['everybody, on a node port', Exposure.nodePort(), [{ ports: tcp(8000) }]],
    ['everybody, behind a load balancer', Exposure.loadBalancer(), [{ ports: tcp(8000) }]],
    ['everybody, behind an Ingress', Exposure.ingress({ host: 'a.example.com' }), [{ ports: tcp(8000) }]],
    [
      'everybody, behind a Gateway',
      Exposure.httpRoute({ host: 'a.example.com', gateway: 'public' }),
      [{ ports: tcp(8000) }],
    ],
  ])('lets in %s', (_, exposure, ingress) => {
    expect(policyOf(backend({ exposure }), 'api').ingress).toEqual(ingress);
  });

  it.each([
    ['Ingress controller', 'ingressControllers', Exposure.ingress({ host: 'a.example.com' })],
    ['Gateway', 'gateways', Exposure.httpRoute({ host: 'a.example.com', gateway: 'public' })],
  ])('lets in the %s alone, where the chart says who that is', (_, setting, exposure) => {
    const network = { [setting]: [NetworkPeer.namespace('edge', { app: 'proxy' })] };
    expect(policyOf(backend({ exposure }, { network }), 'api').ingress).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } },
            podSelector: { matchLabels: { app: 'proxy' } },
          },
        ],
        ports: tcp(8000),
      },
    ]);
  });
});

describe('calls between workloads', () => {
  const app = (define: (chart: WebAppChart, api: Backend) => void, props: Partial<BackendProps> = {}) =>
    synthesize((chart) => {
      define(chart, new Backend(chart, 'api', { ...API, ...props }));
    });
  const web = { image: 'acme/web:1.0.0', port: 3000 };
  const variables = { browserVariable: 'PUBLIC_API', serverVariable: 'API' };

  it('are allowed on both sides, on the ports that others may call', () => {
    const ports = [
      { name: 'grpc', port: 9000 },
      { name: 'admin', port: 9001, onService: false },
    ];
    const all = app(
      (chart, api) => {
        new Worker(chart, 'mailer', { image: 'acme/mailer:1.0.0', calls: [api] });
      },
      { ports },
    );
    const both = [...tcp(8000), ...tcp(9000)];
    expect(policyOf(all, 'mailer').egress).toContainEqual({
      to: [{ podSelector: { matchLabels: { app: 'api' } } }],
      ports: both,
    });
    expect(policyOf(all, 'api').ingress).toEqual([
      { from: [{ podSelector: { matchLabels: { app: 'mailer' } } }], ports: both },
    ]);
  });

  it('can be narrowed to a port, and added later', () => {
    const all = app((chart, api) => {
      const other = new Backend(chart, 'other', API);
      api.allowTo(other, [NetworkPort.tcp(9001)]);
      api.allowTo(other, [NetworkPort.tcp(9001)]);
    });
    expect(policyOf(all, 'other').ingress).toEqual([
      { from: [{ podSelector: { matchLabels: { app: 'api' } } }], ports: tcp(9001) },
    ]);
  });

  it('of a frontend go to its API where its server passes calls on, on the port of the address', () => {
    const all = app(
      (chart, api) => {
        new Frontend(chart, 'web', {
          ...web,
          exposure: Exposure.ingress({ host: 'a.example.com' }),
          api: ApiAccess.proxied(api, variables),
        });
      },
      { ports: [{ name: 'grpc', port: 9000 }] },
    );
    const between = (port: number) => mayCall(policies(all), podsOf('web'), podsOf('api'), port);
    expect([between(8000), between(9000)]).toEqual([true, false]);
  });

  it('of a frontend do not go to an API that browsers call', () => {
    const all = app(
      (chart, api) => {
        new Frontend(chart, 'web', { ...web, api: ApiAccess.direct(api, variables) });
      },
      { exposure: Exposure.ingress({ host: 'api.example.com' }) },
    );
    expect(mayCall(policies(all), podsOf('web'), podsOf('api'), 8000)).toBe(false);
  });

  it('may cross namespaces of an environment', () => {
    const all = app((chart, api) => {
      const other = new Chart(chart, 'ops', { namespace: 'ops' });
      api.allowTo(new Backend(other, 'audit', { ...API, port: 7000 }));
    });
    const [caller, called] = [podsOf('api'), podsOf('audit', 'ops')];
    expect(mayCall(policies(all), caller, called, 7000)).toBe(true);
    expect(mayCall(policies(all), called, caller, 8000)).toBe(false);
    expect(mayCall(policies(all), podsOf('api', 'ops'), called, 7000)).toBe(false);
  });

  it('are what is declared, and nothing else', () => {
    const graphs = fc.integer({ min: 1, max: 5 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        calls: fc.array(fc.tuple(fc.nat({ max: size - 1 }), fc.nat({ max: size - 1 })), { maxLength: 8 }),
        ports: fc.array(fc.constantFrom(80, 8000, 9000), { minLength: size, maxLength: size }),
      }),
    );
    fc.assert(
      fc.property(graphs, ({ size, calls, ports }) => {
        const objects = synthesize((chart) => {
          const workloads = ports.map((port, index) => new Backend(chart, `w${index}`, { ...API, port }));
          calls.forEach(([from, to]) => workloads[from]?.allowTo(workloads[to] as IWorkload));
        });
        const found = policies(objects);
        for (let from = 0; from < size; from += 1) {
          for (let to = 0; to < size; to += 1) {
            const isDeclared = calls.some(([caller, called]) => caller === from && called === to);
            for (const port of [80, 8000, 9000]) {
              const isAllowed = mayCall(found, podsOf(`w${from}`), podsOf(`w${to}`), port);
              expect([from, to, port, isAllowed]).toEqual([from, to, port, isDeclared && ports[to] === port]);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('give the same policies in any order of definition', () => {
    const inOrder = (order: string[]) =>
      app((chart, api) => {
        order.forEach((name) => new Worker(chart, name, { image: 'acme/worker:1.0.0', calls: [api] }));
      });
    expect(inOrder(['a', 'b', 'c'])).toEqual(inOrder(['c', 'a', 'b']));
  });
});

describe('a call is refused', () => {
  const issues = (define: (chart: WebAppChart, api: Backend) => void) =>
    summary(
      issuesOf((chart) => {
        define(chart, new Backend(chart, 'api', API));
      }),
    );

  it.each([
    [
      'of what has no port',
      (chart: WebAppChart, api: Backend) => {
        api.allowTo(new Worker(chart, 'mailer', { image: 'acme/mailer:1.0.0' }));
      },
      'call-without-port',
    ],
    [
      'of what is no workload',
      (_: WebAppChart, api: Backend) => {
        api.allowTo({} as IWorkload);
      },
      'setting-invalid',
    ],
    [
      'of nothing',
      (_: WebAppChart, api: Backend) => {
        api.allowTo(null as unknown as IWorkload);
      },
      'setting-invalid',
    ],
    [
      'on a port that is none',
      (chart: WebAppChart, api: Backend) => {
        api.allowTo(new Backend(chart, 'other', API), [NetworkPort.tcp(0)]);
      },
      'port-out-of-range',
    ],
  ])('%s', (_, define, code) => {
    expect(issues(define)).toEqual([`test/api calls ${code}`]);
  });

  it('of another environment', () => {
    const app = new App(UNCHECKED);
    const props = { name: 'shop', namespace: 'shop' };
    const api = new Backend(new WebAppChart(app, 'a', props), 'api', API);
    new Worker(new WebAppChart(app, 'b', props), 'mailer', { image: 'acme/mailer:1.0.0', calls: [api] });
    expect(summary(issuesFrom(() => app.files()))).toEqual(['b/mailer calls call-elsewhere']);
  });

  it('by a rule that is none', () => {
    expect(
      issues((_, api) => {
        api.allowIngress({ peers: [] });
        api.allowEgress({ ports: [NetworkPort.tcp(0)] });
      }),
    ).toEqual(['test/api allowIngress.peers network-rule-open', 'test/api allowEgress.ports[0] port-out-of-range']);
  });

  it.each([
    [{ network: { ingressControllers: [] } }, 'network.ingressControllers network-rule-open'],
    [{ network: { gateways: [NetworkPeer.cidr('x')] } }, 'network.gateways[0] cidr-invalid'],
    [{ network: { dns: { ports: [NetworkPort.tcp(0)] } } }, 'network.dns.ports[0] port-out-of-range'],
    [{ network: { apiServer: { peers: [] } } }, 'network.apiServer.peers network-rule-open'],
    [{ network: { ingress: [] } }, 'network.ingress setting-unknown'],
  ])('by a chart that says %j', (props, expected) => {
    expect(summary(issuesOf(() => undefined, props))).toEqual([`test ${expected}`]);
  });
});

describe('a workload without a policy', () => {
  const without = [Default.NETWORK_POLICY];

  it('is refused where the namespace lets nothing pass', () => {
    const issues = issuesOf((chart) => {
      new Backend(chart, 'api', { ...API, without });
    });
    expect(summary(issues)).toEqual(['test/api without network-policy-missing']);
  });

  it.each([
    ['by its labels', { matchLabels: { app: 'api' } }],
    ['with all others', {}],
    [
      'by conditions',
      {
        matchExpressions: [
          { key: 'app', operator: 'In', values: ['api'] },
          { key: 'x', operator: 'NotIn', values: ['y'] },
        ],
      },
    ],
    [
      'by what it has and has not',
      {
        matchExpressions: [
          { key: 'app', operator: 'Exists' },
          { key: 'x', operator: 'DoesNotExist' },
        ],
      },
    ],
  ])('is right where another policy selects it, %s', (_, podSelector) => {
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', { ...API, without });
      new AppNetworkPolicy(chart, 'own', { podSelector, ingress: [{}] });
    });
    expect(policies(objects).map(({ metadata }) => metadata.name)).toEqual(['default-deny', 'own']);
  });

  it.each([
    ['another label', { matchLabels: { app: 'web' } }],
    ['another value', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] }],
    ['a label that it has not', { matchExpressions: [{ key: 'x', operator: 'Exists' }] }],
    ['no label that it has', { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }],
    ['one of other values', { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }],
  ])('is not right where the other policy wants %s', (_, podSelector) => {
    const issues = issuesOf((chart) => {
      new Backend(chart, 'api', { ...API, without });
      new AppNetworkPolicy(chart, 'own', { podSelector, ingress: [{}] });
    });
    expect(summary(issues)).toEqual(['test/api without network-policy-missing']);
  });

  it('is right where somebody else creates the namespace', () => {
    expect(policies(backend({ without }, { createNamespace: false }))).toEqual([]);
  });
});

it('a workload in a plain chart has a policy too', () => {
  const chart = new Chart(Testing.app(), 'plain');
  new Backend(chart, 'api', { ...API, exposure: Exposure.ingress({ host: 'a.example.com' }) });
  const [policy] = policies(Testing.synth(chart) as AnyManifest[]);
  expect(policy?.['spec']).toMatchObject({ ingress: [{ ports: tcp(8000) }], egress: [DNS] });
});

describe('rules and calls that are none', () => {
  it.each<[string, (api: Backend, other: Backend) => void, string[]]>([
    ['no rule', (api) => api.allowIngress(null as never), ['allowIngress setting-invalid']],
    ['a text', (api) => api.allowEgress('everybody' as never), ['allowEgress setting-invalid']],
    [
      'a peer as text',
      (api) => api.allowEgress({ peers: ['10.0.0.0/8' as never] }),
      ['allowEgress.peers[0] setting-invalid', 'allowEgress.peers network-rule-open'],
    ],
    ['an unknown setting', (api) => api.allowEgress({ to: [] } as never), ['allowEgress.to setting-unknown']],
    [
      'a number of a port',
      (api, other) => api.allowTo(other, [80 as never]),
      ['calls[0] setting-invalid', 'calls call-without-port'],
    ],
    ['nobody', (api) => api.allowTo(undefined as never), ['calls setting-invalid']],
  ])('are reported and do not throw: %s', (_, call, expected) => {
    const found = issuesOf((chart) => {
      call(new Backend(chart, 'api', API), new Backend(chart, 'other', API));
    });
    expect(summary(found)).toEqual(expected.map((line) => `test/api ${line}`));
  });

  it('are not changed by who made them', () => {
    const ports = [NetworkPort.tcp(5432)];
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', API).allowEgress({ ports });
      ports.push(NetworkPort.tcp(1));
    });
    expect(policyOf(objects, 'api').egress).toEqual([{ ports: tcp(5432) }, DNS]);
  });
});

it('a proxied API is called at the port that its address leads to', () => {
  const objects = synthesize(
    (chart) => {
      const service = {
        ports: [
          { name: 'admin', port: 80 },
          { name: 'http', port: 81 },
        ],
      };
      const api = new Backend(chart, 'api', { ...API, ports: [{ name: 'admin', port: 9000 }], service });
      const variables = { browserVariable: 'PUBLIC_API', serverVariable: 'API' };
      new Frontend(chart, 'web', {
        ...API,
        exposure: Exposure.clusterIp({ host: 'localhost' }),
        api: ApiAccess.proxied(api, variables),
      });
    },
    { stage: 'development' },
  );
  const [{ env }] = find(objects, 'Deployment', 'web')['spec'].template.spec.containers;
  expect(env).toContainEqual({ name: 'API', value: 'http://api-service:80' });
  expect(policyOf(objects, 'api').ingress).toEqual([
    { from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: tcp(9000) },
  ]);
});
