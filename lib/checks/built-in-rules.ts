import { Rule } from './rule';
import { SECRET_RULES } from './secrets/secret-rules';
import { SEMANTICS_RULES } from './semantics/semantics-rules';

/** Every rule of this library, in the order of the documentation. */
export const BUILT_IN_RULES: readonly Rule[] = [...SEMANTICS_RULES, ...SECRET_RULES];
