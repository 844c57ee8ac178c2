import { CompileError } from './compile-error';
import { State } from './fingerprint';
import { Program } from './program';
import type { Results } from './results';
import { setHost } from './stock-app';

/** How a program is run. */
export interface SessionOptions {
  /** Absolute path of the program. */
  readonly file: string;
  /** What follows the program in `process.argv`. */
  readonly args: readonly string[];
  /** Identifies the version of the compiler. */
  readonly compiler: string;
  /** Whether what the program prints must not mix with what the command prints to stdout. */
  readonly isStdoutTaken: boolean;
  /** Called when something begins that takes a while. */
  onPhase(phase: Phase): void;
  /** Called when it is known what the program depends on. */
  onState(state: State): void;
  /** Called for an error of the program, or of `finish`. */
  onError(error: unknown): void;
}

/** What a run consists of, in order. */
export enum Phase {
  LOAD = 'load',
  COMPILE = 'compile',
  RUN = 'run',
  FINISH = 'finish',
  KEEP = 'keep',
  END = 'end',
}

/** An app that a program wants to have synthesized. */
export interface HostedApp {
  readonly outdir: string;
}

/**
 * Runs a program from its source. The apps on which it calls `synth()` are collected; when the program has nothing left
 * to do, or exits with success, they are handed over once.
 */
export async function runProgram<App extends HostedApp>(
  options: SessionOptions,
  finish: (apps: readonly App[], results: Results) => void,
): Promise<void> {
  const session = new Session(options, finish);
  options.onPhase(Phase.LOAD);
  const program = await load(options);
  session.begin(program);
  try {
    options.onPhase(Phase.RUN);
    await program.run();
  } catch (error) {
    session.fail(error);
  }
}

async function load({ file, compiler, onState, onPhase }: SessionOptions): Promise<Program> {
  try {
    const program = await Program.load(file, compiler, () => {
      onPhase(Phase.COMPILE);
    });
    onState(program.state);
    return program;
  } catch (error) {
    if (error instanceof CompileError) {
      onState(error.state);
    }
    throw error;
  }
}

class Session<App extends HostedApp> {
  readonly #options: SessionOptions;
  readonly #finish: (apps: readonly App[], results: Results) => void;
  readonly #apps = new Set<App>();
  #write?: typeof process.stdout.write;
  #program?: Program;
  #isOver = false;

  constructor(options: SessionOptions, finish: (apps: readonly App[], results: Results) => void) {
    this.#options = options;
    this.#finish = finish;
  }

  begin(program: Program): void {
    const { file, args, isStdoutTaken } = this.#options;
    this.#program = program;
    setHost({ synth: (app) => this.#apps.add(app as App) });
    process.argv.splice(1, process.argv.length, file, ...args);
    if (isStdoutTaken) {
      this.#write = process.stdout.write;
      process.stdout.write = process.stderr.write.bind(process.stderr);
    }
    process.on('beforeExit', (code) => {
      this.end(code);
    });
    // Who keeps what this run was executed from comes after that.
    process.prependListener('exit', (code) => {
      this.end(code);
    });
    process.on('uncaughtException', (error) => {
      this.fail(error);
      process.exit();
    });
  }

  fail(error: unknown): void {
    this.over();
    this.#options.onError(error);
    this.#program?.keep();
  }

  private over(): void {
    this.#isOver = true;
    if (this.#write !== undefined) {
      process.stdout.write = this.#write;
    }
    setHost(undefined);
  }

  /** The program has ended. One that exits with a code of its own has failed, and nothing is done with its apps. */
  private end(exitCode: number): void {
    if (this.#isOver || this.#program === undefined) {
      return;
    }
    this.over();
    const { onPhase, onError } = this.#options;
    try {
      if (exitCode === 0) {
        onPhase(Phase.FINISH);
        this.#finish([...this.#apps], this.#program.results);
      }
    } catch (error) {
      onError(error);
    }
    onPhase(Phase.KEEP);
    this.#program.keep();
    onPhase(Phase.END);
  }
}
