import { type Schema, type SchemaNode } from '../../lib/checks/schema/schema';
import { compare } from '../crds/problem';
import { ENUMS } from './enums';

/** A schema as `api/openapi-spec/swagger.json` of Kubernetes has it. */
export interface OpenApiSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly properties?: { readonly [name: string]: OpenApiSchema };
  readonly required?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-list-type'?: string;
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The definitions of one minor version of Kubernetes. */
export interface VersionedDefinitions {
  readonly minor: number;
  readonly definitions: { readonly [name: string]: OpenApiSchema };
}

/** The minor versions that have something, from the first to the last. */
interface Span {
  first: number;
  last: number;
}

/** A kind, and the versions that serve it. */
export interface MergedKind extends Span {
  readonly apiVersion: string;
  readonly kind: string;
  readonly definition: string;
}

interface MergedDefinition extends Span {
  readonly fields: Map<string, Span & { schema: OpenApiSchema }>;
  readonly required: Map<string, Span>;
}

/** Definitions that are a type of their own, whatever their schema says. */
const TYPES: { readonly [name: string]: Schema } = {
  'api.resource.Quantity': 'quantity',
  'util.intstr.IntOrString': 'int-or-string',
  'meta.v1.Time': 'date-time',
  'meta.v1.MicroTime': 'date-time',
};
/** What items of such a list have where they leave a key out. The API server fills it in before it compares. */
const KEY_DEFAULTS: { readonly [key: string]: string } = { protocol: 'TCP' };

/** All versions as one: what each has, and from which to which version. */
export class MergedSchemas {
  readonly #definitions = new Map<string, MergedDefinition>();
  readonly #kinds = new Map<string, MergedKind>();
  readonly #oldest: number;
  readonly #newest: number;

  /** @param versions from the oldest to the newest, none left out */
  constructor(versions: readonly VersionedDefinitions[]) {
    this.#oldest = versions[0]?.minor ?? 0;
    this.#newest = versions.at(-1)?.minor ?? 0;
    for (const { minor, definitions } of versions) {
      for (const [name, schema] of Object.entries(definitions)) {
        this.addDefinition(shortName(name), schema, minor);
      }
    }
  }

  /** Every kind of which there can be objects, sorted. */
  get kinds(): MergedKind[] {
    return [...this.#kinds.values()].sort((a, b) => compare(a.apiVersion, b.apiVersion) || compare(a.kind, b.kind));
  }

  /** The definitions that kinds are made of, sorted. */
  get definitions(): [string, SchemaNode][] {
    const reached = new Set<string>();
    const reach = (name: string) => {
      const definition = this.#definitions.get(name);
      if (!reached.has(name) && definition !== undefined) {
        reached.add(name);
        for (const { schema } of definition.fields.values()) {
          referencesIn(schema).forEach(reach);
        }
      }
    };
    this.kinds.forEach(({ definition }) => {
      reach(definition);
    });
    // Custom resources are not among them, and have it too.
    reach('meta.v1.ObjectMeta');
    return [...reached].sort(compare).map((name) => [name, this.node(name)]);
  }

  /** `@26-31` where versions are left out, for example `@26-` where only older ones are. */
  spanText({ first, last }: Span): string {
    const [since, until] = [first > this.#oldest ? String(first) : '', last < this.#newest ? String(last) : ''];
    return since === '' && until === '' ? '' : `@${since}-${until}`;
  }

  private addDefinition(name: string, schema: OpenApiSchema, minor: number): void {
    const kinds = schema['x-kubernetes-group-version-kind'] ?? [];
    const [kind] = kinds;
    // What belongs to no group of its own is an option of a request, or an answer: there are no objects of it.
    // A list is no object either, but several.
    if (kind !== undefined && !name.startsWith('meta.v1.') && schema.properties?.['items'] === undefined) {
      const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
      const merged = { apiVersion, kind: kind.kind, definition: name, first: minor, last: minor };
      extend(this.#kinds, `${apiVersion} ${kind.kind}`, minor, merged);
    }
    const merged = this.definitionOf(name, minor);
    for (const [field, type] of Object.entries(schema.properties ?? {})) {
      const entry = extend(merged.fields, field, minor, { schema: type, first: minor, last: minor });
      if (entry.schema.$ref !== undefined && type.$ref !== undefined && entry.schema.$ref !== type.$ref) {
        this.replaceDefinition(shortName(entry.schema.$ref), shortName(type.$ref), minor);
      }
      entry.schema = type;
    }
    for (const field of schema.required ?? []) {
      extend(merged.required, field, minor, { first: minor, last: minor });
    }
  }

  /** A definition that takes the place of another is as old as that, and its further fields are new. */
  private replaceDefinition(old: string, fresh: string, minor: number): void {
    const before = this.#definitions.get(old) as MergedDefinition;
    const after = this.definitionOf(fresh, minor);
    after.first = before.first;
    for (const [field, { schema, first, last }] of before.fields) {
      const own = after.fields.get(field);
      // The old definition may have been extended by this version already.
      after.fields.set(field, { schema: own?.schema ?? schema, first, last: own?.last ?? Math.min(last, minor - 1) });
    }
    for (const [field, { first }] of before.required) {
      const own = after.required.get(field);
      after.required.set(field, { first, last: own?.last ?? minor - 1 });
    }
  }

  private definitionOf(name: string, minor: number): MergedDefinition {
    return extend(this.#definitions, name, minor, {
      ...{ first: minor, last: minor },
      ...{ fields: new Map<string, Span & { schema: OpenApiSchema }>(), required: new Map<string, Span>() },
    });
  }

  private node(name: string): SchemaNode {
    const { fields, required, ...whole } = this.#definitions.get(name) as MergedDefinition;
    if (fields.size === 0) {
      return { type: 'object' };
    }
    const names = [...fields.keys()].sort(compare);
    return {
      fields: Object.fromEntries(
        names.map((field) => [field, fieldSchema(name, field, fields.get(field)?.schema ?? {}, required.has(field))]),
      ),
      ...(required.size > 0 ? { required: [...required.keys()].sort(compare) } : {}),
      ...minors('since', fields, ({ first }) => (first > whole.first ? first : undefined)),
      ...minors('until', fields, ({ last }) => (last < whole.last ? last : undefined)),
      ...minors('requiredSince', required, ({ first }) => (first > whole.first ? first : undefined)),
      ...minors('requiredUntil', required, ({ last }) => (last < whole.last ? last : undefined)),
    };
  }
}

/** The entry of the name, with the version added to its span. @throws Error where versions between are missing */
function extend<T extends Span>(entries: Map<string, T>, name: string, minor: number, fresh: T): T {
  const entry = entries.get(name) ?? fresh;
  if (minor > entry.last + 1) {
    throw new Error(`${name} is in 1.${entry.last} and in 1.${minor}, but not between: the table cannot say so.`);
  }
  entry.last = minor;
  entries.set(name, entry);
  return entry;
}

function minors(key: string, spans: ReadonlyMap<string, Span>, of: (span: Span) => number | undefined): object {
  const entries = [...spans]
    .flatMap(([field, span]) => {
      const minor = of(span);
      return minor === undefined ? [] : [[field, minor] as const];
    })
    .sort(([a], [b]) => compare(a, b));
  return entries.length > 0 ? { [key]: Object.fromEntries(entries) } : {};
}

/** An empty text in a field that is not required is no value to the API server. */
function fieldSchema(definition: string, field: string, schema: OpenApiSchema, isRequired: boolean): Schema {
  const values = ENUMS[`${definition}.${field}`];
  return values === undefined ? schemaOf(schema) : { type: 'string', enum: isRequired ? values : [...values, ''] };
}

function schemaOf(schema: OpenApiSchema): Schema {
  if (schema.$ref !== undefined) {
    const name = shortName(schema.$ref);
    // The types of a schema of schemas may be several, which their own schema leaves open.
    const isAnything = name.startsWith('apiextensions.v1.JSON') && name !== 'apiextensions.v1.JSONSchemaProps';
    return TYPES[name] ?? (isAnything ? 'any' : `#${name}`);
  }
  switch (schema.type) {
    case 'array':
      return listSchema(schema);
    case 'object':
      return schema.additionalProperties === undefined ? 'object' : { values: schemaOf(schema.additionalProperties) };
    case 'integer':
      return schema.format === 'int32' ? 'int32' : 'int64';
    case 'string':
      return schema.format === 'byte' ? 'bytes' : schema.format === 'date-time' ? 'date-time' : 'string';
    case 'boolean':
    case 'number':
      return schema.type;
    default:
      throw new Error(`There is no such type in the tables: ${JSON.stringify(schema)}`);
  }
}

function listSchema(schema: OpenApiSchema): SchemaNode {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const defaults = keys.filter((key) => KEY_DEFAULTS[key] !== undefined);
  return {
    items: schemaOf(schema.items ?? {}),
    ...(keys.length > 0 ? { keys } : {}),
    ...(defaults.length > 0
      ? { keyDefaults: Object.fromEntries(defaults.map((key) => [key, KEY_DEFAULTS[key]])) }
      : {}),
    ...(schema['x-kubernetes-list-type'] === 'set' ? { set: true } : {}),
  };
}

function referencesIn(schema: OpenApiSchema): string[] {
  const inner = [schema.items, schema.additionalProperties].flatMap((each) => (each ? referencesIn(each) : []));
  return schema.$ref === undefined ? inner : [shortName(schema.$ref)];
}

/** `core.v1.Container` of `io.k8s.api.core.v1.Container`. */
function shortName(name: string): string {
  return name.split('.').slice(-3).join('.');
}
