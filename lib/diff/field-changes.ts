import { isDeepStrictEqual } from 'node:util';

/** One field that is not the same on both sides. */
export interface FieldChange {
  /** Where, for example `spec.template.spec.containers[backend].env[LOG_LEVEL].value`. */
  readonly path: string;
  /** @default - the field is only on the new side */
  readonly before?: unknown;
  /** @default - the field is only on the old side */
  readonly after?: unknown;
}

const NAME = 'name';

/** By what the entries of a list are known, the first that all of them have. */
const KEYS: readonly (readonly string[])[] = [
  [NAME],
  ['mountPath'],
  ['containerPort', 'protocol'],
  ['port', 'protocol'],
  ['host'],
  ['path'],
  ['key'],
  ['secretName'],
  ['topologyKey'],
  ['apiGroups', 'resources'],
  ['kind'],
  ['type'],
  ['ip'],
];

/** A value, and the same with everything confidential taken out: the one is compared, the other shown. */
export interface Shown {
  readonly value: unknown;
  readonly shown: unknown;
}

const NOTHING: Shown = { value: undefined, shown: undefined };

/** What differs between two values, field by field. Entries of lists are compared by what they are called, not by place. */
export function fieldChanges(before: Shown, after: Shown, path = ''): FieldChange[] {
  if (Array.isArray(before.value) && Array.isArray(after.value)) {
    return listChanges(entriesOf(before), entriesOf(after), path) ?? ownChange(before, after, path);
  }
  if (isObject(before.value) && isObject(after.value)) {
    const names = [...new Set([...Object.keys(before.value), ...Object.keys(after.value)])].sort();
    return names.flatMap((name) => fieldChanges(below(before, name), below(after, name), joined(path, name)));
  }
  return ownChange(before, after, path);
}

/** `undefined` where the lists are compared as a whole. */
function listChanges(before: readonly Shown[], after: readonly Shown[], path: string): FieldChange[] | undefined {
  const key = KEYS.find((names) => isKey(names, before) && isKey(names, after));
  const [[old], [now]] = [before, after];
  if (key !== undefined && key[0] !== NAME && before.length === 1 && after.length === 1 && old && now) {
    // The one rule of an Ingress is the same one with another host.
    return fieldChanges(old, now, `${path}[0]`);
  }
  if (key !== undefined) {
    return keyedChanges(byKey(before, key), byKey(after, key), path);
  }
  const hasParts = [...before, ...after].some(({ value }) => typeof value === 'object' && value !== null);
  const length = Math.max(before.length, after.length);
  return hasParts
    ? Array.from({ length }, (_, index) =>
        fieldChanges(before[index] ?? NOTHING, after[index] ?? NOTHING, `${path}[${index}]`),
      ).flat()
    : undefined;
}

function keyedChanges(
  before: ReadonlyMap<string, Shown>,
  after: ReadonlyMap<string, Shown>,
  path: string,
): FieldChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const changes = names.flatMap((name) =>
    fieldChanges(before.get(name) ?? NOTHING, after.get(name) ?? NOTHING, `${path}[${name}]`),
  );
  const common = (own: ReadonlyMap<string, Shown>) =>
    [...own.keys()].filter((name) => before.has(name) && after.has(name));
  const [old, now] = [common(before), common(after)];
  // The order of variables and of containers means something.
  return isSame(old, now) ? changes : [...changes, { path: `${path} (order)`, before: old, after: now }];
}

/** Whether the fields tell all entries of a list apart. The first must be there; those after it only add to it. */
function isKey(names: readonly string[], list: readonly Shown[]): boolean {
  const [first = ''] = names;
  const known = list.every(({ value }) => isObject(value) && value[first] !== undefined);
  return known && byKey(list, names).size === list.length;
}

function byKey(list: readonly Shown[], names: readonly string[]): Map<string, Shown> {
  return new Map(
    list.map((entry) => {
      const values = names.map((name) => below(entry, name).value);
      return [values.filter((value) => value !== undefined).join('/'), entry];
    }),
  );
}

function ownChange(before: Shown, after: Shown, path: string): FieldChange[] {
  if (isSame(before.value, after.value)) {
    return [];
  }
  const old = before.value === undefined ? {} : { before: before.shown };
  return [{ path, ...old, ...(after.value === undefined ? {} : { after: after.shown }) }];
}

function below({ value, shown }: Shown, name: string): Shown {
  return { value: field(value, name), shown: field(shown, name) };
}

function entriesOf({ value, shown }: Shown): Shown[] {
  return (value as unknown[]).map((entry, index) => ({
    value: entry,
    shown: Array.isArray(shown) ? (shown as unknown[])[index] : shown,
  }));
}

function field(value: unknown, name: string): unknown {
  if (isObject(value)) {
    return Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the data is the same, in whatever order its fields are. */
function isSame(before: unknown, after: unknown): boolean {
  return isDeepStrictEqual(before, after);
}

/** A field of a name that holds dots, as labels do, is put into brackets. */
function joined(path: string, name: string): string {
  const isPlain = /^[A-Za-z_][\w-]*$/.test(name);
  const part = isPlain ? name : `[${name}]`;
  return path === '' || !isPlain ? `${path}${part}` : `${path}.${part}`;
}
