import { IConstruct } from 'constructs';
import { textOf } from '../model/core/untrusted';
import { findAppContext } from './app-context';
import { register, registered } from './registered';

const EXCEPTIONS = Symbol.for('cdk8s-webapp.RuleExceptions');

/** A rule that does not apply to a construct and to all below it. */
export interface RuleException {
  /** Id of the rule. */
  readonly rule: string;
  /** Why it does not apply. */
  readonly reason: string;
  /** Path of the construct. */
  readonly path: string;
  /**
   * Name of the environment that the construct belongs to.
   * @default - it belongs to none
   */
  readonly environment?: string;
}

/**
 * What is said of the checks of a construct.
 *
 * ```ts
 * Checks.of(backend).except('read-only-root-filesystem', 'The framework compiles templates beside its source.');
 * ```
 */
export class Checks {
  /** The checks of a construct, and of all below it. */
  static of(construct: IConstruct): Checks {
    return new Checks(construct);
  }

  readonly #construct: IConstruct;

  private constructor(construct: IConstruct) {
    this.#construct = construct;
  }

  /**
   * Says that a rule does not apply to the objects of the construct. It is an error where the rule would find nothing.
   *
   * @param rule id of the rule, which every finding shows
   * @param reason why it does not apply, for whoever reads the report
   */
  except(rule: string, reason: string): this {
    const exception: RuleException = {
      ...{ rule: textOf(rule), reason: textOf(reason) },
      path: this.#construct.node.path,
      environment: findAppContext(this.#construct)?.environment,
    };
    register(this.#construct, EXCEPTIONS, exception);
    return this;
  }
}

/** The exceptions of all constructs of a tree. */
export function exceptionsIn(root: IConstruct): RuleException[] {
  return registered<RuleException>(root, EXCEPTIONS).map(({ value }) => value);
}
