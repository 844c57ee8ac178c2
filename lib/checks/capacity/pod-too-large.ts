import { Rule, RuleFinding } from '../rule';
import { ALWAYS } from '../severity';
import { ClusterCapacity } from './cluster-capacity';
import { describe, labelOf } from './figures';
import { Match } from './node-match';
import { Amounts, timesIn } from './problem';
import { clusterRemedies, oneOf } from './remedies';
import { PODS } from './resources';

/** A pod has room on an otherwise empty node that it may run on. */
export const POD_TOO_LARGE: Rule = {
  id: 'capacity-pod-too-large',
  severity: ALWAYS,
  summary: 'At least one node has room for a pod, and accepts it.',
  remedy: 'Request less, or declare the node pool that the pod is meant for.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable ? [] : [...tooLarge(capacity), ...crowdedOut(capacity)];
  },
};

function tooLarge(capacity: ClusterCapacity): RuleFinding[] {
  const { workloads, site, tooLarge: kinds } = capacity;
  return kinds.flatMap((kind) => {
    const load = workloads.loads[kind];
    if (load === undefined) {
      return [];
    }
    const request = workloads.requests[kind] ?? [];
    const isAccepted = site.pools.some((_, pool) => site.isOpen(kind, pool));
    return [
      {
        object: load.pod.object,
        field: isAccepted ? `${load.pod.field}.containers` : load.pod.field,
        given: `a pod that requests ${describe(workloads, request)}; ${whyNot(capacity, kind).join('; ')}`,
        allowed: 'a pod for which at least one node has room',
        remedy: isAccepted
          ? remedyOf(capacity, kind)
          : 'Change what the pod asks of nodes, or declare a node pool that has it.',
      },
    ];
  });
}

/** Per pool, why a pod cannot run on its nodes. */
function whyNot({ workloads, site }: ClusterCapacity, kind: number): string[] {
  return site.pools.map(({ name }, pool) => {
    const { match = Match.YES, reason = '' } = site.matches[kind]?.[pool] ?? {};
    return match === Match.NO
      ? `not on ${name}: ${reason}`
      : `a node of ${name} offers ${describe(workloads, roomFor(workloads.requests[kind] ?? [], site.free[pool] ?? []))}`;
  });
}

/** What of the room matters to the request. */
function roomFor(request: Amounts, room: Amounts): number[] {
  return room.map((amount, resource) =>
    (request[resource] ?? 0) > 0 ? Math.max(0, amount) : resource < PODS ? amount : 0,
  );
}

function remedyOf(capacity: ClusterCapacity, kind: number): string {
  const { workloads, site } = capacity;
  const request = workloads.requests[kind] ?? [];
  const larger = clusterRemedies(capacity, kind, (other) =>
    other.free.some((free, pool) => other.isOpen(kind, pool) && timesIn(free, request) >= 1),
  );
  const open = site.free.filter((_, pool) => site.isOpen(kind, pool));
  // The pool on which least has to be given up.
  const roomiest = open.find((free) => free.every((amount) => amount > 0)) ?? open[0] ?? [];
  const excess = request.map((amount, resource) =>
    amount > (roomiest[resource] ?? 0) ? Math.max(0, roomiest[resource] ?? 0) : 0,
  );
  const less = excess.some((amount) => amount > 0)
    ? [
        `request at most ${request.flatMap((amount, resource) => (amount > (roomiest[resource] ?? 0) ? [shown(capacity, resource, Math.max(0, roomiest[resource] ?? 0))] : [])).join(' and ')}`,
      ]
    : [];
  return oneOf([...less, ...larger], POD_TOO_LARGE.remedy);
}

function shown({ workloads: { resources } }: ClusterCapacity, resource: number, amount: number): string {
  return `${resources.show(resource, amount)} of ${labelOf(resources.nameOf(resource))}`;
}

/** A DaemonSet has a pod on every node, or lacks one there for ever. */
function crowdedOut({ workloads, site }: ClusterCapacity): RuleFinding[] {
  return site.crowdedOut.flatMap(({ kind, pool, room }) => {
    const load = workloads.loads[kind];
    const request = workloads.requests[kind] ?? [];
    return load === undefined
      ? []
      : [
          {
            object: load.pod.object,
            field: `${load.pod.field}.containers`,
            given: `a pod on every node of ${site.pools[pool]?.name} that requests ${describe(workloads, request)}; ${describe(workloads, roomFor(request, room))} are left there`,
            allowed: 'a pod for which every node has room that it selects',
            remedy: 'Request less, select other nodes, or choose a larger shape for the pool.',
          },
        ];
  });
}
