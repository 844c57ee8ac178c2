import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { problemOf, readFile } from '../model/core/file-reading';
import { Finding, show } from '../model/core/issue';
import { list, record, text } from '../model/core/reading';
import { showWithoutValue } from '../model/core/rules';

/** Most bytes that the values of one ConfigMap may have together: `MaxSecretSize` of Kubernetes, which holds for both. */
export const MAX_CONFIG_BYTES = 1_048_576;

/** Which files of a directory become keys. */
export interface ConfigDirectoryOptions {
  /**
   * Names of files and directories in it that are left out.
   * @default - none
   */
  readonly exclude?: string[];
  /**
   * What each key begins with, before the name of the file.
   * @default - the name of the file is the key
   */
  readonly keyPrefix?: string;
}

/** Reads `ConfigDirectoryOptions`. */
export const readDirectoryOptions = record({ exclude: list(text), keyPrefix: text });

/** A file of a directory. */
export interface ConfigFile {
  readonly key: string;
  readonly path: string;
}

/** What a directory holds. */
export interface DirectoryReading {
  readonly files: readonly ConfigFile[];
  readonly findings: readonly Finding[];
}

/** What a file holds. */
export interface ConfigFileReading {
  /** @default - it could not be read */
  readonly bytes?: Uint8Array;
  readonly findings: readonly Finding[];
}

/**
 * Reads a file. Never throws.
 *
 * @param file path, relative to the base
 */
export function readConfigFile(field: string, file: unknown, base: string): ConfigFileReading {
  const allowed = `the path of a file of at most ${MAX_CONFIG_BYTES} bytes, relative to ${base}`;
  if (typeof file !== 'string' || file === '') {
    return {
      findings: [pathFinding(field, typeof file === 'string' ? '""' : `a value of type ${typeof file}`, allowed)],
    };
  }
  const { bytes, problem } = readFile(path.resolve(base, file), MAX_CONFIG_BYTES);
  return problem === undefined
    ? { bytes, findings: [] }
    : { findings: [pathFinding(field, `${showWithoutValue(file)}, ${problem}`, allowed)] };
}

/**
 * Lists a directory, not what is below it. Names that begin with a dot are left out: editors and systems leave such files
 * behind, and a machine that has them would get another result. Never throws.
 *
 * @param directory path, relative to the base
 */
export function readConfigDirectory(
  directory: unknown,
  options: ConfigDirectoryOptions,
  base: string,
): DirectoryReading {
  const field = 'addDirectory';
  const allowed = `the path of a directory with files, relative to ${base}`;
  if (typeof directory !== 'string' || directory === '') {
    const given = typeof directory === 'string' ? '""' : `a value of type ${typeof directory}`;
    return { files: [], findings: [pathFinding(field, given, allowed)] };
  }
  const { exclude = [], keyPrefix = '' } = options;
  try {
    const all = readdirSync(path.resolve(base, directory), { withFileTypes: true });
    const entries = all.filter(({ name }) => !name.startsWith('.') && !exclude.includes(name));
    const nested = entries.filter((entry) => entry.isDirectory()).map(({ name }) => nestedFinding(directory, name));
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    const files = names.sort().map((name) => ({ key: keyPrefix + name, path: path.join(directory, name) }));
    const empty =
      names.length === 0 ? [pathFinding(field, `${showWithoutValue(directory)}, which has no file`, allowed)] : [];
    return { files, findings: [...nested, ...empty] };
  } catch (error) {
    return {
      files: [],
      findings: [pathFinding(field, `${showWithoutValue(directory)}, ${problemOf(error)}`, allowed)],
    };
  }
}

function pathFinding(field: string, given: string, allowed: string): Finding {
  const remedy = 'Correct the path. Paths that begin with __dirname do not depend on the directory of the command.';
  return { code: 'config-file-unreadable', field, given, allowed, remedy };
}

function nestedFinding(directory: string, name: string): Finding {
  return {
    code: 'config-directory-nested',
    field: 'addDirectory',
    given: `the directory ${showWithoutValue(name)} in ${showWithoutValue(directory)}`,
    allowed: 'files only: a ConfigMap does not nest',
    remedy: `Say exclude: [${show(name)}], and add it to a ConfigMap of its own.`,
  };
}
