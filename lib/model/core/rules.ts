import { Finding, show } from './issue';

/** A whole-number range, both ends included. */
export interface Range {
  readonly min: number;
  /** @default - no upper end */
  readonly max?: number;
}

/** The parts of a finding that a general rule cannot know. */
export interface Explanation {
  readonly code: string;
  readonly remedy: string;
}

/**
 * The value is a whole number within the range.
 *
 * Also refuses what only JavaScript callers or casts can pass: text, NaN, fractions.
 */
export function wholeNumber(field: string, given: unknown, range: Range, why: Explanation): Finding[] {
  const { min, max = Number.MAX_SAFE_INTEGER } = range;
  if (Number.isSafeInteger(given) && (given as number) >= min && (given as number) <= max) {
    return [];
  }
  const allowed =
    range.max === undefined ? `a whole number of at least ${min}` : `a whole number from ${min} to ${range.max}`;
  return [{ ...why, field, given: show(given), allowed }];
}

/** The value is one of the listed words. */
export function oneOf(field: string, given: unknown, allowed: readonly string[], why: Explanation): Finding[] {
  return allowed.includes(given as string)
    ? []
    : [{ ...why, field, given: show(given), allowed: `one of ${allowed.join(', ')}` }];
}

/** The text matches the pattern and is not longer than the maximum. */
export function pattern(field: string, given: unknown, form: TextForm, why: Explanation): Finding[] {
  const fits = typeof given === 'string' && given.length <= form.maxLength && form.expression.test(given);
  return fits ? [] : [{ ...why, field, given: show(given), allowed: form.allowed }];
}

/** What a text must look like. */
export interface TextForm {
  readonly expression: RegExp;
  readonly maxLength: number;
  /** The form in words. */
  readonly allowed: string;
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
