import { Issue } from '../core/issue';
import { withoutValue } from '../core/rules';
import { Exposure, ExposureKind } from './exposure';
import { canonicalPath, RoutePath } from './route-path';
import { ServiceExposure } from './service-exposure';

/** A host and path that requests are routed by. */
export interface RoutedAddress extends RoutePath {
  /** The property that names it, for example `host`. */
  readonly field: string;
  /** The host; with `*` in front of a class or Gateway, every host that comes there. */
  readonly host: string;
  /**
   * What else requests must have, in words that are equal where the conditions are.
   * @default - nothing
   */
  readonly conditions?: string;
}

/** An exposure at its place. */
export interface ExposurePlacement {
  /** Where it was defined. */
  readonly path: string;
  /** Identifies the cluster. */
  readonly clusterKey: string;
  /**
   * The exposure.
   * @default - none: addresses alone
   */
  readonly exposure?: ServiceExposure;
  /**
   * The property that holds the exposure.
   * @default 'exposure'
   */
  readonly field?: string;
  /**
   * Further addresses that requests are routed by.
   * @default - none
   */
  readonly addresses?: RoutedAddress[];
}

/** What is wanted for itself alone in a cluster. */
interface Claim {
  readonly path: string;
  readonly code: string;
  readonly field: string;
  /** What is wanted, in words. */
  readonly what: string;
  readonly allowed: string;
  readonly remedy: string;
  /** Claims with different keys never collide. */
  readonly key: string;
  /** What of the key is wanted; a load balancer wants a port of a host, a route a path. */
  readonly part: string;
  readonly isRoute: boolean;
}

/**
 * Within one cluster no two exposures use one node port, one host and path, or one host and port of a load balancer;
 * and no host is that of a load balancer and of a route, for it can point at one of them only. The first one keeps it.
 */
export function exposureConflicts(placements: ExposurePlacement[]): Issue[] {
  const claimed = new Map<string, Claim[]>();
  return placements.flatMap((placement) =>
    [...portClaims(placement), ...addressClaims(placement)].flatMap((claim) => {
      const key = JSON.stringify([placement.clusterKey, claim.key]);
      const earlier = claimed.get(key) ?? [];
      const owner = earlier.find((other) => other.isRoute !== claim.isRoute || other.part === claim.part);
      claimed.set(key, earlier);
      earlier.push(claim);
      return owner === undefined ? [] : [conflict(claim, owner)];
    }),
  );
}

function conflict({ path, code, field, what, allowed, remedy }: Claim, owner: Claim): Issue {
  return { path, code, field, given: `${what}, which ${owner.path} uses in the same cluster`, allowed, remedy };
}

/** TCP and UDP can have the same port. */
function portClaims({ path, exposure, field = 'exposure' }: ExposurePlacement): Claim[] {
  return (exposure?.ports ?? []).flatMap(({ nodePort, protocol, nodePortField }) => {
    if (nodePort === undefined) {
      return [];
    }
    return {
      path,
      code: 'node-port-taken',
      field: nodePortField ?? `${field}.nodePort`,
      what: `node port ${nodePort}`,
      allowed: 'every node port once in a cluster',
      remedy: 'Choose another node port, or leave it out and the cluster chooses one.',
      key: `node port ${nodePort}`,
      part: protocol,
      isRoute: false,
    };
  });
}

function addressClaims({ path, exposure, field = 'exposure', addresses = [] }: ExposurePlacement): Claim[] {
  const own = exposure === undefined ? [] : addressesOf(exposure.exposure);
  const balancer = exposure === undefined ? [] : balancerClaims(path, field, exposure);
  const routes = [...own.map((address) => ({ ...address, field: `${field}.${address.field}` })), ...addresses];
  return [
    ...balancer,
    ...routes.map((address) => {
      const where = canonicalPath(address);
      const what = withoutValue(`${address.host}${where}`);
      return addressClaim(path, address.field, what, {
        key: address.host,
        part: JSON.stringify([where, address.conditions ?? '']),
        isRoute: true,
      });
    }),
  ];
}

/** Every host and path of a route. */
function addressesOf(exposure: Exposure): RoutedAddress[] {
  const { aliases, hosts, paths } = exposure;
  return hosts.flatMap((host, index) => {
    const first = hosts.length - aliases.length;
    const field = index < first ? 'host' : `aliases[${index - first}]`;
    return paths.filter(({ path }) => typeof path === 'string').map((path) => ({ ...path, host, field }));
  });
}

/** Node ports and ClusterIPs claim no host: localhost, say, is that of every port-forward. */
function balancerClaims(path: string, field: string, { exposure, port, protocol }: ServiceExposure): Claim[] {
  const { kind, host } = exposure;
  if (kind !== ExposureKind.LOAD_BALANCER || typeof host !== 'string') {
    return [];
  }
  const key = { key: host, part: `${protocol} ${port}`, isRoute: false };
  return [addressClaim(path, `${field}.host`, withoutValue(`${host}:${port}`), key)];
}

function addressClaim(path: string, field: string, what: string, key: Pick<Claim, 'key' | 'part' | 'isRoute'>): Claim {
  return {
    path,
    field,
    what,
    code: 'address-taken',
    allowed: 'every host and path once in a cluster, and a load balancer under a host of its own',
    remedy: 'Choose another host or path.',
    ...key,
  };
}
