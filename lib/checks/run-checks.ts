import { compareText } from '../model/core/compare-text';
import { Finding } from '../model/core/issue';
import { BUILT_IN_RULES } from './built-in-rules';
import { annotatedExceptions, CheckException, covers } from './check-exception';
import { CheckOptions } from './check-options';
import { CheckIssue, CheckReport, UsedException } from './check-report';
import { CheckScope } from './check-scope';
import { labelOf } from './checked-object';
import { Rule, RuleFinding } from './rule';
import { Severity, severityIn } from './severity';

/** Judges all objects of some clusters. */
export function runChecks(
  scopes: readonly CheckScope[],
  declared: readonly CheckException[],
  { rules = [], optIn = [] }: CheckOptions = {},
): CheckReport {
  const all = [...BUILT_IN_RULES, ...rules];
  const active = all.filter((rule) => rule.optIn !== true || optIn.includes(rule.id));
  const ledger = new ExceptionLedger([
    ...declared,
    ...scopes.flatMap(({ objects }) => objects.flatMap(annotatedExceptions)),
  ]);
  const issues = scopes.flatMap((scope) =>
    active.flatMap((rule) =>
      rule
        .check(scope)
        .filter((finding) => !ledger.excuses(rule, finding))
        .flatMap((finding) => issueOf(rule, finding) ?? []),
    ),
  );
  return {
    issues: [...issues, ...ledger.issues(all)].sort(compareIssues),
    exceptions: ledger.used,
  };
}

/** Which exceptions were needed. */
class ExceptionLedger {
  readonly #byRule = new Map<string, { readonly exception: CheckException; findings: number }[]>();

  constructor(exceptions: readonly CheckException[]) {
    for (const exception of exceptions) {
      const same = this.#byRule.get(exception.rule) ?? [];
      same.push({ exception, findings: 0 });
      this.#byRule.set(exception.rule, same);
    }
  }

  /** Whether an exception is about the finding. All that are have been needed. */
  excuses({ id }: Rule, { object }: RuleFinding): boolean {
    const covering = (this.#byRule.get(id) ?? []).filter(({ exception }) => covers(exception, object));
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

  private get entries() {
    return [...this.#byRule.values()].flat();
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

/** `undefined` where findings of the rule do not count in the stage. */
function issueOf(rule: Rule, { object, ...finding }: RuleFinding): CheckIssue | undefined {
  const severity = severityIn(rule.severity, object.stage);
  return severity === undefined
    ? undefined
    : {
        path: object.path,
        place: object.place,
        environment: object.environment,
        object: labelOf(object),
        severity,
        code: rule.id,
        remedy: rule.remedy,
        ...finding,
      };
}

function compareIssues(a: CheckIssue, b: CheckIssue): number {
  return (
    compareText(a.environment ?? '', b.environment ?? '') ||
    compareText(a.path, b.path) ||
    compareText(a.code, b.code) ||
    compareText(a.field, b.field) ||
    compareText(a.given, b.given)
  );
}
