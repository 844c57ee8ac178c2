import { fulfilsRequirement } from '../../model/core/label-requirement';
import { Mapping } from '../../model/core/untrusted';
import { at, listAt, mappingAt, textAt } from '../data';
import { selectsBy } from '../label-selection';

/** Something with labels in a namespace. */
interface Labelled<T> {
  readonly item: T;
  readonly namespace: string;
  readonly labels: Mapping;
}

function fulfils(requirement: unknown, labels: Mapping): boolean {
  const value = at(labels, textAt(requirement, 'key') ?? '');
  // That an operator is unknown is for the schema to say; nothing should follow from it.
  return fulfilsRequirement(textAt(requirement, 'operator'), value, listAt(requirement, 'values')) ?? true;
}

/** So few that an index of them is not worth its price. */
const FEW = 16;

/** Finds what selectors select, without looking at everything for each of them. */
export class LabelIndex<T> {
  readonly #all: readonly Labelled<T>[];
  #indexed?: ReadonlyMap<string, Labelled<T>[]>;

  constructor(items: readonly T[], namespaceOf: (item: T) => string | undefined, labelsOf: (item: T) => Mapping) {
    this.#all = items.map((item) => ({ item, namespace: namespaceOf(item) ?? '', labels: labelsOf(item) }));
  }

  /** What a selector selects in a namespace. */
  select(namespace: string, selector: Mapping): T[] {
    const selected: T[] = [];
    for (const { item, namespace: place, labels } of this.candidates(namespace, selector)) {
      if (place === namespace && selectsBy(fulfils, selector, labels)) {
        selected.push(item);
      }
    }
    return selected;
  }

  private candidates(namespace: string, selector: Mapping): readonly Labelled<T>[] {
    if (this.#all.length <= FEW) {
      return this.#all;
    }
    this.#indexed ??= indexed(this.#all);
    const index = this.#indexed;
    const entries = Object.entries(mappingAt(selector, 'matchLabels'));
    const lists = entries.map(([key, value]) => index.get(labelKey(namespace, key, value)) ?? []);
    return lists.reduce(
      (shortest, list) => (list.length < shortest.length ? list : shortest),
      index.get(namespace) ?? [],
    );
  }
}

/** By namespace, and by label. */
function indexed<T>(all: readonly Labelled<T>[]): Map<string, Labelled<T>[]> {
  const index = new Map<string, Labelled<T>[]>();
  for (const labelled of all) {
    const { namespace, labels } = labelled;
    add(index, namespace, labelled);
    for (const [key, value] of Object.entries(labels)) {
      add(index, labelKey(namespace, key, value), labelled);
    }
  }
  return index;
}

function labelKey(namespace: string, key: string, value: unknown): string {
  return `${namespace}\n${key}\n${typeof value === 'string' ? value : typeof value}`;
}

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [value]);
  } else {
    list.push(value);
  }
}
