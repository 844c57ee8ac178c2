import { CheckScope } from './check-scope';
import { CheckedObject } from './checked-object';
import { RuleSeverity } from './severity';

/** What a rule finds wrong with an object. */
export interface RuleFinding {
  /** The object. */
  readonly object: CheckedObject;
  /** The field, for example `spec.template.spec.containers[0].image`. */
  readonly field: string;
  /** What it holds, printed. Never a value that could be confidential. */
  readonly given: string;
  /** What it may hold, in words. */
  readonly allowed: string;
  /**
   * What to do about it.
   * @default - the remedy of the rule
   */
  readonly remedy?: string;
}

/** What other programs call the same rule. */
export interface RuleAliases {
  /** @default - kube-linter has no such rule */
  readonly kubeLinter?: readonly string[];
  /** @default - kube-score has no such rule */
  readonly kubeScore?: readonly string[];
  /** @default - Polaris has no such rule */
  readonly polaris?: readonly string[];
  /** @default - Checkov has no such rule */
  readonly checkov?: readonly string[];
  /**
   * The control of the Pod Security Standards, for example `restricted: runAsNonRoot`.
   * @default - they have no such control
   */
  readonly podSecurity?: readonly string[];
}

/**
 * Something that objects must fulfil. A rule is a pure function: it reads nothing but the scope, and the same scope gives
 * the same findings. It does not throw, whatever the objects hold.
 */
export interface Rule {
  /** Stable identifier, kebab-case. */
  readonly id: string;
  /** How much its findings matter. */
  readonly severity: RuleSeverity;
  /**
   * Whether the rule counts only where somebody asks for it by its id.
   * @default false
   */
  readonly optIn?: boolean;
  /** What is demanded, in one sentence. */
  readonly summary: string;
  /** What to do where it is not fulfilled, in one sentence. */
  readonly remedy: string;
  /** @default - other programs have no such rule */
  readonly aliases?: RuleAliases;

  /** What is wrong with the objects of the scope. */
  check(scope: CheckScope): RuleFinding[];
}
