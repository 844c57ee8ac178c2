import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Manifests } from 'cdk8s-webapp/testing';
import * as fc from 'fast-check';
import { application, chartOf } from '../support/arbitraries/application';
import { RANDOM } from '../support/arbitraries/settings';
import { describeWithJudge, SPLIT_CRDS, SPLIT_SCHEMAS } from '../support/judges';
import { askKubeconform } from '../support/kubeconform';

const { seed } = RANDOM;
/** One run of the judge sees them all, so there can be more than where each is judged by itself. */
const numRuns = RANDOM.numRuns * 3;

describeWithJudge(['kubeconform', SPLIT_SCHEMAS, SPLIT_CRDS], 'kubeconform', () => {
  it(`accepts every object of ${numRuns} random applications of seed ${seed} for Kubernetes 1.28`, () => {
    const applications = fc.sample(application, { seed, numRuns });
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-properties-'));
    try {
      const counts = applications.map((each, index) => {
        const manifests = Manifests.of(chartOf(each));
        fs.writeFileSync(path.join(directory, `${index}.yaml`), manifests.yaml);
        return manifests.all().length;
      });
      const { resources, summary } = askKubeconform([directory]);
      const refused = resources.map(({ filename, kind, name, msg }) => {
        const index = parseInt(path.basename(filename));
        return `${kind} ${name}: ${msg}\n${fc.stringify(applications[index])}`;
      });
      expect(refused.slice(0, 5)).toEqual([]);
      const valid = counts.reduce((total, count) => total + count);
      expect(summary).toEqual({ valid, invalid: 0, errors: 0, skipped: 0 });
    } finally {
      fs.rmSync(directory, { recursive: true });
    }
  });
});
