import * as fc from 'fast-check';
import { BUILT_IN_RULES } from '../../lib/checks/built-in-rules';
import { CheckScope } from '../../lib/checks/check-scope';
import { Glance } from '../../lib/checks/glance/glance';
import { lookAtScope } from '../../lib/checks/glance/scope-glance';
import { signOf, Unusual } from '../../lib/checks/glance/sign';
import { Rule } from '../../lib/checks/rule';
import { RulePlan } from '../../lib/checks/rule-plan';
import { targetKinds } from '../../lib/checks/schema/target-kinds';
import { isMapping } from '../../lib/model/core/untrusted';
import { scopeOfChart } from '../support/app-scopes';
import { application, chartOf } from '../support/arbitraries/application';
import { disturbed } from '../support/arbitraries/disturbed';
import { garbled } from '../support/arbitraries/garbled';
import { RANDOM } from '../support/arbitraries/settings';
import { scopeOf } from '../support/checks';
import { POLICY_CASES, policyObjects } from '../support/policy-cases';
import { usualObjects } from '../support/usual-objects';
import { VALID_MANIFESTS } from '../support/valid-manifests';

const PLAN = new RulePlan(BUILT_IN_RULES);
const UNUSUAL = new Map(Object.values(Unusual).map((name) => [signOf(name), name]));

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

  it('in an application that is as usual but for a few changes', () => {
    fc.assert(
      fc.property(disturbed(usualObjects()), (objects) => {
        const scope = scopeOf(objects);
        expect(inOnePass(scope)).toEqual(oneByOne(scope));
      }),
      { ...RANDOM, numRuns: RANDOM.numRuns * 3 },
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

  it('in any valid application with a few changes', () => {
    const changed = application.chain((given) =>
      disturbed(scopeOfChart(chartOf(given)).objects.map(({ manifest }) => manifest)),
    );
    fc.assert(
      fc.property(changed, (objects) => {
        const scope = scopeOf(objects);
        expect(inOnePass(scope)).toEqual(oneByOne(scope));
      }),
      RANDOM,
    );
  });
});

test('nothing of a usual application is unusual, so that hardly a rule is asked', () => {
  const scope = scopeOf(usualObjects());
  const glance = new Glance();
  lookAtScope(scope, glance.signs);
  const shown = scope.objects.flatMap((object) => {
    glance.look(object, targetKinds(scope));
    return glance.signs.shown.filter((sign) => UNUSUAL.has(sign)).map((sign) => [object.kind, UNUSUAL.get(sign)]);
  });
  expect(shown).toEqual([]);
});

test('a rule that throws takes nothing away from the others', () => {
  const [healthy] = BUILT_IN_RULES.filter(({ id }) => id === 'default-namespace') as [Rule];
  const ill: Rule = { ...healthy, id: 'ill', check: () => JSON.parse('{') as [] };
  const scope = scopeOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]);
  const { found, failed } = new RulePlan([ill, healthy]).judge(scope);
  expect(found.map(({ rule }) => rule.id)).toEqual(['default-namespace']);
  expect(failed.map(({ rule }) => rule.id)).toEqual(['ill']);
});
