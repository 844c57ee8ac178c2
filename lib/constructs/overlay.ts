import { isTree } from '../model/deployment/settings';

/** A value with another laid over it: maps merge, lists of named things merge by name, `null` removes. */
export function overlaid(below: unknown, above: unknown): unknown {
  if (isTree(above) && isTree(below)) {
    const names = [...new Set([...Object.keys(below), ...Object.keys(above)])];
    const entries = names.map((name): [string, unknown] => [
      name,
      Object.hasOwn(above, name) && above[name] !== undefined ? overlaid(below[name], above[name]) : below[name],
    ]);
    return Object.fromEntries(entries.filter(([, value]) => value !== null));
  }
  if (isNamedList(above) && isNamedList(below)) {
    const replaced = below.map((item) => overlaid(item, above.find(({ name }) => name === item.name) ?? {}));
    const added = above.filter(({ name }) => below.every((item) => item.name !== name));
    return [...replaced, ...added.map(withoutNulls)];
  }
  return withoutNulls(above);
}

interface Named {
  readonly name: unknown;
}

function isNamedList(value: unknown): value is Named[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isTree(item) && Object.hasOwn(item, 'name'));
}

/** What is laid over nothing removes nothing. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (!isTree(value)) {
    return value;
  }
  const entries = Object.entries(value).filter(([, below]) => below !== null && below !== undefined);
  return Object.fromEntries(entries.map(([name, below]) => [name, withoutNulls(below)]));
}
