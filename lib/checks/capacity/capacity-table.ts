import { NodeResources } from '../../model/cluster/node-resources';
import { CheckScope } from '../check-scope';
import { ClusterCapacity } from './cluster-capacity';
import { Placement } from './placement';
import { Amounts } from './problem';
import { CPU, MEMORY, PODS, STORAGE } from './resources';
import { Site, SiteOptions } from './site';
import { Fit } from './solve';

/** What runs on a node, or on several equal ones. */
export interface NodeUse {
  /** Name of the pool. */
  readonly pool: string;
  /** Number of nodes that are used so. */
  readonly nodes: number;
  /** What each offers to pods. */
  readonly allocatable: NodeResources;
  /** What the pods on each request. */
  readonly requested: NodeResources;
  /** The pods on each: `Deployment backend`, with their number where it is not one. */
  readonly pods: readonly string[];
}

/** What runs where in a situation. */
export interface SituationUse {
  /** For example `at rest`. */
  readonly situation: string;
  /** Whether there is a place for every pod. */
  readonly fit: Fit;
  /** Every node, pool by pool. */
  readonly nodes: readonly NodeUse[];
  /** Pods without a place. */
  readonly pending: readonly string[];
}

/** How the nodes of a cluster are used. */
export interface CapacityTable {
  /** Name of the cluster. */
  readonly cluster: string;
  readonly situations: readonly SituationUse[];
}

interface Situation {
  readonly name: string;
  readonly counts: readonly number[];
  readonly options: SiteOptions;
}

/** How the pods of a scope use the nodes of its cluster; `undefined` where nothing is known of these. */
export function capacityOf(scope: CheckScope): CapacityTable | undefined {
  const capacity = ClusterCapacity.of(scope);
  return capacity === undefined
    ? undefined
    : {
        cluster: scope.cluster?.name ?? '',
        situations: situationsOf(capacity).map((situation) => useIn(capacity, situation)),
      };
}

/** The situations in which something is different. */
function situationsOf(capacity: ClusterCapacity): Situation[] {
  const { workloads, surging, maximum, site } = capacity;
  const { atRest } = workloads;
  const isOther = (counts: readonly number[]) => counts.some((count, kind) => count !== atRest[kind]);
  const drained = capacity.drainable.map((pool) => ({ drained: pool, counts: capacity.stayingWithout(pool) }));
  const worst = drained.find((each) => capacity.solve(each.counts, each).fit === Fit.NO) ?? drained[0];
  return [
    { name: 'at rest', counts: atRest, options: {} },
    ...(isOther(surging)
      ? [{ name: 'while every Deployment surges', counts: surging, options: { isRolling: true } }]
      : []),
    ...(isOther(maximum) ? [{ name: 'with all autoscalers at their maximum', counts: maximum, options: {} }] : []),
    ...(worst === undefined
      ? []
      : [
          {
            name: `with a node of ${site.pools[worst.drained]?.name} drained`,
            counts: worst.counts,
            options: { drained: worst.drained },
          },
        ]),
  ];
}

function useIn(capacity: ClusterCapacity, { name, counts, options }: Situation): SituationUse {
  const { workloads, site } = capacity;
  const { fit, placement, pending } = capacity.solve(counts, options);
  return {
    ...{ situation: name, fit },
    nodes: placement === undefined ? [] : nodesOf(site, placement, options.drained),
    pending: pending.flatMap((count, kind) => (count > 0 ? [times(workloads.nameOf(kind), count)] : [])),
  };
}

/** Equal neighbours are one entry. */
function nodesOf(site: Site, placement: Placement, drained = -1): NodeUse[] {
  const uses: NodeUse[] = [];
  site.pools.forEach((pool, index) => {
    const own = placement.nodes.flatMap((each, node) => (each.pool === index ? [node] : []));
    const idle = pool.count - (index === drained ? 1 : 0) - own.length;
    const all = [
      ...own.map((node) => useOf(site, index, placement.free[node] ?? [], placement.counts[node] ?? [])),
      ...(idle > 0 ? [{ ...useOf(site, index, site.free[index] ?? [], []), nodes: idle }] : []),
    ];
    all.forEach((use) => {
      const last = uses.at(-1);
      if (last?.pool === use.pool && String(last.pods) === String(use.pods)) {
        uses[uses.length - 1] = { ...last, nodes: last.nodes + use.nodes };
      } else {
        uses.push(use);
      }
    });
  });
  return uses;
}

function useOf(
  { workloads, pools, allocatable, daemons }: Site,
  pool: number,
  free: Amounts,
  counts: Amounts,
): NodeUse {
  const offered = allocatable[pool] ?? [];
  const used = offered.map((amount, resource) => amount - (free[resource] ?? 0));
  return {
    ...{ pool: pools[pool]?.name ?? '', nodes: 1 },
    allocatable: resourcesOf(offered),
    requested: resourcesOf(used),
    pods: [
      ...workloads.everywhere.map(({ name }) => `add-on ${name}`),
      ...(daemons[pool] ?? []).map((kind) => workloads.nameOf(kind)),
      ...counts.flatMap((count, kind) => (count > 0 ? [times(workloads.nameOf(kind), count)] : [])),
    ],
  };
}

function resourcesOf(amounts: Amounts): NodeResources {
  const [cpuMillis, memoryBytes, pods] = [CPU, MEMORY, PODS].map((resource) => amounts[resource] ?? 0);
  const storage = amounts[STORAGE] ?? 0;
  return new NodeResources({
    ...{ cpuMillis: cpuMillis ?? 0, memoryBytes: memoryBytes ?? 0, pods: pods ?? 0 },
    ephemeralStorageBytes: Number.isFinite(storage) ? storage : undefined,
  });
}

function times(name: string, count: number): string {
  return count === 1 ? name : `${count} x ${name}`;
}
