import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Finding, show } from '../model/core/issue';
import { instance, list } from '../model/core/reading';
import { fieldsOf, hasMethods, listOf, textOf } from '../model/core/untrusted';
import { KubernetesSecret } from '../model/secret/kubernetes-secret';
import { SecretKey } from '../model/secret/secret-key';
import { findAppContext } from './app-context';
import { objectFindings, Validation } from './validation';

/** Confidential configuration that workloads take their environment from. Only names are known here, never values. */
export interface IAppSecrets extends IConstruct {
  /** Name of the Secret. */
  readonly secretName: string;
  /** Keys without which the application does not start. */
  readonly requiredKeys: string[];
  /** Keys that switch on features. */
  readonly optionalKeys: string[];
}

/** The keys of a Secret. */
export interface AppSecretsKeys {
  /** Keys without which the application does not start. */
  readonly required: string[];
  /**
   * Keys that switch on features.
   * @default - none
   */
  readonly optional?: string[];
}

/**
 * Confidential configuration of an application.
 *
 * No method takes a secret value: values live in the cluster, or in a store that the cluster reads.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 */
export class AppSecrets {
  /**
   * A Secret that somebody creates beforehand. It is referenced by name and never rendered.
   *
   * @param scope where the reference belongs, usually the chart
   * @param id id of the construct
   * @param secretName name of the Secret, in the namespace of the chart
   * @param keys the keys it must or may hold
   */
  static fromSecretName(scope: Construct, id: string, secretName: string, keys: AppSecretsKeys): IAppSecrets {
    const { required, optional } = fieldsOf(keys);
    const wrong = [
      ...objectFindings('keys', keys),
      ...listFindings('keys.required', required),
      ...listFindings('keys.optional', optional),
    ];
    const secret = new KubernetesSecret({
      name: secretName,
      namespace: namespaceOf(scope) ?? 'default',
      keys: [
        ...listOf(required).map((key) => SecretKey.required(key)),
        ...listOf(optional).map((key) => SecretKey.optional(key)),
      ],
    });
    // The namespace is that of the chart, which reports it.
    const found = secret.findings().filter(({ field }) => field !== 'namespace');
    const findings = found.flatMap((finding) => inWordsOfKeys(finding, wrong.length > 0));
    return new ExistingSecret(scope, id, secret, [...wrong, ...findings]);
  }

  /**
   * The Secret that the model describes. It is referenced by name and never rendered.
   *
   * @param scope where the reference belongs, usually the chart
   * @param id id of the construct
   * @param secret the Secret, in the namespace of the chart
   */
  static fromSecret(scope: Construct, id: string, secret: KubernetesSecret): IAppSecrets {
    const { findings } = A_SECRET('secret', secret ?? null);
    return findings.length > 0
      ? new ExistingSecret(scope, id, NO_SECRET, findings)
      : new ExistingSecret(scope, id, secret, [...secret.findings(), ...namespaceFindings(secret, namespaceOf(scope))]);
  }

  private constructor() {}
}

const A_SECRET = instance('a KubernetesSecret', (value) => hasMethods(value, ['findings', 'verify']));
/** What stands in for a Secret after its absence was reported. */
const NO_SECRET = new KubernetesSecret({ name: '', namespace: '', keys: [] });

class ExistingSecret extends Construct implements IAppSecrets {
  readonly #secret: KubernetesSecret;

  constructor(scope: Construct, id: string, secret: KubernetesSecret, findings: Finding[]) {
    super(scope, id);
    this.#secret = secret;
    Validation.of(this).report(...findings);
  }

  get secretName(): string {
    return textOf(this.#secret.name);
  }

  get requiredKeys(): string[] {
    return this.#secret.requiredKeys;
  }

  get optionalKeys(): string[] {
    return this.#secret.optionalKeys;
  }
}

/** Whether the Secret declares the key. */
export function declares({ requiredKeys, optionalKeys }: IAppSecrets, key: string): boolean {
  return requiredKeys.includes(key) || optionalKeys.includes(key);
}

/** A key is asked for that its source does not have. */
export function unknownKeyFinding(field: string, key: string, owner: string, known: readonly string[]): Finding {
  return {
    code: 'key-unknown',
    field,
    given: show(key),
    allowed: known.length === 0 ? `nothing: ${owner} has no keys` : `a key that ${owner} has: ${known.join(', ')}`,
    remedy: 'Correct the key, or declare it where the others are.',
  };
}

function namespaceOf(construct: IConstruct): string | undefined {
  return Chart.of(construct).namespace ?? findAppContext(construct)?.namespace;
}

function listFindings(field: string, given: unknown): Finding[] {
  return list((_, value) => ({ value, findings: [] }))(field, given).findings;
}

/** That no key is named is said in the words of `fromSecretName`, and not again where the lists are no lists. */
function inWordsOfKeys(finding: Finding, isReported: boolean): Finding[] {
  if (finding.code !== 'secret-keys-empty') {
    return [finding];
  }
  const remedy = "Name the keys that the application reads: { required: ['KEY'] }.";
  return isReported ? [] : [{ ...finding, remedy }];
}

/** Pods can only read Secrets of their own namespace. */
function namespaceFindings({ namespace }: KubernetesSecret, own: string | undefined) {
  if (own === undefined || namespace === own) {
    return [];
  }
  return [
    {
      code: 'secret-of-other-namespace',
      field: 'namespace',
      given: JSON.stringify(namespace),
      allowed: `${own}, the namespace of the chart`,
      remedy: 'Create the Secret in the namespace of the pods that read it.',
    },
  ];
}
