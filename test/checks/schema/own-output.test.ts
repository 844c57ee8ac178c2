import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Manifests } from 'cdk8s-webapp/testing';
import * as fc from 'fast-check';
import { SCHEMA_RULES } from '../../../lib/checks/schema/schema-rules';
import { KubernetesVersion } from '../../../lib/model';
import { todoChatbot } from '../../../main';
import { application, chartOf } from '../../support/arbitraries/application';
import { RANDOM } from '../../support/arbitraries/settings';
import { manifestsIn, scopeOf } from '../../support/checks';
import { EXAMPLES, synthesizeExample } from '../../support/examples';

/** Every finding of every rule, warnings too, for each version that constructs write objects for by default. */
function findings(objects: readonly object[]): string[] {
  return ['1.28', '1.32', '1.36'].flatMap((version) => {
    const scope = scopeOf(objects, { kubernetesVersion: new KubernetesVersion(version) });
    return SCHEMA_RULES.flatMap((rule) =>
      rule.check(scope).map(({ object, field }) => `${version} ${rule.id} ${object.kind} ${object.name} ${field}`),
    );
  });
}

test('todo-chatbot breaks no rule', () => {
  const objects = todoChatbot()
    .render()
    .objects.map(({ manifest }) => manifest);
  expect(objects.length).toBeGreaterThan(50);
  expect(findings(objects)).toEqual([]);
});

test.each(EXAMPLES)('examples/%s breaks no rule', (name) => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-example-'));
  try {
    synthesizeExample(name, directory);
    const objects = fs
      .readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .flatMap((file) => manifestsIn(fs.readFileSync(path.join(directory, file), 'utf8')));
    expect(objects).not.toEqual([]);
    expect(findings(objects)).toEqual([]);
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
});

test('random applications break no rule', () => {
  fc.assert(
    fc.property(application, (each) => {
      expect(findings(Manifests.of(chartOf(each)).all())).toEqual([]);
    }),
    { seed: RANDOM.seed, numRuns: RANDOM.numRuns },
  );
});
