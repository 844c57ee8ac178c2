import { Exposure } from 'cdk8s-webapp';
import { Verdict } from '../../../lib/model/core/live-check';
import { Protocol, ServiceExposure } from '../../../lib/model/exposure/service-exposure';

const make = (exposure: Exposure, serviceName = 'web') =>
  new ServiceExposure({ serviceName, exposure, targetPort: 3000 });
const speaking = (protocol: Protocol, exposure: Exposure) =>
  new ServiceExposure({ serviceName: 'web', exposure, targetPort: 3000, protocol });

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
    const findings = (each: Protocol) => speaking(each, exposure).findings();
    expect(findings(protocol)).toMatchObject([{ code: 'protocol-not-routed', field: 'protocol', given: protocol }]);
    expect(findings(Protocol.TCP)).toEqual([]);
  });

  it.each([Exposure.clusterIp(), Exposure.nodePort(), Exposure.loadBalancer()])('%s takes UDP', (exposure) => {
    expect(speaking(Protocol.UDP, exposure).findings()).toEqual([]);
  });

  it('knows only the types of Service that there are', () => {
    const exposure = Object.assign(Object.create(Exposure.prototype) as Exposure, { serviceType: 'ExternalName' });
    expect(make(exposure).findings()).toMatchObject([{ field: 'serviceType', code: 'service-type-unknown' }]);
  });
});

describe('the ports of a Service', () => {
  it('are one by default, as the exposure says', () => {
    expect(make(Exposure.nodePort({ port: 80, nodePort: 30000 })).ports).toEqual([
      { port: 80, targetPort: 3000, nodePort: 30000, protocol: 'TCP' },
    ]);
  });

  it('can be several, the first of which is that of the address', () => {
    const ports = [
      { name: 'http', port: 8080, targetPort: 3000, protocol: Protocol.TCP },
      { name: 'metrics', port: 9090, targetPort: 9090, protocol: Protocol.TCP },
    ];
    const exposure = Exposure.clusterIp({ host: 'localhost' });
    expect(new ServiceExposure({ serviceName: 'web', exposure, targetPort: 3000, ports })).toMatchObject({
      port: 8080,
      ports,
      internalUrl: 'http://web:8080',
      publicUrl: 'http://localhost:8080',
    });
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
