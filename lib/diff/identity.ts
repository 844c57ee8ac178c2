/** A Kubernetes object as it was written or read. */
export interface DiffObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** An object as it is on both sides, or on one. */
export interface Pair {
  /** @default - it is only on the new side */
  readonly before?: DiffObject;
  /** @default - it is only on the old side */
  readonly after?: DiffObject;
}

/** By what one object counts as another, from the surest sign on. */
const SIGNS: readonly ((object: DiffObject) => readonly string[])[] = [
  ({ metadata }) => [metadata.namespace ?? '', metadata.name],
  ({ metadata }) => ['', metadata.name],
  // A name that ends with a hash of the content is another one whenever the content is.
  ({ metadata }) => ['', `${metadata.name}`.replace(/-[2456789bcdfghkmt]{10}$/, '-')],
];

/**
 * Which object of one side is which of the other. A new version of an API is the same object; so is another namespace,
 * where the kind and the name leave no doubt, for environments may differ by namespace, and another hash in the name.
 */
export function paired(before: readonly DiffObject[], after: readonly DiffObject[]): Pair[] {
  const found: Pair[] = [];
  let [gone, added] = [before, after];
  for (const sign of SIGNS) {
    const pairs = matched(gone, added, sign);
    found.push(...pairs.filter((pair) => !isGone(pair) && !isAdded(pair)));
    gone = pairs.filter(isGone).map((pair) => pair.before);
    added = pairs.filter(isAdded).map((pair) => pair.after);
  }
  return [...found, ...gone.map((object) => ({ before: object })), ...added.map((object) => ({ after: object }))];
}

function matched(
  before: readonly DiffObject[],
  after: readonly DiffObject[],
  sign: (object: DiffObject) => readonly string[],
): Pair[] {
  const key = (object: DiffObject) =>
    [object.apiVersion.replace(/\/?[^/]*$/, ''), object.kind, ...sign(object)].join('\0');
  const [old, now] = [grouped(before, key), grouped(after, key)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((each): Pair[] => {
    const [olds = [], nows = []] = [old.get(each), now.get(each)];
    return olds.length === 1 && nows.length === 1
      ? [{ before: olds[0], after: nows[0] }]
      : [...olds.map((object) => ({ before: object })), ...nows.map((object) => ({ after: object }))];
  });
}

function grouped(objects: readonly DiffObject[], key: (object: DiffObject) => string): Map<string, DiffObject[]> {
  const groups = new Map<string, DiffObject[]>();
  for (const object of objects) {
    groups.set(key(object), [...(groups.get(key(object)) ?? []), object]);
  }
  return groups;
}

function isGone(pair: Pair): pair is { before: DiffObject } {
  return pair.before !== undefined && pair.after === undefined;
}

function isAdded(pair: Pair): pair is { after: DiffObject } {
  return pair.before === undefined && pair.after !== undefined;
}
