import { isMapping } from '../../model/core/untrusted';
import { AlignedObject } from './aligned-object';
import { ChartValues, expressionOf, presenceOf } from './chart-values';
import { AddedValue, KnobTemplate, knobNode } from './knobs';
import { joinNamedLists, NamedItem } from './merge-lists';
import { ObjectName } from './object-names';
import { generalPattern, isWhole, Place, Places } from './place';
import { SharedValues } from './shared-values';
import { ListItem, MapEntry, simplified, TemplateNode } from './template-node';
import { flowText, formOf, NO_VALUE, textsOf, ValueForm } from './value-form';
import { valueNode, literalNode } from './value-node';
import { schemaOf } from './values-schema';
import { isCoveredBy, isUniform, keysOf, mapVariants, pick, Variants } from './variants';

/** Fields that hold names of namespaces, the second in selectors. */
const NAMESPACE_FIELDS: ReadonlySet<string> = new Set(['namespace', 'kubernetes.io/metadata.name']);
/** Fields that hold names of objects, for example `claimName`. */
const NAME_FIELD = /^(?:name|\w+Name)$/;

/** What the templates of a chart have in common. */
export interface TemplateContext {
  readonly values: ChartValues;
  readonly shared: SharedValues;
  /** Namespace of the release in each environment, where templates take it from Helm. */
  readonly releaseNamespaces: Variants;
  /** Name of the template that writes an image. */
  readonly imageTemplate: string;
}

/** Turns the manifests of one object into one template, and what differs between them into values. */
export class ObjectTemplate implements KnobTemplate {
  readonly places: Places;
  readonly imageTemplate: string;
  /** Host names that the object routes. */
  readonly hosts = new SharedValues();
  readonly #context: TemplateContext;
  readonly #condition?: readonly string[];

  /** @param condition path of the value that says whether the object exists; `undefined` where it always does */
  constructor(object: AlignedObject, name: ObjectName, context: TemplateContext, condition?: readonly string[]) {
    this.places = new Places(object, name);
    this.imageTemplate = context.imageTemplate;
    this.#context = context;
    this.#condition = condition;
  }

  /** The template of what is at a place, in every environment of the variants. */
  node(place: Place, variants: Variants): TemplateNode {
    return knobNode(this, place, variants) ?? this.reference(place, variants) ?? this.structure(place, variants);
  }

  /** Makes a value of what is at a place. */
  value(place: Place, variants: Variants): TemplateNode {
    const { form, expression } = this.add(place, variants);
    return valueNode(form, expression);
  }

  /** Adds a value. */
  add(place: Place, variants: Variants, isOptional = false): AddedValue {
    const form = formOf([...variants.values()]);
    const held = form === ValueForm.FLOW_TEXT ? mapVariants(variants, flowText) : variants;
    const schema = schemaOf(place.key, [...held.values()]);
    const path = this.#context.values.add(place.path, {
      variants: held,
      schema,
      isOptional,
      condition: this.#condition,
    });
    // What Go's templates take for false would count as absent.
    const isTold = [...held.values()].every((value) => !isFalsy(value));
    const expression = expressionOf(path);
    return { path, form, expression, presence: isTold ? `with ${expression}` : presenceOf(path) };
  }

  /** Names of objects and of the namespace, which are one thing wherever they occur. */
  private reference({ key }: Place, variants: Variants): TemplateNode | undefined {
    const { releaseNamespaces, shared } = this.#context;
    const isNamespace = NAMESPACE_FIELDS.has(key);
    const isOwn = isNamespace && isCoveredBy(releaseNamespaces, variants);
    const isName = isNamespace || NAME_FIELD.test(key);
    const expression = isOwn ? '.Release.Namespace' : isName ? shared.findDifferent(variants) : undefined;
    return expression === undefined ? undefined : valueNode(ValueForm.QUOTE, expression);
  }

  private structure(place: Place, variants: Variants): TemplateNode {
    const all = [...variants.values()];
    if (isWhole(place) && !isUniform(variants)) {
      return this.value(place, variants);
    }
    if (all.every(isMapping)) {
      return this.map(place, variants);
    }
    if (all.every((each) => Array.isArray(each))) {
      return this.list(place, variants);
    }
    return isUniform(variants) ? literalNode(all[0]) : this.value(place, variants);
  }

  private map(place: Place, variants: Variants): TemplateNode {
    const keys = keysOf(variants);
    const isEverywhere = (key: string) => pick(variants, key).size === variants.size;
    // A map is never left without an entry, for it would become null.
    if (keys.length > 0 && !keys.some(isEverywhere)) {
      return this.value(place, variants);
    }
    const entries = keys.map((key): MapEntry => {
      const [field, fields] = [this.places.field(place, key), pick(variants, key)];
      return isEverywhere(key) ? { key, node: this.node(field, fields) } : { key, ...this.optional(field, fields) };
    });
    return simplified({ type: 'map', entries });
  }

  private optional(place: Place, variants: Variants): { readonly node: TemplateNode; readonly guard: string } {
    const { form, expression, presence } = this.add(place, variants, true);
    return { guard: presence, node: valueNode(form, presence.startsWith('with ') ? '.' : expression) };
  }

  private list(place: Place, variants: Variants): TemplateNode {
    const named = joinNamedLists(variants);
    if (named !== undefined) {
      const items = named.map((item) => this.item(place, item, variants.size, named.length === 1));
      return simplified({ type: 'list', items });
    }
    const lists = [...variants.values()] as unknown[][];
    if (lists.every(({ length }) => length === 1) && lists.every(([item]) => isMapping(item))) {
      return simplified({ type: 'list', items: [{ node: this.node(this.places.onlyItem(place), pick(variants, 0)) }] });
    }
    if (isUniform(variants)) {
      return this.sameList(place, lists[0] ?? [], variants);
    }
    return this.value(place, variants);
  }

  /** A list that is the same everywhere, item by item where Helm would change what it holds. */
  private sameList(place: Place, list: readonly unknown[], variants: Variants): TemplateNode {
    if (!textsOf(list).some((text) => text.includes(NO_VALUE))) {
      return { type: 'literal', data: list };
    }
    const items = list.map((_, index) => ({ node: this.node(this.places.onlyItem(place), pick(variants, index)) }));
    return simplified({ type: 'list', items });
  }

  private item(list: Place, item: NamedItem, wanted: number, isOnly: boolean): ListItem {
    const { key, name, variants } = item;
    const place = this.places.item(list, name, isOnly);
    if (variants.size === wanted) {
      const common = keysOf(variants).filter((each) => pick(variants, each).size === wanted);
      const isDifferent = keysOf(variants).length > common.length && common.every((each) => each === key);
      // Where items have nothing in common but their names, what they are is one value.
      return isDifferent ? this.wholeItem(place, item, false) : { node: this.node(place, variants) };
    }
    const texts = generalPattern(place.pattern) === 'container.env[]' ? textsOfVariable(variants) : undefined;
    if (texts === undefined) {
      return this.wholeItem(place, item, true);
    }
    const { guard, node } = this.optional(this.places.field(place, 'value'), texts);
    const entries = [nameEntry(item), { key: 'value', node }];
    return { guard, node: { type: 'map', entries } };
  }

  private wholeItem(place: Place, item: NamedItem, isOptional: boolean): ListItem {
    const rests = mapVariants(item.variants, (value) => without(value as object, item.key));
    const isBlock = formOf([...rests.values()]) === ValueForm.TO_YAML && ![...rests.values()].some(isFalsy);
    if (!isBlock) {
      return isOptional ? this.optional(place, item.variants) : { node: this.value(place, item.variants) };
    }
    const { expression, presence } = this.add(place, rests, isOptional);
    const node = { type: 'map' as const, entries: [nameEntry(item)], rest: isOptional ? '.' : expression };
    return { node, guard: isOptional ? presence : undefined };
  }
}

function nameEntry({ key, name }: NamedItem): MapEntry {
  return { key, node: literalNode(name) };
}

function without(map: object, key: string): object {
  return Object.fromEntries(Object.entries(map).filter(([each]) => each !== key));
}

/** What a variable is in each environment, where it is nothing but a text. */
function textsOfVariable(variants: Variants): Variants | undefined {
  const isText = [...variants.values()].every(
    (item) => isMapping(item) && typeof item['value'] === 'string' && Object.keys(item).length === 2,
  );
  return isText ? pick(variants, 'value') : undefined;
}

function isFalsy(value: unknown): boolean {
  return !value || (typeof value === 'object' && Object.keys(value).length === 0);
}
