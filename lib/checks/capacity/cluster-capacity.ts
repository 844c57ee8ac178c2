import { CloudCluster } from '../../model/cluster/cloud-cluster';
import { NodePool } from '../../model/cluster/node-pool';
import { CheckScope } from '../check-scope';
import { timesIn } from './problem';
import { Budget } from './search';
import { Site, SiteOptions, siteOf } from './site';
import { Fit, Solution, solve } from './solve';
import { Workloads } from './workloads';

/** The work that one rule is worth. */
const STEPS = 5_000;
const PAIRS = 300_000;

/** What is worked out once for all rules. */
interface Shared {
  rest?: Solution;
  isComfortable?: boolean;
}

/** Whether the workloads of a scope fit its cluster, in every situation. Each answer is worked out when it is asked for. */
export class ClusterCapacity {
  /**
   * The capacity of a scope; `undefined` where nothing is known of its nodes. Each has a budget of its own, so that no
   * answer depends on what was asked before.
   */
  static of(scope: CheckScope): ClusterCapacity | undefined {
    const { cluster } = scope;
    if (cluster === undefined || scope.pods.length === 0) {
      return undefined;
    }
    if (!KNOWN.has(scope)) {
      const workloads = new Workloads(scope, cluster.addOns);
      const site = siteOf(workloads, cluster);
      KNOWN.set(scope, site === undefined ? undefined : new ClusterCapacity(workloads, site, cluster));
    }
    const known = KNOWN.get(scope);
    return known && new ClusterCapacity(known.workloads, known.site, known.cluster, known.shared);
  }

  readonly #budget: Budget = { steps: STEPS, pairs: PAIRS };
  readonly #trials: Budget = { steps: 0, pairs: PAIRS };

  private constructor(
    readonly workloads: Workloads,
    readonly site: Site,
    private readonly cluster: CloudCluster,
    private readonly shared: Shared = {},
  ) {}

  /** By kind: pods while every Deployment is rolled and every Job of the deployment runs. */
  get surging(): number[] {
    return this.workloads.counts(
      ({ atRest, surge, passing, pod }) => atRest + surge + (pod.object.kind === 'Job' ? passing : 0),
    );
  }

  /** By kind: pods with every autoscaler at its maximum. */
  get maximum(): number[] {
    return this.workloads.counts(({ maximum }) => maximum);
  }

  /** The kinds of which no node has room for a single pod, be it the only one. */
  get tooLarge(): number[] {
    return this.workloads
      .counts(({ atRest, maximum, passing }) => Math.max(atRest, maximum, passing))
      .flatMap((count, kind) => (count > 0 && !this.hasPlace(kind) ? [kind] : []));
  }

  /** What always runs. */
  get rest(): Solution {
    this.shared.rest ??= this.solveOn(this.site, this.workloads.atRest, {}, { steps: STEPS, pairs: PAIRS });
    return this.shared.rest;
  }

  /**
   * Whether even everything at once has a place on the nodes less one, found at the first try: then it fits in every
   * situation. That is how most applications are, so it is asked first.
   */
  get isComfortable(): boolean {
    this.shared.isComfortable ??= this.site.crowdedOut.length === 0 && this.fitsAtOnce();
    return this.shared.isComfortable;
  }

  /** Indices of pools that can spare a node: there is another that pods can move to. */
  get drainable(): number[] {
    return this.site.nodeCount > 1 ? this.site.pools.map((_, pool) => pool) : [];
  }

  /** Whether so many pods of each kind fit. Kinds without any place are left out: they are reported by themselves. */
  solve(counts: readonly number[], options?: SiteOptions): Solution {
    return this.solveOn(this.site, counts, options, this.#budget);
  }

  /** Whether so many pods would fit other nodes, found quickly or not at all. */
  wouldFit(site: Site, counts: readonly number[], options?: SiteOptions): boolean {
    return isFit(this.solveOn(site, counts, options, this.#trials));
  }

  /** The same workloads on other nodes. */
  siteWith(pools: readonly NodePool[]): Site {
    return new Site(this.workloads, pools, this.cluster.provider, this.cluster.kubernetesVersion);
  }

  /** Pods at rest without those that run on no other node than the drained one. */
  stayingWithout(drained: number): number[] {
    const { pools } = this.site;
    return this.workloads.atRest.map((count, kind) => {
      const nodes = pools.reduce((sum, pool, index) => sum + (this.site.isOpen(kind, index) ? pool.count : 0), 0);
      return nodes === 1 && this.site.isOpen(kind, drained) ? 0 : count;
    });
  }

  private solveOn(site: Site, counts: readonly number[], options: SiteOptions | undefined, budget: Budget): Solution {
    const problem = site.problem(counts, options);
    return problem === undefined ? TOO_MANY_NODES : solve(problem, counts, budget);
  }

  private hasPlace(kind: number): boolean {
    const request = this.workloads.requests[kind] ?? [];
    return this.site.free.some((free, pool) => this.site.isOpen(kind, pool) && timesIn(free, request) >= 1);
  }

  private fitsAtOnce(): boolean {
    const { workloads, site } = this;
    const all = workloads.counts(({ maximum, surge, passing }) => maximum + surge + passing);
    const problem = site.problem(all);
    // Fewer pods can be harder to spread, or lack those that they run near to.
    if (problem === undefined || problem.spread.length + problem.near.length > 0) {
      return false;
    }
    const situations: SiteOptions[] =
      this.drainable.length === 0 ? [{}] : this.drainable.map((drained) => ({ drained }));
    const budget = { steps: 0, pairs: PAIRS };
    return situations.every((situation) => this.solveOn(site, all, situation, budget).fit === Fit.YES);
  }
}

/** Scopes that were looked at. */
const KNOWN = new WeakMap<CheckScope, ClusterCapacity | undefined>();
const TOO_MANY_NODES: Solution = { fit: Fit.UNKNOWN, pending: [] };

/** Whether there is a place for every pod. */
export function isFit({ fit }: Solution): boolean {
  return fit === Fit.YES || fit === Fit.FRAGILE;
}
