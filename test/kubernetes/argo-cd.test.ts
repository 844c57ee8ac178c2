import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ArgoCd,
  ArgoCdCluster,
  ArgoCdEnvironmentOptions,
  ArgoCdLayout,
  ArgoCdSync,
  Stage,
  WebAppChart,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { application } from '../support/arbitraries/application';
import { RANDOM } from '../support/arbitraries/settings';
import { argoCdFiles, REPOSITORY, uncheckedApp } from '../support/argo-cd';
import { describeWithJudge, ROOT, SPLIT_CRDS, SPLIT_SCHEMAS } from '../support/judges';
import { askKubeconform } from '../support/kubeconform';

const { seed, numRuns } = RANDOM;
const NONE_WRONG = { invalid: 0, errors: 0, skipped: 0 };

const sync = fc.oneof(
  fc.constant(undefined),
  fc.constant(ArgoCdSync.manual()),
  fc.record({ prune: fc.boolean(), selfHeal: fc.boolean() }).map((options) => ArgoCdSync.automated(options)),
);
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
const clusterName = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,20}$/);

/** What is said of an environment, and what is in it. */
const environment = fc.record({
  application,
  stage: fc.constantFrom(...Object.values(Stage)),
  createNamespace: fc.boolean(),
  cluster: fc.oneof(
    clusterName.map((each) => ArgoCdCluster.named(each)),
    fc.constant(ArgoCdCluster.inCluster()),
    fc.nat(255).map((part) => ArgoCdCluster.server(`https://203.0.113.${part}:6443`)),
  ),
  revision: fc.constantFrom(undefined, 'main', 'release/2.x', 'v1.4.2'),
  sync,
});
const environments = fc.record({
  layout: fc.constantFrom(...Object.values(ArgoCdLayout)),
  each: fc.uniqueArray(fc.tuple(name, environment), { minLength: 1, maxLength: 4, selector: ([each]) => each }),
});

/** The file for Argo CD of an app with such environments. */
function fileOf({ layout, each }: typeof environments extends fc.Arbitrary<infer T> ? T : never): string {
  const app = uncheckedApp();
  const options: { [environment: string]: ArgoCdEnvironmentOptions } = {};
  for (const [id, { application: content, stage, createNamespace, ...rest }] of each) {
    const given = Object.entries(rest).filter(([, value]) => value !== undefined);
    options[`e-${id}`] = Object.fromEntries(given) as ArgoCdEnvironmentOptions;
    const chart = new WebAppChart(app, `e-${id}`, { name: 'shop', namespace: id, stage, createNamespace });
    content.pieces.forEach((piece, index) => {
      piece.define(chart, { id: `p${index}`, index });
    });
  }
  new ArgoCd(app, 'argocd', { repository: REPOSITORY, layout, environments: options });
  return argoCdFiles(app).get('argocd/shop.k8s.yaml') ?? '';
}

describeWithJudge(['kubeconform', SPLIT_SCHEMAS, SPLIT_CRDS], 'kubeconform, with the CRDs of Argo CD', () => {
  it('accepts what todo-chatbot gives to Argo CD', () => {
    const { resources, summary } = askKubeconform([join(ROOT, 'dist/argocd')]);
    expect(resources).toEqual([]);
    expect(summary).toEqual({ valid: 3, ...NONE_WRONG });
  });

  it(`accepts what ${numRuns} random programs of seed ${seed} give to it`, () => {
    const directory = mkdtempSync(join(tmpdir(), 'cdk8s-webapp-argocd-'));
    try {
      const samples = fc.sample(environments, { seed, numRuns });
      const counts = samples.map((sample, index) => {
        const text = fileOf(sample);
        writeFileSync(join(directory, `${index}.yaml`), text);
        return text.split('---\n').length - 1;
      });
      expect(samples.map(({ layout }) => layout)).toEqual(expect.arrayContaining(Object.values(ArgoCdLayout)));
      const { resources, summary } = askKubeconform([directory]);
      expect(resources).toEqual([]);
      expect(summary).toEqual({ valid: counts.reduce((sum, count) => sum + count), ...NONE_WRONG });
    } finally {
      rmSync(directory, { recursive: true });
    }
  }, 120_000);

  it.each([
    ['Application', { spec: { project: 'shop', destination: {}, source: { repoUrl: 'x' } } }, /repoUrl.*not allowed/],
    ['AppProject', { spec: { sourceRepo: [] } }, /sourceRepo.*not allowed/],
    ['ApplicationSet', { spec: { generators: [{ list: { elements: {} } }], template: {} } }, /elements|template/],
  ])('refuses an %s that is wrong', (kind, fields, message) => {
    const object = { apiVersion: 'argoproj.io/v1alpha1', kind, metadata: { name: 'x' }, ...fields };
    const { resources, summary } = askKubeconform([], stringify(object));
    expect(summary).toMatchObject({ valid: 0, invalid: 1 });
    expect(resources[0]?.msg).toMatch(message);
  });
});
