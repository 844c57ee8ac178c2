import { Random } from './random';

interface Data {
  [key: string]: unknown;
}
type Holder = Data | unknown[];

/** What is done to an object, and where. */
export interface Mutation {
  readonly name: string;
  readonly object: object;
}

interface Place {
  readonly holder: Holder;
  readonly key: string;
  /** The mapping or list that the holder is in. */
  readonly above?: Holder;
}

const OTHER_VALUES: readonly unknown[] = [
  'text',
  '',
  '12',
  7,
  -1,
  1.5,
  2 ** 33,
  true,
  [],
  ['text'],
  [{}],
  {},
  { a: 'b' },
  '1Xi',
];

/** Each takes a copy of a valid object and does one thing to it; `undefined` where it has nothing to do it to. */
const MUTATIONS: { readonly [name: string]: (places: readonly Place[], random: Random) => boolean } = {
  misspelt(places, random) {
    const fields = places.filter(({ holder }) => !Array.isArray(holder));
    const { holder, key } = random.of(fields) as Place & { holder: Data };
    const at = random.below(key.length);
    const wrong = random.of([
      key.slice(0, at) + key.slice(at + 1),
      `${key.slice(0, at)}x${key.slice(at)}`,
      key.slice(0, at) +
        key
          .slice(at, at + 2)
          .split('')
          .reverse()
          .join('') +
        key.slice(at + 2),
      key.toLowerCase(),
      `${key}s`,
    ]);
    if (wrong === key || wrong === '' || Object.hasOwn(holder, wrong)) {
      return false;
    }
    holder[wrong] = holder[key];
    Reflect.deleteProperty(holder, key);
    return true;
  },
  misplaced(places, random) {
    const fields = places.filter(({ holder }) => !Array.isArray(holder));
    const from = random.of(fields) as Place & { holder: Data };
    const to = random.of(fields).holder as Data;
    const value = from.holder[from.key];
    if (to === from.holder || Object.hasOwn(to, from.key) || JSON.stringify(value).includes(JSON.stringify(to))) {
      return false;
    }
    Reflect.deleteProperty(from.holder, from.key);
    to[from.key] = value;
    return true;
  },
  'of another type'(places, random) {
    const { holder, key } = random.of(places);
    Reflect.set(holder, key, structuredClone(random.of(OTHER_VALUES)));
    return true;
  },
  dropped(places, random) {
    const { holder, key } = random.of(places);
    if (Array.isArray(holder)) {
      holder.splice(Number(key), 1);
      return true;
    }
    return Reflect.deleteProperty(holder, key);
  },
  null(places, random) {
    const { holder, key } = random.of(places);
    return Reflect.set(holder, key, null);
  },
  twice(places, random) {
    const items = places.filter(({ holder }) => Array.isArray(holder));
    if (items.length === 0) {
      return false;
    }
    const { holder, key } = random.of(items) as Place & { holder: unknown[] };
    holder.push(structuredClone(holder[Number(key)]));
    return true;
  },
};

/** The object with one thing wrong, or at least changed. Without apiVersion, kind and name there would be no object. */
export function mutate(object: object, random: Random): Mutation {
  for (;;) {
    const copy = structuredClone(object) as Data;
    const places = placesIn(copy).filter(
      ({ holder, key }) =>
        !(holder === copy && ['apiVersion', 'kind', 'metadata'].includes(key)) &&
        !(holder === copy['metadata'] && key === 'name'),
    );
    const name = random.of(Object.keys(MUTATIONS));
    if (places.length > 0 && places.some(({ holder }) => !Array.isArray(holder)) && MUTATIONS[name]?.(places, random)) {
      return { name, object: copy };
    }
  }
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(Reflect.get(holder, key))]);
}
