import * as path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fingerprint, State } from '../compile/fingerprint';
import { runScript } from '../process/run';

/** How often the files of the program are looked at. Polling sees every change on every file system. */
const INTERVAL_MS = 200;

/**
 * Runs the same command without `--watch`, and again whenever something that the program is made of is no longer what it
 * was compiled from. Each run is a process of its own, so nothing of one is left in the next. Ends when interrupted.
 */
export async function watch(): Promise<void> {
  const args = process.argv.slice(2);
  args.splice(args.indexOf('--watch'), 1);
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interruption.abort();
    });
  }
  let state: State | undefined;
  do {
    const reached = await runScript<State>(path.join(__dirname, 'main.cjs'), args);
    // Where the program itself is gone, nothing is run again until something changes.
    state = reached ?? (state && { ...state, fingerprint: fingerprint(state.watched) });
  } while (state !== undefined && (await hasChanged(state, interruption.signal)));
  if (state === undefined) {
    // There is no program to watch, and the run has said why.
    process.exitCode = 1;
  }
}

/** Waits for a change; false when interrupted. */
async function hasChanged({ watched, fingerprint: known }: State, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (fingerprint(watched) !== known) {
      return true;
    }
    await pause(signal);
  }
  return false;
}

/** Waits for the interval, or less when interrupted. */
async function pause(signal: AbortSignal): Promise<void> {
  await setTimeout(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
}
