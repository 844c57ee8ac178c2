import { compareText } from '../../model/core/compare-text';
import type { ChartValue } from './chart-values';

/** A JSON schema, or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** What is known of fields beyond the type of what they hold today, by the last key of their place in the manifest. */
const FIELDS: ReadonlyMap<string, JsonSchema> = new Map([
  ['imagePullPolicy', { enum: ['Always', 'IfNotPresent', 'Never'] }],
  ['replicas', { minimum: 0 }],
  ['minReplicas', { minimum: 0 }],
  ['maxReplicas', { minimum: 1 }],
  ['port', { minimum: 1, maximum: 65_535 }],
  ['nodePort', { minimum: 1, maximum: 65_535 }],
]);

/**
 * What a value may be: of the types that it has in some environment.
 *
 * @param key last key of the field that it is written to
 */
export function schemaOf(key: string, values: readonly unknown[]): JsonSchema {
  const types = [...new Set(values.map(typeOf))].sort(compareText);
  return { type: types.length === 1 ? types[0] : types, ...FIELDS.get(key) };
}

/** The schema of all values: what is needed, what it may be, and that there is nothing else. */
export function valuesSchema(values: readonly ChartValue[]): JsonSchema {
  const root = new SchemaNode();
  for (const { path, schema, isOptional, condition } of values) {
    root.add(path, schema, !isOptional && condition === undefined);
  }
  const schema = root.toSchema();
  const conditions = conditionsOf(values);
  return {
    $schema: DRAFT,
    ...schema,
    // Helm gives it to every chart that is part of another.
    properties: { ...(schema['properties'] as object), global: { type: 'object' } },
    ...(conditions.length === 0 ? {} : { allOf: conditions }),
  };
}

class SchemaNode {
  readonly #children = new Map<string, SchemaNode | JsonSchema>();
  readonly #required = new Set<string>();

  add([key = '', ...rest]: readonly string[], schema: JsonSchema, isRequired: boolean): void {
    if (rest.length === 0) {
      this.#children.set(key, schema);
    } else {
      const child = (this.#children.get(key) ?? new SchemaNode()) as SchemaNode;
      child.add(rest, schema, isRequired);
      this.#children.set(key, child);
    }
    if (isRequired || rest.length > 0) {
      this.#required.add(key);
    }
  }

  toSchema(): JsonSchema {
    const children = [...this.#children].sort(([a], [b]) => compareText(a, b));
    return {
      type: 'object',
      additionalProperties: false,
      required: [...this.#required].sort(compareText),
      properties: Object.fromEntries(
        children.map(([key, child]) => [key, child instanceof SchemaNode ? child.toSchema() : child]),
      ),
    };
  }
}

/** What is needed only where an object is enabled. */
function conditionsOf(values: readonly ChartValue[]): JsonSchema[] {
  const needed = new Map<string, { readonly condition: readonly string[]; readonly paths: (readonly string[])[] }>();
  for (const { path, condition, isOptional } of values) {
    if (condition !== undefined && !isOptional) {
      const key = JSON.stringify(condition);
      const entry = needed.get(key) ?? { condition, paths: [] };
      entry.paths.push(path);
      needed.set(key, entry);
    }
  }
  return [...needed.values()].map(({ condition, paths }) => ({
    if: nested(condition, { const: true }),
    then: { allOf: paths.map((path) => nested(path, {})) },
  }));
}

/** That there is something at a path, and what it is. */
function nested(path: readonly string[], schema: JsonSchema): JsonSchema {
  return path.reduceRight<JsonSchema>((inner, key) => ({ required: [key], properties: { [key]: inner } }), schema);
}

function typeOf(value: unknown): string {
  if (Number.isInteger(value)) {
    return 'integer';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  return value === null ? 'null' : typeof value;
}
