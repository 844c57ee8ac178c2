import { styleText } from 'node:util';
import type { CheckIssue, CheckReport, UsedException } from '../../checks/check-report';
import { Severity } from '../../checks/severity';
import { counted } from '../counted';
import type { ReportOptions } from './format-report';

type Color = 'bold' | 'red' | 'yellow' | 'green' | 'dim';
type Paint = (color: Color, text: string) => string;

const NO_ENVIRONMENT = 'all environments';

/** The report for people: by environment and construct, the summary last, where it is seen. */
export function formatText(report: CheckReport, { isColored, ...subject }: ReportOptions): string {
  const paint: Paint = (color, text) => (isColored ? styleText(color, text, { validateStream: false }) : text);
  const environments = groupedBy(report.issues, ({ environment }) => environment ?? NO_ENVIRONMENT);
  return [
    ...environments.map(([name, issues]) => formatEnvironment(name, issues, paint)),
    ...(report.exceptions.length === 0 ? [] : [formatExceptions(report.exceptions, paint)]),
    formatSummary(report, subject, paint),
  ].join('\n');
}

function formatEnvironment(name: string, issues: readonly CheckIssue[], paint: Paint): string {
  const constructs = groupedBy(issues, ({ path, place }) => (place === undefined ? path : `${path} at ${place}`));
  return [
    `${paint('bold', name)}\n`,
    ...constructs.flatMap(([place, own]) => [`  ${place}\n`, ...own.map((issue) => formatIssue(issue, paint))]),
  ].join('');
}

function formatIssue({ severity, code, object, field, given, allowed, remedy }: CheckIssue, paint: Paint): string {
  const color = severity === Severity.ERROR ? 'red' : 'yellow';
  const what = object === undefined ? field : `${object} ${field}`;
  return [
    `    ${paint(color, severity)} ${paint('bold', code)} ${what}`,
    `      given:   ${given}`,
    `      allowed: ${allowed}`,
    `      remedy:  ${remedy}`,
    '',
  ].join('\n');
}

function formatExceptions(exceptions: readonly UsedException[], paint: Paint): string {
  const lines = exceptions.map(
    ({ rule, path, reason, findings }) => `  ${path} ${rule} (${counted(findings, 'finding')}): ${reason}\n`,
  );
  return [`${paint('bold', 'exceptions')}\n`, ...lines].join('');
}

function formatSummary(
  { issues, exceptions }: CheckReport,
  { objects, parts }: Omit<ReportOptions, 'isColored'>,
  paint: Paint,
): string {
  const errors = issues.filter(({ severity }) => severity === Severity.ERROR).length;
  const warnings = issues.length - errors;
  const result = [
    paint(errors > 0 ? 'red' : 'green', counted(errors, 'error')),
    paint(warnings > 0 ? 'yellow' : 'green', counted(warnings, 'warning')),
    counted(exceptions.length, 'exception'),
  ];
  return `${result.join(', ')} in ${counted(objects, 'object')} of ${parts.join(', ')}\n`;
}

/** In the order of the first of each group. */
function groupedBy(
  issues: readonly CheckIssue[],
  key: (issue: CheckIssue) => string,
): (readonly [string, readonly CheckIssue[]])[] {
  const groups = new Map<string, CheckIssue[]>();
  for (const issue of issues) {
    const group = groups.get(key(issue)) ?? [];
    group.push(issue);
    groups.set(key(issue), group);
  }
  return [...groups];
}
