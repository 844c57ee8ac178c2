import { Finding } from '../core/issue';
import { oneOf } from '../core/rules';
import { hasMethods } from '../core/untrusted';
import { within } from '../core/validated';
import { csiFindings, CsiOptions, csiReader } from './csi-driver';
import {
  ExternalSecretsOptions,
  externalSecretsReader,
  ExternalStore,
  externalStore,
  storeFindings,
} from './external-store';
import { readSealedData, SealedData, sealedFindings, SealedFor, SealedSecretsOptions } from './sealed-data';

/** Who writes a Secret into the cluster. */
export enum SecretSourceKind {
  /** Somebody, before the first deployment. */
  BY_HAND = 'by-hand',
  /** The External Secrets operator, from a store outside the cluster. */
  EXTERNAL_SECRETS = 'external-secrets',
  /** The Sealed Secrets controller, from an encrypted object. */
  SEALED_SECRETS = 'sealed-secrets',
  /** The Secrets Store CSI driver, when a pod mounts it. */
  CSI = 'csi',
}

interface SourceFields {
  readonly findings?: readonly Finding[];
  readonly externalStore?: ExternalStore;
  readonly sealedData?: SealedData;
  readonly csiOptions?: CsiOptions;
}

/** Where a Secret comes from. None of the ways puts a value into the repository in plain text. */
export class SecretSource {
  /** Somebody creates it, for example with `kubectl create secret generic`. */
  static createdByHand(): SecretSource {
    return new SecretSource(SecretSourceKind.BY_HAND, {});
  }

  /** The External Secrets operator copies it from a store. */
  static externalSecrets(options: ExternalSecretsOptions): SecretSource {
    const { value, findings } = externalSecretsReader('', options);
    const store = externalStore({ ...(value as Partial<ExternalSecretsOptions> | undefined) });
    return new SecretSource(SecretSourceKind.EXTERNAL_SECRETS, { findings, externalStore: store });
  }

  /** The Sealed Secrets controller decrypts it inside the cluster. */
  static sealedSecrets(options: SealedSecretsOptions): SecretSource {
    const { data, findings } = readSealedData(options);
    return new SecretSource(SecretSourceKind.SEALED_SECRETS, { findings, sealedData: data });
  }

  /** The Secrets Store CSI driver mounts it from a provider and keeps a Secret beside it. */
  static csi(options: CsiOptions): SecretSource {
    const { value, findings } = csiReader('', options);
    const csiOptions = { ...(value as CsiOptions | undefined) } as CsiOptions;
    return new SecretSource(SecretSourceKind.CSI, { findings, csiOptions });
  }

  /** Which way it is. */
  readonly kind: SecretSourceKind;
  /** @default - not copied by the External Secrets operator */
  readonly externalStore?: ExternalStore;
  /** @default - not sealed */
  readonly sealedData?: SealedData;
  /** @default - not mounted by the CSI driver */
  readonly csiOptions?: CsiOptions;
  readonly #findings: readonly Finding[];

  private constructor(kind: SecretSourceKind, fields: SourceFields) {
    this.kind = kind;
    this.externalStore = fields.externalStore;
    this.sealedData = fields.sealedData;
    this.csiOptions = fields.csiOptions;
    this.#findings = fields.findings ?? [];
  }

  /** Everything that is wrong with it as the source of a Secret. */
  findings(secret: SealedFor): Finding[] {
    const { externalStore: store, sealedData, csiOptions } = this;
    const wrong = new Set(this.#findings.map(({ field }) => field));
    // Where there are no options, or a file could not be read, there is nothing to judge.
    if (wrong.has('props') || (sealedData !== undefined && wrong.size > 0)) {
      return [...this.#findings];
    }
    const rules = [
      ...(store === undefined ? [] : storeFindings(store, secret.keys)),
      ...(sealedData === undefined ? [] : sealedFindings(sealedData, secret)),
      ...(csiOptions === undefined ? [] : csiFindings(csiOptions, secret.keys)),
    ];
    return [...this.#findings, ...rules.filter(({ field }) => !wrong.has(field))];
  }
}

/** The objects that a source refers to can have these names, and it has every key of the Secret. */
export function sourceFindings(field: string, source: SecretSource, secret: SealedFor): Finding[] {
  if (hasMethods(source, ['findings'])) {
    return within(field, source.findings(secret));
  }
  const why = { code: 'secret-source-unknown', remedy: 'Use one of the factories of SecretSource.' };
  return oneOf(field, (source as SecretSource | undefined)?.kind ?? source, [], why).map((finding) => ({
    ...finding,
    allowed: `one of ${Object.values(SecretSourceKind).join(', ')}`,
  }));
}
