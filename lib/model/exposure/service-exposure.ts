import { Finding, Issue } from '../core/issue';
import { judge, LiveCheck } from '../core/live-check';
import { serviceName } from '../core/names';
import { oneOf, portNumber, withoutValue } from '../core/rules';
import { fieldsOf, hasMethods } from '../core/untrusted';
import { IValidated, within } from '../core/validated';
import { Exposure, exposureFindings, ExposureKind, ServiceType } from './exposure';
import { hasAddress, needsAddress } from './exposure-lifecycle';

/** Transport protocol of a port. */
export enum Protocol {
  TCP = 'TCP',
  UDP = 'UDP',
  SCTP = 'SCTP',
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
}

/** What was observed of a Service in its cluster. */
export interface ServiceExposureFacts {
  /**
   * Addresses in `status.loadBalancer.ingress` of the Service or Ingress, or in `status.addresses` of the Gateway;
   * empty when there is none yet. What is neither an IP address nor a host name, such as `<pending>`, is none.
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
  readonly #hasExposure: boolean;

  constructor(props: ServiceExposureProps) {
    const { serviceName, exposure, targetPort, protocol } = fieldsOf(props);
    this.#hasExposure = isExposure(exposure);
    this.serviceName = serviceName as string;
    this.exposure = isExposure(exposure) ? exposure : Exposure.clusterIp();
    this.targetPort = targetPort as number;
    this.protocol = protocol ?? Protocol.TCP;
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
    return this.exposure.port ?? this.targetPort;
  }

  /** The address inside the namespace. */
  get internalUrl(): string {
    return `http://${this.serviceName}:${this.port}`;
  }

  /** The address that people open, or `undefined` where only the cluster will know it. */
  get publicUrl(): string | undefined {
    return this.exposure.publicUrl(this.targetPort);
  }

  findings(): Finding[] {
    const types = Object.values(ServiceType);
    const why = { code: 'service-type-unknown', remedy: 'Use one of the factories of Exposure.' };
    return [
      ...serviceName('serviceName', this.serviceName),
      ...portNumber('targetPort', this.targetPort),
      ...oneOf('serviceType', this.serviceType, types, why),
      ...oneOf('protocol', this.protocol, Object.values(Protocol), { ...why, code: 'protocol-unknown' }),
      ...(this.#hasExposure ? exposureFindings('exposure', this.exposure) : [exposureMissing('exposure')]),
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

/** An exposure at its place. */
export interface ExposurePlacement {
  /** Where it was defined. */
  readonly path: string;
  /** Identifies the cluster. */
  readonly clusterKey: string;
  /** The exposure. */
  readonly exposure: ServiceExposure;
}

/** What one exposure needs for itself alone in its cluster. */
interface Claim {
  /** Only claims of one key can collide. */
  readonly key: string;
  readonly collides: (other: ServiceExposure) => boolean;
  /** What is wanted, in words. */
  readonly what: string;
  readonly rule: Omit<Finding, 'given'>;
}

/**
 * Within one cluster no two exposures use one node port, one host and path, or one host and port of a load balancer;
 * and no host is that of a load balancer and of a route, for it can point at one of them only. Ports of different
 * protocols are different ports. The first one keeps it.
 */
export function exposureConflicts(placements: ExposurePlacement[]): Issue[] {
  const earlier = new Map<string, ExposurePlacement[]>();
  return placements.flatMap((placement) => {
    const { path, clusterKey, exposure } = placement;
    return claims(exposure).flatMap(({ key, collides, what, rule }) => {
      const place = JSON.stringify([clusterKey, key]);
      const others = earlier.get(place) ?? [];
      const owner = others.find((other) => collides(other.exposure));
      earlier.set(place, others);
      others.push(placement);
      if (owner === undefined) {
        return [];
      }
      const given = `${what}, which ${owner.path} uses in the same cluster`;
      return within('exposure', [{ ...rule, given }]).map((finding) => ({ path, ...finding }));
    });
  });
}

function claims(wanted: ServiceExposure): Claim[] {
  const { exposure, protocol } = wanted;
  const { nodePort, host } = exposure;
  const port = {
    code: 'node-port-taken',
    field: 'nodePort',
    allowed: 'every node port once in a cluster',
    remedy: 'Choose another node port, or leave it out and the cluster chooses one.',
  };
  const address = {
    code: 'address-taken',
    field: 'host',
    allowed: 'every host and path once in a cluster, and a load balancer under a host of its own',
    remedy: 'Choose another host or path.',
  };
  return [
    ...(nodePort === undefined
      ? []
      : [{ key: `${protocol} ${nodePort}`, collides: () => true, what: `node port ${nodePort}`, rule: port }]),
    ...(typeof host === 'string' && hasHostOfItsOwn(exposure)
      ? [
          {
            key: `host ${host}`,
            collides: (other: ServiceExposure) => sharesHost(wanted, other),
            what: addressOf(exposure),
            rule: address,
          },
        ]
      : []),
  ];
}

/** Node ports and ClusterIPs have none: localhost, say, is the host of every port-forward. */
function hasHostOfItsOwn({ kind, path }: Exposure): boolean {
  return kind === ExposureKind.LOAD_BALANCER || path !== undefined;
}

function addressOf({ kind, host = '', port, path = '' }: Exposure): string {
  return withoutValue(kind === ExposureKind.LOAD_BALANCER ? `${host}:${port}` : `${host}${path}`);
}

/** Whether two exposures of one host are in each other's way. Of load balancers only the port tells them apart. */
function sharesHost(one: ServiceExposure, other: ServiceExposure): boolean {
  const isBalanced = one.exposure.kind === ExposureKind.LOAD_BALANCER;
  if (isBalanced !== (other.exposure.kind === ExposureKind.LOAD_BALANCER)) {
    return true;
  }
  return isBalanced
    ? one.port === other.port && one.protocol === other.protocol
    : one.exposure.path === other.exposure.path;
}
