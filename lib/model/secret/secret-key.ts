import { Finding } from '../core/issue';
import { dataKey } from '../core/names';
import { oneOf, wholeNumber } from '../core/rules';

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

  private constructor(name: string, isRequired: boolean, options?: SecretKeyOptions) {
    this.name = name;
    this.isRequired = isRequired;
    this.minLength = options?.minLength;
    this.format = options?.format ?? SecretFormat.NONE;
    this.description = options?.description;
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
  return [
    ...dataKey(`${field}.name`, key.name),
    ...(key.minLength === undefined ? [] : wholeNumber(`${field}.minLength`, key.minLength, { min: 1 }, why)),
    ...oneOf(`${field}.format`, key.format, Object.values(SecretFormat), {
      code: 'secret-format-unknown',
      remedy: 'Use one of SecretFormat.',
    }),
  ];
}
