/** What can be wrong with an object by its schema; each is the id of a rule. */
export enum SchemaProblem {
  KIND_MISSING = 'kind-missing',
  KIND_UNKNOWN = 'kind-unknown',
  SCHEMA_UNKNOWN = 'schema-unknown',
  API_VERSION_REMOVED = 'api-version-removed',
  API_VERSION_TOO_NEW = 'api-version-too-new',
  API_VERSION_NOT_SERVED = 'api-version-not-served',
  API_VERSION_DEPRECATED = 'api-version-deprecated',
  UNKNOWN_FIELD = 'unknown-field',
  FIELD_TOO_NEW = 'field-too-new',
  FIELD_REMOVED = 'field-removed',
  MISSING_FIELD = 'missing-field',
  WRONG_TYPE = 'wrong-type',
  INVALID_FORMAT = 'invalid-format',
  VALUE_NOT_ALLOWED = 'value-not-allowed',
  DUPLICATE_LIST_KEY = 'duplicate-list-key',
}

/** One thing that is wrong with an object. */
export interface SchemaFinding {
  readonly problem: SchemaProblem;
  readonly field: string;
  readonly given: string;
  readonly allowed: string;
  /** @default - the remedy of the rule */
  readonly remedy?: string;
}

/** The field in a message: `spec.containers[0].image`, `data["tls.crt"]`. */
export function fieldPath(keys: readonly (string | number)[]): string {
  let path = '';
  for (const key of keys) {
    if (typeof key === 'number') {
      path += `[${key}]`;
    } else if (/^[\w$-]+$/.test(key)) {
      path += path === '' ? key : `.${key}`;
    } else {
      path += `[${JSON.stringify(key)}]`;
    }
  }
  return path;
}
