import { Finding } from '../core/issue';
import { utf8 } from '../core/utf8';
import { placeholderFindings } from '../core/variables';
import { KubernetesSecret } from './kubernetes-secret';
import { SecretFormat, SecretKey } from './secret-key';
import { formatOf } from './secret-type';

/** Most bytes that the values of one Secret may have together, decoded: `MaxSecretSize` of Kubernetes. */
const MAX_SECRET_BYTES = 1_048_576;
/** RFC 5321 allows no longer path. It also keeps the expression for addresses from running long. */
const MAX_EMAIL_LENGTH = 254;

interface Format {
  /** The form in words. */
  readonly words: string;
  readonly fits: (text: string) => boolean;
}

const FORMATS: ReadonlyMap<SecretFormat, Format> = new Map([
  [
    SecretFormat.URL,
    { words: 'a URL like scheme://host', fits: (text) => /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/\S+$/.test(text) },
  ],
  [
    SecretFormat.EMAIL,
    {
      words: 'a mail address like name@example.com',
      fits: (text) => text.length <= MAX_EMAIL_LENGTH && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
    },
  ],
  [SecretFormat.NUMBER, { words: 'a decimal number', fits: (text) => /^-?\d+(\.\d+)?$/.test(text) }],
  [SecretFormat.PEM, { words: 'text in PEM form, from its BEGIN line to its END line', fits: isPem }],
  [SecretFormat.JSON, { words: 'a JSON object', fits: isJsonObject }],
  [SecretFormat.TOKEN, { words: 'one word without white space and line breaks', fits: (text) => /^\S+$/.test(text) }],
]);

/**
 * The value is what its key asks for. No finding holds any part of the value.
 *
 * @param bytes the value itself, not its base64
 */
export function valueFindings(field: string, secret: KubernetesSecret, key: SecretKey, bytes: Uint8Array): Finding[] {
  const text = utf8(bytes);
  if (text?.trim() === '') {
    return key.isRequired ? [emptyFinding(field, key, text)] : [];
  }
  return [
    ...lengthFindings(field, key, text, bytes),
    ...formatFindings(field, key, formatOf(secret.type, key), text),
    // The rule shows the placeholder. Here even that could be part of a real value.
    ...placeholderFindings(field, text ?? '').map((finding) => ({
      ...finding,
      given: 'a value that holds a placeholder',
    })),
  ];
}

/** The keys that must be there and are not. */
export function missingKeyFindings(
  secret: KubernetesSecret,
  isPresent: (name: string) => boolean,
  fieldOf: (name: string) => string,
): Finding[] {
  return secret.requiredKeys
    .filter((name) => !isPresent(name))
    .map((name) => ({
      code: 'secret-key-missing',
      field: fieldOf(name),
      given: 'nothing',
      allowed: `a value: ${name} is required`,
      remedy: 'Add the key and its value.',
    }));
}

/** The values together are not larger than Kubernetes stores. */
export function sizeFindings(field: string, bytes: number): Finding[] {
  if (bytes <= MAX_SECRET_BYTES) {
    return [];
  }
  return [
    {
      code: 'secret-too-large',
      field,
      given: `${bytes} bytes in all values together`,
      allowed: `at most ${MAX_SECRET_BYTES} bytes, decoded`,
      remedy: 'Split the Secret, or keep large files elsewhere.',
    },
  ];
}

/** The names that may stand in a Secret, for messages. */
export function declaredNames(secret: KubernetesSecret): string {
  return `the declared keys: ${secret.keys.map(({ name }) => name).join(', ')}`;
}

function emptyFinding(field: string, key: SecretKey, text: string): Finding {
  return {
    code: 'secret-value-empty',
    field,
    given: text === '' ? 'an empty value' : 'a value of white space only',
    allowed: `a value: ${key.name} is required`,
    remedy: 'Give the value of this environment.',
  };
}

function lengthFindings(field: string, key: SecretKey, text: string | undefined, bytes: Uint8Array): Finding[] {
  const length = text === undefined ? bytes.length : [...text.trim()].length;
  const { minLength } = key;
  if (minLength === undefined || length >= minLength) {
    return [];
  }
  const unit = text === undefined ? 'byte' : 'character';
  return [
    {
      code: 'secret-value-too-short',
      field,
      given: length === 1 ? `1 ${unit}` : `${length} ${unit}s`,
      allowed: `at least ${minLength} characters in ${key.name}, white space around them not counted`,
      remedy: 'Generate a longer value.',
    },
  ];
}

function formatFindings(field: string, key: SecretKey, format: SecretFormat, text: string | undefined): Finding[] {
  const form = FORMATS.get(format);
  if (form === undefined || (text !== undefined && form.fits(text))) {
    return [];
  }
  return [
    {
      code: 'secret-value-format',
      field,
      given: text === undefined ? 'bytes that are not UTF-8' : 'a value of another form',
      allowed: `in ${key.name}: ${form.words}`,
      remedy: 'Correct the value; look for a line break at its end, quotes, and a value of another key.',
    },
  ];
}

function isPem(text: string): boolean {
  const trimmed = text.trim();
  return /^-----BEGIN [A-Z0-9 ]+-----\r?\n/.test(trimmed) && /\n-----END [A-Z0-9 ]+-----$/.test(trimmed);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
