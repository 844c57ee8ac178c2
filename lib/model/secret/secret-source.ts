import { Finding } from '../core/issue';
import { dnsLabel, dnsSubdomain } from '../core/names';
import { oneOf, wholeNumber } from '../core/rules';

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

/** Kind of the object that says how a store is reached. */
export enum SecretStoreKind {
  /** Usable in its own namespace. */
  SECRET_STORE = 'SecretStore',
  /** Usable in every namespace. */
  CLUSTER_SECRET_STORE = 'ClusterSecretStore',
}

/**
 * A store outside the cluster.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export interface ExternalSecretsOptions {
  /** Name of the SecretStore or ClusterSecretStore. */
  readonly store: string;
  /**
   * Which of the two it is.
   * @default SecretStoreKind.SECRET_STORE
   */
  readonly storeKind?: SecretStoreKind;
  /**
   * Seconds after which the store is read again.
   * @default 3600
   */
  readonly refreshIntervalSeconds?: number;
}

/**
 * A provider of the Secrets Store CSI driver.
 *
 * @see https://secrets-store-csi-driver.sigs.k8s.io/
 */
export interface CsiOptions {
  /** Name of the provider as SecretProviderClass spells it, for example `vault`. */
  readonly provider: string;
}

/** Options of `SecretSource.externalSecrets`, without gaps. */
export interface ExternalStore {
  /** Name of the SecretStore or ClusterSecretStore. */
  readonly store: string;
  /** Which of the two it is. */
  readonly storeKind: SecretStoreKind;
  /** Seconds after which the store is read again. */
  readonly refreshIntervalSeconds: number;
}

const HOUR = 3600;

/** Where a Secret comes from. None of the ways puts a value into the repository in plain text. */
export class SecretSource {
  /** Somebody creates it, for example with `kubectl create secret generic`. */
  static createdByHand(): SecretSource {
    return new SecretSource(SecretSourceKind.BY_HAND);
  }

  /** The External Secrets operator copies it from a store. */
  static externalSecrets(options: ExternalSecretsOptions): SecretSource {
    const { store, storeKind, refreshIntervalSeconds } = { ...options };
    return new SecretSource(SecretSourceKind.EXTERNAL_SECRETS, {
      store,
      storeKind: storeKind ?? SecretStoreKind.SECRET_STORE,
      refreshIntervalSeconds: refreshIntervalSeconds ?? HOUR,
    });
  }

  /** The Sealed Secrets controller decrypts it inside the cluster. */
  static sealedSecrets(): SecretSource {
    return new SecretSource(SecretSourceKind.SEALED_SECRETS);
  }

  /** The Secrets Store CSI driver mounts it from a provider and keeps a Secret beside it. */
  static csi(options: CsiOptions): SecretSource {
    return new SecretSource(SecretSourceKind.CSI, undefined, { ...options });
  }

  private constructor(
    /** Which way it is. */
    readonly kind: SecretSourceKind,
    /** @default - not copied by the External Secrets operator */
    readonly externalStore?: ExternalStore,
    /** @default - not mounted by the CSI driver */
    readonly csiOptions?: CsiOptions,
  ) {}
}

/** The objects that a source refers to can have these names. */
export function sourceFindings(field: string, source: SecretSource): Finding[] {
  const kinds = Object.values(SecretSourceKind);
  const why = { code: 'secret-source-unknown', remedy: 'Use one of the factories of SecretSource.' };
  const { kind, externalStore, csiOptions } = { ...source };
  return [
    ...oneOf(field, kind, kinds, why),
    ...(kind === SecretSourceKind.EXTERNAL_SECRETS ? storeFindings(field, externalStore) : []),
    ...(kind === SecretSourceKind.CSI ? dnsLabel(`${field}.provider`, csiOptions?.provider) : []),
  ];
}

function storeFindings(field: string, given: ExternalStore | undefined): Finding[] {
  const { store, storeKind, refreshIntervalSeconds } = { ...given };
  return [
    ...dnsSubdomain(`${field}.store`, store),
    ...oneOf(`${field}.storeKind`, storeKind, Object.values(SecretStoreKind), {
      code: 'secret-store-kind-unknown',
      remedy: 'Use one of SecretStoreKind.',
    }),
    ...wholeNumber(
      `${field}.refreshIntervalSeconds`,
      refreshIntervalSeconds,
      { min: 1 },
      {
        code: 'refresh-interval-out-of-range',
        remedy: 'Give whole seconds; a store that is read only once would hide a rotation.',
      },
    ),
  ];
}
