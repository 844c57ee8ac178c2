import * as fc from 'fast-check';

type Path = readonly (string | number)[];

/** Values that nobody expects in a manifest, those that look like data among them. */
const nonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, undefined, '', 0, -1, 1.5, true, [], {}, [null], [[]], { name: null }, '%', 'NaN', '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
);

/** The objects with some of their fields, wherever they are, replaced by anything. */
export function garbled(objects: readonly object[]): fc.Arbitrary<unknown[]> {
  const paths = pathsOf(objects);
  return fc.array(fc.tuple(fc.constantFrom(...paths), nonsense), { minLength: 1, maxLength: 4 }).map((changes) => {
    const copy = structuredClone(objects) as unknown[];
    changes.forEach(([path, value]) => {
      replace(copy, path, value);
    });
    return copy;
  });
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
      : [];
  return path.length > 1 ? [path, ...below] : below;
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
