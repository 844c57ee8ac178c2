import * as fs from 'node:fs';
import * as path from 'node:path';
import { ancestors } from './cache';

/** The TypeScript configuration of a program. */
export interface Tsconfig {
  /**
   * The file; it holds for the whole program.
   * @default - there is none
   */
  readonly file?: string;
  /** Every file that was looked at, those that it extends included. */
  readonly files: readonly string[];
  /** Where `paths` say that a module may be, in order. */
  candidates(specifier: string): string[];
}

const NAME = 'tsconfig.json';

/** The configuration nearest to a program. */
export function tsconfigOf(entry: string): Tsconfig {
  const tried = ancestors(path.dirname(entry)).map((directory) => path.join(directory, NAME));
  const file = tried.find((candidate) => fs.existsSync(candidate));
  if (file === undefined) {
    return { files: tried, candidates: () => [] };
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only a program that must be compiled needs it
  const { createPathsMatcher, parseTsconfig } = require('get-tsconfig') as typeof import('get-tsconfig');
  const lookedAt = new Map<string, unknown>();
  const config = parseTsconfig(file, lookedAt as Parameters<typeof parseTsconfig>[1]);
  // The reader notes what it did as `<function>:<path>` and perhaps `:utf8`.
  const files = [...lookedAt.keys()].map((key) => key.replace(/^[a-zA-Z]+:/, '').replace(/:utf8$/, ''));
  const matcher = createPathsMatcher({ path: file, config });
  return {
    file,
    files: [...new Set([...tried.slice(0, tried.indexOf(file) + 1), ...files])],
    candidates: (specifier) => matcher?.(specifier) ?? [],
  };
}
