import { Placement } from './placement';
import { Amounts, PlacementProblem } from './problem';

/** Which of the nodes with room a pod is put on. */
export enum NodeChoice {
  /** The one with most room, as the scheduler's defaults have it. */
  EMPTIEST = 'emptiest',
  /** The one with least room, which leaves the others to what is larger. */
  FULLEST = 'fullest',
}

/** CPU and memory, which the scheduler compares nodes by. */
const COMPARED = [0, 1];

/**
 * Places pods one by one, and moves none that is placed. Returns how many could not be placed, by kind.
 *
 * @param order the kinds, in the order in which they come
 */
export function schedule(
  placement: Placement,
  problem: PlacementProblem,
  counts: readonly number[],
  order: readonly number[],
  choice: NodeChoice,
): number[] {
  const pending = counts.map(() => 0);
  for (const kind of order) {
    const count = counts[kind] ?? 0;
    for (let pod = 0; pod < count; pod += 1) {
      const node = chosen(placement, problem, kind, choice);
      if (node === -1) {
        // The next is equal to this one.
        pending[kind] = count - pod;
        break;
      }
      placement.place(kind, node);
    }
  }
  return pending;
}

function chosen(placement: Placement, problem: PlacementProblem, kind: number, choice: NodeChoice): number {
  const { nodes } = problem;
  let best = -1;
  let bestScore = -Infinity;
  for (let node = 0; node < nodes.length; node += 1) {
    const score = roomOf(placement, kind, node, nodes[node]?.free ?? []) * (choice === NodeChoice.EMPTIEST ? 1 : -1);
    if (score > bestScore && placement.hasRoom(kind, node) && placement.staysSpread(kind, node)) {
      best = node;
      bestScore = score;
    }
  }
  return best;
}

/** The share that is left of CPU and memory, less for nodes that run pods of the kind already. */
function roomOf(placement: Placement, kind: number, node: number, capacity: Amounts): number {
  const free = placement.free[node] ?? [];
  const share = COMPARED.reduce((sum, resource) => {
    const whole = capacity[resource] ?? 0;
    return sum + (whole > 0 ? (free[resource] ?? 0) / whole : 0);
  }, 0);
  return share - (placement.counts[node]?.[kind] ?? 0);
}
