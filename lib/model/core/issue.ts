/**
 * One thing that is wrong with one field, without the place of the object that holds the field.
 *
 * Rules return findings; whoever owns the object adds its path and so makes them issues.
 */
export interface Finding {
  /** Stable identifier of the rule, kebab-case. */
  readonly code: string;
  /** The field, as the author of the value wrote it, for example `resources.cpu.limit`. */
  readonly field: string;
  /** What was given, printed. Never the value of a secret. */
  readonly given: string;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** A finding together with the place where it was found. */
export interface Issue extends Finding {
  /** Path of the construct, for example `production/backend`, or the name of the value. */
  readonly path: string;
  /**
   * File and line in which the construct was made: `main.ts:12`.
   * @default - not known
   */
  readonly place?: string;
}

/** Prints a value that a user gave, so that an empty string or a number in quotes can be told apart. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** The issue in one line, for hosts that print one line per error. */
export function issueLine(issue: Finding): string {
  return `${issue.field}: given ${issue.given}; allowed: ${issue.allowed}. ${issue.remedy} [${issue.code}]`;
}

/** The issue as a small block that reads top-down: where, what, what instead. */
export function issueBlock(issue: Issue): string {
  const place = issue.place === undefined ? '' : ` at ${issue.place}`;
  return [
    `${issue.path} ${issue.field} [${issue.code}]${place}`,
    `  given:   ${issue.given}`,
    `  allowed: ${issue.allowed}`,
    `  remedy:  ${issue.remedy}`,
  ].join('\n');
}

/** The issues, each once: a value and the construct that is made of it can find the same problem. */
export function distinctIssues<T extends Issue>(issues: readonly T[]): T[] {
  return [...new Map(issues.map((issue) => [issueBlock(issue), issue])).values()];
}
