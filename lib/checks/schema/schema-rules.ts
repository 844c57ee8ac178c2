import { Unusual } from '../glance/sign';
import { Rule, RuleAliases } from '../rule';
import { objectFamilyRule } from '../rule-kinds';
import { ADVICE, ALWAYS, RuleSeverity, Severity } from '../severity';
import { judgeSchema } from './judge-schema';
import { SchemaProblem } from './problem';

const WARNING: RuleSeverity = {
  development: Severity.WARNING,
  staging: Severity.WARNING,
  production: Severity.WARNING,
};
const SCHEMA: RuleAliases = { kubeLinter: ['schema-validation'] };
const API_VERSION: RuleAliases = { kubeLinter: ['no-extensions-v1beta'], kubeScore: ['stable-version'] };

/** What the schemas of the target version and of custom resources demand. */
export const SCHEMA_RULES: readonly Rule[] = [
  rule(SchemaProblem.KIND_MISSING, ALWAYS, 'Every object has an API version and a kind.', 'Say both.'),
  rule(
    SchemaProblem.KIND_UNKNOWN,
    ALWAYS,
    'The API version has the kind.',
    'Look the kind up in the reference of the Kubernetes API.',
    SCHEMA,
  ),
  rule(
    SchemaProblem.SCHEMA_UNKNOWN,
    WARNING,
    'The definition of every custom resource is known, so that its fields can be judged.',
    'Register its CustomResourceDefinition.',
  ),
  rule(
    SchemaProblem.API_VERSION_REMOVED,
    ALWAYS,
    'The version of Kubernetes still has the API version.',
    'Use the API version that replaced it.',
    API_VERSION,
  ),
  rule(
    SchemaProblem.API_VERSION_TOO_NEW,
    ALWAYS,
    'The version of Kubernetes has the API version already.',
    'Use an older API version, or upgrade the cluster.',
  ),
  rule(
    SchemaProblem.API_VERSION_NOT_SERVED,
    ALWAYS,
    'The API server serves the version of the custom resource.',
    'Use a version that its definition serves.',
  ),
  rule(
    SchemaProblem.API_VERSION_DEPRECATED,
    ADVICE,
    'A later version of Kubernetes still has the API version.',
    'Use the API version that replaces it.',
    API_VERSION,
  ),
  rule(
    SchemaProblem.UNKNOWN_FIELD,
    ALWAYS,
    'Every field exists: the API server would drop another one, or refuse the object.',
    'Look the field up in the reference of the Kubernetes API.',
    SCHEMA,
  ),
  rule(
    SchemaProblem.FIELD_TOO_NEW,
    ALWAYS,
    'The version of Kubernetes has every field already.',
    'Leave the field out, or upgrade the cluster.',
    SCHEMA,
  ),
  rule(
    SchemaProblem.FIELD_REMOVED,
    ALWAYS,
    'The version of Kubernetes still has every field.',
    'Leave the field out.',
    SCHEMA,
  ),
  rule(SchemaProblem.MISSING_FIELD, ALWAYS, 'Every required field is there.', 'Add the field.', SCHEMA),
  rule(
    SchemaProblem.WRONG_TYPE,
    ALWAYS,
    'Every value is of the type of its field.',
    'Write a value of that type: a number without quotes, a text with them.',
    SCHEMA,
  ),
  rule(
    SchemaProblem.INVALID_FORMAT,
    ALWAYS,
    'Quantities, times, Base64 and numbers have the form that the API server reads.',
    'Write it in that form.',
    SCHEMA,
  ),
  rule(
    SchemaProblem.VALUE_NOT_ALLOWED,
    ALWAYS,
    'Every value is one that its schema allows.',
    'Give a value that is allowed.',
    SCHEMA,
  ),
  rule(
    SchemaProblem.DUPLICATE_LIST_KEY,
    ALWAYS,
    'Items of a list that has a key differ in it: of two alike, one would be lost.',
    'Remove one of them, or give it another key.',
    { kubeLinter: ['duplicate-env-var'], kubeScore: ['environment-variable-key-duplication'] },
  ),
];

function rule(
  problem: SchemaProblem,
  severity: RuleSeverity,
  summary: string,
  remedy: string,
  aliases?: RuleAliases,
): Rule {
  return objectFamilyRule({ id: problem, needs: [Unusual.SCHEMA], severity, summary, remedy, aliases }, judgeSchema);
}
