import { Finding, show } from '../core/issue';
import { dataKey, dnsLabel, dnsSubdomain } from '../core/names';
import { optionFindings, readOptions } from '../core/options';
import { list, Readers, text } from '../core/reading';
import { pattern } from '../core/rules';
import { listOf, printable, textOf } from '../core/untrusted';
import { IValidated } from '../core/validated';

/** What is known of an object that somebody else makes. */
export interface ExternalObjectOptions {
  /**
   * Namespace of the object.
   * @default - that of the chart which declares it; where a cluster provides it, every namespace
   */
  readonly namespace?: string;
}

/** What is known of a ConfigMap or Secret that somebody else makes. */
export interface ExternalDataOptions extends ExternalObjectOptions {
  /**
   * Its keys: no other can be asked for.
   * @default - not known, so any key can be asked for
   */
  readonly keys?: string[];
}

const OPTIONS: Readers = { namespace: text, keys: list(text) };
/** Kinds with keys. */
const DATA_KINDS = ['ConfigMap', 'Secret'];
/** Kinds whose names need only fit into a path, such as `system:auth-delegator`. */
const ROLE_KINDS = ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
/** Kinds that belong to no namespace. Of other kinds that nobody here knows, the author says it by a namespace. */
const CLUSTER_KINDS: ReadonlySet<string> = new Set([
  'ClusterIssuer',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterSecretStore',
  'CustomResourceDefinition',
  'GatewayClass',
  'IngressClass',
  'Namespace',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
]);
const KIND = { expression: /^[A-Z][A-Za-z0-9]*$/, maxLength: 63, allowed: 'a kind, such as StorageClass' };
const ROLE_NAME = { expression: /^(?!\.{1,2}$)[^/%]+$/, maxLength: 253, allowed: 'a name without "/" and "%"' };

/** Whether objects of the kind belong to no namespace. */
export function isClusterKind(kind: string): boolean {
  return CLUSTER_KINDS.has(kind);
}

/**
 * An object that is in the cluster although the program does not render it: made by hand, by an operator, by another
 * program or by the provider. Checks take a reference to it for right. Immutable.
 */
export class ExternalObject implements IValidated {
  /** A ConfigMap. */
  static configMap(name: string, options?: ExternalDataOptions): ExternalObject {
    return new ExternalObject('ConfigMap', name, options);
  }

  /** A Secret. Its values are not known here. */
  static secret(name: string, options?: ExternalDataOptions): ExternalObject {
    return new ExternalObject('Secret', name, options);
  }

  /** A ServiceAccount. */
  static serviceAccount(name: string, options?: ExternalObjectOptions): ExternalObject {
    return new ExternalObject('ServiceAccount', name, options);
  }

  /** A PersistentVolumeClaim. */
  static persistentClaim(name: string, options?: ExternalObjectOptions): ExternalObject {
    return new ExternalObject('PersistentVolumeClaim', name, options);
  }

  /** A Service, whose ports are not known. */
  static service(name: string, options?: ExternalObjectOptions): ExternalObject {
    return new ExternalObject('Service', name, options);
  }

  /** A Gateway, whose listeners are not known. */
  static gateway(name: string, options?: ExternalObjectOptions): ExternalObject {
    return new ExternalObject('Gateway', name, options);
  }

  /** An Issuer of cert-manager. */
  static issuer(name: string, options?: ExternalObjectOptions): ExternalObject {
    return new ExternalObject('Issuer', name, options);
  }

  /** A SecretStore of the External Secrets operator. */
  static secretStore(name: string, options?: ExternalObjectOptions): ExternalObject {
    return new ExternalObject('SecretStore', name, options);
  }

  /** A ClusterIssuer of cert-manager. */
  static clusterIssuer(name: string): ExternalObject {
    return new ExternalObject('ClusterIssuer', name);
  }

  /** A ClusterSecretStore of the External Secrets operator. */
  static clusterSecretStore(name: string): ExternalObject {
    return new ExternalObject('ClusterSecretStore', name);
  }

  /** A ClusterRole. */
  static clusterRole(name: string): ExternalObject {
    return new ExternalObject('ClusterRole', name);
  }

  /** A GatewayClass: a controller of Gateways. */
  static gatewayClass(name: string): ExternalObject {
    return new ExternalObject('GatewayClass', name);
  }

  /** An IngressClass: a controller of Ingresses. */
  static ingressClass(name: string): ExternalObject {
    return new ExternalObject('IngressClass', name);
  }

  /** A StorageClass. */
  static storageClass(name: string): ExternalObject {
    return new ExternalObject('StorageClass', name);
  }

  /** A PriorityClass. */
  static priorityClass(name: string): ExternalObject {
    return new ExternalObject('PriorityClass', name);
  }

  /** A RuntimeClass. */
  static runtimeClass(name: string): ExternalObject {
    return new ExternalObject('RuntimeClass', name);
  }

  /** A Namespace. */
  static namespace(name: string): ExternalObject {
    return new ExternalObject('Namespace', name);
  }

  /** An object of any kind, for example `ExternalObject.of('Rollout', 'api')`. */
  static of(kind: string, name: string, options?: ExternalDataOptions): ExternalObject {
    return new ExternalObject(kind, name, options);
  }

  /** Kind of the object. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /** @default - that of the chart which declares it; where a cluster provides it, every namespace */
  readonly namespace?: string;
  readonly #given: { readonly kind: unknown; readonly name: unknown; readonly wrong: readonly Finding[] };
  readonly #keys?: readonly string[];

  private constructor(kind: string, name: string, given?: ExternalDataOptions) {
    const { options, wrong } = readOptions(given, OPTIONS);
    this.kind = textOf(kind);
    this.name = textOf(name);
    this.namespace = options.namespace;
    this.#keys = options.keys;
    this.#given = { kind, name, wrong };
  }

  get place(): string {
    return `ExternalObject ${this.kind} ${this.name}`;
  }

  /** Its keys, where they are known: a copy. */
  get keys(): string[] | undefined {
    return this.#keys === undefined ? undefined : [...this.#keys];
  }

  /** The same object, in that namespace where none was said of an object that belongs to one. */
  inNamespace(namespace: string | undefined): ExternalObject {
    const { kind, name, keys } = this;
    const isPlaced = namespace === undefined || this.namespace !== undefined || isClusterKind(kind);
    return isPlaced ? this : new ExternalObject(kind, name, keys === undefined ? { namespace } : { namespace, keys });
  }

  findings(): Finding[] {
    const { kind, namespace, keys } = this;
    const { name, wrong } = this.#given;
    const kindWhy = { code: 'external-kind-invalid', remedy: 'Give the kind as manifests write it.' };
    const nameWhy = { code: 'name-invalid', remedy: 'Choose a name of that form.' };
    return optionFindings('', wrong, [
      ...pattern('kind', printable(this.#given.kind), KIND, kindWhy),
      ...(ROLE_KINDS.includes(kind)
        ? pattern('name', printable(name), ROLE_NAME, nameWhy)
        : dnsSubdomain('name', printable(name))),
      ...(namespace === undefined ? [] : dnsLabel('namespace', namespace)),
      ...listOf(keys).flatMap((key, index) => dataKey(`keys[${index}]`, key)),
      ...(namespace === undefined || !isClusterKind(kind) ? [] : [unused('namespace', kind, 'no namespace')]),
      ...(keys === undefined || DATA_KINDS.includes(kind) ? [] : [unused('keys', kind, 'no keys')]),
    ]);
  }
}

function unused(field: string, kind: string, allowed: string): Finding {
  const remedy = 'Leave it out, for nothing would read it.';
  return { code: 'external-option-unused', field, given: `${field} of a ${show(kind)}`, allowed, remedy };
}

/** Whether the value is an external object, from whichever copy of this library. */
export function isExternalObject(value: { readonly [name: string]: unknown }): boolean {
  return typeof value['findings'] === 'function' && typeof value['inNamespace'] === 'function';
}
