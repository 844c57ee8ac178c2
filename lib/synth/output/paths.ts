import path from 'node:path';

/** What the writer keeps for itself below an output directory. No name in it is one that kubectl or Argo CD reads. */
export const OWN_DIRECTORY = '.cdk8s-webapp';
export const JOURNAL = `${OWN_DIRECTORY}/journal`;
export const STAGE = `${OWN_DIRECTORY}/stage`;

const INDEX_EXTENSION = '.index';
/** What stands for the group of charts outside of every environment; no environment is called so. */
const NO_GROUP = '_';

/** Path of the index of a group below the output directory. */
export function indexPath(group: string): string {
  return `${OWN_DIRECTORY}/${group === '' ? NO_GROUP : group}${INDEX_EXTENSION}`;
}

/** The group whose index has this file name; `undefined` where it is no index. */
export function groupOfIndex(name: string): string | undefined {
  if (!name.endsWith(INDEX_EXTENSION)) {
    return undefined;
  }
  const group = name.slice(0, -INDEX_EXTENSION.length);
  return group === NO_GROUP ? '' : group;
}

/** The place in the file system. */
export function below(outdir: string, file: string): string {
  return path.join(outdir, ...file.split('/'));
}

/** Whether a path that was read from a file stays below the output directory: it may come from anybody's repository. */
export function isBelow(file: string): boolean {
  return (
    file !== '' &&
    !file.includes('\0') &&
    !file.includes('\\') &&
    file.split('/').every((part) => part !== '' && part !== '.' && part !== '..') &&
    !/^[A-Za-z]:/.test(file)
  );
}
