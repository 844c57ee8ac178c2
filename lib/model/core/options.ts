import { Finding } from './issue';
import { Readers, record } from './reading';

/** Options as they were understood. */
export interface ReadOptions<T> {
  /** A copy of what has the right type. */
  readonly options: Partial<T>;
  /** What is wrong with the rest, with field names relative to the options. */
  readonly wrong: readonly Finding[];
}

/** Name of the field of a finding about the options as a whole. */
const WHOLE = 'props';

/**
 * Reads the options of a value with a class. Objects of the caller are not kept: what was judged is what is rendered.
 */
export function readOptions<T extends object>(given: T | undefined, readers: Readers): ReadOptions<T> {
  const { value = {}, findings } = record(readers)('', given);
  return { options: value as Partial<T>, wrong: findings };
}

/**
 * What is wrong with options: their types, and what rules say of those that have the right one.
 *
 * @param field where the options are; empty where they are properties of the construct itself
 */
export function optionFindings(field: string, wrong: readonly Finding[], rules: readonly Finding[]): Finding[] {
  const types = wrong.map((finding) => ({ ...finding, field: place(field, finding.field) }));
  const known = types.map((finding) => finding.field);
  return [...types, ...rules.filter((rule) => !known.includes(rule.field) && !known.includes(field || WHOLE))];
}

function place(field: string, name: string): string {
  if (field === '') {
    return name;
  }
  return name === WHOLE ? field : `${field}.${name}`;
}
