import { Finding } from '../model/core/issue';
import { isSorted } from './yaml/keys';

/** What is wrong with a value, wherever it is. */
type Problem = Omit<Finding, 'field'>;

const HALF_OF_A_PAIR = /\p{Surrogate}/u;

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

/**
 * Copies a value as plain data, with its fields in one order. What no manifest can hold is reported with its field: numbers
 * and texts that readers of YAML and JSON would change, and everything that is no data. It stays in the copy as it is.
 */
export class PlainData {
  /** Where the copier is: a name for a field, a number for an item. Its text is only wanted where something is wrong. */
  protected readonly place: (string | number)[] = [];
  readonly #findings: Finding[];

  /**
   * @param findings what is wrong is added to them
   */
  constructor(findings: Finding[]) {
    this.#findings = findings;
  }

  copy(given: unknown): unknown {
    const value = this.resolved(given);
    switch (typeof value) {
      case 'string':
        this.checkText(value);
        return value;
      case 'number':
        if (!isExact(value)) {
          this.report(numberProblem(value));
        }
        return value === 0 ? 0 : value;
      case 'boolean':
        return value;
      case 'undefined':
        return undefined;
      case 'object':
        return value === null ? null : this.structure(value);
      default:
        this.report(noData(`a value of type ${typeof value}`));
        return value;
    }
  }

  /** What a value stands for. */
  protected resolved(value: unknown): unknown {
    return value;
  }

  /** Whether a map leaves a field with this copy out. */
  protected isLeftOut(copy: unknown): boolean {
    return copy === undefined;
  }

  private structure(value: object): unknown {
    if (Array.isArray(value)) {
      return this.list(value);
    }
    if (isMap(value)) {
      return this.map(value);
    }
    this.report(noData(`an object of class ${className(value)}`));
    return value;
  }

  private list(items: readonly unknown[]): unknown[] {
    // As large as it will be: a list that grows keeps room for more.
    const copies = [...items];
    for (let index = 0; index < copies.length; index += 1) {
      this.place.push(index);
      const copy = this.copy(items[index]);
      copies[index] = this.isLeftOut(copy) ? null : copy;
      this.place.pop();
    }
    return copies;
  }

  private map(map: { [key: string]: unknown }): { [key: string]: unknown } {
    const copies: { [key: string]: unknown } = {};
    // What lazy values come to may depend on the order in which they are asked: it is that of whoever wrote them.
    const keys = Object.keys(map);
    for (const key of keys) {
      this.place.push(key);
      const copy = this.copy(map[key]);
      if (!this.isLeftOut(copy)) {
        this.checkText(key);
        setField(copies, key, copy);
      }
      this.place.pop();
    }
    return isSorted(keys) ? copies : withSortedKeys(copies);
  }

  private checkText(text: string): void {
    if (!text.isWellFormed()) {
      this.report(textProblem(text));
    }
  }

  private report(problem: Problem): void {
    this.#findings.push({ field: fieldName(this.place), ...problem });
  }
}

function withSortedKeys(map: { readonly [key: string]: unknown }): { [key: string]: unknown } {
  const sorted: { [key: string]: unknown } = {};
  for (const key of Object.keys(map).sort()) {
    setField(sorted, key, map[key]);
  }
  return sorted;
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

function textProblem(text: string): Problem {
  return {
    code: 'text-malformed',
    // The text may be confidential.
    given: `text with half of a surrogate pair at ${text.search(HALF_OF_A_PAIR)}`,
    allowed: 'Unicode text',
    remedy: 'Do not cut texts within a character, and read files as UTF-8.',
  };
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function numberProblem(value: number): Problem {
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
