import { IConstruct, IValidation } from 'constructs';
import { Finding, Issue, issueLine } from '../model/core/issue';
import { object } from '../model/core/reading';
import { recordCreation } from './creation-place';

const VALIDATION = Symbol.for('cdk8s-webapp.Validation');

/**
 * What is wrong with one construct. Constructors report here instead of throwing, so that one run shows every
 * problem of every environment.
 *
 * It is also registered with the construct tree: a plain cdk8s `App`, and `Testing.synth`, refuse the same input.
 */
export class Validation implements IValidation {
  /** The validation of a construct, created when it is first asked for. */
  static of(construct: IConstruct): Validation {
    const holder = construct as unknown as { [VALIDATION]?: Validation };
    if (holder[VALIDATION] === undefined) {
      const validation = new Validation();
      Object.defineProperty(construct, VALIDATION, { value: validation });
      recordCreation(construct);
      construct.node.addValidation(validation);
    }
    return holder[VALIDATION] as Validation;
  }

  /** Every issue of a construct and all below it, those of other libraries' constructs included. */
  static issues(root: IConstruct): Issue[] {
    return root.node.findAll().flatMap((construct) => {
      const own = (construct as unknown as { [VALIDATION]?: Validation })[VALIDATION];
      const path = construct.node.path || 'App';
      const foreign = (own?.silently(() => construct.node.validate()) ?? construct.node.validate()).map((message) => ({
        path,
        ...foreignFinding(message),
      }));
      return [...(own?.issues(path) ?? []), ...foreign];
    });
  }

  readonly #reported: Finding[] = [];
  readonly #rules: (() => Finding[])[] = [];
  readonly #placed: Issue[] = [];
  #isSilent = false;

  private constructor() {}

  /** Adds what is already known to be wrong. */
  report(...findings: Finding[]): void {
    this.#reported.push(...findings);
  }

  /** Adds what reading the properties found, and what rules found about those that could be read. */
  reportRead(wrong: readonly Finding[], rules: readonly Finding[]): void {
    const isRead = ({ field }: Finding) =>
      wrong.every((each) => each.field !== field && !each.field.startsWith(`${field}[`));
    this.report(...wrong, ...rules.filter(isRead));
  }

  /** Adds problems of values that the construct was made from, which name their own places. */
  reportIssues(issues: readonly Issue[]): void {
    this.#placed.push(...issues);
  }

  /** The fields of an object that was given; what is no object is reported, and has none. */
  fieldsOf<T extends object>(field: string, given: T | undefined): Partial<T> {
    const findings = objectFindings(field, given);
    this.report(...findings);
    return findings.length === 0 && given !== undefined ? given : {};
  }

  /** Adds a rule that can only be judged when the program has defined everything. */
  addRule(rule: () => Finding[]): void {
    this.#rules.push(rule);
  }

  /** Everything that is wrong with the construct at that path. */
  issues(path: string): Issue[] {
    const findings = [...this.#reported, ...this.#rules.flatMap((rule) => rule())];
    return [...this.#placed, ...findings.map((finding) => ({ path, ...finding }))];
  }

  validate(): string[] {
    if (this.#isSilent) {
      return [];
    }
    return this.issues('').map((issue) =>
      issue.path === '' ? issueLine(issue) : `${issue.path}: ${issueLine(issue)}`,
    );
  }

  /** What others say of the construct, without judging a second time. */
  private silently(validate: () => string[]): string[] {
    this.#isSilent = true;
    try {
      return validate();
    } finally {
      this.#isSilent = false;
    }
  }
}

/** What was given is an object, or nothing. */
export function objectFindings(field: string, given: unknown): Finding[] {
  return object(field, given).findings;
}

function foreignFinding(message: string): Finding {
  return {
    code: 'construct-invalid',
    field: '(construct)',
    given: message,
    allowed: 'what its own validation accepts',
    remedy: 'See the documentation of the construct.',
  };
}
