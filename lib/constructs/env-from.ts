import { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';
import { variableName } from '../model/core/names';
import { fieldsOf, hasMethods } from '../model/core/untrusted';
import { IAppConfig } from './app-config';
import { IAppSecrets } from './app-secrets';

/** How all keys of an object become variables. */
export interface EnvFromOptions {
  /**
   * What the name of each variable begins with, before the key.
   * @default - the key is the name
   */
  readonly prefix?: string;
  /**
   * Whether the container starts without the object.
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * All keys of a configuration or of secrets as variables.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables
 */
export class EnvFrom {
  /** All keys of a configuration. */
  static config(config: IAppConfig, options: EnvFromOptions = {}): EnvFrom {
    return new EnvFrom(fieldsOf(options), config);
  }

  /** All keys of secrets. */
  static secrets(secrets: IAppSecrets, options: EnvFromOptions = {}): EnvFrom {
    return new EnvFrom(fieldsOf(options), undefined, secrets);
  }

  private constructor(
    private readonly options: EnvFromOptions,
    /** @default - not a configuration */
    readonly config?: IAppConfig,
    /** @default - not secrets */
    readonly secret?: IAppSecrets,
  ) {}

  /** Names of the variables, as far as they are known. */
  get names(): string[] {
    const keys = this.config?.keys ?? [...(this.secret?.requiredKeys ?? []), ...(this.secret?.optionalKeys ?? [])];
    return keys.map((key) => `${this.options.prefix ?? ''}${key}`);
  }

  /** The variables with their values, where these are known. */
  get values(): k8s.EnvVar[] | undefined {
    const data = this.config?.data;
    const prefix = this.options.prefix ?? '';
    return data === undefined ? undefined : Object.entries(data).map(([key, value]) => ({ name: prefix + key, value }));
  }

  /** The prefix is one that a name can begin with. */
  findings(field: string): Finding[] {
    return this.options.prefix === undefined ? [] : variableName(`${field}.prefix`, this.options.prefix);
  }

  /** The source as Kubernetes writes it. */
  render(): k8s.EnvFromSource {
    const { prefix, optional } = this.options;
    return this.config === undefined
      ? { prefix, secretRef: { name: this.secret?.secretName, optional } }
      : { prefix, configMapRef: { name: this.config.configMapName, optional } };
  }
}

/** Tells an `EnvFrom`, also across two copies of this library. */
export function isEnvFrom(value: unknown): value is EnvFrom {
  return hasMethods(value, ['findings', 'render']) && 'names' in (value as object);
}
