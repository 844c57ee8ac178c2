import { Rule, RuleFinding } from '../rule';
import { ADVICE, ALWAYS } from '../severity';
import { fieldOf, firstOf } from './at-rest';
import { ClusterCapacity, isFit } from './cluster-capacity';
import { shortage } from './figures';
import { clusterRemedies, oneOf } from './remedies';
import { Fit } from './solve';

const ROLLING = { isRolling: true };

/** A rolling update that waits for a new pod before it ends an old one gets that pod placed. */
export const ROLLOUT_STUCK: Rule = {
  id: 'capacity-rollout-stuck',
  severity: ALWAYS,
  summary: 'A Deployment whose maxUnavailable is 0 has room for one pod more, or no update would ever begin.',
  remedy: 'Let one pod be missing during an update (rollout maxUnavailable 1), request less, or declare more nodes.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable || !isFit(capacity.rest) ? [] : stuck(capacity);
  },
};

/** An apply rolls all Deployments at once, and runs the Jobs. */
export const SURGE: Rule = {
  id: 'capacity-surge',
  severity: ADVICE,
  summary: 'There is room to roll all Deployments at once, and for the Jobs beside them.',
  remedy: 'Lower maxSurge, request less, or declare more nodes: until there is room, new pods wait.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable || !isFit(capacity.rest) ? [] : surging(capacity);
  },
};

/** A Job finds room beside what always runs. */
export const JOB_WAITS: Rule = {
  id: 'capacity-job-waits',
  severity: ADVICE,
  summary: 'There is room for the pods of a Job or CronJob beside those that always run.',
  remedy: 'Request less, run fewer pods at once, or declare more nodes: until there is room, the Job waits.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable || !isFit(capacity.rest) ? [] : waiting(capacity);
  },
};

function stuck(capacity: ClusterCapacity): RuleFinding[] {
  const { workloads } = capacity;
  return workloads.loads.flatMap(({ needsExtra, pod }, kind) => {
    if (!needsExtra || hasRoomForOneMore(capacity, kind)) {
      return [];
    }
    const counts = workloads.atRest.map((count, other) => (other === kind ? count + 1 : count));
    if (capacity.solve(counts, ROLLING).fit !== Fit.NO) {
      return [];
    }
    const remedies = clusterRemedies(capacity, kind, (site) => capacity.wouldFit(site, counts, ROLLING));
    return [
      {
        object: pod.object,
        field: 'spec.strategy',
        given: `maxUnavailable 0, so an update needs a place for one pod more: ${shortage(capacity, counts, 'with it')}`,
        allowed: 'room for one pod more, or an update that may begin without one of the old',
        remedy: oneOf(
          ['let one pod be missing during an update (maxUnavailable 1)', ...remedies],
          ROLLOUT_STUCK.remedy,
        ),
      },
    ];
  });
}

/** Whether one of the nodes, as they are at rest, has room: the quick way. */
function hasRoomForOneMore({ rest: { placement } }: ClusterCapacity, kind: number): boolean {
  return placement?.nodes.some((_, node) => placement.hasRoom(kind, node)) === true;
}

function surging(capacity: ClusterCapacity): RuleFinding[] {
  const { surging: counts, workloads } = capacity;
  if (capacity.solve(counts, ROLLING).fit !== Fit.NO) {
    return [];
  }
  // What already runs has its place: one of those that surge is left over.
  const extra = firstWithoutPlaceAmong(capacity, counts);
  const load = workloads.loads[extra];
  return load === undefined
    ? []
    : [
        {
          object: load.pod.object,
          field: load.surge > 0 ? 'spec.strategy' : fieldOf(load),
          given: shortage(capacity, counts, 'while every Deployment surges'),
          allowed: 'room for all new pods beside all old ones',
          remedy: oneOf(
            clusterRemedies(capacity, extra, (site) => capacity.wouldFit(site, counts, ROLLING)),
            SURGE.remedy,
          ),
        },
      ];
}

/** The first kind whose additional pods have no place, given all that runs at rest. */
function firstWithoutPlaceAmong(capacity: ClusterCapacity, counts: readonly number[]): number {
  const { atRest } = capacity.workloads;
  const growing = counts.flatMap((count, kind) => (count > (atRest[kind] ?? 0) ? [kind] : []));
  const found = firstOf(growing, (kind) => {
    const first = atRest.map((count, other) => (other <= kind ? (counts[other] ?? 0) : count));
    return capacity.solve(first, ROLLING).fit === Fit.NO;
  });
  return found ?? -1;
}

function waiting(capacity: ClusterCapacity): RuleFinding[] {
  const { workloads } = capacity;
  const { tooLarge } = capacity;
  return workloads.loads.flatMap((load, kind) => {
    const counts = workloads.atRest.map((count, other) => (other === kind ? load.passing : count));
    if (load.passing === 0 || tooLarge.includes(kind) || capacity.solve(counts).fit !== Fit.NO) {
      return [];
    }
    return [
      {
        object: load.pod.object,
        field: load.pod.field,
        given: shortage(capacity, counts, 'while it runs'),
        allowed: 'room for its pods beside all that always run',
        remedy: oneOf(
          clusterRemedies(capacity, kind, (site) => capacity.wouldFit(site, counts)),
          JOB_WAITS.remedy,
        ),
      },
    ];
  });
}
