import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { serviceName } from '../model/core/names';
import { boolean, text } from '../model/core/reading';
import { Protocol } from '../model/exposure/protocol';
import { Default } from './defaults';
import { KubernetesObject } from './kubernetes-object';
import { ServedWorkload, ServedWorkloadProps } from './served-workload';
import { statefulNameFindings, statefulSet, StatefulSetOptions } from './stateful-set';
import { Validation } from './validation';
import { WorkloadProps } from './workload-props';
import { Written } from './written';

/** Options of `StatefulBackend`. */
export interface StatefulBackendProps extends ServedWorkloadProps, StatefulSetOptions {
  /**
   * Whether there is a headless Service for the addresses of single pods besides the one that spreads calls over them.
   * Where the exposure is headless itself, that Service is the only one.
   * @default - true, unless the exposure is headless
   */
  readonly headless?: boolean;
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
  /** @default - another Service gives the pods their addresses: `service` */
  readonly headlessService?: KubernetesObject;

  constructor(scope: Construct, id: string, props: StatefulBackendProps) {
    const controller = statefulSet(governingServiceName);
    const readers = { headless: boolean, headlessServiceName: text, publishNotReadyAddresses: boolean };
    super(scope, id, props, { component: 'db', tier: 'backend', controller, readers, portName: 'tcp' });
    const own = this.props as StatefulBackendProps;
    const { headlessServiceName } = own;
    Validation.of(this).report(
      ...statefulNameFindings(this.name),
      ...absentServiceFindings(own),
      ...(headlessServiceName === undefined ? [] : serviceName('headlessServiceName', headlessServiceName)),
    );
    this.headlessService = hasHeadlessService(own) ? this.renderHeadlessService(own) : undefined;
  }

  /** Name in the cluster of the pod with that number, for example `db-0.db-headless`. */
  podAddress(ordinal: number): string {
    return `${this.name}-${ordinal}.${governingServiceName(this.props, this.name)}`;
  }

  private renderHeadlessService(props: StatefulBackendProps): KubernetesObject {
    const fillsIn = this.applies(Default.IMPLIED_VALUES);
    const ports = this.ports
      .filter(({ onService = true }) => onService)
      .map(({ name: portName, port, protocol = Protocol.TCP }) => ({
        name: portName === '' ? undefined : portName,
        port,
        targetPort: fillsIn ? port : undefined,
        protocol: fillsIn || protocol !== Protocol.TCP ? protocol : undefined,
      }));
    const { publishNotReadyAddresses } = props;
    const spec: Written<k8s.ServiceSpec> = {
      clusterIP: 'None',
      selector: this.selector,
      ports,
      publishNotReadyAddresses,
    };
    const metadata = { name: governingServiceName(props, this.name), labels: this.labels };
    return new KubernetesObject(this, 'headless', { apiVersion: 'v1', kind: 'Service', metadata, spec });
  }
}

/** Whether there is a headless Service besides that of the exposure. */
function hasHeadlessService({ headless, exposure }: StatefulBackendProps): boolean {
  return exposure?.headless === true ? false : (headless ?? true);
}

/** Name of the Service that gives the pods their addresses. */
function governingServiceName(props: WorkloadProps, name: string): string {
  const { serviceName: given, headlessServiceName } = props as StatefulBackendProps;
  return hasHeadlessService(props as StatefulBackendProps)
    ? (headlessServiceName ?? `${name}-headless`)
    : (given ?? `${name}-service`);
}

/** Every setting is one of a Service that is rendered. */
function absentServiceFindings(props: StatefulBackendProps): Finding[] {
  const { headless, exposure, headlessServiceName, publishNotReadyAddresses } = props;
  const given = Object.entries({ headlessServiceName, publishNotReadyAddresses });
  return [
    ...(exposure?.headless === true && headless === true ? ['headless'] : []),
    ...(hasHeadlessService(props) ? [] : given.filter(([, value]) => value !== undefined).map(([field]) => field)),
  ].map((field) => ({
    code: 'stateful-service-absent',
    field,
    given: 'a setting of a second, headless Service that is left out',
    allowed: 'settings of the Services that are rendered',
    remedy: 'Leave it out; what the only Service is like is said by exposure, serviceName and service.',
  }));
}
