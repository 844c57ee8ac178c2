import { isSensitiveName } from '../../model/core/sensitive-names';
import { definition } from '../schema/definitions';
import { Schema, SchemaNode, TypeWord } from '../schema/schema';
import { Inspection } from './inspection';
import { inspectionOf } from './inspections';
import { signOfKey } from './sign';

/** A schema as a glance needs it: what is asked of every value is looked up once. */
export class Outline {
  /** @default - values are objects with fields, or lists with items */
  readonly type?: TypeWord;
  /** What items of a list are. @default - values are no lists, or of anything */
  readonly items?: Outline;
  /** What all other fields of an object are. @default - there are no other fields */
  readonly others?: Outline;
  /** Whether values are objects of which the fields are known. */
  readonly hasFields: boolean;
  /** What limits values besides their type. @default - nothing does */
  readonly limits?: SchemaNode;
  /** Further schemas that limit values. @default - there are none */
  readonly conditions?: SchemaNode;
  /** @default - nothing is looked at besides the schema */
  readonly inspect?: Inspection;
  readonly node: SchemaNode;
  readonly #fields = new Map<string, FieldOutline>();
  #required = 0;
  #requiredIn = -1;

  constructor(node: SchemaNode, inspect?: Inspection) {
    const { fields, values, items, open } = node;
    this.node = node;
    this.inspect = inspect;
    this.hasFields = fields !== undefined || values !== undefined;
    if (!this.hasFields) {
      this.items = items === undefined ? undefined : outlineOf(items);
      this.type = items === undefined ? (node.type ?? 'any') : undefined;
    }
    this.others = values === undefined ? (open === true ? outlineOf('any') : undefined) : outlineOf(values);
    this.limits = LIMITS.some((key) => node[key] !== undefined) ? node : undefined;
    this.conditions = conditionsOf(node);
  }

  /** The field of the name; `undefined` where the schema names none. */
  field(name: string): FieldOutline | undefined {
    const known = this.#fields.get(name);
    if (known !== undefined) {
      return known;
    }
    const { fields } = this.node;
    if (fields === undefined || !Object.hasOwn(fields, name)) {
      return undefined;
    }
    const field = new FieldOutline(this.node, name, fields[name] as Schema);
    this.#fields.set(name, field);
    return field;
  }

  /** How many fields the version demands. */
  requiredIn(minor: number): number {
    if (this.#requiredIn !== minor) {
      const { required = [] } = this.node;
      // One that the schema does not name is demanded by every version.
      this.#required = required.filter((name) => this.field(name)?.isRequiredIn(minor) ?? true).length;
      this.#requiredIn = minor;
    }
    return this.#required;
  }
}

/** A field of an object. */
export class FieldOutline {
  readonly outline: Outline;
  /** The key as a sign; -1 where it is none. */
  readonly sign: number;
  readonly #name: string;
  #isSensitive?: boolean;
  readonly #since: number;
  readonly #until: number;
  readonly #requiredSince: number;
  readonly #requiredUntil: number;

  constructor({ since, until, required, requiredSince, requiredUntil }: SchemaNode, name: string, schema: Schema) {
    this.outline = outlineOf(schema);
    this.sign = signOfKey(name);
    this.#name = name;
    this.#since = since?.[name] ?? 0;
    this.#until = until?.[name] ?? Infinity;
    this.#requiredSince = required?.includes(name) === true ? (requiredSince?.[name] ?? 0) : Infinity;
    this.#requiredUntil = requiredUntil?.[name] ?? Infinity;
  }

  /** Whether its name says that texts in it are confidential. */
  get isSensitive(): boolean {
    this.#isSensitive ??= isSensitiveName(this.#name);
    return this.#isSensitive;
  }

  isServedIn(minor: number): boolean {
    return this.#since <= minor && this.#until >= minor;
  }

  isRequiredIn(minor: number): boolean {
    return this.#requiredSince <= minor && this.#requiredUntil >= minor;
  }
}

const LIMITS = [
  ...(['enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const),
  ...(['minProperties', 'maxProperties'] as const),
] as const;
const byWord = new Map<string, Outline>();
const byNode = new WeakMap<SchemaNode, Outline>();

/** The outline of a schema. */
export function outlineOf(schema: Schema): Outline {
  if (typeof schema !== 'string') {
    const known = byNode.get(schema) ?? new Outline(schema);
    byNode.set(schema, known);
    return known;
  }
  let outline = byWord.get(schema);
  if (outline === undefined) {
    outline = schema.startsWith('#')
      ? new Outline(definition(schema.slice(1)), inspectionOf(schema.slice(1)))
      : new Outline({ type: schema as TypeWord });
    byWord.set(schema, outline);
  }
  return outline;
}

function conditionsOf({ allOf, anyOf, oneOf, not, required, fields }: SchemaNode): SchemaNode | undefined {
  // Which fields there must be is looked at together with the fields.
  const demanded = fields === undefined ? required : undefined;
  const all = [allOf, anyOf, oneOf, not, demanded];
  return all.every((each) => each === undefined) ? undefined : { allOf, anyOf, oneOf, not, required: demanded };
}
