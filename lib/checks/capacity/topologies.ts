import { ClusterProvider } from '../../model/cluster/cluster-provider';
import { NodePool } from '../../model/cluster/node-pool';
import { labelValueOf } from './node-match';
import { Topology } from './problem';

/** Every node is a domain of its own. */
export const BY_NODE: Topology = {};
const HOST = 'kubernetes.io/hostname';
/** All nodes of managed clusters have these, with values that nobody declared. */
const PLACES = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
const UNMANAGED = [ClusterProvider.KIND, ClusterProvider.MINIKUBE, ClusterProvider.OTHER];

/** All nodes are one domain. */
export function wholeCluster(pools: readonly NodePool[]): Topology {
  return { domainOfPool: pools.map(() => 0) };
}

/** What a label of the nodes divides them into; `undefined` where the values are not known. */
export function topologyOf(key: string, pools: readonly NodePool[]): Topology | undefined {
  if (key === HOST) {
    return BY_NODE;
  }
  const values = pools.map((pool) => labelValueOf(pool, key));
  if (values.includes(null)) {
    return undefined;
  }
  const known = [...new Set(values)].filter((value) => value !== undefined);
  return { domainOfPool: values.map((value) => known.indexOf(value as string)) };
}

/**
 * Like `topologyOf`, for pods that must be apart. Nodes are at least as many as zones, so who must not share a zone must
 * not share a node.
 */
export function topologyApart(
  key: string,
  pools: readonly NodePool[],
  provider: ClusterProvider,
): Topology | undefined {
  return topologyOf(key, pools) ?? (PLACES.includes(key) && !UNMANAGED.includes(provider) ? BY_NODE : undefined);
}
