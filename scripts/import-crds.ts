/**
 * Generates the typed constructs in imports/ from CustomResourceDefinitions (CRDs): one module per API group, written by
 * `cdk8s import`, never by hand. There are two ways to run it from the root of the repository:
 *
 *     npm run import
 *
 * downloads the CRDs from the addresses under `imports:` in cdk8s.yaml. Each is an https address at a release tag; to take
 * a newer release, change the tag there and run this again. A downloaded file may hold several CRDs and other kinds too.
 *
 *     npm run import -- --from DIRECTORY
 *
 * reads every .yaml and .yml file of a local directory instead (not of its subdirectories), without network: for CRDs that
 * were downloaded before, or that `kubectl get crd NAME -o yaml` printed from a cluster.
 *
 * `--output DIRECTORY` writes elsewhere than imports/. The same CRDs always give the same bytes. The output directory is
 * replaced as a whole, and only after every module was generated: modules of groups that are gone disappear, and on any
 * error what was there stays. cdk8s.yaml is never written.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findDuplicates, readCrds } from './crds/crd';
import { findForeignFiles, generate, moduleFile } from './crds/generate';
import { compare, explain, ImportError, type Problem } from './crds/problem';
import { CONFIG_FILE, download, type Fetch, readAddresses, readDirectory } from './crds/sources';

const OUTPUT_DIRECTORY = 'imports';
const USAGE = 'Usage: npm run import -- [--from DIRECTORY] [--output DIRECTORY]';

export interface ImportOptions {
  /** Directory of CRD files. @default - the addresses that `config` lists are downloaded */
  readonly from?: string;

  /** @default 'cdk8s.yaml' */
  readonly config?: string;

  /** @default 'imports' */
  readonly output?: string;

  /** @default - the global fetch */
  readonly fetch?: Fetch;
}

/** One generated module. */
export interface ImportedModule {
  readonly path: string;
  readonly kinds: readonly string[];
}

/**
 * Replaces the output directory with the constructs of the given CRDs.
 *
 * @returns the generated modules, by group
 * @throws ImportError with all that was wrong, and then nothing was changed
 */
export async function importCrds(options: ImportOptions = {}): Promise<ImportedModule[]> {
  const output = options.output ?? OUTPUT_DIRECTORY;
  const problems: Problem[] = findForeignFiles(output);
  const sources =
    options.from === undefined
      ? await download(readAddresses(options.config ?? CONFIG_FILE, problems), options.fetch ?? fetch, problems)
      : readDirectory(options.from, problems);
  // The order of the files must not show in the output.
  const crds = sources
    .flatMap((source) => readCrds(source, problems))
    .sort((a, b) => compare(a.group, b.group) || compare(a.plural, b.plural));
  problems.push(...findDuplicates(crds));
  if (problems.length > 0) {
    throw new ImportError(problems);
  }
  generate(crds, output);
  return [...new Set(crds.map(({ group }) => group))].map((group) => ({
    path: join(output, moduleFile(group)),
    kinds: crds.filter((crd) => crd.group === group).map(({ kind }) => kind),
  }));
}

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  let options: { from?: string; output?: string; help?: boolean };
  try {
    options = parseArgs({
      args: [...args],
      options: { from: { type: 'string' }, output: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    console.error(`${explain(error)}\n${USAGE}`);
    return 1;
  }
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  try {
    for (const { path, kinds } of await importCrds(options)) {
      console.log(`${path}: ${kinds.join(', ')}`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof ImportError)) {
      throw error;
    }
    console.error(`Nothing was imported.\n${error.message}`);
    return 1;
  }
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
