import { Rule, RuleFinding } from '../rule';
import { ADVICE, DEPLOYED } from '../severity';
import { ClusterCapacity, isFit } from './cluster-capacity';
import { shortage } from './figures';
import { PodLoad } from './pod-load';
import { clusterRemedies, oneOf, replicaRemedies } from './remedies';
import { Fit } from './solve';

/** An autoscaler can reach its maximum. */
export const AUTOSCALER_MAXIMUM: Rule = {
  id: 'capacity-autoscaler-maximum',
  severity: DEPLOYED,
  summary: 'An autoscaler can reach its maximum while all others run as few pods as they may.',
  remedy: 'Lower maxReplicas, request less, or declare the nodes that the load will need.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable || !isFit(capacity.rest) ? [] : unreachable(capacity);
  },
};

/** All autoscalers can reach their maximum at once. */
export const AUTOSCALERS_TOGETHER: Rule = {
  id: 'capacity-autoscalers-together',
  severity: ADVICE,
  summary: 'All autoscalers can reach their maximum at the same time.',
  remedy: 'Lower maxReplicas, request less, or declare more nodes: load often comes to all at once.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable || !isFit(capacity.rest) ? [] : together(capacity);
  },
};

function unreachable(capacity: ClusterCapacity): RuleFinding[] {
  return capacity.workloads.loads.flatMap((load, kind) => {
    if (load.maximum === load.atRest || capacity.solve(withPods(capacity, kind, load.maximum)).fit !== Fit.NO) {
      return [];
    }
    const counts = withPods(capacity, kind, load.maximum);
    const fewer = replicaRemedies(
      load.maximum,
      (count) => count >= load.atRest && capacity.wouldFit(capacity.site, withPods(capacity, kind, count)),
    ).map((text) => text.replace('run', 'allow at most'));
    return [
      {
        ...placeOf(load),
        given: `${load.maximum}; ${shortage(capacity, counts, 'at this maximum')}`,
        allowed: 'a number of pods that have a place each',
        remedy: oneOf(
          [...fewer, ...clusterRemedies(capacity, kind, (site) => capacity.wouldFit(site, counts))],
          AUTOSCALER_MAXIMUM.remedy,
        ),
      },
    ];
  });
}

function together(capacity: ClusterCapacity): RuleFinding[] {
  const { workloads, maximum } = capacity;
  const scaled = workloads.loads.flatMap((load, kind) => (load.maximum > load.atRest ? [{ load, kind }] : []));
  const [first] = scaled;
  if (first === undefined || scaled.length < 2 || capacity.solve(maximum).fit !== Fit.NO) {
    return [];
  }
  // That one alone cannot is said where it is scaled.
  const isOfOne = scaled.some(
    ({ load, kind }) => capacity.solve(withPods(capacity, kind, load.maximum)).fit === Fit.NO,
  );
  return isOfOne
    ? []
    : [
        {
          ...placeOf(first.load),
          given: `${first.load.maximum}; ${shortage(capacity, maximum, 'with all autoscalers at their maximum')}`,
          allowed: 'maxima that have a place together',
          remedy: oneOf(
            clusterRemedies(capacity, first.kind, (site) => capacity.wouldFit(site, maximum)),
            AUTOSCALERS_TOGETHER.remedy,
          ),
        },
      ];
}

function placeOf({ autoscaler, pod }: PodLoad): Pick<RuleFinding, 'object' | 'field'> {
  return { object: autoscaler ?? pod.object, field: 'spec.maxReplicas' };
}

function withPods({ workloads }: ClusterCapacity, kind: number, count: number): number[] {
  return workloads.atRest.map((each, other) => (other === kind ? count : each));
}
