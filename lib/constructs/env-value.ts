import { k8s } from 'cdk8s-plus-28';
import { Finding, show } from '../model/core/issue';
import { plainTextFindings } from '../model/core/plain-text';
import { fieldsOf, hasMethods } from '../model/core/untrusted';
import { IAppConfig } from './app-config';
import { declares, IAppSecrets, unknownKeyFinding } from './app-secrets';

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
const RESOURCE = /^(?:requests|limits)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/;

/**
 * Where the value of one variable comes from.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 */
export class EnvValue {
  /** A text. Confidential values belong in a Secret. */
  static fromValue(text: string): EnvValue {
    return new EnvValue({ text });
  }

  /** One key of a configuration. */
  static fromConfig(config: IAppConfig, key: string, options: KeyReferenceOptions = {}): EnvValue {
    return new EnvValue({ config, key, optional: fieldsOf(options).optional });
  }

  /** One key of a Secret, which must be declared. */
  static fromSecret(secrets: IAppSecrets, key: string, options: KeyReferenceOptions = {}): EnvValue {
    return new EnvValue({ secrets, key, optional: fieldsOf(options).optional });
  }

  /** A fact about the pod, for example `status.podIP` or `metadata.labels['app']`. */
  static fromField(field: string): EnvValue {
    return new EnvValue({ field });
  }

  /** What a container requests or may use, for example `limits.memory`. */
  static fromResource(resource: string, options: ResourceReferenceOptions = {}): EnvValue {
    return new EnvValue({ resource, resourceOptions: options });
  }

  readonly #fields: EnvValueFields;

  private constructor(fields: EnvValueFields) {
    this.#fields = fields;
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
    const { text, config, secrets, key = '', field: fact, resource } = this.#fields;
    return [
      ...(text === undefined ? [] : plainTextFindings(field, text)),
      ...(config === undefined || config.has(key)
        ? []
        : [unknownKeyFinding(field, key, 'the configuration', config.keys)]),
      ...(config?.binaryKeys?.includes(key) === true ? [binaryFinding(field, key)] : []),
      ...(secrets === undefined || declares(secrets, key)
        ? []
        : [unknownKeyFinding(field, key, 'the Secret', [...secrets.requiredKeys, ...secrets.optionalKeys])]),
      ...(fact === undefined || FIELDS.includes(fact) || KEYED_FIELD.test(fact) ? [] : [fieldFinding(field, fact)]),
      ...(resource === undefined || RESOURCE.test(resource) ? [] : [resourceFinding(field, resource)]),
    ];
  }

  /** The variable with the value that its configuration has; `undefined` where it refers to something else. */
  inlined(name: string): k8s.EnvVar | undefined {
    const value = this.config?.data?.[this.key ?? ''];
    return value === undefined ? undefined : { name, value };
  }

  /** The variable as Kubernetes writes it. */
  render(name: string): k8s.EnvVar {
    const { text, config, secrets, key = '', optional, field, resource, resourceOptions } = this.#fields;
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
      const quantity = divisor === undefined ? undefined : k8s.Quantity.fromString(divisor);
      return { name, valueFrom: { resourceFieldRef: { resource, containerName, divisor: quantity } } };
    }
    return { name, value: text };
  }
}

/** Tells an `EnvValue`, also across two copies of this library. */
export function isEnvValue(value: unknown): value is EnvValue {
  return hasMethods(value, ['findings', 'render']);
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
