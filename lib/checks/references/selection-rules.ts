import { show } from '../../model/core/issue';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { at, listAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { ApiKind, both, inList, NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
import { DEPLOYED } from '../severity';
import { References } from './references';

/** Other programs have kinds of that name. */
export const NETWORK_POLICY: ApiKind = { group: 'networking.k8s.io', kind: 'NetworkPolicy' };
/** Labels of pods that well-known controllers make by themselves. */
const FOREIGN_LABELS = ['acme.cert-manager.io/http01-solver'];

/** Rules that say that what selects pods by labels finds some. */
export const SELECTION_RULES: readonly Rule[] = [
  objectRule(
    {
      id: 'dangling-network-policy',
      needs: [Unusual.POLICY],
      severity: DEPLOYED,
      summary: 'Every NetworkPolicy for pods with certain labels finds some.',
      remedy: 'Let its podSelector be the labels of the pods; where somebody else makes them, say so by an exception.',
      aliases: { kubeLinter: ['dangling-networkpolicy'], kubeScore: ['networkpolicy-targets-pod'] },
    },
    [NETWORK_POLICY],
    (object, scope) => idle(scope, object, 'spec.podSelector', at(object.manifest, 'spec', 'podSelector')),
  ),
  objectRule(
    {
      id: 'dangling-network-policy-peer',
      needs: ['from', 'to'],
      severity: DEPLOYED,
      summary: 'Every peer of a NetworkPolicy that is pods of its own namespace with certain labels finds some.',
      remedy: 'Correct the labels; give a namespaceSelector where the pods run elsewhere.',
      aliases: { kubeLinter: ['dangling-networkpolicypeer-podselector'] },
    },
    [NETWORK_POLICY],
    (object, scope) => both(idlePeers(scope, object, 'ingress', 'from'), idlePeers(scope, object, 'egress', 'to')),
  ),
  objectRule(
    {
      id: 'dangling-disruption-budget',
      needs: [Unusual.BUDGET],
      severity: DEPLOYED,
      summary: 'Every PodDisruptionBudget for pods with certain labels finds some.',
      remedy: 'Let its selector be that of the workload.',
    },
    [{ group: 'policy', kind: 'PodDisruptionBudget' }],
    (object, scope) => idle(scope, object, 'spec.selector', at(object.manifest, 'spec', 'selector')),
  ),
];

/** Whether a selector asks for anything: one that does not is for whatever there will be. */
function isNarrow(selector: unknown): selector is Mapping {
  return (
    isMapping(selector) && (hasEntries(at(selector, 'matchLabels')) || listAt(selector, 'matchExpressions').length > 0)
  );
}

function hasEntries(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length > 0;
}

function idlePeers(scope: CheckScope, object: CheckedObject, direction: string, peers: string): readonly Problem[] {
  return inList(at(object.manifest, 'spec', direction), (rule, index) =>
    inList(at(rule, peers), (peer, position) =>
      at(peer, 'namespaceSelector') === undefined
        ? idle(scope, object, `spec.${direction}[${index}].${peers}[${position}].podSelector`, at(peer, 'podSelector'))
        : NO_PROBLEM,
    ),
  );
}

/** A selector that asks for something and finds nothing. */
function idle(scope: CheckScope, object: CheckedObject, field: string, selector: unknown): readonly Problem[] {
  if (!isNarrow(selector) || References.of(scope).pods.select(object.namespace ?? '', selector).length > 0) {
    return NO_PROBLEM;
  }
  const isForeign = FOREIGN_LABELS.some((label) => at(selector, 'matchLabels', label) !== undefined);
  return isForeign ? NO_PROBLEM : [{ field, given: show(selector), allowed: 'labels of pods of the same namespace' }];
}
