import { isMapping, Mapping } from '../../model/core/untrusted';
import { listAt, mappingAt, textAt } from '../data';

/** Something with labels in a namespace. */
interface Labelled<T> {
  readonly item: T;
  readonly labels: Mapping;
}

/** Whether a label selector matches. An empty one matches everything. */
export function matchesLabels(selector: Mapping, labels: Mapping): boolean {
  const wanted = mappingAt(selector, 'matchLabels');
  return (
    Object.keys(wanted).every((key) => valueOf(labels, key) === wanted[key]) &&
    listAt(selector, 'matchExpressions').every((each) => fulfils(each, labels))
  );
}

function fulfils(requirement: unknown, labels: Mapping): boolean {
  const value = valueOf(labels, textAt(requirement, 'key') ?? '');
  const isAmong = value !== undefined && listAt(requirement, 'values').includes(value);
  switch (textAt(requirement, 'operator')) {
    case 'In':
      return isAmong;
    case 'NotIn':
      return !isAmong;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      // It is for the schema to say; nothing should follow from it.
      return true;
  }
}

function valueOf(labels: Mapping, key: string): unknown {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Finds what selectors select, without looking at everything for each of them. */
export class LabelIndex<T> {
  readonly #byNamespace = new Map<string, Labelled<T>[]>();
  readonly #byLabel = new Map<string, Labelled<T>[]>();

  constructor(items: readonly T[], namespaceOf: (item: T) => string | undefined, labelsOf: (item: T) => Mapping) {
    for (const item of items) {
      const [namespace, labels] = [namespaceOf(item) ?? '', labelsOf(item)];
      const labelled = { item, labels };
      add(this.#byNamespace, namespace, labelled);
      for (const [key, value] of Object.entries(labels)) {
        add(this.#byLabel, labelKey(namespace, key, value), labelled);
      }
    }
  }

  /** What a selector selects in a namespace. */
  select(namespace: string, selector: Mapping): T[] {
    return this.candidates(namespace, selector)
      .filter(({ labels }) => matchesLabels(selector, labels))
      .map(({ item }) => item);
  }

  private candidates(namespace: string, selector: Mapping): readonly Labelled<T>[] {
    const { matchLabels } = selector;
    const entries = isMapping(matchLabels) ? Object.entries(matchLabels) : [];
    const lists = entries.map(([key, value]) => this.#byLabel.get(labelKey(namespace, key, value)) ?? []);
    return lists.reduce(
      (shortest, list) => (list.length < shortest.length ? list : shortest),
      this.#byNamespace.get(namespace) ?? [],
    );
  }
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
