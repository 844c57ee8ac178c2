import { ValidationError } from '../model/core/validation-error';
import { printError } from './stdio';

const COMMAND_ERROR = Symbol.for('cdk8s-webapp.CommandError');
/** Frames that are not the user's: of Node, of packages, and of what the program was compiled to. */
const FOREIGN_FRAME = /^\(?(?:node:|<anonymous>|.*[\\/](?:node_modules[\\/]|\.cdk8s-webapp-))/;

/** An error that says everything by its message. */
export class CommandError extends Error {
  /** Tells a `CommandError` from any other value, also across the files that the program consists of. */
  static isCommandError(value: unknown): value is CommandError {
    return typeof value === 'object' && value !== null && COMMAND_ERROR in value;
  }

  override readonly name = 'Error';

  constructor(message: string) {
    super(message);
    Object.defineProperty(this, COMMAND_ERROR, { value: true });
  }
}

/** Prints an error to stderr and makes the process fail. */
export function reportError(error: unknown): void {
  printError(`${describe(error)}\n`);
  process.exitCode = 1;
}

function describe(error: unknown, above: readonly unknown[] = []): string {
  if (!isErrorLike(error)) {
    return `Error: the program threw ${String(error)}, which is no Error. Throw an Error, which knows where it was thrown.`;
  }
  const { name, message } = error;
  const head = `${name}: ${message.trimEnd()}`;
  const isSelfContained =
    ValidationError.isValidationError(error) || CommandError.isCommandError(error) || name === 'CompileError';
  if (isSelfContained) {
    return head;
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ') && !isForeign(line));
  return [head, ...frames, ...reasons(error, [...above, error])].join('\n');
}

/** What led to the error, as far as whoever threw it says, each once. */
function reasons(error: { readonly cause?: unknown; readonly errors?: unknown }, above: readonly unknown[]): string[] {
  const { cause, errors } = error;
  const all = [...(cause === undefined ? [] : [cause]), ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return all
    .filter((each) => !above.includes(each))
    .map((each) => `Caused by ${isErrorLike(each) ? describe(each, above) : String(each)}`);
}

/** Errors of the program may come from another context. */
function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'name' in value;
}

function isForeign(line: string): boolean {
  const place = line.includes('(') ? line.slice(line.lastIndexOf('(')) : line.slice('    at '.length);
  return FOREIGN_FRAME.test(place) || place.includes(__filename);
}
