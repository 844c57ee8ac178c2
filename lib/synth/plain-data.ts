import { Finding } from '../model/core/issue';
import { compareText } from './manifest';

const HALF_OF_A_PAIR = /\p{Surrogate}/u;
/** Most texts have no half of a pair, and this is what tells fastest. */
const MAYBE_A_HALF = /[\ud800-\udfff]/;

/**
 * Copies what was rendered as plain data, with its fields in one order. What no manifest can hold is reported with its
 * field: numbers and texts that readers of YAML and JSON would change, and everything that is no data.
 */
export function plainData(value: unknown, field: string, findings: Finding[]): unknown {
  switch (typeof value) {
    case 'string':
      return textData(value, field, findings);
    case 'number':
      return numberData(value, field, findings);
    case 'boolean':
      return value;
    case 'undefined':
      return null;
    case 'object':
      return value === null ? null : structure(value, field, findings);
    default:
      findings.push(noData(field, `a value of type ${typeof value}`));
      return null;
  }
}

/** Whether this is a map: an object with no class, whichever realm made it, and whatever its keys are called. */
export function isMap(value: object): value is { [key: string]: unknown } {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** A key such as `__proto__` is a key like any other. */
export function setField(map: { [key: string]: unknown }, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    map[key] = value;
  }
}

function structure(value: object, field: string, findings: Finding[]): unknown {
  if (Array.isArray(value)) {
    return Array.from(value, (item, index) => plainData(item, `${field}[${index}]`, findings));
  }
  if (!isMap(value)) {
    findings.push(noData(field, `an object of class ${className(value)}`));
    return null;
  }
  const copy: { [key: string]: unknown } = {};
  for (const key of Object.keys(value).sort(compareText)) {
    const place = field === '' ? key : `${field}.${key}`;
    textData(key, place, findings);
    if (value[key] !== undefined) {
      setField(copy, key, plainData(value[key], place, findings));
    }
  }
  return copy;
}

function textData(text: string, field: string, findings: Finding[]): string {
  if (MAYBE_A_HALF.test(text) && HALF_OF_A_PAIR.test(text)) {
    findings.push({
      code: 'text-malformed',
      field: field.replace(new RegExp(HALF_OF_A_PAIR, 'gu'), '\ufffd'),
      // The text may be confidential.
      given: `text with half of a surrogate pair at ${text.search(HALF_OF_A_PAIR)}`,
      allowed: 'Unicode text',
      remedy: 'Do not cut texts within a character, and read files as UTF-8.',
    });
  }
  return text;
}

function numberData(value: number, field: string, findings: Finding[]): number {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) {
    return value === 0 ? 0 : value;
  }
  findings.push({
    code: 'number-inexact',
    field,
    given: String(value),
    allowed: `a finite number; whole numbers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`,
    remedy: 'Correct the number, or give it as text where the field takes text.',
  });
  return 0;
}

function noData(field: string, given: string): Finding {
  const remedy = 'Give plain data: for a date, its text; for a map, an object.';
  return { code: 'value-not-data', field, given, allowed: 'text, numbers, booleans, lists and maps', remedy };
}

function className(value: object): string {
  return Object.prototype.toString.call(value) === '[object Object]'
    ? ((value.constructor as { name?: string } | undefined)?.name ?? 'unknown')
    : Object.prototype.toString.call(value).slice('[object '.length, -1);
}
