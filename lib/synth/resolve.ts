import {
  ApiObject,
  ApiObjectMetadataDefinition,
  App,
  ImplicitTokenResolver,
  IResolver,
  JsonPatch,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
  ResolutionContext,
} from 'cdk8s';
import { KubernetesObject } from '../constructs/kubernetes-object';
import { Finding } from '../model/core/issue';
import { isMap, PlainData } from './plain-data';

/** What `ApiObject` keeps of itself, and gives to nobody else. */
interface Internals {
  readonly props?: object;
  readonly patches?: JsonPatch[];
}

/** What the metadata of an `ApiObject` keeps of itself. */
interface MetadataInternals {
  readonly _additionalAttributes?: object;
  readonly name?: unknown;
  readonly namespace?: unknown;
  readonly labels?: unknown;
  readonly annotations?: unknown;
  readonly finalizers?: unknown;
  readonly ownerReferences?: unknown;
}

/** What the resolvers of cdk8s itself do is done here without calling them, for every value goes through them. */
const BUILT_IN: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/**
 * Renders an object as plain data, as `ApiObject.toJson` does: lazy values, tokens and resolvers, then the JSON patches.
 * Unlike there, keys may have the names of JavaScript's own fields.
 *
 * @param findings values that no manifest can hold are added to them
 */
export function renderObject(source: ApiObject, findings: Finding[]): unknown {
  const { props, patches, toJson } = source as unknown as Internals & { readonly toJson: unknown };
  // The generated classes of cdk8s-plus and others render in ways of their own.
  const isOwn = toJson === ApiObject.prototype.toJson || toJson === KubernetesObject.prototype.toJson;
  if (!isOwn || props === undefined || !Array.isArray(patches)) {
    return new PlainData(findings).copy(source.toJson());
  }
  const found: Finding[] = [];
  const rendered = new Resolution(source, found).object(props);
  const patched = patches.length === 0 ? rendered : (JsonPatch.apply(rendered, ...patches) as unknown);
  const finished = KubernetesObject.isKubernetesObject(source) ? source.finished(patched as object) : patched;
  if (patches.length === 0 && finished === rendered) {
    findings.push(...found);
    return rendered;
  }
  // What was wrong may be gone, and what was added is nobody's copy.
  return new PlainData(findings).copy(finished);
}

/** Copies what an object was made with, and resolves it on the way. */
class Resolution extends PlainData {
  readonly #source: ApiObject;
  readonly #resolvers: readonly IResolver[];
  readonly #isBuiltIn: boolean;
  #isOwnMetadata = false;

  constructor(source: ApiObject, findings: Finding[]) {
    super(findings);
    this.#source = source;
    this.#resolvers = App.of(source).resolvers;
    this.#isBuiltIn =
      this.#resolvers.length === BUILT_IN.length &&
      this.#resolvers.every((resolver, index) => resolver.constructor === BUILT_IN[index]);
  }

  object(props: object): unknown {
    return this.copy({ ...props, metadata: this.metadata() });
  }

  protected override resolved(value: unknown): unknown {
    return this.#isBuiltIn ? resolvedByCdk8s(value) : this.withResolvers(value);
  }

  protected override isLeftOut(copy: unknown): boolean {
    return (
      copy === undefined ||
      copy === null ||
      (typeof copy === 'object' && this.#isOwnMetadata && this.place[0] === 'metadata' && isEmpty(copy))
    );
  }

  /** What `ApiObjectMetadataDefinition.toJson` makes metadata of, before it takes away what is empty. */
  private metadata(): unknown {
    const { metadata } = this.#source;
    const internals = metadata as unknown as MetadataInternals;
    const {
      _additionalAttributes: more,
      name,
      namespace,
      labels,
      annotations,
      finalizers,
      ownerReferences,
    } = internals;
    const isOwn = metadata.toJson === ApiObjectMetadataDefinition.prototype.toJson && more !== undefined;
    // Resolvers of somebody else see metadata twice, and may count.
    if (!isOwn || !this.#isBuiltIn) {
      return metadata.toJson();
    }
    this.#isOwnMetadata = true;
    return { ...more, name, namespace, annotations, finalizers, ownerReferences, labels };
  }

  private withResolvers(given: unknown): unknown {
    let value = given;
    while (value !== undefined && value !== null) {
      const context = new ResolutionContext(this.#source, this.place.map(String), value);
      const isPlainMap = typeof value === 'object' && isMap(value);
      this.#resolvers.find((resolver) => {
        if (!isPlainMap || !(resolver instanceof NumberStringUnionResolver)) {
          resolver.resolve(context);
        }
        return context.replaced;
      });
      if (!context.replaced) {
        return value;
      }
      value = context.replacedValue;
    }
    return undefined;
  }
}

function resolvedByCdk8s(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
    return value;
  }
  const isData = Array.isArray(value) || isMap(value);
  if (!isData && value instanceof Lazy) {
    return resolvedByCdk8s(value.produce());
  }
  const { resolve } = value as { readonly resolve?: unknown };
  if (typeof resolve === 'function') {
    return resolvedByCdk8s((value as { resolve: () => unknown }).resolve());
  }
  const inner = isData ? undefined : (value as { readonly value?: unknown }).value;
  return typeof inner === 'number' || typeof inner === 'string' ? { value: inner } : value;
}

function isEmpty(value: object): boolean {
  return Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
}
