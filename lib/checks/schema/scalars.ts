import { nanos } from '../../model/core/quantity';
import { SchemaProblem } from './problem';
import { TypeWord } from './schema';

/** What is wrong with a value that has no inner values. */
export interface ScalarProblem {
  readonly problem: SchemaProblem;
  readonly allowed: string;
  /** Whether the message may print the value: a text of a free field may be confidential. */
  readonly isPlain: boolean;
}

const INT32 = 2 ** 31;
/** As Go parses RFC 3339; a fraction may have any number of digits. */
const DATE_TIME =
  /^\d{4}-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const SIGN = /^[+-]/;
const INTEGER = 'a whole number';
const NUMBER = 'a number';

/** What is wrong with the value, if anything. */
export function scalarProblem(type: TypeWord, value: unknown): ScalarProblem | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? undefined : wrongType('a text');
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType('true or false', true);
    case 'int32':
    case 'int64':
      return integerProblem(type, value);
    case 'number':
      return isNumber(value) ? undefined : wrongType(NUMBER, true);
    case 'int-or-string':
      return typeof value === 'string'
        ? undefined
        : isNumber(value)
          ? integerProblem('int64', value)
          : wrongType('a whole number or a text', true);
    case 'quantity':
      return quantityProblem(value);
    case 'bytes':
      return textProblem(value, (text) => BASE64.test(text.replace(/[\r\n]/g, '')), 'a text in Base64');
    case 'date-time':
      return textProblem(value, (text) => DATE_TIME.test(text), 'a time as in RFC 3339: 2026-01-31T12:00:00Z');
    default:
      return undefined;
  }
}

/** What a value is, without what it holds. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'bigint':
    case 'number':
      return NUMBER;
    case 'boolean':
      return 'true or false';
    default:
      return 'an object';
  }
}

function integerProblem(type: 'int32' | 'int64', value: unknown): ScalarProblem | undefined {
  if (!isNumber(value)) {
    return wrongType(INTEGER, true);
  }
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return wrongType(INTEGER, true);
  }
  return type === 'int64' || (value >= -INT32 && value < INT32)
    ? undefined
    : invalidFormat(`a whole number from ${-INT32} to ${INT32 - 1}`, true);
}

function quantityProblem(value: unknown): ScalarProblem | undefined {
  if (isNumber(value)) {
    return undefined;
  }
  return textProblem(value, isQuantity, 'a quantity such as 250m, 0.5, 128Mi or 1Gi', true);
}

/** Whether the text is an amount. Signs and a leading dot, which no sensible amount has, are none of the model's business. */
export function isQuantity(text: string): boolean {
  const amount = text.replace(SIGN, '');
  return nanos(amount.startsWith('.') ? `0${amount}` : amount) !== undefined && amount !== '.';
}

function textProblem(
  value: unknown,
  isRight: (text: string) => boolean,
  allowed: string,
  isPlain = false,
): ScalarProblem | undefined {
  if (typeof value !== 'string') {
    return wrongType(allowed, isPlain);
  }
  return isRight(value) ? undefined : invalidFormat(allowed, isPlain);
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function wrongType(allowed: string, isPlain = false): ScalarProblem {
  return { problem: SchemaProblem.WRONG_TYPE, allowed, isPlain };
}

function invalidFormat(allowed: string, isPlain: boolean): ScalarProblem {
  return { problem: SchemaProblem.INVALID_FORMAT, allowed, isPlain };
}
