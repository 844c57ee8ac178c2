/*
 * Values come from JavaScript callers too, so a constructor that must not throw cannot rely on the types of its input.
 */

/** The object itself, with every field possibly missing; an empty one where no object was given. */
export function fieldsOf<T extends object>(value: T | undefined): Partial<T> {
  return typeof value === 'object' && value !== null ? value : {};
}

/** A copy of the list; an empty one where no list was given. */
export function listOf<T>(value: readonly T[] | undefined): T[] {
  return Array.isArray(value) ? [...(value as readonly T[])] : [];
}

/** The text; an empty one where no text was given. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether the value is an object with methods of these names, from whichever copy of this library. */
export function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const object = value as { [name: string]: unknown };
  return names.every((name) => typeof object[name] === 'function');
}

/** The value where messages can print it, else what it is, in words that fulfil no rule. */
export function printable(value: unknown): unknown {
  const isSimple = value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);
  return isSimple ? value : `a value of type ${typeof value}`;
}

/** An object whose fields may be anything. */
export interface Mapping {
  readonly [key: string]: unknown;
}

/** Whether the value has fields, and is no list. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
