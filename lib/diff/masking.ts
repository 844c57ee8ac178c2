import { assignmentsIn } from '../checks/secrets/assignments';
import { leakingOption } from '../checks/secrets/leaking-option';
import { CONCEALED, concealCredentials, holdsCredential, looksLikeToken } from '../model/core/credentials';
import { isSensitiveName } from '../model/core/sensitive-names';

/** Fields in which the author chooses names and values. */
const FREE_FIELDS = ['data', 'stringData', 'binaryData', 'annotations', 'labels', 'parameters', 'values'];
/** Fields of a Secret in which no value is shown: kubectl keeps a copy of the data in an annotation. */
const SECRET_FIELDS = ['data', 'stringData', 'annotations'];
/** Headers whose value lets somebody in. */
const SECRET_HEADER = /^(?:proxy-)?authorization$|^(?:set-)?cookie$/i;
/** What stands between a name and its value. */
const SEPARATOR = /^["'`]?\s*(?::=|=>|=|:)\s*/;

interface Fields {
  readonly [field: string]: unknown;
}

/** An object without anything that should not be seen. It has the same fields, with `***` for what was taken out. */
export function masked(object: object): unknown {
  const { kind } = object as { readonly kind?: unknown };
  return concealed(object, '', kind === 'Secret' ? SECRET_FIELDS : []);
}

/** A value that the author named, as it may be shown. */
export function maskedValue(name: string, value: string): string {
  return isSensitiveName(name) && value !== '' ? CONCEALED : concealedText(value);
}

function concealed(value: unknown, field: string, secret: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((entry, index) => concealedArgument(value, index) ?? concealed(entry, field, secret));
  }
  if (!isFields(value)) {
    return typeof value === 'string' ? concealedText(value) : value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, below]) => {
      const isConfidential = secret.includes(field) || (typeof below !== 'object' && isNamedSecret(value, field, name));
      return [name, isConfidential ? CONCEALED : concealed(below, name, secret)];
    }),
  );
}

/** Whether the name of a value says that it is a secret: `{ name: 'API_TOKEN', value: ... }`, or a key of the author's. */
function isNamedSecret(owner: Fields, field: string, name: string): boolean {
  const label = name === 'value' ? owner['name'] : FREE_FIELDS.includes(field) ? name : undefined;
  return typeof label === 'string' && (isSensitiveName(label) || SECRET_HEADER.test(label)) && owner[name] !== '';
}

/** An argument that is, or holds, the value of a sensitive option; `undefined` for all else. */
function concealedArgument(list: readonly unknown[], index: number): string | undefined {
  const argument: unknown = list[index];
  if (typeof argument !== 'string' || leakingOption(list, index, argument) === undefined) {
    return undefined;
  }
  const [, name = ''] = /^(--?[\w.-]+=)/.exec(argument) ?? [];
  return `${name}${CONCEALED}`;
}

function concealedText(text: string): string {
  const rest = withoutAssigned(concealCredentials(text));
  // What is a token as a whole, and what holds a key over several lines, has no part that can be shown.
  return (rest === text && looksLikeToken(text)) || holdsCredential(rest) ? CONCEALED : rest;
}

/** The text without what its lines give to sensitive names. */
function withoutAssigned(text: string): string {
  const secrets = assignmentsIn('', text).filter(({ isSecret }) => isSecret);
  // Of several in a line, everything behind the first is taken out.
  const names = new Map(secrets.reverse().map(({ line, name }) => [line, name]));
  if (names.size === 0) {
    return text;
  }
  const lines = text.split('\n').map((line, index) => {
    const name = names.get(index + 1);
    const end = name === undefined ? -1 : line.indexOf(name) + name.length;
    const [separator = ''] = SEPARATOR.exec(line.slice(end)) ?? [];
    return name === undefined ? line : `${line.slice(0, end)}${separator}${CONCEALED}`;
  });
  return lines.join('\n');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
