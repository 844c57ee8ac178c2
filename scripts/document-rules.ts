/**
 * Writes the tables of rules into docs/checks.md, between two marks, from the rules themselves. With `--check` it only says
 * whether they are there.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { RULE_AREAS } from '../lib/checks/built-in-rules';
import { Rule } from '../lib/checks/rule';

const PAGE = join(__dirname, '..', 'docs', 'checks.md');
const BEGIN = '<!-- rules: written by npm run docs:rules -->';
const END = '<!-- end of rules -->';
const HEAD = [
  '| rule | what is demanded | development | staging | production | elsewhere |',
  '| --- | --- | --- | --- | --- | --- |',
];
const PROGRAMS = [
  ['kubeLinter', 'kube-linter'],
  ['kubeScore', 'kube-score'],
  ['polaris', 'Polaris'],
  ['checkov', 'Checkov'],
  ['podSecurity', 'Pod Security'],
] as const;

/** The page with tables that say what the rules are now. */
async function documentedRules(page: string): Promise<string> {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/checks.md lacks the marks ${BEGIN} and ${END}`);
  }
  const tables = RULE_AREAS.map(({ title, rules }) =>
    [`### ${title}`, '', ...HEAD, ...rules.map(rowOf), ''].join('\n'),
  );
  const text = [before, BEGIN, '\n\n', ...tables, '\n', END, after].join('');
  return format(text, { ...(await resolveConfig(PAGE)), filepath: PAGE });
}

function rowOf({ id, summary, severity, optIn, aliases = {} }: Rule): string {
  const names = PROGRAMS.flatMap(([key, program]) => {
    const ids = aliases[key] ?? [];
    return ids.length === 0 ? [] : [`${program} ${ids.map((each) => `\`${each}\``).join(', ')}`];
  });
  const levels = [severity.development, severity.staging, severity.production].map((level) => level ?? '-');
  const cells = [`\`${id}\`${optIn === true ? ' (opt-in)' : ''}`, summary, ...levels, names.join('; ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

async function main(): Promise<void> {
  const page = readFileSync(PAGE, 'utf8');
  const documented = await documentedRules(page);
  if (!process.argv.includes('--check')) {
    writeFileSync(PAGE, documented);
  } else if (documented !== page) {
    console.error('docs/checks.md does not list the rules as they are. Run npm run docs:rules.');
    process.exitCode = 1;
  }
}

void main();
