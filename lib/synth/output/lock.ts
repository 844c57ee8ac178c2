import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ValidationError } from '../../model/core/validation-error';
import { outputIssue } from './output-error';
import { below, OWN_DIRECTORY } from './paths';

const LOCK = /^lock-(\d+)-(.+)$/;
/** How long to wait for another process, whose writing takes seconds at most. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 20;

/**
 * Lets one process at a time change an output directory.
 *
 * Each process that wants to shows a file with its id in the name, and goes on only when it sees no other one. So two can
 * never both go on, and a name that a killed process left can be taken away without asking whose it is.
 *
 * @returns what ends the turn
 * @throws ValidationError when another process does not come to an end
 */
export function lock(outdir: string): () => void {
  const host = os.hostname().replace(/[^A-Za-z0-9.-]/g, '_') || 'localhost';
  const own = `lock-${process.pid}-${host}`;
  const directory = below(outdir, OWN_DIRECTORY);
  const file = path.join(directory, own);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    // Another process that ends may take the directory away, empty as it is.
    fs.mkdirSync(directory, { recursive: true });
    try {
      fs.writeFileSync(file, '');
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') {
        continue;
      }
      throw error;
    }
    const other = livingLocks(directory, host).find((name) => name !== own);
    if (other === undefined) {
      return () => {
        unlinkIfThere(file);
        removeEmpty(directory);
      };
    }
    unlinkIfThere(file);
    if (Date.now() > deadline) {
      throw new ValidationError([inUse(path.join(directory, other))]);
    }
    pause(PAUSE_MS * (1 + Math.random()));
  }
}

function unlinkIfThere(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') {
      throw error;
    }
  }
}

/** Takes away a directory that is there and has nothing in it. */
export function removeEmpty(directory: string): boolean {
  try {
    fs.rmdirSync(directory);
    return true;
  } catch {
    return false;
  }
}

function livingLocks(directory: string, host: string): string[] {
  return fs.readdirSync(directory).filter((name) => {
    const [, pid, owner] = LOCK.exec(name) ?? [];
    if (pid === undefined) {
      return false;
    }
    if (owner !== host || isRunning(Number(pid))) {
      return true;
    }
    unlinkIfThere(path.join(directory, name));
    return false;
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

function inUse(file: string) {
  return outputIssue(file, {
    code: 'output-in-use',
    given: 'another process that is writing into the same directory',
    allowed: 'one at a time',
    remedy: 'Wait for it, or delete this file where that process no longer runs.',
  });
}

/** The writer is synchronous as `App.synth` is, so it waits without an event loop. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
