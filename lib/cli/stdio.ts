import * as fs from 'node:fs';

const STDOUT = 1;
const STDERR = 2;
const RETRY_MS = 2;

const CLEAR_LINE = '\r\u001b[K';

let hasStatus = false;

/**
 * Prints to stdout, whole, before it returns. `process.stdout` would do, but loads what takes as long as the command.
 * A reader that has seen enough, such as head, ends the command.
 */
export function print(text: string): void {
  showStatus(undefined);
  write(STDOUT, text);
}

/** Prints to stderr, as `print` does. */
export function printError(text: string): void {
  showStatus(undefined);
  write(STDERR, text);
}

/** On a terminal, says in one line of stderr what is going on, until something is printed. */
export function showStatus(text: string | undefined): void {
  if (hasStatus) {
    write(STDERR, CLEAR_LINE);
  }
  hasStatus = text !== undefined && process.stderr.isTTY;
  if (hasStatus) {
    write(STDERR, `${text}...`);
  }
}

function write(stream: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    try {
      written += fs.writeSync(stream, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') {
        process.exit();
      }
      if (code !== 'EAGAIN') {
        throw error;
      }
      // The reader is slower than we are.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, RETRY_MS);
    }
  }
}
