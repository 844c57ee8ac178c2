import { isSensitiveName } from '../../model/core/sensitive-names';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { CheckedObject } from '../checked-object';
import { definition } from '../schema/definitions';
import { isQuantity, scalarProblem } from '../schema/scalars';
import { SchemaNode, TypeWord } from '../schema/schema';
import { SchemaWalk } from '../schema/schema-walk';
import { TargetKinds } from '../schema/target-kinds';
import { valueProblem } from '../schema/value-rules';
import { leakingOption } from '../secrets/leaking-option';
import { isHarmless } from '../secrets/leaks';
import { FieldOutline, Outline, outlineOf } from './outline';
import { signOf, signOfKey, Signs, Unusual } from './sign';

const INT32 = 2 ** 31;
/** What is deeper is no manifest. */
const MAX_DEPTH = 100;
const MAX_COMPARED = 32;
/** Names of every kind may be so long. */
const MOST_NAME = 52;
const MAX_QUANTITIES = 1000;
const ALL_UNUSUAL = Object.values(Unusual).map(signOf);
const SECRET = signOf(Unusual.SECRET);
const EMPTY_WORD = signOf(Unusual.EMPTY_WORD);
const NEGATIVE = signOf(Unusual.NEGATIVE);
const NAME = signOf(Unusual.NAME);
const NAMESPACE = signOf(Unusual.NAMESPACE);

/** Amounts that are right: few different ones stand in many objects. */
const QUANTITIES = new Set<string>();

/**
 * One walk through an object that sees whether anything about it is not as usual. Nothing is, of nearly every object, so
 * this walk makes no list and no text, and leaves it to others to say what is wrong.
 */
export class Glance {
  /** What the object shows. */
  readonly signs = new Signs();
  #minor = 0;
  #depth = 0;

  /** Looks at an object, as one for a cluster with these kinds. */
  look(object: CheckedObject, { kinds, minor }: TargetKinds): void {
    const { apiVersion, kind, manifest } = object;
    this.#minor = minor;
    this.#depth = 0;
    this.signs.clear();
    const { schema, finding } = kinds.verdict(apiVersion, kind);
    const isKnown = schema !== undefined && finding === undefined;
    if (!isKnown || !this.isNamed(object) || isUnsettled(apiVersion) || !this.isRight(outlineOf(schema), manifest)) {
      for (const sign of ALL_UNUSUAL) {
        this.signs.raise(sign);
      }
      this.skim(manifest);
    } else if (kind === 'ConfigMap' && apiVersion !== 'v1') {
      this.signs.raise(SECRET);
    }
  }

  private isNamed({ name, namespace, manifest }: CheckedObject): boolean {
    if (namespace === undefined || namespace === '' || namespace === 'default') {
      this.signs.raise(NAMESPACE);
    }
    if (name.length > MOST_NAME) {
      this.signs.raise(NAME);
    }
    return isMapping(manifest['metadata']) && manifest['metadata']['name'] === name && name !== '';
  }

  /** Whether the value is plainly right by its schema. */
  private isRight(outline: Outline, value: unknown): boolean {
    if (outline.hasFields) {
      if (!isMapping(value) || !this.areFieldsRight(outline, value)) {
        return false;
      }
      outline.inspect?.(value, this.signs);
    } else if (outline.items === undefined) {
      if (!this.isOfType(outline.type, value)) {
        return false;
      }
    } else if (!Array.isArray(value) || !this.areItemsRight(outline, outline.items, value)) {
      return false;
    }
    return outline.limits === undefined && outline.conditions === undefined ? true : this.isWithin(outline, value);
  }

  private areFieldsRight(outline: Outline, value: Mapping): boolean {
    let required = 0;
    if ((this.#depth += 1) > MAX_DEPTH) {
      return false;
    }
    for (const key in value) {
      const inner = value[key];
      const field = outline.field(key);
      if (field === undefined) {
        if (outline.others === undefined || !this.isRight(outline.others, inner)) {
          return false;
        }
        this.note(value, key, inner, signOfKey(key));
      } else {
        if (!field.isServedIn(this.#minor) || !this.isRight(field.outline, inner)) {
          return false;
        }
        required += field.isRequiredIn(this.#minor) ? 1 : 0;
        this.note(value, key, inner, field.sign, field);
      }
    }
    this.#depth -= 1;
    return required === outline.requiredIn(this.#minor);
  }

  private areItemsRight({ node }: Outline, items: Outline, list: readonly unknown[]): boolean {
    if ((this.#depth += 1) > MAX_DEPTH) {
      return false;
    }
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      if (!this.isRight(items, item)) {
        return false;
      }
      this.noteItem(list, index, item);
    }
    this.#depth -= 1;
    return list.length < 2 || (node.keys === undefined && node.set !== true) || isUnique(node, list);
  }

  private isOfType(type: TypeWord | undefined, value: unknown): boolean {
    switch (type) {
      case 'string':
        return typeof value === 'string';
      case 'boolean':
        return typeof value === 'boolean';
      case 'int32':
        return this.isInteger(value) && value >= -INT32 && value < INT32;
      case 'int64':
        return this.isInteger(value);
      case 'int-or-string':
        return typeof value === 'string' || this.isInteger(value);
      case 'quantity':
        return typeof value === 'number' || (typeof value === 'string' && isKnownQuantity(value));
      case 'object':
      case 'list':
      case 'any':
        return this.isLoose(type, value);
      default:
        return type !== undefined && scalarProblem(type, value) === undefined;
    }
  }

  private isInteger(value: unknown): value is number {
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      return false;
    }
    if (value < 0) {
      this.signs.raise(NEGATIVE);
    }
    return true;
  }

  /** Values of which no schema says what is inside. */
  private isLoose(type: 'any' | 'list' | 'object', value: unknown): boolean {
    if (type === 'any' ? value === null || value === undefined : Array.isArray(value) !== (type === 'list')) {
      return false;
    }
    if (typeof value === 'object') {
      this.skim(value as Mapping);
      return true;
    }
    return type === 'any';
  }

  /** Whether the value is within what its schema says besides types. */
  private isWithin({ limits, conditions }: Outline, value: unknown): boolean {
    if (limits !== undefined) {
      if (limits.enum !== undefined && value === '') {
        this.signs.raise(EMPTY_WORD);
      }
      if (valueProblem(limits, value) !== undefined) {
        return false;
      }
    }
    if (conditions === undefined) {
      return true;
    }
    const walk = new SchemaWalk(this.#minor, definition);
    walk.judge(conditions, value);
    return walk.findings.length === 0;
  }

  /** What only keys and texts show. */
  private skim(value: Mapping | readonly unknown[]): void {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        const item = (value as readonly unknown[])[index];
        if (typeof item === 'object' && item !== null) {
          this.skim(item as Mapping);
        }
        this.noteItem(value, index, item);
      }
      return;
    }
    for (const key in value) {
      const inner = (value as Mapping)[key];
      if (typeof inner === 'object' && inner !== null) {
        this.skim(inner as Mapping);
      }
      this.note(value as Mapping, key, inner, signOfKey(key));
    }
  }

  private note(owner: Mapping, key: string, value: unknown, sign: number, field?: FieldOutline): void {
    if (sign !== -1) {
      this.signs.raise(sign);
    }
    if (typeof value === 'string') {
      const name = key === 'value' ? owner['name'] : undefined;
      const isSensitive = field?.isSensitive ?? isSensitiveName(key);
      if (isSensitive || !isHarmless(value) || (typeof name === 'string' && isSensitiveName(name))) {
        this.signs.raise(SECRET);
      }
    }
  }

  private noteItem(list: readonly unknown[], index: number, item: unknown): void {
    if (typeof item === 'string' && (!isHarmless(item) || leakingOption(list, index, item) !== undefined)) {
      this.signs.raise(SECRET);
    }
  }
}

/** Versions that are still to change may lack words in their schema that other versions have. */
function isUnsettled(apiVersion: string): boolean {
  return apiVersion.includes('beta') || apiVersion.includes('alpha');
}

function isKnownQuantity(text: string): boolean {
  if (QUANTITIES.has(text)) {
    return true;
  }
  const isRight = isQuantity(text);
  if (isRight && QUANTITIES.size < MAX_QUANTITIES) {
    QUANTITIES.add(text);
  }
  return isRight;
}

/** Whether no two items are plainly, or possibly, alike. */
function isUnique({ keys, keyDefaults, set }: SchemaNode, list: readonly unknown[]): boolean {
  if (list.length > MAX_COMPARED) {
    const walk = new SchemaWalk(0, definition);
    walk.judge({ items: 'any', keys, keyDefaults, set }, list);
    return walk.findings.length === 0;
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
