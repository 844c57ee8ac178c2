import { compareText } from '../model/core/compare-text';
import { Finding } from '../model/core/issue';

/** What is wrong with a value, wherever it is. */
type Problem = Omit<Finding, 'field'>;

const HALF_OF_A_PAIR = /\p{Surrogate}/u;
/** Most texts have no half of a pair, and this is what tells fastest. */
const MAYBE_A_HALF = /[\ud800-\udfff]/;

/**
 * Copies what was rendered as plain data, with its fields in one order. What no manifest can hold is reported with its
 * field: numbers and texts that readers of YAML and JSON would change, and everything that is no data.
 */
export function plainData(value: unknown, findings: Finding[]): unknown {
  return new Copier(findings).copy(value);
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

class Copier {
  readonly #findings: Finding[];
  /** Where the copier is: a name for a field, a number for an item. Its text is only wanted where something is wrong. */
  readonly #place: (string | number)[] = [];

  constructor(findings: Finding[]) {
    this.#findings = findings;
  }

  copy(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
        this.check(textProblem(value));
        return value;
      case 'number':
        this.check(numberProblem(value));
        return value === 0 ? 0 : value;
      case 'boolean':
        return value;
      case 'undefined':
        return null;
      case 'object':
        return value === null ? null : this.structure(value);
      default:
        this.check(noData(`a value of type ${typeof value}`));
        return null;
    }
  }

  private structure(value: object): unknown {
    if (Array.isArray(value)) {
      return Array.from(value, (item, index) => this.at(index, item));
    }
    if (!isMap(value)) {
      this.check(noData(`an object of class ${className(value)}`));
      return null;
    }
    const copy: { [key: string]: unknown } = {};
    for (const key of Object.keys(value).sort(compareText)) {
      if (value[key] !== undefined) {
        setField(copy, key, this.at(key, value[key]));
      }
    }
    return copy;
  }

  private at(step: string | number, value: unknown): unknown {
    this.#place.push(step);
    if (typeof step === 'string') {
      this.check(textProblem(step));
    }
    const copy = this.copy(value);
    this.#place.pop();
    return copy;
  }

  private check(problem: Problem | undefined): void {
    if (problem !== undefined) {
      this.#findings.push({ field: fieldName(this.#place), ...problem });
    }
  }
}

function fieldName(place: readonly (string | number)[]): string {
  const name = place.reduce<string>((path, step) => {
    if (typeof step === 'number') {
      return `${path}[${step}]`;
    }
    return path === '' ? step : `${path}.${step}`;
  }, '');
  return name.replace(new RegExp(HALF_OF_A_PAIR, 'gu'), '\ufffd');
}

function textProblem(text: string): Problem | undefined {
  if (!MAYBE_A_HALF.test(text) || !HALF_OF_A_PAIR.test(text)) {
    return undefined;
  }
  return {
    code: 'text-malformed',
    // The text may be confidential.
    given: `text with half of a surrogate pair at ${text.search(HALF_OF_A_PAIR)}`,
    allowed: 'Unicode text',
    remedy: 'Do not cut texts within a character, and read files as UTF-8.',
  };
}

function numberProblem(value: number): Problem | undefined {
  if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) {
    return undefined;
  }
  return {
    code: 'number-inexact',
    given: String(value),
    allowed: `a finite number; whole numbers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`,
    remedy: 'Correct the number, or give it as text where the field takes text.',
  };
}

function noData(given: string): Problem {
  const remedy = 'Give plain data: for a date, its text; for a map, an object.';
  return { code: 'value-not-data', given, allowed: 'text, numbers, booleans, lists and maps', remedy };
}

function className(value: object): string {
  return Object.prototype.toString.call(value) === '[object Object]'
    ? ((value.constructor as { name?: string } | undefined)?.name ?? 'unknown')
    : Object.prototype.toString.call(value).slice('[object '.length, -1);
}
