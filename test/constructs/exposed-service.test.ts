import { Backend, Exposure } from 'cdk8s-webapp';
import { find, synthesize } from '../support/synthesis';

const objects = (exposure: Exposure) =>
  synthesize((chart) => {
    new Backend(chart, 'api', { image: 'acme/api:1.0.0', port: 8000, exposure });
  });

describe('an exposed Service', () => {
  it.each([
    [Exposure.clusterIp(), 'ClusterIP', [{ port: 8000 }]],
    [Exposure.clusterIp({ port: 80 }), 'ClusterIP', [{ port: 80 }]],
    [Exposure.nodePort({ nodePort: 30001 }), 'NodePort', [{ port: 8000, nodePort: 30001 }]],
    [Exposure.loadBalancer(), 'LoadBalancer', [{ port: 80 }]],
  ])('%s has the type and port, and no route', (exposure, type, ports) => {
    const all = objects(exposure);
    expect(find(all, 'Service')['spec']).toMatchObject({
      type,
      ports: ports.map((port) => ({ name: 'http', targetPort: 8000, protocol: 'TCP', ...port })),
    });
    expect(all.map(({ kind }) => kind)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Ingress|HTTPRoute/)]),
    );
  });

  it('can be routed to by an Ingress, below a path', () => {
    const all = objects(Exposure.ingress({ host: 'a.example.com', path: '/api' }));
    expect(find(all, 'Service')['spec'].type).toBe('ClusterIP');
    expect(find(all, 'Ingress', 'api-ingress')['spec']).toEqual({
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              {
                path: '/api',
                pathType: 'Prefix',
                backend: { service: { name: 'api-service', port: { number: 8000 } } },
              },
            ],
          },
        },
      ],
      tls: [{ hosts: ['a.example.com'], secretName: 'api-tls' }],
    });
  });

  it('can be routed to by an HTTPRoute', () => {
    const all = objects(Exposure.httpRoute({ host: 'a.example.com', gateway: 'public', gatewayNamespace: 'edge' }));
    expect(find(all, 'HTTPRoute', 'api-route')).toMatchObject({
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
});
