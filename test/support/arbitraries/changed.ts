import * as fc from 'fast-check';

/** Where a value is in others. */
export type Path = readonly (string | number)[];

/** Copies of the objects with up to so many changes. */
export function changed<Change>(
  objects: readonly object[],
  change: fc.Arbitrary<Change>,
  { most, apply }: { readonly most: number; apply(copy: object[], change: Change): void },
): fc.Arbitrary<object[]> {
  return fc.array(change, { minLength: 1, maxLength: most }).map((changes) => {
    const copy = structuredClone(objects) as object[];
    changes.forEach((each) => {
      apply(copy, each);
    });
    return copy;
  });
}

/** Where every value in the objects is. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
      : [];
  return path.length > 1 ? [path, ...below] : below;
}
