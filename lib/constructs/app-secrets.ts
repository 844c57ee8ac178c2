import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { KubernetesSecret } from '../model/secret/kubernetes-secret';
import { SecretKey } from '../model/secret/secret-key';
import { Validation } from './validation';

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
    const { required, optional = [] } = keys;
    const secret = new KubernetesSecret({
      name: secretName,
      namespace: Chart.of(scope).namespace ?? 'default',
      keys: [...required.map((key) => SecretKey.required(key)), ...optional.map((key) => SecretKey.optional(key))],
    });
    return AppSecrets.fromSecret(scope, id, secret);
  }

  /**
   * The Secret that the model describes. It is referenced by name and never rendered.
   *
   * @param scope where the reference belongs, usually the chart
   * @param id id of the construct
   * @param secret the Secret, in the namespace of the chart
   */
  static fromSecret(scope: Construct, id: string, secret: KubernetesSecret): IAppSecrets {
    return new ExistingSecret(scope, id, secret);
  }

  private constructor() {}
}

class ExistingSecret extends Construct implements IAppSecrets {
  readonly #secret: KubernetesSecret;

  constructor(scope: Construct, id: string, secret: KubernetesSecret) {
    super(scope, id);
    this.#secret = secret;
    Validation.of(this).report(...secret.findings(), ...namespaceFindings(secret, Chart.of(this).namespace));
  }

  get secretName(): string {
    return this.#secret.name;
  }

  get requiredKeys(): string[] {
    return this.#secret.requiredKeys;
  }

  get optionalKeys(): string[] {
    return this.#secret.optionalKeys;
  }
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
