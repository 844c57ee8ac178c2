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

/** Stands for the kind of whatever an autoscaler scales. */
const SCALED = '(scaled)';

/** Rules that say that what is named is there. */
export const EXISTENCE_RULES: readonly Rule[] = [
  ...NAMESPACED_KINDS.map((referred) => existenceRule(referred, ALWAYS)),
  {
    id: 'nonexistent-scale-target',
    severity: ALWAYS,
    summary: 'What an autoscaler scales is there.',
    remedy: "Correct kind and name, or declare it: external: [ExternalObject.of('Rollout', ...)].",
    aliases: { kubeLinter: ['dangling-horizontalpodautoscaler'], kubeScore: ['horizontalpodautoscaler-has-target'] },
    check: (scope) => missing(scope, SCALED),
  },
  {
    id: 'nonexistent-object',
    severity: ALWAYS,
    summary: 'Every object of another kind that is named is there.',
    remedy: 'Correct kind and name, or declare it: external: [ExternalObject.of(kind, name)].',
    check: (scope) =>
      [...scope.shared(missingIn)].flatMap(([kind, findings]) =>
        kind === SCALED || KNOWN_KINDS.has(kind) ? [] : findings,
      ),
  },
  ...CLUSTER_KINDS.map((referred) => existenceRule(referred, DEPLOYED)),
  {
    id: 'unknown-cluster-object',
    severity: WARNED,
    summary: 'Every object of the whole cluster that is named is declared, where nothing is known of the cluster.',
    remedy: 'Declare it: external: [ExternalObject.of(kind, name)], or say which cluster it is.',
    check: (scope) => (scope.cluster === undefined ? CLUSTER_KINDS.flatMap(({ kind }) => missing(scope, kind)) : []),
  },
];

function existenceRule({ id, kind, remedy, aliases }: ReferredKind, severity: RuleSeverity): Rule {
  const isOfCluster = isClusterKind(kind);
  return {
    ...{ id, severity, remedy, aliases },
    summary: `Every ${kind} that is named is there${isOfCluster ? ', where the cluster is known' : ''}.`,
    check: (scope) => (isOfCluster && scope.cluster === undefined ? [] : missing(scope, kind)),
  };
}

function missing(scope: CheckScope, kind: string): RuleFinding[] {
  return scope.shared(missingIn).get(kind) ?? [];
}

/** What is named and not there, by its kind. */
function missingIn(scope: CheckScope): Map<string, RuleFinding[]> {
  const { all, index } = References.of(scope);
  const byKind = new Map<string, RuleFinding[]>();
  for (const reference of all) {
    const { kind, namespace, name, group, isOptional, isScaled } = reference;
    if (isOptional !== true && !index.has(kind, namespace, name, group)) {
      const key = isScaled === true ? SCALED : kind;
      byKind.set(key, [...(byKind.get(key) ?? []), missingFinding(reference, index.names(kind, namespace, group))]);
    }
  }
  return byKind;
}

function missingFinding({ object, field, kind, namespace, name }: Reference, names: readonly string[]): RuleFinding {
  const place = namespace === undefined ? '' : ` of namespace ${namespace}`;
  return { object, field, given: showWithoutValue(name), allowed: `a ${kind}${place}: ${listed(names)}` };
}
