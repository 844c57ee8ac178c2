import { Finding } from '../core/issue';
import { judge, LiveCheck } from '../core/live-check';
import { serviceName } from '../core/names';
import { oneOf, portNumber } from '../core/rules';
import { fieldsOf, hasMethods } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { Exposure, ServiceType } from './exposure';
import { hasAddress, needsAddress } from './exposure-lifecycle';
import { exposureFindings } from './exposure-rules';
import { Protocol } from './protocol';

export { Protocol };

/** A port of a Service, with nothing left open. */
export interface ServedPort {
  /**
   * Name of the port.
   * @default - none
   */
  readonly name?: string;
  /** Number of the port. */
  readonly port: number;
  /** Number of the container's port. */
  readonly targetPort: number;
  /**
   * Name of the container's port, where the Service names that.
   * @default - the Service names the number
   */
  readonly targetPortName?: string;
  /**
   * Port on every node.
   * @default - the cluster chooses where the Service has node ports
   */
  readonly nodePort?: number;
  /**
   * The property that says so.
   * @default - that of the exposure
   */
  readonly nodePortField?: string;
  /** Transport protocol. */
  readonly protocol: Protocol;
  /**
   * Protocol of the application.
   * @default - not said
   */
  readonly appProtocol?: string;
}

/** Attributes of `ServiceExposure`. */
export interface ServiceExposureProps {
  /** Name of the Service. */
  readonly serviceName: string;
  /** How it can be reached. */
  readonly exposure: Exposure;
  /** Port of the container. */
  readonly targetPort: number;
  /**
   * Transport protocol.
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * All ports of the Service, that of the attributes above first.
   * @default - one port
   */
  readonly ports?: ServedPort[];
}

/** What was observed of a Service in its cluster. */
export interface ServiceExposureFacts {
  /**
   * Addresses in `status.loadBalancer.ingress` of the Service, Ingress or Gateway; empty when there is none yet.
   * @default - nobody looked
   */
  readonly externalAddresses?: string[];
}

/** A Service together with the way in: the configuration of public access. */
export class ServiceExposure implements IValidated {
  /** Name of the Service. */
  readonly serviceName: string;
  /** How it can be reached. */
  readonly exposure: Exposure;
  /** Port of the container. */
  readonly targetPort: number;
  /** Transport protocol. */
  readonly protocol: Protocol;
  /** All ports of the Service, the first one as `port` and `targetPort` say. */
  readonly ports: ServedPort[];

  readonly #hasExposure: boolean;

  constructor(props: ServiceExposureProps) {
    const { serviceName, exposure, targetPort, protocol, ports } = fieldsOf(props);
    this.#hasExposure = isExposure(exposure);
    this.serviceName = serviceName as string;
    this.exposure = isExposure(exposure) ? exposure : Exposure.clusterIp();
    this.targetPort = targetPort as number;
    this.protocol = protocol ?? Protocol.TCP;
    const { port = this.targetPort, nodePort } = this.exposure;
    this.ports = ports ?? [{ port, targetPort: this.targetPort, protocol: this.protocol, nodePort }];
  }

  get place(): string {
    return `ServiceExposure ${this.serviceName}`;
  }

  /** Type of the Service. */
  get serviceType(): ServiceType {
    return this.exposure.serviceType;
  }

  /** Port of the Service. */
  get port(): number {
    return this.ports[0]?.port ?? this.targetPort;
  }

  /** The address inside the namespace. */
  get internalUrl(): string {
    return `http://${this.serviceName}:${this.port}`;
  }

  /** The address that people open, or `undefined` where only the cluster will know it. */
  get publicUrl(): string | undefined {
    return this.exposure.publicUrl(this.port);
  }

  findings(): Finding[] {
    const types = Object.values(ServiceType);
    const why = { code: 'service-type-unknown', remedy: 'Use one of the factories of Exposure.' };
    return [
      ...serviceName('serviceName', this.serviceName),
      ...portNumber('targetPort', this.targetPort),
      ...oneOf('serviceType', this.serviceType, types, why),
      ...oneOf('protocol', this.protocol, Object.values(Protocol), { ...why, code: 'protocol-unknown' }),
      ...(this.#hasExposure ? [] : [exposureMissing('exposure')]),
      ...exposureFindings('exposure', this.exposure),
      ...routedProtocolFindings('protocol', this.protocol, this.exposure),
    ];
  }

  /** Whether the cloud has assigned the address that this exposure needs. */
  verify(facts: ServiceExposureFacts): LiveCheck[] {
    if (!needsAddress(this.exposure.kind)) {
      return [];
    }
    const rule = {
      code: 'external-address-assigned',
      subject: this.place,
      remedy: 'Wait for the cloud to assign one; `kubectl describe` the object shows why it does not.',
    };
    const { externalAddresses } = fieldsOf(facts);
    return [judge(rule, externalAddresses, (addresses) => hasAddress(addresses) === true)];
  }
}

function isExposure(value: unknown): value is Exposure {
  return hasMethods(value, ['publicUrl']);
}

function exposureMissing(field: string): Finding {
  return {
    code: 'exposure-missing',
    field,
    given: 'nothing, or no Exposure',
    allowed: 'an Exposure',
    remedy: 'Use one of the factories of Exposure, for example Exposure.clusterIp().',
  };
}

/** Ingress and HTTPRoute route HTTP, which their controllers speak with the Service over TCP. */
function routedProtocolFindings(field: string, protocol: Protocol, { kind, path }: Exposure): Finding[] {
  if (path === undefined || (protocol !== Protocol.UDP && protocol !== Protocol.SCTP)) {
    return [];
  }
  const remedy = 'Use TCP, or expose the port by a NodePort or LoadBalancer.';
  return [{ code: 'protocol-not-routed', field, given: protocol, allowed: `${Protocol.TCP} behind ${kind}`, remedy }];
}
