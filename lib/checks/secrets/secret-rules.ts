import { CheckedObject } from '../checked-object';
import { mappingAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { NO_PROBLEM, objectFamilyRule, objectRule, Problem, RuleText } from '../rule-kinds';
import { DEPLOYED } from '../severity';
import { LeakKind, leaksOf } from './leaks';
import { CREDENTIAL_EXPOSED } from './scan-text';

const REMEDY = 'Put it into a Secret and name its key by AppSecrets; where it was committed, replace the credential.';

/** The rule about each kind of leak, and what it allows. */
const RULES = new Map<LeakKind, { readonly id: string; readonly allowed: string }>();

/** A rule about texts that are found in one way. */
function leakRule(
  kind: LeakKind,
  text: Omit<RuleText, 'remedy'> & { readonly remedy?: string },
  allowed: string,
): Rule {
  RULES.set(kind, { id: text.id, allowed });
  return objectFamilyRule({ remedy: REMEDY, needs: [Unusual.SECRET], ...text }, leaksByRule);
}

/** One search finds the leaks of all kinds. */
function leaksByRule(object: CheckedObject): ReadonlyMap<string, readonly Problem[]> {
  const byRule = new Map<string, Problem[]>();
  for (const { kind, field, given } of leaksOf(object)) {
    const { id = '', allowed = '' } = RULES.get(kind) ?? {};
    byRule.set(id, [...(byRule.get(id) ?? []), { field, given, allowed }]);
  }
  return byRule;
}

const credential = leakRule(
  LeakKind.CREDENTIAL,
  {
    id: CREDENTIAL_EXPOSED,
    summary: 'No text holds a token, a private key or a password in an address, in base64 neither.',
  },
  'values that everybody may read',
);

const variable = leakRule(
  LeakKind.VARIABLE,
  {
    id: 'sensitive-variable',
    severity: DEPLOYED,
    summary: 'Variables with sensitive names take their values from a Secret.',
    aliases: { kubeLinter: ['env-var-secret'], polaris: ['sensitiveContainerEnvVar'] },
  },
  'a reference to a key of a Secret',
);

const configMap = leakRule(
  LeakKind.CONFIG_MAP,
  {
    id: 'sensitive-config-map-key',
    severity: DEPLOYED,
    summary: 'A ConfigMap holds no value whose name is sensitive, nor a file with such a value.',
    aliases: { polaris: ['sensitiveConfigmapContent'] },
  },
  'values that everybody may read',
);

const field = leakRule(
  LeakKind.FIELD,
  {
    id: 'sensitive-field',
    severity: DEPLOYED,
    summary: 'Options, annotations and fields with sensitive names hold no value that looks like a secret.',
  },
  'a reference to a Secret',
);

const placeholder = leakRule(
  LeakKind.PLACEHOLDER,
  {
    id: 'placeholder',
    summary: 'No text stands for a value that somebody must still put there.',
    remedy: 'Replace the placeholder by the value of this environment.',
  },
  'a real value',
);

const secretWithData = objectRule(
  {
    id: 'secret-with-data',
    summary: 'Manifests hold no Secret with values: base64 hides nothing.',
    remedy: 'Create it by hand, or from a store: AppSecrets.fromSecret with external-secrets or sealed-secrets.',
  },
  [{ group: '', kind: 'Secret' }],
  ({ manifest }) => {
    const fields = ['data', 'stringData'].filter((key) => Object.keys(mappingAt(manifest, key)).length > 0);
    return fields.length === 0
      ? NO_PROBLEM
      : fields.map((key) => {
          const count = Object.keys(mappingAt(manifest, key)).length;
          return { field: key, given: count === 1 ? '1 value' : `${count} values`, allowed: 'no value' };
        });
  },
);

/** What must not be seen, and what nobody has filled in. */
export const SECRET_RULES: readonly Rule[] = [credential, variable, configMap, field, secretWithData, placeholder];
