import { Finding, Issue } from './issue';
import { ValidationError } from './validation-error';

/**
 * A value that knows what is wrong with it. Creating it never throws, so that the problems of all values of a program
 * can be reported together.
 */
export interface IValidated {
  /** What the value is, for messages: `CloudCluster todo-chatbot-cluster`. */
  readonly place: string;

  /** Everything that is wrong, with field names relative to this value; empty when nothing is. */
  findings(): Finding[];
}

/** The problems of values, each with its place. */
export function issuesOf(values: readonly IValidated[]): Issue[] {
  return values.flatMap((value) => value.findings().map((finding) => ({ path: value.place, ...finding })));
}

/**
 * For programs that use the model alone: stops when anything is wrong.
 *
 * @throws ValidationError with the problems of all values
 */
export function requireValid(values: IValidated[]): void {
  const issues = issuesOf(values);
  if (issues.length > 0) {
    throw new ValidationError(issues);
  }
}

const JUDGED = new WeakMap<Pick<IValidated, 'findings'>, readonly Finding[]>();

/** Findings of an immutable value that several hold, with its field name in front. It is judged once. */
export function withinShared(field: string, value: Pick<IValidated, 'findings'> | undefined): Finding[] {
  if (value === undefined) {
    return [];
  }
  const findings = JUDGED.get(value) ?? value.findings();
  JUDGED.set(value, findings);
  return within(field, findings);
}

/** Findings of a part of a value, with the part's field name in front. */
export function within(field: string, findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, field: `${field}.${finding.field}` }));
}
