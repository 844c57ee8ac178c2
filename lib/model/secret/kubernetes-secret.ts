import { Finding, show } from '../core/issue';
import { LiveCheck } from '../core/live-check';
import { dnsLabel, dnsSubdomain } from '../core/names';
import { optionFindings, readOptions } from '../core/options';
import { anything, Readers } from '../core/reading';
import { oneOf, wholeNumber } from '../core/rules';
import { hasMethods } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { isSecretKey, SecretKey, secretKeyFindings } from './secret-key';
import { factChecks, requiredKeysCheck, rotationCheck, SecretFacts } from './secret-live-checks';
import { SecretSource, sourceFindings } from './secret-source';
import { SecretType, typeKeyFindings } from './secret-type';

/** Attributes of `KubernetesSecret`. */
export interface KubernetesSecretProps {
  /** Name of the Secret. */
  readonly name: string;
  /** Namespace that it lives in. Only pods of this namespace can use it. */
  readonly namespace: string;
  /** The keys that it must or may hold. */
  readonly keys: SecretKey[];
  /**
   * Type of the Secret.
   * @default SecretType.OPAQUE
   */
  readonly type?: SecretType;
  /**
   * Days after which its values must have been replaced.
   * @default - no period is declared, so nothing can tell that a rotation is due
   */
  readonly rotationDays?: number;
  /**
   * Where it comes from.
   * @default SecretSource.createdByHand()
   */
  readonly source?: SecretSource;
}

const PROPS: Readers = {
  name: anything,
  namespace: anything,
  keys: anything,
  type: anything,
  rotationDays: anything,
  source: anything,
};

/**
 * Confidential configuration: what a Secret is called and which keys it holds. It never knows a value.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 */
export class KubernetesSecret implements IValidated {
  /** Name of the Secret. */
  readonly name: string;
  /** Namespace that it lives in. */
  readonly namespace: string;
  /** Type of the Secret. */
  readonly type: SecretType;
  /** @default - no period is declared */
  readonly rotationDays?: number;
  /** Where it comes from. */
  readonly source: SecretSource;
  readonly #keys: readonly SecretKey[];
  readonly #givenSource: SecretSource;
  readonly #wrong: readonly Finding[];

  constructor(props: KubernetesSecretProps) {
    const { options, wrong } = readOptions(props, PROPS);
    const { name, namespace, keys, type = SecretType.OPAQUE, rotationDays } = options;
    const { source = SecretSource.createdByHand() } = options;
    this.name = name as string;
    this.namespace = namespace as string;
    this.type = type;
    this.rotationDays = rotationDays;
    this.source = hasMethods(source, ['findings']) ? source : SecretSource.createdByHand();
    this.#givenSource = source;
    this.#wrong = wrong;
    this.#keys = Array.isArray(keys) ? [...keys] : [];
  }

  get place(): string {
    return `KubernetesSecret ${typeof this.name === 'string' ? this.name : typeof this.name}`;
  }

  /** A copy of the keys. */
  get keys(): SecretKey[] {
    return this.#keys.filter(isSecretKey);
  }

  /** Names of the keys without which the application does not start. */
  get requiredKeys(): string[] {
    return this.keys.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  }

  /** Names of the keys that switch on features. */
  get optionalKeys(): string[] {
    return this.keys.filter(({ isRequired }) => !isRequired).map(({ name }) => name);
  }

  /** The key of that name, or `undefined` when the Secret does not declare it. */
  key(name: string): SecretKey | undefined {
    return this.keys.find((key) => key.name === name);
  }

  findings(): Finding[] {
    const typeWhy = { code: 'secret-type-unknown', remedy: 'Use one of SecretType.' };
    const daysWhy = { code: 'rotation-out-of-range', remedy: 'Give whole days, or leave it out.' };
    return optionFindings('', this.#wrong, [
      ...dnsSubdomain('name', this.name),
      ...dnsLabel('namespace', this.namespace),
      ...oneOf('type', this.type, Object.values(SecretType), typeWhy),
      ...this.#keys.flatMap((key, index) => secretKeyFindings(`keys[${index}]`, key)),
      ...(this.#keys.length === 0 ? [noKeyFinding('keys')] : typeKeyFindings('keys', this.type, this.#keys)),
      ...duplicateKeyFindings('keys', this.keys),
      ...(this.rotationDays === undefined ? [] : wholeNumber('rotationDays', this.rotationDays, { min: 1 }, daysWhy)),
      ...sourceFindings('source', this.#givenSource, this),
    ]);
  }

  /**
   * Judges what only the cluster and the repository can tell.
   *
   * @param facts what was observed; what was not is not verified
   * @param now the time of the judgement
   */
  verify(facts: SecretFacts, now: Date): LiveCheck[] {
    const known = { ...facts };
    return [
      ...factChecks(this.place, known),
      requiredKeysCheck(this.place, this.requiredKeys, known.keyNames),
      rotationCheck(this.place, this.rotationDays, known.lastRotated, now),
    ];
  }
}

/**
 * The Secret declares every key that a service asks for. A key that it does not declare would be missing at run time, and
 * documentation made from the declaration would not name it.
 */
export function missingSecretKeys(secret: KubernetesSecret, askedKeys: string[]): Finding[] {
  const declared = secret.keys.map(({ name }) => name);
  return [...new Set(askedKeys)]
    .filter((name) => !declared.includes(name))
    .map((name) => ({
      code: 'secret-key-undeclared',
      field: `keys.${name}`,
      given: show(name),
      allowed: `the keys that ${secret.place} declares: ${declared.join(', ')}`,
      remedy: 'Correct the name, or declare the key.',
    }));
}

function noKeyFinding(field: string): Finding {
  const remedy = 'Declare each key with SecretKey.required(...) or SecretKey.optional(...).';
  return { code: 'secret-keys-empty', field, given: 'no key', allowed: 'at least one key', remedy };
}

function duplicateKeyFindings(field: string, keys: readonly SecretKey[]): Finding[] {
  const names = keys.map(({ name }) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  return [...new Set(repeated)].map((name) => ({
    code: 'key-duplicate',
    field,
    given: `${show(name)} more than once`,
    allowed: 'every key once, either required or optional',
    remedy: 'Remove one of the two.',
  }));
}
