import { isMapping } from '../../model/core/untrusted';
import { Variants } from './variants';

/** What tells items of lists apart, in the order in which it is tried. */
const KEYS = ['mountPath', 'name'];

/** Items of the lists of all environments that are the same one. */
export interface NamedItem {
  /** The field that holds the name. */
  readonly key: string;
  readonly name: string;
  /** The item, where it is. */
  readonly variants: Variants;
}

/**
 * Joins lists whose items have names: each item once, in an order that all lists agree with. `undefined` where items have no
 * names, or the lists contradict each other.
 */
export function joinNamedLists(lists: Variants): NamedItem[] | undefined {
  const key = KEYS.find((each) => [...lists.values()].every((list) => hasNames(list, each)));
  if (key === undefined) {
    return undefined;
  }
  const byName = new Map<string, Map<string, unknown>>();
  for (const [environment, list] of lists) {
    for (const item of list as { readonly [key: string]: string }[]) {
      const name = item[key] as string;
      byName.set(name, (byName.get(name) ?? new Map<string, unknown>()).set(environment, item));
    }
  }
  const names = [...lists.values()].map((list) => (list as { [key: string]: string }[]).map((item) => item[key] ?? ''));
  return commonOrder(names)?.map((name) => ({ key, name, variants: byName.get(name) ?? new Map() }));
}

function hasNames(list: unknown, key: string): boolean {
  const names = (list as unknown[]).map((item) => (isMapping(item) ? item[key] : undefined));
  return names.length > 0 && names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
}

/** An order that agrees with all lists; `undefined` where there is none. */
function commonOrder(lists: readonly string[][]): string[] | undefined {
  const rest = lists.map((list) => [...list]);
  const order: string[] = [];
  while (rest.some((list) => list.length > 0)) {
    const heads = rest.flatMap((list) => list.slice(0, 1));
    const next = heads.find((head) => rest.every((list) => list.indexOf(head) <= 0));
    if (next === undefined) {
      return undefined;
    }
    order.push(next);
    rest.filter((list) => list[0] === next).forEach((list) => list.shift());
  }
  return order;
}
