interface Mapping {
  readonly [key: string]: unknown;
}

/** Readers look for the colon of a key within 1024 bytes; longer keys say that they are keys. */
const LONG_KEY = 256;
const NAME: readonly string[] = ['name'];
const IDENTITY: readonly string[] = ['apiVersion', 'kind', 'metadata'];

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
    toFront(keys, NAME);
  } else if (Object.hasOwn(map, 'apiVersion') && Object.hasOwn(map, 'kind')) {
    toFront(keys, IDENTITY);
  }
  return keys;
}

/** Moves those of the names that are there, and leaves the others in their order. */
function toFront(keys: string[], names: readonly string[]): void {
  let front = 0;
  for (const name of names) {
    const place = keys.indexOf(name, front);
    if (place !== -1) {
      keys.copyWithin(front + 1, front, place);
      keys[front] = name;
      front += 1;
    }
  }
}

export function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] as string) > (keys[index] as string)) {
      return false;
    }
  }
  return true;
}
