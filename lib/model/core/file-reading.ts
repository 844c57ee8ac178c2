import { readFileSync, statSync } from 'node:fs';
import { textOf } from './untrusted';

/** What became of reading a file. */
export interface FileReading {
  /** @default - it could not be read */
  readonly bytes?: Uint8Array;
  /**
   * Why it could not be read, in words.
   * @default - it was read
   */
  readonly problem?: string;
}

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'which does not exist'],
  ['ENOTDIR', 'which does not exist'],
  ['EACCES', 'which may not be read'],
  ['EPERM', 'which may not be read'],
]);

/**
 * Reads a file of moderate size. Never throws.
 *
 * @param maxBytes a larger file is not read
 */
export function readFile(path: string, maxBytes: number): FileReading {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) {
      return { problem: stats.isDirectory() ? 'which is a directory' : 'which is no file' };
    }
    return stats.size > maxBytes ? { problem: `which has ${stats.size} bytes` } : { bytes: readFileSync(path) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** Why the file system refused, in words that name no path. */
export function problemOf(error: unknown): string {
  const code = textOf((error as { code?: unknown } | null)?.code);
  return PROBLEMS.get(code) ?? `which cannot be read (${code || 'unknown error'})`;
}
