import { distinctIssues, Issue, issueBlock } from './issue';

const VALIDATION_ERROR = Symbol.for('cdk8s-webapp.ValidationError');

/**
 * The one error that wrong input leads to. It carries every issue of a run, so that one run shows them all.
 */
export class ValidationError extends Error {
  /** Tells a `ValidationError` from any other value, also across two copies of this library. */
  static isValidationError(value: unknown): value is ValidationError {
    return typeof value === 'object' && value !== null && VALIDATION_ERROR in value;
  }

  readonly #issues: readonly Issue[];

  /**
   * @param issues what is wrong; the same problem, found by a value and again by the construct made of it, counts once
   */
  constructor(issues: Issue[]) {
    const distinct = distinctIssues(issues);
    const count = distinct.length === 1 ? '1 problem' : `${distinct.length} problems`;
    super(`${count} found\n\n${distinct.map(issueBlock).join('\n\n')}\n`);
    this.name = 'ValidationError';
    this.#issues = distinct;
    Object.defineProperty(this, VALIDATION_ERROR, { value: true });
  }

  /** Every problem, in the order in which the constructs were defined. */
  get issues(): Issue[] {
    return [...this.#issues];
  }
}
