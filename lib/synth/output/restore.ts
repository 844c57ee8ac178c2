import fs from 'node:fs';
import { carryOut, readJournal } from './journal';
import { lock } from './lock';
import { outputError } from './output-error';
import { below, JOURNAL } from './paths';

/**
 * Finishes what a process began that was killed while it wrote into the directory. Where nothing is left to do, as nearly
 * always, this only looks.
 *
 * @throws ValidationError where the file system does not let it
 */
export function restoreOutput(outdir: string): void {
  try {
    if (!fs.existsSync(below(outdir, JOURNAL))) {
      return;
    }
    const unlock = lock(outdir);
    try {
      const journal = readJournal(outdir);
      if (journal !== undefined) {
        carryOut(outdir, journal);
      }
    } finally {
      unlock();
    }
  } catch (error) {
    throw outputError(error, outdir);
  }
}
