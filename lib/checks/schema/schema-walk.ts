import { showSafely } from '../../model/core/credentials';
import { nearest } from '../../model/core/nearest';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { fieldPath, SchemaFinding, SchemaProblem } from './problem';
import { scalarProblem, typeName } from './scalars';
import { Definitions, Schema, SchemaNode, TypeWord } from './schema';
import { oneOf, valueProblem } from './value-rules';

/** No manifest is so deep; what is, would end the program. */
const MAX_DEPTH = 200;
/** A walk that finds so much in one object is about another kind. The first findings say it as well as all. */
const MAX_FINDINGS = 50;

/** Judges values by schemas, as the API server of one minor version of Kubernetes does. */
export class SchemaWalk {
  readonly findings: SchemaFinding[] = [];
  readonly #keys: (string | number)[];
  readonly #minor: number;
  readonly #definition: Definitions;

  /** @param place the keys that lead to the value from the object that messages are about */
  constructor(minor: number, definition: Definitions, place: readonly (string | number)[] = []) {
    this.#minor = minor;
    this.#definition = definition;
    this.#keys = [...place];
  }

  /** Adds to the findings what is wrong with the value. */
  judge(schema: Schema, value: unknown): void {
    if (typeof schema !== 'string') {
      this.judgeNode(schema, value);
    } else if (schema.startsWith('#')) {
      this.judgeNode(this.#definition(schema.slice(1)), value);
    } else {
      this.judgeType(schema as TypeWord, value);
    }
  }

  private judgeNode(node: SchemaNode, value: unknown): void {
    const { type, fields, values, items } = node;
    if (value === null || value === undefined) {
      // Null where a value has to be: elsewhere it says that there is none, and nobody asks.
      if (node.nullable !== true) {
        this.report(SchemaProblem.WRONG_TYPE, 'null', this.wanted(node));
      }
      return;
    }
    if (this.#keys.length > MAX_DEPTH || this.findings.length >= MAX_FINDINGS) {
      return;
    }
    if (fields !== undefined || values !== undefined) {
      if (!isMapping(value)) {
        this.report(SchemaProblem.WRONG_TYPE, typeName(value), 'an object');
        return;
      }
      this.judgeFields(node, value);
    } else if (items !== undefined) {
      if (!Array.isArray(value)) {
        this.report(SchemaProblem.WRONG_TYPE, typeName(value), 'a list');
        return;
      }
      this.judgeItems(node, items, value);
    } else if (type !== undefined && !this.judgeType(type, value)) {
      return;
    } else if (isMapping(value) && node.required !== undefined) {
      this.judgeRequired(node, value);
    }
    this.judgeRules(node, value);
  }

  /** Whether the value has the type. */
  private judgeType(type: TypeWord, value: unknown): boolean {
    if (type === 'any') {
      return true;
    }
    if (type === 'object' || type === 'list') {
      const isRight = type === 'list' ? Array.isArray(value) : isMapping(value);
      if (!isRight) {
        this.report(SchemaProblem.WRONG_TYPE, typeName(value), type === 'list' ? 'a list' : 'an object');
      }
      return isRight;
    }
    const found = scalarProblem(type, value);
    if (found !== undefined) {
      this.report(
        found.problem,
        found.isPlain && !isMapping(value) ? showPlain(value) : typeName(value),
        found.allowed,
      );
    }
    return found === undefined;
  }

  private judgeFields(node: SchemaNode, value: Mapping): void {
    const { fields = {}, values } = node;
    for (const key of Object.keys(value)) {
      const inner = value[key];
      this.#keys.push(key);
      if (Object.hasOwn(fields, key)) {
        const schema = fields[key] as Schema;
        // Null says that there is no value. Which fields there must be is judged below.
        if (inner !== undefined && this.isServed(node, key) && inner !== null) {
          this.judge(schema, inner);
        }
      } else if (values !== undefined) {
        if (inner !== null && inner !== undefined) {
          this.judge(values, inner);
        }
      } else if (node.open !== true) {
        this.reportUnknown(node, key);
      }
      this.#keys.pop();
    }
    if (node.required !== undefined) {
      this.judgeRequired(node, value);
    }
  }

  /** Whether the version has the field. */
  private isServed({ since, until }: SchemaNode, key: string): boolean {
    const [first, last] = [since?.[key], until?.[key]];
    if (first !== undefined && first > this.#minor) {
      this.report(
        SchemaProblem.FIELD_TOO_NEW,
        `a field of Kubernetes 1.${first}`,
        `what Kubernetes 1.${this.#minor} has`,
        `It needs Kubernetes 1.${first}: leave it out, or upgrade the cluster.`,
      );
      return false;
    }
    if (last !== undefined && last < this.#minor) {
      this.report(
        SchemaProblem.FIELD_REMOVED,
        `a field that Kubernetes had until 1.${last}`,
        `what Kubernetes 1.${this.#minor} has`,
      );
      return false;
    }
    return true;
  }

  private judgeRequired({ required = [], requiredSince, requiredUntil, fields }: SchemaNode, value: Mapping): void {
    for (const key of required) {
      const inner = Object.hasOwn(value, key) ? value[key] : undefined;
      const field = fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
      const isGiven = inner === null ? this.isNullable(field) : inner !== undefined;
      const isDemanded =
        (requiredSince?.[key] ?? 0) <= this.#minor && (requiredUntil?.[key] ?? Infinity) >= this.#minor;
      if (!isGiven && isDemanded) {
        this.#keys.push(key);
        this.report(SchemaProblem.MISSING_FIELD, inner === null ? 'null' : 'nothing', this.wanted(field ?? 'any'));
        this.#keys.pop();
      }
    }
  }

  private judgeItems(node: SchemaNode, items: Schema, value: readonly unknown[]): void {
    for (let index = 0; index < value.length; index++) {
      this.#keys.push(index);
      if (value[index] === null) {
        this.judgeNull(items);
      } else {
        this.judge(items, value[index]);
      }
      this.#keys.pop();
    }
    if (value.length > 1 && (node.keys !== undefined || node.set === true)) {
      this.judgeUnique(node, value);
    }
  }

  /** Null in a list has a place, so it cannot say that there is no value. */
  private judgeNull(items: Schema): void {
    if (!this.isNullable(items) && items !== 'any') {
      this.report(SchemaProblem.WRONG_TYPE, 'null', this.wanted(items));
    }
  }

  private judgeUnique({ keys, keyDefaults }: SchemaNode, value: readonly unknown[]): void {
    const first = new Map<string, number>();
    value.forEach((item, index) => {
      if (keys !== undefined && !isMapping(item)) {
        return;
      }
      const parts = keys?.map((key) => (item as Mapping)[key] ?? keyDefaults?.[key]) ?? [item];
      // What is not there cannot be alike, and where it should be there, that is what is wrong.
      if (parts.some((part) => part === undefined)) {
        return;
      }
      const identity = JSON.stringify(parts);
      const before = first.get(identity);
      if (before === undefined) {
        first.set(identity, index);
        return;
      }
      this.#keys.push(index);
      const what = keys === undefined ? 'value' : keys.join(' and ');
      this.report(
        SchemaProblem.DUPLICATE_LIST_KEY,
        `the same ${what} as item ${before}${keys === undefined ? '' : `: ${parts.map(showSafely).join(', ')}`}`,
        `every ${what} once`,
      );
      this.#keys.pop();
    });
  }

  private judgeRules(node: SchemaNode, value: unknown): void {
    const wrong = valueProblem(node, value);
    if (wrong !== undefined) {
      this.report(SchemaProblem.VALUE_NOT_ALLOWED, wrong.given, wrong.allowed);
    }
    node.allOf?.forEach((schema) => {
      this.judge(schema, value);
    });
    if (node.anyOf !== undefined && !node.anyOf.some((schema) => this.fulfils(schema, value))) {
      this.report(SchemaProblem.VALUE_NOT_ALLOWED, typeName(value), `what fulfils ${this.choice(node.anyOf)}`);
    }
    if (node.oneOf !== undefined) {
      const fulfilled = node.oneOf.filter((schema) => this.fulfils(schema, value)).length;
      if (fulfilled !== 1) {
        const given = fulfilled === 0 ? 'none of them' : `${fulfilled} of them at once`;
        this.report(SchemaProblem.VALUE_NOT_ALLOWED, given, `exactly one of ${this.choice(node.oneOf)}`);
      }
    }
    if (node.not !== undefined && this.fulfils(node.not, value)) {
      this.report(SchemaProblem.VALUE_NOT_ALLOWED, typeName(value), `anything but ${this.choice([node.not])}`);
    }
  }

  /** Whether nothing is wrong with the value by a further schema. */
  private fulfils(schema: Schema, value: unknown): boolean {
    const walk = new SchemaWalk(this.#minor, this.#definition);
    walk.judge(schema, value);
    return walk.findings.length === 0;
  }

  /** Conditions in words, as far as they have any. */
  private choice(schemas: readonly Schema[]): string {
    return schemas
      .map((schema) => (typeof schema === 'string' ? schema : (schema.required?.join(' and ') ?? this.wanted(schema))))
      .join(', or ');
  }

  private isNullable(schema: Schema = 'any'): boolean {
    const node = this.resolve(schema);
    return typeof node !== 'string' && node.nullable === true;
  }

  private resolve(schema: Schema): Schema {
    return typeof schema === 'string' && schema.startsWith('#') ? this.#definition(schema.slice(1)) : schema;
  }

  private wanted(schema: Schema): string {
    const node = this.resolve(schema);
    if (typeof node === 'string') {
      return scalarProblem(node as TypeWord, undefined)?.allowed ?? (node === 'object' ? 'an object' : 'a value');
    }
    if (node.enum !== undefined) {
      return oneOf(node.enum);
    }
    if (node.fields !== undefined || node.values !== undefined) {
      return 'an object';
    }
    return node.items === undefined ? this.wanted(node.type ?? 'any') : 'a list';
  }

  private reportUnknown(node: SchemaNode, key: string): void {
    const known = Object.keys(node.fields ?? {}).filter(
      (name) => (node.since?.[name] ?? 0) <= this.#minor && (node.until?.[name] ?? Infinity) >= this.#minor,
    );
    const meant = nearest(key, known);
    this.report(
      SchemaProblem.UNKNOWN_FIELD,
      'a field that does not exist here',
      known.length === 0 ? 'no field' : known.sort().join(', '),
      meant === undefined ? undefined : `Did you mean ${meant}?`,
    );
  }

  private report(problem: SchemaProblem, given: string, allowed: string, remedy?: string): void {
    this.findings.push({
      problem,
      field: fieldPath(this.#keys),
      given,
      allowed,
      ...(remedy === undefined ? {} : { remedy }),
    });
  }
}

function showPlain(value: unknown): string {
  return Array.isArray(value) ? typeName(value) : showSafely(value);
}
