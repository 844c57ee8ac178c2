import { fork, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

export interface RunOptions {
  /** @default - the working directory of this process */
  readonly cwd?: string;

  /**
   * Variables added to the environment of this process; `undefined` takes a variable away.
   *
   * @default - the environment of this process
   */
  readonly env?: { [key: string]: string | undefined };

  /** @default - the program's standard input is empty */
  readonly input?: string;
}

export interface RunResult {
  /** What the program exited with; 128 plus the signal number when a signal ended it, as in a shell. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end, without a shell, and returns what it said whatever its exit code: the callers word their own
 * errors. Throws only when the program cannot be started.
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): RunResult {
  const { cwd, env, input = '' } = options;
  const result = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    input,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (result.error && !result.pid) {
    throw new Error(explainStart(program, result.error, cwd), { cause: result.error });
  }
  // Cut-off output must not pass for the whole of it: Node kills the program then, and its status tells.
  const note = result.error ? `\n${program}: ${result.error.message}\n` : '';
  return { status: exitStatus(result), stdout: result.stdout, stderr: result.stderr + note };
}

function exitStatus(result: { status: number | null; signal: NodeJS.Signals | null }): number {
  return result.status ?? 128 + (result.signal ? constants.signals[result.signal] : 0);
}

function explainStart(program: string, error: NodeJS.ErrnoException, cwd: string | undefined): string {
  // Node reports a missing working directory as a missing program.
  if (cwd !== undefined && !existsSync(cwd)) {
    return `Cannot start ${program}: its working directory ${cwd} does not exist. Create it, or give another one.`;
  }
  switch (error.code) {
    case 'ENOENT':
      return `Cannot start ${program}: it was not found. Install it, and put its directory on PATH.`;
    case 'EACCES':
      return `Cannot start ${program}: it is not executable. Give it execute permission (chmod +x).`;
    default:
      return `Cannot start ${program}: ${error.message}. Check that it runs from a terminal.`;
  }
}

/**
 * Runs a script of Node in a process of its own, which shares the streams of this one.
 *
 * @returns the last thing that it told by `process.send`; `undefined` when it told nothing
 */
export function runScript<T>(script: string, args: readonly string[]): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    let told: T | undefined;
    const child = fork(script, args);
    child.on('message', (message) => (told = message as T));
    child.on('error', reject);
    child.on('close', () => {
      resolve(told);
    });
  });
}
