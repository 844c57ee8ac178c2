import { Amounts, NodeSpace, PlacementProblem, PodKind, timesIn } from './problem';

/** Up to so many pods on a node are counted by their size. */
const MOST_SIZES = 8;

/**
 * Whether no placement can exist, as counting shows: the pods that may run only on some nodes request more than these
 * offer, one kind alone has more pods than there are places, or more pods are large than nodes have room for large ones.
 *
 * `false` says nothing: the pods may not fit all the same.
 */
export function cannotFit(problem: PlacementProblem, counts: readonly number[]): boolean {
  const { nodes, kinds } = problem;
  const present = kinds.map((_, kind) => kind).filter((kind) => (counts[kind] ?? 0) > 0);
  const poolSets = new Map(present.map((kind) => [String(kinds[kind]?.pools), kinds[kind]?.pools ?? []]));
  return (
    present.some((kind) => placesFor(problem, kind) < (counts[kind] ?? 0)) ||
    [...poolSets.values()].some((pools) => {
      const inside = present.filter((kind) => isWithin(kinds[kind]?.pools ?? [], pools));
      const offering = nodes.filter(({ pool }) => pools[pool] === true);
      const group = inside.map((kind) => ({ kind: kinds[kind] as PodKind, count: counts[kind] ?? 0 }));
      return requestsTooMuch(group, offering) || isTooCoarse(group, offering);
    })
  );
}

/** Pods of the kind that the nodes have room for, were they empty. */
function placesFor({ nodes, kinds, apart }: PlacementProblem, kind: number): number {
  const { request = [], pools = [] } = kinds[kind] ?? {};
  const isSingle = apart.some(
    ({ kinds: [a, b = a], topology }) => a === kind && b === kind && topology.domainOfPool === undefined,
  );
  const most = isSingle ? 1 : Infinity;
  return nodes.reduce(
    (sum, { pool, free }) => sum + (pools[pool] === true ? Math.min(most, timesIn(free, request)) : 0),
    0,
  );
}

interface Group {
  readonly kind: PodKind;
  readonly count: number;
}

function requestsTooMuch(group: readonly Group[], nodes: readonly NodeSpace[]): boolean {
  return resourcesOf(group).some(
    (resource) =>
      sum(group, ({ kind, count }) => count * (kind.request[resource] ?? 0)) >
      sum(nodes, ({ free }) => Math.max(0, free[resource] ?? 0)),
  );
}

/** Of pods that each take more than the n-th part of the largest node, a node has room for n - 1 at most. */
function isTooCoarse(group: readonly Group[], nodes: readonly NodeSpace[]): boolean {
  return resourcesOf(group).some((resource) => {
    const largest = Math.max(0, ...nodes.map(({ free }) => free[resource] ?? 0));
    for (let most = 1; most <= MOST_SIZES; most += 1) {
      const large = group.filter(({ kind }) => (kind.request[resource] ?? 0) * (most + 1) > largest);
      const least = Math.min(...large.map(({ kind }) => kind.request[resource] ?? 0));
      const places = sum(nodes, ({ free }) => Math.min(most, Math.floor(Math.max(0, free[resource] ?? 0) / least)));
      if (large.length > 0 && sum(large, ({ count }) => count) > places) {
        return true;
      }
    }
    return false;
  });
}

function resourcesOf(group: readonly Group[]): number[] {
  const length = Math.max(0, ...group.map(({ kind }) => kind.request.length));
  const all = Array.from({ length }, (_, resource) => resource);
  return all.filter((resource) => group.some(({ kind }) => isRequested(kind.request, resource)));
}

function isRequested(request: Amounts, resource: number): boolean {
  return (request[resource] ?? 0) > 0;
}

function isWithin(inner: readonly boolean[], outer: readonly boolean[]): boolean {
  return inner.every((may, pool) => !may || outer[pool] === true);
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
