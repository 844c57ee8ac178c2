import { FieldChange, fieldChanges } from './field-changes';
import { DiffObject, Pair, paired } from './identity';
import { masked } from './masking';

/** What happened to an object. */
export enum ChangeKind {
  ADDED = 'added',
  REMOVED = 'removed',
  CHANGED = 'changed',
}

/** An object that is not the same on both sides. No value in it is confidential. */
export interface ObjectChange {
  readonly change: ChangeKind;
  readonly apiVersion: string;
  readonly kind: string;
  /** @default - the object belongs to no namespace */
  readonly namespace?: string;
  readonly name: string;
  /** What differs; empty for an object that is only on one side. */
  readonly fields: readonly FieldChange[];
}

/** Everything that differs, in the order of the objects. */
export interface Difference {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly objects: readonly ObjectChange[];
}

/** Compares the objects of two environments, or of one at two times. */
export function difference(before: readonly DiffObject[], after: readonly DiffObject[]): Difference {
  const objects = paired(before, after)
    .flatMap(objectChange)
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const count = (kind: ChangeKind) => objects.filter(({ change }) => change === kind).length;
  return {
    added: count(ChangeKind.ADDED),
    removed: count(ChangeKind.REMOVED),
    changed: count(ChangeKind.CHANGED),
    objects,
  };
}

function objectChange({ before, after }: Pair): ObjectChange[] {
  const { apiVersion, kind, metadata } = (after ?? before) as DiffObject;
  const { name, namespace } = metadata;
  const identity = { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
  if (before === undefined || after === undefined) {
    return [{ change: before === undefined ? ChangeKind.ADDED : ChangeKind.REMOVED, ...identity, fields: [] }];
  }
  const fields = fieldChanges({ value: before, shown: masked(before) }, { value: after, shown: masked(after) });
  return fields.length === 0 ? [] : [{ change: ChangeKind.CHANGED, ...identity, fields }];
}

/** By kind and name: a reader looks for an object. */
function sortKey({ kind, namespace = '', name, change }: ObjectChange): string {
  return [kind, name, namespace, change].join('\0');
}
