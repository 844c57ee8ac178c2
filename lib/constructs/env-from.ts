import type { k8s } from 'cdk8s-plus-28';
import { Finding, show } from '../model/core/issue';
import { dataKey, variableName } from '../model/core/names';
import { optionFindings, readOptions } from '../model/core/options';
import { boolean, Readers, text } from '../model/core/reading';
import { hasMethods } from '../model/core/untrusted';
import { IAppConfig } from './app-config';
import { IAppSecrets } from './app-secrets';
import { literalVariable } from './literal-variable';
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
   * @default - false; for secrets that declare optional keys only, true
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
    return this.keys.map((key) => `${this.#options.prefix ?? ''}${key}`);
  }

  /** The variables with their values, where these are known. */
  get values(): k8s.EnvVar[] | undefined {
    const data = this.config?.data;
    const prefix = this.#options.prefix ?? '';
    return data === undefined
      ? undefined
      : Object.entries(data).map(([key, value]) => literalVariable(prefix + key, value));
  }

  /**
   * There is a source, the prefix is one that a name can begin with, and what it makes of every key is the name of a
   * variable.
   */
  findings(field: string): Finding[] {
    const { prefix = '' } = this.#options;
    const wrong = prefix === '' ? [] : variableName(`${field}.prefix`, prefix);
    const keys = wrong.length > 0 ? [] : this.keys.filter((key) => dataKey('', key).length === 0);
    const unusable = keys.filter((key) => variableName('', prefix + key).length > 0);
    return optionFindings(field, this.#wrong, [...wrong, ...unusable.map((key) => notVariable(field, key))]);
  }

  /** The source as Kubernetes writes it. */
  render(): k8s.EnvFromSource {
    const { prefix, optional } = this.#options;
    if (this.config !== undefined) {
      return { prefix, configMapRef: { name: this.config.configMapName, optional } };
    }
    return {
      prefix,
      secretRef: { name: this.secret?.secretName, optional: optional ?? (isOptional(this.secret) ? true : undefined) },
    };
  }

  /** Keys that become variables: Kubernetes takes none whose value is no text. */
  private get keys(): string[] {
    const { config, secret } = this;
    return config === undefined
      ? [...(secret?.requiredKeys ?? []), ...(secret?.optionalKeys ?? [])]
      : config.keys.filter((key) => config.binaryKeys?.includes(key) !== true);
  }
}

/** Nobody needs a Secret of which no key is needed. */
function isOptional(secret: IAppSecrets | undefined): boolean {
  return secret?.requiredKeys.length === 0 && secret.optionalKeys.length > 0;
}

/** Before version 1.32, Kubernetes starts the container without such a variable. */
function notVariable(field: string, key: string): Finding {
  return {
    code: 'key-not-a-variable',
    field,
    given: show(key),
    allowed: 'keys that do not begin with a digit, where every key becomes a variable',
    remedy: 'Rename the key, give a prefix by EnvFrom, or take single keys by envVariables.',
  };
}

/** Tells an `EnvFrom`, also across two copies of this library. */
export function isEnvFrom(value: unknown): value is EnvFrom {
  return hasMethods(value, ['findings', 'render']) && 'names' in (value as object);
}
