import { Default, HealthCheck } from 'cdk8s-webapp';
import { container } from '../../support/workloads';

const TIMING = { initialDelaySeconds: 0, periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 3 };
const liveness = (check: HealthCheck, props = {}) =>
  container({ health: { liveness: { check } }, ports: [{ name: 'admin', port: 9000 }], ...props })['livenessProbe'];

describe('a probe', () => {
  it.each<[HealthCheck, object]>([
    [HealthCheck.httpGet('/a'), { httpGet: { path: '/a', port: 8000, scheme: 'HTTP' } }],
    [
      HealthCheck.httpGet('/a', { https: true, portName: 'admin', headers: { Host: 'shop' } }),
      { httpGet: { path: '/a', port: 'admin', scheme: 'HTTPS', httpHeaders: [{ name: 'Host', value: 'shop' }] } },
    ],
    [HealthCheck.tcp(), { tcpSocket: { port: 8000 } }],
    [HealthCheck.tcp({ port: 9000 }), { tcpSocket: { port: 9000 } }],
    [HealthCheck.tcp({ portName: 'admin' }), { tcpSocket: { port: 'admin' } }],
    [HealthCheck.grpc(), { grpc: { port: 8000 } }],
    [HealthCheck.grpc({ port: 9000, service: 'a' }), { grpc: { port: 9000, service: 'a' } }],
    [HealthCheck.exec(['redis-cli', 'ping']), { exec: { command: ['redis-cli', 'ping'] } }],
  ])('asks as told: %s', (check, expected) => {
    expect(liveness(check)).toEqual({ ...expected, ...TIMING });
  });

  it('stands alone where only it has a question', () => {
    const rendered = container({ health: { readiness: { check: HealthCheck.tcp(), successThreshold: 2 } } });
    expect(rendered['readinessProbe']).toMatchObject({ successThreshold: 2 });
    expect(rendered).not.toHaveProperty('livenessProbe');
    expect(rendered).not.toHaveProperty('startupProbe');
  });

  it('is left out where it is not enabled, and its settings are no fields of it', () => {
    const readiness = { timeoutSeconds: 20, allowSlowAnswers: true, enabled: true };
    const health = {
      check: HealthCheck.tcp(),
      startup: { enabled: false },
      liveness: { failureThreshold: 6 },
      readiness,
    };
    for (const without of [[], [Default.PROBE_TIMINGS]]) {
      const rendered = container({ health, without });
      expect(rendered).not.toHaveProperty('startupProbe');
      expect(rendered['readinessProbe']).toMatchObject({ tcpSocket: { port: 8000 }, timeoutSeconds: 20 });
      expect(rendered['readinessProbe']).not.toHaveProperty('enabled');
      expect(rendered['readinessProbe']).not.toHaveProperty('allowSlowAnswers');
      expect(rendered).toHaveProperty('livenessProbe');
    }
  });

  it('has only the timings that are given where the cluster fills in the others', () => {
    const health = { check: HealthCheck.tcp(), readiness: { periodSeconds: 7 } };
    const rendered = container({ health, without: [Default.PROBE_TIMINGS] });
    expect(rendered['readinessProbe']).toEqual({ tcpSocket: { port: 8000 }, periodSeconds: 7 });
    expect(rendered['livenessProbe']).toEqual({ tcpSocket: { port: 8000 } });
  });
});
