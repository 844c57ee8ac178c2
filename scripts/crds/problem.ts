export type ProblemType =
  | 'configuration'
  | 'unpinned-address'
  | 'download'
  | 'unreadable'
  | 'syntax'
  | 'no-crd'
  | 'invalid-crd'
  | 'duplicate-crd'
  | 'generator'
  | 'output';

export interface Problem {
  readonly type: ProblemType;

  /** The file, address or directory the problem is in. */
  readonly where: string;

  /** What is wrong. */
  readonly what: string;

  /** What to do about it. */
  readonly remedy: string;
}

/** Everything that was wrong with one import. */
export class ImportError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ where, what, remedy }) => `${where}: ${what}. ${remedy}.`).join('\n'));
    this.name = 'ImportError';
  }
}

/** By code unit: the order of `localeCompare` depends on the machine. */
export function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

export function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown): { [key: string]: unknown } {
  return isRecord(value) ? value : {};
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function explain(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // A failed fetch says why only in its cause.
  return error.cause === undefined ? error.message.trim() : `${error.message}: ${explain(error.cause)}`;
}
