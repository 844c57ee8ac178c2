import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { compareText } from '../../model/core/compare-text';
import { below, groupOfIndex, indexPath, isBelow, OWN_DIRECTORY } from './paths';

/** An object as an index lists it. */
export interface IndexedObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** @default - it belongs to no namespace */
  readonly namespace?: string;
  /** @default - the cluster makes one up */
  readonly name?: string;
  /** SHA-256 of the object's text, without a separator. */
  readonly sha256: string;
}

/** One line of an index: a file, or an object in it. */
export interface IndexEntry extends Partial<IndexedObject> {
  readonly file: string;
  readonly sha256: string;
}

/** SHA-256 of a text, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The lines of one file. */
export function indexLines(file: string, text: string, objects: readonly IndexedObject[] = []): string {
  let lines = line({ file, sha256: sha256(text) });
  for (const { apiVersion, kind, namespace, name, sha256: hash } of objects) {
    lines += line({ file, apiVersion, kind, namespace, name, sha256: hash });
  }
  return lines;
}

function line(entry: IndexEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * The entries of an index. Lines that are none are passed over, so that an index with the marks of a merge conflict still
 * says which files are ours.
 */
export function readIndex(text: string): IndexEntry[] {
  return text.split('\n').flatMap((line) => {
    try {
      const entry = JSON.parse(line) as IndexEntry | null;
      return typeof entry?.file === 'string' && isBelow(entry.file) ? [entry] : [];
    } catch {
      return [];
    }
  });
}

/** The groups that have an index below the output directory, sorted. */
export function indexedGroups(outdir: string): string[] {
  const directory = below(outdir, OWN_DIRECTORY);
  const names = fs.existsSync(directory) ? fs.readdirSync(directory) : [];
  return names
    .map(groupOfIndex)
    .filter((group) => group !== undefined)
    .sort(compareText);
}

/** The files that an index lists. */
export function filesOfGroup(outdir: string, group: string): string[] {
  const file = below(outdir, indexPath(group));
  return fs.existsSync(file) ? [...new Set(readIndex(fs.readFileSync(file, 'utf8')).map((entry) => entry.file))] : [];
}
