import { CertificateIssuer, Gateway, type GatewayProps, ListenerProtocol, RouteNamespaces } from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const PROPS: GatewayProps = { className: 'envoy', listeners: { https: { hostname: '*.example.com' } } };
const gateway = (props: Partial<GatewayProps>) =>
  find(
    synthesize((chart) => {
      new Gateway(chart, 'edge', { ...PROPS, ...props });
    }),
    'Gateway',
  );

describe('Gateway', () => {
  it('listens by TLS and takes routes of its own namespace', () => {
    const { apiVersion, metadata, spec } = gateway({});
    expect([apiVersion, metadata.name]).toEqual(['gateway.networking.k8s.io/v1', 'edge']);
    expect(spec).toEqual({
      gatewayClassName: 'envoy',
      listeners: [
        {
          name: 'https',
          hostname: '*.example.com',
          port: 443,
          protocol: 'HTTPS',
          tls: { mode: 'Terminate', certificateRefs: [{ name: 'edge-tls' }] },
          allowedRoutes: { namespaces: { from: 'Same' } },
        },
      ],
    });
  });

  it('has everything that is set', () => {
    expect(
      gateway({
        name: 'public',
        issuer: CertificateIssuer.clusterIssuer('letsencrypt'),
        labels: { team: 'edge' },
        annotations: { a: 'b' },
        listeners: {
          web: { protocol: ListenerProtocol.HTTP, routesFrom: RouteNamespaces.all() },
          https: {
            port: 8443,
            hostname: 'a.example.com',
            secretNames: ['a', 'b'],
            routesFrom: RouteNamespaces.withLabels({ 'shared-gateway': 'yes' }),
          },
          raw: { protocol: ListenerProtocol.TLS, port: 9443 },
        },
      }),
    ).toMatchObject({
      metadata: {
        name: 'public',
        labels: { team: 'edge' },
        annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt', a: 'b' },
      },
      spec: {
        listeners: [
          { name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
          {
            name: 'https',
            port: 8443,
            tls: { certificateRefs: [{ name: 'a' }, { name: 'b' }] },
            allowedRoutes: {
              namespaces: { from: 'Selector', selector: { matchLabels: { 'shared-gateway': 'yes' } } },
            },
          },
          { name: 'raw', port: 9443, protocol: 'TLS', tls: { mode: 'Passthrough' } },
        ],
      },
    });
  });

  const issuer = CertificateIssuer.issuer('own');
  it.each<[Partial<GatewayProps>, string]>([
    [{ listeners: {} }, 'listeners listener-missing'],
    [{ className: '' }, 'className name-invalid'],
    [{ name: 'A' }, 'name name-invalid'],
    [{ labels: { a: ' ' } }, 'labels.a label-invalid'],
    [{ listeners: { A: {} } }, 'listeners.A name-invalid'],
    [{ listeners: { a: { protocol: 'GRPC' as never } } }, 'listeners.a.protocol listener-protocol-unknown'],
    [{ listeners: { a: { port: 0 } } }, 'listeners.a.port port-out-of-range'],
    [{ listeners: { a: { hostname: 'web' } } }, 'listeners.a.hostname host-not-public'],
    [{ listeners: { a: { secretNames: ['A'] } } }, 'listeners.a.secretNames[0] name-invalid'],
    [
      { listeners: { a: { protocol: ListenerProtocol.HTTP, secretNames: ['a'] } } },
      'listeners.a.secretNames listener-certificate-unused',
    ],
    [{ listeners: { a: {} }, issuer }, 'listeners.a.hostname listener-host-missing'],
    [{ listeners: { a: {}, b: {} } }, 'listeners.b listener-duplicate'],
    [{ issuer: 'letsencrypt' as never }, 'issuer setting-invalid'],
    [{ listeners: { a: { routesFrom: 'all' as never } } }, 'listeners.a.routesFrom setting-invalid'],
  ])('refuses %j', (props, line) => {
    const found = issuesOf((chart) => {
      new Gateway(chart, 'edge', { ...PROPS, ...props });
    });
    expect(summary(found)).toEqual([`test/edge ${line}`]);
  });
});
