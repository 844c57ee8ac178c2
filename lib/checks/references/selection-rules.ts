import { show } from '../../model/core/issue';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject, groupOf } from '../checked-object';
import { at, listAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { DEPLOYED } from '../severity';
import { References } from './references';

const NETWORKING = 'networking.k8s.io';
/** Labels of pods that well-known controllers make by themselves. */
const FOREIGN_LABELS = ['acme.cert-manager.io/http01-solver'];

/** Rules that say that what selects pods by labels finds some. */
export const SELECTION_RULES: readonly Rule[] = [
  {
    id: 'dangling-network-policy',
    severity: DEPLOYED,
    summary: 'Every NetworkPolicy for pods with certain labels finds some.',
    remedy: 'Let its podSelector be the labels of the pods; where somebody else makes them, say so by an exception.',
    aliases: { kubeLinter: ['dangling-networkpolicy'], kubeScore: ['networkpolicy-targets-pod'] },
    check: (scope) =>
      policies(scope).flatMap((object) => {
        const selector = at(object.manifest, 'spec', 'podSelector');
        return isNarrow(selector) ? idle(scope, object, 'spec.podSelector', selector) : [];
      }),
  },
  {
    id: 'dangling-network-policy-peer',
    severity: DEPLOYED,
    summary: 'Every peer of a NetworkPolicy that is pods of its own namespace with certain labels finds some.',
    remedy: 'Correct the labels; give a namespaceSelector where the pods run elsewhere.',
    aliases: { kubeLinter: ['dangling-networkpolicypeer-podselector'] },
    check: (scope) => policies(scope).flatMap((object) => idlePeers(scope, object)),
  },
  {
    id: 'dangling-disruption-budget',
    severity: DEPLOYED,
    summary: 'Every PodDisruptionBudget for pods with certain labels finds some.',
    remedy: 'Let its selector be that of the workload.',
    check: (scope) =>
      scope.ofKind('PodDisruptionBudget').flatMap((object) => {
        const selector = at(object.manifest, 'spec', 'selector');
        const isJudged = groupOf(object.apiVersion) === 'policy' && isNarrow(selector);
        return isJudged ? idle(scope, object, 'spec.selector', selector) : [];
      }),
  },
];

/** NetworkPolicies of Kubernetes itself: other programs have kinds of that name. */
export function policies(scope: CheckScope): CheckedObject[] {
  return scope.ofKind('NetworkPolicy').filter(({ apiVersion }) => groupOf(apiVersion) === NETWORKING);
}

/** Whether a selector asks for anything: one that does not is for whatever there will be. */
export function isNarrow(selector: unknown): selector is Mapping {
  return (
    isMapping(selector) && (hasEntries(at(selector, 'matchLabels')) || listAt(selector, 'matchExpressions').length > 0)
  );
}

function hasEntries(value: unknown): boolean {
  return isMapping(value) && Object.keys(value).length > 0;
}

function idlePeers(scope: CheckScope, object: CheckedObject): RuleFinding[] {
  const sides: readonly (readonly [string, string])[] = [
    ['ingress', 'from'],
    ['egress', 'to'],
  ];
  return sides.flatMap(([direction, peers]) =>
    listAt(object.manifest, 'spec', direction).flatMap((rule, index) =>
      listAt(rule, peers).flatMap((peer, position) => {
        const selector = at(peer, 'podSelector');
        const isOwn = at(peer, 'namespaceSelector') === undefined;
        const field = `spec.${direction}[${index}].${peers}[${position}].podSelector`;
        return isOwn && isNarrow(selector) ? idle(scope, object, field, selector) : [];
      }),
    ),
  );
}

function idle(scope: CheckScope, object: CheckedObject, field: string, selector: Mapping): RuleFinding[] {
  const found = References.of(scope).pods.select(object.namespace ?? '', selector);
  const isForeign = FOREIGN_LABELS.some((label) => at(selector, 'matchLabels', label) !== undefined);
  const allowed = 'labels of pods of the same namespace';
  return found.length > 0 || isForeign ? [] : [{ object, field, given: show(selector), allowed }];
}
