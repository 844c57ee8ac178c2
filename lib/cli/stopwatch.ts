import { uptime } from '../model/core/uptime';
import { printError, showStatus } from './stdio';

/** Longest time, in milliseconds, that nobody asks what is going on. */
const PATIENCE_MS = 300;

/** Knows how long the phases of a run took. On a terminal it says what it is at once a run is long. */
export class Stopwatch {
  readonly #isPrinted: boolean;
  readonly #phases: { readonly name: string; readonly milliseconds: number }[] = [];
  #name = 'start';
  #since = 0;

  /** @param isPrinted whether a table is printed to stderr at the end */
  constructor(isPrinted: boolean) {
    this.#isPrinted = isPrinted;
  }

  /** Ends a phase and begins the next. */
  begin(name: string, isEnd = false): void {
    const time = uptime();
    this.add(this.#name, time - this.#since);
    this.#name = name;
    this.#since = time;
    if (time > PATIENCE_MS) {
      showStatus(isEnd ? undefined : name);
    }
    if (isEnd && this.#isPrinted) {
      printError(this.table(time));
    }
  }

  /** Counts a part of the phase that goes on as a phase of its own. */
  add(name: string, milliseconds: number): void {
    this.#phases.push({ name, milliseconds });
    this.#since += milliseconds;
  }

  /** Milliseconds since the process was started. */
  get elapsed(): number {
    return Math.round(uptime());
  }

  private table(total: number): string {
    const rows = [...this.#phases, { name: 'total', milliseconds: total }];
    return rows
      .map(({ name, milliseconds }) => `${name.padEnd(16)}${milliseconds.toFixed(1).padStart(9)} ms\n`)
      .join('');
  }
}
