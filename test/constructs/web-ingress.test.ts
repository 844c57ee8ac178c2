import {
  ApiAccess,
  App,
  AppConfig,
  Backend,
  CertificateIssuer,
  Exposure,
  Frontend,
  IngressTls,
  PathType,
  Route,
  RouteFilter,
  TrafficSource,
  WebAppChart,
  WebIngress,
  type WebIngressProps,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { find, issuesFrom, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';

const IMAGE = { image: 'acme/app:1.0.0' };

interface Shop {
  readonly chart: WebAppChart;
  readonly web: Frontend;
  readonly api: Backend;
}

function shop(chart: WebAppChart): Shop {
  const web = new Frontend(chart, 'web', { ...IMAGE, port: 3000 });
  const api = new Backend(chart, 'api', {
    ...IMAGE,
    port: 8000,
    service: {
      ports: [
        { name: 'http', port: 80 },
        { name: 'admin', port: 9000, targetPort: 8000 },
      ],
    },
    services: { 'api-internal': { ports: [{ port: 81 }] } },
  });
  return { chart, web, api };
}

type Props = (workloads: Shop) => WebIngressProps;
const objects = (props: Props) =>
  synthesize((chart) => {
    new WebIngress(chart, 'edge', props(shop(chart)));
  });
const issues = (props: Props, chartProps = {}) =>
  summary(
    issuesOf((chart) => {
      new WebIngress(chart, 'edge', props(shop(chart)));
    }, chartProps),
  );

const service = (name: string, number: number) => ({ service: { name, port: { number } } });

describe('WebIngress', () => {
  it('puts a frontend and an API under one host', () => {
    const all = objects(({ web, api }) => ({
      host: 'shop.example.com',
      routes: [Route.to(web), Route.to(api, { path: '/api' })],
    }));
    const paths = [
      { path: '/', pathType: 'Prefix', backend: service('web-service', 3000) },
      { path: '/api', pathType: 'Prefix', backend: service('api-service', 80) },
    ];
    const ingress = find(all, 'Ingress');
    expect(ingress.metadata.name).toBe('edge');
    expect(ingress['spec']).toEqual({
      rules: [{ host: 'shop.example.com', http: { paths } }],
      tls: [{ hosts: ['shop.example.com'], secretName: 'edge-tls' }],
    });
  });

  it('has everything that is set', () => {
    const all = objects(({ web, api }) => ({
      name: 'public',
      host: 'shop.example.com',
      aliases: ['www.shop.example.com'],
      routes: [
        Route.to(api, { path: '/api', pathType: PathType.EXACT, portName: 'admin' }),
        Route.to(api, { path: '/internal', service: 'api-internal', port: 81 }),
        Route.toExternal('grafana', { path: '/grafana', port: 3000, alsoMatches: [{ path: '/metrics' }] }),
      ],
      hosts: [
        { host: '*.example.org', routes: [Route.to(web)], tls: IngressTls.secret('org-tls') },
        { host: 'b.example.com', aliases: ['c.example.com'], routes: [Route.to(web)] },
        { host: 'plain.example.com', routes: [Route.to(web)], tls: IngressTls.none({ inProduction: true }) },
      ],
      defaultBackend: Route.to(web),
      tls: IngressTls.issuedBy(CertificateIssuer.issuer('own')),
      className: 'nginx',
      labels: { team: 'shop' },
      annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' },
    }));
    const named = { service: { name: 'api-service', port: { name: 'admin' } } };
    const first = [
      { path: '/api', pathType: 'Exact', backend: named },
      { path: '/internal', pathType: 'Prefix', backend: service('api-internal', 81) },
      { path: '/grafana', pathType: 'Prefix', backend: service('grafana', 3000) },
      { path: '/metrics', pathType: 'Prefix', backend: service('grafana', 3000) },
    ];
    const root = [{ path: '/', pathType: 'Prefix', backend: service('web-service', 3000) }];
    expect(find(all, 'Ingress', 'public')).toMatchObject({
      metadata: {
        labels: { team: 'shop' },
        annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m', 'cert-manager.io/issuer': 'own' },
      },
      spec: {
        ingressClassName: 'nginx',
        defaultBackend: service('web-service', 3000),
        rules: [
          { host: 'shop.example.com', http: { paths: first } },
          { host: 'www.shop.example.com', http: { paths: first } },
          { host: '*.example.org', http: { paths: root } },
          { host: 'b.example.com', http: { paths: root } },
          { host: 'c.example.com', http: { paths: root } },
          { host: 'plain.example.com', http: { paths: root } },
        ],
        tls: [
          {
            hosts: ['shop.example.com', 'www.shop.example.com', 'b.example.com', 'c.example.com'],
            secretName: 'public-tls',
          },
          { hosts: ['*.example.org'], secretName: 'org-tls' },
        ],
      },
    });
  });

  it('can be for every host', () => {
    const tls = IngressTls.none({ inProduction: true });
    const { rules } = find(
      objects(({ web }) => ({ anyHost: true, tls, routes: [Route.to(web)] })),
      'Ingress',
    )['spec'];
    expect(rules).toEqual([
      { http: { paths: [{ path: '/', pathType: 'Prefix', backend: service('web-service', 3000) }] } },
    ]);
  });

  it('can have a default backend alone', () => {
    const { spec } = find(
      objects(({ web }) => ({ defaultBackend: Route.to(web) })),
      'Ingress',
    );
    expect(spec).toEqual({
      defaultBackend: service('web-service', 3000),
      tls: [{ secretName: 'edge-tls' }],
    });
  });
});

describe('what can be wrong with a WebIngress', () => {
  const host = 'shop.example.com';

  it.each<[string, Props, string]>([
    ['no route', () => ({ host }), 'routes route-missing'],
    ['nothing', () => ({}), 'routes route-missing'],
    ['no host', ({ web }) => ({ routes: [Route.to(web)] }), 'host host-missing'],
    ['a wrong host', ({ web }) => ({ host: 'web', routes: [Route.to(web)] }), 'host host-not-public'],
    ['a wrong alias', ({ web }) => ({ host, aliases: ['a'], routes: [Route.to(web)] }), 'aliases[0] host-not-public'],
    [
      'two kinds of host',
      ({ web }) => ({ host, anyHost: true, routes: [Route.to(web)] }),
      'anyHost any-host-beside-host',
    ],
    ['a wrong name', ({ web }) => ({ host, name: 'A', routes: [Route.to(web)] }), 'name name-invalid'],
    ['a wrong class', ({ web }) => ({ host, className: 'A', routes: [Route.to(web)] }), 'className name-invalid'],
    ['a wrong label', ({ web }) => ({ host, labels: { a: ' ' }, routes: [Route.to(web)] }), 'labels.a label-invalid'],
    ['an unknown setting', ({ web }) => ({ host, hots: 1, routes: [Route.to(web)] }) as never, 'hots setting-unknown'],
    [
      'a wrong path',
      ({ web }) => ({ host, routes: [Route.to(web, { path: 'x' })] }),
      'routes[0].path route-path-invalid',
    ],
    [
      'a path type of a Gateway',
      ({ web }) => ({ host, routes: [Route.to(web, { pathType: PathType.REGULAR_EXPRESSION })] }),
      'routes[0].pathType path-type-unsupported',
    ],
    [
      'an unknown port',
      ({ web }) => ({ host, routes: [Route.to(web, { port: 80 })] }),
      'routes[0].port route-port-unknown',
    ],
    [
      'an unknown port name',
      ({ web }) => ({ host, routes: [Route.to(web, { portName: 'grpc' })] }),
      'routes[0].portName route-port-unknown',
    ],
    [
      'an unknown Service',
      ({ web }) => ({ host, routes: [Route.to(web, { service: 'api-service' })] }),
      'routes[0].service route-service-unknown',
    ],
    ['no workload', () => ({ host, routes: [Route.to({} as never)] }), 'routes[0].workload setting-invalid'],
    ['no port', () => ({ host, routes: [Route.toExternal('a', {})] }), 'routes[0].port route-port-unknown'],
    ['no name', () => ({ host, routes: [Route.toExternal('', { port: 1 })] }), 'routes[0].service name-invalid'],
    ['no Route', () => ({ host, routes: ['web' as never] }), 'routes[0] setting-invalid'],
    [
      'a wrong option',
      ({ web }) => ({ host, routes: [Route.to(web, { pth: '/' } as never)] }),
      'routes[0].pth setting-unknown',
    ],
    [
      'a header',
      ({ web }) => ({ host, routes: [Route.to(web, { headers: { a: 'b' } })] }),
      'routes[0] route-needs-gateway',
    ],
    [
      'a filter',
      ({ web }) => ({ host, routes: [Route.to(web, { filters: [RouteFilter.rewrite({ prefix: '/' })] })] }),
      'routes[0] route-needs-gateway',
    ],
    [
      'a timeout',
      ({ web }) => ({ host, routes: [Route.to(web, { requestTimeoutSeconds: 5 })] }),
      'routes[0] route-needs-gateway',
    ],
    [
      'shares',
      ({ web, api }) => ({
        host,
        routes: [
          Route.weighted([
            { workload: web, weight: 1 },
            { workload: api, weight: 1 },
          ]),
        ],
      }),
      'routes[0] route-needs-gateway',
    ],
    [
      'a snippet',
      ({ web }) => ({
        host,
        routes: [Route.to(web)],
        annotations: { 'nginx.ingress.kubernetes.io/server-snippet': 'return 200;' },
      }),
      'annotations.nginx.ingress.kubernetes.io/server-snippet ingress-snippet',
    ],
    ['plain HTTP', ({ web }) => ({ host, routes: [Route.to(web)], tls: IngressTls.none() }), 'tls ingress-plain-http'],
    ['a path twice', ({ web, api }) => ({ host, routes: [Route.to(web), Route.to(api)] }), 'host address-taken'],
    [
      'a host of its own without routes',
      ({ web }) => ({ host, routes: [Route.to(web)], hosts: [{ host: 'a.example.com', routes: [] }] }),
      'hosts[0].routes route-missing',
    ],
  ])('%s', (_, props, line) => {
    expect(issues(props)).toEqual([`test/edge ${line}`]);
  });

  it('an address that an exposure has', () => {
    const found = issuesOf((chart) => {
      const { web } = shop(chart);
      new Backend(chart, 'other', { ...IMAGE, port: 80, exposure: Exposure.ingress({ host }) });
      new WebIngress(chart, 'edge', { host, routes: [Route.to(web)] });
    });
    expect(summary(found)).toEqual(['test/edge host address-taken']);
    expect(found[0]?.given).toContain('test/other');
  });

  it('a workload of another environment', () => {
    const app = new App(UNCHECKED);
    const props = { name: 'shop', namespace: 'shop' };
    const { web } = shop(new WebAppChart(app, 'a', props));
    new WebIngress(new WebAppChart(app, 'b', props), 'edge', { host, routes: [Route.to(web)] });
    expect(summary(issuesFrom(() => app.files()))).toEqual(['b/edge routes[0] reference-elsewhere']);
  });
});

describe('workloads behind a WebIngress', () => {
  const host = 'shop.example.com';

  it('know their addresses, for variables that are made late and for configuration', () => {
    let entries: unknown;
    const all = synthesize((chart) => {
      const config = new AppConfig(chart, 'config');
      const api = new Backend(chart, 'api', { ...IMAGE, port: 8000, config });
      const web = new Frontend(chart, 'web', {
        ...IMAGE,
        port: 3000,
        api: ApiAccess.direct(api, { browserVariable: 'PUBLIC_API_URL' }),
      });
      new WebIngress(chart, 'edge', { host, routes: [Route.to(web), Route.to(api, { path: '/api/' })] });
      config.add('FRONTEND_URL', web.publicUrl);
      entries = [web.isPublic, web.entries()];
    });
    const [container] = find(all, 'Deployment', 'web')['spec'].template.spec.containers;
    expect(container.env).toContainEqual({ name: 'PUBLIC_API_URL', value: 'https://shop.example.com/api' });
    expect(find(all, 'ConfigMap')['data']).toEqual({ FRONTEND_URL: 'https://shop.example.com' });
    expect(entries).toEqual([true, [{ source: TrafficSource.INGRESS_CONTROLLER, port: 3000, protocol: 'TCP' }]]);
  });

  it('say that their address was asked for too early', () => {
    const found = issuesOf((chart) => {
      const { web } = shop(chart);
      new AppConfig(chart, 'config', { data: { FRONTEND_URL: web.publicUrl } });
      new WebIngress(chart, 'edge', { host, routes: [Route.to(web)] });
    });
    expect(summary(found)).toEqual(['test/web exposure.host address-asked-early']);
    expect(found[0]?.remedy).toContain('Define the route first');
  });

  it('have no address where that is a wildcard, an expression, or none', () => {
    const asked = (props: Props) => {
      let isPublic: boolean | undefined;
      synthesize((chart) => {
        const workloads = shop(chart);
        new WebIngress(chart, 'edge', props(workloads));
        isPublic = workloads.web.isPublic;
      });
      return isPublic;
    };
    expect(asked(({ web }) => ({ host: '*.example.com', routes: [Route.to(web)] }))).toBe(false);
    expect(asked(({ web }) => ({ anyHost: true, routes: [Route.to(web)] }))).toBe(false);
    expect(asked(({ web }) => ({ defaultBackend: Route.to(web) }))).toBe(false);
    const pathType = PathType.IMPLEMENTATION_SPECIFIC;
    expect(asked(({ web }) => ({ host, routes: [Route.to(web, { path: '/a.*', pathType })] }))).toBe(false);
  });
});

describe('any routes', () => {
  const number = fc.integer({ min: 1, max: 65535 });
  const workload = fc.record({ port: number, servicePort: number, further: number });

  it('reach Services and ports that exist', () => {
    fc.assert(
      fc.property(fc.array(workload, { minLength: 1, maxLength: 4 }), fc.boolean(), (given, usesFurther) => {
        const all = synthesize((chart) => {
          const routes = given.map(({ port, servicePort, further }, index) => {
            const services = { [`further-${index}`]: { exposure: Exposure.clusterIp({ port: further }) } };
            const exposure = Exposure.clusterIp({ port: servicePort });
            const backend = new Backend(chart, `b${index}`, { ...IMAGE, port, exposure, services });
            return Route.to(backend, {
              path: `/p${index}`,
              ...(usesFurther ? { service: `further-${index}`, port: further } : { portName: 'http' }),
            });
          });
          new WebIngress(chart, 'edge', { host: 'shop.example.com', routes });
        });
        const [rule] = find(all, 'Ingress')['spec'].rules;
        return (rule.http.paths as { backend: ReturnType<typeof service> }[]).every(({ backend }) => {
          const { name, port } = backend.service as { name: string; port: { number?: number; name?: string } };
          const ports = find(all, 'Service', name)['spec'].ports as { port: number; name?: string }[];
          return ports.some(
            (each) => each.port === port.number || (port.name !== undefined && each.name === port.name),
          );
        });
      }),
      { numRuns: 30 },
    );
  });
});
