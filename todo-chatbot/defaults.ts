import { ContainerResources, Cpu, HealthCheck, HealthChecks, ICpu, ISize, Size } from 'cdk8s-webapp';
import { EnvironmentConfig } from './environment';

export const HEALTH_CHECK = HealthCheck.httpGet('/api/health');

export const BACKEND_HEALTH: HealthChecks = {
  check: HEALTH_CHECK,
  startup: { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 },
  liveness: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 5 },
  readiness: { initialDelaySeconds: 10, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 3 },
};

export const FRONTEND_HEALTH: HealthChecks = {
  check: HEALTH_CHECK,
  startup: { initialDelaySeconds: 0, periodSeconds: 5, failureThreshold: 6, timeoutSeconds: 3 },
  liveness: { initialDelaySeconds: 20, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 3 },
  readiness: { initialDelaySeconds: 10, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 3 },
};

export const BACKEND_RESOURCES = resources(
  [Cpu.millis(250), Size.mebibytes(256)],
  [Cpu.millis(500), Size.mebibytes(512)],
);

export const FRONTEND_RESOURCES = resources([Cpu.millis(500), Size.mebibytes(512)], [Cpu.units(1), Size.gibibytes(1)]);

export const CONFIG: EnvironmentConfig = {
  logLevel: 'INFO',
  emailProvider: 'console',
  rateLimitPerMinute: 60,
  furtherOrigins: [],
};

/** CPU and memory, as request and as limit. */
export function resources(request: [ICpu, ISize], limit: [ICpu, ISize]): ContainerResources {
  return {
    cpu: { request: request[0], limit: limit[0] },
    memory: { request: request[1], limit: limit[1] },
  };
}
