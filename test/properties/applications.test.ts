import { Manifests } from 'cdk8s-webapp/testing';
import * as fc from 'fast-check';
import { application, chartOf } from '../support/arbitraries/application';
import { RANDOM } from '../support/arbitraries/settings';
import * as invariants from '../support/invariants';
import { AnyManifest } from '../support/synthesis';

const INVARIANTS = [
  invariants.selectorProblems,
  invariants.portProblems,
  invariants.nameProblems,
  invariants.referenceProblems,
  invariants.companionProblems,
  invariants.valueProblems,
];

describe(`any valid application (${RANDOM.numRuns} of seed ${RANDOM.seed})`, () => {
  it('has no issue, and objects that fit together', () => {
    fc.assert(
      fc.property(application, (given) => {
        const manifests = Manifests.of(chartOf(given));
        expect(manifests.issues).toEqual([]);
        const objects = manifests.all() as AnyManifest[];
        expect(INVARIANTS.flatMap((problems) => problems(objects))).toEqual([]);
      }),
      RANDOM,
    );
  });

  it('is written in the same bytes twice', () => {
    fc.assert(
      fc.property(application, (given) => {
        expect(Manifests.of(chartOf(given)).yaml).toBe(Manifests.of(chartOf(given)).yaml);
      }),
      { ...RANDOM, numRuns: Math.ceil(RANDOM.numRuns / 4) },
    );
  });
});
