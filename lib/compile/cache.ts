import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** What is kept under a name: a description, and the bytes that it describes. */
export interface CacheEntry<Header> {
  readonly header: Header;
  readonly parts: readonly Buffer[];
}

/** What an entry begins with, besides the digest of all that follows it. */
interface Preamble<Header> {
  readonly header: Header;
  readonly lengths: readonly number[];
}

const DIGEST_BYTES = 32;
const LENGTH_BYTES = 4;
const EXTENSION = '.compiled';
const MAX_AGE_MS = 30 * 24 * 3600 * 1000;
const MAX_TEMPORARY_AGE_MS = 3600 * 1000;

/**
 * Files of compiled code. Each is whole or not used: it begins with a digest of all that follows, and takes the place of
 * an older one in one step. A cache that cannot be written is no error, only slow.
 */
export class CompileCache {
  /** The cache of the project that a program belongs to: in its node_modules, or else the user's. */
  static of(program: string): CompileCache {
    const modules = ancestors(path.dirname(program))
      .map((directory) => path.join(directory, 'node_modules'))
      .find((directory) => fs.existsSync(directory));
    const root = modules === undefined ? userCache() : path.join(modules, '.cache');
    return new CompileCache(path.join(root, 'cdk8s-webapp'));
  }

  constructor(readonly directory: string) {}

  /** What was stored under a name; `undefined` when there is nothing, or it is damaged. */
  read<Header>(name: string): CacheEntry<Header> | undefined {
    try {
      return decode<Header>(fs.readFileSync(this.file(name)));
    } catch {
      return undefined;
    }
  }

  /** Stores under a name, and removes what has not been written for a month. Returns whether that was possible. */
  write<Header>(name: string, entry: CacheEntry<Header>): boolean {
    const temporary = `${this.file(name)}.${process.pid}.${Date.now()}.tmp`;
    try {
      fs.mkdirSync(this.directory, { recursive: true });
      fs.writeFileSync(temporary, encode(entry));
      fs.renameSync(temporary, this.file(name));
      this.prune();
      return true;
    } catch {
      removeIfPossible(temporary);
      return false;
    }
  }

  private file(name: string): string {
    return path.join(this.directory, `${name}${EXTENSION}`);
  }

  private prune(): void {
    for (const name of fs.readdirSync(this.directory)) {
      const file = path.join(this.directory, name);
      const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > (name.endsWith('.tmp') ? MAX_TEMPORARY_AGE_MS : MAX_AGE_MS)) {
        removeIfPossible(file);
      }
    }
  }
}

/** A directory and those above it, the nearest first. */
export function ancestors(directory: string): string[] {
  const parent = path.dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}

function removeIfPossible(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // What cannot be removed does no harm.
  }
}

function userCache(): string {
  return process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
}

function encode<Header>({ header, parts }: CacheEntry<Header>): Buffer {
  const lengths = parts.map((part) => part.length);
  const preamble = Buffer.from(JSON.stringify({ header, lengths } satisfies Preamble<Header>));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(preamble.length);
  const body = Buffer.concat([length, preamble, ...parts]);
  return Buffer.concat([digest(body), body]);
}

function decode<Header>(file: Buffer): CacheEntry<Header> | undefined {
  const body = file.subarray(DIGEST_BYTES);
  if (!digest(body).equals(file.subarray(0, DIGEST_BYTES))) {
    return undefined;
  }
  let end = LENGTH_BYTES + body.readUInt32LE();
  const { header, lengths } = JSON.parse(body.toString('utf8', LENGTH_BYTES, end)) as Preamble<Header>;
  const parts = lengths.map((length) => body.subarray(end, (end += length)));
  return { header, parts };
}

function digest(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}
