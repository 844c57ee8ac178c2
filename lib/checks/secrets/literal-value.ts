import { credentialIn } from '../../model/core/credentials';
import { isPlaceholder } from '../../model/core/variables';

/** Words that stand for a choice or for nothing. */
const CHOICES = [
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'null',
  'none',
  'nil',
  'undefined',
  'default',
  'optional',
  'required',
  'disabled',
  'enabled',
];
/** Where a value is kept rather than the value: an address, a path, a key of a vault. A password in an address is found by its form. */
const REFERENCE =
  /:\/\/|^(?:\.{0,2}|~)\/|^(?:vault|ref\+|secretref|arn|sha\d+|file|env|ssm):|^[|>][-+]?$|^[&*][\w-]+$|^!(?:vault|ref|sub|getatt|secret|env)\b/i;
/** Shorter numbers are counts. */
const LEAST_DIGITS = 4;
/** A run of letters and digits that is no word. */
const MIXED_RUN = /(?=[A-Za-z0-9+/=]*\d)(?=[A-Za-z0-9+/=]*[A-Za-z])[A-Za-z0-9+/=]{12,}/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LEAST_BITS = 3;
const BASE64 = /^[A-Za-z0-9+/\r\n]{24,}={0,2}\s*$/;

/** Whether a text beside a sensitive name can be the secret itself: not empty, not a placeholder, not where it is kept. */
export function isLiteral(value: string): boolean {
  const text = value.trim();
  return (
    text !== '' &&
    !CHOICES.includes(text.toLowerCase()) &&
    !(/^\d+$/.test(text) && text.length < LEAST_DIGITS) &&
    !REFERENCE.test(text) &&
    !isPlaceholder(text)
  );
}

/** Whether the text looks as if a machine had drawn it: that counts beside a sensitive name only. */
export function isRandom(value: string): boolean {
  const [run] = MIXED_RUN.exec(value) ?? [];
  return isLiteral(value) && (UUID.test(value) || (run !== undefined && bitsPerCharacter(run) >= LEAST_BITS));
}

/** What credential the text holds, or what is encoded in it; `undefined` where it holds none. */
export function credentialOf(text: string): string | undefined {
  const plain = credentialIn(text);
  if (plain !== undefined || !BASE64.test(text)) {
    return plain;
  }
  const decoded = credentialIn(Buffer.from(text, 'base64').toString('latin1'));
  return decoded === undefined ? undefined : `${decoded}, in base64`;
}

/** Shannon's entropy. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
