import { Rule } from './rule';
import { SCHEMA_RULES } from './schema/schema-rules';

/** Every rule of this library, in the order of the documentation. */
export const BUILT_IN_RULES: readonly Rule[] = [...SCHEMA_RULES];
