import { Finding, show } from '../core/issue';
import { labelKey } from '../core/label-key';
import { dnsLabel, serviceName } from '../core/names';
import { oneOf, portNumber, wholeNumber } from '../core/rules';
import { within } from '../core/validated';
import { Stage } from '../deployment/stage';
import { annotationFindings, labelsFindings } from './annotations';
import { Exposure } from './exposure';
import { addressFindings, exposureFindings, nodePortFindings } from './exposure-rules';
import { Protocol } from './protocol';
import { TrafficPolicy } from './traffic-policy';

/** Whether a client stays with one pod. */
export enum SessionAffinity {
  /** Every connection goes to any pod. */
  NONE = 'None',
  /** Connections from one address go to one pod. */
  CLIENT_IP = 'ClientIP',
}

/** Family of IP addresses. */
export enum IpFamily {
  IPV4 = 'IPv4',
  IPV6 = 'IPv6',
}

/** Of how many families a Service has addresses. */
export enum IpFamilyPolicy {
  SINGLE_STACK = 'SingleStack',
  PREFER_DUAL_STACK = 'PreferDualStack',
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/** A port of a Service. */
export interface ServicePort {
  /**
   * Name of the port.
   * @default - none for a single port; else that of the container's port
   */
  readonly name?: string;
  /**
   * Number of the port.
   * @default - for the first port, that of the exposure; else that of the container
   */
  readonly port?: number;
  /**
   * Number of the container's port that it leads to.
   * @default - the container's port of the same name; else, for the first port, the port of the workload, and for others
   *   the container's port of the same number
   */
  readonly targetPort?: number;
  /**
   * Name of the container's port that it leads to. The Service then names it too, in place of its number.
   * @default - `targetPort` decides
   */
  readonly targetPortName?: string;
  /**
   * Port on every node, 30000 to 32767.
   * @default - for the first port, that of the exposure; else the cluster chooses where the Service has node ports
   */
  readonly nodePort?: number;
  /**
   * Transport protocol.
   * @default - that of the container's port
   */
  readonly protocol?: Protocol;
  /**
   * Protocol of the application, for example `kubernetes.io/h2c` or `grpc`.
   * @default - not said
   */
  readonly appProtocol?: string;
}

/**
 * What a Service has besides its name and how it can be reached.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export interface ServiceObjectOptions {
  /**
   * All ports of the Service, in order.
   * @default - those of the container, with their names; a Service of type NodePort or LoadBalancer has the first only, and
   *   those with `onService: true`
   */
  readonly ports?: ServicePort[];
  /**
   * Labels of the Service, in place of those that the author gives to the workload.
   * @default - those of the workload
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Service, besides those of its exposure.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Labels that choose the pods. The pods of the workload carry them.
   * @default - the selector of the workload
   */
  readonly selector?: { [key: string]: string };
  /**
   * Address of the Service inside the cluster, of the range that the cluster has for Services. It can never be changed.
   * @default - the cluster assigns one
   */
  readonly clusterIp?: string;
  /**
   * Whether a client stays with one pod.
   * @default - no
   */
  readonly sessionAffinity?: SessionAffinity;
  /**
   * Seconds for which it stays, 1 to 86400.
   * @default - 10800, as Kubernetes has it
   */
  readonly sessionAffinitySeconds?: number;
  /**
   * Whether DNS also knows pods that are not ready, as clusters of databases need it.
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;
  /**
   * Which pods get traffic from inside the cluster.
   * @default - those of all nodes
   */
  readonly internalTrafficPolicy?: TrafficPolicy;
  /**
   * Families of the addresses of the Service.
   * @default - that of the cluster
   */
  readonly ipFamilies?: IpFamily[];
  /**
   * Of how many families it has addresses.
   * @default - one
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;
}

/** A further Service over the same pods. */
export interface FurtherServiceOptions extends ServiceObjectOptions {
  /**
   * How it can be reached.
   * @default - inside the cluster only, on the port of the container
   */
  readonly exposure?: Exposure;
}

const MAX_AFFINITY_SECONDS = 86400;

/** Everything that can be wrong with a further Service of that name. */
export function furtherServiceFindings(name: string, options: FurtherServiceOptions, stage?: Stage): Finding[] {
  const { exposure } = options;
  const block = `services.${name}`;
  return [
    ...serviceName(block, name),
    ...within(block, serviceObjectFindings(options)),
    ...(exposure === undefined ? [] : exposureFindings(`${block}.exposure`, exposure, stage)),
  ];
}

/** Everything that can be wrong with what a Service has, with field names relative to it. */
export function serviceObjectFindings(options: ServiceObjectOptions): Finding[] {
  const { ports = [], labels, annotations, selector, clusterIp, internalTrafficPolicy } = options;
  const why = { code: 'service-setting-unknown', remedy: 'Use one of those.' };
  return [
    ...ports.flatMap((port, index) => within(`ports[${index}]`, portFindings(port))),
    ...(options.ports?.length === 0 ? [noPort()] : []),
    ...labelsFindings('labels', labels),
    ...annotationFindings('annotations', annotations),
    ...labelsFindings('selector', selector),
    ...(clusterIp === undefined ? [] : addressFindings('clusterIp', clusterIp)),
    ...affinityFindings(options),
    ...(internalTrafficPolicy === undefined
      ? []
      : oneOf('internalTrafficPolicy', internalTrafficPolicy, Object.values(TrafficPolicy), why)),
    ...ipFamilyFindings(options),
  ];
}

function portFindings({ name, port, targetPort, nodePort, protocol, appProtocol }: ServicePort): Finding[] {
  const why = { code: 'protocol-unknown', remedy: 'Use one of Protocol.' };
  return [
    ...(name === undefined ? [] : dnsLabel('name', name)),
    ...(port === undefined ? [] : portNumber('port', port)),
    ...(targetPort === undefined ? [] : portNumber('targetPort', targetPort)),
    ...(nodePort === undefined ? [] : nodePortFindings('nodePort', nodePort)),
    ...(protocol === undefined ? [] : oneOf('protocol', protocol, Object.values(Protocol), why)),
    ...(appProtocol === undefined ? [] : appProtocolFindings('appProtocol', appProtocol)),
  ];
}

/** Kubernetes has the form of a label's key for it. */
function appProtocolFindings(field: string, given: string): Finding[] {
  const remedy = 'Give a standard name such as http, or one with a domain such as kubernetes.io/h2c.';
  return labelKey(field, given).map((finding) => ({ ...finding, code: 'app-protocol-invalid', remedy }));
}

function noPort(): Finding {
  const remedy = 'Name a port, or leave the list out and the Service has those of the container.';
  return { code: 'service-without-port', field: 'ports', given: 'an empty list', allowed: 'at least one port', remedy };
}

function affinityFindings({ sessionAffinity, sessionAffinitySeconds }: ServiceObjectOptions): Finding[] {
  const why = { code: 'service-setting-unknown', remedy: 'Use one of SessionAffinity.' };
  const types = Object.values(SessionAffinity);
  const wrong = sessionAffinity === undefined ? [] : oneOf('sessionAffinity', sessionAffinity, types, why);
  if (sessionAffinitySeconds === undefined) {
    return wrong;
  }
  const range = { min: 1, max: MAX_AFFINITY_SECONDS };
  const remedy = 'Say sessionAffinity: SessionAffinity.CLIENT_IP and for how many seconds, or leave both out.';
  const field = 'sessionAffinitySeconds';
  const code = 'session-affinity-invalid';
  return sessionAffinity === SessionAffinity.CLIENT_IP
    ? wholeNumber(field, sessionAffinitySeconds, range, { code, remedy })
    : [...wrong, { code, field, given: 'seconds without ClientIP', allowed: 'only beside ClientIP', remedy }];
}

function ipFamilyFindings({ ipFamilies = [], ipFamilyPolicy }: ServiceObjectOptions): Finding[] {
  const why = { code: 'service-setting-unknown', remedy: 'Use one of those.' };
  const isTwice = new Set(ipFamilies).size < ipFamilies.length;
  const isTooMany = ipFamilies.length > 1 && (ipFamilyPolicy ?? IpFamilyPolicy.SINGLE_STACK) === 'SingleStack';
  return [
    ...ipFamilies.flatMap((family, index) => oneOf(`ipFamilies[${index}]`, family, Object.values(IpFamily), why)),
    ...(ipFamilyPolicy === undefined
      ? []
      : oneOf('ipFamilyPolicy', ipFamilyPolicy, Object.values(IpFamilyPolicy), why)),
    ...(isTwice || isTooMany ? [ipFamiliesFinding(ipFamilies)] : []),
  ];
}

function ipFamiliesFinding(given: readonly IpFamily[]): Finding {
  return {
    code: 'ip-families-invalid',
    field: 'ipFamilies',
    given: show(given),
    allowed: 'each family once; both only where ipFamilyPolicy is PreferDualStack or RequireDualStack',
    remedy: 'Say ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK, or name one family.',
  };
}
