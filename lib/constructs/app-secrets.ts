import { Construct, IConstruct } from 'constructs';
import { show } from '../model/issue';
import { dataKey, dnsSubdomain } from '../model/names';
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
    return new ExistingSecret(scope, id, secretName, keys);
  }

  private constructor() {}
}

class ExistingSecret extends Construct implements IAppSecrets {
  readonly #required: readonly string[];
  readonly #optional: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    readonly secretName: string,
    keys: AppSecretsKeys,
  ) {
    super(scope, id);
    this.#required = [...keys.required];
    this.#optional = [...(keys.optional ?? [])];
    const all = [...this.#required, ...this.#optional];
    const repeated = all.filter((key, index) => all.indexOf(key) < index);
    Validation.of(this).report(
      ...dnsSubdomain('secretName', secretName),
      ...all.flatMap((key) => dataKey(`keys.${key}`, key)),
      ...repeated.map((key) => ({
        code: 'key-duplicate',
        field: `keys.${key}`,
        given: `${show(key)} more than once`,
        allowed: 'every key once, either required or optional',
        remedy: 'Remove one of the two.',
      })),
    );
  }

  get requiredKeys(): string[] {
    return [...this.#required];
  }

  get optionalKeys(): string[] {
    return [...this.#optional];
  }
}
