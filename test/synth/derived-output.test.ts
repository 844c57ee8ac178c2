import * as fs from 'node:fs';
import * as path from 'node:path';
import { ConfigMap } from 'cdk8s-plus-28';
import { App, WebAppChart } from 'cdk8s-webapp';
import { Construct } from 'constructs';
import { declareOutput, Derivation, DerivedOutput } from '../../lib/synth/derived-output';
import { Synthesis } from '../../lib/synth/synthesis';
import { writeSynthesis } from '../../lib/synth/write-synthesis';
import { temporaryDirectory } from '../support/files';
import { UNCHECKED } from '../support/synthesis';

/** An output that lists the objects of every environment. */
class Listing extends Construct implements DerivedOutput {
  readonly group = 'argocd';

  constructor(
    scope: Construct,
    id: string,
    readonly directory?: string,
    readonly issues: Derivation['issues'] = [],
  ) {
    super(scope, id);
    declareOutput(this, this);
  }

  derive(synthesis: Synthesis): Derivation {
    const names = synthesis.objects.map(({ environment, kind, name }) => `${environment}: ${kind} ${name}\n`);
    return { files: [{ path: 'argocd/listing.txt', text: names.join('') }], issues: this.issues };
  }
}

function appWith(...directories: (string | undefined)[]): App {
  const app = new App(UNCHECKED);
  for (const environment of ['dev', 'live']) {
    const chart = new WebAppChart(app, environment, { name: 'shop', namespace: 'shop' });
    new ConfigMap(chart, 'config', { metadata: { name: 'config' } });
  }
  directories.forEach((directory, index) => new Listing(app, `listing-${index}`, directory));
  return app;
}

const base = temporaryDirectory();
let outdir: string;
beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(base, 'dist-'));
});

function filesBelow(directory: string): string[] {
  return fs.readdirSync(directory, { recursive: true, encoding: 'utf8' });
}

const OBJECTS = ['dev', 'live'].flatMap((name) => [`${name}: Namespace shop`, `${name}: ConfigMap config`]);

test('an output is made of the objects of all environments and written beside them', () => {
  writeSynthesis(outdir, appWith(undefined).render());
  expect(fs.readFileSync(path.join(outdir, 'argocd/listing.txt'), 'utf8').trim().split('\n')).toEqual(
    expect.arrayContaining(OBJECTS),
  );
  expect(filesBelow(outdir)).toContain('.cdk8s-webapp/argocd.index');
});

test('what is not declared any more disappears', () => {
  writeSynthesis(outdir, appWith(undefined).render());
  const { removed } = writeSynthesis(outdir, appWith().render());
  expect(removed).toEqual(['argocd/listing.txt']);
});

test('an output of all environments is left alone where only some are written', () => {
  writeSynthesis(outdir, appWith(undefined).render());
  const synthesis = appWith(undefined).render({ environments: ['dev'] });
  expect(synthesis.derived).toEqual([]);
  expect(writeSynthesis(outdir, synthesis).removed).toEqual([]);
});

test('an output can have a directory of its own', () => {
  const root = fs.mkdtempSync(path.join(base, 'root-'));
  writeSynthesis(outdir, appWith('.github/workflows').render(), root);
  expect(filesBelow(root)).toContain('.github/workflows/argocd/listing.txt');
  expect(filesBelow(outdir)).not.toContain('argocd/listing.txt');
});

test('what is wrong with an output stops everything', () => {
  const app = appWith();
  const issue = { path: 'listing', code: 'broken', field: 'x', given: 'y', allowed: 'z', remedy: 'Mend it.' };
  new Listing(app, 'listing', undefined, [issue]);
  expect(() => app.render()).toThrow('listing x [broken]');
});

test('two outputs do not write the same file', () => {
  expect(() => appWith(undefined, undefined).render()).toThrow(/listing-1 \(file\) \[output-file-duplicate\]/);
});
