import { Exposure, ServiceType } from 'cdk8s-webapp';
import { exposureFindings } from '../../../lib/model/exposure/exposure';

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
  });

  it('keeps everything that is set', () => {
    const options = { host: 'a.example.com', tlsSecretName: 'a-cert', className: 'nginx' };
    expect(Exposure.ingress({ ...options, port: 8080, path: '/api' })).toMatchObject({
      port: 8080,
      host: 'a.example.com',
      path: '/api',
      ingress: { tlsSecretName: 'a-cert', className: 'nginx' },
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
    Exposure.ingress({ host: 'a.example.com', tlsSecretName: 'a.b', className: 'nginx' }),
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
    [Exposure.ingress({ host: 'a.b', tlsSecretName: 'A' }), 'exposure.tlsSecretName', 'name-invalid', '"A"'],
    [Exposure.ingress({ host: 'a.b', path: 'api' }), 'exposure.path', 'path-invalid', '"api"'],
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
