import { Manifests } from 'cdk8s-webapp/testing';
import * as fc from 'fast-check';
import { SECRET_RULES } from '../../lib/checks/secrets/secret-rules';
import { SEMANTICS_RULES } from '../../lib/checks/semantics/semantics-rules';
import { application, chartOf } from '../support/arbitraries/application';
import { RANDOM } from '../support/arbitraries/settings';
import { foundBy, scopeOf } from '../support/checks';
import { renderedFiles } from '../support/rendered';

const RULES = [...SEMANTICS_RULES, ...SECRET_RULES];
/** Advice that a random application, which may well be bad, need not follow. */
const ADVICE = ['job-name-fixed', 'service-fixed-address'];

describe('the rules of semantics and secrets', () => {
  it.each(renderedFiles())('find nothing in $file', ({ scope }) => {
    const found = RULES.flatMap((rule) => foundBy(rule, scope).map((text) => `${rule.id}: ${text}`));
    expect(found).toEqual([]);
  });

  it(`find nothing in what valid applications become (${RANDOM.numRuns} of seed ${RANDOM.seed})`, () => {
    fc.assert(
      fc.property(application, (given) => {
        const scope = scopeOf(Manifests.of(chartOf(given)).all());
        const rules = RULES.filter(({ id }) => !ADVICE.includes(id));
        expect(rules.flatMap((rule) => foundBy(rule, scope).map((text) => `${rule.id}: ${text}`))).toEqual([]);
      }),
      RANDOM,
    );
  });
});
