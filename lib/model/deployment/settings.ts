import { Finding, show } from '../core/issue';

/** Where the value of a setting comes from. */
export enum SettingOrigin {
  /** The environment says so. */
  ENVIRONMENT = 'environment',
  /** The base of the application says so, and the environment says nothing. */
  BASE = 'base',
  /** The image lock of the environment says so. */
  IMAGE_LOCK = 'image lock',
  /** The registry of the image says so. */
  REGISTRY = 'registry',
  /** The program says so, where it makes the construct. */
  PROGRAM = 'program',
  /** Nobody says anything: the library's documented default. */
  DEFAULT = 'default',
}

/** One resolved value. */
export interface Setting {
  /** Where it is, for example `services.backend.replicas`. */
  readonly path: string;
  /** The value as text. */
  readonly value: string;
  /** Where the value comes from. */
  readonly origin: SettingOrigin;
}

/** Nested settings. Only plain objects nest; everything else, lists and values with a class too, is one setting. */
export interface SettingTree {
  readonly [name: string]: unknown;
}

/** Whether the value nests. */
export function isTree(value: unknown): value is SettingTree {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * The base with a difference applied: maps merge, everything else replaces, `undefined` changes nothing (and is a
 * finding of `differenceFindings`, so that nothing is lost or kept unseen).
 */
export function merged(whole: SettingTree, difference: SettingTree): SettingTree {
  const result = new Map<string, unknown>(Object.entries(whole));
  for (const [name, value] of Object.entries(difference)) {
    const base = result.get(name);
    if (value !== undefined) {
      result.set(name, isTree(value) ? merged(isTree(base) ? base : {}, value) : value);
    }
  }
  return Object.fromEntries(result);
}

/** A copy in which nothing is shared with the original but values with a class, which never change. */
export function copied(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(copied);
  }
  return isTree(value)
    ? Object.fromEntries(Object.entries(value).map(([name, below]) => [name, copied(below)]))
    : value;
}

/** The tree without the setting at a path such as `services.backend.env.DEBUG`. Names may hold dots themselves. */
export function without(tree: SettingTree, path: string): SettingTree {
  const entries = Object.entries(tree).flatMap(([name, value]): [string, unknown][] => {
    if (name === path) {
      return [];
    }
    const rest = below(path, name);
    return [[name, rest !== undefined && isTree(value) ? without(value, rest) : value]];
  });
  return Object.fromEntries(entries);
}

/** The part of a path below a name, or `undefined` where the path leads elsewhere. */
function below(path: string, name: string): string | undefined {
  return path.startsWith(`${name}.`) ? path.slice(name.length + 1) : undefined;
}

/** The paths and values of all settings of a tree, in the order of the tree. */
export function leaves(tree: SettingTree, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, value] of Object.entries(tree)) {
    const place = path === '' ? name : `${path}.${name}`;
    const inner = isTree(value) ? leaves(value, place) : new Map([[place, value]]);
    inner.forEach((leaf, leafPath) => found.set(leafPath, leaf));
  }
  return found;
}

/** Every value of a difference says something, and everything that is removed is there. */
export function differenceFindings(base: SettingTree, difference: SettingTree, removed: readonly string[]): Finding[] {
  const silent = [...leaves(difference)].filter(([, value]) => value === undefined);
  const absent = removed.filter((path) => !has(base, path));
  return [
    ...silent.map(([path]) => ({
      code: 'override-undefined',
      field: path,
      given: 'undefined',
      allowed: 'a value',
      remedy: 'Leave the setting out to keep that of the base, or name it in remove to drop it.',
    })),
    ...absent.map((path) => ({
      code: 'override-removes-nothing',
      field: 'remove',
      given: show(path),
      allowed: 'the path of a setting that the base has',
      remedy: 'Correct the path or leave it out.',
    })),
  ];
}

function has(tree: SettingTree, path: string): boolean {
  return Object.entries(tree).some(([name, value]) => {
    const rest = below(path, name);
    return name === path || (rest !== undefined && isTree(value) && has(value, rest));
  });
}

/** A value as people write it. Values with a class print themselves. */
export function settingText(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return isClassValue(value)
    ? String(value)
    : JSON.stringify(value, (_name, below: unknown) => (isClassValue(below) ? String(below) : below));
}

function isClassValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isTree(value);
}
