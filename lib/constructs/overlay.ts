import { isTree, SettingTree } from '../model/deployment/settings';

/**
 * A value with another laid over it: maps merge, lists of named things merge by name, `null` removes, and so does
 * `$patch: 'delete'` in an item of such a list.
 */
export function overlaid(below: unknown, above: unknown): unknown {
  if (isTree(above) && isTree(below)) {
    const names = [...new Set([...Object.keys(below), ...Object.keys(above)])];
    const entries = names.map((name): [string, unknown] => [
      name,
      Object.hasOwn(above, name) && above[name] !== undefined ? overlaid(below[name], above[name]) : below[name],
    ]);
    return Object.fromEntries(entries.filter(([, value]) => value !== null));
  }
  const key = Array.isArray(below) && Array.isArray(above) ? keyOf([...below, ...above] as unknown[]) : undefined;
  return key === undefined ? withoutNulls(above) : mergedLists(below as SettingTree[], above as SettingTree[], key);
}

/** What tells the items of a list apart. Mounts name their volume, which can have several. */
const KEYS = ['mountPath', 'devicePath', 'name'];

/** The field by which two lists merge, where all of their items have one. */
function keyOf(items: readonly unknown[]): string | undefined {
  return KEYS.find((key) => items.length > 0 && items.every((item) => isTree(item) && Object.hasOwn(item, key)));
}

function mergedLists(below: readonly SettingTree[], above: readonly SettingTree[], key: string): unknown[] {
  const laid = (item: SettingTree) => above.filter((other) => other[key] === item[key]).reduce<unknown>(overlaid, item);
  const added = above.filter((item) => below.every((other) => other[key] !== item[key]));
  const isDeleted = (item: SettingTree) =>
    above.some((other) => other[key] === item[key] && other['$patch'] === 'delete');
  return [...below.map(laid), ...added.map(withoutNulls)].filter((item) => !isDeleted(item as SettingTree));
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
