import { cannotFit } from './bounds';
import { Placement } from './placement';
import { PlacementProblem, timesIn } from './problem';
import { NodeChoice, schedule } from './scheduler';
import { Budget, search, SearchEnd } from './search';

/** Whether pods fit nodes. */
export enum Fit {
  /** The scheduler's own way of placing them finds a place for each. */
  YES = 'fits',
  /** There is a place for each, but the scheduler may take one that another needs. */
  FRAGILE = 'fits if placed well',
  /** There are too many placements to try them all, and none was found. */
  UNKNOWN = 'not known to fit',
  /** No placement has a place for each: it was proved. */
  NO = 'does not fit',
}

/** Whether pods fit, and where they then run. */
export interface Solution {
  readonly fit: Fit;
  /**
   * All pods where they fit; else as many as the scheduler's way places.
   * @default - there were too many to place them one by one
   */
  readonly placement?: Placement;
  /** By kind: how many pods have no place in that placement. */
  readonly pending: readonly number[];
}

/** Finds a place for every pod, quick ways first. */
export function solve(problem: PlacementProblem, counts: readonly number[], budget: Budget): Solution {
  const pods = counts.reduce((sum, count) => sum + count, 0);
  if (budget.pairs < 0) {
    return { fit: Fit.UNKNOWN, pending: counts };
  }
  budget.pairs -= (pods + problem.kinds.length) * problem.nodes.length;
  if (budget.pairs < 0) {
    return { fit: cannotFit(problem, counts) ? Fit.NO : Fit.UNKNOWN, pending: counts };
  }
  const placement = new Placement(problem);
  const given = problem.kinds.map((_, kind) => kind);
  const pending = schedule(placement, problem, counts, nearLast(problem, given), NodeChoice.EMPTIEST);
  if (isNothing(pending)) {
    return { fit: Fit.YES, placement, pending };
  }
  if (cannotFit(problem, counts)) {
    return { fit: Fit.NO, placement, pending };
  }
  const order = hardestFirst(problem, given);
  const packed = new Placement(problem);
  const left = schedule(packed, problem, counts, order, NodeChoice.FULLEST);
  if (isNothing(left)) {
    return { fit: Fit.FRAGILE, placement: packed, pending: left };
  }
  const { end, placement: found } = search(problem, counts, order, budget);
  if (end === SearchEnd.FOUND) {
    return { fit: Fit.FRAGILE, placement: found, pending: counts.map(() => 0) };
  }
  return { fit: end === SearchEnd.NONE ? Fit.NO : Fit.UNKNOWN, placement, pending };
}

/** Kinds of which a node holds fewest first, but none before those that it runs near to. */
function hardestFirst(problem: PlacementProblem, order: readonly number[]): number[] {
  const { nodes, kinds } = problem;
  const places = kinds.map(({ request, pools }) =>
    nodes.reduce((sum, { pool, free }) => sum + (pools[pool] === true ? Math.min(1e6, timesIn(free, request)) : 0), 0),
  );
  return nearLast(
    problem,
    [...order].sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b),
  );
}

/** The order, with kinds put off until those that they run near to are placed. */
function nearLast({ near }: PlacementProblem, order: readonly number[]): number[] {
  if (near.length === 0) {
    return [...order];
  }
  const placed = new Set<number>();
  const visit = (kind: number, path: ReadonlySet<number>): void => {
    if (placed.has(kind) || path.has(kind)) {
      return;
    }
    const inner = new Set([...path, kind]);
    near
      .filter((each) => each.kind === kind)
      .forEach(({ targets }) => {
        targets.forEach((target) => {
          visit(target, inner);
        });
      });
    placed.add(kind);
  };
  order.forEach((kind) => {
    visit(kind, new Set());
  });
  return [...placed];
}

function isNothing(pending: readonly number[]): boolean {
  return pending.every((count) => count === 0);
}
