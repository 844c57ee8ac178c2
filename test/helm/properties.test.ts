import { HelmChart } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { appOf, environments } from '../support/arbitraries/environments';
import { RANDOM } from '../support/arbitraries/settings';
import { Comparison, comparisonsOf, MAJORS, renderingProblems } from '../support/helm';
import { describeWithJudge } from '../support/judges';
import { randomApp } from '../support/random-environments';
import { RandomData } from '../support/yaml-random';

/** Two renderings on average come of one program. */
const RUNS = { applications: RANDOM.numRuns * 3, data: RANDOM.numRuns * 10 };

function expectSameObjects(comparisons: readonly Comparison[]): void {
  expect(comparisons.length).toBeGreaterThan(0);
  for (const major of MAJORS) {
    expect(renderingProblems(major, comparisons)).toEqual([]);
  }
}

describeWithJudge(['helm-render', 'yaml-readers'], 'Helm renders in every environment what synthesis writes', () => {
  it(`of ${RUNS.applications} random applications of seed ${RANDOM.seed}`, () => {
    const all = fc.sample(environments, { seed: RANDOM.seed, numRuns: RUNS.applications });
    const comparisons = all.flatMap((each) => {
      const app = appOf(each);
      new HelmChart(app, 'helm-chart');
      return comparisonsOf(app);
    });
    expectSameObjects(comparisons);
  });

  it(`of ${RUNS.data} random programs whose objects hold anything, of seed ${RANDOM.seed}`, () => {
    const random = new RandomData(RANDOM.seed);
    expectSameObjects(Array.from({ length: RUNS.data }, () => comparisonsOf(randomApp(random))).flat());
  });
});
