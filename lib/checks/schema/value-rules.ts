import { showSafely } from '../../model/core/credentials';
import { isMapping } from '../../model/core/untrusted';
import { SchemaNode } from './schema';

/** What is wrong with a value of the right type. */
export interface ValueProblem {
  readonly given: string;
  readonly allowed: string;
}

const patterns = new Map<string, RegExp | undefined>();

/** The first rule of the node that the value breaks. */
export function valueProblem(node: SchemaNode, value: unknown): ValueProblem | undefined {
  if (node.enum !== undefined && !node.enum.some((allowed) => isSame(allowed, value))) {
    return { given: showSafely(value), allowed: oneOf(node.enum) };
  }
  switch (typeof value) {
    case 'string':
      return textProblem(node, value);
    case 'number':
    case 'bigint':
      return numberProblem(node, value);
    default:
      return sizeProblem(node, value);
  }
}

/** Only what the pattern or the length says about the text is told: it may be confidential. */
function textProblem({ pattern, minLength, maxLength }: SchemaNode, value: string): ValueProblem | undefined {
  if (minLength === undefined && maxLength === undefined && pattern === undefined) {
    return undefined;
  }
  // Characters, as Go counts them, of which there are no more than code units.
  const length =
    value.length > (minLength ?? 0) && value.length <= (maxLength ?? Infinity) ? undefined : [...value].length;
  if (length !== undefined && (length < (minLength ?? 0) || length > (maxLength ?? Infinity))) {
    return { given: count(length, 'character'), allowed: limits('character', minLength, maxLength) };
  }
  if (pattern !== undefined && expression(pattern)?.test(value) === false) {
    return { given: 'a text that does not match', allowed: `a text that matches ${pattern}` };
  }
  return undefined;
}

function numberProblem(node: SchemaNode, value: number | bigint): ValueProblem | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node;
  const isTooSmall = minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum);
  const isTooLarge = maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum);
  if (!isTooSmall && !isTooLarge) {
    return undefined;
  }
  const parts = [
    ...(minimum === undefined ? [] : [`${exclusiveMinimum === true ? 'above' : 'at least'} ${minimum}`]),
    ...(maximum === undefined ? [] : [`${exclusiveMaximum === true ? 'below' : 'at most'} ${maximum}`]),
  ];
  return { given: String(value), allowed: `a number of ${parts.join(' and ')}` };
}

function sizeProblem(node: SchemaNode, value: unknown): ValueProblem | undefined {
  const isList = Array.isArray(value);
  const [least, most] = isList ? [node.minItems, node.maxItems] : [node.minProperties, node.maxProperties];
  if ((least === undefined && most === undefined) || (!isList && !isMapping(value))) {
    return undefined;
  }
  const size = isList ? value.length : Object.keys(value as object).length;
  const what = isList ? 'item' : 'field';
  return size < (least ?? 0) || size > (most ?? Infinity)
    ? { given: count(size, what), allowed: limits(what, least, most) }
    : undefined;
}

/** What Go understands and JavaScript does not is left to the API server. */
function expression(pattern: string): RegExp | undefined {
  if (!patterns.has(pattern)) {
    let compiled: RegExp | undefined;
    try {
      compiled = new RegExp(pattern, 'u');
    } catch {
      compiled = undefined;
    }
    patterns.set(pattern, compiled);
  }
  return patterns.get(pattern);
}

/** The values in words. */
export function oneOf(values: readonly unknown[]): string {
  return `one of ${values
    .filter((value) => value !== '')
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .join(', ')}`;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function limits(what: string, least?: number, most?: number): string {
  const parts = [...(least ? [`at least ${least}`] : []), ...(most === undefined ? [] : [`at most ${most}`])];
  return `${parts.join(' and ')} ${(most ?? least) === 1 ? what : `${what}s`}`;
}

function count(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`;
}
