import {
  Exposure,
  IngressTls,
  PathType,
  TrafficPolicy,
  type IngressExposureOptions,
  ServiceType,
  Stage,
} from 'cdk8s-webapp';
import { exposureFindings } from '../../../lib/model/exposure/exposure-rules';
import { isClusterName } from '../../../lib/model/exposure/host-rules';
import { summarized } from '../../support/findings';

const PORT = 3000;

describe('Exposure', () => {
  it.each([
    ['clusterIp', Exposure.clusterIp(), ServiceType.CLUSTER_IP, undefined],
    ['nodePort', Exposure.nodePort(), ServiceType.NODE_PORT, undefined],
    ['loadBalancer', Exposure.loadBalancer(), ServiceType.LOAD_BALANCER, 80],
    ['ingress', Exposure.ingress({ host: 'a.example.com' }), ServiceType.CLUSTER_IP, undefined],
    ['httpRoute', Exposure.httpRoute({ host: 'a.b', gateway: 'public' }), ServiceType.CLUSTER_IP, undefined],
  ])('%s has the Service type and port of its kind', (_, exposure, serviceType, port) => {
    expect(exposure).toMatchObject({ serviceType });
    expect(exposure.port).toBe(port);
    expect(exposure.tls).toBe(exposure.path !== undefined);
  });

  it('keeps everything that is set', () => {
    const options = { host: 'a.example.com', tls: IngressTls.secret('a-cert'), className: 'nginx' };
    expect(Exposure.ingress({ ...options, port: 8080, path: '/api' })).toMatchObject({
      port: 8080,
      host: 'a.example.com',
      path: '/api',
      ingress: { tls: { secretName: 'a-cert' }, className: 'nginx' },
    });
    expect(
      Exposure.httpRoute({
        host: 'a.example.com',
        gateway: 'public',
        gatewayNamespace: 'edge',
        path: '/api',
        port: 80,
      }),
    ).toMatchObject({
      port: 80,
      host: 'a.example.com',
      path: '/api',
      httpRoute: { gateway: 'public', gatewayNamespace: 'edge' },
    });
    expect(Exposure.nodePort({ nodePort: 30000, port: 1, host: 'node.example.com' })).toMatchObject({
      nodePort: 30000,
      port: 1,
      host: 'node.example.com',
    });
  });
});

describe('the public address', () => {
  it.each([
    [Exposure.clusterIp({ host: 'localhost' }), 'http://localhost:3000'],
    [Exposure.clusterIp({ host: 'localhost', port: 8080 }), 'http://localhost:8080'],
    [Exposure.nodePort({ host: 'localhost', nodePort: 30000 }), 'http://localhost:30000'],
    [Exposure.nodePort({ host: '192.0.2.1', nodePort: 30000, port: 80 }), 'http://192.0.2.1:30000'],
    [Exposure.loadBalancer({ host: 'cloud.example.com' }), 'http://cloud.example.com'],
    [Exposure.loadBalancer({ host: 'cloud.example.com', port: 8080 }), 'http://cloud.example.com:8080'],
    [Exposure.loadBalancer({ host: 'cloud.example.com', port: 443 }), 'https://cloud.example.com'],
    [Exposure.loadBalancer({ host: 'cloud.example.com', tls: true }), 'https://cloud.example.com'],
    [Exposure.loadBalancer({ host: 'cloud.example.com', tls: true, port: 8443 }), 'https://cloud.example.com:8443'],
    [Exposure.loadBalancer({ host: 'cloud.example.com', tls: true, port: 80 }), 'https://cloud.example.com:80'],
    [Exposure.loadBalancer({ host: 'cloud.example.com', tls: false, port: 443 }), 'http://cloud.example.com:443'],
    [Exposure.loadBalancer({ host: 'cloud.example.com', tls: false }), 'http://cloud.example.com'],
    [Exposure.ingress({ host: 'app.example.com' }), 'https://app.example.com'],
    [Exposure.ingress({ host: 'app.example.com', port: 8080 }), 'https://app.example.com'],
    [Exposure.ingress({ host: 'app.example.com', path: '/shop' }), 'https://app.example.com/shop'],
    [Exposure.httpRoute({ host: 'app.example.com', gateway: 'public' }), 'https://app.example.com'],
    [Exposure.httpRoute({ host: 'app.example.com', gateway: 'public', tls: false }), 'http://app.example.com'],
  ])('%# is the one that was configured', (exposure, url) => {
    expect(exposure.publicUrl(PORT)).toBe(url);
  });

  it.each([
    Exposure.clusterIp(),
    Exposure.nodePort(),
    Exposure.nodePort({ nodePort: 30000 }),
    Exposure.nodePort({ host: 'localhost' }),
    Exposure.loadBalancer(),
  ])('%s %# is unknown as long as only the cluster will know it', (exposure) => {
    expect(exposure.publicUrl(PORT)).toBeUndefined();
  });
});

describe('exposureFindings', () => {
  it.each([
    Exposure.clusterIp(),
    Exposure.nodePort({ nodePort: 30000, host: 'localhost' }),
    Exposure.nodePort({ nodePort: 32767 }),
    Exposure.loadBalancer({ host: 'a.b' }),
    Exposure.ingress({ host: 'a.example.com', tls: IngressTls.secret('a.b'), className: 'nginx' }),
  ])('accepts %s %#', (exposure) => {
    expect(exposureFindings('exposure', exposure)).toEqual([]);
  });

  it.each([
    [Exposure.nodePort({ nodePort: 29999 }), 'exposure.nodePort', 'node-port-out-of-range', '29999'],
    [Exposure.nodePort({ nodePort: 32768 }), 'exposure.nodePort', 'node-port-out-of-range', '32768'],
    [Exposure.loadBalancer({ port: 0 }), 'exposure.port', 'port-out-of-range', '0'],
    [Exposure.loadBalancer({ port: 65536 }), 'exposure.port', 'port-out-of-range', '65536'],
    [Exposure.loadBalancer({ host: '<EXTERNAL_IP>' }), 'exposure.host', 'host-not-public', '"<EXTERNAL_IP>"'],
    [Exposure.loadBalancer({ host: '' }), 'exposure.host', 'host-not-public', '""'],
    [Exposure.loadBalancer({ host: 'frontend-service' }), 'exposure.host', 'host-not-public', '"frontend-service"'],
    [Exposure.ingress({ host: 'https://a.b' }), 'exposure.host', 'host-not-public', '"https://a.b"'],
    [Exposure.ingress({ host: 'api.todo.svc' }), 'exposure.host', 'host-not-public', '"api.todo.svc"'],
    [
      Exposure.ingress({ host: 'api.todo.svc.cluster.local' }),
      'exposure.host',
      'host-not-public',
      '"api.todo.svc.cluster.local"',
    ],
    [Exposure.ingress({ host: 'a.b', tls: IngressTls.secret('A') }), 'exposure.tls.secretName', 'name-invalid', '"A"'],
    [Exposure.ingress({ host: 'a.b', path: 'api' }), 'exposure.path', 'route-path-invalid', '"api"'],
    [Exposure.httpRoute({ host: 'a.b', gateway: 'G' }), 'exposure.gateway', 'name-invalid', '"G"'],
    [
      Exposure.httpRoute({ host: 'a.b', gateway: 'g', gatewayNamespace: '' }),
      'exposure.gatewayNamespace',
      'name-invalid',
      '""',
    ],
    [Exposure.ingress({ host: 'a.b', className: 'x y' }), 'exposure.className', 'name-invalid', '"x y"'],
  ])('refuses %s %#', (exposure, field, code, given) => {
    expect(exposureFindings('exposure', exposure)).toMatchObject([{ field, code, given }]);
  });
});

describe('isClusterName', () => {
  it.each(['backend', 'Backend', 'backend.shop.svc', 'backend.shop.SVC.', 'a.b.svc.cluster.local', 'a.cluster.local'])(
    'is true of %s',
    (host) => {
      expect(isClusterName(host)).toBe(true);
    },
  );

  it.each(['localhost', 'LOCALHOST', 'localhost.', 'shop.example.com', 'svc.example.com', 'a.svcs.com'])(
    'is false of %s',
    (host) => {
      expect(isClusterName(host)).toBe(false);
    },
  );
});

describe('the host', () => {
  const ROUTES: [string, (host: string) => Exposure][] = [
    ['Ingress', (host) => Exposure.ingress({ host })],
    ['HTTPRoute', (host) => Exposure.httpRoute({ host, gateway: 'public' })],
  ];
  const DIRECT: [string, (host: string) => Exposure][] = [
    ['ClusterIP', (host) => Exposure.clusterIp({ host })],
    ['NodePort', (host) => Exposure.nodePort({ host })],
    ['LoadBalancer', (host) => Exposure.loadBalancer({ host })],
  ];
  const findings = (exposure: Exposure, stage?: Stage) => exposureFindings('exposure', exposure, stage);

  it.each([...ROUTES, ...DIRECT])('of %s can be a public DNS name in every stage', (_, make) => {
    for (const stage of [undefined, ...Object.values(Stage)]) {
      for (const host of [
        ...['shop.example.com', 'a.b', '1.example.com', '3com.com', `${'x'.repeat(63)}.com`],
        ...['127.example.com', 'localhost.example.com', 'shop.mylocalhost', 'svc.example.com', 'a.svcs.example.com'],
      ]) {
        expect(findings(make(host), stage)).toEqual([]);
      }
    }
  });

  it.each([...ROUTES, ...DIRECT])('of %s cannot be what nobody outside can resolve', (_, make) => {
    const hosts = [
      ...['frontend-service', 'kubernetes.default', 'api.todo.svc', 'api.todo.svc.cluster.local', 'api.todo.svc.zone'],
      ...['printer.local', 'db.prod.internal', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '0.0.0.0', '1', 'a.1'],
      ...[
        'a.0x1',
        '224.0.0.1',
        '255.255.255.255',
        `${'x'.repeat(64)}.com`,
        'a.b:80',
        'a.b/c',
        '*.a.b',
        'A.b',
        'a b',
        '::1',
      ],
    ];
    for (const host of hosts) {
      expect(findings(make(host))).toMatchObject([
        { code: 'host-not-public', field: 'exposure.host', given: JSON.stringify(host) },
      ]);
    }
  });

  it.each(ROUTES)('of %s cannot be an IP address, and the message offers none', (_, make) => {
    const [finding] = findings(make('192.0.2.1'));
    expect(finding).toMatchObject({ code: 'host-not-public', field: 'exposure.host' });
    expect(finding?.allowed).not.toMatch(/IP/);
  });

  it.each(DIRECT)('of %s can be an IPv4 address', (_, make) => {
    expect(findings(make('192.0.2.1'), Stage.PRODUCTION)).toEqual([]);
    expect(findings(make('1.1.1.1'), Stage.PRODUCTION)).toEqual([]);
    expect(findings(make('223.255.255.255'), Stage.PRODUCTION)).toEqual([]);
    expect(findings(make('nowhere'))[0]?.allowed).toMatch(/IPv4 address/);
  });

  it.each([...ROUTES, ...DIRECT])('of %s is the own machine in development only', (_, make) => {
    for (const host of ['localhost', 'shop.localhost']) {
      expect(findings(make(host))).toEqual([]);
      expect(findings(make(host), Stage.DEVELOPMENT)).toEqual([]);
      for (const stage of [Stage.STAGING, Stage.PRODUCTION]) {
        expect(findings(make(host), stage)).toMatchObject([
          { code: 'host-not-public', field: 'exposure.host', allowed: expect.stringContaining(stage) },
        ]);
      }
      for (const stage of [undefined, Stage.DEVELOPMENT]) {
        expect(findings(make('nowhere'), stage)[0]?.allowed).not.toContain('stage');
      }
    }
  });

  it.each(DIRECT)('of %s is a loopback address in development only', (_, make) => {
    expect(findings(make('127.8.0.1'), Stage.DEVELOPMENT)).toEqual([]);
    expect(findings(make('127.8.0.1'), Stage.STAGING)).toMatchObject([{ code: 'host-not-public' }]);
  });

  it.each(ROUTES)('of %s must be there', (_, make) => {
    for (const [host, given] of [[undefined, 'nothing'] as const, [null, 'nothing'] as const, ['', '""'] as const]) {
      expect(findings(make(host as string))).toMatchObject([{ code: 'host-missing', field: 'exposure.host', given }]);
    }
    expect(findings(make('undefined'))).toMatchObject([{ code: 'host-not-public' }]);
    expect(make(undefined as unknown as string).publicUrl(PORT)).toBeUndefined();
  });

  it.each(DIRECT)('of %s need not be there, but must be text', (_, make) => {
    expect(findings(make(undefined as unknown as string))).toEqual([]);
    for (const host of [null, 5, {}]) {
      expect(findings(make(host as string))).toMatchObject([{ code: 'host-not-public' }]);
    }
  });

  it.each([...ROUTES, ...DIRECT])('of %s is printed without a password', (_, make) => {
    const exposure = make('https://admin:hunter2@shop.example.com');
    expect(findings(exposure)).toMatchObject([{ given: '"https://***@shop.example.com"' }]);
    expect(exposure.toString()).not.toContain('hunter2');
  });
});

describe('the path of a route', () => {
  const findings = (path: string) => [
    ...exposureFindings('exposure', Exposure.ingress({ host: 'a.example.com', path })),
    ...exposureFindings('exposure', Exposure.httpRoute({ host: 'a.example.com', path, gateway: 'public' })),
  ];

  it.each(['/', '/api', '/api/v1.2', '/a/..b', '/a...', '/api/', "/-._~!$&'()*+,;=:@", `/${'x'.repeat(1023)}`])(
    'can be %s',
    (path) => {
      expect(findings(path)).toEqual([]);
    },
  );

  it.each([
    ...['', 'api', '//', '/a//b', '/./a', '/a/../b', '/a/.', '/a/..', '/a%2fb', '/a%20b', '/a b', '/<API>'],
    ...['/a?b', '/a#b', '/a"b', '/ä', '/a\\b', '/a|b', '/a\n', `/${'x'.repeat(1024)}`],
  ])('cannot be %j', (path) => {
    const wrong = { code: 'route-path-invalid', field: 'exposure.path' };
    expect(findings(path)).toMatchObject([wrong, wrong]);
  });

  it('says that it stands for everything below it, so that nobody needs a slash at its end', () => {
    expect(findings('api')[0]).toMatchObject({ remedy: expect.stringContaining('/api/') });
  });

  it.each([null, 5, ['/api']])('cannot be %j, which only JavaScript can pass', (path) => {
    expect(findings(path as never)).toHaveLength(2);
  });
});

describe('options that are missing, which only JavaScript allows', () => {
  const none = undefined as unknown as IngressExposureOptions;

  it('are findings for routes', () => {
    expect(exposureFindings('exposure', Exposure.ingress(none))).toMatchObject([{ code: 'host-missing' }]);
    expect(exposureFindings('exposure', Exposure.httpRoute(none as never))).toMatchObject([
      { code: 'host-missing' },
      { code: 'name-invalid', field: 'exposure.gateway' },
    ]);
  });

  it.each([
    [undefined, []],
    [null, ['exposure setting-invalid']],
    ['80', ['exposure setting-invalid']],
  ])('are nothing to the others, unlike what is no object: %j', (options, expected) => {
    const given = options as never;
    const all = [Exposure.clusterIp(given), Exposure.nodePort(given), Exposure.loadBalancer(given)];
    expect(all.map((exposure) => summarized(exposureFindings('exposure', exposure)))).toEqual(all.map(() => expected));
  });
});

describe('an exposure in words', () => {
  it.each([
    [Exposure.clusterIp(), 'ClusterIP'],
    [Exposure.nodePort({ nodePort: 30000, host: 'localhost' }), 'NodePort localhost port 30000'],
    [Exposure.loadBalancer({ host: 'cloud.example.com' }), 'LoadBalancer cloud.example.com port 80'],
    [Exposure.ingress({ host: 'a.example.com' }), 'Ingress a.example.com'],
    [Exposure.httpRoute({ host: 'a.example.com', gateway: 'g', path: '/api' }), 'HTTPRoute a.example.com/api'],
  ])('%# says what its author wrote', (exposure, words) => {
    expect(exposure.toString()).toBe(words);
  });
});

describe('options of each way', () => {
  const findings = (exposure: Exposure, stage?: Stage) => exposureFindings('exposure', exposure, stage);

  it('are kept', () => {
    const common = {
      externalTrafficPolicy: TrafficPolicy.LOCAL,
      annotations: { 'example.com/a': 'b' },
      nodePort: 30001,
    };
    const balancer = { className: 'service.k8s.aws/nlb', sourceRanges: ['203.0.113.0/24'], allocateNodePorts: true };
    expect(Exposure.loadBalancer({ ...common, ...balancer })).toMatchObject({ ...common, loadBalancer: balancer });
    expect(findings(Exposure.loadBalancer({ ...common, ...balancer }))).toEqual([]);
    expect(Exposure.nodePort(common)).toMatchObject(common);
    expect(Exposure.headless({ port: 5432 })).toMatchObject({ headless: true, port: 5432, serviceType: 'ClusterIP' });
    expect(Exposure.headless({ port: 5432 }).toString()).toBe('ClusterIP headless port 5432');
    const route = { name: 'r', labels: { a: 'b' }, annotations: { c: 'd' } };
    const routed = { host: 'a.example.com', aliases: ['www.a.example.com'], furtherPaths: [{ path: '/b' }] };
    expect(Exposure.ingress({ ...routed, ...route, portByName: true })).toMatchObject({
      hosts: ['a.example.com', 'www.a.example.com'],
      paths: [{ path: '/' }, { path: '/b' }],
      ingress: { ...route, portByName: true },
    });
    expect(Exposure.httpRoute({ ...routed, ...route, gateway: 'g', listener: 'https' })).toMatchObject({
      hosts: ['a.example.com', 'www.a.example.com'],
      httpRoute: { ...route, gateway: 'g', listener: 'https' },
    });
  });

  it.each<[Exposure, string, string]>([
    [Exposure.loadBalancer({ loadBalancerIp: 'lb.example.com' }), 'loadBalancerIp', 'ip-address-invalid'],
    [Exposure.loadBalancer({ loadBalancerIp: 5 as never }), 'loadBalancerIp', 'setting-invalid'],
    [Exposure.loadBalancer({ sourceRanges: ['10.0.0.0'] }), 'sourceRanges[0]', 'source-range-invalid'],
    [Exposure.loadBalancer({ sourceRanges: ['10.0.0.0/33'] }), 'sourceRanges[0]', 'source-range-invalid'],
    [Exposure.loadBalancer({ sourceRanges: ['::1/128', '::1/129'] }), 'sourceRanges[1]', 'source-range-invalid'],
    [Exposure.loadBalancer({ sourceRanges: ['10.0.0.0/08'] }), 'sourceRanges[0]', 'source-range-invalid'],
    [Exposure.loadBalancer({ className: 'a b' }), 'className', 'name-invalid'],
    [Exposure.loadBalancer({ nodePort: 30000, allocateNodePorts: false }), 'nodePort', 'node-port-unused'],
    [Exposure.loadBalancer({ annotations: { 'a b': '' } }), 'annotations.a b', 'label-invalid'],
    [Exposure.loadBalancer({ allocateNodePorts: 'no' as never }), 'allocateNodePorts', 'setting-invalid'],
    [Exposure.loadBalancer({ hots: 'a' } as never), 'hots', 'setting-unknown'],
    [
      Exposure.nodePort({ externalTrafficPolicy: 'Node' as TrafficPolicy }),
      'externalTrafficPolicy',
      'service-setting-unknown',
    ],
    [Exposure.ingress({ host: 'a.b', aliases: ['*.svc'] }), 'aliases[0]', 'host-not-public'],
    [Exposure.ingress({ host: 'a.b', tls: true as never }), 'tls', 'setting-invalid'],
    [Exposure.ingress({ host: 'a.b', furtherPaths: [{ path: 'x' }] }), 'furtherPaths[0].path', 'route-path-invalid'],
    [Exposure.ingress({ host: 'a.b', pathType: PathType.REGULAR_EXPRESSION }), 'pathType', 'path-type-unsupported'],
    [
      Exposure.httpRoute({ host: 'a.b', gateway: 'g', pathType: PathType.IMPLEMENTATION_SPECIFIC }),
      'pathType',
      'path-type-unsupported',
    ],
    [
      Exposure.ingress({ host: 'a.b', furtherPaths: [{ path: '/', pathType: 'Glob' as PathType }] }),
      'furtherPaths[0].pathType',
      'path-type-unsupported',
    ],
    [Exposure.ingress({ host: 'a.b', name: 'A' }), 'name', 'name-invalid'],
    [Exposure.ingress({ host: 'a.b', labels: { a: 'b c' } }), 'labels.a', 'label-invalid'],
    [Exposure.httpRoute({ host: 'a.b', gateway: 'g', listener: 'A' }), 'listener', 'name-invalid'],
  ])('are refused where they are wrong: %s %s', (exposure, field, code) => {
    expect(findings(exposure)).toMatchObject([{ field: `exposure.${field}`, code }]);
  });

  it.each(['configuration-snippet', 'server-snippet'])('hold no %s', (key) => {
    const annotations = { [`nginx.ingress.kubernetes.io/${key}`]: 'return 200;' };
    expect(findings(Exposure.ingress({ host: 'a.b', annotations }))).toMatchObject([
      { code: 'ingress-snippet', field: `exposure.annotations.nginx.ingress.kubernetes.io/${key}` },
    ]);
  });

  it('are plain HTTP in production only where that is meant', () => {
    const plain = Exposure.ingress({ host: 'a.b', tls: IngressTls.none() });
    expect(findings(plain, Stage.PRODUCTION)).toMatchObject([{ code: 'ingress-plain-http', field: 'exposure.tls' }]);
    expect(findings(plain, Stage.STAGING)).toEqual([]);
    expect(plain.publicUrl(PORT)).toBe('http://a.b');
  });

  it('know the address of a path that is compared literally', () => {
    const url = (path: string, pathType: PathType) => Exposure.ingress({ host: 'a.b', path, pathType }).publicUrl(PORT);
    expect(url('/api/', PathType.PREFIX)).toBe('https://a.b/api');
    expect(url('/api', PathType.EXACT)).toBe('https://a.b/api');
    expect(url('/api(/|$)(.*)', PathType.IMPLEMENTATION_SPECIFIC)).toBeUndefined();
    expect(url('/', PathType.IMPLEMENTATION_SPECIFIC)).toBe('https://a.b');
  });

  it('accept an expression as a path that is not compared literally', () => {
    const exposure = (path: string) =>
      Exposure.ingress({ host: 'a.b', path, pathType: PathType.IMPLEMENTATION_SPECIFIC });
    expect(findings(exposure('/api(/|$)(.*)'))).toEqual([]);
    expect(findings(exposure('/a b'))).toMatchObject([{ code: 'route-path-invalid' }]);
  });
});
