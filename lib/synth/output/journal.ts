import fs from 'node:fs';
import path from 'node:path';
import { ValidationError } from '../../model/core/validation-error';
import { removeEmpty } from './lock';
import { outputIssue } from './output-error';
import { below, isBelow, JOURNAL, STAGE } from './paths';

/** What turns the old state of an output directory into the new one. Each step can be taken again. */
export interface Journal {
  /** Staged files, numbered, and where they belong. */
  readonly moves: readonly Move[];
  /** Files that no longer exist in the new state. */
  readonly removals: readonly string[];
}

/** A staged file, and where it belongs. */
export interface Move {
  readonly staged: number;
  readonly file: string;
}

/** From here on the new state is certain: whoever finds the journal brings it about. */
export function writeJournal(outdir: string, journal: Journal): void {
  const draft = below(outdir, `${JOURNAL}.draft`);
  fs.writeFileSync(draft, JSON.stringify(journal));
  fs.renameSync(draft, below(outdir, JOURNAL));
}

/**
 * The journal that a killed process left, or `undefined`.
 *
 * @throws ValidationError where it was changed by hand
 */
export function readJournal(outdir: string): Journal | undefined {
  const file = below(outdir, JOURNAL);
  if (!fs.existsSync(file)) {
    return undefined;
  }
  try {
    const journal = JSON.parse(fs.readFileSync(file, 'utf8')) as Journal;
    if ([...journal.moves.map((move) => move.file), ...journal.removals].every(isBelow)) {
      return journal;
    }
  } catch {
    // Said below: nothing that we write is unreadable.
  }
  const remedy = 'Delete it, and run again.';
  const given = 'a journal that this library did not write';
  throw new ValidationError([outputIssue(file, { code: 'output-journal-invalid', given, allowed: 'none', remedy })]);
}

/** Takes all steps that were not taken yet, and then forgets them. */
export function carryOut(outdir: string, { moves, removals }: Journal): void {
  for (const directory of new Set(moves.map(({ file }) => path.dirname(below(outdir, file))))) {
    fs.mkdirSync(directory, { recursive: true });
  }
  for (const { staged, file } of moves) {
    move(stagedFile(outdir, staged), below(outdir, file));
  }
  for (const file of removals) {
    fs.rmSync(below(outdir, file), { force: true });
    removeEmptyDirectories(outdir, file);
  }
  fs.rmSync(below(outdir, JOURNAL), { force: true });
  clearStage(outdir);
}

function move(source: string, target: string): void {
  try {
    fs.renameSync(source, target);
  } catch (error) {
    // Where it is gone, the process that was killed had moved it.
    if (fs.existsSync(source) || !fs.existsSync(target)) {
      throw error;
    }
  }
}

/**
 * Gives up what was decided but not begun, for the disk is full, say.
 *
 * @returns whether the old state is there again; else only going on leads to a whole one
 */
export function giveUp(outdir: string, { moves }: Journal): boolean {
  if (moves.length === 0 || !moves.every(({ staged }) => fs.existsSync(stagedFile(outdir, staged)))) {
    return false;
  }
  fs.rmSync(below(outdir, JOURNAL), { force: true });
  clearStage(outdir);
  moves.forEach(({ file }) => {
    removeEmptyDirectories(outdir, file);
  });
  return true;
}

/** Takes away what was staged and will not be used. */
export function clearStage(outdir: string): void {
  // To look takes less time than to remove what is hardly ever there.
  for (const left of [below(outdir, STAGE), below(outdir, `${JOURNAL}.draft`)]) {
    if (fs.lstatSync(left, { throwIfNoEntry: false }) !== undefined) {
      fs.rmSync(left, { recursive: true, force: true });
    }
  }
}

/** Where a file waits. Its name is a number, so that nobody who reads the directory takes it for a manifest. */
export function stagedFile(outdir: string, number: number): string {
  return below(outdir, `${STAGE}/${number}`);
}

/** A directory that held the file only goes with it. */
function removeEmptyDirectories(outdir: string, file: string): void {
  const parts = file.split('/').slice(0, -1);
  while (parts.length > 0 && removeEmpty(below(outdir, parts.join('/')))) {
    parts.pop();
  }
}
