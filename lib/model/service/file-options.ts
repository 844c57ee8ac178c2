import { Finding, show } from '../core/issue';
import { dataKey } from '../core/names';
import { boolean, instance, list, number, Readers, record, text } from '../core/reading';
import { showWithoutValue } from '../core/rules';

/** A ConfigMap that files are made of. */
export interface IConfigMapReference {
  /** Name of the ConfigMap. */
  readonly configMapName: string;
}

/** A Secret that files are made of. */
export interface ISecretReference {
  /** Name of the Secret. */
  readonly secretName: string;
}

/** One key as one file. */
export interface FileItem {
  /** Key of the ConfigMap or Secret. */
  readonly key: string;
  /** Path of the file below the directory of the mount. */
  readonly path: string;
  /**
   * Permissions of the file, for example `0o400`.
   * @default - those of all files of the volume
   */
  readonly mode?: number;
}

/** How keys become files. */
export interface FilesOptions {
  /**
   * The keys that become files, and their names.
   * @default - every key, under its own name
   */
  readonly items?: FileItem[];
  /**
   * Permissions of the files, for example `0o440`.
   * @default - 0o644, as Kubernetes has it
   */
  readonly mode?: number;
  /**
   * Whether the pod starts without the object or the keys.
   * @default - false; for keys that secrets declare as optional, true
   */
  readonly optional?: boolean;
}

const MAX_MODE = 0o777;

/** How it is read in which way keys become files. */
export const FILES_OPTIONS: Readers = {
  items: list(record({ key: text, path: text, mode: number })),
  mode: number,
  optional: boolean,
};
/** Reads a ConfigMap that files are made of. */
export const configMapReader = instance(
  'a ConfigMap',
  // The name of a construct is made of its content, so it is not asked for before everything is defined.
  (value) => 'configMapName' in value && ('node' in value || typeof value['configMapName'] === 'string'),
);
/** Reads a Secret that files are made of. */
export const secretReader = instance('a Secret', ({ secretName }) => typeof secretName === 'string');

/** Keys are keys, paths stay inside the directory, and permissions are nine bits. */
export function filesFindings(field: string, { items = [], mode }: FilesOptions): Finding[] {
  return [
    ...modeFindings(`${field}.mode`, mode),
    ...items.flatMap((item, index) => itemFindings(`${field}.items[${index}]`, item)),
    ...repeatedFileFindings(
      `${field}.items`,
      items.map(({ path }) => path),
    ),
  ];
}

/** The permissions of a file, where any are given. */
export function modeFindings(field: string, mode: number | undefined): Finding[] {
  if (mode === undefined || (Number.isInteger(mode) && mode >= 0 && mode <= MAX_MODE)) {
    return [];
  }
  const remedy = 'Write an octal number, such as 0o440.';
  return [{ code: 'file-mode-invalid', field, given: show(mode), allowed: 'a number from 0o000 to 0o777', remedy }];
}

/** The path of a file below the directory of a mount. */
export function filePathFindings(field: string, path: string | undefined): Finding[] {
  if (typeof path === 'string' && path !== '' && !path.startsWith('/') && !path.split('/').includes('..')) {
    return [];
  }
  const allowed = 'a path below the directory of the mount, without ".."';
  const remedy = 'Give a path like settings.yaml or conf.d/settings.yaml.';
  return [{ code: 'path-invalid', field, given: showWithoutValue(path), allowed, remedy }];
}

function itemFindings(field: string, { key, path, mode }: FileItem): Finding[] {
  return [
    ...dataKey(`${field}.key`, key),
    ...filePathFindings(`${field}.path`, path),
    ...modeFindings(`${field}.mode`, mode),
  ];
}

/** Every path is that of one file. */
export function repeatedFileFindings(field: string, paths: readonly (string | undefined)[]): Finding[] {
  const repeated = paths.filter((path, index) => path !== undefined && paths.indexOf(path) < index);
  return [...new Set(repeated)].map((path) => ({
    code: 'volume-path-duplicate',
    field,
    given: `${show(path)} more than once`,
    allowed: 'every path once',
    remedy: 'Give each file a path of its own.',
  }));
}
