/**
 * Generates the schema tables in lib/checks/schema/tables/: what every supported version of Kubernetes, and the custom
 * resources that imports/ is made of, allow in an object. Run from the root of the repository:
 *
 *     npm run schemas -- --from DIRECTORY
 *
 * DIRECTORY/kubernetes holds v1.24.json and so on, without a gap: each is `api/openapi-spec/swagger.json` of that release of
 * Kubernetes. DIRECTORY/crds holds the CRDs that cdk8s.yaml lists. The same files always give the same bytes.
 *
 * `--output DIRECTORY` writes elsewhere.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isCommonDefinition } from '../lib/checks/schema/common-definitions';
import { customKindOf } from '../lib/checks/schema/custom-schema';
import { type Mapping } from '../lib/model/core/untrusted';
import { readCrds } from './crds/crd';
import { compare, ImportError, type Problem } from './crds/problem';
import { readDirectory } from './crds/sources';
import { MergedSchemas, type VersionedDefinitions } from './schemas/merge';
import { SharedSchemas } from './schemas/share';
import { tableText } from './schemas/table-text';

const OUTPUT_DIRECTORY = 'lib/checks/schema/tables';

/** Writes the tables. @throws ImportError with all that is wrong with the CRDs */
export function generateSchemas(from: string, output: string = OUTPUT_DIRECTORY): void {
  const texts = { ...kubernetesTables(from), 'custom-resources.ts': customTable(from) };
  mkdirSync(output, { recursive: true });
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(join(output, name), text);
  }
}

function kubernetesTables(from: string): { readonly [file: string]: string } {
  const schemas = new MergedSchemas(readVersions(join(from, 'kubernetes')));
  const lines = schemas.kinds.map((kind) => {
    const { apiVersion, definition } = kind;
    return `${apiVersion} ${kind.kind} ${definition}${schemas.spanText(kind)}`;
  });
  const definitions = (isCommon: boolean) =>
    schemas.definitions
      .filter(([name]) => isCommonDefinition(name) === isCommon)
      .map(([name, node]) => `${name} ${JSON.stringify(node)}`);
  const comment = 'Every kind: its API version, its definition, and the minor versions that serve it where not all do.';
  return {
    'kubernetes.ts': tableText(
      { name: 'KINDS', comment, lines },
      { name: 'DEFINITIONS', comment: 'Definitions that most applications need, by name.', lines: definitions(true) },
    ),
    'further-kubernetes.ts': tableText({
      name: 'FURTHER_DEFINITIONS',
      comment: 'All other definitions, by name.',
      lines: definitions(false),
    }),
  };
}

/** @throws Error where a version between two others is missing */
function readVersions(directory: string): VersionedDefinitions[] {
  return readdirSync(directory)
    .flatMap((file) => {
      const minor = /^v1\.(\d+)\.json$/.exec(file)?.[1];
      return minor === undefined ? [] : [{ minor: Number(minor), file }];
    })
    .sort((a, b) => a.minor - b.minor)
    .map(({ minor, file }, index, all) => {
      if (index > 0 && all[index - 1]?.minor !== minor - 1) {
        throw new Error(`${directory} holds ${file}, but not v1.${minor - 1}.json`);
      }
      const { definitions } = JSON.parse(readFileSync(join(directory, file), 'utf8')) as VersionedDefinitions;
      return { minor, definitions };
    });
}

function customTable(from: string): string {
  const problems: Problem[] = [];
  const crds = readDirectory(join(from, 'crds'), problems)
    .flatMap((source) => readCrds(source, problems))
    .sort((a, b) => compare(a.group, b.group) || compare(a.kind, b.kind));
  if (problems.length > 0) {
    throw new ImportError(problems);
  }
  const kinds = crds.flatMap(({ manifest }) => customKindOf(manifest as Mapping) ?? []);
  const shared = new SharedSchemas(
    kinds.flatMap(({ versions }) => [...versions.values()].map(({ schema }) => schema())),
  );
  return tableText(
    {
      name: 'CUSTOM_KINDS',
      comment: 'Every custom resource: its group, its kind, a served version, `!` where it is deprecated, its schema.',
      lines: kinds.flatMap(({ group, kind, versions }) =>
        [...versions].map(
          ([version, { deprecated, schema }]) =>
            `${group} ${kind} ${version}${deprecated ? '!' : ''} ${JSON.stringify(shared.of(schema()))}`,
        ),
      ),
    },
    {
      name: 'CUSTOM_DEFINITIONS',
      comment: 'What several schemas, or several fields of one, have in common.',
      lines: shared.definitions.map(([name, node]) => `${name} ${JSON.stringify(node)}`),
    },
  );
}

if (require.main === module) {
  const { from, output } = parseArgs({ options: { from: { type: 'string' }, output: { type: 'string' } } }).values;
  if (from === undefined) {
    console.error('Usage: npm run schemas -- --from DIRECTORY [--output DIRECTORY]');
    process.exitCode = 1;
  } else {
    generateSchemas(from, output);
  }
}
