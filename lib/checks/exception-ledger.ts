import { compareText } from '../model/core/compare-text';
import { Finding } from '../model/core/issue';
import { CheckException, covers } from './check-exception';
import { CheckIssue, UsedException } from './check-report';
import { CheckedObject, labelOf } from './checked-object';
import { Rule, RuleFinding } from './rule';
import { Severity } from './severity';

/** An exception, and how many findings do not count because of it. */
interface Entry {
  readonly exception: CheckException;
  findings: number;
}

/** The exceptions to a rule: to single objects, which can be very many, and to all objects of constructs. */
interface RuleEntries {
  readonly byObject: Map<CheckedObject, Entry[]>;
  readonly others: Entry[];
}

/** Which exceptions were needed. */
export class ExceptionLedger {
  readonly #byRule = new Map<string, RuleEntries>();

  /** Takes note of exceptions, before objects that they are about are judged. */
  add(exceptions: readonly CheckException[]): void {
    for (const exception of exceptions) {
      const { object } = exception;
      const entries = this.#byRule.get(exception.rule) ?? { byObject: new Map<CheckedObject, Entry[]>(), others: [] };
      const entry = { exception, findings: 0 };
      if (object === undefined) {
        entries.others.push(entry);
      } else {
        entries.byObject.set(object, [...(entries.byObject.get(object) ?? []), entry]);
      }
      this.#byRule.set(exception.rule, entries);
    }
  }

  /** Whether an exception is about the finding. All that are have been needed. */
  excuses({ id }: Rule, { object }: RuleFinding): boolean {
    const entries = this.#byRule.get(id);
    if (entries === undefined) {
      return false;
    }
    const covering = [
      ...(entries.byObject.get(object) ?? []),
      ...entries.others.filter(({ exception }) => covers(exception, object)),
    ];
    covering.forEach((entry) => (entry.findings += 1));
    return covering.length > 0;
  }

  get used(): UsedException[] {
    return this.entries
      .filter(({ findings }) => findings > 0)
      .map(({ exception: { rule, reason, path }, findings }) => ({ rule, reason, path, findings }))
      .sort((a, b) => compareText(a.path, b.path) || compareText(a.rule, b.rule));
  }

  /** What is wrong with the exceptions themselves. */
  issues(rules: readonly Rule[]): CheckIssue[] {
    const ids = new Set(rules.map(({ id }) => id));
    return this.entries.flatMap(({ exception, findings }) => {
      const { rule, path, environment, object } = exception;
      const place = { path, place: object?.place, environment };
      const about = object === undefined ? {} : { object: labelOf(object) };
      return exceptionFindings(exception, ids, findings).map((finding) => ({
        ...finding,
        ...place,
        ...about,
        field: `exception ${rule}`,
        severity: Severity.ERROR,
      }));
    });
  }

  private get entries(): Entry[] {
    return [...this.#byRule.values()].flatMap(({ byObject, others }) => [...others, ...[...byObject.values()].flat()]);
  }
}

function exceptionFindings(
  { rule, reason }: CheckException,
  ids: ReadonlySet<string>,
  findings: number,
): Omit<Finding, 'field'>[] {
  if (!ids.has(rule)) {
    return [
      {
        code: 'exception-rule-unknown',
        given: JSON.stringify(rule),
        allowed: 'the id of a rule',
        remedy: 'Look the id up in the report of the finding.',
      },
    ];
  }
  return [
    ...(reason.trim() === ''
      ? [
          {
            code: 'exception-reason-missing',
            given: 'no reason',
            allowed: 'a reason in words',
            remedy: 'Say why the rule does not apply here.',
          },
        ]
      : []),
    ...(findings === 0
      ? [
          {
            code: 'exception-unneeded',
            given: 'an exception to a rule that finds nothing here',
            allowed: 'exceptions that are needed',
            remedy: 'Remove it: nobody should think that something is wrong here.',
          },
        ]
      : []),
  ];
}
