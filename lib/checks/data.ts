import { isMapping, Mapping } from '../model/core/untrusted';

/*
 * Rules read objects that anybody may have written: any field can be missing or of another type. That a type is wrong is
 * for the schema to say; other rules take what is wrong for missing.
 */

const NOTHING: Mapping = Object.freeze({});
const EMPTY: readonly never[] = Object.freeze([]);

/** The value below these keys; `undefined` where there is none. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return below(value, keys);
}

/** The mapping below these keys; an empty one where there is none. */
export function mappingAt(value: unknown, ...keys: readonly string[]): Mapping {
  const inner = below(value, keys);
  return isMapping(inner) ? inner : NOTHING;
}

/** The items of the list below these keys; none where there is no list. */
export function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const inner = below(value, keys);
  return Array.isArray(inner) ? inner : EMPTY;
}

/** The text below these keys; `undefined` where there is none. */
export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const inner = below(value, keys);
  return typeof inner === 'string' ? inner : undefined;
}

/** The number below these keys; `undefined` where there is none. */
export function numberAt(value: unknown, ...keys: readonly string[]): number | undefined {
  const inner = below(value, keys);
  return typeof inner === 'number' ? inner : undefined;
}

/** Whether there is a value below these keys. The API server takes null for none. */
export function isSetAt(value: unknown, ...keys: readonly string[]): boolean {
  const inner = below(value, keys);
  return inner !== undefined && inner !== null;
}

/** Those of the keys below which there is a value. */
export function setKeys(value: unknown, keys: readonly string[]): string[] {
  return keys.filter((key) => isSetAt(value, key));
}

function below(value: unknown, keys: readonly string[]): unknown {
  let inner = value;
  for (let depth = 0; depth < keys.length && inner !== undefined; depth += 1) {
    inner = isMapping(inner) ? ownField(inner, keys[depth] as string) : undefined;
  }
  return inner;
}

/** Most fields that are asked for are not there, so what objects inherit is sorted out afterwards. */
function ownField(mapping: Mapping, key: string): unknown {
  const value = mapping[key];
  return value === undefined || Object.hasOwn(mapping, key) ? value : undefined;
}
