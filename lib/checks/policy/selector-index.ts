import { Mapping } from '../../model/core/untrusted';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { mappingAt } from '../data';
import { selects } from '../label-selection';
import { keyOf } from './kinds';

/** So few that an index of them is not worth its price. */
const FEW = 8;

interface Entry {
  readonly object: CheckedObject;
  readonly selector: unknown;
}

/** Objects that select pods by labels, found from the pod in a time that does not grow with the number of objects. */
export class SelectorIndex {
  readonly #entries: Entry[] = [];
  #byPair?: ReadonlyMap<string, readonly Entry[]>;

  /** @param selectorOf what the object selects by, as a LabelSelector; `undefined` where it selects nothing */
  constructor(objects: readonly CheckedObject[], selectorOf: (object: CheckedObject) => unknown) {
    for (const object of objects) {
      const selector = selectorOf(object);
      if (selector !== undefined) {
        this.#entries.push({ object, selector });
      }
    }
  }

  /** The objects in the namespace of the pod that select it. */
  selecting({ object: { namespace }, metadata }: CheckedPod): CheckedObject[] {
    const labels = mappingAt(metadata, 'labels');
    return this.#entries.length > FEW ? this.found(namespace, labels) : selected(this.#entries, namespace, labels);
  }

  private found(namespace: string | undefined, labels: Mapping): CheckedObject[] {
    this.#byPair ??= byPair(this.#entries);
    const index = this.#byPair;
    const pairs = [[], ...Object.entries(labels).map(([key, value]) => pairOf(key, value))];
    return pairs.flatMap((pair) => selected(index.get(keyOf(namespace, ...pair)) ?? [], namespace, labels));
  }
}

function selected(entries: readonly Entry[], namespace: string | undefined, labels: Mapping): CheckedObject[] {
  const objects: CheckedObject[] = [];
  for (const { object, selector } of entries) {
    if (object.namespace === namespace && selects(selector, labels)) {
      objects.push(object);
    }
  }
  return objects;
}

function byPair(entries: readonly Entry[]): Map<string, Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry.object.namespace, ...firstPair(mappingAt(entry.selector, 'matchLabels')));
    const same = index.get(key);
    if (same === undefined) {
      index.set(key, [entry]);
    } else {
      same.push(entry);
    }
  }
  return index;
}

/** A selector is found by one of the labels that it asks for; without any, by none. */
function firstPair(matchLabels: Mapping): string[] {
  const [first] = Object.keys(matchLabels).sort();
  return first === undefined ? [] : pairOf(first, matchLabels[first]);
}

function pairOf(key: string, value: unknown): string[] {
  return [key, typeof value === 'string' ? value : ''];
}
