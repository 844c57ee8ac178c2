import { inlineText, isLiteral, literal } from '../../synth/yaml/scalar';
import { PinnedAction } from './actions';

/** A text in which GitHub evaluates what stands in `${{ }}`. In every other text such marks are only characters. */
export class Expression {
  /** The value of one expression. */
  static of(text: string): Expression {
    return new Expression(`\${{ ${text} }}`);
  }

  /** A secret of the repository, its organization or the environment. */
  static secret(name: string): Expression {
    return Expression.of(`secrets.${name}`);
  }

  constructor(readonly text: string) {}
}

/** What a workflow is made of. A field that is `undefined` is left out. */
export type WorkflowNode =
  string | number | boolean | Expression | PinnedAction | readonly WorkflowNode[] | WorkflowMapping | undefined;

/** Fields in the order in which they are to be read. */
export interface WorkflowMapping {
  readonly [key: string]: WorkflowNode;
}

/** Fields whose entries are set apart by blank lines. */
const SPACED = ['jobs', 'steps'];
const PLAIN_KEY = /^[A-Za-z_][-\w]*$/;

/**
 * Writes a workflow as people write one: fields in the given order, blank lines between jobs and steps, and the version of
 * an action as a comment.
 */
export function workflowText(heading: string, workflow: WorkflowMapping): string {
  const comment = heading.split('\n').map((line) => `# ${line}\n`);
  return `${comment.join('')}${mappingLines(workflow, '', ['on', 'permissions', 'defaults', 'jobs']).join('\n')}\n`;
}

/** @param spaced fields that a blank line precedes; all of them where it is missing */
function mappingLines(mapping: WorkflowMapping, indent: string, spaced: readonly string[] = []): string[] {
  return Object.entries(mapping).flatMap(([key, value], index) => {
    if (value === undefined) {
      return [];
    }
    const name = PLAIN_KEY.test(key) ? key : inlineText(key);
    const gap = index > 0 && spaced.includes(key) ? [''] : [];
    return [...gap, ...entryLines(`${indent}${name}:`, value, indent, key)];
  });
}

function entryLines(lead: string, value: WorkflowNode, indent: string, key: string): string[] {
  const inner = `${indent}  `;
  if (isList(value)) {
    const items = value.map((item) => itemLines(item, inner));
    return value.length === 0 ? [`${lead} []`] : [lead, ...joined(items, SPACED.includes(key))];
  }
  if (isMapping(value)) {
    const entries = Object.keys(value).filter((name) => value[name] !== undefined);
    const blocks = entries.map((name) => mappingLines({ [name]: value[name] }, inner));
    return entries.length === 0 ? [`${lead} {}`] : [lead, ...joined(blocks, SPACED.includes(key))];
  }
  return [`${lead} ${scalar(value, inner)}`];
}

function itemLines(item: WorkflowNode, indent: string): string[] {
  if (!isMapping(item)) {
    return [`${indent}- ${scalar(item as string, `${indent}  `)}`];
  }
  const [first = '', ...rest] = mappingLines(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

function joined(blocks: readonly string[][], isSpaced: boolean): string[] {
  return blocks.flatMap((block, index) => (isSpaced && index > 0 ? ['', ...block] : block));
}

function scalar(value: string | number | boolean | Expression | PinnedAction | undefined, indent: string): string {
  if (value instanceof PinnedAction) {
    return `${value.name}@${value.commit} # ${value.version}`;
  }
  if (typeof value !== 'string' && !(value instanceof Expression)) {
    return String(value);
  }
  const text = value instanceof Expression ? value.text : value.replaceAll('${{', "${{ '${{' }}");
  // Line breaks at the end of a block would swallow the blank lines that follow it.
  return isLiteral(text) && !text.endsWith('\n\n') ? literal(text, indent) : inlineText(text);
}

function isList(value: WorkflowNode): value is readonly WorkflowNode[] {
  return Array.isArray(value);
}

function isMapping(value: WorkflowNode): value is WorkflowMapping {
  const isObject = typeof value === 'object' && !Array.isArray(value);
  return isObject && !(value instanceof Expression) && !(value instanceof PinnedAction);
}
