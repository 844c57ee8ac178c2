import { isMapping } from '../../model/core/untrusted';

/** What one field holds in each environment, by its name; an environment that lacks the field is absent. */
export type Variants = ReadonlyMap<string, unknown>;

/** Whether the field is the same in all environments that have it. */
export function isUniform(variants: Variants): boolean {
  const [first, ...others] = variants.values();
  // Manifests have their fields in one order, so equal data is equal text.
  const text = JSON.stringify(first);
  return others.every((other) => JSON.stringify(other) === text);
}

/** Whether two fields hold the same wherever the second one exists. */
export function isCoveredBy(known: Variants, variants: Variants): boolean {
  return [...variants].every(([environment, value]) => known.get(environment) === value);
}

/** The field with other values. */
export function mapVariants(variants: Variants, change: (value: unknown, environment: string) => unknown): Variants {
  return new Map([...variants].map(([environment, value]) => [environment, change(value, environment)]));
}

/** One field of maps, or one item of lists, where it exists. */
export function pick(variants: Variants, step: string | number): Variants {
  return new Map(
    [...variants].flatMap(([environment, value]): [string, unknown][] => {
      const holder = value as { readonly [step: string | number]: unknown };
      return Object.hasOwn(holder, step) ? [[environment, holder[step]]] : [];
    }),
  );
}

/** All keys of maps. */
export function keysOf(variants: Variants): string[] {
  return [...new Set([...variants.values()].flatMap((value) => (isMapping(value) ? Object.keys(value) : [])))];
}
