import { Exposure, PathType, Protocol, ServiceExposure } from 'cdk8s-webapp';
import { exposureConflicts } from '../../../lib/model/exposure/exposure-conflicts';

const place = (path: string, clusterKey: string, exposure: Exposure, protocol = Protocol.TCP) => ({
  path,
  clusterKey,
  exposure: new ServiceExposure({ serviceName: 'web', exposure, targetPort: 3000, protocol }),
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

  it('compares every host and every path of a route', () => {
    const host = 'a.example.com';
    const first = Exposure.ingress({ host, aliases: ['b.example.com'], furtherPaths: [{ path: '/x/' }] });
    const second = Exposure.httpRoute({ host: 'c.example.com', aliases: ['b.example.com'], path: '/x', gateway: 'g' });
    expect(exposureConflicts([place('one', 'gke', first), place('two', 'gke', second)])).toMatchObject([
      {
        path: 'two',
        field: 'exposure.aliases[0]',
        code: 'address-taken',
        given: expect.stringContaining('b.example.com/x'),
      },
    ]);
  });

  it('lets paths of one host be that are compared in different ways', () => {
    const exact = Exposure.ingress({ host: 'a.example.com', path: '/x', pathType: PathType.EXACT });
    const prefix = Exposure.ingress({ host: 'a.example.com', path: '/x' });
    expect(exposureConflicts([place('one', 'gke', exact), place('two', 'gke', prefix)])).toEqual([]);
  });

  it('finds what one exposure says twice', () => {
    const twice = Exposure.ingress({ host: 'a.example.com', furtherPaths: [{ path: '/' }] });
    expect(exposureConflicts([place('one', 'gke', twice)])).toMatchObject([{ path: 'one', code: 'address-taken' }]);
  });

  it('compares routes that belong to no one Service, by their conditions too', () => {
    const address = { field: 'host', host: 'a.example.com', path: '/' };
    const routes = (path: string, conditions?: string) => ({
      path,
      clusterKey: 'gke',
      addresses: [{ ...address, conditions }],
    });
    expect(exposureConflicts([routes('one'), routes('two', 'canary')])).toEqual([]);
    expect(exposureConflicts([routes('one', 'canary'), routes('two', 'canary')])).toMatchObject([
      { path: 'two', field: 'host', code: 'address-taken' },
    ]);
  });

  it('compares the node ports of all ports, TCP and UDP by themselves', () => {
    const served = (path: string, protocol: Protocol) => {
      const ports = [
        { name: 'a', port: 1, targetPort: 1, protocol: Protocol.TCP },
        { name: 'b', port: 53, targetPort: 53, protocol, nodePort: 30053, nodePortField: 'service.ports[1].nodePort' },
      ];
      const exposure = new ServiceExposure({ serviceName: 'dns', exposure: Exposure.nodePort(), targetPort: 1, ports });
      return { path, clusterKey: 'gke', exposure };
    };
    expect(exposureConflicts([served('one', Protocol.TCP), served('two', Protocol.UDP)])).toEqual([]);
    expect(exposureConflicts([served('one', Protocol.TCP), served('two', Protocol.TCP)])).toMatchObject([
      { path: 'two', field: 'service.ports[1].nodePort', code: 'node-port-taken' },
    ]);
  });
});
