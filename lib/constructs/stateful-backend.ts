import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { serviceName } from '../model/core/names';
import { boolean, text } from '../model/core/reading';
import { oneOf } from '../model/core/rules';
import { ExposureKind } from '../model/exposure/exposure';
import { Protocol } from '../model/exposure/service-exposure';
import { findAppContext } from './app-context';
import { KubernetesObject } from './kubernetes-object';
import { ServedWorkload, ServedWorkloadProps, ServiceShape } from './served-workload';
import { statefulNameFindings, statefulSet, StatefulSetOptions } from './stateful-set';
import { Validation } from './validation';
import { VersionedFeature, versionFindings } from './version-findings';
import { WorkloadProps } from './workload-props';

/** The Services of a StatefulBackend. */
export enum StatefulServices {
  /** A headless Service for the addresses of single pods, and a Service that spreads calls over them. */
  BOTH = 'both',
  /** The headless Service only: callers choose among the addresses of the pods themselves. */
  HEADLESS_ONLY = 'headless-only',
  /** The other Service only, which then gives the pods their names too. */
  CLUSTER_IP_ONLY = 'cluster-ip-only',
}

/** Options of `StatefulBackend`. */
export interface StatefulBackendProps extends ServedWorkloadProps, StatefulSetOptions {
  /**
   * Which Services there are.
   * @default StatefulServices.BOTH
   */
  readonly services?: StatefulServices;
  /**
   * Name of the headless Service. Immutable, since the StatefulSet refers to it.
   * @default - the name of the workload with `-headless` at the end
   */
  readonly headlessServiceName?: string;
  /**
   * Whether the headless Service has the addresses of pods that are not ready, as members of a cluster need that find
   * each other before they are.
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;
}

/**
 * Something with data of its own that others call, such as a database: a StatefulSet, whose pods have stable names,
 * addresses and claims, and its Services.
 *
 * A `Volume.persistentClaim` becomes a claim of each pod, named `<volume>-<workload>-<number>`. Kubernetes refuses later
 * changes of `selector`, `podManagementPolicy`, the name of the governing Service, and everything that the claims say.
 *
 * Its objects carry the labels `app` (the name), `component: db` and `tier: backend`.
 */
export class StatefulBackend extends ServedWorkload {
  /** @default - `services` is CLUSTER_IP_ONLY, or HEADLESS_ONLY, whose Service is `service.service` */
  readonly headlessService?: KubernetesObject;

  constructor(scope: Construct, id: string, props: StatefulBackendProps) {
    const controller = statefulSet(governingServiceName);
    const readers = { services: text, headlessServiceName: text, publishNotReadyAddresses: boolean };
    super(scope, id, props, { component: 'db', tier: 'backend', controller, readers, portName: 'tcp' });
    const own = this.props as StatefulBackendProps;
    const { services = StatefulServices.BOTH } = own;
    const name = governingServiceName(own, this.name);
    Validation.of(this).report(
      ...statefulNameFindings(this.name),
      ...servicesFindings(own),
      ...versionFindings(versionedFeatures(own), findAppContext(this)?.kubernetesVersion),
      ...(services === StatefulServices.BOTH && own.headlessServiceName !== undefined
        ? serviceName('headlessServiceName', name)
        : []),
    );
    this.headlessService = services === StatefulServices.BOTH ? this.renderHeadlessService(name, own) : undefined;
  }

  /** Name in the cluster of the pod with that number, for example `db-0.db-headless`. */
  podAddress(ordinal: number): string {
    return `${this.name}-${ordinal}.${governingServiceName(this.props, this.name)}`;
  }

  protected override get serviceShape(): ServiceShape {
    const { services, publishNotReadyAddresses } = this.props as StatefulBackendProps;
    const name = governingServiceName(this.props, this.name);
    return services === StatefulServices.HEADLESS_ONLY
      ? { name, field: 'headlessServiceName', isHeadless: true, publishNotReadyAddresses }
      : super.serviceShape;
  }

  private renderHeadlessService(name: string, { publishNotReadyAddresses }: StatefulBackendProps): KubernetesObject {
    const ports = this.ports
      .filter(({ onService = true }) => onService)
      .map(({ name: portName, port, protocol = Protocol.TCP }) => ({
        name: portName === '' ? undefined : portName,
        port,
        targetPort: k8s.IntOrString.fromNumber(port),
        protocol,
      }));
    const spec: k8s.ServiceSpec = { clusterIp: 'None', selector: this.selector, ports, publishNotReadyAddresses };
    const metadata = { name, labels: this.labels };
    return new KubernetesObject(this, 'headless', k8s.KubeService.manifest({ metadata, spec }));
  }
}

/** Name of the Service that gives the pods their addresses. */
function governingServiceName(props: WorkloadProps, name: string): string {
  const { services, serviceName: given, headlessServiceName } = props as StatefulBackendProps;
  return services === StatefulServices.CLUSTER_IP_ONLY
    ? (given ?? `${name}-service`)
    : (headlessServiceName ?? `${name}-headless`);
}

function versionedFeatures({
  persistentVolumeClaimRetentionPolicy,
  ordinals,
}: StatefulBackendProps): VersionedFeature[] {
  const [since, feature] = ['1.27', 'an option of StatefulSets'];
  return Object.entries({ persistentVolumeClaimRetentionPolicy, ordinals }).map(([field, given]) => {
    return { field, feature, since, isUsed: given !== undefined };
  });
}

/** Every setting is one of a Service that is rendered. */
function servicesFindings(props: StatefulBackendProps): Finding[] {
  const { services = StatefulServices.BOTH, exposure } = props;
  const why = { code: 'stateful-services-unknown', remedy: 'Use one of StatefulServices.' };
  const isHeadless = services === StatefulServices.HEADLESS_ONLY;
  const isInternal = exposure?.kind === ExposureKind.CLUSTER_IP;
  const isMapped = isInternal && exposure.port !== undefined && exposure.port !== props.port;
  const lost: [boolean, string][] = [
    [isHeadless && props.serviceName !== undefined, 'serviceName'],
    [isHeadless && exposure !== undefined && !isInternal, 'exposure'],
    [isHeadless && isMapped, 'exposure.port'],
    [services === StatefulServices.CLUSTER_IP_ONLY && props.headlessServiceName !== undefined, 'headlessServiceName'],
    [
      services === StatefulServices.CLUSTER_IP_ONLY && props.publishNotReadyAddresses !== undefined,
      'publishNotReadyAddresses',
    ],
  ];
  return [
    ...oneOf('services', services, Object.values(StatefulServices), why),
    ...lost.filter(([isLost]) => isLost).map(([, field]) => lostFinding(field, services)),
  ];
}

function lostFinding(field: string, services: string): Finding {
  const remedy = 'Leave it out, or choose other services.';
  return {
    code: 'stateful-service-absent',
    field,
    given: `a setting of a Service that services: ${JSON.stringify(services)} leaves out`,
    allowed: 'settings of the Services that are rendered; a headless one leads to the port of the container itself',
    remedy,
  };
}
