import { Finding, Issue } from '../core/issue';
import { judge, LiveCheck } from '../core/live-check';
import { serviceName } from '../core/names';
import { oneOf, portNumber, withoutValue } from '../core/rules';
import { IValidated, within } from '../core/validated';
import { Exposure, exposureFindings, ExposureKind, ServiceType } from './exposure';

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

  constructor(props: ServiceExposureProps) {
    this.serviceName = props.serviceName;
    this.exposure = props.exposure;
    this.targetPort = props.targetPort;
    this.protocol = props.protocol ?? Protocol.TCP;
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
      ...exposureFindings('exposure', this.exposure),
    ];
  }

  /** Whether the cloud has assigned the address that this exposure needs. */
  verify(facts: ServiceExposureFacts): LiveCheck[] {
    if (this.exposure.kind === ExposureKind.CLUSTER_IP || this.exposure.kind === ExposureKind.NODE_PORT) {
      return [];
    }
    const rule = {
      code: 'external-address-assigned',
      subject: this.place,
      remedy: 'Wait for the cloud to assign one; `kubectl describe` the object shows why it does not.',
    };
    return [judge(rule, facts.externalAddresses, (addresses) => addresses.length > 0)];
  }
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

/** What one exposure wants, an earlier one of the same cluster has. */
interface Claim {
  readonly code: string;
  readonly field: string;
  /** What is wanted, in words. */
  readonly what: string;
  readonly allowed: string;
  readonly remedy: string;
}

/**
 * Within one cluster no two exposures use one node port, one host and path, or one host and port of a load balancer;
 * and no host is that of a load balancer and of a route, for it can point at one of them only. The first one keeps it.
 */
export function exposureConflicts(placements: ExposurePlacement[]): Issue[] {
  // What can collide shares a node port or a host, so each is compared only with the few that do.
  const earlier = new Map<string, ExposurePlacement[]>();
  return placements.flatMap((placement) => {
    const { clusterKey, exposure, path } = placement;
    return claims(exposure.exposure).flatMap(({ claim: { what, ...finding }, wanted, collides }) => {
      const key = JSON.stringify([clusterKey, finding.field, wanted]);
      const rivals = earlier.get(key) ?? [];
      const owner = rivals.find((rival) => collides(rival.exposure.exposure));
      rivals.push(placement);
      earlier.set(key, rivals);
      if (owner === undefined) {
        return [];
      }
      const given = `${what}, which ${owner.path} uses in the same cluster`;
      return within('exposure', [{ ...finding, given }]).map((issue) => ({ path, ...issue }));
    });
  });
}

/** What an exposure needs for itself alone, and whether another one has it. */
function claims(exposure: Exposure): { claim: Claim; wanted: unknown; collides: (other: Exposure) => boolean }[] {
  const { nodePort, host } = exposure;
  const port = {
    code: 'node-port-taken',
    field: 'nodePort',
    what: `node port ${nodePort}`,
    allowed: 'every node port once in a cluster',
    remedy: 'Choose another node port, or leave it out and the cluster chooses one.',
  };
  const address = {
    code: 'address-taken',
    field: 'host',
    what: addressOf(exposure),
    allowed: 'every host and path once in a cluster, and a load balancer under a host of its own',
    remedy: 'Choose another host or path.',
  };
  return [
    ...(nodePort === undefined ? [] : [{ claim: port, wanted: nodePort, collides: () => true }]),
    ...(typeof host === 'string'
      ? [{ claim: address, wanted: host, collides: (other: Exposure) => sharesAddress(exposure, other) }]
      : []),
  ];
}

function addressOf({ kind, host = '', port, path = '' }: Exposure): string {
  return withoutValue(kind === ExposureKind.LOAD_BALANCER ? `${host}:${port}` : `${host}${path}`);
}

/** Node ports and ClusterIPs are left out: localhost, say, is the host of every port-forward. */
function sharesAddress(one: Exposure, other: Exposure): boolean {
  const balancers = [one, other].filter(({ kind }) => kind === ExposureKind.LOAD_BALANCER).length;
  const routes = [one, other].filter(({ path }) => path !== undefined).length;
  if (one.host !== other.host || balancers + routes < 2) {
    return false;
  }
  return (balancers < 2 || one.port === other.port) && (routes < 2 || one.path === other.path);
}
