import { k8s } from 'cdk8s-plus-28';
import { HealthCheck, HealthCheckKind } from '../../model/service/health-check';
import { AskedProbe, askedProbes, HealthChecks, probesOf } from '../../model/service/health-checks';

/** The question as Kubernetes writes it, of probes and of lifecycle hooks. */
export function action(check: HealthCheck, containerPort: number | undefined): k8s.Probe {
  const port = portOf(check, containerPort);
  switch (check.kind) {
    case HealthCheckKind.HTTP_GET: {
      const headers = Object.entries(check.headers).map(([name, value]) => ({ name, value }));
      const httpHeaders = headers.length === 0 ? undefined : headers;
      return { httpGet: { path: check.path, port, scheme: check.https ? 'HTTPS' : 'HTTP', httpHeaders } };
    }
    case HealthCheckKind.TCP:
      return { tcpSocket: { port } };
    case HealthCheckKind.GRPC:
      return { grpc: { port: check.port ?? containerPort ?? 0, service: check.service } };
    default:
      return { exec: { command: check.command } };
  }
}

/**
 * The probes of a container.
 *
 * @param fills whether timings that are not given are those of the library; else the cluster decides
 */
export function probes(health: HealthChecks, containerPort: number | undefined, fills: boolean) {
  const { startup, liveness, readiness } = fills ? probesOf(health) : askedProbes(health);
  return {
    startupProbe: probe(startup, containerPort),
    livenessProbe: probe(liveness, containerPort),
    readinessProbe: probe(readiness, containerPort),
  };
}

/** Whether the question goes to the port of the workload, since it names none of its own. */
export function needsContainerPort({ kind, port, portName }: HealthCheck): boolean {
  return kind !== HealthCheckKind.EXEC && port === undefined && portName === undefined;
}

function probe(given: AskedProbe | undefined, containerPort: number | undefined): k8s.Probe | undefined {
  if (given === undefined) {
    return undefined;
  }
  const { check, ...timing } = given;
  return { ...action(check, containerPort), ...timing };
}

function portOf({ port, portName }: HealthCheck, containerPort: number | undefined): k8s.IntOrString {
  return portName === undefined
    ? k8s.IntOrString.fromNumber(port ?? containerPort ?? 0)
    : k8s.IntOrString.fromString(portName);
}
