import { Rule, RuleFinding } from '../rule';
import { ADVICE } from '../severity';
import { fieldOf, firstWithoutPlace } from './at-rest';
import { ClusterCapacity, isFit } from './cluster-capacity';
import { shortage } from './figures';
import { changed, clusterRemedies, oneOf } from './remedies';
import { Site } from './site';
import { Fit } from './solve';

/** While a node is replaced or fails, the others take its pods. */
export const DRAIN: Rule = {
  id: 'capacity-drain',
  severity: ADVICE,
  summary: 'With one node drained, the others have a place for every pod. A cluster of one node cannot be drained.',
  remedy: 'Request less, run fewer pods, or declare one node more: while a node is upgraded or fails, pods wait.',
  check: (scope) => {
    const capacity = ClusterCapacity.of(scope);
    return capacity === undefined || capacity.isComfortable || !isFit(capacity.rest) ? [] : drained(capacity);
  },
};

function drained(capacity: ClusterCapacity): RuleFinding[] {
  const { site, workloads } = capacity;
  const situations = capacity.drainable.map((pool) => ({ drained: pool, counts: capacity.stayingWithout(pool) }));
  const worst = situations.find((each) => capacity.solve(each.counts, each).fit === Fit.NO);
  const kind = worst === undefined ? undefined : firstWithoutPlace(capacity, worst.counts, worst);
  const load = kind === undefined ? undefined : workloads.loads[kind];
  if (worst === undefined || kind === undefined || load === undefined) {
    return [];
  }
  const fits = (other: Site) => capacity.wouldFit(other, worst.counts, worst);
  const left = site.pools.map((pool, index) =>
    index === worst.drained ? changed(pool, { count: pool.count - 1 }) : pool,
  );
  const situation = `with a node of ${site.pools[worst.drained]?.name} drained`;
  return [
    {
      object: load.pod.object,
      field: fieldOf(load),
      given: shortage(capacity, worst.counts, situation, { site: capacity.siteWith(left) }),
      allowed: 'nodes that can do without one of them',
      remedy: oneOf(clusterRemedies(capacity, kind, fits), DRAIN.remedy),
    },
  ];
}
