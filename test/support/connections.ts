import { AnyManifest } from './synthesis';

/** Pods, as an independent reading of NetworkPolicies knows them. */
export interface Pods {
  readonly namespace: string;
  readonly labels: { [key: string]: string };
}

interface Rule {
  readonly from?: Peer[];
  readonly to?: Peer[];
  readonly ports?: { readonly protocol?: string; readonly port?: number | string; readonly endPort?: number }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

interface Selector {
  readonly matchLabels?: { [key: string]: string };
}

/**
 * Whether the policies let some pods call others on a port, as the reference of Kubernetes says: pods that no policy
 * selects in a direction are open in that direction, others are open for what any policy lists.
 */
export function mayCall(policies: AnyManifest[], caller: Pods, called: Pods, port: number, protocol = 'TCP'): boolean {
  const passes = (side: Pods, other: Pods, type: 'Ingress' | 'Egress') => {
    const own = policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === side.namespace &&
        matches(spec.podSelector, side.labels) &&
        spec.policyTypes.includes(type),
    );
    const rules = own.flatMap(({ spec }) => (type === 'Ingress' ? spec.ingress : spec.egress) ?? []) as Rule[];
    return own.length === 0 || rules.some((rule) => isListed(rule, side, other) && hasPort(rule, port, protocol));
  };
  return passes(caller, called, 'Egress') && passes(called, caller, 'Ingress');
}

function isListed(rule: Rule, side: Pods, other: Pods): boolean {
  const peers = rule.from ?? rule.to;
  return (
    peers === undefined ||
    peers.some(({ podSelector, namespaceSelector }) => {
      if (podSelector === undefined && namespaceSelector === undefined) {
        return false;
      }
      const isPlace =
        namespaceSelector === undefined
          ? side.namespace === other.namespace
          : matches(namespaceSelector, { 'kubernetes.io/metadata.name': other.namespace });
      return isPlace && matches(podSelector ?? {}, other.labels);
    })
  );
}

function hasPort({ ports }: Rule, port: number, protocol: string): boolean {
  return (
    ports === undefined ||
    ports.some(
      (each) =>
        (each.protocol ?? 'TCP') === protocol &&
        (each.port === undefined || (Number(each.port) <= port && port <= (each.endPort ?? Number(each.port)))),
    )
  );
}

function matches({ matchLabels = {} }: Selector, labels: { [key: string]: string }): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
