import { Finding, show } from './issue';

/*
 * Settings come from JavaScript callers, casts and spread objects too, where a compiler checks nothing. A reader keeps a
 * deep copy of what has the right form, and reports the rest: nothing is rendered wrongly, and nothing is ignored.
 */

/** What a reader made of a value. */
export interface Reading {
  /** @default - there was nothing, or nothing that can be used */
  readonly value?: unknown;
  readonly findings: Finding[];
}

/** Reads one value. `undefined` is nothing, and never a problem. */
export type Reader = (field: string, given: unknown) => Reading;

/** Readers by the name of the setting. */
export interface Readers {
  readonly [name: string]: Reader;
}

/** A text. None of a process, a path, a header or a label can hold the character with which C ends texts. */
export const text: Reader = kind('text without U+0000', (given) => typeof given === 'string' && !given.includes('\0'));

/** A number; whether it is in range is for a rule to say. */
export const number: Reader = kind('a number', (given) => typeof given === 'number');

/** Yes or no. A text would count as yes, whatever it says. */
export const boolean: Reader = kind('true or false', (given) => typeof given === 'boolean');

/** Anything, where rules say more than its type would. */
export const anything: Reader = (_field, value) => ({ value, findings: [] });

/** Any object, kept as it is. */
export const object: Reader = plain((_field, given) => ({ value: given, findings: [] }));

/** An object without a class, in which names are not known. */
export const tree: Reader = kind(
  'an object',
  (given) => isObject(given) && !Array.isArray(given) && Object.getPrototypeOf(given) === Object.prototype,
);

/** A value with a class of this library, or one like it. It is immutable, so it is kept as it is. */
export function instance(what: string, fits: (value: { [name: string]: unknown }) => boolean): Reader {
  return kind(what, (given) => isObject(given) && fits(given));
}

/** A list. */
export function list(item: Reader): Reader {
  return (field, given) => {
    if (given === undefined) {
      return { findings: [] };
    }
    if (!Array.isArray(given)) {
      return { findings: [invalid(field, given, 'a list')] };
    }
    const readings = given.map((each, index) => item(`${field}[${index}]`, each ?? null));
    return {
      value: readings.map(({ value }) => value).filter((value) => value !== undefined),
      findings: readings.flatMap(({ findings }) => findings),
    };
  };
}

/** A map with names of the author's choice. A name without a value is a mistake: `{ HOST: process.env.HOST }`. */
export function map(item: Reader): Reader {
  return plain((field, given) =>
    each(given, (name, value) => {
      const place = `${field}.${name}`;
      return value === undefined ? { findings: [invalid(place, value, 'a value')] } : item(place, value);
    }),
  );
}

/** An object with known names. A name that nobody would read is reported. */
export function record(readers: Readers): Reader {
  return plain((field, given) =>
    each(given, (name, value) => {
      const place = field === '' ? name : `${field}.${name}`;
      const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
      if (reader !== undefined) {
        return reader(place, value);
      }
      return { findings: value === undefined ? [] : [unknown(place, Object.keys(readers))] };
    }),
  );
}

/** Reads what is in an object, and keeps under its name what can be used. */
function each(given: { [name: string]: unknown }, read: (name: string, value: unknown) => Reading): Reading {
  const entries: [string, unknown][] = [];
  const all: Finding[] = [];
  for (const name of Object.keys(given)) {
    const { value, findings } = read(name, given[name]);
    if (value !== undefined) {
      entries.push([name, value]);
    }
    all.push(...findings);
  }
  return { value: Object.fromEntries(entries) as unknown, findings: all };
}

function plain(read: (field: string, given: { [name: string]: unknown }) => Reading): Reader {
  return (field, given) => {
    if (given === undefined) {
      return { findings: [] };
    }
    return isObject(given) && !Array.isArray(given)
      ? read(field, given)
      : { findings: [invalid(field === '' ? 'props' : field, given, 'an object')] };
  };
}

function kind(what: string, fits: (given: unknown) => boolean): Reader {
  return (field, given) => {
    if (given === undefined) {
      return { findings: [] };
    }
    return fits(given) ? { value: given, findings: [] } : { findings: [invalid(field, given, what)] };
  };
}

function isObject(given: unknown): given is { [name: string]: unknown } {
  return typeof given === 'object' && given !== null;
}

/** Values are not shown: one in the wrong place may be confidential. */
function invalid(field: string, given: unknown, allowed: string): Finding {
  const what = given === null ? 'null' : Array.isArray(given) ? 'a list' : `a value of type ${typeof given}`;
  const shown = ['number', 'boolean', 'undefined'].includes(typeof given) ? show(given) : what;
  const remedy = 'Give a value of that form, or leave the setting out.';
  return { code: 'setting-invalid', field, given: shown, allowed, remedy };
}

function unknown(field: string, known: readonly string[]): Finding {
  return {
    code: 'setting-unknown',
    field,
    given: 'a setting that nothing reads',
    allowed: `one of ${known.join(', ')}`,
    remedy: 'Correct the name or remove it, for it would be ignored.',
  };
}
