import { isMapping, Mapping } from '../../model/core/untrusted';
import { listAt, mappingAt, textAt } from '../data';
import { Schema, SchemaNode } from './schema';

/** A custom resource in one API version. */
export interface CustomVersion {
  /** Whether the API server warns who uses it. */
  readonly deprecated: boolean;
  /** What an object must be. */
  readonly schema: () => Schema;
}

/** A custom resource, by its served versions. */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly versions: ReadonlyMap<string, CustomVersion>;
}

/** What reads the same in both forms, and of which type it has to be. Garbage says nothing. */
const SAME: { readonly [key: string]: (value: unknown) => boolean } = {
  enum: Array.isArray,
  pattern: (value) => typeof value === 'string',
  minimum: Number.isFinite,
  maximum: Number.isFinite,
  exclusiveMinimum: (value) => value === true,
  exclusiveMaximum: (value) => value === true,
  minLength: Number.isInteger,
  maxLength: Number.isInteger,
  minItems: Number.isInteger,
  maxItems: Number.isInteger,
  minProperties: Number.isInteger,
  maxProperties: Number.isInteger,
  nullable: (value) => value === true,
};
/** What every object has, whatever its schema says. */
const HEADER = { apiVersion: 'string', kind: 'string', metadata: '#meta.v1.ObjectMeta' };

/**
 * The custom resource that a CustomResourceDefinition defines; `undefined` where the manifest is none.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export function customKindOf(manifest: Mapping): CustomKind | undefined {
  const group = textAt(manifest, 'spec', 'group');
  const kind = textAt(manifest, 'spec', 'names', 'kind');
  if (manifest['apiVersion'] !== 'apiextensions.k8s.io/v1' || group === undefined || kind === undefined) {
    return undefined;
  }
  const served = listAt(manifest, 'spec', 'versions').filter(
    (version) => isMapping(version) && version['served'] === true,
  );
  const versions = served.map((version): [string, CustomVersion] => {
    let schema: Schema | undefined;
    return [
      textAt(version, 'name') ?? '',
      {
        deprecated: isMapping(version) && version['deprecated'] === true,
        schema: () => (schema ??= objectSchema(mappingAt(version, 'schema', 'openAPIV3Schema'))),
      },
    ];
  });
  return { group, kind, versions: new Map(versions) };
}

function objectSchema(source: Mapping): Schema {
  const { fields, open, ...rest } = schemaOf(source, false);
  // A schema without a word about fields is that of a resource that keeps them all.
  const isOpen = open === true || fields === undefined;
  return { ...rest, fields: { ...fields, ...HEADER }, ...(isOpen ? { open: true } : {}) };
}

/**
 * A schema of a CustomResourceDefinition in the compact form.
 *
 * @param isCondition whether it only adds conditions to another schema, which alone says what fields there are
 */
function schemaOf(source: Mapping, isCondition: boolean): SchemaNode {
  const type = typeOf(source);
  const node: { [key: string]: unknown } = {
    ...(type === undefined ? {} : { type }),
    ...Object.fromEntries(
      Object.entries(source).filter(([key, value]) => Object.hasOwn(SAME, key) && SAME[key]?.(value)),
    ),
    ...fieldsOf(source, isCondition),
    ...itemsOf(source, isCondition),
  };
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    // Whole numbers and texts are what `int-or-string` says already.
    if (Array.isArray(source[key]) && type !== 'int-or-string') {
      node[key] = source[key].filter(isMapping).map((each) => schemaOf(each, true));
    }
  }
  return isMapping(source['not']) ? { ...node, not: schemaOf(source['not'], true) } : node;
}

function typeOf(source: Mapping): string | undefined {
  if (source['x-kubernetes-int-or-string'] === true) {
    return 'int-or-string';
  }
  switch (source['type']) {
    case 'integer':
      return source['format'] === 'int32' ? 'int32' : 'int64';
    case 'string':
      return source['format'] === 'byte' ? 'bytes' : source['format'] === 'date-time' ? 'date-time' : 'string';
    case 'array':
      return 'list';
    case 'boolean':
    case 'number':
    case 'object':
      return source['type'];
    default:
      return undefined;
  }
}

function fieldsOf(source: Mapping, isCondition: boolean): object {
  const properties = mappingAt(source, 'properties');
  const names = Object.keys(properties);
  const fields = Object.fromEntries(
    names.map((name) => [name, compact(schemaOf(mappingAt(properties, name), isCondition))]),
  );
  const isEmbedded = source['x-kubernetes-embedded-resource'] === true;
  const additional = source['additionalProperties'];
  const required = listAt(source, 'required').filter(
    (name) => typeof name === 'string' && mappingAt(properties, name)['default'] === undefined,
  );
  const isOpen = isCondition || additional === true || source['x-kubernetes-preserve-unknown-fields'] === true;
  const isObject = names.length > 0 || isEmbedded || source['type'] === 'object';
  return {
    ...(isMapping(additional) ? { values: compact(schemaOf(additional, isCondition)) } : {}),
    // The API server drops every field of an object whose schema names none.
    ...(isObject && !isMapping(additional) ? { fields: isEmbedded ? { ...fields, ...HEADER } : fields } : {}),
    ...(isOpen && isObject ? { open: true } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

function itemsOf(source: Mapping, isCondition: boolean): object {
  const items = source['items'];
  if (!isMapping(items)) {
    return {};
  }
  const keys = listAt(source, 'x-kubernetes-list-map-keys').filter((key) => typeof key === 'string');
  const defaults = keys.flatMap((key) => {
    const value = mappingAt(items, 'properties', key)['default'];
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    items: compact(schemaOf(items, isCondition)),
    ...(keys.length > 0 ? { keys } : {}),
    ...(defaults.length > 0 ? { keyDefaults: Object.fromEntries(defaults) } : {}),
    ...(source['x-kubernetes-list-type'] === 'set' ? { set: true } : {}),
  };
}

/** The word alone where a node says nothing else; no word where fields, values or items say the type. */
function compact({ type, ...rest }: SchemaNode): Schema {
  if (Object.keys(rest).length === 0) {
    return type ?? 'any';
  }
  const isSaid = rest.fields !== undefined || rest.values !== undefined || rest.items !== undefined;
  return type === undefined || isSaid ? rest : { type, ...rest };
}
