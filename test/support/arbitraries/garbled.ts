import * as fc from 'fast-check';
import { changed, Path, pathsOf } from './changed';

/** Values that nobody expects in a manifest, those that look like data among them. */
const nonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, undefined, '', 0, -1, 1.5, true, [], {}, [null], [[]], { name: null }, '%', 'NaN', '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
);

/** The objects with some of their fields, wherever they are, replaced by anything. */
export function garbled(objects: readonly object[]): fc.Arbitrary<unknown[]> {
  const change = fc.tuple(fc.constantFrom(...pathsOf(objects)), nonsense);
  return changed(objects, change, {
    most: 4,
    apply: (copy, [path, value]) => {
      replace(copy, path, value);
    },
  });
}

/** What lies below something that was replaced before is left alone. */
function replace(holder: unknown, [key = '', ...rest]: Path, value: unknown): void {
  if (typeof holder !== 'object' || holder === null) {
    return;
  }
  if (rest.length === 0) {
    Reflect.set(holder, key, value);
  } else {
    replace(Reflect.get(holder, key), rest, value);
  }
}
