import { Apart, domainOf, Near, NodeSpace, PlacementProblem, PodKind, Spread, Topology } from './problem';

/** Which pods run where, and what room is left. */
export class Placement {
  /** By node: what is left. */
  readonly free: number[][];
  /** By node and kind: number of pods. */
  readonly counts: number[][];
  /** By kind: number of pods on all nodes. */
  readonly totals: number[];
  readonly nodes: readonly NodeSpace[];
  readonly #kinds: readonly PodKind[];
  readonly #apart: readonly (readonly { readonly other: number; readonly topology: Topology }[])[];
  readonly #near: readonly (readonly Near[])[];
  readonly #spread: readonly (readonly Spread[])[];

  constructor(problem: PlacementProblem) {
    const { nodes, kinds, apart, near, spread } = problem;
    this.nodes = nodes;
    this.#kinds = kinds;
    this.free = nodes.map(({ free }) => [...free]);
    this.counts = nodes.map(() => kinds.map(() => 0));
    this.totals = kinds.map(() => 0);
    this.#apart = kinds.map((_, kind) => (apart.length === 0 ? [] : opponents(apart, kind)));
    this.#near = kinds.map((_, kind) => near.filter((each) => each.kind === kind));
    this.#spread = kinds.map((_, kind) => spread.filter((each) => each.kind === kind));
  }

  place(kind: number, node: number): void {
    this.change(kind, node, 1);
  }

  remove(kind: number, node: number): void {
    this.change(kind, node, -1);
  }

  /** Whether one more pod may run on the node; whether pods are spread is asked apart. */
  hasRoom(kind: number, node: number): boolean {
    const { request = [], pools = [] } = this.#kinds[kind] ?? {};
    const free = this.free[node] ?? [];
    if (pools[this.nodes[node]?.pool ?? -1] !== true) {
      return false;
    }
    for (let resource = 0; resource < request.length; resource += 1) {
      const amount = request[resource] ?? 0;
      if (amount > 0 && amount > (free[resource] ?? 0)) {
        return false;
      }
    }
    return (
      (this.#apart[kind] ?? []).every(({ other, topology }) => this.countNear(other, node, topology) === 0) &&
      (this.#near[kind] ?? []).every((near) => this.isNear(near, node))
    );
  }

  /** Whether one more pod on the node, placed now, leaves the kind spread as demanded: what the scheduler asks. */
  staysSpread(kind: number, node: number): boolean {
    return (this.#spread[kind] ?? []).every((spread) => {
      const counts = this.countsOf(spread);
      const own = counts.get(domainOf(spread.topology, this.nodes, node)) ?? 0;
      return own + 1 - leastOf(counts, spread) <= spread.maxSkew;
    });
  }

  /** Whether the pods of the kind are spread as demanded. */
  isSpread(kind: number): boolean {
    return (this.#spread[kind] ?? []).every((spread) => {
      const counts = this.countsOf(spread);
      return Math.max(0, ...counts.values()) - leastOf(counts, spread) <= spread.maxSkew;
    });
  }

  private change(kind: number, node: number, by: number): void {
    const free = this.free[node] ?? [];
    const counts = this.counts[node] ?? [];
    (this.#kinds[kind]?.request ?? []).forEach((amount, resource) => {
      free[resource] = (free[resource] ?? 0) - by * amount;
    });
    counts[kind] = (counts[kind] ?? 0) + by;
    this.totals[kind] = (this.totals[kind] ?? 0) + by;
  }

  /** Pods of the kind in the domain of the node. */
  private countNear(kind: number, node: number, topology: Topology): number {
    if (topology.domainOfPool === undefined) {
      return this.counts[node]?.[kind] ?? 0;
    }
    const domain = domainOf(topology, this.nodes, node);
    if (domain === -1 || this.totals[kind] === 0) {
      return 0;
    }
    return this.counts.reduce(
      (sum, counts, other) => sum + (domainOf(topology, this.nodes, other) === domain ? (counts[kind] ?? 0) : 0),
      0,
    );
  }

  /** Like the scheduler: the first of pods that look for each other may run anywhere. */
  private isNear({ kind, targets, topology }: Near, node: number): boolean {
    const isFirst = targets.includes(kind) && targets.every((target) => this.totals[target] === 0);
    return isFirst || targets.some((target) => this.countNear(target, node, topology) > 0);
  }

  /** The kind's pods in each domain that counts. */
  private countsOf({ kind, topology, pools }: Spread): Map<number, number> {
    const counts = new Map<number, number>();
    this.nodes.forEach(({ pool }, node) => {
      const domain = domainOf(topology, this.nodes, node);
      if (domain !== -1 && pools[pool] === true) {
        counts.set(domain, (counts.get(domain) ?? 0) + (this.counts[node]?.[kind] ?? 0));
      }
    });
    return counts;
  }
}

function leastOf(counts: ReadonlyMap<number, number>, { minDomains }: Spread): number {
  return counts.size < minDomains ? 0 : Math.min(...counts.values());
}

/** The kinds that pods of the kind must not meet. */
function opponents(apart: readonly Apart[], kind: number): { other: number; topology: Topology }[] {
  return apart.flatMap(({ kinds, topology }) => {
    const [a = -1, b = a] = kinds;
    return a === kind ? [{ other: b, topology }] : b === kind ? [{ other: a, topology }] : [];
  });
}
