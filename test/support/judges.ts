import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { run, type RunResult } from '../../lib/process/run';

/** The directory of the repository. */
export const ROOT = resolve(__dirname, '../..');

/** A real tool whose word about the manifests counts more than ours. */
export type JudgeName =
  | 'actionlint'
  | 'helm-render'
  | 'helm3'
  | 'helm4'
  | 'kube-linter'
  | 'kube-score'
  | 'kubeconform'
  | 'kubectl'
  | 'pod-security'
  | 'yaml-readers';

/** Something that a judge reads and that is generated, not committed. */
export interface JudgeData {
  /** How messages call it. */
  readonly name: string;

  /** Where it is when it is there. */
  readonly path: string;

  /** The script that makes it, with its arguments, relative to the repository. */
  readonly install: string;
}

/** One strict schema per kind of a version of Kubernetes, for kubeconform. */
export function splitSchemas(version: string): JudgeData {
  return {
    name: `the set of split schemas of ${version}`,
    path: join(ROOT, `.tools/schemas/v${version}.0-standalone-strict`),
    install: `scripts/split-schemas.sh v${version}`,
  };
}

/** One strict schema per kind of the version of Kubernetes that todo-chatbot runs on. */
export const SPLIT_SCHEMAS = splitSchemas('1.28');

/** One strict schema per custom resource that we generate constructs for, for kubeconform. */
export const SPLIT_CRDS: JudgeData = {
  name: 'the set of schemas of custom resources',
  path: join(ROOT, '.tools/schemas/crds'),
  install: 'scripts/split-crds.sh v1.28',
};

const INSTALL_JUDGES = 'scripts/install-judges.sh';

/**
 * Finds a judge, at its pinned version in `.tools/bin`, or else on the PATH.
 *
 * @returns the path of the program, or undefined when it is not installed
 */
export function judge(name: JudgeName): string | undefined {
  const path = process.env['PATH'] ?? '';
  const directories = [join(ROOT, '.tools/bin'), ...path.split(delimiter).filter((directory) => directory !== '')];
  return directories.map((directory) => join(directory, name)).find(isProgram);
}

/**
 * Asks a judge, from the root of the repository and with no cluster in reach.
 *
 * @param input what the judge reads on its standard input
 * @throws Error when the judge is not installed
 */
export function askJudge(name: JudgeName, args: readonly string[], input?: string): RunResult {
  const program = judge(name);
  if (program === undefined) {
    throw new Error(`${name} is not installed; run bash ${INSTALL_JUDGES}`);
  }
  return run(program, args, { cwd: ROOT, env: { KUBECONFIG: '/dev/null' }, input });
}

/**
 * A `describe` that needs judges. Without them it fails in CI, because a suite that silently judges nothing is worse than
 * none, and elsewhere is skipped under a title that says how to install them.
 *
 * @param needs the judges, and the generated data that they read
 */
export function describeWithJudge(needs: readonly (JudgeName | JudgeData)[], title: string, body: () => void): void {
  const absent = needs.map(toJudgeData).filter((need) => !existsSync(need.path));
  if (absent.length === 0) {
    describe(title, body);
    return;
  }
  const what = `${absent.map((need) => need.name).join(' and ')} ${absent.length > 1 ? 'are' : 'is'} not installed`;
  const scripts = [...new Set(absent.map((need) => need.install))];
  if (isCi()) {
    describe(title, () => {
      it('finds its judges', () => {
        throw new Error(`${what}; run ${scripts.map((script) => `bash ${script}`).join(' && ')}`);
      });
    });
    return;
  }
  describe.skip(`${title} (skipped: ${what}; run ${scripts.join(' and ')})`, body);
}

function toJudgeData(need: JudgeName | JudgeData): JudgeData {
  return typeof need === 'string' ? { name: need, path: judge(need) ?? '', install: INSTALL_JUDGES } : need;
}

/** Whether the tests run in continuous integration, where nothing may be skipped. */
export function isCi(): boolean {
  const ci = process.env['CI'] ?? '';
  return ci !== '' && ci !== 'false';
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
