import { styleText } from 'node:util';
import { ChangeKind, Difference, ObjectChange } from './difference';
import { FieldChange } from './field-changes';

const SIGNS = {
  [ChangeKind.ADDED]: { sign: '+', color: 'green' },
  [ChangeKind.REMOVED]: { sign: '-', color: 'red' },
  [ChangeKind.CHANGED]: { sign: '~', color: 'yellow' },
} as const;
const MAX_LINE = 200;

/** The difference as text for people: a summary, then each object with its fields. */
export function formatDifference(
  { added, removed, changed, objects }: Difference,
  before: string,
  after: string,
  isColored: boolean,
): string {
  const paint: Paint = (color, text) => (isColored ? styleText(color, text, { validateStream: false }) : text);
  if (objects.length === 0) {
    return `${before} -> ${after}: no difference\n`;
  }
  const summary = [
    paint('green', `${added} added`),
    paint('red', `${removed} removed`),
    paint('yellow', `${changed} changed`),
  ].join(', ');
  const blocks = objects.map((object) => formatObject(object, paint));
  return `${before} -> ${after}: ${summary}\n\n${blocks.join('')}`;
}

type Paint = (color: 'green' | 'red' | 'yellow', text: string) => string;

function formatObject({ change, kind, namespace, name, fields }: ObjectChange, paint: Paint): string {
  const { sign, color } = SIGNS[change];
  const place = namespace === undefined ? '' : ` in ${namespace}`;
  const head = paint(color, `${sign} ${kind} ${name}${place}`);
  return `${[head, ...fields.flatMap((field) => formatField(field, paint))].join('\n')}\n`;
}

function formatField(change: FieldChange, paint: Paint): string[] {
  const { path, before, after } = change;
  if (!('before' in change)) {
    return [paint('green', `    + ${path}: ${text(after)}`)];
  }
  if (!('after' in change)) {
    return [paint('red', `    - ${path}: ${text(before)}`)];
  }
  if (isLong(before) && isLong(after)) {
    return [`    ~ ${path}:`, ...changedLines(before.split('\n'), after.split('\n'), paint)];
  }
  return [`    ~ ${path}: ${paint('red', text(before))} -> ${paint('green', text(after))}`];
}

/** The lines between the first and the last that differ. */
function changedLines(before: readonly string[], after: readonly string[], paint: Paint): string[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) {
    start++;
  }
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end++;
  }
  const part = (lines: readonly string[]) => lines.slice(start, lines.length - end);
  return [
    `        line ${start + 1}:`,
    ...part(before).map((line) => paint('red', `        - ${cut(line)}`)),
    ...part(after).map((line) => paint('green', `        + ${cut(line)}`)),
  ];
}

function isLong(value: unknown): value is string {
  return typeof value === 'string' && value.includes('\n');
}

function text(value: unknown): string {
  return cut(JSON.stringify(value));
}

/** Control characters would reach the terminal. */
function cut(line: string): string {
  const printable = line.replace(/[\u0000-\u001f\u007f-\u009f]/g, (char) => JSON.stringify(char).slice(1, -1));
  return printable.length > MAX_LINE
    ? `${printable.slice(0, MAX_LINE)}... (${printable.length} characters)`
    : printable;
}
