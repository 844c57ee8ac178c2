import { compareText } from '../model/core/compare-text';
import { BUILT_IN_RULES } from './built-in-rules';
import { addAnnotated, CheckException } from './check-exception';
import { CheckOptions } from './check-options';
import { CheckIssue, CheckReport } from './check-report';
import { CheckScope } from './check-scope';
import { labelOf } from './checked-object';
import { ExceptionLedger } from './exception-ledger';
import { Rule, RuleFinding } from './rule';
import { RulePlan } from './rule-plan';
import { Severity, severityIn } from './severity';

/**
 * Judges all objects of some clusters.
 *
 * @param scopes asked for one after the other, once
 */
export function runChecks(
  scopes: Iterable<CheckScope>,
  declared: readonly CheckException[],
  { rules = [], optIn = [] }: CheckOptions = {},
): CheckReport {
  const all = [...BUILT_IN_RULES, ...rules];
  const active = all.filter((rule) => rule.optIn !== true || optIn.includes(rule.id));
  const ledger = new ExceptionLedger();
  ledger.add(declared);
  const plan = new RulePlan(active);
  const issues: CheckIssue[] = [];
  for (const scope of scopes) {
    ledger.add(annotatedIn(scope));
    addIssues(issues, plan, scope, ledger);
  }
  return {
    issues: [...issues, ...ledger.issues(all), ...optionIssues(all, optIn)].sort(compareIssues),
    exceptions: ledger.used,
  };
}

function annotatedIn({ objects }: CheckScope): CheckException[] {
  const exceptions: CheckException[] = [];
  for (const object of objects) {
    addAnnotated(exceptions, object);
  }
  return exceptions;
}

function addIssues(issues: CheckIssue[], plan: RulePlan, scope: CheckScope, ledger: ExceptionLedger): void {
  const { found, failed } = plan.judge(scope);
  for (const { rule, finding } of found) {
    const issue = ledger.excuses(rule, finding) ? undefined : issueOf(rule, finding);
    if (issue !== undefined) {
      issues.push(issue);
    }
  }
  for (const { rule, error } of failed) {
    issues.push(ruleFailed(rule, error));
  }
}

/** A rule of somebody else can do anything. */
function ruleFailed({ id }: Rule, error: unknown): CheckIssue {
  return {
    ...{ path: 'App', severity: Severity.ERROR },
    code: 'rule-failed',
    field: `rule ${id}`,
    given: `a rule that throws: ${error instanceof Error ? error.message : String(error)}`,
    allowed: 'a rule that returns findings, whatever the objects hold',
    remedy: 'Correct the rule. Any field of an object can be missing.',
  };
}

/** What is wrong with how the checks were set up. */
function optionIssues(rules: readonly Rule[], optIn: readonly string[]): CheckIssue[] {
  const ids = rules.map(({ id }) => id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) < index))];
  const wrong = { path: 'App', severity: Severity.ERROR };
  return [
    ...twice.map((id) => ({
      ...wrong,
      code: 'rule-duplicate',
      field: 'checks.rules',
      given: `two rules called ${JSON.stringify(id)}`,
      allowed: 'every id once',
      remedy: 'Call one of them otherwise, for example with the name of your company in front.',
    })),
    ...optIn
      .filter((id) => !ids.includes(id))
      .map((id) => ({
        ...wrong,
        code: 'rule-unknown',
        field: 'checks.optIn',
        given: JSON.stringify(id),
        allowed: 'the id of a rule',
        remedy: 'Look the id up in docs/checks.md.',
      })),
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
