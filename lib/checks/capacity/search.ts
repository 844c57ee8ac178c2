import { Placement } from './placement';
import { PlacementProblem } from './problem';

/** Work that may still be done. Shared by all that one rule asks, so that its time is bounded, whatever the cluster. */
export interface Budget {
  /** Pods that a search may place on trial. */
  steps: number;
  /** Pairs of a pod and a node that may be compared. */
  pairs: number;
}

/** What a search for a placement came to. */
export enum SearchEnd {
  FOUND = 'found',
  /** Every placement was tried. */
  NONE = 'none',
  /** There were too many to try. */
  GIVEN_UP = 'given up',
}

/** Pods beyond this number have too many placements. */
const MOST_PODS = 200;

/**
 * Looks for a placement of all pods, and finds one where one exists, if the budget lasts.
 *
 * Pods of a kind are equal, so they go to nodes in ascending order only. Of nodes of a pool that look the same, only the
 * first is tried.
 *
 * @param order the kinds: those that others run near to before these
 */
export function search(
  problem: PlacementProblem,
  counts: readonly number[],
  order: readonly number[],
  budget: Budget,
): { readonly end: SearchEnd; readonly placement: Placement } {
  const placement = new Placement(problem);
  const pods = counts.reduce((sum, count) => sum + count, 0);
  const run = new Search(problem, counts, order, budget, placement);
  const end = pods > MOST_PODS ? SearchEnd.GIVEN_UP : run.kindAt(0);
  return { end, placement };
}

class Search {
  readonly #nodes: number;
  /** By position in the order: what all pods from there on request. */
  readonly #demand: readonly number[][];

  constructor(
    problem: PlacementProblem,
    private readonly counts: readonly number[],
    private readonly order: readonly number[],
    private readonly budget: Budget,
    private readonly placement: Placement,
  ) {
    this.#nodes = problem.nodes.length;
    this.#demand = order.map((_, position) => {
      const sums: number[] = [];
      order.slice(position).forEach((kind) => {
        (problem.kinds[kind]?.request ?? []).forEach((amount, resource) => {
          sums[resource] = (sums[resource] ?? 0) + amount * (counts[kind] ?? 0);
        });
      });
      return sums;
    });
  }

  /** Places all pods of the kinds from this position on. */
  kindAt(position: number): SearchEnd {
    const kind = this.order[position];
    if (kind === undefined) {
      return SearchEnd.FOUND;
    }
    return this.hasRoomFrom(position) ? this.pod(position, kind, this.counts[kind] ?? 0, 0) : SearchEnd.NONE;
  }

  /** Places what is left of a kind on the nodes from this one on. */
  private pod(position: number, kind: number, left: number, from: number): SearchEnd {
    if (left === 0) {
      return this.placement.isSpread(kind) ? this.kindAt(position + 1) : SearchEnd.NONE;
    }
    for (let node = from; node < this.#nodes; node += 1) {
      if (!this.looksLikeEarlier(node, from) && this.placement.hasRoom(kind, node)) {
        this.budget.steps -= 1;
        if (this.budget.steps < 0) {
          return SearchEnd.GIVEN_UP;
        }
        this.placement.place(kind, node);
        const end = this.pod(position, kind, left - 1, node);
        if (end !== SearchEnd.NONE) {
          return end;
        }
        this.placement.remove(kind, node);
      }
    }
    return SearchEnd.NONE;
  }

  /** Whether a node that was tried before is in no way different. */
  private looksLikeEarlier(node: number, from: number): boolean {
    const { nodes, counts, free } = this.placement;
    for (let other = node - 1; other >= from && nodes[other]?.pool === nodes[node]?.pool; other -= 1) {
      if (isSame(counts[other] ?? [], counts[node] ?? []) && isSame(free[other] ?? [], free[node] ?? [])) {
        return true;
      }
    }
    return false;
  }

  /** Whether all nodes together have what is still requested. */
  private hasRoomFrom(position: number): boolean {
    return (this.#demand[position] ?? []).every((amount, resource) => {
      const room = this.placement.free.reduce((sum, free) => sum + Math.max(0, free[resource] ?? 0), 0);
      return amount <= room;
    });
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((amount, index) => amount === b[index]);
}
