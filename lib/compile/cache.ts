import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** What is stored under a name: a description, and the bytes that it describes. */
export interface CacheEntry<Header> {
  readonly header: Header;
  /** The bytes, each part in pieces. */
  readonly parts: readonly (readonly Buffer[])[];
}

/** What was stored under a name. */
export interface CachedEntry<Header> {
  readonly header: Header;
  /** Reads a part; `undefined` when it is damaged. */
  part(index: number): Buffer | undefined;
}

/** What an entry begins with, besides its length and its digest. */
interface Preamble<Header> {
  readonly header: Header;
  /** Length and digest of each part. */
  readonly parts: readonly (readonly [length: number, digest: string])[];
}

const DIGEST_LENGTH = 64;
const LENGTH_BYTES = 4;
const PREFIX = LENGTH_BYTES + DIGEST_LENGTH;
/** Of the directory. */
const NAME = 'cdk8s-webapp';
const EXTENSION = '.compiled';
const MAX_AGE_MS = 30 * 24 * 3600 * 1000;
const MAX_TEMPORARY_AGE_MS = 3600 * 1000;
const KEY_LENGTH = 16;
/** Whose bytecode it is. */
const ENGINE = `${process.version} ${process.arch}`;

/**
 * Files of compiled code. What is damaged is not used: there is a digest of each part, and of what describes the parts. A file
 * takes the place of an older one in one step. A cache that cannot be written is no error, only slow.
 */
export class CompileCache {
  /** The cache of the project that a program belongs to: in its node_modules, or else the user's. */
  static of(program: string): CompileCache {
    const modules = ancestors(path.dirname(program))
      .map((directory) => path.join(directory, 'node_modules'))
      .find((directory) => fs.existsSync(directory));
    const root = modules === undefined ? userCache() : path.join(modules, '.cache');
    return new CompileCache(path.join(root, NAME));
  }

  /** The cache of the project that a package is installed in, where its file is in one. */
  static ofPackage(file: string): CompileCache {
    const modules = ancestors(path.dirname(file)).filter((directory) => path.basename(directory) === 'node_modules');
    // Package managers put some packages deep into the node_modules of a project.
    const root = modules.at(-1);
    return root === undefined ? CompileCache.of(file) : new CompileCache(path.join(root, '.cache', NAME));
  }

  /** Files that were read, by name. */
  readonly #open = new Map<string, number>();

  constructor(readonly directory: string) {}

  /** What was stored under a name; `undefined` when there is nothing, or it is damaged. Parts are read when they are asked for. */
  read<Header>(name: string): CachedEntry<Header> | undefined {
    try {
      const file = fs.openSync(this.file(name), 'r');
      this.#open.set(name, file);
      return entryIn<Header>(file);
    } catch {
      return undefined;
    }
  }

  /**
   * Stores under a name, and removes what has not been written for a month. What was read under that name has no parts any
   * more. Returns whether that was possible.
   */
  write<Header>(name: string, entry: CacheEntry<Header>): boolean {
    const temporary = `${this.file(name)}.${process.pid}.${Date.now()}.tmp`;
    try {
      fs.mkdirSync(this.directory, { recursive: true });
      fs.writeFileSync(temporary, encode(entry));
      this.close(name);
      fs.renameSync(temporary, this.file(name));
      this.prune();
      return true;
    } catch {
      removeIfPossible(temporary);
      return false;
    }
  }

  /** Not every system replaces a file that is open. */
  private close(name: string): void {
    const file = this.#open.get(name);
    if (file !== undefined) {
      fs.closeSync(file);
      this.#open.delete(name);
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

/** Part of a name that stands for texts, and for the version of Node. */
export function cacheKey(...texts: readonly string[]): string {
  return createHash('sha256')
    .update([ENGINE, ...texts].join('\0'))
    .digest('hex')
    .slice(0, KEY_LENGTH);
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
  const described = parts.map((pieces) => [lengthOf(pieces), digest(...pieces)] as const);
  const preamble: Preamble<Header> = { header, parts: described };
  const text = Buffer.from(JSON.stringify(preamble));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, Buffer.from(digest(text)), text, ...parts.flat()]);
}

/** The file stays open, so that parts are of the same entry, whatever takes its place. */
function entryIn<Header>(file: number): CachedEntry<Header> | undefined {
  const { size } = fs.fstatSync(file);
  // Lengths may be any number where the file is damaged.
  const bytes = (start: number, length: number): Buffer => {
    const buffer = Buffer.allocUnsafeSlow(Math.min(length, size));
    return buffer.subarray(0, fs.readSync(file, buffer, 0, buffer.length, start));
  };
  const prefix = bytes(0, PREFIX);
  const text = bytes(PREFIX, prefix.readUInt32LE());
  if (digest(text) !== prefix.toString('latin1', LENGTH_BYTES)) {
    return undefined;
  }
  const { header, parts } = JSON.parse(text.toString()) as Preamble<Header>;
  let end = PREFIX + text.length;
  const places = parts.map(([length, expected]) => ({ start: (end += length) - length, length, expected }));
  return {
    header,
    part: (index) => {
      const { start = 0, length = 0, expected } = places[index] ?? {};
      try {
        const part = bytes(start, length);
        return digest(part) === expected ? part : undefined;
      } catch {
        // It was replaced, and closed for that.
        return undefined;
      }
    },
  };
}

function lengthOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function digest(...pieces: readonly Buffer[]): string {
  return pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest('hex');
}
