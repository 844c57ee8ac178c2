import { CAPACITY_RULES } from './capacity/capacity-rules';
import { POLICY_RULES } from './policy/policy-rules';
import { REFERENCE_RULES } from './references/reference-rules';
import { Rule } from './rule';
import { SCHEMA_RULES } from './schema/schema-rules';
import { SECRET_RULES } from './secrets/secret-rules';
import { SEMANTICS_RULES } from './semantics/semantics-rules';

/** Rules about one subject. */
export interface RuleArea {
  /** The subject, as a heading. */
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Every rule of this library, in the order of the documentation. */
export const RULE_AREAS: readonly RuleArea[] = [
  { title: 'Schema', rules: SCHEMA_RULES },
  { title: 'What the API server demands besides the schema', rules: SEMANTICS_RULES },
  { title: 'References', rules: REFERENCE_RULES },
  { title: 'Capacity', rules: CAPACITY_RULES },
  { title: 'Secrets', rules: SECRET_RULES },
  { title: 'Policy', rules: POLICY_RULES },
];

/** Every rule of this library. */
export const BUILT_IN_RULES: readonly Rule[] = RULE_AREAS.flatMap(({ rules }) => rules);
