import { at, mappingAt } from '../data';
import { DISRUPTION_BUDGET, NETWORK_POLICY, objectsOf, SERVICE } from './kinds';
import { perScope } from './per-scope';
import { SelectorIndex } from './selector-index';

/** Services, by the pods that they send traffic to. */
export const services = perScope(
  (scope) =>
    new SelectorIndex(objectsOf(scope, SERVICE), ({ manifest }) => {
      const matchLabels = mappingAt(manifest, 'spec', 'selector');
      return Object.keys(matchLabels).length === 0 ? undefined : { matchLabels };
    }),
);

/** NetworkPolicies, by the pods that they are about. */
export const networkPolicies = perScope(
  (scope) =>
    new SelectorIndex(objectsOf(scope, NETWORK_POLICY), ({ manifest }) => mappingAt(manifest, 'spec', 'podSelector')),
);

/** PodDisruptionBudgets, by the pods that they protect. */
export const disruptionBudgets = perScope(
  (scope) =>
    new SelectorIndex(
      objectsOf(scope, DISRUPTION_BUDGET),
      ({ manifest }) => at(manifest, 'spec', 'selector') ?? undefined,
    ),
);
