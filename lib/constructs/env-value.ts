import type { k8s } from 'cdk8s-plus-28';
import { Finding, show } from '../model/core/issue';
import { optionFindings, readOptions } from '../model/core/options';
import { plainTextFindings } from '../model/core/plain-text';
import { boolean, Readers, text } from '../model/core/reading';
import { oneOf } from '../model/core/rules';
import { hasMethods } from '../model/core/untrusted';
import { IAppConfig } from './app-config';
import { declares, IAppSecrets, unknownKeyFinding } from './app-secrets';
import { literalVariable } from './literal-variable';
import { configReader, secretsReader } from './source-readers';

/** A reference to a key. */
export interface KeyReferenceOptions {
  /**
   * Whether the container starts without the key.
   * @default - false; for a key that the secrets declare as optional, true
   */
  readonly optional?: boolean;
}

/** Which container's resource. */
export interface ResourceReferenceOptions {
  /**
   * Name of the container.
   * @default - the container of the variable
   */
  readonly container?: string;
  /**
   * The unit that is counted in, for example `1Mi` or `1m`.
   * @default - bytes, or whole cores rounded up
   */
  readonly divisor?: string;
}

interface EnvValueFields {
  readonly text?: string;
  readonly config?: IAppConfig;
  readonly secrets?: IAppSecrets;
  readonly key?: string;
  readonly optional?: boolean;
  readonly field?: string;
  readonly resource?: string;
  readonly resourceOptions?: ResourceReferenceOptions;
}

/** Facts about a pod that Kubernetes gives as variables, besides single labels and annotations. */
const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const KEYED_FIELD = /^metadata\.(?:labels|annotations)\['[^']+'\]$/;
const KEY_OPTIONS: Readers = { optional: boolean };
const RESOURCE_OPTIONS: Readers = { container: text, divisor: text };
/** Kubernetes divides by these and by no other amounts. */
const CPU_DIVISORS = ['1m', '1'];
const MEMORY_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const RESOURCE = /^(?:requests|limits)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

/**
 * Where the value of one variable comes from.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 */
export class EnvValue {
  /** A text. Confidential values belong in a Secret. */
  static fromValue(value: string): EnvValue {
    const { value: known, findings } = text('value', value ?? null);
    return new EnvValue({ text: known as string | undefined }, findings);
  }

  /** One key of a configuration. */
  static fromConfig(config: IAppConfig, key: string, options?: KeyReferenceOptions): EnvValue {
    const { value, findings } = configReader('config', config ?? null);
    const read = readOptions(options, KEY_OPTIONS);
    const fields = { config: value as IAppConfig | undefined, key, optional: read.options.optional };
    return new EnvValue(fields, [...findings, ...read.wrong]);
  }

  /** One key of a Secret, which must be declared. */
  static fromSecret(secrets: IAppSecrets, key: string, options?: KeyReferenceOptions): EnvValue {
    const { value, findings } = secretsReader('secrets', secrets ?? null);
    const read = readOptions(options, KEY_OPTIONS);
    const fields = { secrets: value as IAppSecrets | undefined, key, optional: read.options.optional };
    return new EnvValue(fields, [...findings, ...read.wrong]);
  }

  /** A fact about the pod, for example `status.podIP` or `metadata.labels['app']`. */
  static fromField(field: string): EnvValue {
    return new EnvValue({ field: field ?? '' }, []);
  }

  /** What a container requests or may use, for example `limits.memory`. */
  static fromResource(resource: string, options?: ResourceReferenceOptions): EnvValue {
    const read = readOptions(options, RESOURCE_OPTIONS);
    return new EnvValue({ resource: resource ?? '', resourceOptions: read.options }, read.wrong);
  }

  readonly #fields: EnvValueFields;
  readonly #wrong: readonly Finding[];

  private constructor(fields: EnvValueFields, wrong: readonly Finding[]) {
    this.#fields = fields;
    this.#wrong = wrong;
  }

  /** The text, where it is one. */
  get text(): string | undefined {
    return this.#fields.text;
  }

  /** The configuration that it refers to. */
  get config(): IAppConfig | undefined {
    return this.#fields.config;
  }

  /** The secrets that it refers to. */
  get secrets(): IAppSecrets | undefined {
    return this.#fields.secrets;
  }

  /** The key that it refers to. */
  get key(): string | undefined {
    return this.#fields.key;
  }

  /** Everything that can be wrong with it, once the program has defined everything. */
  findings(field: string): Finding[] {
    const { text: value, config, secrets, key = '', field: fact, resource, resourceOptions } = this.#fields;
    return optionFindings(field, this.#wrong, [
      ...(value === undefined ? [] : plainTextFindings(field, value)),
      ...(config === undefined || config.has(key)
        ? []
        : [unknownKeyFinding(field, key, 'the configuration', config.keys)]),
      ...(config?.binaryKeys?.includes(key) === true ? [binaryFinding(field, key)] : []),
      ...(secrets === undefined || declares(secrets, key)
        ? []
        : [unknownKeyFinding(field, key, 'the Secret', [...secrets.requiredKeys, ...secrets.optionalKeys])]),
      ...(fact === undefined || FIELDS.includes(fact) || KEYED_FIELD.test(fact) ? [] : [fieldFinding(field, fact)]),
      ...(resource === undefined || RESOURCE.test(resource) ? [] : [resourceFinding(field, resource)]),
      ...divisorFindings(`${field}.divisor`, resource ?? '', resourceOptions?.divisor),
    ]);
  }

  /** The variable with the value that its configuration has; `undefined` where it refers to something else. */
  inlined(name: string): k8s.EnvVar | undefined {
    const value = this.config?.data?.[this.key ?? ''];
    return value === undefined ? undefined : literalVariable(name, value);
  }

  /** The variable as Kubernetes writes it. */
  render(name: string): object {
    const { text: value, config, secrets, key = '', optional, field, resource, resourceOptions } = this.#fields;
    if (config !== undefined) {
      return { name, valueFrom: { configMapKeyRef: { name: config.configMapName, key, optional } } };
    }
    if (secrets !== undefined) {
      const isOptional = optional ?? (secrets.optionalKeys.includes(key) ? true : undefined);
      return { name, valueFrom: { secretKeyRef: { name: secrets.secretName, key, optional: isOptional } } };
    }
    if (field !== undefined) {
      return { name, valueFrom: { fieldRef: { fieldPath: field } } };
    }
    if (resource !== undefined) {
      const { container: containerName, divisor } = resourceOptions ?? {};
      return { name, valueFrom: { resourceFieldRef: { resource, containerName, divisor } } };
    }
    return { name, value };
  }

  /** Where the value comes from, in words. A text is not shown: it may be confidential. */
  toString(): string {
    const { config, secrets, key, field, resource } = this.#fields;
    if (config !== undefined || secrets !== undefined) {
      // The name of the ConfigMap may be made of its content, which can still grow.
      const owner = config === undefined ? `Secret ${secrets?.secretName}` : `configuration ${config.node.path}`;
      return `key ${key} of ${owner}`;
    }
    return field ?? resource ?? 'a text';
  }
}

/** Tells an `EnvValue`, also across two copies of this library. */
export function isEnvValue(value: unknown): value is EnvValue {
  return hasMethods(value, ['findings', 'render']) && 'key' in (value as object);
}

function binaryFinding(field: string, key: string): Finding {
  const [given, allowed] = [`${show(key)}, whose value is bytes`, 'keys whose values are text'];
  return { code: 'key-binary', field, given, allowed, remedy: 'Mount it as a file by Volume.configFiles(...).' };
}

function fieldFinding(field: string, given: string): Finding {
  const allowed = `one of ${FIELDS.join(', ')}, metadata.labels['...'] and metadata.annotations['...']`;
  return { code: 'pod-field-unknown', field, given: show(given), allowed, remedy: 'Correct the path of the field.' };
}

function resourceFinding(field: string, given: string): Finding {
  const allowed = 'requests. or limits. followed by cpu, memory, ephemeral-storage or hugepages-<size>';
  return { code: 'resource-field-unknown', field, given: show(given), allowed, remedy: 'Correct the name.' };
}

function divisorFindings(field: string, resource: string, divisor: string | undefined): Finding[] {
  const allowed = resource.endsWith('.cpu') ? CPU_DIVISORS : MEMORY_DIVISORS;
  const why = { code: 'resource-divisor-unknown', remedy: 'Give a unit, or leave it out.' };
  return divisor === undefined ? [] : oneOf(field, divisor, allowed, why);
}
