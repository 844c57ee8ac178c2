import {
  ApiObject,
  App,
  ImplicitTokenResolver,
  IResolver,
  JsonPatch,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
  ResolutionContext,
} from 'cdk8s';
import { isMap, setField } from './plain-data';

/** What `ApiObject` keeps of itself, and gives to nobody else. */
interface Internals {
  readonly props?: object;
  readonly patches?: JsonPatch[];
}

/** Fields that vanish in cdk8s: nothing, and null. */
const NOTHING = undefined;
/** What the resolvers of cdk8s itself do is done here without calling them, for every value goes through them. */
const BUILT_IN: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/**
 * Renders an object as `ApiObject.toJson` does: lazy values, tokens and resolvers, then the JSON patches. Unlike there,
 * keys may have the names of JavaScript's own fields, and the fields are in no order.
 */
export function renderObject(source: ApiObject): unknown {
  const { props, patches } = source as unknown as Internals;
  // The generated classes of cdk8s-plus and others render in ways of their own.
  const isOwn = source.toJson === ApiObject.prototype.toJson;
  if (!isOwn || props === undefined || !Array.isArray(patches)) {
    return source.toJson();
  }
  const data = { ...props, metadata: source.metadata.toJson() as unknown };
  const rendered = new Resolution(source).value(data, []);
  return patches.length === 0 ? rendered : (JsonPatch.apply(rendered, ...patches) as unknown);
}

class Resolution {
  readonly #resolvers: readonly IResolver[];
  readonly #isBuiltIn: boolean;

  constructor(private readonly source: ApiObject) {
    this.#resolvers = App.of(source).resolvers;
    this.#isBuiltIn =
      this.#resolvers.length === BUILT_IN.length &&
      this.#resolvers.every((resolver, index) => resolver.constructor === BUILT_IN[index]);
  }

  value(value: unknown, place: readonly string[]): unknown {
    if (value === null || value === undefined) {
      return NOTHING;
    }
    if (!this.#isBuiltIn) {
      return this.withResolvers(value, place);
    }
    if (typeof value !== 'object' && typeof value !== 'function') {
      return value;
    }
    const { resolve, value: inner } = value as { resolve?: unknown; value?: unknown };
    if (value instanceof Lazy) {
      return this.value(value.produce(), place);
    }
    if (typeof resolve === 'function') {
      return this.value((value as { resolve: () => unknown }).resolve(), place);
    }
    if (!isMap(value) && (typeof inner === 'number' || typeof inner === 'string')) {
      return { value: inner };
    }
    return this.structure(value, place);
  }

  private map(map: { [key: string]: unknown }, place: readonly string[]): { [key: string]: unknown } {
    const result: { [key: string]: unknown } = {};
    for (const key of Object.keys(map)) {
      const value = this.value(map[key], this.#isBuiltIn ? place : [...place, key]);
      if (value !== NOTHING && value !== null) {
        setField(result, key, value);
      }
    }
    return result;
  }

  private withResolvers(value: unknown, place: readonly string[]): unknown {
    const context = new ResolutionContext(this.source, [...place], value);
    for (const resolver of this.#resolvers) {
      if (resolver instanceof NumberStringUnionResolver && typeof value === 'object' && isMap(value as object)) {
        continue;
      }
      resolver.resolve(context);
      if (context.replaced) {
        return this.value(context.replacedValue, place);
      }
    }
    return this.structure(value, place);
  }

  /** What is neither list nor map is left for `plainData` to judge. */
  private structure(value: unknown, place: readonly string[]): unknown {
    if (Array.isArray(value)) {
      return value.map((item, index) => this.value(item, this.#isBuiltIn ? place : [...place, String(index)]));
    }
    return typeof value === 'object' && value !== null && isMap(value) ? this.map(value, place) : value;
  }
}
