import { IConstruct, IValidation } from 'constructs';
import { Finding, Issue, issueLine } from '../model/issue';

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
      construct.node.addValidation(validation);
    }
    return holder[VALIDATION] as Validation;
  }

  /** Every issue of a construct and all below it, those of other libraries' constructs included. */
  static issues(root: IConstruct): Issue[] {
    return root.node.findAll().flatMap((construct) => {
      const own = (construct as unknown as { [VALIDATION]?: Validation })[VALIDATION];
      const findings = own?.findings() ?? [];
      const known = new Set(findings.map(issueLine));
      const foreign = construct.node.validate().filter((message) => !known.has(message));
      const path = construct.node.path || 'App';
      return [...findings, ...foreign.map(foreignFinding)].map((finding) => ({ path, ...finding }));
    });
  }

  readonly #reported: Finding[] = [];
  readonly #rules: (() => Finding[])[] = [];

  private constructor() {}

  /** Adds what is already known to be wrong. */
  report(...findings: Finding[]): void {
    this.#reported.push(...findings);
  }

  /** Adds a finding, unless this construct has one of the same code and field. */
  reportOnce(finding: Finding): void {
    if (!this.#reported.some(({ code, field }) => code === finding.code && field === finding.field)) {
      this.#reported.push(finding);
    }
  }

  /** Adds a rule that can only be judged when the program has defined everything. */
  addRule(rule: () => Finding[]): void {
    this.#rules.push(rule);
  }

  /** Everything that is wrong. */
  findings(): Finding[] {
    return [...this.#reported, ...this.#rules.flatMap((rule) => rule())];
  }

  validate(): string[] {
    return this.findings().map(issueLine);
  }
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
