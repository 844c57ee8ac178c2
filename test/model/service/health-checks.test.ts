import { HealthCheck } from 'cdk8s-webapp';
import { healthFindings, probesOf } from '../../../lib/model/service/health-checks';

const check = HealthCheck.httpGet('/healthz');

describe('probesOf', () => {
  it('has documented defaults', () => {
    expect(probesOf({ check })).toEqual({
      startup: { check, initialDelaySeconds: 0, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 12 },
      liveness: { check, initialDelaySeconds: 0, periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 3 },
      readiness: { check, initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 },
    });
  });

  it('keeps what is set, number by number', () => {
    const timings = probesOf({ check, liveness: { periodSeconds: 30 } });
    expect(timings.liveness).toEqual({
      check,
      initialDelaySeconds: 0,
      periodSeconds: 30,
      timeoutSeconds: 3,
      failureThreshold: 3,
    });
  });

  it('leaves out a probe that is not enabled', () => {
    expect(probesOf({ check, startup: { enabled: false }, liveness: { check, enabled: false } })).toMatchObject({
      startup: undefined,
      liveness: undefined,
      readiness: { check },
    });
  });

  it('takes undefined for not given', () => {
    expect(probesOf({ check, startup: { periodSeconds: undefined } }).startup?.periodSeconds).toBe(5);
  });
});

describe('healthFindings', () => {
  it.each([
    [{ check: HealthCheck.httpGet('healthz') }, 'health.check', 'health-path-invalid'],
    [{ check: HealthCheck.httpGet('/a b') }, 'health.check', 'health-path-invalid'],
    [
      { check, startup: { initialDelaySeconds: -1 } },
      'health.startup.initialDelaySeconds',
      'probe-timing-out-of-range',
    ],
    [{ check, liveness: { periodSeconds: 0 } }, 'health.liveness.periodSeconds', 'probe-timing-out-of-range'],
    [{ check, readiness: { timeoutSeconds: 1.5 } }, 'health.readiness.timeoutSeconds', 'probe-timing-out-of-range'],
    [{ check, readiness: { failureThreshold: 0 } }, 'health.readiness.failureThreshold', 'probe-timing-out-of-range'],
  ])('refuses %j', (health, field, code) => {
    expect(healthFindings('health', health)).toMatchObject([{ field, code }]);
  });

  it('misses the question of a probe, but not of one that is not enabled', () => {
    const found = healthFindings('health', { startup: { enabled: false }, liveness: { enabled: true }, readiness: {} });
    expect(found.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'health.liveness.check setting-incomplete',
      'health.readiness.check setting-incomplete',
    ]);
  });

  it('accepts the least numbers', () => {
    const least = { initialDelaySeconds: 0, periodSeconds: 1, timeoutSeconds: 1, failureThreshold: 1 };
    expect(healthFindings('health', { check, startup: least, liveness: least, readiness: least })).toEqual([]);
  });
});

describe('reasonable timings', () => {
  it.each([
    [
      { check, startup: { timeoutSeconds: 6 } },
      'health.startup.timeoutSeconds',
      'probe-timeout-exceeds-period',
      'at most 5 s',
    ],
    [{ check, liveness: { periodSeconds: 9 } }, 'health.readiness', 'readiness-slower-than-liveness', 'at most 27 s'],
    [
      { check, liveness: { initialDelaySeconds: 61 } },
      'health.liveness.initialDelaySeconds',
      'probe-delay-exceeds-startup',
      'at most 60 s',
    ],
    [
      { check, readiness: { initialDelaySeconds: 90 } },
      'health.readiness.initialDelaySeconds',
      'probe-delay-exceeds-startup',
      'at most 60 s',
    ],
  ])('exclude %j', (health, field, code, bound) => {
    expect(healthFindings('health', health)).toMatchObject([{ field, code, allowed: expect.stringContaining(bound) }]);
  });

  it('include answers that may be slow, and then count by the timeout', () => {
    const slow = { periodSeconds: 5, timeoutSeconds: 10, allowSlowAnswers: true };
    const liveness = { check, periodSeconds: 15, timeoutSeconds: 30, allowSlowAnswers: true };
    expect(healthFindings('health', { readiness: { check, ...slow }, liveness })).toEqual([]);
    expect(healthFindings('health', { readiness: { check, ...slow, failureThreshold: 10 }, liveness })).toMatchObject([
      { code: 'readiness-slower-than-liveness', given: '100 s', allowed: expect.stringContaining('at most 90 s') },
    ]);
  });

  it('include the bounds themselves', () => {
    const health = {
      check,
      startup: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 20, timeoutSeconds: 10 },
      liveness: { initialDelaySeconds: 230, periodSeconds: 10, failureThreshold: 5, timeoutSeconds: 10 },
      readiness: { initialDelaySeconds: 230, periodSeconds: 10, failureThreshold: 5, timeoutSeconds: 10 },
    };
    expect(healthFindings('health', health)).toEqual([]);
  });
});
