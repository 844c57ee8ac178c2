import * as fc from 'fast-check';
import { BUILT_IN_RULES } from '../../lib/checks/built-in-rules';
import { CheckScope } from '../../lib/checks/check-scope';
import { Rule } from '../../lib/checks/rule';
import { RulePlan } from '../../lib/checks/rule-plan';
import { isMapping } from '../../lib/model/core/untrusted';
import { scopeOfChart } from '../support/app-scopes';
import { application, chartOf } from '../support/arbitraries/application';
import { garbled } from '../support/arbitraries/garbled';
import { RANDOM } from '../support/arbitraries/settings';
import { scopeOf } from '../support/checks';
import { POLICY_CASES, policyObjects } from '../support/policy-cases';
import { VALID_MANIFESTS } from '../support/valid-manifests';

const PLAN = new RulePlan(BUILT_IN_RULES);

function inOnePass(scope: CheckScope): string[] {
  const { found, failed } = PLAN.judge(scope);
  expect(failed).toEqual([]);
  return found.map(({ rule, finding }) => JSON.stringify([rule.id, finding])).sort();
}

function oneByOne(scope: CheckScope): string[] {
  return BUILT_IN_RULES.flatMap((rule) => rule.check(scope).map((each) => JSON.stringify([rule.id, each]))).sort();
}

describe('one pass finds what each rule finds by itself', () => {
  it.each(POLICY_CASES)('where $rule is broken', ({ bad }) => {
    const scope = scopeOf(policyObjects(bad));
    expect(inOnePass(scope)).toEqual(oneByOne(scope));
  });

  it('whatever objects hold', () => {
    fc.assert(
      fc.property(fc.oneof(garbled(VALID_MANIFESTS), garbled(policyObjects())), (objects) => {
        const scope = scopeOf(objects.filter((each) => isMapping(each)));
        expect(inOnePass(scope)).toEqual(oneByOne(scope));
      }),
      RANDOM,
    );
  });

  it('in any valid application', () => {
    fc.assert(
      fc.property(application, (given) => {
        const scope = scopeOfChart(chartOf(given));
        expect(inOnePass(scope)).toEqual(oneByOne(scope));
      }),
      { ...RANDOM, numRuns: Math.ceil(RANDOM.numRuns / 4) },
    );
  });
});

test('a rule that throws takes nothing away from the others', () => {
  const [healthy] = BUILT_IN_RULES.filter(({ id }) => id === 'default-namespace') as [Rule];
  const ill: Rule = { ...healthy, id: 'ill', check: () => JSON.parse('{') as [] };
  const scope = scopeOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]);
  const { found, failed } = new RulePlan([ill, healthy]).judge(scope);
  expect(found.map(({ rule }) => rule.id)).toEqual(['default-namespace']);
  expect(failed.map(({ rule }) => rule.id)).toEqual(['ill']);
});
