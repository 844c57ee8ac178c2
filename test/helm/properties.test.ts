import { type App, HelmChart } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { appOf, type Environments, environments } from '../support/arbitraries/environments';
import { RANDOM } from '../support/arbitraries/settings';
import { comparisonsOf, MAJORS, renderingProblems } from '../support/helm';
import { describeWithJudge } from '../support/judges';
import { randomApp } from '../support/random-environments';
import { RandomData } from '../support/yaml-random';

const RUNS = { applications: RANDOM.numRuns * 2, data: RANDOM.numRuns * 6 };

/** Programs whose charts are rendered together: one process of Helm takes them all, as one text. */
const BATCH = 100;

/** Makes apps, and has both majors of Helm render their charts. */
function expectSameObjects(runs: number, appOfRun: (run: number) => App): void {
  for (let first = 0; first < runs; first += BATCH) {
    const length = Math.min(BATCH, runs - first);
    const comparisons = Array.from({ length }, (_, index) => comparisonsOf(appOfRun(first + index))).flat();
    expect(comparisons.length).toBeGreaterThanOrEqual(length);
    for (const major of MAJORS) {
      expect(renderingProblems(major, comparisons)).toEqual([]);
    }
  }
}

describeWithJudge(['helm-render', 'yaml-readers'], 'Helm renders in every environment what synthesis writes', () => {
  it(`of ${RUNS.applications} random applications of seed ${RANDOM.seed}`, () => {
    const all = fc.sample(environments, { seed: RANDOM.seed, numRuns: RUNS.applications });
    expectSameObjects(RUNS.applications, (run) => {
      const app = appOf(all[run] as Environments);
      new HelmChart(app, 'helm-chart');
      return app;
    });
  });

  it(`of ${RUNS.data} random programs whose objects hold anything, of seed ${RANDOM.seed}`, () => {
    const random = new RandomData(RANDOM.seed);
    expectSameObjects(RUNS.data, () => randomApp(random));
  });
});
