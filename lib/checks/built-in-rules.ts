import { CAPACITY_RULES } from './capacity/capacity-rules';
import { Rule } from './rule';

/** Every rule of this library, in the order of the documentation. */
export const BUILT_IN_RULES: readonly Rule[] = [...CAPACITY_RULES];
