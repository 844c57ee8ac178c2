import { Finding } from '../core/issue';
import { dataKey } from '../core/names';
import { optionFindings, readOptions } from '../core/options';
import { anything, Readers, text } from '../core/reading';
import { oneOf, wholeNumber } from '../core/rules';
import { listOf } from '../core/untrusted';

/** What the value of a key must look like. */
export enum SecretFormat {
  /** Anything. */
  NONE = 'none',
  /** `SCHEME://...`, as databases and web hooks are addressed. */
  URL = 'url',
  /** An address of a mailbox. */
  EMAIL = 'email',
  /** A decimal number. */
  NUMBER = 'number',
  /** One or more PEM blocks, from `-----BEGIN ...-----` to `-----END ...-----`. */
  PEM = 'pem',
  /** A JSON object. */
  JSON = 'json',
  /** One word: no white space, so not the line break either that `echo` adds. */
  TOKEN = 'token',
}

/** What is known of the value of a key. */
export interface SecretKeyOptions {
  /**
   * Least length of the value in characters. White space around the value does not count.
   * @default - any length, but a required value is never empty
   */
  readonly minLength?: number;
  /**
   * What the value looks like.
   * @default SecretFormat.NONE
   */
  readonly format?: SecretFormat;
  /**
   * What the value is for, in words.
   * @default - no description
   */
  readonly description?: string;
}

const OPTIONS: Readers = { minLength: anything, format: anything, description: text };

/** A key of a Secret: its name and what its value must be like, never the value. */
export class SecretKey {
  /** A key without which the application does not start. */
  static required(name: string, options?: SecretKeyOptions): SecretKey {
    return new SecretKey(name, true, options);
  }

  /** A key that switches on a feature. */
  static optional(name: string, options?: SecretKeyOptions): SecretKey {
    return new SecretKey(name, false, options);
  }

  /** Name of the key. */
  readonly name: string;
  /** Whether the Secret must hold it. */
  readonly isRequired: boolean;
  /** @default - any length */
  readonly minLength?: number;
  /** What the value looks like. */
  readonly format: SecretFormat;
  /** @default - no description */
  readonly description?: string;
  readonly #problems: readonly Finding[];

  private constructor(name: string, isRequired: boolean, given?: SecretKeyOptions) {
    const { options, wrong } = readOptions(given, OPTIONS);
    const { minLength, format = SecretFormat.NONE, description } = options;
    this.name = name;
    this.isRequired = isRequired;
    this.minLength = minLength;
    this.format = format;
    this.description = description;
    this.#problems = wrong;
  }

  /** What is wrong with the types and names of the options that it was made of, with field names relative to it: a copy. */
  get problems(): Finding[] {
    return [...this.#problems];
  }
}

/** Tells a key from what only JavaScript can pass, also across two copies of this library. */
export function isSecretKey(value: unknown): value is SecretKey {
  return typeof value === 'object' && value !== null && 'name' in value && 'isRequired' in value && 'format' in value;
}

/** The name is one that a Secret can hold, and what is asked of the value can be judged. */
export function secretKeyFindings(field: string, key: unknown): Finding[] {
  if (!isSecretKey(key)) {
    return [
      {
        code: 'secret-key-invalid',
        field,
        // Not shown: whoever gives no SecretKey could have given a value.
        given: `a value of type ${typeof key}`,
        allowed: 'a SecretKey',
        remedy: 'Write SecretKey.required(...) or SecretKey.optional(...).',
      },
    ];
  }
  const why = { code: 'secret-length-out-of-range', remedy: 'Give a number of characters, or leave it out.' };
  return optionFindings(field, listOf(key.problems), [
    ...dataKey(`${field}.name`, key.name),
    ...(key.minLength === undefined ? [] : wholeNumber(`${field}.minLength`, key.minLength, { min: 1 }, why)),
    ...oneOf(`${field}.format`, key.format, Object.values(SecretFormat), {
      code: 'secret-format-unknown',
      remedy: 'Use one of SecretFormat.',
    }),
  ]);
}
