import { isCommonDefinition } from './common-definitions';
import { CustomKind, CustomVersion } from './custom-schema';
import { Schema, SchemaNode } from './schema';
import type * as CustomTables from './tables/custom-resources';
import type * as FurtherTables from './tables/further-kubernetes';
import { DEFINITIONS, KINDS } from './tables/kubernetes';

/*
 * The generated tables are lists of texts, which cost hardly anything: a schema is parsed when an object has to fulfil it. What
 * few applications need is loaded late. What most need is not, because the text of a module that is loaded late is read twice.
 */
/* eslint-disable @typescript-eslint/no-require-imports */
const loadFurther = () => require('./tables/further-kubernetes') as typeof FurtherTables;
const loadCustom = () => require('./tables/custom-resources') as typeof CustomTables;
/* eslint-enable @typescript-eslint/no-require-imports */

/** A kind of Kubernetes in one API version, and the minor versions that serve it. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly schema: Schema;
  /** @default - older than all that are known */
  readonly since?: number;
  /** @default - not removed yet */
  readonly until?: number;
}

const parsed = new Map<string, SchemaNode>();
let customKinds: ReadonlyMap<string, CustomKind> | undefined;

/** The definition of the name. One that does not exist allows anything. */
export function definition(name: string): SchemaNode {
  let node = parsed.get(name);
  if (node === undefined) {
    const lines = linesWith(name);
    node = JSON.parse(lineOf(lines, `${name} `)?.slice(name.length + 1) ?? '{}') as SchemaNode;
    parsed.set(name, node);
  }
  return node;
}

/** The kind in the API version; `undefined` where no known version of Kubernetes has it. */
export function kubernetesKind(apiVersion: string, kind: string): ServedKind | undefined {
  const line = lineOf(KINDS, `${apiVersion} ${kind} `);
  return line === undefined ? undefined : servedKind(line);
}

/** Every kind of Kubernetes: for messages, which are few. */
export function allKubernetesKinds(): ServedKind[] {
  return KINDS.map(servedKind);
}

/** The custom resource that the tables know, by group and kind. */
export function shippedCustomKind(group: string, kind: string): CustomKind | undefined {
  return shippedCustomKinds().get(`${group} ${kind}`);
}

/** Kinds of a group that the tables know. */
export function shippedKindsOf(group: string): string[] {
  return [...shippedCustomKinds().values()].filter((each) => each.group === group).map(({ kind }) => kind);
}

function shippedCustomKinds(): ReadonlyMap<string, CustomKind> {
  if (customKinds === undefined) {
    const kinds = new Map<string, CustomKind & { readonly versions: Map<string, CustomVersion> }>();
    for (const line of loadCustom().CUSTOM_KINDS) {
      const [group = '', kind = '', version = ''] = line.split(' ', 3);
      const known = kinds.get(`${group} ${kind}`) ?? { group, kind, versions: new Map<string, CustomVersion>() };
      let schema: Schema | undefined;
      known.versions.set(version.replace('!', ''), {
        deprecated: version.endsWith('!'),
        schema: () => (schema ??= JSON.parse(line.slice(line.indexOf('{'))) as Schema),
      });
      kinds.set(`${group} ${kind}`, known);
    }
    customKinds = kinds;
  }
  return customKinds;
}

function servedKind(line: string): ServedKind {
  const [apiVersion = '', kind = '', place = ''] = line.split(' ');
  const [name, span = '-'] = place.split('@');
  const [since, until] = span.split('-').map((minor) => (minor === '' ? undefined : Number(minor)));
  return { apiVersion, kind, schema: `#${name}`, since, until };
}

function linesWith(name: string): readonly string[] {
  if (isCommonDefinition(name)) {
    return DEFINITIONS;
  }
  return name.startsWith('custom.') ? loadCustom().CUSTOM_DEFINITIONS : loadFurther().FURTHER_DEFINITIONS;
}

/** The line that begins so. The lines are sorted by code unit, so that nothing has to be built to look few of them up. */
function lineOf(lines: readonly string[], beginning: string): string | undefined {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle] as string) < beginning) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return lines[low]?.startsWith(beginning) === true ? lines[low] : undefined;
}
