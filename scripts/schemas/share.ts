import { type Schema, type SchemaNode } from '../../lib/checks/schema/schema';

/** A shorter schema is not worth a name. */
const LEAST_LENGTH = 80;

/** Schemas in which everything that occurs more than once is a definition of its own. */
export class SharedSchemas {
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();
  readonly #definitions: [string, SchemaNode][] = [];

  constructor(schemas: readonly Schema[]) {
    schemas.forEach((schema) => {
      this.count(schema);
    });
  }

  /** The definitions of all schemas that were asked for, by name. */
  get definitions(): readonly [string, SchemaNode][] {
    return this.#definitions;
  }

  /** The schema, with references to what it shares. */
  of(schema: Schema): Schema {
    return mapInner(schema, (inner) => this.reference(inner));
  }

  private count(schema: Schema): void {
    const text = JSON.stringify(schema);
    const count = (this.#counts.get(text) ?? 0) + 1;
    this.#counts.set(text, count);
    // What is in a copy is shared already by being part of it.
    if (count === 1) {
      mapInner(schema, (inner) => {
        this.count(inner);
        return inner;
      });
    }
  }

  private reference(schema: Schema): Schema {
    const text = JSON.stringify(schema);
    if (typeof schema === 'string' || text.length < LEAST_LENGTH || (this.#counts.get(text) ?? 0) < 2) {
      return this.of(schema);
    }
    const known = this.#names.get(text);
    if (known !== undefined) {
      return `#${known}`;
    }
    const name = `custom.${this.#names.size + 1}`;
    this.#names.set(text, name);
    this.#definitions.push([name, this.of(schema) as SchemaNode]);
    return `#${name}`;
  }
}

/** The schema with every schema in it replaced. */
function mapInner(schema: Schema, map: (inner: Schema) => Schema): Schema {
  if (typeof schema === 'string') {
    return schema;
  }
  const { fields, values, items, allOf, anyOf, oneOf, not } = schema;
  return {
    ...schema,
    ...(fields && { fields: Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, map(each)])) }),
    ...(values !== undefined && { values: map(values) }),
    ...(items !== undefined && { items: map(items) }),
    ...(allOf && { allOf: allOf.map(map) }),
    ...(anyOf && { anyOf: anyOf.map(map) }),
    ...(oneOf && { oneOf: oneOf.map(map) }),
    ...(not !== undefined && { not: map(not) }),
  };
}
