import { isMapping, Mapping } from '../../model/core/untrusted';

const NOTHING: Mapping = Object.freeze({});
const EMPTY: readonly unknown[] = Object.freeze([]);

/** The value of a field, whose name is none of what every object of JavaScript has. */
export function fieldOf(owner: unknown, name: string): unknown {
  return isMapping(owner) ? owner[name] : undefined;
}

/** The items of a field; none where it is no list. */
export function itemsOf(owner: unknown, name: string): readonly unknown[] {
  const list = fieldOf(owner, name);
  return Array.isArray(list) ? list : EMPTY;
}

/** The entries of a value; none where it is no mapping. */
export function entriesOf(value: unknown): Mapping {
  return isMapping(value) ? value : NOTHING;
}
