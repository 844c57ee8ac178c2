import { CustomKind, CustomVersion } from './custom-schema';
import { Schema, SchemaNode } from './schema';
import type * as CustomTables from './tables/custom-resources';
import type * as KubernetesTables from './tables/kubernetes';

/*
 * The generated tables, of which nothing is loaded before somebody asks for it, and no schema parsed before an object has
 * to fulfil it.
 */

/* eslint-disable @typescript-eslint/no-require-imports -- most programs have no custom resource, and some no object */
const loadKubernetes = () => require('./tables/kubernetes') as typeof KubernetesTables;
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
let kubernetesTexts: ReadonlyMap<string, string> | undefined;
let customTexts: ReadonlyMap<string, string> | undefined;
let kubernetesKinds: ReadonlyMap<string, string> | undefined;
let customKinds: ReadonlyMap<string, CustomKind> | undefined;

/** The definition of the name. One that does not exist allows anything. */
export function definition(name: string): SchemaNode {
  let node = parsed.get(name);
  if (node === undefined) {
    const texts = name.startsWith('custom.')
      ? (customTexts ??= textsByName(loadCustom().CUSTOM_DEFINITIONS))
      : (kubernetesTexts ??= textsByName(loadKubernetes().DEFINITIONS));
    node = JSON.parse(texts.get(name) ?? '{}') as SchemaNode;
    parsed.set(name, node);
  }
  return node;
}

/** The kind in the API version; `undefined` where no known version of Kubernetes has it. */
export function kubernetesKind(apiVersion: string, kind: string): ServedKind | undefined {
  kubernetesKinds ??= new Map(loadKubernetes().KINDS.map((line) => [line.slice(0, line.lastIndexOf(' ')), line]));
  const line = kubernetesKinds.get(`${apiVersion} ${kind}`);
  return line === undefined ? undefined : servedKind(line);
}

/** Every kind of Kubernetes: for messages, which are few. */
export function allKubernetesKinds(): ServedKind[] {
  return loadKubernetes().KINDS.map(servedKind);
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

function textsByName(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.map((line) => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)];
    }),
  );
}
