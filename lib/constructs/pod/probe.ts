import type { k8s } from 'cdk8s-plus-28';
import { HealthCheck, HealthCheckKind } from '../../model/service/health-check';
import { AskedProbe, askedProbes, HealthChecks, probesOf } from '../../model/service/health-checks';
import { AppliesDefault, Default } from '../defaults';
import { Written } from '../written';

/**
 * The question as Kubernetes writes it, of probes and of lifecycle hooks.
 *
 * @param fillsIn whether values are written that Kubernetes fills in itself
 */
export function action(check: HealthCheck, containerPort: number | undefined, fillsIn: boolean): Written<k8s.Probe> {
  const port = check.portName ?? check.port ?? containerPort ?? 0;
  switch (check.kind) {
    case HealthCheckKind.HTTP_GET: {
      const headers = Object.entries(check.headers).map(([name, value]) => ({ name, value }));
      const httpHeaders = headers.length === 0 ? undefined : headers;
      const implied = fillsIn ? 'HTTP' : undefined;
      return { httpGet: { path: check.path, port, scheme: check.https ? 'HTTPS' : implied, httpHeaders } };
    }
    case HealthCheckKind.TCP:
      return { tcpSocket: { port } };
    case HealthCheckKind.GRPC:
      return { grpc: { port: check.port ?? containerPort ?? 0, service: check.service } };
    default:
      return { exec: { command: check.command } };
  }
}

/** The probes of a container. Timings that nobody gives are those of the library, or the cluster decides. */
export function probes(health: HealthChecks, containerPort: number | undefined, applies: AppliesDefault) {
  const { startup, liveness, readiness } = applies(Default.PROBE_TIMINGS) ? probesOf(health) : askedProbes(health);
  const fillsIn = applies(Default.IMPLIED_VALUES);
  return {
    startupProbe: probe(startup, containerPort, fillsIn),
    livenessProbe: probe(liveness, containerPort, fillsIn),
    readinessProbe: probe(readiness, containerPort, fillsIn),
  };
}

/** Whether the question goes to the port of the workload, since it names none of its own. */
export function needsContainerPort({ kind, port, portName }: HealthCheck): boolean {
  return kind !== HealthCheckKind.EXEC && port === undefined && portName === undefined;
}

function probe(given: AskedProbe | undefined, containerPort: number | undefined, fillsIn: boolean) {
  if (given === undefined) {
    return undefined;
  }
  const { check, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold } = given;
  const timing = { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold };
  return { ...action(check, containerPort, fillsIn), ...timing };
}
