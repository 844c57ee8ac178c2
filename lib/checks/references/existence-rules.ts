import { showWithoutValue } from '../../model/core/rules';
import { isClusterKind } from '../../model/external/external-object';
import { CheckScope } from '../check-scope';
import { Rule, RuleFinding } from '../rule';
import { ALWAYS, DEPLOYED, RuleSeverity, Severity } from '../severity';
import { listed } from './listed';
import { Reference } from './reference';
import { References } from './references';
import { CLUSTER_KINDS, NAMESPACED_KINDS, ReferredKind } from './referred-kind';

const WARNED: RuleSeverity = {
  development: Severity.WARNING,
  staging: Severity.WARNING,
  production: Severity.WARNING,
};
const KNOWN_KINDS: ReadonlySet<string> = new Set([...NAMESPACED_KINDS, ...CLUSTER_KINDS].map(({ kind }) => kind));

/** Rules that say that what is named is there. */
export const EXISTENCE_RULES: readonly Rule[] = [
  ...NAMESPACED_KINDS.map((referred) => existenceRule(referred, ALWAYS)),
  {
    id: 'nonexistent-scale-target',
    severity: ALWAYS,
    summary: 'What an autoscaler scales is there.',
    remedy: "Correct kind and name, or declare it: external: [ExternalObject.of('Rollout', ...)].",
    aliases: { kubeLinter: ['dangling-horizontalpodautoscaler'], kubeScore: ['horizontalpodautoscaler-has-target'] },
    check: (scope) => {
      const references = References.of(scope);
      return references.kinds.flatMap((kind) => missing(references, kind, ({ isScaled }) => isScaled === true));
    },
  },
  {
    id: 'nonexistent-object',
    severity: ALWAYS,
    summary: 'Every object of another kind that is named is there.',
    remedy: 'Correct kind and name, or declare it: external: [ExternalObject.of(kind, name)].',
    check: (scope) => {
      const references = References.of(scope);
      const kinds = references.kinds.filter((kind) => !KNOWN_KINDS.has(kind));
      return kinds.flatMap((kind) => missing(references, kind, ({ isScaled }) => isScaled !== true));
    },
  },
  ...CLUSTER_KINDS.map((referred) => existenceRule(referred, DEPLOYED)),
  {
    id: 'unknown-cluster-object',
    severity: WARNED,
    summary: 'Every object of the whole cluster that is named is declared, where nothing is known of the cluster.',
    remedy: 'Declare it: external: [ExternalObject.of(kind, name)], or say which cluster it is.',
    check: (scope) => {
      const references = References.of(scope);
      const kinds = scope.cluster === undefined ? CLUSTER_KINDS : [];
      return kinds.flatMap(({ kind }) => missing(references, kind));
    },
  },
];

function existenceRule({ id, kind, remedy, aliases }: ReferredKind, severity: RuleSeverity): Rule {
  const isOfCluster = isClusterKind(kind);
  return {
    ...{ id, severity, remedy, aliases },
    summary: `Every ${kind} that is named is there${isOfCluster ? ', where the cluster is known' : ''}.`,
    check: (scope: CheckScope) => {
      const isKnown = !isOfCluster || scope.cluster !== undefined;
      return isKnown ? missing(References.of(scope), kind, ({ isScaled }) => isScaled !== true) : [];
    },
  };
}

function missing(
  references: References,
  kind: string,
  isMeant: (reference: Reference) => boolean = () => true,
): RuleFinding[] {
  const { index } = references;
  const named = references.to(kind);
  if (named.length === 0) {
    return [];
  }
  return named
    .filter((reference) => {
      const { namespace, name, group, isOptional } = reference;
      return isOptional !== true && isMeant(reference) && !index.has(kind, namespace, name, group);
    })
    .map(({ object, field, namespace, name, group }) => {
      const place = namespace === undefined ? '' : ` of namespace ${namespace}`;
      const allowed = `a ${kind}${place}: ${listed(index.names(kind, namespace, group))}`;
      return { object, field, given: showWithoutValue(name), allowed };
    });
}
