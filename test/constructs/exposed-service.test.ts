import {
  Backend,
  type BackendProps,
  CertificateIssuer,
  Default,
  Exposure,
  IngressTls,
  PathType,
  Protocol,
  SessionAffinity,
  TrafficPolicy,
  TrafficSource,
  Worker,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const PROPS: BackendProps = { image: 'acme/api:1.0.0', port: 8000 };
const objects = (props: Partial<BackendProps>) =>
  synthesize((chart) => {
    new Backend(chart, 'api', { ...PROPS, ...props });
  });
const issues = (props: Partial<BackendProps>) =>
  summary(
    issuesOf((chart) => {
      new Backend(chart, 'api', { ...PROPS, ...props });
    }),
  );
const service = (props: Partial<BackendProps>, name = 'api-service') => find(objects(props), 'Service', name)['spec'];

const METRICS = { name: 'metrics', port: 9090 };
const LABELS = { app: 'api', component: 'api', tier: 'backend' };

describe('an exposed Service', () => {
  it('has labels of its own in place of those that its workload is given', () => {
    const all = objects({ labels: { team: 'shop' }, service: { labels: {} }, services: { edge: {} } });
    const labelsOf = (kind: string, name: string) => (find(all, kind, name).metadata as { labels?: object }).labels;
    expect(labelsOf('Service', 'api-service')).not.toHaveProperty('team');
    expect(labelsOf('Service', 'edge')).toMatchObject({ ...LABELS, team: 'shop' });
    expect(labelsOf('Deployment', 'api')).toMatchObject({ ...LABELS, team: 'shop' });
  });

  it('has a port without a name where the container has one', () => {
    const { ports } = service({ without: [Default.PORT_NAME] });
    expect(JSON.parse(JSON.stringify(ports))).toEqual([{ port: 8000, targetPort: 8000, protocol: 'TCP' }]);
  });

  it.each([
    [Exposure.clusterIp(), 'ClusterIP', [{ port: 8000 }]],
    [Exposure.clusterIp({ port: 80 }), 'ClusterIP', [{ port: 80 }]],
    [Exposure.nodePort({ nodePort: 30001 }), 'NodePort', [{ port: 8000, nodePort: 30001 }]],
    [Exposure.loadBalancer(), 'LoadBalancer', [{ port: 80 }]],
  ])('%s has the type and port, and no route', (exposure, type, ports) => {
    const all = objects({ exposure });
    expect(find(all, 'Service')['spec']).toEqual({
      type,
      selector: { app: 'api' },
      ports: ports.map((port) => ({ name: 'http', targetPort: 8000, protocol: 'TCP', ...port })),
    });
    expect(all.map(({ kind }) => kind)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Ingress|HTTPRoute/)]),
    );
  });

  it('has no address of its own where it is headless', () => {
    const headless = { exposure: Exposure.headless() };
    const clusterIp = '10.96.0.20';
    expect(issues({ ...headless, service: { clusterIp } })).toEqual([
      'test/api service.clusterIp cluster-ip-of-headless',
    ]);
    expect(issues({ services: { also: { ...headless, clusterIp } } })).toEqual([
      'test/api services.also.clusterIp cluster-ip-of-headless',
    ]);
  });

  it('can be headless', () => {
    expect(service({ exposure: Exposure.headless() })).toMatchObject({ type: 'ClusterIP', clusterIP: 'None' });
  });

  it('has what a load balancer is given', () => {
    const annotations = { 'networking.gke.io/load-balancer-type': 'Internal' };
    const exposure = Exposure.loadBalancer({
      className: 'service.k8s.aws/nlb',
      loadBalancerIp: '203.0.113.7',
      sourceRanges: ['203.0.113.0/24'],
      externalTrafficPolicy: TrafficPolicy.LOCAL,
      allocateNodePorts: false,
      annotations,
    });
    const object = find(objects({ exposure, service: { annotations: { a: 'b' } } }), 'Service');
    expect(object.metadata).toMatchObject({ annotations: { ...annotations, a: 'b' } });
    expect(object['spec']).toMatchObject({
      loadBalancerClass: 'service.k8s.aws/nlb',
      loadBalancerIP: '203.0.113.7',
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      externalTrafficPolicy: 'Local',
      allocateLoadBalancerNodePorts: false,
    });
  });

  it('has everything else that is set', () => {
    const object = find(
      objects({
        podLabels: { role: 'leader' },
        service: {
          labels: { app: 'other' },
          selector: { app: 'api', role: 'leader' },
          sessionAffinity: SessionAffinity.CLIENT_IP,
          sessionAffinitySeconds: 60,
          clusterIp: '10.96.0.20',
          publishNotReadyAddresses: true,
          internalTrafficPolicy: TrafficPolicy.LOCAL,
        },
      }),
      'Service',
    );
    expect(object.metadata).toMatchObject({ labels: { ...LABELS, app: 'other' } });
    expect(object['spec']).toMatchObject({
      selector: { app: 'api', role: 'leader' },
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
      publishNotReadyAddresses: true,
      internalTrafficPolicy: 'Local',
      clusterIP: '10.96.0.20',
    });
  });

  it('selects pods of its workload only', () => {
    expect(issues({ service: { selector: { app: 'api', role: 'leader' } } })).toEqual([
      'test/api service.selector.role service-selects-no-pod',
    ]);
    expect(issues({ service: { selector: {} } })).toEqual(['test/api service.selector service-selects-no-pod']);
  });

  it('is no part of a Worker', () => {
    const found = issuesOf((chart) => {
      new Worker(chart, 'queue', { image: 'acme/api:1.0.0', service: {}, services: {} });
    });
    expect(summary(found)).toEqual([
      'test/queue service exposure-without-service',
      'test/queue services exposure-without-service',
    ]);
  });
});

describe('the ports of a Service', () => {
  const ports = (props: Partial<BackendProps>) => service(props).ports;

  it('are those of the container, inside the cluster', () => {
    expect(ports({ ports: [METRICS, { name: 'dns', port: 53, protocol: Protocol.UDP }] })).toEqual([
      { name: 'http', port: 8000, targetPort: 8000, protocol: 'TCP' },
      { name: 'metrics', port: 9090, targetPort: 9090, protocol: 'TCP' },
      { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
    ]);
    expect(ports({ ports: [{ ...METRICS, onService: false }] })).toHaveLength(1);
  });

  it.each([Exposure.loadBalancer(), Exposure.nodePort()])('are public by %s only where that is said', (exposure) => {
    expect(ports({ exposure, ports: [METRICS] })).toHaveLength(1);
    expect(ports({ exposure, ports: [{ ...METRICS, onService: true }] })).toHaveLength(2);
  });

  it('have no name where there is only one, and lead to the port of the workload', () => {
    expect(ports({ service: { ports: [{ port: 80 }] } })).toEqual([{ port: 80, targetPort: 8000, protocol: 'TCP' }]);
    expect(ports({ exposure: Exposure.clusterIp({ port: 80 }), service: { ports: [{ name: 'web' }] } })).toEqual([
      { name: 'web', port: 80, targetPort: 8000, protocol: 'TCP' },
    ]);
  });

  it('can be all that Kubernetes knows', () => {
    const given = [
      { name: 'web', targetPortName: 'http', nodePort: 30080, appProtocol: 'http' },
      { name: 'https', port: 443, targetPort: 8000 },
      { name: 'metrics', port: 80 },
      { port: 9100 },
    ];
    const sidecars = { exporter: { image: 'acme/exporter:1.0.0', ports: [{ name: 'stats', port: 9100 }] } };
    const exposure = Exposure.nodePort({ port: 8080 });
    expect(ports({ exposure, ports: [METRICS], sidecars, service: { ports: given } })).toEqual([
      { name: 'web', port: 8080, targetPort: 'http', nodePort: 30080, appProtocol: 'http', protocol: 'TCP' },
      { name: 'https', port: 443, targetPort: 8000, protocol: 'TCP' },
      { name: 'metrics', port: 80, targetPort: 9090, protocol: 'TCP' },
      { name: 'stats', port: 9100, targetPort: 9100, protocol: 'TCP' },
    ]);
  });

  it.each<[BackendProps['service'], string, string]>([
    [{ ports: [{ targetPort: 9999 }] }, 'service.ports[0]', 'service-port-dangling'],
    [{ ports: [{ targetPortName: 'grpc' }] }, 'service.ports[0]', 'service-port-dangling'],
    [{ ports: [{ targetPort: 8000, protocol: Protocol.UDP }] }, 'service.ports[0]', 'service-port-dangling'],
    [{ ports: [{ targetPortName: 'http', targetPort: 9090 }] }, 'service.ports[0]', 'service-port-dangling'],
    [{ ports: [{ name: 'a' }, { name: 'b', port: 9999 }] }, 'service.ports[1]', 'service-port-dangling'],
    [{ ports: [{ nodePort: 30000 }] }, 'service.ports[0].nodePort', 'node-port-unused'],
    [{ ports: [{ name: 'a' }, { name: 'a', port: 9090 }] }, 'service.ports', 'service-port-duplicate'],
    [{ ports: [{ name: 'a' }, { name: 'b', port: 8000 }] }, 'service.ports', 'service-port-duplicate'],
  ])('are refused where they are wrong: %j', (given, field, code) => {
    expect(issues({ ports: [METRICS], service: given })).toEqual([`test/api ${field} ${code}`]);
  });

  it('are numbered in one place', () => {
    const twice = { exposure: Exposure.nodePort({ port: 80, nodePort: 30000 }) };
    expect(issues({ ...twice, service: { ports: [{ port: 81, nodePort: 30001 }] } })).toEqual([
      'test/api service.ports[0].port service-port-ambiguous',
      'test/api service.ports[0].nodePort service-port-ambiguous',
    ]);
    expect(issues({ ...twice, service: { ports: [{ port: 80 }] } })).toEqual([]);
  });
});

describe('several Services', () => {
  it('stand over the same pods, each with its own way in', () => {
    const all = objects({
      serviceName: 'frontend',
      ports: [METRICS],
      services: {
        'frontend-external': { exposure: Exposure.loadBalancer(), labels: { app: 'edge' } },
        'frontend-metrics': {
          ports: [{ name: 'metrics', port: 9090 }],
          annotations: { 'prometheus.io/scrape': 'true' },
        },
      },
    });
    expect(find(all, 'Service', 'frontend')['spec'].ports).toHaveLength(2);
    expect(find(all, 'Service', 'frontend-external')).toMatchObject({
      metadata: { labels: { ...LABELS, app: 'edge' } },
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'api' },
        ports: [{ name: 'http', port: 80, targetPort: 8000, protocol: 'TCP' }],
      },
    });
    expect(find(all, 'Service', 'frontend-metrics')).toMatchObject({
      metadata: { annotations: { 'prometheus.io/scrape': 'true' } },
      spec: { type: 'ClusterIP', ports: [{ name: 'metrics', port: 9090, targetPort: 9090 }] },
    });
  });

  it('have routes of their own', () => {
    const exposure = Exposure.ingress({ host: 'a.example.com' });
    const all = objects({ services: { public: { exposure } } });
    expect(find(all, 'Ingress', 'public-ingress')['spec'].tls).toEqual([
      { hosts: ['a.example.com'], secretName: 'public-tls' },
    ]);
  });

  it('are judged each at its place', () => {
    const exposure = Exposure.nodePort({ nodePort: 30000 });
    const services = { other: { exposure, ports: [{ targetPort: 1 }], selector: { a: 'b' } } };
    expect(issues({ exposure, services })).toEqual([
      'test/api services.other.ports[0] service-port-dangling',
      'test/api services.other.selector.a service-selects-no-pod',
      'test/api services.other.exposure.nodePort node-port-taken',
    ]);
  });
});

describe('a route to a Service', () => {
  it('can be an Ingress, below a path', () => {
    const all = objects({ exposure: Exposure.ingress({ host: 'a.example.com', path: '/api' }) });
    expect(find(all, 'Service')['spec'].type).toBe('ClusterIP');
    const backend = { service: { name: 'api-service', port: { number: 8000 } } };
    expect(find(all, 'Ingress', 'api-ingress')['spec']).toEqual({
      rules: [{ host: 'a.example.com', http: { paths: [{ path: '/api', pathType: 'Prefix', backend }] } }],
      tls: [{ hosts: ['a.example.com'], secretName: 'api-tls' }],
    });
  });

  it('can be an Ingress with everything set', () => {
    const exposure = Exposure.ingress({
      host: 'a.example.com',
      aliases: ['*.a.example.com'],
      path: '/api(/|$)(.*)',
      pathType: PathType.IMPLEMENTATION_SPECIFIC,
      furtherPaths: [{ path: '/health', pathType: PathType.EXACT }],
      tls: IngressTls.issuedBy(CertificateIssuer.clusterIssuer('letsencrypt'), { secretName: 'a-cert' }),
      className: 'nginx',
      name: 'edge',
      labels: { app: 'edge' },
      annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' },
      portByName: true,
    });
    const backend = { service: { name: 'api-service', port: { name: 'http' } } };
    const paths = [
      { path: '/api(/|$)(.*)', pathType: 'ImplementationSpecific', backend },
      { path: '/health', pathType: 'Exact', backend },
    ];
    expect(find(objects({ exposure }), 'Ingress', 'edge')).toMatchObject({
      metadata: {
        labels: { ...LABELS, app: 'edge' },
        annotations: {
          'cert-manager.io/cluster-issuer': 'letsencrypt',
          'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
        },
      },
      spec: {
        ingressClassName: 'nginx',
        rules: ['a.example.com', '*.a.example.com'].map((host) => ({ host, http: { paths } })),
        tls: [{ hosts: ['a.example.com', '*.a.example.com'], secretName: 'a-cert' }],
      },
    });
  });

  it.each([IngressTls.outside(), IngressTls.none({ inProduction: true })])('can do without tls: %#', (tls) => {
    const exposure = Exposure.ingress({ host: 'a.example.com', tls });
    expect(find(objects({ exposure }), 'Ingress')['spec']).not.toHaveProperty('tls');
  });

  it('is plain HTTP in production only where that is meant', () => {
    expect(issues({ exposure: Exposure.ingress({ host: 'a.example.com', tls: IngressTls.none() }) })).toEqual([
      'test/api exposure.tls ingress-plain-http',
    ]);
  });

  it('names a port that has a name', () => {
    const exposure = Exposure.ingress({ host: 'a.example.com', portByName: true });
    expect(issues({ exposure, service: { ports: [{ port: 80 }] } })).toEqual([
      'test/api exposure.portByName route-port-unknown',
    ]);
  });

  it('can be an HTTPRoute', () => {
    const exposure = Exposure.httpRoute({ host: 'a.example.com', gateway: 'public', gatewayNamespace: 'edge' });
    expect(find(objects({ exposure }), 'HTTPRoute', 'api-route')).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      metadata: { namespace: 'shop', labels: { app: 'api' } },
      spec: {
        parentRefs: [{ name: 'public', namespace: 'edge' }],
        hostnames: ['a.example.com'],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [{ name: 'api-service', port: 8000 }],
          },
        ],
      },
    });
  });

  it('can be an HTTPRoute with everything set', () => {
    const exposure = Exposure.httpRoute({
      host: 'a.example.com',
      aliases: ['b.example.com'],
      gateway: 'public',
      listener: 'https',
      furtherPaths: [{ path: '/v[0-9]+', pathType: PathType.REGULAR_EXPRESSION }],
      path: '/api',
      pathType: PathType.EXACT,
      name: 'edge',
      labels: { app: 'edge' },
      annotations: { a: 'b' },
    });
    expect(find(objects({ exposure }), 'HTTPRoute', 'edge')).toMatchObject({
      metadata: { labels: { app: 'edge' }, annotations: { a: 'b' } },
      spec: {
        parentRefs: [{ name: 'public', sectionName: 'https' }],
        hostnames: ['a.example.com', 'b.example.com'],
        rules: [
          {
            matches: [
              { path: { type: 'Exact', value: '/api' } },
              { path: { type: 'RegularExpression', value: '/v[0-9]+' } },
            ],
          },
        ],
      },
    });
  });
});

describe('what reaches the pods from outside', () => {
  const port = { port: 8000, protocol: Protocol.TCP };
  const entries = (props: Partial<BackendProps>) => {
    let found: unknown;
    synthesize((chart) => {
      const api = new Backend(chart, 'api', { ...PROPS, ...props });
      found = api.entries();
    });
    return found;
  };

  it.each([
    [Exposure.clusterIp(), []],
    [Exposure.ingress({ host: 'a.example.com' }), [{ source: TrafficSource.INGRESS_CONTROLLER, ...port }]],
    [Exposure.httpRoute({ host: 'a.b', gateway: 'g' }), [{ source: TrafficSource.GATEWAY, ...port }]],
    [
      Exposure.httpRoute({ host: 'a.b', gateway: 'g', gatewayNamespace: 'shop' }),
      [{ source: TrafficSource.GATEWAY, ...port }],
    ],
    [
      Exposure.httpRoute({ host: 'a.b', gateway: 'g', gatewayNamespace: 'edge' }),
      [{ source: TrafficSource.GATEWAY, ...port, gatewayNamespace: 'edge' }],
    ],
    [Exposure.nodePort(), [{ source: TrafficSource.NODE_PORT, ...port }]],
    [
      Exposure.loadBalancer({ sourceRanges: ['203.0.113.0/24'] }),
      [{ source: TrafficSource.LOAD_BALANCER, ...port, sourceRanges: ['203.0.113.0/24'] }],
    ],
  ])('by %s', (exposure, expected) => {
    expect(entries({ exposure })).toEqual(expected);
  });

  it('is that of every Service, once', () => {
    const services = {
      a: { exposure: Exposure.nodePort() },
      b: { exposure: Exposure.nodePort() },
      c: { exposure: Exposure.loadBalancer(), ports: [{ port: 80 }, { name: 'metrics', port: 9090 }] },
    };
    expect(entries({ ports: [METRICS], services })).toEqual([
      { source: TrafficSource.LOAD_BALANCER, ...port },
      { source: TrafficSource.LOAD_BALANCER, port: 9090, protocol: Protocol.TCP },
      { source: TrafficSource.NODE_PORT, ...port },
    ]);
  });
});

describe('any valid ports', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const number = fc.integer({ min: 1, max: 65535 });
  const containers = fc
    .tuple(number, fc.uniqueArray(fc.record({ name, port: number }), { selector: ({ port }) => port, maxLength: 4 }))
    .map(([first, others]) => ({ first, others: others.filter(({ port }) => port !== first) }))
    .filter(({ others }) => new Set(['http', ...others.map((each) => each.name)]).size === others.length + 1);
  const picks = fc.array(fc.tuple(fc.nat(), fc.boolean(), number), { minLength: 1, maxLength: 4 });

  it('give Services of which every port reaches one of the pods', () => {
    fc.assert(
      fc.property(containers, picks, ({ first, others }, chosen) => {
        const all = [{ name: 'http', port: first }, ...others];
        const ports = chosen.map(([pick, byName, port], index) => {
          const target = all[pick % all.length]!;
          const leads = byName ? { targetPortName: target.name } : { targetPort: target.port };
          return { name: `p${index}`, port: ((port + index) % 65535) + 1, ...leads };
        });
        const unique = ports.filter(({ port }, index) => ports.findIndex((each) => each.port === port) === index);
        const rendered = objects({ port: first, ports: others, service: { ports: unique } });
        const declared = find(rendered, 'Deployment')['spec'].template.spec.containers[0].ports;
        const reached = (target: unknown) =>
          declared.some((each: { name: string; containerPort: number }) =>
            [each.name, each.containerPort].includes(target as string),
          );
        const served = find(rendered, 'Service')['spec'].ports as { targetPort: unknown }[];
        return served.length === unique.length && served.every(({ targetPort }) => reached(targetPort));
      }),
      { numRuns: 50 },
    );
  });
});
