import { Exposure } from 'cdk8s-webapp';
import { Verdict } from '../../../lib/model/core/live-check';
import { exposureConflicts, Protocol, ServiceExposure } from '../../../lib/model/exposure/service-exposure';

const make = (exposure: Exposure, serviceName = 'web') =>
  new ServiceExposure({ serviceName, exposure, targetPort: 3000 });
const place = (path: string, clusterKey: string, exposure: Exposure, protocol = Protocol.TCP) => ({
  path,
  clusterKey,
  exposure: new ServiceExposure({ serviceName: 'web', exposure, targetPort: 3000, protocol }),
});

describe('ServiceExposure', () => {
  it('serves on the port of the container over TCP by default', () => {
    expect(make(Exposure.clusterIp())).toMatchObject({
      serviceType: 'ClusterIP',
      port: 3000,
      targetPort: 3000,
      protocol: 'TCP',
      internalUrl: 'http://web:3000',
      publicUrl: undefined,
      place: 'ServiceExposure web',
    });
  });

  it('keeps everything that is set', () => {
    const exposure = Exposure.loadBalancer({ port: 8080, host: 'shop.example.com' });
    const props = { serviceName: 'web', exposure, targetPort: 3000, protocol: Protocol.UDP };
    expect(new ServiceExposure(props)).toMatchObject({
      serviceType: 'LoadBalancer',
      port: 8080,
      targetPort: 3000,
      protocol: 'UDP',
      publicUrl: 'http://shop.example.com:8080',
    });
  });

  it('finds nothing wrong with what is right', () => {
    expect(make(Exposure.httpRoute({ host: 'a.example.com', gateway: 'public' })).findings()).toEqual([]);
  });

  it('finds everything that is wrong', () => {
    const wrong = new ServiceExposure({
      serviceName: 'Web',
      exposure: Exposure.nodePort({ nodePort: 80 }),
      targetPort: 0,
      protocol: 'ICMP' as Protocol,
    });
    expect(wrong.findings()).toMatchObject([
      { field: 'serviceName', code: 'name-invalid' },
      { field: 'targetPort', code: 'port-out-of-range' },
      { field: 'protocol', code: 'protocol-unknown' },
      { field: 'exposure.nodePort', code: 'node-port-out-of-range' },
    ]);
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a text', 'ClusterIP'],
  ])('reports %s in place of an exposure, and goes on', (_, exposure) => {
    const wrong = new ServiceExposure({ serviceName: 'web', exposure: exposure as never, targetPort: 3000 });
    expect(wrong.findings()).toMatchObject([{ field: 'exposure', code: 'exposure-missing' }]);
    expect(wrong).toMatchObject({ serviceType: 'ClusterIP', port: 3000, publicUrl: undefined });
  });

  it('is made of nothing without throwing', () => {
    const codes = new ServiceExposure(undefined as never).findings().map(({ code }) => code);
    expect(codes).toEqual(['name-invalid', 'port-out-of-range', 'exposure-missing']);
  });

  it.each([
    [Exposure.ingress({ host: 'a.example.com' }), Protocol.UDP],
    [Exposure.httpRoute({ host: 'a.example.com', gateway: 'public' }), Protocol.SCTP],
  ])('%s routes no %s', (exposure, protocol) => {
    const findings = (each: Protocol) => place('a', 'gke', exposure, each).exposure.findings();
    expect(findings(protocol)).toMatchObject([{ code: 'protocol-not-routed', field: 'protocol', given: protocol }]);
    expect(findings(Protocol.TCP)).toEqual([]);
  });

  it.each([Exposure.clusterIp(), Exposure.nodePort(), Exposure.loadBalancer()])('%s takes UDP', (exposure) => {
    expect(place('a', 'gke', exposure, Protocol.UDP).exposure.findings()).toEqual([]);
  });

  it('knows only the types of Service that there are', () => {
    const exposure = Object.assign(Object.create(Exposure.prototype) as Exposure, { serviceType: 'ExternalName' });
    expect(make(exposure).findings()).toMatchObject([{ field: 'serviceType', code: 'service-type-unknown' }]);
  });
});

describe('the external address', () => {
  const waiting = [
    Exposure.loadBalancer(),
    Exposure.ingress({ host: 'a.example.com' }),
    Exposure.httpRoute({ host: 'a.example.com', gateway: 'public' }),
  ];

  it.each(waiting)('%s has to be assigned', (exposure) => {
    const verdict = (externalAddresses?: string[]) => make(exposure).verify({ externalAddresses })[0]?.verdict;
    expect(verdict(['192.0.2.1'])).toBe(Verdict.PASSED);
    expect(verdict(['lb-1.elb.example.com', '2001:db8::1'])).toBe(Verdict.PASSED);
    expect(verdict([])).toBe(Verdict.FAILED);
    expect(verdict([''])).toBe(Verdict.FAILED);
    expect(verdict(['<pending>'])).toBe(Verdict.FAILED);
    expect(verdict('192.0.2.1' as never)).toBe(Verdict.FAILED);
    expect(verdict()).toBe(Verdict.NOT_VERIFIED);
    expect(make(exposure).verify({})).toMatchObject([{ code: 'external-address-assigned' }]);
    expect(make(exposure).verify(undefined as never)).toEqual(make(exposure).verify({}));
  });

  it.each([Exposure.clusterIp(), Exposure.nodePort()])('%s needs none', (exposure) => {
    expect(make(exposure).verify({ externalAddresses: [] })).toEqual([]);
  });
});

describe('exposureConflicts', () => {
  it('finds a node port that is used twice in a cluster', () => {
    const exposure = Exposure.nodePort({ nodePort: 30000 });
    expect(exposureConflicts([place('a/web', 'kind', exposure), place('b/web', 'kind', exposure)])).toMatchObject([
      {
        path: 'b/web',
        field: 'exposure.nodePort',
        code: 'node-port-taken',
        given: 'node port 30000, which a/web uses in the same cluster',
      },
    ]);
  });

  it('finds a host and path that are used twice in a cluster, by whatever route', () => {
    const ingress = Exposure.ingress({ host: 'a.example.com', path: '/api' });
    const route = Exposure.httpRoute({ host: 'a.example.com', path: '/api', gateway: 'public' });
    expect(exposureConflicts([place('a/api', 'gke', ingress), place('b/api', 'gke', route)])).toMatchObject([
      {
        path: 'b/api',
        field: 'exposure.host',
        code: 'address-taken',
        given: 'a.example.com/api, which a/api uses in the same cluster',
      },
    ]);
  });

  const LOAD_BALANCER = Exposure.loadBalancer({ host: 'a.example.com' });
  const INGRESS = Exposure.ingress({ host: 'a.example.com' });
  const ROUTE = Exposure.httpRoute({ host: 'a.example.com', path: '/api', gateway: 'public' });

  it.each([
    [LOAD_BALANCER, LOAD_BALANCER, 'a.example.com:80'],
    [LOAD_BALANCER, INGRESS, 'a.example.com/'],
    [LOAD_BALANCER, ROUTE, 'a.example.com/api'],
    [INGRESS, LOAD_BALANCER, 'a.example.com:80'],
    [ROUTE, Exposure.loadBalancer({ host: 'a.example.com', port: 443 }), 'a.example.com:443'],
  ])('finds %s and %s under one host', (first, second, address) => {
    expect(exposureConflicts([place('a/web', 'gke', first), place('b/web', 'gke', second)])).toMatchObject([
      {
        path: 'b/web',
        field: 'exposure.host',
        code: 'address-taken',
        given: `${address}, which a/web uses in the same cluster`,
      },
    ]);
    expect(exposureConflicts([place('a/web', 'gke', first), place('b/web', 'oke', second)])).toEqual([]);
  });

  it('names the first owner to everybody who comes later', () => {
    const places = ['a', 'b', 'c'].map((path) => place(path, 'gke', INGRESS));
    expect(exposureConflicts(places)).toMatchObject([
      { path: 'b', given: expect.stringContaining('which a uses') },
      { path: 'c', given: expect.stringContaining('which a uses') },
    ]);
  });

  it('prints no password of a wrong host', () => {
    const wrong = Exposure.ingress({ host: 'https://u:hunter2@a.example.com' });
    const issues = exposureConflicts([place('a', 'gke', wrong), place('b', 'gke', wrong)]);
    expect(issues).toHaveLength(1);
    expect(JSON.stringify(issues)).not.toContain('hunter2');
  });

  it.each([
    [Exposure.loadBalancer(), Exposure.loadBalancer()],
    [LOAD_BALANCER, Exposure.loadBalancer({ host: 'a.example.com', port: 8080 })],
    [LOAD_BALANCER, Exposure.loadBalancer({ host: 'b.example.com' })],
    [LOAD_BALANCER, Exposure.nodePort({ host: 'a.example.com', nodePort: 30000 })],
    [Exposure.nodePort({ host: 'localhost' }), Exposure.nodePort({ host: 'localhost', nodePort: 30001 })],
    [Exposure.clusterIp({ host: 'localhost' }), Exposure.nodePort({ host: 'localhost' })],
    [Exposure.ingress({ host: undefined as never }), Exposure.ingress({ host: undefined as never })],
  ])('lets %s and %s be', (first, second) => {
    expect(exposureConflicts([place('a', 'one', first), place('b', 'one', second)])).toEqual([]);
  });

  it.each([Exposure.nodePort({ nodePort: 30000 }), LOAD_BALANCER])('tells TCP from UDP: %s', (exposure) => {
    const [tcp, udp] = [place('a', 'one', exposure), place('b', 'one', exposure, Protocol.UDP)];
    expect(exposureConflicts([tcp, udp])).toEqual([]);
    expect(exposureConflicts([tcp, udp, { ...udp, path: 'c' }])).toMatchObject([
      { path: 'c', given: expect.stringContaining('which b uses') },
    ]);
  });

  it('lets other clusters, paths and ports be', () => {
    const exposures = [
      place('a', 'one', Exposure.nodePort({ nodePort: 30000 })),
      place('b', 'two', Exposure.nodePort({ nodePort: 30000 })),
      place('c', 'one', Exposure.nodePort({ nodePort: 30001 })),
      place('d', 'one', Exposure.nodePort()),
      place('e', 'one', Exposure.nodePort()),
      place('f', 'one', Exposure.ingress({ host: 'a.example.com' })),
      place('g', 'one', Exposure.ingress({ host: 'a.example.com', path: '/api' })),
      place('h', 'one', Exposure.clusterIp({ host: 'localhost' })),
      place('i', 'one', Exposure.clusterIp({ host: 'localhost' })),
    ];
    expect(exposureConflicts(exposures)).toEqual([]);
  });
});
