import { showWithoutValue } from '../../model/core/rules';
import { isClusterKind } from '../../model/external/external-object';
import { CheckScope } from '../check-scope';
import { Unusual } from '../glance/sign';
import { Rule, RuleFinding } from '../rule';
import { familyRule } from '../rule-kinds';
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
const OF_CLUSTER: ReadonlySet<string> = new Set(CLUSTER_KINDS.map(({ kind }) => kind));
/** Ids of rules, by kind. */
const RULES: ReadonlyMap<string, string> = new Map(
  [...NAMESPACED_KINDS, ...CLUSTER_KINDS].map(({ kind, id }) => [kind, id]),
);
const SCALE_TARGET = 'nonexistent-scale-target';
const OTHER_KIND = 'nonexistent-object';
const UNKNOWN_CLUSTER = 'unknown-cluster-object';

/** Rules that say that what is named is there. */
export const EXISTENCE_RULES: readonly Rule[] = [
  ...NAMESPACED_KINDS.map((referred) => existenceRule(referred, ALWAYS)),
  familyRule(
    {
      id: SCALE_TARGET,
      needs: [Unusual.REFERENCE],
      summary: 'What an autoscaler scales is there.',
      remedy: "Correct kind and name, or declare it: external: [ExternalObject.of('Rollout', ...)].",
      aliases: { kubeLinter: ['dangling-horizontalpodautoscaler'], kubeScore: ['horizontalpodautoscaler-has-target'] },
    },
    missingIn,
  ),
  familyRule(
    {
      id: OTHER_KIND,
      needs: [Unusual.REFERENCE],
      summary: 'Every object of another kind that is named is there.',
      remedy: 'Correct kind and name, or declare it: external: [ExternalObject.of(kind, name)].',
    },
    missingIn,
  ),
  ...CLUSTER_KINDS.map((referred) => existenceRule(referred, DEPLOYED)),
  familyRule(
    {
      id: UNKNOWN_CLUSTER,
      needs: [Unusual.REFERENCE],
      severity: WARNED,
      summary: 'Every object of the whole cluster that is named is declared, where nothing is known of the cluster.',
      remedy: 'Declare it: external: [ExternalObject.of(kind, name)], or say which cluster it is.',
    },
    missingIn,
  ),
];

function existenceRule({ id, kind, remedy, aliases }: ReferredKind, severity: RuleSeverity): Rule {
  const summary = `Every ${kind} that is named is there${isClusterKind(kind) ? ', where the cluster is known' : ''}.`;
  return familyRule({ id, needs: [Unusual.REFERENCE], severity, summary, remedy, aliases }, missingIn);
}

/** The rule that says that what is referred to must be there. */
function ruleOf({ kind, isScaled }: Reference, { cluster }: CheckScope): string {
  if (isScaled === true) {
    return SCALE_TARGET;
  }
  return cluster === undefined && OF_CLUSTER.has(kind) ? UNKNOWN_CLUSTER : (RULES.get(kind) ?? OTHER_KIND);
}

/** What is named and not there, by rule. */
function missingIn(scope: CheckScope): Map<string, RuleFinding[]> {
  const { all, index } = References.of(scope);
  const byRule = new Map<string, RuleFinding[]>();
  for (const reference of all) {
    const { kind, namespace, name, group, isOptional } = reference;
    if (isOptional !== true && !index.has(kind, namespace, name, group)) {
      const key = ruleOf(reference, scope);
      byRule.set(key, [...(byRule.get(key) ?? []), missingFinding(reference, index.names(kind, namespace, group))]);
    }
  }
  return byRule;
}

function missingFinding({ object, field, kind, namespace, name }: Reference, names: readonly string[]): RuleFinding {
  const place = namespace === undefined ? '' : ` of namespace ${namespace}`;
  return { object, field, given: showWithoutValue(name), allowed: `a ${kind}${place}: ${listed(names)}` };
}
