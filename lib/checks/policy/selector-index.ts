import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { mappingAt } from '../data';
import { selects } from '../label-selection';
import { keyOf } from './kinds';

interface Entry {
  readonly object: CheckedObject;
  readonly selector: unknown;
}

/** Objects that select pods by labels, found from the pod in a time that does not grow with the number of objects. */
export class SelectorIndex {
  readonly #byPair = new Map<string, Entry[]>();

  /** @param selectorOf what the object selects by, as a LabelSelector; `undefined` where it selects nothing */
  constructor(objects: readonly CheckedObject[], selectorOf: (object: CheckedObject) => unknown) {
    for (const object of objects) {
      const selector = selectorOf(object);
      if (selector !== undefined) {
        const key = keyOf(object.namespace, ...firstPair(mappingAt(selector, 'matchLabels')));
        const same = this.#byPair.get(key);
        if (same === undefined) {
          this.#byPair.set(key, [{ object, selector }]);
        } else {
          same.push({ object, selector });
        }
      }
    }
  }

  /** The objects in the namespace of the pod that select it. */
  selecting({ object: { namespace }, metadata }: CheckedPod): CheckedObject[] {
    if (this.#byPair.size === 0) {
      return [];
    }
    const labels = mappingAt(metadata, 'labels');
    const pairs = [[], ...Object.entries(labels).map(([key, value]) => pairOf(key, value))];
    return pairs.flatMap((pair) =>
      (this.#byPair.get(keyOf(namespace, ...pair)) ?? [])
        .filter(({ selector }) => selects(selector, labels))
        .map(({ object }) => object),
    );
  }
}

/** A selector is found by one of the labels that it asks for; without any, by none. */
function firstPair(matchLabels: { readonly [key: string]: unknown }): string[] {
  const [first] = Object.keys(matchLabels).sort();
  return first === undefined ? [] : pairOf(first, matchLabels[first]);
}

function pairOf(key: string, value: unknown): string[] {
  return [key, typeof value === 'string' ? value : ''];
}
