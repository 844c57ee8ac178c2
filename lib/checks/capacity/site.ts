import { CloudCluster } from '../../model/cluster/cloud-cluster';
import { ClusterProvider } from '../../model/cluster/cluster-provider';
import { KubernetesVersion } from '../../model/cluster/kubernetes-version';
import { NodePool } from '../../model/cluster/node-pool';
import { NodeResources } from '../../model/cluster/node-resources';
import { Constraints, constraintsOf } from './constraints';
import { Match, PoolMatch, poolMatch } from './node-match';
import { Amounts, NodeSpace, PlacementProblem, timesIn } from './problem';
import { CPU, MEMORY, plus, PODS, Resources, STORAGE } from './resources';
import { requestOf, Workloads } from './workloads';

/** What of the nodes is different in a situation. */
export interface SiteOptions {
  /**
   * Index of a pool of which one node is drained.
   * @default - all nodes are there
   */
  readonly drained?: number;
  /**
   * Whether pods of the last version run too.
   * @default false
   */
  readonly isRolling?: boolean;
}

/** Clusters with more nodes are not judged node by node. */
const MOST_NODES = 5000;

/** The nodes of a cluster, and which workloads may run where. */
export class Site {
  /** By kind and pool: whether its pods may run there. */
  readonly matches: readonly (readonly PoolMatch[])[];
  /** By pool: what a node offers before any pod runs. */
  readonly allocatable: readonly Amounts[];
  /** By pool: what DaemonSets and add-ons leave of it. */
  readonly free: readonly Amounts[];
  /** DaemonSets that nodes of a pool have no room for. */
  readonly crowdedOut: readonly { readonly kind: number; readonly pool: number; readonly room: Amounts }[];
  /** By pool: the kinds with a pod on every node. */
  readonly daemons: readonly (readonly number[])[];
  readonly #constraints = new Map<boolean, Constraints>();

  constructor(
    readonly workloads: Workloads,
    readonly pools: readonly NodePool[],
    readonly provider: ClusterProvider,
    version: KubernetesVersion,
  ) {
    const { loads, floating } = workloads;
    this.matches = [
      ...loads.map(({ pod }) => pools.map((pool) => poolMatch(pod.spec, pool))),
      ...floating.map(() => pools.map(() => ({ match: Match.MAYBE }))),
    ];
    this.allocatable = pools.map((pool) => allocatableOf(pool, version, workloads.resources));
    const crowdedOut: { kind: number; pool: number; room: Amounts }[] = [];
    const daemons: number[][] = pools.map(() => []);
    this.free = this.allocatable.map((allocatable, pool) => {
      let room = workloads.everywhere.reduce((left, addOn) => plus(left, requestOf(addOn), -1), [...allocatable]);
      loads.forEach(({ isDaemon }, kind) => {
        if (!isDaemon || this.matches[kind]?.[pool]?.match !== Match.YES) {
          return;
        }
        const request = workloads.requests[kind] ?? [];
        if (timesIn(room, request) < 1) {
          crowdedOut.push({ kind, pool, room });
        } else {
          room = plus(room, request, -1);
          daemons[pool]?.push(kind);
        }
      });
      return room;
    });
    this.crowdedOut = crowdedOut;
    this.daemons = daemons;
  }

  get nodeCount(): number {
    return this.pools.reduce((sum, { count }) => sum + count, 0);
  }

  /** Whether pods of the kind may run on nodes of the pool, resources aside. */
  isOpen(kind: number, pool: number): boolean {
    return this.matches[kind]?.[pool]?.match !== Match.NO;
  }

  /** So many pods of each kind, to be placed on the nodes. `undefined` where there are too many nodes to look at. */
  problem(
    counts: readonly number[],
    { drained = -1, isRolling = false }: SiteOptions = {},
  ): PlacementProblem | undefined {
    const pods = counts.reduce((sum, count) => sum + count, 0);
    // Nodes of a pool are equal: of more nodes than pods one stays empty, and then all others may.
    const sizes = this.pools.map(({ count }, pool) => Math.min(pool === drained ? count - 1 : count, pods + 1));
    if (sizes.reduce((sum, size) => sum + size, 0) > MOST_NODES) {
      return undefined;
    }
    const nodes: NodeSpace[] = sizes.flatMap((size, pool) =>
      Array.from({ length: size }, () => ({ pool, free: this.free[pool] ?? [] })),
    );
    const { apart, near, spread } = this.constraints(isRolling);
    const isThere = (kind: number) => (counts[kind] ?? 0) > 0;
    return {
      nodes,
      kinds: this.workloads.requests.map((request, kind) => ({ request, pools: this.openPools(kind, isRolling) })),
      apart: apart.filter(({ kinds }) => kinds.every(isThere)),
      near: near.filter(({ kind, targets }) => isThere(kind) && targets.some(isThere)),
      spread: spread.filter(({ kind }) => isThere(kind)),
    };
  }

  private openPools(kind: number, isRolling: boolean): boolean[] {
    const { barred, apart } = this.constraints(isRolling);
    const open = this.pools.map((_, pool) => this.isOpen(kind, pool));
    if (barred.length + apart.length === 0) {
      return open;
    }
    barred.filter((each) => each.kind === kind).forEach(({ pool }) => (open[pool] = false));
    // A pod of a DaemonSet is on every node already.
    apart
      .filter(({ kinds }) => kinds.includes(kind))
      .forEach(({ kinds: [a = kind, b = kind] }) => {
        const other = a === kind ? b : a;
        this.daemons.forEach((daemons, pool) => (open[pool] = open[pool] === true && !daemons.includes(other)));
      });
    return open;
  }

  private constraints(isRolling: boolean): Constraints {
    const known = this.#constraints.get(isRolling);
    if (known !== undefined) {
      return known;
    }
    const { workloads, pools, provider } = this;
    const pods = workloads.loads.map(({ pod }) => pod);
    const constraints = constraintsOf({ scope: workloads.scope, pools, provider, pods }, isRolling);
    this.#constraints.set(isRolling, constraints);
    return constraints;
  }
}

/** Pools are immutable, and many environments may share one: what is slow to work out is kept. */
const PER_NODE = new WeakMap<NodePool, { readonly version: string; readonly offers: NodeResources }>();
const SOUND = new WeakMap<NodePool, boolean>();

function allocatableOf(pool: NodePool, version: KubernetesVersion, resources: Resources): number[] {
  const known = PER_NODE.get(pool);
  const key = version.toString();
  const offers = known?.version === key ? known.offers : pool.allocatablePerNode(version);
  PER_NODE.set(pool, { version: key, offers });
  const amounts: number[] = Array.from({ length: resources.length }, () => 0);
  Object.entries(pool.extendedResources).forEach(([name, count]) => (amounts[resources.positionOf(name)] = count));
  amounts[CPU] = offers.cpuMillis;
  amounts[MEMORY] = offers.memoryBytes;
  amounts[PODS] = offers.pods;
  amounts[STORAGE] = offers.ephemeralStorageBytes ?? Infinity;
  return amounts;
}

function isSound(pool: NodePool): boolean {
  const known = SOUND.get(pool) ?? pool.findings().length === 0;
  SOUND.set(pool, known);
  return known;
}

/** The cluster of a scope as a site; `undefined` where its nodes are not known. */
export function siteOf(workloads: Workloads, cluster: CloudCluster): Site | undefined {
  const pools = cluster.nodePools.filter(({ count }) => count > 0);
  const isKnown = pools.length > 0 && pools.every(isSound);
  return isKnown ? new Site(workloads, pools, cluster.provider, cluster.kubernetesVersion) : undefined;
}
