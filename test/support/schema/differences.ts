import { SchemaFinding, SchemaProblem } from '../../../lib/checks/schema/problem';

/** An object about which kubeconform and the schema rules differ. */
export interface Disagreement {
  readonly object: object;
  /** What the rules find; nothing where only kubeconform refuses the object. */
  readonly findings: readonly SchemaFinding[];
  /** What kubeconform says; empty where it accepts the object. */
  readonly message: string;
}

/** A reason to differ, explained in docs/checks/kubeconform.md under the same title. */
export interface Difference {
  readonly title: string;
  readonly explains: (disagreement: Disagreement) => boolean;
}

/** Why the rules refuse what kubeconform accepts. */
const STRICTER: readonly Difference[] = [
  { title: 'Quantities', explains: onlyFinds(SchemaProblem.INVALID_FORMAT, /^a quantity/) },
  { title: 'Times', explains: onlyFinds(SchemaProblem.INVALID_FORMAT, /^a time/) },
  { title: 'Base64', explains: onlyFinds(SchemaProblem.INVALID_FORMAT, /Base64$/) },
  { title: 'Large numbers', explains: onlyFinds(SchemaProblem.INVALID_FORMAT, /^a whole number from/) },
  { title: 'Words', explains: onlyFinds(SchemaProblem.VALUE_NOT_ALLOWED, /^one of/) },
  { title: 'Items that are alike', explains: onlyFinds(SchemaProblem.DUPLICATE_LIST_KEY, /once$/) },
  {
    title: 'Null in a list',
    explains: ({ findings }) =>
      findings.every(
        ({ problem, given, field }) => problem === SchemaProblem.WRONG_TYPE && given === 'null' && field.endsWith(']'),
      ),
  },
  {
    title: 'Null in a required field',
    explains: ({ findings }) =>
      findings.every(({ problem, given }) => problem === SchemaProblem.MISSING_FIELD && given === 'null'),
  },
];

/** Why the rules accept what kubeconform refuses. */
const MORE_LENIENT: readonly Difference[] = [
  {
    title: 'Null in an optional field',
    explains: ({ object, message }) => refusals(object, message).every(({ value }) => value === null),
  },
  {
    title: 'Kinds of inner objects',
    explains: ({ object, message }) =>
      refusals(object, message).every(({ pointer }) => /\/.+\/(apiVersion|kind)$/.test(pointer)),
  },
  { title: 'Kinds without a judge', explains: ({ message }) => message.startsWith('could not find schema for ') },
];

export const DIFFERENCES: readonly Difference[] = [
  ...STRICTER.map(({ title, explains }) => ({
    title,
    explains: (each: Disagreement) => each.findings.length > 0 && explains(each),
  })),
  ...MORE_LENIENT.map(({ title, explains }) => ({
    title,
    explains: (each: Disagreement) => each.message !== '' && explains(each),
  })),
];

function onlyFinds(problem: SchemaProblem, allowed: RegExp): Difference['explains'] {
  return ({ findings }) => findings.every((finding) => finding.problem === problem && allowed.test(finding.allowed));
}

/** The values that kubeconform refuses, by their JSON pointers. It says one `at '...'` for each. */
function refusals(object: object, message: string): { pointer: string; value: unknown }[] {
  const found = [...message.matchAll(/- at '([^']*)'/g)].map(([, pointer = '']) => ({
    pointer,
    value: valueAt(object, pointer),
  }));
  // Nothing would be explained by every one of none.
  return found.length > 0 ? found : [{ pointer: '', value: object }];
}

function valueAt(object: object, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => Object(inner)[key.replaceAll('~1', '/').replaceAll('~0', '~')], object);
}
