import { REFERENCE_RULES } from './references/reference-rules';
import { Rule } from './rule';

/** Every rule of this library, in the order of the documentation. */
export const BUILT_IN_RULES: readonly Rule[] = [...REFERENCE_RULES];
