import { Finding } from '../core/issue';
import { map, record, text } from '../core/reading';
import { fieldsOf } from '../core/untrusted';
import { remoteFindings, RemoteReference } from './remote-reference';

/** Which entries of a store are taken. */
export interface FindOptions {
  /**
   * A regular expression that the name of the entry matches.
   * @default - any name
   */
  readonly nameRegexp?: string;
  /**
   * Tags that the entry has.
   * @default - any tags
   */
  readonly tags?: { [name: string]: string };
  /**
   * Path below which entries are looked for, where the store has paths.
   * @default - everywhere
   */
  readonly path?: string;
}

const readReference = record({ key: text, property: text, version: text, decodingStrategy: text });
const readFind = record({ nameRegexp: text, tags: map(text), path: text });

/**
 * Whole entries of a store, of which every property or every entry becomes a key.
 *
 * @see https://external-secrets.io/latest/guides/all-keys-one-secret/
 */
export class ExternalData {
  /** Every property of one entry. */
  static extract(reference: RemoteReference): ExternalData {
    const { value, findings } = readReference('', reference);
    const extracted = { ...(value as RemoteReference | undefined) } as RemoteReference;
    return new ExternalData(findings, extracted);
  }

  /** Every entry that fulfils the conditions, under its name. */
  static find(options: FindOptions): ExternalData {
    const { value, findings } = readFind('', options);
    return new ExternalData(findings, undefined, fieldsOf(value as FindOptions | undefined));
  }

  readonly #findings: readonly Finding[];

  private constructor(
    findings: readonly Finding[],
    /** @default - entries are looked for */
    readonly extracted?: RemoteReference,
    /** @default - one entry is named */
    readonly found?: FindOptions,
  ) {
    this.#findings = findings;
  }

  /** Everything that is wrong with it. */
  findings(): Finding[] {
    const isUnbounded = this.found !== undefined && Object.keys(this.found).length === 0;
    return [
      ...this.#findings,
      ...(this.extracted === undefined || this.#findings.length > 0 ? [] : remoteFindings(this.extracted)),
      ...(isUnbounded && this.#findings.length === 0 ? [unboundedFinding()] : []),
    ];
  }
}

function unboundedFinding(): Finding {
  return {
    code: 'secret-remote-invalid',
    field: 'find',
    given: 'no condition',
    allowed: 'a condition that entries fulfil: nameRegexp, tags or path',
    remedy: 'Say which entries the application may know.',
  };
}
