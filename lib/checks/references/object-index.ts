import { compareText } from '../../model/core/compare-text';
import { isClusterKind } from '../../model/external/external-object';
import { CheckScope } from '../check-scope';
import { CheckedObject, groupOf } from '../checked-object';
import { mappingAt } from '../data';
import { madeSecrets, MadeSecret } from './made-secrets';
import { isProvided, providedNames } from './provided-objects';

/** API groups of kinds whose names other groups use too. */
const GROUPS: ReadonlyMap<string, string> = new Map([
  ['ConfigMap', ''],
  ['Gateway', 'gateway.networking.k8s.io'],
  ['GatewayClass', 'gateway.networking.k8s.io'],
  ['Issuer', 'cert-manager.io'],
  ['Namespace', ''],
  ['PersistentVolumeClaim', ''],
  ['Secret', ''],
  ['Service', ''],
  ['ServiceAccount', ''],
]);

/** So few that an index of them is not worth its price. */
const FEW = 8;

/** Something that is there under a name. */
export interface Present {
  /** @default - it is not among the objects of the scope */
  readonly object?: CheckedObject;
  /** @default - not known, so it may have any */
  readonly keys?: readonly string[];
}

/** An object of the scope. Its keys are looked for when somebody asks for one. */
class PresentObject implements Present {
  readonly object: CheckedObject;

  constructor(object: CheckedObject) {
    this.object = object;
  }

  get keys(): readonly string[] | undefined {
    return dataKeys(this.object);
  }
}

/** Everything that is in the cluster, as far as it is known. */
export class ObjectIndex {
  readonly #scope: CheckScope;
  readonly #byKind = new Map<string, Map<string, Present[]>>();
  #made?: readonly MadeSecret[];

  constructor(scope: CheckScope) {
    this.#scope = scope;
  }

  /** Secrets that objects of the scope make. */
  get madeSecrets(): readonly MadeSecret[] {
    this.#made ??= madeSecrets(this.#scope);
    return this.#made;
  }

  /**
   * All that is there under a name; nothing where nothing is.
   *
   * @param group API group, where it is not that of the kind
   */
  find(kind: string, namespace: string | undefined, name: string, group?: string): readonly Present[] {
    const present = this.ofKind(kind, group);
    const found = [
      ...(present.get(keyOf(namespace, name)) ?? []),
      // What names no namespace is in that of the command, or in every one.
      ...(namespace === undefined ? [] : (present.get(keyOf(undefined, name)) ?? [])),
    ];
    return found.length === 0 && isProvided(kind, name, this.#scope.cluster) ? [{}] : found;
  }

  /** Whether anything is there under the name. */
  has(kind: string, namespace: string | undefined, name: string, group?: string): boolean {
    if (this.isAmong(kind, namespace, name, group)) {
      return true;
    }
    const present = this.ofKind(kind, group);
    return (
      present.has(keyOf(namespace, name)) ||
      present.has(keyOf(undefined, name)) ||
      isProvided(kind, name, this.#scope.cluster)
    );
  }

  /** Names that are there, sorted. */
  names(kind: string, namespace: string | undefined, group?: string): string[] {
    const keys = [...this.ofKind(kind, group).keys()].map((key) => key.split('\n'));
    const names = keys.filter(([place]) => place === '' || place === namespace).map(([, name]) => name ?? '');
    return [...new Set([...names, ...providedNames(kind, this.#scope.cluster)])].sort(compareText);
  }

  /** Whether it is one of few objects, of which no index is worth its price. */
  private isAmong(kind: string, namespace: string | undefined, name: string, group = GROUPS.get(kind)): boolean {
    const objects = this.#scope.ofKind(kind);
    for (const object of objects.length > FEW ? [] : objects) {
      const isNamed = object.name === name && object.namespace === namespace;
      if (isNamed && (group === undefined || groupOf(object.apiVersion) === group)) {
        return true;
      }
    }
    return false;
  }

  private ofKind(kind: string, group: string | undefined = GROUPS.get(kind)): ReadonlyMap<string, readonly Present[]> {
    const key = `${kind}\n${group ?? ''}`;
    const known = this.#byKind.get(key);
    if (known !== undefined) {
      return known;
    }
    const index = this.indexed(kind, group);
    this.#byKind.set(key, index);
    return index;
  }

  private indexed(kind: string, group: string | undefined): Map<string, Present[]> {
    const index = new Map<string, Present[]>();
    const put = (namespace: string | undefined, name: string, present: Present): void => {
      const key = keyOf(isClusterKind(kind) ? undefined : namespace, name);
      const same = index.get(key);
      if (same === undefined) {
        index.set(key, [present]);
      } else {
        same.push(present);
      }
    };
    for (const object of this.#scope.ofKind(kind)) {
      if (group === undefined || groupOf(object.apiVersion) === group) {
        put(object.namespace, object.name, new PresentObject(object));
      }
    }
    for (const { maker, name, keys } of kind === 'Secret' ? this.madeSecrets : []) {
      put(maker.namespace, name, { keys });
    }
    for (const { namespace, name, keys } of this.#scope.external.filter((each) => each.kind === kind)) {
      put(namespace, name, { keys });
    }
    return index;
  }
}

function dataKeys({ kind, manifest }: CheckedObject): readonly string[] | undefined {
  const fields = kind === 'ConfigMap' ? ['data', 'binaryData'] : kind === 'Secret' ? ['data', 'stringData'] : [];
  return fields.length === 0 ? undefined : fields.flatMap((field) => Object.keys(mappingAt(manifest, field)));
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}\n${name}`;
}
