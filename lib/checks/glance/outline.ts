import { isMapping } from '../../model/core/untrusted';
import { definition } from '../schema/definitions';
import { isQuantity, scalarProblem } from '../schema/scalars';
import { SchemaNode, TypeWord } from '../schema/schema';
import { SchemaWalk } from '../schema/schema-walk';
import { valueProblem } from '../schema/value-rules';
import { Look } from './look';

const INT32 = 2 ** 31;
const MAX_QUANTITIES = 1000;
/** Amounts that are right: few different ones stand in many objects. */
const QUANTITIES = new Set<string>();

/** A schema as a glance needs it: what would be asked of every value is asked once. */
export interface Outline {
  /** Whether the value is plainly right by the schema. On the way it is noted what the value shows. */
  isRight(value: unknown, look: Look): boolean;
}

/** Values of a type that have no inner values. */
export class ScalarOutline implements Outline {
  readonly #type: TypeWord;

  constructor(type: TypeWord) {
    this.#type = type;
  }

  isRight(value: unknown): boolean {
    return scalarProblem(this.#type, value) === undefined;
  }
}

class TextOutline implements Outline {
  isRight(value: unknown): boolean {
    return typeof value === 'string';
  }
}

class BooleanOutline implements Outline {
  isRight(value: unknown): boolean {
    return typeof value === 'boolean';
  }
}

class IntegerOutline implements Outline {
  readonly #limit: number;
  readonly #mayBeText: boolean;

  /** @param limit what numbers are below, and their negatives not below */
  constructor(limit: number, mayBeText: boolean) {
    this.#limit = limit;
    this.#mayBeText = mayBeText;
  }

  isRight(value: unknown, look: Look): boolean {
    if (typeof value !== 'number') {
      return this.#mayBeText && typeof value === 'string';
    }
    if (value < 0) {
      look.noteNegative();
    }
    return Number.isInteger(value) && value >= -this.#limit && value < this.#limit;
  }
}

class QuantityOutline implements Outline {
  isRight(value: unknown): boolean {
    return typeof value === 'number' || (typeof value === 'string' && (QUANTITIES.has(value) || isNewQuantity(value)));
  }
}

/** Values of which no schema says what is inside. */
class LooseOutline implements Outline {
  readonly #type: 'any' | 'list' | 'object';

  constructor(type: 'any' | 'list' | 'object') {
    this.#type = type;
  }

  isRight(value: unknown, look: Look): boolean {
    const type = Array.isArray(value) ? 'list' : isMapping(value) ? 'object' : 'any';
    if (isMapping(value) || Array.isArray(value)) {
      look.skim(value);
    }
    return value !== null && value !== undefined && (type === this.#type || this.#type === 'any');
  }
}

/** What is within limits besides its type. */
export class LimitedOutline implements Outline {
  readonly #inner: Outline;
  readonly #limits: SchemaNode;
  readonly #conditions?: SchemaNode;

  /** @param conditions further schemas of which the values must fulfil some */
  constructor(inner: Outline, limits: SchemaNode, conditions?: SchemaNode) {
    this.#inner = inner;
    this.#limits = limits;
    this.#conditions = conditions;
  }

  isRight(value: unknown, look: Look): boolean {
    if (value === '') {
      look.noteEmptyWord();
    }
    return (
      this.#inner.isRight(value, look) &&
      valueProblem(this.#limits, value) === undefined &&
      (this.#conditions === undefined || fulfils(this.#conditions, value, look.minor))
    );
  }
}

/** Whether the schema itself has nothing against the value. */
export function fulfils(schema: SchemaNode, value: unknown, minor: number): boolean {
  const walk = new SchemaWalk(minor, definition);
  walk.judge(schema, value);
  return walk.findings.length === 0;
}

/** Outlines of types. */
export const TYPES: ReadonlyMap<string, Outline> = new Map<TypeWord, Outline>([
  ['any', new LooseOutline('any')],
  ['boolean', new BooleanOutline()],
  ['int-or-string', new IntegerOutline(Infinity, true)],
  ['int32', new IntegerOutline(INT32, false)],
  ['int64', new IntegerOutline(Infinity, false)],
  ['list', new LooseOutline('list')],
  ['object', new LooseOutline('object')],
  ['quantity', new QuantityOutline()],
  ['string', new TextOutline()],
]);

function isNewQuantity(text: string): boolean {
  const isRight = isQuantity(text);
  if (isRight && QUANTITIES.size < MAX_QUANTITIES) {
    QUANTITIES.add(text);
  }
  return isRight;
}
