import { CONCEALED, looksLikeToken, showSafely } from './credentials';
import { Finding } from './issue';

/** A whole-number range, both ends included. */
export interface Range {
  readonly min: number;
  /** @default - the largest number that Kubernetes can read in its 32-bit fields, 2147483647 */
  readonly max?: number;
}

/** The parts of a finding that a general rule cannot know. */
export interface Explanation {
  readonly code: string;
  readonly remedy: string;
}

/** Almost every number in a manifest is an int32; the API server cannot decode a larger one. */
const MAX_INT32 = 2 ** 31 - 1;

/**
 * The value is a whole number within the range.
 *
 * Also refuses what only JavaScript callers or casts can pass: text, NaN, fractions.
 */
export function wholeNumber(field: string, given: unknown, range: Range, why: Explanation): Finding[] {
  const { min, max = MAX_INT32 } = range;
  const isWhole = Number.isInteger(given);
  if (isWhole && (given as number) >= min && (given as number) <= max) {
    return [];
  }
  // Where the author of the rule named no maximum, it only matters to who exceeds it.
  const isTooLarge = isWhole && (given as number) > max;
  const namesMaximum = range.max !== undefined || isTooLarge;
  const allowed = namesMaximum ? `a whole number from ${min} to ${max}` : `a whole number of at least ${min}`;
  return [{ ...why, field, given: showSafely(given), allowed }];
}

/** The value is one of the listed words. */
export function oneOf(field: string, given: unknown, allowed: readonly string[], why: Explanation): Finding[] {
  return allowed.includes(given as string)
    ? []
    : [{ ...why, field, given: showWithoutValue(given), allowed: `one of ${allowed.join(', ')}` }];
}

/** The text matches the pattern and is not longer than the maximum. */
export function pattern(field: string, given: unknown, form: TextForm, why: Explanation): Finding[] {
  const fits = typeof given === 'string' && given.length <= form.maxLength && form.expression.test(given);
  if (fits) {
    return [];
  }
  // Many fields end in the name that is judged, so they are no safer than the name.
  return [{ ...why, field: withoutValue(field), given: showWithoutValue(given), allowed: form.allowed }];
}

/** What a text must look like. */
export interface TextForm {
  readonly expression: RegExp;
  readonly maxLength: number;
  /** The form in words. */
  readonly allowed: string;
}

/**
 * Prints a text that should be a name, a host or a path. Whoever mixes them up may give `KEY=value` or an address with
 * a password instead: neither the value nor the password is printed, nor is a token.
 */
export function showWithoutValue(given: unknown): string {
  if (typeof given !== 'string') {
    return showSafely(given);
  }
  const text = withoutValue(given);
  return showSafely(text === given && looksLikeToken(given) ? CONCEALED : text);
}

/** The text up to its first "=", without what stands in front of an "@" where that can be a password. */
export function withoutValue(text: string): string {
  const [name = ''] = text.split('=', 1);
  return name === text ? withoutUserInfo(name) : `${withoutUserInfo(name)}=${CONCEALED}`;
}

/** The last "@" counts, because passwords hold anything. */
function withoutUserInfo(text: string): string {
  const at = text.lastIndexOf('@');
  const before = text.slice(0, Math.max(at, 0));
  const scheme = before.indexOf('://');
  if (scheme >= 0) {
    return before.slice(0, scheme + 3) + CONCEALED + text.slice(at);
  }
  return before.includes(':') ? CONCEALED + text.slice(at) : text;
}

/**
 * A container or Service port.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
 */
export function portNumber(field: string, given: unknown): Finding[] {
  return wholeNumber(
    field,
    given,
    { min: 1, max: 65535 },
    {
      code: 'port-out-of-range',
      remedy: 'Give the TCP port that the process listens on.',
    },
  );
}
