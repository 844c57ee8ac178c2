import { Finding } from '../core/issue';
import { dataKey, dnsSubdomain } from '../core/names';
import { plainTextFindings } from '../core/plain-text';
import { instance, list, map, number, record, text } from '../core/reading';
import { oneOf, wholeNumber } from '../core/rules';
import { hasMethods } from '../core/untrusted';
import { within } from '../core/validated';
import { absentKeyFindings, undeclaredFindings } from './declared-keys';
import { ExternalData } from './external-data';
import { remoteFindings, RemoteReference } from './remote-reference';
import { SecretKey } from './secret-key';

/** Kind of the object that says how a store is reached. */
export enum SecretStoreKind {
  /** Usable in its own namespace. */
  SECRET_STORE = 'SecretStore',
  /** Usable in every namespace. */
  CLUSTER_SECRET_STORE = 'ClusterSecretStore',
}

/** Who owns the Secret that the External Secrets operator writes. */
export enum ExternalCreationPolicy {
  /** The operator creates it, and it is deleted with the ExternalSecret. */
  OWNER = 'Owner',
  /** The operator creates it, and it stays when the ExternalSecret is deleted. */
  ORPHAN = 'Orphan',
  /** Somebody else creates it, and the operator adds keys. */
  MERGE = 'Merge',
  /** The operator writes none. */
  NONE = 'None',
}

/** What becomes of the Secret when the store has no value any more. */
export enum ExternalDeletionPolicy {
  /** It stays as it is. */
  RETAIN = 'Retain',
  /** It is deleted. */
  DELETE = 'Delete',
  /** Its keys are removed. */
  MERGE = 'Merge',
}

/**
 * A store outside the cluster, and what is read from it.
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
  /**
   * The entry of the store that holds each key as a property of the key's name, for example `shop/production`.
   * @default - each key has an entry of its own, under its name
   */
  readonly remoteKey?: string;
  /**
   * Where single keys are read, by the key.
   * @default - as `remoteKey` and `dataFrom` say
   */
  readonly remote?: { [key: string]: RemoteReference };
  /**
   * Whole entries of the store. Keys that `remote` does not name are then expected to be among them.
   * @default - key by key
   */
  readonly dataFrom?: ExternalData[];
  /**
   * Optional keys that the store does not hold. The operator writes no Secret at all while one is missing that it was
   * told to read.
   * @default - none
   */
  readonly absentKeys?: string[];
  /**
   * Values that are composed, as Go templates by the key: `postgres://{{ .user }}:{{ .password }}@db:5432/shop`. What
   * they are composed of is named in `remote`.
   * @default - values are taken as they are
   */
  readonly template?: { [key: string]: string };
  /**
   * Who owns the Secret.
   * @default ExternalCreationPolicy.OWNER
   */
  readonly creationPolicy?: ExternalCreationPolicy;
  /**
   * What becomes of the Secret when the store has no value any more.
   * @default ExternalDeletionPolicy.RETAIN
   */
  readonly deletionPolicy?: ExternalDeletionPolicy;
}

/** Options of `SecretSource.externalSecrets`, without gaps. */
export interface ExternalStore {
  /** Name of the SecretStore or ClusterSecretStore. */
  readonly store: string;
  /** Which of the two it is. */
  readonly storeKind: SecretStoreKind;
  /** Seconds after which the store is read again. */
  readonly refreshIntervalSeconds: number;
  /** @default - each key has an entry of its own */
  readonly remoteKey?: string;
  /** Where single keys are read. */
  readonly remote: { [key: string]: RemoteReference };
  /** Whole entries that are read. */
  readonly dataFrom: ExternalData[];
  /** Optional keys that the store does not hold. */
  readonly absentKeys: string[];
  /** Values that are composed. */
  readonly template: { [key: string]: string };
  /** Who owns the Secret. */
  readonly creationPolicy: ExternalCreationPolicy;
  /** What becomes of the Secret when the store has no value any more. */
  readonly deletionPolicy: ExternalDeletionPolicy;
}

const HOUR = 3600;
/** An action of a Go template. */
const ACTION = /\{\{.*?\}\}/gs;

/** Reads `ExternalSecretsOptions`. */
export const externalSecretsReader = record({
  store: text,
  storeKind: text,
  refreshIntervalSeconds: number,
  remoteKey: text,
  remote: map(record({ key: text, property: text, version: text, decodingStrategy: text })),
  dataFrom: list(instance('an ExternalData', (value) => hasMethods(value, ['findings']) && 'extracted' in value)),
  absentKeys: list(text),
  template: map(text),
  creationPolicy: text,
  deletionPolicy: text,
});

/** The options with what their author left out. */
export function externalStore(options: Partial<ExternalSecretsOptions>): ExternalStore {
  return {
    ...options,
    store: options.store ?? '',
    storeKind: options.storeKind ?? SecretStoreKind.SECRET_STORE,
    refreshIntervalSeconds: options.refreshIntervalSeconds ?? HOUR,
    remote: options.remote ?? {},
    dataFrom: options.dataFrom ?? [],
    absentKeys: options.absentKeys ?? [],
    template: options.template ?? {},
    creationPolicy: options.creationPolicy ?? ExternalCreationPolicy.OWNER,
    deletionPolicy: options.deletionPolicy ?? ExternalDeletionPolicy.RETAIN,
  };
}

/** The store and what is read from it can have these names, and every key comes from somewhere. */
export function storeFindings(given: ExternalStore, keys: readonly SecretKey[]): Finding[] {
  const { store, storeKind, refreshIntervalSeconds, remoteKey, remote, dataFrom, absentKeys, template } = given;
  const kindWhy = { code: 'secret-store-kind-unknown', remedy: 'Use one of SecretStoreKind.' };
  const intervalWhy = {
    code: 'refresh-interval-out-of-range',
    remedy: 'Give whole seconds; a store that is read only once would hide a rotation.',
  };
  // What templates are composed of need not be a key of the Secret.
  const isComposed = Object.keys(template).length > 0;
  return [
    ...dnsSubdomain('store', store),
    ...oneOf('storeKind', storeKind, Object.values(SecretStoreKind), kindWhy),
    ...wholeNumber('refreshIntervalSeconds', refreshIntervalSeconds, { min: 1 }, intervalWhy),
    ...(remoteKey === undefined
      ? []
      : remoteFindings({ key: remoteKey }).map((each) => ({ ...each, field: 'remoteKey' }))),
    ...Object.entries(remote).flatMap(([name, reference]) => within(`remote.${name}`, remoteFindings(reference))),
    ...(isComposed
      ? Object.keys(remote).flatMap((name) => dataKey('remote', name))
      : undeclaredFindings('remote', Object.keys(remote), keys)),
    ...dataFrom.flatMap((data, index) => within(`dataFrom[${index}]`, data.findings())),
    ...absentKeyFindings('absentKeys', absentKeys, keys),
    ...undeclaredFindings('template', Object.keys(template), keys),
    ...Object.entries(template).flatMap(([name, value]) =>
      plainTextFindings(`template.${name}`, value.replace(ACTION, '')),
    ),
    ...policyFindings(given),
  ];
}

function policyFindings({ creationPolicy, deletionPolicy }: ExternalStore): Finding[] {
  const why = (name: string) => ({ code: 'secret-policy-unknown', remedy: `Use one of ${name}.` });
  const created = Object.values(ExternalCreationPolicy);
  const deleted = Object.values(ExternalDeletionPolicy);
  return [
    ...oneOf('creationPolicy', creationPolicy, created, why('ExternalCreationPolicy')),
    ...oneOf('deletionPolicy', deletionPolicy, deleted, why('ExternalDeletionPolicy')),
  ];
}
