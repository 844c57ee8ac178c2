import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What a compiled program was made of: where to look to know whether it still is the same. */
export interface Watched {
  /**
   * Paths whose content counts. That one does not exist, or is a directory, counts too: a file that appears there may
   * be found before the one that was used.
   */
  readonly contents: readonly string[];
  /** Directories of which the names of source files count: a new one may be found before the one that was used. */
  readonly listings: readonly string[];
  /** Files of installed packages: their size and times count, for there are many and nobody edits them. */
  readonly stats: readonly string[];
}

/** What is watched, and its state when a program was compiled. */
export interface State {
  readonly watched: Watched;
  readonly fingerprint: string;
}

/** Extensions of files that an import may find without naming them. */
export const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

const NOTHING = 'nothing';
/** File systems note times in steps. A file that changed within one of now may change again unseen. */
const TIME_STEP_MS = 20;

/** What was read while compiling, so that what is noted is what was compiled and not what came a moment later. */
export type Read = ReadonlyMap<string, Buffer | string>;

/** One text for the state of everything that is watched: equal texts, equal programs. */
export function fingerprint(watched: Watched, read: Read = new Map()): string {
  const hash = createHash('sha256');
  const add = (label: string, content: string | Buffer) => {
    hash.update(`${label}\0${content.length}\0`);
    hash.update(content);
  };
  for (const file of watched.contents) {
    add(file, read.get(file) ?? contentOf(file));
  }
  for (const directory of watched.listings) {
    add(directory, listingOf(directory));
  }
  for (const file of watched.stats) {
    add(file, read.get(file) ?? statOf(file));
  }
  return hash.digest('hex');
}

/** Whether nothing that was not read by ourselves can have changed since a moment, in milliseconds since the epoch. */
export function isSettledSince(moment: number, watched: Watched, read: Read = new Map()): boolean {
  const others = [...watched.contents, ...watched.stats].filter((file) => !read.has(file));
  return [...others, ...watched.listings].every((file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat === undefined || (stat.isDirectory() && others.includes(file)) || stat.ctimeMs < moment - TIME_STEP_MS;
  });
}

/** Size and times of a file as text. The time of the last change of its entry cannot be set, unlike that of its content. */
export function statOf(file: string): string {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? NOTHING : `${stat.size} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.ino}`;
}

function contentOf(file: string): Buffer | string {
  // Most are not there, and to look takes less time than to catch an error.
  if (!fs.existsSync(file)) {
    return NOTHING;
  }
  try {
    return fs.readFileSync(file);
  } catch (error) {
    // A link to another directory is another package.
    return (error as NodeJS.ErrnoException).code === 'EISDIR' ? `directory ${fs.realpathSync(file)}` : NOTHING;
  }
}

function listingOf(directory: string): string {
  try {
    const names = fs.readdirSync(directory).filter((name) => SOURCE_EXTENSIONS.includes(path.extname(name)));
    return names.sort().join('\n');
  } catch {
    return NOTHING;
  }
}
