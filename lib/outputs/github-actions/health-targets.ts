import { listAt, textAt, at } from '../../checks/data';
import { ExposedService } from '../../constructs/exposed-service';
import { ServedWorkload } from '../../constructs/served-workload';
import { Workload } from '../../constructs/workload';
import { ExposureKind } from '../../model/exposure/exposure';
import { ServedPort } from '../../model/exposure/service-exposure';
import { SynthesizedObject } from '../../synth/manifest';
import { containersOf, DeployedEnvironment } from './deployed-environment';

/** An address at which an application says whether it is healthy. */
export interface HealthTarget {
  readonly url: string;
  /**
   * Service whose assigned address is asked, whatever DNS knows.
   * @default - DNS says where the host is
   */
  readonly service?: string;
}

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'];
const HTTP_PORT = 80;
/** Annotations of clouds that keep a load balancer away from the internet. */
const INTERNAL = /^true$|^internal$/i;
const INTERNAL_KEYS = [
  'networking.gke.io/load-balancer-type',
  'service.beta.kubernetes.io/azure-load-balancer-internal',
  'service.beta.kubernetes.io/aws-load-balancer-scheme',
  'service.beta.kubernetes.io/oci-load-balancer-internal',
];

/**
 * What can be asked from outside of the cluster: by the path that the kubelet asks too, so that an answer means that pods
 * are ready. Workloads without such an address are verified by their rollout alone.
 */
export function healthTargets({ charts, objects }: DeployedEnvironment): HealthTarget[] {
  const workloads = charts.flatMap((chart) => chart.node.findAll()).filter(isServed);
  const targets = workloads.flatMap((workload) => {
    const object = objects.find(({ path }) => path === workload.resource.node.path);
    return object === undefined
      ? []
      : workload.services.flatMap((service) => targetsOf(service, object, workload.containerName));
  });
  return targets.filter(({ url }, index) => targets.findIndex((other) => other.url === url) === index);
}

/** Also of another copy of this library. */
function isServed(construct: unknown): construct is ServedWorkload {
  return Workload.isWorkload(construct) && 'services' in construct;
}

function targetsOf(service: ExposedService, object: SynthesizedObject, container: string): HealthTarget[] {
  const [port] = service.ports;
  const path = port === undefined ? undefined : healthPath(object, container, port.targetPort);
  if (port === undefined || path === undefined) {
    return [];
  }
  const { kind, annotations = {} } = service.exposure.exposure;
  if (kind === ExposureKind.LOAD_BALANCER) {
    const isInternal = INTERNAL_KEYS.some((key) => INTERNAL.test(annotations[key] ?? ''));
    const url = service.knownUrl ?? urlOf(service.serviceName, port, service.exposure.exposure.tls);
    return isInternal ? [] : [{ url: `${new URL(url).origin}${path}`, service: service.serviceName }];
  }
  const routed = kind === ExposureKind.NODE_PORT ? undefined : routedUrl(service.knownUrl, path);
  return routed === undefined ? [] : [{ url: routed }];
}

/** The path that a probe of the container asks at that port. */
function healthPath(object: SynthesizedObject, name: string, port: number): string | undefined {
  const spec = containersOf(object).find((container) => container.name === name)?.spec;
  const names = listAt(spec, 'ports').filter((each) => at(each, 'containerPort') === port);
  const isPort = (given: unknown) => given === port || names.some((each) => at(each, 'name') === given);
  const probe = PROBES.find((each) => isPort(at(spec, each, 'httpGet', 'port')));
  return probe === undefined ? undefined : textAt(spec, probe, 'httpGet', 'path');
}

/** A load balancer without a host name is asked under the name of its Service. */
function urlOf(host: string, { port }: ServedPort, isEncrypted: boolean): string {
  return `${isEncrypted ? 'https' : 'http'}://${host}${port === HTTP_PORT && !isEncrypted ? '' : `:${port}`}`;
}

/** The health path under the address that people open; `undefined` where a route does not lead to it. */
function routedUrl(known: string | undefined, path: string): string | undefined {
  const { origin, hostname, pathname } = new URL(known ?? 'http://localhost');
  const prefix = pathname.replace(/\/$/, '');
  const isReached = hostname !== 'localhost' && (path === prefix || path.startsWith(`${prefix}/`));
  return isReached ? `${origin}${path}` : undefined;
}
