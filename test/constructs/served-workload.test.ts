import { type BackendProps, HealthCheck } from 'cdk8s-webapp';
import { find } from '../support/synthesis';
import { backend, problems } from '../support/workloads';

describe('a port that the container does not list', () => {
  const PROPS: Partial<BackendProps> = { declarePort: false, health: { liveness: { check: HealthCheck.tcp() } } };

  it('is asked and served all the same, by its number', () => {
    const all = backend(PROPS);
    const [container] = find(all, 'Deployment').spec.template.spec.containers;
    expect(container).not.toHaveProperty('ports');
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 8000 });
    expect(find(all, 'Service').spec.ports).toEqual([{ port: 8000, targetPort: 8000, protocol: 'TCP' }]);
    expect(JSON.stringify(find(all, 'NetworkPolicy', 'api').spec)).toContain('"policyTypes"');
  });

  it('stands beside others that are', () => {
    const all = backend({ ...PROPS, ports: [{ name: 'metrics', port: 9090 }], service: { ports: [{ port: 80 }] } });
    const [container] = find(all, 'Deployment').spec.template.spec.containers;
    expect(container.ports).toEqual([{ name: 'metrics', containerPort: 9090, protocol: 'TCP' }]);
    expect(find(all, 'Service').spec.ports).toEqual([{ port: 80, targetPort: 8000, protocol: 'TCP' }]);
  });

  it.each<[Partial<BackendProps>, string]>([
    [{ portName: 'web' }, 'portName port-name-undeclared'],
    [{ service: { ports: [{ targetPortName: 'http' }] } }, 'service.ports[0] service-port-dangling'],
    [
      { health: { liveness: { check: HealthCheck.tcp({ portName: 'http' }) } } },
      'health.liveness.check.portName health-port-unknown',
    ],
    [{ declarePort: 'no' as never }, 'declarePort setting-invalid'],
  ])('has no name: %j', (props, expected) => {
    expect(problems({ ...PROPS, ...props })).toEqual([expected]);
  });
});
