/*
 * Schemas in the compact form of the committed tables: what a structural schema says about values, and nothing else. A
 * schema is a word or a node. A word is the name of a type, or `#` and the name of a definition.
 */

/** A type of values, or a reference to a definition: `#core.v1.Container`. */
export type SchemaWord = string;

/** What a value must be. */
export type Schema = SchemaWord | SchemaNode;

/** Types by their words. Those with `fields` or `values` are objects, those with `items` lists; they need no word. */
export type TypeWord =
  | 'any'
  | 'boolean'
  | 'bytes'
  | 'date-time'
  | 'int-or-string'
  | 'int32'
  | 'int64'
  | 'list'
  | 'number'
  | 'object'
  | 'quantity'
  | 'string';

/** A schema that says more than a type. */
export interface SchemaNode {
  /** @default - that of the other fields, or any */
  readonly type?: TypeWord;
  /** Fields of an object by name. @default - none is known */
  readonly fields?: { readonly [name: string]: Schema };
  /** Fields that an object must have. @default - none */
  readonly required?: readonly string[];
  /** Values of all other fields of an object. @default - there are no other fields */
  readonly values?: Schema;
  /** Whether an object may have fields that are not named here. @default false, where `fields` are named */
  readonly open?: boolean;
  /** First minor version that has the field. @default - as old as the object, or older than all that are known */
  readonly since?: MinorVersions;
  /** Last minor version that has the field. @default - as young as the object */
  readonly until?: MinorVersions;
  /** First minor version that demands the field. @default - every version */
  readonly requiredSince?: MinorVersions;
  /** Last minor version that demands the field. @default - every version */
  readonly requiredUntil?: MinorVersions;
  /** Items of a list. @default - anything */
  readonly items?: Schema;
  /** Fields whose values together must be unique among the items of a list. @default - items may be alike */
  readonly keys?: readonly string[];
  /** What fields of `keys` are where an item leaves them out. @default - nothing */
  readonly keyDefaults?: { readonly [name: string]: unknown };
  /** Whether no item may occur twice. @default false */
  readonly set?: boolean;
  /** All that is allowed. @default - everything of the type */
  readonly enum?: readonly unknown[];
  /** Whether null is a value. @default false: null says that there is none */
  readonly nullable?: boolean;
  /** A regular expression that a text must match somewhere. @default - any text */
  readonly pattern?: string;
  /** @default - no limit */
  readonly minimum?: number;
  /** @default - no limit */
  readonly maximum?: number;
  /** Whether the minimum itself is too small. @default false */
  readonly exclusiveMinimum?: boolean;
  /** Whether the maximum itself is too large. @default false */
  readonly exclusiveMaximum?: boolean;
  /** Of a text, in characters. @default - no limit */
  readonly minLength?: number;
  /** Of a text, in characters. @default - no limit */
  readonly maxLength?: number;
  /** @default - no limit */
  readonly minItems?: number;
  /** @default - no limit */
  readonly maxItems?: number;
  /** @default - no limit */
  readonly minProperties?: number;
  /** @default - no limit */
  readonly maxProperties?: number;
  /** Further schemas that all hold. @default - none */
  readonly allOf?: readonly Schema[];
  /** Further schemas of which one holds at least. @default - none */
  readonly anyOf?: readonly Schema[];
  /** Further schemas of which exactly one holds. @default - none */
  readonly oneOf?: readonly Schema[];
  /** A schema that does not hold. @default - none */
  readonly not?: Schema;
}

/** Minor versions of Kubernetes by names of fields: 31 for Kubernetes 1.31. */
export interface MinorVersions {
  readonly [field: string]: number;
}

/** The definition that a word refers to, without its `#`. */
export type Definitions = (name: string) => SchemaNode;
