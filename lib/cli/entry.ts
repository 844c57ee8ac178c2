import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadYaml } from '../model/core/load-yaml';
import { CommandError } from './report';

const CONFIG = 'cdk8s.yaml';
const DEFAULT = 'main.ts';
const SOURCE_FILE = /(?:^|\s)([^\s'"]+\.(?:[cm]?ts|[cm]?js))(?=\s|$)/g;

/** What cdk8s.yaml says, as far as it matters here. */
interface Cdk8sConfig {
  readonly app?: unknown;
  readonly output?: unknown;
}

/** The program to run, and where its output goes where it does not say so itself. */
export interface Entry {
  /** Absolute path. */
  readonly file: string;
  /**
   * The output directory in cdk8s.yaml.
   * @default - none
   */
  readonly output?: string;
}

/**
 * The program that the option names, or the last source file in the `app` of cdk8s.yaml, or main.ts.
 *
 * @throws CommandError when there is no such file
 */
export function findEntry(option: string | undefined): Entry {
  const { app, output } = readConfig();
  const [named] = typeof app === 'string' ? [...app.matchAll(SOURCE_FILE)].map(([, file]) => file).slice(-1) : [];
  const name = option ?? named ?? DEFAULT;
  const file = path.resolve(name);
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    const why = option !== undefined ? '--app names it' : named !== undefined ? `${CONFIG} names it` : 'the default';
    throw new CommandError(
      `${name} (${why}) is no file in ${process.cwd()}. Run the command in the project's directory, or name the program: --app FILE.`,
    );
  }
  return { file, output: typeof output === 'string' ? output : undefined };
}

function readConfig(): Cdk8sConfig {
  const text = fs.existsSync(CONFIG) ? fs.readFileSync(CONFIG, 'utf8') : '';
  const names = [...text.matchAll(/^(?:app|output):[ \t]*(.*)$/gm)];
  // Loading a YAML parser takes as long as everything else together. Words without punctuation mean themselves.
  if (names.every(([, value = '']) => /^[\w./][\w ./=-]*$/.test(value))) {
    return Object.fromEntries(names.map(([line, value = '']) => [line.split(':')[0], value.trim()]));
  }
  return (loadYaml().parse(text) ?? {}) as Cdk8sConfig;
}
