import { Manifests } from 'cdk8s-webapp/testing';
import * as fc from 'fast-check';
import { POLICY_RULES } from '../../../lib/checks/policy/policy-rules';
import { Rule } from '../../../lib/checks/rule';
import { ALWAYS } from '../../../lib/checks/severity';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { isMapping } from '../../../lib/model/core/untrusted';
import { application, chartOf } from '../../support/arbitraries/application';
import { garbled } from '../../support/arbitraries/garbled';
import { RANDOM } from '../../support/arbitraries/settings';
import { foundBy, scopeOf } from '../../support/checks';
import { POLICY_CASES, PolicyApp, policyObjects } from '../../support/policy-cases';

function ruleOf(id: string): Rule {
  const rule = POLICY_RULES.find((each) => each.id === id);
  if (rule === undefined) {
    throw new Error(`there is no rule ${id}`);
  }
  return rule;
}

function found(id: string, change?: (app: PolicyApp) => void, version = '1.28'): string[] {
  return foundBy(
    ruleOf(id),
    scopeOf(policyObjects(change), { kubernetesVersion: new KubernetesVersion(version) }),
  ).sort();
}

describe('every rule', () => {
  it.each(POLICY_CASES)('$rule finds what is wrong', ({ rule, bad, finds, version }) => {
    expect(found(rule, bad, version)).toEqual(finds);
  });

  it.each(POLICY_CASES)('$rule finds nothing where nothing is wrong', ({ rule, good, version }) => {
    expect(found(rule, good, version)).toEqual([]);
  });

  it('has a case', () => {
    const ids = POLICY_RULES.map(({ id }) => id);
    expect([...new Set(POLICY_CASES.map(({ rule }) => rule))].sort()).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(POLICY_RULES.map((rule) => [rule.id, rule] as const))(
    '%s says what is demanded and what to do',
    (id, rule) => {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(rule.summary).toMatch(/^[A-Z].*\.$/);
      expect(rule.remedy).toMatch(/^[A-Z].*\.$/);
    },
  );
});

describe('rules', () => {
  it('do not throw and find the same in any order, whatever objects hold', () => {
    const given = fc.constantFrom(...POLICY_CASES).chain(({ bad }) => garbled(policyObjects(bad)));
    fc.assert(
      fc.property(given, (objects) => {
        const findings = (all: readonly unknown[]) => {
          const scope = scopeOf(all.filter((each) => isMapping(each)));
          return POLICY_RULES.flatMap((rule) => foundBy(rule, scope).map((each) => `${rule.id} ${each}`)).sort();
        };
        expect(findings([...objects].reverse())).toEqual(findings(objects));
      }),
      { ...RANDOM, numRuns: RANDOM.numRuns * 3 },
    );
  });

  it('that clusters enforce find nothing in any valid application', () => {
    const enforced = POLICY_RULES.filter(({ severity }) => severity === ALWAYS);
    expect(enforced.map(({ id }) => id)).toEqual(['pod-security-enforced', 'pod-security-label-invalid']);
    fc.assert(
      fc.property(application, (given) => {
        const scope = scopeOf(Manifests.of(chartOf(given)).all());
        expect(enforced.flatMap((rule) => foundBy(rule, scope))).toEqual([]);
      }),
      RANDOM,
    );
  });
});
