import fs from 'node:fs';
import path from 'node:path';
import { compareText } from '../../model/core/compare-text';
import { Issue } from '../../model/core/issue';
import { ValidationError } from '../../model/core/validation-error';
import { filesOfGroup, IndexedObject, indexedGroups, indexLines } from './index-file';
import { carryOut, clearStage, giveUp, Journal, Move, readJournal, stagedFile, writeJournal } from './journal';
import { lock } from './lock';
import { outputError, outputIssue } from './output-error';
import { below, indexPath, OWN_DIRECTORY, STAGE } from './paths';

/** A file to be written. */
export interface OutputFile {
  /** Path below the output directory, with `/` on every platform. */
  readonly path: string;
  readonly text: string;
  /**
   * The objects in it, for the index.
   * @default - it holds no objects
   */
  readonly objects?: readonly IndexedObject[];
}

/** Files that are written and removed together, and listed in one index. */
export interface OutputGroup {
  /** The environment, or the name of another output; empty for charts outside of every environment. */
  readonly name: string;
  /** The files, asked for one after the other, once. */
  readonly files: Iterable<OutputFile>;
}

/** Options of `writeOutput`. */
export interface WriteOptions {
  /** Whether groups that an earlier run wrote, and that are not given now, no longer exist. */
  readonly isComplete: boolean;
}

/** What changed: paths below the output directory, sorted, without indexes. */
export interface WriteResult {
  readonly written: string[];
  readonly removed: string[];
  readonly unchanged: string[];
}

/**
 * Brings an output directory into a new state, wholly or not at all. Files with the right content are not touched. Files
 * of an earlier run that are not given any more are removed; files that no earlier run wrote are neither replaced nor
 * removed.
 *
 * @throws ValidationError where a file is not ours, or the file system does not take it; then the old state is there
 */
export function writeOutput(outdir: string, groups: Iterable<OutputGroup>, options: WriteOptions): WriteResult {
  try {
    fs.mkdirSync(outdir, { recursive: true });
    const unlock = lock(outdir);
    try {
      const unfinished = readJournal(outdir);
      if (unfinished !== undefined) {
        carryOut(outdir, unfinished);
      }
      clearStage(outdir);
      return new Writer(outdir).write(groups, options);
    } finally {
      unlock();
    }
  } catch (error) {
    throw outputError(error, outdir);
  }
}

class Writer {
  readonly #outdir: string;
  readonly #known: ReadonlyMap<string, readonly string[]>;
  readonly #owned: ReadonlySet<string>;
  readonly #moves: Move[] = [];
  readonly #issues: Issue[] = [];
  readonly #given = new Set<string>();
  readonly #unchanged: string[] = [];
  readonly #listings = new Map<string, ReadonlySet<string>>();

  constructor(outdir: string) {
    this.#outdir = outdir;
    this.#known = new Map(indexedGroups(outdir).map((group) => [group, filesOfGroup(outdir, group)]));
    this.#owned = new Set([...this.#known.values()].flat());
  }

  write(groups: Iterable<OutputGroup>, { isComplete }: WriteOptions): WriteResult {
    try {
      const current = new Set<string>();
      for (const group of groups) {
        current.add(group.name);
        this.stageGroup(group);
      }
      const gone = isComplete ? [...this.#known.keys()].filter((group) => !current.has(group)) : [];
      const removed = [...gone, ...current].flatMap((group) => this.staleFiles(group));
      const journal = { moves: this.#moves, removals: [...removed, ...gone.map(indexPath)] };
      this.checkPlaces();
      this.commit(journal);
      const written = this.#moves.map(({ file }) => file).filter((file) => this.#given.has(file));
      return { written: sorted(written), removed: sorted(removed), unchanged: sorted(this.#unchanged) };
    } catch (error) {
      const journal = readJournal(this.#outdir);
      if (journal === undefined) {
        clearStage(this.#outdir);
      } else if (!giveUp(this.#outdir, journal)) {
        throw outputError(error, this.#outdir, 'The next run finishes what this one began. ');
      }
      throw error;
    }
  }

  private stageGroup({ name, files }: OutputGroup): void {
    let index = '';
    for (const { path: file, text, objects } of files) {
      this.#given.add(file);
      index += indexLines(file, text, objects);
      this.stage(file, text, this.#owned.has(file));
    }
    this.stage(indexPath(name), index, true);
  }

  private stage(file: string, text: string, isOwned: boolean): void {
    const existing = this.contentOf(file);
    if (existing === text) {
      this.#unchanged.push(...(this.#given.has(file) ? [file] : []));
      return;
    }
    if (existing !== undefined && !isOwned) {
      this.#issues.push(notOurs(below(this.#outdir, file)));
    }
    if (this.#moves.length === 0) {
      fs.mkdirSync(below(this.#outdir, STAGE), { recursive: true });
    }
    const staged = this.#moves.length;
    fs.writeFileSync(stagedFile(this.#outdir, staged), text);
    this.#moves.push({ staged, file });
  }

  /** `undefined` where there is no file. */
  private contentOf(file: string): string | undefined {
    const place = below(this.#outdir, file);
    const directory = path.dirname(place);
    let names = this.#listings.get(directory);
    if (names === undefined) {
      // One look into a directory is faster than one for each file that is not there yet.
      names = new Set((fs.existsSync(directory) ? fs.readdirSync(directory) : []).map(caseless));
      this.#listings.set(directory, names);
    }
    if (!names.has(caseless(path.basename(place)))) {
      return undefined;
    }
    try {
      return fs.readFileSync(place, 'utf8');
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') {
        return undefined;
      }
      // That of a directory does not say which one it is.
      throw outputError(Object.assign(error as Error, { path: place }), place);
    }
  }

  private staleFiles(group: string): string[] {
    const stale = (this.#known.get(group) ?? []).filter((file) => !this.#given.has(file));
    if (stale.length === 0) {
      return [];
    }
    const given = new Map([...this.#given].map((file) => [caseless(file), file]));
    return stale.filter((file) => {
      const found = statOf(below(this.#outdir, file));
      const namesake = given.get(caseless(file));
      // Where case does not count, a file whose name changed in case only is the same file.
      const isGiven = namesake !== undefined && statOf(below(this.#outdir, namesake))?.ino === found?.ino;
      return found?.isFile() === true && !isGiven;
    });
  }

  /** What would stop the moves halfway is found before the first one. */
  private checkPlaces(): void {
    if (this.#issues.length > 0) {
      throw new ValidationError(this.#issues);
    }
    const own = fs.statSync(below(this.#outdir, OWN_DIRECTORY)).dev;
    for (const directory of new Set(this.#moves.map(({ file }) => path.dirname(below(this.#outdir, file))))) {
      const existing = nearestDirectory(directory);
      fs.accessSync(existing, fs.constants.W_OK);
      if (fs.statSync(existing).dev !== own) {
        throw new ValidationError([otherDisk(existing)]);
      }
    }
  }

  private commit(journal: Journal): void {
    if (journal.moves.length + journal.removals.length > 0) {
      writeJournal(this.#outdir, journal);
      carryOut(this.#outdir, journal);
    }
  }
}

/** Names that some file system takes for the same have the same result. */
function caseless(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function statOf(file: string): fs.Stats | undefined {
  return fs.lstatSync(file, { throwIfNoEntry: false });
}

function nearestDirectory(directory: string): string {
  return fs.existsSync(directory) ? directory : nearestDirectory(path.dirname(directory));
}

function sorted(files: readonly string[]): string[] {
  return [...files].sort(compareText);
}

function notOurs(file: string): Issue {
  return outputIssue(file, {
    code: 'output-not-ours',
    given: 'a file with other content that no earlier run wrote',
    allowed: 'files that an earlier run wrote, and free paths',
    remedy: 'Delete or move it, or choose another output directory.',
  });
}

function otherDisk(directory: string): Issue {
  return outputIssue(directory, {
    code: 'output-other-disk',
    given: 'a directory on another file system than the output directory, where nothing can be moved to at once',
    allowed: 'one file system',
    remedy: 'Make the output directory itself the link or mount point.',
  });
}
