import { createHash } from 'node:crypto';
import { isTree } from '../model/deployment/settings';

/** Characters of a hash: 40 bits. */
export const HASH_LENGTH = 10;
/** Vowels, and digits that look like them, could form words in a name. */
const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ['0', 'g'],
  ['1', 'h'],
  ['3', 'k'],
  ['a', 'm'],
  ['e', 't'],
]);

/**
 * A short text that stands for a content: equal contents have equal ones, whatever the order of their keys. It can be a
 * part of a name.
 */
export function contentHash(content: unknown): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(canonical(content)))
    .digest('hex');
  return hash.slice(0, HASH_LENGTH).replace(/[013ae]/g, (character) => REPLACEMENTS.get(character) ?? character);
}

/** Maps become lists of pairs in the order of their names: no name then has a meaning of its own. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  if (!isTree(value)) {
    return value;
  }
  const entries = Object.entries(value).map(([name, each]): [string, unknown] => [name, canonical(each)]);
  return { pairs: entries.sort(([a], [b]) => (a < b ? -1 : 1)) };
}
