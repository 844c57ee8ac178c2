import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Manifests } from 'cdk8s-webapp/testing';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { SchemaFinding, SchemaProblem } from '../../lib/checks/schema/problem';
import { SCHEMA_RULES } from '../../lib/checks/schema/schema-rules';
import { KubernetesVersion } from '../../lib/model';
import { application, chartOf } from '../support/arbitraries/application';
import { RANDOM } from '../support/arbitraries/settings';
import { scopeOf } from '../support/checks';
import { EXAMPLES, synthesizeExample } from '../support/examples';
import { describeWithJudge, ROOT, SPLIT_CRDS, splitSchemas } from '../support/judges';
import { askKubeconform } from '../support/kubeconform';
import { DIFFERENCES } from '../support/schema/differences';
import { objectsOfEveryKind } from '../support/schema/full-objects';
import { mutate } from '../support/schema/mutations';
import { Random } from '../support/schema/random';

const VERSIONS = ['1.24', '1.28', '1.32', '1.36'];
const MUTANTS = RANDOM.numRuns * 20;
/** They are reports, not errors: what is deprecated is valid. */
const NO_ERRORS: readonly string[] = [SchemaProblem.SCHEMA_UNKNOWN, SchemaProblem.API_VERSION_DEPRECATED];

/** What few mutants are. */
const RARE = [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { key: 'no base64' } }];

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-schema-'));

afterAll(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
});

/** What this library makes: dist/, the examples and random applications. */
function renderedObjects(): object[] {
  const texts = [path.join(ROOT, 'dist'), ...EXAMPLES.map(exampleDirectory)].flatMap((directory) =>
    fs
      .readdirSync(directory, { recursive: true, encoding: 'utf8' })
      // Charts hold templates, which are no YAML before Helm renders them.
      .filter((file) => file.endsWith('.yaml') && !file.startsWith('charts'))
      .map((file) => fs.readFileSync(path.join(directory, file), 'utf8')),
  );
  const written = texts.flatMap((text) =>
    parseAllDocuments(text).flatMap((document) => (document.toJS() as object | null) ?? []),
  );
  const { seed, numRuns } = RANDOM;
  const random = fc.sample(application, { seed, numRuns }).flatMap((each) => Manifests.of(chartOf(each)).all());
  return [...written, ...(random as object[])];
}

function exampleDirectory(name: string): string {
  const directory = path.join(outdir, 'examples', name);
  synthesizeExample(name, directory);
  return directory;
}

/** What we find wrong with each object. */
function ourFindings(objects: readonly object[], version: string): SchemaFinding[][] {
  return objects.map((object) => {
    const scope = scopeOf([object], { kubernetesVersion: new KubernetesVersion(version) });
    return SCHEMA_RULES.filter(({ id }) => !NO_ERRORS.includes(id)).flatMap((rule) =>
      rule.check(scope).map((finding) => ({ ...finding, problem: rule.id as SchemaProblem })),
    );
  });
}

/** What kubeconform says of each object; nothing where it is valid. */
function theirMessages(objects: readonly object[], version: string): (string | undefined)[] {
  const directory = fs.mkdtempSync(path.join(outdir, 'objects-'));
  objects.forEach((object, index) => {
    fs.writeFileSync(path.join(directory, `${index}.json`), JSON.stringify(object));
  });
  const { resources } = askKubeconform([directory], undefined, version);
  const messages = new Map(resources.map(({ filename, msg }) => [parseInt(path.basename(filename)), msg]));
  return objects.map((_, index) => messages.get(index));
}

/** The rows of the table that explain each difference; a difference as text where none does. */
function explain(objects: readonly object[], version: string): { rows: Set<string>; unexplained: string[] } {
  const ours = ourFindings(objects, version);
  const theirs = theirMessages(objects, version);
  const rows = new Set<string>();
  const unexplained: string[] = [];
  objects.forEach((object, index) => {
    const [findings = [], message] = [ours[index], theirs[index]];
    if (findings.length > 0 === (message !== undefined)) {
      return;
    }
    const row = DIFFERENCES.find(({ explains }) => explains({ object, findings, message: message ?? '' }));
    if (row === undefined) {
      unexplained.push(`${message ?? 'valid'} <> ${JSON.stringify(findings)} ${JSON.stringify(object)}`);
    } else {
      rows.add(row.title);
    }
  });
  return { rows, unexplained };
}

describeWithJudge(
  ['kubeconform', SPLIT_CRDS, ...VERSIONS.map(splitSchemas)],
  'kubeconform and the schema rules',
  () => {
    const used = new Set<string>();
    let rendered: object[];

    beforeAll(() => {
      rendered = renderedObjects();
    });

    describe.each(VERSIONS)('for Kubernetes %s', (version) => {
      const minor = Number(version.slice(2));

      it('agree about what this library makes', () => {
        expect(explain(rendered, version)).toEqual({ rows: new Set(), unexplained: [] });
      });

      it('accept objects of every kind', () => {
        const random = new Random(RANDOM.seed + minor);
        const objects = Array.from({ length: 3 }, () => objectsOfEveryKind(minor, random)).flat();
        expect(objects.length).toBeGreaterThan(200);
        expect(ourFindings(objects, version).flat()).toEqual([]);
        const { rows, unexplained } = explain(objects, version);
        rows.forEach((row) => used.add(row));
        expect(unexplained.slice(0, 3)).toEqual([]);
      });

      it(`agree about ${MUTANTS} mutants of both, or differ as docs/checks/kubeconform.md says`, () => {
        const random = new Random(RANDOM.seed * minor);
        const bases = [rendered, [1, 2].flatMap(() => objectsOfEveryKind(minor, random))];
        const mutants = Array.from({ length: MUTANTS }, () => mutate(random.of(random.of(bases)), random).object);
        const { rows, unexplained } = explain([...mutants, ...RARE], version);
        rows.forEach((row) => used.add(row));
        expect(unexplained.slice(0, 3)).toEqual([]);
      });
    });

    it('differ in everything that docs/checks/kubeconform.md lists', () => {
      expect([...used].sort()).toEqual(DIFFERENCES.map(({ title }) => title).sort());
    });

    it('are both listed in docs/checks/kubeconform.md', () => {
      const text = fs.readFileSync(path.join(ROOT, 'docs/checks/kubeconform.md'), 'utf8');
      const titles = [...text.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
      expect(titles).toEqual(DIFFERENCES.map(({ title }) => title));
    });
  },
);
