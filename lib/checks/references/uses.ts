import { isMapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject, groupOf } from '../checked-object';
import { at, listAt, mappingAt } from '../data';
import { REFERENCES } from './object-references';
import { type References } from './references';

const RBAC = 'rbac.authorization.k8s.io';
/** Groups of Kubernetes itself have no dot, or this end. */
const KUBERNETES = '.k8s.io';
/** Kinds of which it is known what they refer to, and what they make. Names of these would be uses of themselves. */
const UNDERSTOOD: ReadonlySet<string> = new Set([...REFERENCES.keys(), 'SealedSecret', 'SecretProviderClass']);

/** So few that an index of them is not worth its price. */
const FEW = 16;

/** What makes use of objects of a scope. Mostly a reference does; else a name is looked for wherever it could stand. */
export class Uses {
  readonly #scope: CheckScope;
  readonly #referred = new Map<string, ReadonlySet<string>>();
  readonly #references: References;
  #mentioned?: ReadonlySet<string>;

  constructor(scope: CheckScope, references: References) {
    this.#scope = scope;
    this.#references = references;
  }

  /** Whether anything uses the object, or may: by a reference, by its name elsewhere, or through the API server. */
  isUsed(kind: string, resource: string, namespace: string | undefined, name: string): boolean {
    return (
      this.isReferred(kind, namespace, name) || this.isReadable(resource, namespace, name) || this.isMentioned(name)
    );
  }

  /** Whether the name stands where operators and programs are told names. */
  isMentioned(name: string): boolean {
    return this.mentioned.has(name);
  }

  private isReferred(kind: string, namespace: string | undefined, name: string): boolean {
    const { all } = this.#references;
    return all.length > FEW
      ? this.referred(kind).has(keyOf(namespace, name))
      : all.some((each) => each.kind === kind && each.name === name && (each.namespace ?? '') === (namespace ?? ''));
  }

  private referred(kind: string): ReadonlySet<string> {
    const known =
      this.#referred.get(kind) ??
      new Set(
        this.#references.all
          .filter((reference) => reference.kind === kind)
          .map(({ namespace, name }) => keyOf(namespace, name)),
      );
    this.#referred.set(kind, known);
    return known;
  }

  /** Whether a role lets somebody read the object. */
  private isReadable(resource: string, namespace: string | undefined, name: string): boolean {
    const roles = ['Role', 'ClusterRole'].flatMap((kind) =>
      this.#scope.ofKind(kind).filter((role) => kind === 'ClusterRole' || role.namespace === namespace),
    );
    return roles
      .filter(({ apiVersion }) => groupOf(apiVersion) === RBAC)
      .flatMap(({ manifest }) => listAt(manifest, 'rules'))
      .some((rule) => {
        const [resources, names] = [listAt(rule, 'resources'), listAt(rule, 'resourceNames')];
        return (
          (resources.includes(resource) || resources.includes('*')) && (names.length === 0 || names.includes(name))
        );
      });
  }

  /** Texts in which operators and programs are told names: whole, or behind the name of a namespace. */
  private get mentioned(): ReadonlySet<string> {
    if (this.#mentioned === undefined) {
      const texts = new Set<string>();
      this.#scope.objects.forEach((object) => {
        mentions(object, texts);
      });
      this.#scope.pods.forEach(({ metadata, containers }) => {
        collect(at(metadata, 'annotations'), texts);
        containers.forEach(({ spec }) => {
          [spec['args'], spec['command'], spec['env']].forEach((value) => {
            collect(value, texts);
          });
        });
      });
      this.#mentioned = texts;
    }
    return this.#mentioned;
  }
}

/** Annotations, what a custom resource says, and configuration. */
function mentions({ apiVersion, kind, manifest }: CheckedObject, texts: Set<string>): void {
  collect(mappingAt(manifest, 'metadata', 'annotations'), texts);
  const group = groupOf(apiVersion);
  if (group.includes('.') && !group.endsWith(KUBERNETES) && !UNDERSTOOD.has(kind)) {
    collect(at(manifest, 'spec'), texts);
  }
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') {
    for (const word of value.split(/[\s,;:=/@"']+/)) {
      texts.add(word);
    }
  } else if (Array.isArray(value) || isMapping(value)) {
    Object.values(value).forEach((each) => {
      collect(each, texts);
    });
  }
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}\n${name}`;
}
