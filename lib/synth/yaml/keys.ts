interface Mapping {
  readonly [key: string]: unknown;
}

/** Readers look for the colon of a key within 1024 bytes; longer keys say that they are keys. */
const LONG_KEY = 256;

/**
 * A key, as far as its colon.
 *
 * @param name the key, written as a scalar
 * @param indent what the map is indented by
 */
export function keyText(name: string, indent: string): string {
  return name.length > LONG_KEY ? `? ${name}\n${indent}:` : `${name}:`;
}

/** By code unit, the only order that depends on nothing else. */
export function sortedKeys(map: Mapping): string[] {
  const keys = Object.keys(map);
  return isSorted(keys) ? keys : keys.sort();
}

/** By code unit, behind the fields that a reader looks for first. */
export function keysInOrder(map: Mapping, isItem: boolean): string[] {
  const keys = sortedKeys(map);
  if (isItem && Object.hasOwn(map, 'name')) {
    return first(keys, ['name']);
  }
  return Object.hasOwn(map, 'apiVersion') && Object.hasOwn(map, 'kind')
    ? first(keys, ['apiVersion', 'kind', 'metadata'])
    : keys;
}

function first(keys: string[], names: string[]): string[] {
  const present = names.filter((name) => keys.includes(name));
  return keys[0] === present[0] && present.length === 1
    ? keys
    : [...present, ...keys.filter((key) => !names.includes(key))];
}

function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] as string) > (keys[index] as string)) {
      return false;
    }
  }
  return true;
}
