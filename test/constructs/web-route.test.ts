import {
  App,
  Backend,
  Frontend,
  Gateway,
  ListenerProtocol,
  PathType,
  Route,
  RouteFilter,
  RouteNamespaces,
  TrafficSource,
  WebAppChart,
  WebRoute,
  type WebRouteProps,
} from 'cdk8s-webapp';
import { find, issuesFrom, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';

const IMAGE = { image: 'acme/app:1.0.0' };
const PUBLIC = Gateway.fromName('public', { namespace: 'edge' });
const HOST = 'shop.example.com';

interface Shop {
  readonly chart: WebAppChart;
  readonly web: Frontend;
  readonly api: Backend;
}
type Props = (workloads: Shop) => Partial<WebRouteProps>;

function define(chart: WebAppChart, props: Props): Shop {
  const web = new Frontend(chart, 'web', { ...IMAGE, port: 3000 });
  const api = new Backend(chart, 'api', { ...IMAGE, port: 8000 });
  const workloads = { chart, web, api };
  new WebRoute(chart, 'route', { gateway: PUBLIC, host: HOST, routes: [Route.to(web)], ...props(workloads) });
  return workloads;
}
const route = (props: Props) => {
  const all = synthesize((chart) => {
    define(chart, props);
  });
  return find(all, 'HTTPRoute');
};
const issues = (props: Props) =>
  summary(
    issuesOf((chart) => {
      define(chart, props);
    }),
  );
const path = (value: string, type = 'PathPrefix') => ({ path: { type, value } });

describe('WebRoute', () => {
  it('puts a frontend and an API under one host of a Gateway', () => {
    const { metadata, spec } = route(({ web, api }) => ({ routes: [Route.to(web), Route.to(api, { path: '/api' })] }));
    expect(metadata.name).toBe('route');
    expect(spec).toEqual({
      parentRefs: [{ name: 'public', namespace: 'edge' }],
      hostnames: [HOST],
      rules: [
        { matches: [path('/')], backendRefs: [{ name: 'web-service', port: 3000 }] },
        { matches: [path('/api')], backendRefs: [{ name: 'api-service', port: 8000 }] },
      ],
    });
  });

  it('has everything that is set', () => {
    const rendered = route(({ web, api }) => ({
      name: 'edge',
      listeners: ['https', 'internal'],
      aliases: ['*.shop.example.com'],
      labels: { team: 'shop' },
      annotations: { a: 'b' },
      routes: [
        Route.weighted(
          [
            { workload: web, weight: 90 },
            { workload: api, weight: 10, port: 8000 },
          ],
          {
            path: '/v[0-9]+',
            pathType: PathType.REGULAR_EXPRESSION,
            headers: { 'X-Canary': 'yes' },
            queryParams: { lang: 'en' },
            method: 'GET',
            alsoMatches: [{ path: '/exact', pathType: PathType.EXACT }, { headers: { 'X-Test': '1' } }],
            filters: [
              RouteFilter.requestHeaders({ set: { 'X-A': '1' }, add: { 'X-B': '2' }, remove: ['X-C'] }),
              RouteFilter.responseHeaders({ remove: ['Server'] }),
              RouteFilter.rewrite({ host: 'api.example.com', prefix: '/' }),
            ],
            requestTimeoutSeconds: 120.5,
            backendTimeoutSeconds: 0.25,
          },
        ),
        Route.redirect(
          { scheme: 'https', host: 'b.example.com', port: 8443, fullPath: '/new', statusCode: 301 },
          { path: '/old' },
        ),
        Route.toExternal('grafana', {
          path: '/grafana',
          port: 3000,
          filters: [RouteFilter.rewrite({ fullPath: '/' })],
        }),
      ],
    }));
    expect(rendered.metadata).toMatchObject({ name: 'edge', labels: { team: 'shop' }, annotations: { a: 'b' } });
    expect(rendered['spec']).toEqual({
      parentRefs: ['https', 'internal'].map((sectionName) => ({ name: 'public', namespace: 'edge', sectionName })),
      hostnames: [HOST, '*.shop.example.com'],
      rules: [
        {
          matches: [
            {
              ...path('/v[0-9]+', 'RegularExpression'),
              headers: [{ name: 'X-Canary', value: 'yes' }],
              queryParams: [{ name: 'lang', value: 'en' }],
              method: 'GET',
            },
            path('/exact', 'Exact'),
            { ...path('/'), headers: [{ name: 'X-Test', value: '1' }] },
          ],
          filters: [
            {
              type: 'RequestHeaderModifier',
              requestHeaderModifier: {
                set: [{ name: 'X-A', value: '1' }],
                add: [{ name: 'X-B', value: '2' }],
                remove: ['X-C'],
              },
            },
            { type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['Server'] } },
            {
              type: 'URLRewrite',
              urlRewrite: {
                hostname: 'api.example.com',
                path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' },
              },
            },
          ],
          backendRefs: [
            { name: 'web-service', port: 3000, weight: 90 },
            { name: 'api-service', port: 8000, weight: 10 },
          ],
          timeouts: { request: '120s500ms', backendRequest: '250ms' },
        },
        {
          matches: [path('/old')],
          filters: [
            {
              type: 'RequestRedirect',
              requestRedirect: {
                scheme: 'https',
                hostname: 'b.example.com',
                port: 8443,
                statusCode: 301,
                path: { type: 'ReplaceFullPath', replaceFullPath: '/new' },
              },
            },
          ],
        },
        {
          matches: [path('/grafana')],
          filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/' } } }],
          backendRefs: [{ name: 'grafana', port: 3000 }],
        },
      ],
    });
  });

  it('can be for every host of its listener', () => {
    expect(route(() => ({ host: undefined, anyHost: true }))['spec']).not.toHaveProperty('hostnames');
  });

  const target = (props: Partial<Parameters<typeof Route.to>[1]>) => (workloads: Shop) => ({
    routes: [Route.to(workloads.web, props)],
  });
  it.each<[string, Props, string]>([
    ['no Gateway', () => ({ gateway: undefined as never }), 'gateway setting-invalid'],
    ['a wrong Gateway', () => ({ gateway: Gateway.fromName('A') }), 'gateway.name name-invalid'],
    [
      'a wrong namespace',
      () => ({ gateway: Gateway.fromName('a', { namespace: 'A' }) }),
      'gateway.namespace name-invalid',
    ],
    ['a wrong listener', () => ({ listeners: ['A'] }), 'listeners[0] name-invalid'],
    ['a wrong name', () => ({ name: 'A' }), 'name name-invalid'],
    ['no host', () => ({ host: undefined }), 'host host-missing'],
    ['a wrong host', () => ({ host: 'web' }), 'host host-not-public'],
    ['a wrong alias', () => ({ aliases: ['web'] }), 'aliases[0] host-not-public'],
    ['two kinds of host', () => ({ anyHost: true }), 'anyHost any-host-beside-host'],
    ['no route', () => ({ routes: [] }), 'routes route-missing'],
    ['a wrong path', target({ path: 'x' }), 'routes[0].path route-path-invalid'],
    [
      'a path type of an Ingress',
      target({ alsoMatches: [{ pathType: PathType.IMPLEMENTATION_SPECIFIC }] }),
      'routes[0].alsoMatches[0].pathType path-type-unsupported',
    ],
    ['a wrong header', target({ headers: { 'a b': 'c' } }), 'routes[0].headers header-invalid'],
    ['a wrong method', target({ method: 'get' }), 'routes[0].method route-method-unknown'],
    ['a wrong time', target({ requestTimeoutSeconds: -1 }), 'routes[0].requestTimeoutSeconds route-timeout-invalid'],
    [
      'times that clash',
      target({ requestTimeoutSeconds: 1, backendTimeoutSeconds: 2 }),
      'routes[0].backendTimeoutSeconds route-timeout-invalid',
    ],
    [
      'a filter twice',
      target({ filters: [RouteFilter.rewrite({ prefix: '/' }), RouteFilter.rewrite({ host: 'a.b' })] }),
      'routes[0].filters route-filters-clash',
    ],
    [
      'a redirect to a workload',
      target({ filters: [RouteFilter.redirect({ scheme: 'https' })] }),
      'routes[0].filters route-filters-clash',
    ],
    [
      'a redirect that rewrites',
      () => ({ routes: [Route.redirect({ scheme: 'https' }, { filters: [RouteFilter.rewrite({ prefix: '/' })] })] }),
      'routes[0].filters route-filters-clash',
    ],
    [
      'a wrong scheme',
      () => ({ routes: [Route.redirect({ scheme: 'ftp' })] }),
      'routes[0].filters[0].scheme route-filter-invalid',
    ],
    [
      'a wrong status',
      () => ({ routes: [Route.redirect({ statusCode: 200 })] }),
      'routes[0].filters[0].statusCode route-filter-invalid',
    ],
    [
      'a redirect to nowhere',
      () => ({ routes: [Route.redirect({})] }),
      'routes[0].filters[0].options route-filter-invalid',
    ],
    [
      'two paths',
      target({ filters: [RouteFilter.rewrite({ prefix: '/', fullPath: '/' })] }),
      'routes[0].filters[0].options route-filter-invalid',
    ],
    [
      'a relative path',
      target({ filters: [RouteFilter.rewrite({ prefix: 'a' })] }),
      'routes[0].filters[0].prefix route-filter-invalid',
    ],
    [
      'no header',
      target({ filters: [RouteFilter.requestHeaders({})] }),
      'routes[0].filters[0].options route-filter-invalid',
    ],
    [
      'a share',
      ({ web }) => ({ routes: [Route.weighted([{ workload: web, weight: -1 }])] }),
      'routes[0].targets[0].weight route-weight-invalid',
    ],
    [
      'a share of a text',
      () => ({ routes: [Route.weighted([{ workload: 'web' as never, weight: 1 }])] }),
      'routes[0].targets[0].workload setting-invalid',
    ],
    [
      'a port without a number',
      () => ({ routes: [Route.toExternal('grafana', { portName: 'http' })] }),
      'routes[0].portName route-port-unknown',
    ],
    ['a path twice', ({ web, api }) => ({ routes: [Route.to(web), Route.to(api)] }), 'host address-taken'],
  ])('refuses %s', (_, props, line) => {
    expect(issues(props)).toEqual([`test/route ${line}`]);
  });

  it('tells requests of one path apart by their headers', () => {
    expect(
      issues(({ web, api }) => ({ routes: [Route.to(web), Route.to(api, { headers: { 'X-Canary': 'yes' } })] })),
    ).toEqual([]);
  });
});

describe('a WebRoute of a Gateway of the program', () => {
  function apart(routesFrom: RouteNamespaces | undefined, props: Partial<WebRouteProps>) {
    const app = new App(UNCHECKED);
    const edge = new WebAppChart(app, 'edge', { name: 'edge', namespace: 'edge', environment: 'production' });
    const gateway = new Gateway(edge, 'public', {
      className: 'envoy',
      listeners: {
        web: { protocol: ListenerProtocol.HTTP, hostname: '*.example.com', routesFrom },
        https: { hostname: '*.example.com', routesFrom },
      },
    });
    const chart = new WebAppChart(app, 'shop', { name: 'shop', namespace: 'shop', environment: 'production' });
    const { web } = define(chart, () => ({ gateway, ...props }));
    const found = issuesFrom(() => app.files());
    return { app, web, found: summary(found) };
  }

  it('attaches to it from another namespace where a listener allows it', () => {
    const { app, web, found } = apart(RouteNamespaces.all(), {});
    expect(found).toEqual([]);
    const all = app.files().flatMap(({ objects }) => objects);
    expect(all.find(({ kind }) => kind === 'HTTPRoute')).toMatchObject({
      spec: { parentRefs: [{ name: 'public', namespace: 'edge' }] },
    });
    expect(web.publicUrl).toBe('https://shop.example.com');
    expect(web.entries()).toEqual([
      { source: TrafficSource.GATEWAY, port: 3000, protocol: 'TCP', gatewayNamespace: 'edge' },
    ]);
  });

  it('has an address that begins as its listener speaks', () => {
    expect(apart(RouteNamespaces.all(), { listeners: ['web'] }).web.publicUrl).toBe('http://shop.example.com');
    expect(apart(RouteNamespaces.all(), { listeners: ['web'], tls: true }).web.publicUrl).toMatch(/^https:/);
  });

  it.each<[string, RouteNamespaces | undefined, Partial<WebRouteProps>, string[]]>([
    ['keeps to itself', undefined, {}, ['gateway gateway-refuses-route', 'gateway gateway-refuses-route']],
    ['has no such listener', RouteNamespaces.all(), { listeners: ['grpc'] }, ['listeners listener-unknown']],
    ['takes no such host', RouteNamespaces.all(), { host: 'shop.example.org' }, ['host route-host-unserved']],
    ['is found by labels', RouteNamespaces.withLabels({ a: 'b' }), {}, []],
  ])('is judged by a Gateway that %s', (_, routesFrom, props, lines) => {
    expect(apart(routesFrom, props).found).toEqual(lines.map((line) => `shop/route ${line}`));
  });

  it('can send from plain HTTP to TLS under the same host', () => {
    const found = issuesOf((chart) => {
      const gateway = new Gateway(chart, 'public', {
        className: 'envoy',
        listeners: { web: { protocol: ListenerProtocol.HTTP }, https: {} },
      });
      define(chart, () => ({ gateway, listeners: ['https'] }));
      new WebRoute(chart, 'redirect', {
        gateway,
        listeners: ['web'],
        host: HOST,
        routes: [Route.redirect({ scheme: 'https', statusCode: 301 })],
      });
    });
    expect(found).toEqual([]);
  });

  it('is of the same environment', () => {
    const app = new App(UNCHECKED);
    const chartOf = (id: string) => new WebAppChart(app, id, { name: 'shop', namespace: 'shop' });
    const gateway = new Gateway(chartOf('a'), 'public', { className: 'envoy', listeners: { https: {} } });
    define(chartOf('b'), () => ({ gateway }));
    expect(summary(issuesFrom(() => app.files()))).toEqual(['b/route gateway reference-elsewhere']);
  });
});

it('shares that are no objects are reported and do not throw', () => {
  const found = issues(() => ({ routes: [Route.weighted([null as never])] }));
  expect(found).toEqual([
    'test/route routes[0].targets[0].workload setting-invalid',
    'test/route routes[0].targets[0].weight route-weight-invalid',
  ]);
});
