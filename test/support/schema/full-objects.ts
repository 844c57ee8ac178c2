import { allKubernetesKinds, definition } from '../../../lib/checks/schema/definitions';
import { Schema, SchemaNode } from '../../../lib/checks/schema/schema';
import { Random } from './random';

/** Deeper objects are only more of the same, and there are schemas without an end. */
const MAX_DEPTH = 9;

const SAMPLES: { readonly [type: string]: readonly unknown[] } = {
  any: ['anything', 1, { a: true }],
  boolean: [true, false],
  bytes: ['', 'aGVsbG8='],
  'date-time': ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.123456+01:00'],
  'int-or-string': [80, 'http', '25%'],
  int32: [0, 1, 8080],
  int64: [0, 3600],
  list: [[]],
  number: [0, 1.5],
  object: [{}, { a: 1 }],
  quantity: ['250m', '1Gi', 1, '0.5'],
  string: ['', 'text'],
};

/**
 * An object of every kind that a version of Kubernetes serves, with random fields, as our tables have them. A judge that does
 * not know our tables has to find nothing wrong.
 */
export function objectsOfEveryKind(minor: number, random: Random): object[] {
  const sampler = new Sampler(minor, random);
  return allKubernetesKinds()
    .filter(({ since = 0, until = Infinity }) => since <= minor && minor <= until)
    .map(({ apiVersion, kind, schema }) => {
      const object = sampler.sample(schema, 0) as { metadata?: object };
      return { ...object, apiVersion, kind, metadata: { ...object.metadata, name: 'x' } };
    });
}

class Sampler {
  constructor(
    private readonly minor: number,
    private readonly random: Random,
  ) {}

  sample(schema: Schema, depth: number): unknown {
    if (typeof schema === 'string') {
      return schema.startsWith('#')
        ? this.sample(definition(schema.slice(1)), depth)
        : this.random.of(SAMPLES[schema] ?? []);
    }
    if (schema.enum !== undefined) {
      return this.random.of(schema.enum);
    }
    if (schema.fields !== undefined) {
      return this.fields(schema, depth);
    }
    if (schema.values !== undefined) {
      return { a: this.sample(schema.values, depth + 1) };
    }
    // Two items would have to differ in their keys.
    return schema.items === undefined
      ? this.sample(schema.type ?? 'any', depth)
      : depth > MAX_DEPTH
        ? []
        : [this.sample(schema.items, depth + 1)];
  }

  private fields({ fields = {}, required = [], since, until }: SchemaNode, depth: number): object {
    const chosen = Object.keys(fields).filter(
      (name) =>
        (since?.[name] ?? 0) <= this.minor &&
        (until?.[name] ?? Infinity) >= this.minor &&
        (required.includes(name) || (depth < MAX_DEPTH && this.random.below(depth + 2) < 2)),
    );
    return Object.fromEntries(chosen.map((name) => [name, this.sample(fields[name] ?? 'any', depth + 1)]));
  }
}
