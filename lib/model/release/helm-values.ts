import { Finding } from '../core/issue';
import { placeholderFindings } from '../core/variables';

/** A copy of values, and what is wrong with the original. */
export interface HelmValuesReading {
  /** The copy. What is wrong is null in it. */
  readonly values: { readonly [key: string]: unknown };
  /** Everything that is wrong, each with its path; never with a value. */
  readonly findings: Finding[];
}

/** Deeper than any chart's values, and far from the depth at which readers give up. */
const MAX_DEPTH = 100;
const BARE_KEY = /^[A-Za-z_][\w-]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Copies values and says what of them YAML cannot hold, or what would be lost on the way. Never throws. */
export function readHelmValues(field: string, given: unknown): HelmValuesReading {
  const reader = new ValuesReader();
  const values = reader.read(field, given);
  const isMap = typeof values === 'object' && values !== null && !Array.isArray(values);
  if (!isMap && reader.findings.length === 0) {
    reader.findings.push(notYaml(field, Array.isArray(values) ? 'a list' : 'a single value', 'a map'));
  }
  return { values: isMap ? (values as HelmValuesReading['values']) : {}, findings: reader.findings };
}

class ValuesReader {
  readonly findings: Finding[] = [];
  /** The objects that enclose the one that is being read. */
  readonly #open = new Set<object>();
  /** Copies of what was read: a part that occurs twice is read once, or reading could take exponential time. */
  readonly #copies = new Map<object, unknown>();

  read(field: string, given: unknown): unknown {
    if (typeof given === 'object' && given !== null) {
      return this.#readObject(field, given);
    }
    const problem = scalarProblem(given);
    if (problem !== undefined) {
      return this.#refuse(field, problem);
    }
    this.findings.push(...(typeof given === 'string' ? placeholderFindings(field, given) : []));
    return given;
  }

  #readObject(field: string, given: object): unknown {
    if (this.#open.has(given)) {
      return this.#refuse(field, 'an object that contains itself');
    }
    if (this.#open.size >= MAX_DEPTH) {
      return this.#refuse(field, `data nested more than ${MAX_DEPTH} deep`);
    }
    if (!this.#copies.has(given)) {
      this.#open.add(given);
      this.#copies.set(given, this.#copy(field, given));
      this.#open.delete(given);
    }
    return this.#copies.get(given);
  }

  #copy(field: string, given: object): unknown {
    try {
      if (Array.isArray(given)) {
        return this.#copyList(field, given);
      }
      return isPlain(given) ? this.#copyMap(field, given) : this.#refuse(field, 'an object of a class, such as Date');
    } catch {
      return this.#refuse(field, 'an object that cannot be read');
    }
  }

  #copyList(field: string, given: readonly unknown[]): unknown {
    const keys = Reflect.ownKeys(given).filter((key) => key !== 'length');
    if (keys.length !== given.length || keys.some((key, index) => key !== String(index))) {
      return this.#refuse(field, 'a list with gaps or with named entries');
    }
    return keys.map((key) => this.#readProperty(`${field}[${String(key)}]`, given, key));
  }

  #copyMap(field: string, given: object): unknown {
    const entries = Reflect.ownKeys(given).flatMap((key): [string, unknown][] => {
      if (typeof key === 'symbol' || LONE_SURROGATE.test(key)) {
        this.#refuse(field, 'a key that is not text');
        return [];
      }
      const path = BARE_KEY.test(key) ? `${field}.${key}` : `${field}[${JSON.stringify(key)}]`;
      const isAbsent = Object.getOwnPropertyDescriptor(given, key)?.value === undefined;
      return isAbsent && !isComputed(given, key) ? [] : [[key, this.#readProperty(path, given, key)]];
    });
    return Object.fromEntries(entries);
  }

  #readProperty(field: string, given: object, key: PropertyKey): unknown {
    if (isComputed(given, key)) {
      return this.#refuse(field, 'a computed or hidden property');
    }
    return this.read(field, Object.getOwnPropertyDescriptor(given, key)?.value);
  }

  #refuse(field: string, given: string): null {
    this.findings.push(notYaml(field, given, 'plain data: texts, finite numbers, booleans, null, lists and maps'));
    return null;
  }
}

/** Getters could give another value each time, and what is not enumerable no writer would write. */
function isComputed(given: object, key: PropertyKey): boolean {
  const property = Object.getOwnPropertyDescriptor(given, key);
  return property === undefined || !property.enumerable || !('value' in property);
}

/** Judged by the prototype's own prototype, so that objects of another realm, such as a test runner's, pass. */
function isPlain(given: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(given);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function scalarProblem(given: unknown): string | undefined {
  if (given === null || typeof given === 'boolean') {
    return undefined;
  }
  if (typeof given === 'string') {
    return LONE_SURROGATE.test(given) ? 'text with half of a surrogate pair' : undefined;
  }
  if (typeof given !== 'number') {
    return given === undefined ? 'undefined' : `a value of type ${typeof given}`;
  }
  if (!Number.isFinite(given)) {
    return Number.isNaN(given) ? 'NaN' : 'an infinite number';
  }
  return Number.isInteger(given) && !Number.isSafeInteger(given) ? 'a whole number beyond 2^53' : undefined;
}

function notYaml(field: string, given: string, allowed: string): Finding {
  const remedy = 'Write it as text, leave it out, or pass plain data instead.';
  return { code: 'values-not-yaml', field, given, allowed, remedy };
}
