import { largerShapes } from '../../model/cluster/larger-shapes';
import { NodePool } from '../../model/cluster/node-pool';
import { NodeShape } from '../../model/cluster/node-shape';
import { ClusterCapacity } from './cluster-capacity';
import { Site } from './site';

/** Numbers of nodes that are tried. */
const MORE_NODES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** Whether the pods fit, were the nodes these. */
export type FitsOn = (site: Site) => boolean;

/** What of the cluster would have to be different: more nodes, or larger ones; each only where it was seen to fit. */
export function clusterRemedies(capacity: ClusterCapacity, kind: number, fits: FitsOn): string[] {
  const { pools } = capacity.site;
  const open = pools.flatMap((_, pool) => (capacity.site.isOpen(kind, pool) ? [pool] : []));
  const withPool = (index: number, pool: NodePool) =>
    fits(capacity.siteWith(pools.map((each, other) => (other === index ? pool : each))));
  const more = MORE_NODES.flatMap((nodes) =>
    open.map((pool) => ({ nodes, pool, plan: changed(pools[pool], { count: (pools[pool]?.count ?? 0) + nodes }) })),
  ).find(({ pool, plan }) => withPool(pool, plan));
  const larger = open
    .flatMap((pool) => {
      const shape = pools[pool]?.shape;
      return shape === undefined ? [] : largerShapes(shape).map((each) => ({ pool, shape: each, old: shape }));
    })
    .find(({ pool, shape }) => withPool(pool, changed(pools[pool], { shape })));
  return [
    ...(more === undefined
      ? []
      : [`add ${more.nodes} ${more.nodes === 1 ? 'node' : 'nodes'} to ${pools[more.pool]?.name}`]),
    ...(larger === undefined
      ? []
      : [`use ${sizeOf(larger.shape, larger.old)} for the nodes of ${pools[larger.pool]?.name}`]),
  ];
}

/** How many pods of the kind would fit: `run 2 replicas`. Nothing where no number but none would. */
export function replicaRemedies(count: number, fits: (count: number) => boolean, what = 'replica'): string[] {
  for (let fewer = Math.min(count - 1, MORE_NODES.length * 2); fewer > 0; fewer -= 1) {
    if (fits(fewer)) {
      return [`run ${fewer} ${fewer === 1 ? what : `${what}s`}`];
    }
  }
  return [];
}

/** A sentence of what can be done, else another one. */
export function oneOf(remedies: readonly string[], otherwise: string): string {
  const last = remedies.at(-1);
  if (last === undefined) {
    return otherwise;
  }
  const text = remedies.length === 1 ? last : `${remedies.slice(0, -1).join(', ')} or ${last}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function sizeOf(shape: NodeShape, old: NodeShape): string {
  const architecture = shape.architecture === old.architecture ? '' : `, images for linux/${shape.architecture}`;
  return `${shape.name} (${shape.cpu.amount} CPU, ${shape.memory.asString()}${architecture})`;
}

/** The pool with another number of nodes, or other ones. */
export function changed(
  pool: NodePool | undefined,
  change: { readonly count?: number; readonly shape?: NodeShape },
): NodePool {
  const { name = '', labels, taints, extendedResources, count = 0 } = pool ?? {};
  return new NodePool({ name, labels, taints, extendedResources, count, shape: pool?.shape as NodeShape, ...change });
}
