import { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';
import { variableName } from '../model/core/names';
import { optionFindings, readOptions } from '../model/core/options';
import { boolean, Readers, text } from '../model/core/reading';
import { hasMethods } from '../model/core/untrusted';
import { IAppConfig } from './app-config';
import { IAppSecrets } from './app-secrets';
import { configReader, secretsReader } from './source-readers';

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

const ENV_FROM_OPTIONS: Readers = { prefix: text, optional: boolean };

/**
 * All keys of a configuration or of secrets as variables.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables
 */
export class EnvFrom {
  /** All keys of a configuration. */
  static config(config: IAppConfig, options?: EnvFromOptions): EnvFrom {
    const { value, findings } = configReader('config', config ?? null);
    return new EnvFrom(options, findings, value as IAppConfig | undefined);
  }

  /** All keys of secrets. */
  static secrets(secrets: IAppSecrets, options?: EnvFromOptions): EnvFrom {
    const { value, findings } = secretsReader('secrets', secrets ?? null);
    return new EnvFrom(options, findings, undefined, value as IAppSecrets | undefined);
  }

  readonly #options: Partial<EnvFromOptions>;
  readonly #wrong: readonly Finding[];

  private constructor(
    given: EnvFromOptions | undefined,
    wrong: readonly Finding[],
    /** @default - not a configuration */
    readonly config?: IAppConfig,
    /** @default - not secrets */
    readonly secret?: IAppSecrets,
  ) {
    const read = readOptions(given, ENV_FROM_OPTIONS);
    this.#options = read.options;
    this.#wrong = [...wrong, ...read.wrong];
  }

  /** Names of the variables, as far as they are known. */
  get names(): string[] {
    const keys = this.config?.keys ?? [...(this.secret?.requiredKeys ?? []), ...(this.secret?.optionalKeys ?? [])];
    return keys.map((key) => `${this.#options.prefix ?? ''}${key}`);
  }

  /** There is a source, and the prefix is one that a name can begin with. */
  findings(field: string): Finding[] {
    const { prefix } = this.#options;
    return optionFindings(field, this.#wrong, prefix === undefined ? [] : variableName(`${field}.prefix`, prefix));
  }

  /** The source as Kubernetes writes it. */
  render(): k8s.EnvFromSource {
    const { prefix, optional } = this.#options;
    return this.config === undefined
      ? { prefix, secretRef: { name: this.secret?.secretName, optional } }
      : { prefix, configMapRef: { name: this.config.configMapName, optional } };
  }
}

/** Tells an `EnvFrom`, also across two copies of this library. */
export function isEnvFrom(value: unknown): value is EnvFrom {
  return hasMethods(value, ['findings', 'render']) && 'names' in (value as object);
}
