import { Rule, RuleFinding } from '../rule';
import { ADVICE, ALWAYS } from '../severity';
import { ClusterCapacity } from './cluster-capacity';
import { shortage } from './figures';
import { PodLoad } from './pod-load';
import { clusterRemedies, oneOf, replicaRemedies } from './remedies';
import { CPU, MEMORY, PODS } from './resources';
import { Site } from './site';
import { Fit } from './solve';

/** There is a place for every pod that always runs. */
export const EXCEEDED: Rule = {
  id: 'capacity-exceeded',
  severity: ALWAYS,
  summary: 'The nodes have a place for every pod.',
  remedy: 'Request less, run fewer pods, or declare more or larger nodes.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable ? [] : exceeded(capacity);
  },
};

/** The scheduler finds the places by itself. */
export const FRAGILE: Rule = {
  id: 'capacity-fragile',
  severity: ADVICE,
  summary: 'The scheduler finds a place for every pod, in whatever order they come.',
  remedy: 'Leave more room: request less, run fewer pods, or declare more or larger nodes.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable ? [] : fragile(capacity);
  },
};

function exceeded(capacity: ClusterCapacity): RuleFinding[] {
  const { workloads } = capacity;
  const { tooLarge } = capacity;
  // With pods that fit nowhere anyway, only what all request together is worth a word more.
  const isExceeded =
    tooLarge.length === 0
      ? capacity.rest.fit === Fit.NO
      : sumsExceed(capacity, workloads.atRest) || capacity.solve(without(workloads.atRest, tooLarge)).fit === Fit.NO;
  if (!isExceeded) {
    return [];
  }
  const kind = firstWithoutPlace(capacity, workloads.atRest);
  const load = kind === undefined ? undefined : workloads.loads[kind];
  if (kind === undefined || load === undefined) {
    return [];
  }
  const fits = (site: Site) =>
    capacity.wouldFit(site, workloads.atRest) && capacity.wouldFit(site, capacity.surging, { isRolling: true });
  const fewer = replicaRemedies(load.atRest, (count) =>
    capacity.wouldFit(
      capacity.site,
      workloads.atRest.map((each, other) => (other === kind ? count : each)),
    ),
  );
  const peak = { counts: capacity.surging, situation: 'while every Deployment surges' };
  return [
    {
      object: load.pod.object,
      field: fieldOf(load),
      given: shortage(capacity, workloads.atRest, 'at rest', { peak }),
      allowed: 'pods that have a place each',
      remedy: oneOf([...fewer, ...clusterRemedies(capacity, kind, fits)], EXCEEDED.remedy),
    },
  ];
}

function fragile(capacity: ClusterCapacity): RuleFinding[] {
  const { fit, pending, placement } = capacity.rest;
  if (fit !== Fit.FRAGILE && (fit !== Fit.UNKNOWN || placement === undefined)) {
    return [];
  }
  const kind = fit === Fit.UNKNOWN ? pending.findIndex((count) => count > 0) : largestOf(capacity);
  const load = capacity.workloads.loads[kind];
  return load === undefined
    ? []
    : [
        {
          object: load.pod.object,
          field: fieldOf(load),
          given:
            fit === Fit.UNKNOWN
              ? 'no place was found for every pod, and too many placements to try them all'
              : 'there is a place for every pod, but only where none takes that of another',
          allowed: 'nodes with room to spare',
        },
      ];
}

/** The first kind that has no place beside those before it. */
export function firstWithoutPlace(
  capacity: ClusterCapacity,
  counts: readonly number[],
  options?: Parameters<ClusterCapacity['solve']>[1],
): number | undefined {
  const { loads } = capacity.workloads;
  const present = loads.flatMap((_, kind) => ((counts[kind] ?? 0) > 0 ? [kind] : []));
  return firstOf(present, (kind) => {
    // Add-ons were there before.
    const first = counts.map((count, other) => (other <= kind || other >= loads.length ? count : 0));
    return capacity.solve(first, options).fit === Fit.NO;
  });
}

/** The first for which it holds, given that it holds for all after it; else the last. */
export function firstOf(kinds: readonly number[], holds: (kind: number) => boolean): number | undefined {
  let [from, to] = [0, kinds.length - 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(kinds[middle] ?? 0)) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return kinds[from];
}

/** Where the number of pods stands. */
export function fieldOf({ pod }: PodLoad): string {
  return pod.field === 'spec' ? 'spec' : pod.object.kind.endsWith('Job') ? pod.field : 'spec.replicas';
}

/** The counts, none of these kinds. */
export function without(counts: readonly number[], kinds: readonly number[]): number[] {
  return counts.map((count, kind) => (kinds.includes(kind) ? 0 : count));
}

/** Whether all pods together request more than all nodes offer, of what every node has. */
function sumsExceed({ site, workloads }: ClusterCapacity, counts: readonly number[]): boolean {
  const total = workloads.total(counts);
  const isOne = (total[PODS] ?? 0) < 2;
  return !isOne && [CPU, MEMORY].some((resource) => (total[resource] ?? 0) > roomOf(site, resource));
}

function roomOf({ pools, free }: Site, resource: number): number {
  return pools.reduce((sum, { count }, pool) => sum + count * Math.max(0, free[pool]?.[resource] ?? 0), 0);
}

function largestOf({ workloads }: ClusterCapacity): number {
  const sizes = workloads.loads.map(({ atRest }, kind) => (atRest > 0 ? (workloads.requests[kind]?.[CPU] ?? 0) : -1));
  return sizes.indexOf(Math.max(...sizes));
}
