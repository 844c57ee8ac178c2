const USAGE_ERROR = Symbol.for('cdk8s-webapp.UsageError');

/** An option of a command, as `parseArgs` of Node takes it. */
export interface CommandOption {
  readonly type: 'string' | 'boolean';
  /** @default false */
  readonly multiple?: boolean;
  /**
   * What stands for the value in the help.
   * @default - the option takes none
   */
  readonly value?: string;
  /** One line of help. */
  readonly help: string;
}

/** What was typed after the name of a command. */
export interface Arguments {
  readonly values: { readonly [option: string]: string | boolean | readonly string[] | undefined };
  readonly positionals: readonly string[];
  /** What follows `--`: arguments of the program. */
  readonly rest: readonly string[];
}

/** A command of the program. */
export interface Command {
  readonly name: string;
  /** One line of help. */
  readonly summary: string;
  /** Names of the arguments, those that may be left out in brackets; `[NAME...]` at the end stands for any number. */
  readonly parameters: readonly string[];
  readonly options: { readonly [option: string]: CommandOption };
  /** Further lines of help. */
  readonly notes: readonly string[];
  /** Exit code when it was called wrongly. */
  readonly usageExitCode: number;
  /** Sets the exit code of the process where it is not 0. */
  run(args: Arguments): Promise<void>;
}

/** A command was called wrongly. */
export class UsageError extends Error {
  /** Tells a `UsageError` from any other value, also across the files that the program consists of. */
  static isUsageError(value: unknown): value is UsageError {
    return typeof value === 'object' && value !== null && USAGE_ERROR in value;
  }

  constructor(message: string) {
    super(message);
    Object.defineProperty(this, USAGE_ERROR, { value: true });
  }
}

/** Options of every command that runs the program. */
export const PROGRAM_OPTIONS = {
  app: { type: 'string', value: 'FILE', help: 'the program; default: the file in `app` of cdk8s.yaml, or main.ts' },
  timings: { type: 'boolean', help: 'print what took how long, to stderr' },
  json: { type: 'boolean', help: 'print JSON' },
} as const satisfies { readonly [option: string]: CommandOption };

/** The value of an option that takes one text. */
export function textOption({ values }: Arguments, name: string): string | undefined {
  const value = values[name];
  if (value === '') {
    throw new UsageError(`--${name} needs a value that is not empty`);
  }
  return value as string | undefined;
}

/** The values of an option that may be given several times. */
export function listOption({ values }: Arguments, name: string): readonly string[] | undefined {
  return values[name] as readonly string[] | undefined;
}
