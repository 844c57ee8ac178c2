import * as fc from 'fast-check';
import { cannotFit } from '../../../lib/checks/capacity/bounds';
import { Placement } from '../../../lib/checks/capacity/placement';
import { Apart, domainOf, Near, PlacementProblem, Spread, Topology } from '../../../lib/checks/capacity/problem';
import { Fit, solve } from '../../../lib/checks/capacity/solve';
import { RANDOM } from '../../support/arbitraries/settings';

const RUNS = { ...RANDOM, numRuns: RANDOM.numRuns * 10 };
const ENOUGH = 1_000_000;

interface Given {
  readonly problem: PlacementProblem;
  readonly counts: readonly number[];
}

const POOLS = 2;
const KINDS = 3;
const kind = fc.nat({ max: KINDS - 1 });
const topology: fc.Arbitrary<Topology> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Topology>({}) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: -1, max: 1 }), fc.nat({ max: 1 })).map((domainOfPool) => ({ domainOfPool })),
  },
);
const pools = fc.oneof(
  { weight: 3, arbitrary: fc.constant([true, true]) },
  { weight: 1, arbitrary: fc.constantFrom([true, false], [false, true]) },
);
const apart: fc.Arbitrary<Apart> = fc.record({ kinds: fc.tuple(kind, kind), topology });
/** Pods look for others or for each other; several kinds that share a claim look for all of these. */
const near: fc.Arbitrary<Near[]> = fc.oneof(
  fc.record({ kind, targets: fc.tuple(kind), topology }).map((each) => [each]),
  fc
    .record({ kinds: fc.subarray([0, 1, 2], { minLength: 1 }), topology })
    .map(({ kinds, topology: where }) => kinds.map((each) => ({ kind: each, targets: kinds, topology: where }))),
);
const spread: fc.Arbitrary<Spread> = fc.record({
  kind,
  topology: fc.constant<Topology>({}),
  maxSkew: fc.integer({ min: 1, max: 2 }),
  minDomains: fc.integer({ min: 1, max: 4 }),
  pools: fc.constant([true, true]),
});

/** Up to four nodes and six pods, of sizes with which some fit and some do not. */
const given: fc.Arbitrary<Given> = fc
  .record({
    nodes: fc.array(fc.record({ pool: fc.nat({ max: POOLS - 1 }), free: fc.tuple(size(4, 10), size(4, 10)) }), {
      minLength: 1,
      maxLength: 4,
    }),
    isEqual: fc.boolean(),
    kinds: fc.array(fc.record({ request: fc.tuple(size(0, 6), size(0, 6)), pools }), {
      minLength: KINDS,
      maxLength: KINDS,
    }),
    counts: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 2 }), fc.nat({ max: 1 })),
    apart: few(apart),
    near: few(near),
    spread: few(spread),
  })
  .map(({ nodes, isEqual, counts, near: nears, ...rest }) => ({
    counts,
    problem: {
      ...rest,
      near: nears.flat(),
      // Nodes of one pool are equal in a cluster, so that is the case to try most; but nothing depends on it.
      nodes: nodes
        .map(({ pool, free }) => ({
          pool,
          free: isEqual ? (nodes.find((each) => each.pool === pool)?.free ?? free) : free,
        }))
        .sort((a, b) => a.pool - b.pool),
    },
  }));

describe('placing pods', () => {
  it('agrees with trying everything, in any order', () => {
    const seen = new Map<Fit, number>();
    fc.assert(
      fc.property(given, ({ problem, counts }) => {
        const { fit } = solve(problem, counts, { steps: ENOUGH, pairs: ENOUGH });
        seen.set(fit, (seen.get(fit) ?? 0) + 1);
        expect(fit === Fit.NO ? 'none' : 'some').toBe(exists(problem, counts) ? 'some' : 'none');
        expect(fit).not.toBe(Fit.UNKNOWN);
      }),
      RUNS,
    );
    // Every answer was given often, or the property would say little.
    expect(Math.min(...[Fit.YES, Fit.FRAGILE, Fit.NO].map((fit) => seen.get(fit) ?? 0))).toBeGreaterThan(20);
  });

  it('claims nothing that it did not prove, whatever the budget', () => {
    fc.assert(
      fc.property(given, fc.nat({ max: 6 }), ({ problem, counts }, steps) => {
        const { fit } = solve(problem, counts, { steps, pairs: ENOUGH });
        const claims: string[] = fit === Fit.UNKNOWN ? ['some', 'none'] : [fit === Fit.NO ? 'none' : 'some'];
        expect(claims).toContain(exists(problem, counts) ? 'some' : 'none');
        expect(cannotFit(problem, counts) && exists(problem, counts)).toBe(false);
      }),
      RUNS,
    );
  });

  it('places what fits within the nodes, and keeps all that is demanded', () => {
    fc.assert(
      fc.property(given, ({ problem, counts }) => {
        const { fit, placement, pending } = solve(problem, counts, { steps: ENOUGH, pairs: ENOUGH });
        fc.pre(fit === Fit.YES || fit === Fit.FRAGILE);
        expect(pending.every((count) => count === 0)).toBe(true);
        expect(placement!.totals).toEqual(counts);
        expect(violations(problem, placement!)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('answers for many pods and nodes at once', () => {
    const nodes = Array.from({ length: 300 }, () => ({ pool: 0, free: [1000, 1000] }));
    const problem = { nodes, kinds: [{ request: [600, 1], pools: [true] }], apart: [], near: [], spread: [] };
    expect(solve(problem, [300], { steps: 0, pairs: ENOUGH }).fit).toBe(Fit.YES);
    expect(solve(problem, [301], { steps: 0, pairs: ENOUGH }).fit).toBe(Fit.NO);
    expect(solve(problem, [1_000_000_000], { steps: 0, pairs: ENOUGH }).fit).toBe(Fit.NO);
  });
});

/** Whether the pods can come in an order, and each go to a node, in which the scheduler would accept all of them. */
function exists(problem: PlacementProblem, counts: readonly number[]): boolean {
  const dead = new Set<string>();
  const from = (placed: readonly (readonly number[])[]): boolean => {
    const left = counts.map((count, each) => count - countOf(placed, each));
    if (left.every((count) => count === 0)) {
      return true;
    }
    const key = JSON.stringify(placed.map((pods) => [...pods].sort()));
    if (dead.has(key)) {
      return false;
    }
    const found = left.some(
      (count, each) =>
        count > 0 &&
        problem.nodes.some((_, node) => {
          const next = placed.map((pods, index) => (index === node ? [...pods, each] : pods));
          return accepts(problem, placed, each, node) && from(next);
        }),
    );
    if (!found) {
      dead.add(key);
    }
    return found;
  };
  return from(problem.nodes.map(() => []));
}

function countOf(placed: readonly (readonly number[])[], each: number): number {
  return placed.flat().filter((other) => other === each).length;
}

/** The filters of the scheduler, written again from their description. */
function accepts(
  problem: PlacementProblem,
  placed: readonly (readonly number[])[],
  pod: number,
  node: number,
): boolean {
  const { nodes, kinds } = problem;
  const here = nodes[node]!;
  const isAllowed = kinds[pod]!.pools[here.pool] === true;
  const hasRoom = here.free.every((free, resource) => {
    const used = placed[node]!.reduce((sum, each) => sum + kinds[each]!.request[resource]!, 0);
    return kinds[pod]!.request[resource] === 0 || used + kinds[pod]!.request[resource]! <= free;
  });
  const podsNear = (where: Topology) => {
    const domain = domainOf(where, nodes, node);
    return domain === -1 ? [] : placed.filter((_, other) => domainOf(where, nodes, other) === domain).flat();
  };
  const isApart = problem.apart.every(({ kinds: [a, b], topology: where }) => {
    const enemy = pod === a ? b : pod === b ? a : undefined;
    return enemy === undefined || !podsNear(where).includes(enemy);
  });
  const isNear = problem.near
    .filter((each) => each.kind === pod)
    .every(({ targets, topology: where }) => {
      const isFirst = targets.includes(pod) && !placed.flat().some((other) => targets.includes(other));
      return isFirst || podsNear(where).some((other) => targets.includes(other));
    });
  const staysSpread = problem.spread
    .filter((each) => each.kind === pod)
    .every(({ maxSkew, minDomains }) => {
      const each = placed.map((pods) => pods.filter((other) => other === pod).length);
      return each[node]! + 1 - (each.length < minDomains ? 0 : Math.min(...each)) <= maxSkew;
    });
  return isAllowed && hasRoom && isApart && isNear && staysSpread;
}

function violations({ nodes, kinds, apart: aparts }: PlacementProblem, { counts }: Placement): string[] {
  return nodes.flatMap(({ pool, free }, node) => {
    const here = counts[node]!;
    const overfull = free.filter((amount, resource) => {
      const requests = here.map((count, each) => count * kinds[each]!.request[resource]!);
      return requests.some((each) => each > 0) && requests.reduce((a, b) => a + b) > amount;
    });
    const strangers = here.filter((count, each) => count > 0 && kinds[each]!.pools[pool] !== true);
    const enemies = aparts.filter(({ kinds: [a = 0, b = 0], topology: { domainOfPool } }) =>
      domainOfPool !== undefined ? false : a === b ? here[a]! > 1 : here[a]! > 0 && here[b]! > 0,
    );
    return [
      ...overfull.map(() => `node ${node} is too full`),
      ...strangers.map(() => `node ${node} runs what it may not`),
      ...enemies.map(() => `node ${node} runs what must be apart`),
    ];
  });
}

function size(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min, max });
}

function few<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { maxLength: 2 }) },
  );
}
