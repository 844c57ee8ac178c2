import { isSensitiveName } from '../../model/core/sensitive-names';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { definition } from '../schema/definitions';
import { Schema, SchemaNode, TypeWord } from '../schema/schema';
import { Inspection } from './inspection';
import { inspectionOf } from './inspections';
import { Look } from './look';
import { fulfils, LimitedOutline, Outline, ScalarOutline, TYPES } from './outline';
import { signOfKey } from './sign';

/** What is deeper is no manifest. */
const MAX_DEPTH = 100;
const MAX_COMPARED = 32;
const LIMITS = [
  ...(['enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const),
  ...(['minProperties', 'maxProperties', 'allOf', 'anyOf', 'oneOf', 'not', 'required'] as const),
];
const byWord = new Map<string, Outline>();
const byNode = new WeakMap<SchemaNode, Outline>();

/** The outline of a schema. */
export function outlineOf(schema: Schema): Outline {
  if (typeof schema !== 'string') {
    const known = byNode.get(schema) ?? nodeOutline(schema);
    byNode.set(schema, known);
    return known;
  }
  let outline = byWord.get(schema);
  if (outline === undefined) {
    outline = schema.startsWith('#')
      ? nodeOutline(definition(schema.slice(1)), inspectionOf(schema.slice(1)))
      : (TYPES.get(schema) ?? new ScalarOutline(schema as TypeWord));
    byWord.set(schema, outline);
  }
  return outline;
}

function nodeOutline(node: SchemaNode, inspect?: Inspection): Outline {
  const { fields, values, items, type = 'any' } = node;
  const hasFields = fields !== undefined || values !== undefined;
  const inner = hasFields
    ? new ObjectOutline(node, inspect)
    : items === undefined
      ? outlineOf(type)
      : new ListOutline(node, outlineOf(items));
  const { allOf, anyOf, oneOf, not, required, ...limits } = node;
  // Which fields there must be is counted together with the fields.
  const demanded = hasFields ? undefined : required;
  const isLimited = LIMITS.some((key) => node[key] !== undefined && (key !== 'required' || !hasFields));
  const isConditional = [allOf, anyOf, oneOf, not, demanded].some((each) => each !== undefined);
  const conditions = isConditional ? { allOf, anyOf, oneOf, not, required: demanded } : undefined;
  return isLimited ? new LimitedOutline(inner, limits, conditions) : inner;
}

/** Objects of which the fields are known. */
class ObjectOutline implements Outline {
  readonly #node: SchemaNode;
  readonly #inspect?: Inspection;
  /** What all other fields are. @default - there are no other fields */
  readonly #others?: Outline;
  readonly #fields = new Map<string, FieldOutline>();
  #required = 0;
  #requiredIn = -1;

  constructor(node: SchemaNode, inspect?: Inspection) {
    const { values, open } = node;
    this.#node = node;
    this.#inspect = inspect;
    this.#others = values === undefined ? (open === true ? outlineOf('any') : undefined) : outlineOf(values);
  }

  isRight(value: unknown, look: Look): boolean {
    if (!isMapping(value) || (look.depth += 1) > MAX_DEPTH) {
      return false;
    }
    let required = 0;
    for (const key in value) {
      const field = this.#fields.get(key) ?? this.newField(key);
      if (field === undefined) {
        if (this.#others?.isRight(value[key], look) !== true) {
          return false;
        }
        look.noteEntry(value, key);
      } else {
        if (!field.isRightIn(value, key, look)) {
          return false;
        }
        required += field.isRequiredIn(look.minor) ? 1 : 0;
      }
    }
    look.depth -= 1;
    this.#inspect?.(value, look.signs);
    return required === (this.#requiredIn === look.minor ? this.#required : this.countRequired(look.minor));
  }

  private newField(name: string): FieldOutline | undefined {
    const { fields } = this.#node;
    if (fields === undefined || !Object.hasOwn(fields, name)) {
      return undefined;
    }
    const field = new FieldOutline(this.#node, name, fields[name] as Schema);
    this.#fields.set(name, field);
    return field;
  }

  private countRequired(minor: number): number {
    const { required = [] } = this.#node;
    // One that the schema does not name is demanded by every version.
    const demanded = required.filter(
      (name) => (this.#fields.get(name) ?? this.newField(name))?.isRequiredIn(minor) ?? true,
    );
    this.#required = demanded.length;
    this.#requiredIn = minor;
    return this.#required;
  }
}

/** A field of an object. */
class FieldOutline {
  readonly #outline: Outline;
  readonly #name: string;
  /** The key as a sign; -1 where it is none. */
  readonly #sign: number;
  readonly #since: number;
  readonly #until: number;
  readonly #requiredSince: number;
  readonly #requiredUntil: number;
  #isSensitive?: boolean;

  constructor({ since, until, required, requiredSince, requiredUntil }: SchemaNode, name: string, schema: Schema) {
    this.#outline = outlineOf(schema);
    this.#name = name;
    this.#sign = signOfKey(name);
    this.#since = since?.[name] ?? 0;
    this.#until = until?.[name] ?? Infinity;
    this.#requiredSince = required?.includes(name) === true ? (requiredSince?.[name] ?? 0) : Infinity;
    this.#requiredUntil = requiredUntil?.[name] ?? Infinity;
  }

  isRightIn(owner: Mapping, key: string, look: Look): boolean {
    const value = owner[key];
    if (this.#since > look.minor || this.#until < look.minor || !this.#outline.isRight(value, look)) {
      return false;
    }
    if (this.#sign !== -1) {
      look.signs.raise(this.#sign);
    }
    if (typeof value === 'string') {
      this.#isSensitive ??= isSensitiveName(this.#name);
      look.noteText(owner, key, value, this.#isSensitive);
    }
    return true;
  }

  isRequiredIn(minor: number): boolean {
    return this.#requiredSince <= minor && this.#requiredUntil >= minor;
  }
}

/** Lists of which it is known what their items are. */
class ListOutline implements Outline {
  readonly #node: SchemaNode;
  readonly #items: Outline;

  constructor(node: SchemaNode, items: Outline) {
    this.#node = node;
    this.#items = items;
  }

  isRight(value: unknown, look: Look): boolean {
    if (!Array.isArray(value) || (look.depth += 1) > MAX_DEPTH) {
      return false;
    }
    for (let index = 0; index < value.length; index += 1) {
      if (!this.#items.isRight(value[index], look)) {
        return false;
      }
      look.noteItem(value, index);
    }
    look.depth -= 1;
    return value.length < 2 || isUnique(this.#node, value);
  }
}

/** Whether no two items are plainly, or possibly, alike where they must differ. */
function isUnique({ keys, keyDefaults, set }: SchemaNode, list: readonly unknown[]): boolean {
  if (keys === undefined && set !== true) {
    return true;
  }
  if (list.length > MAX_COMPARED) {
    return fulfils({ items: 'any', keys, keyDefaults, set }, list, 0);
  }
  for (let one = 1; one < list.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      if (areAlike(list[one], list[other], keys, keyDefaults)) {
        return false;
      }
    }
  }
  return true;
}

function areAlike(one: unknown, other: unknown, keys?: readonly string[], defaults: Mapping = {}): boolean {
  if (keys === undefined) {
    return one === other || typeof one === 'object';
  }
  for (const key of keys) {
    const given = (one as Mapping)[key] ?? defaults[key];
    if (given === undefined || (given !== ((other as Mapping)[key] ?? defaults[key]) && typeof given !== 'object')) {
      return false;
    }
  }
  return true;
}
