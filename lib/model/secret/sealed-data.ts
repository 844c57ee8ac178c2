import { Finding, show } from '../core/issue';
import { dataKey } from '../core/names';
import { map, record, text } from '../core/reading';
import { oneOf, showWithoutValue } from '../core/rules';
import { textOf } from '../core/untrusted';
import { undeclaredFindings } from './declared-keys';
import { readSealedSecret } from './sealed-file';
import { SecretKey } from './secret-key';
import { SecretType } from './secret-type';

/** To what a sealed value is bound: moved elsewhere, it cannot be decrypted. */
export enum SealingScope {
  /** To the name and the namespace of the Secret. */
  STRICT = 'strict',
  /** To the namespace. */
  NAMESPACE_WIDE = 'namespace-wide',
  /** To nothing but the cluster. */
  CLUSTER_WIDE = 'cluster-wide',
}

/**
 * Values that kubeseal encrypted for one cluster. Only its controller can decrypt them, so they can be committed.
 *
 * @see https://github.com/bitnami-labs/sealed-secrets#usage
 */
export interface SealedSecretsOptions {
  /**
   * Path of the SealedSecret that kubeseal wrote, as YAML or JSON. It is read at once.
   * @default - the values are given by `encryptedData`
   */
  readonly file?: string;
  /**
   * Sealed values by the key, as `kubeseal --raw` prints them.
   * @default - the values are in `file`
   */
  readonly encryptedData?: { [key: string]: string };
  /**
   * The scope that the values were sealed with.
   * @default - that of the file, else SealingScope.STRICT
   */
  readonly scope?: SealingScope;
}

/** A SealedSecret, as far as it is known. */
export interface SealedData {
  /** Sealed values by the key. */
  readonly encryptedData: { [key: string]: string };
  /** The scope that they were sealed with. */
  readonly scope: SealingScope;
  /** Whether it was read from a file, which says what the values were sealed for. */
  readonly isFile: boolean;
  /** @default - not known */
  readonly name?: string;
  /** @default - not known */
  readonly namespace?: string;
  /** @default - `Opaque` */
  readonly type?: string;
  /** Labels that the Secret gets. */
  readonly labels: { [key: string]: string };
  /** Annotations that the Secret gets. */
  readonly annotations: { [key: string]: string };
}

/** What values are sealed for. */
export interface SealedFor {
  readonly name: string;
  readonly namespace: string;
  readonly type: SecretType;
  readonly keys: readonly SecretKey[];
}

const readOptions = record({ file: text, encryptedData: map(text), scope: text });

/** Lengths of RSA keys in bytes. */
const SESSION_KEY_LENGTHS = [256, 384, 512, 1024];
/** AES-GCM adds so many bytes to a value. */
const TAG_LENGTH = 16;
const LENGTH_BYTES = 2;

/** What the options say, and what the file says that they name. */
export function readSealedData(options: SealedSecretsOptions): { data: SealedData; findings: Finding[] } {
  const { value, findings } = readOptions('', options);
  const { file, encryptedData, scope } = { ...(value as SealedSecretsOptions | undefined) };
  const plain = { scope: scope ?? SealingScope.STRICT, labels: {}, annotations: {} };
  if (findings.length > 0 || (file === undefined) === (encryptedData === undefined)) {
    const missing = findings.length > 0 ? [] : [sourceFinding(file === undefined ? 'neither' : 'both')];
    return { data: { ...plain, encryptedData: {}, isFile: false }, findings: [...findings, ...missing] };
  }
  if (file === undefined) {
    return { data: { ...plain, encryptedData: encryptedData ?? {}, isFile: false }, findings };
  }
  const { data, findings: ofFile } = readSealedSecret(file);
  const isOther = data !== undefined && scope !== undefined && scope !== data.scope;
  return {
    data: data ?? { ...plain, encryptedData: {}, isFile: false },
    findings: [...ofFile, ...(isOther ? [mismatch('scope', show(scope), show(data.scope))] : [])],
  };
}

/** The values are sealed, for this Secret, and are those of its keys. */
export function sealedFindings(data: SealedData, secret: SealedFor): Finding[] {
  const names = Object.keys(data.encryptedData);
  const why = { code: 'sealing-scope-unknown', remedy: 'Use one of SealingScope.' };
  const valid = names.filter((name) => dataKey('', name).length === 0);
  return [
    ...oneOf('scope', data.scope, Object.values(SealingScope), why),
    ...names.flatMap((name) => dataKey('encryptedData', name)),
    ...undeclaredFindings('encryptedData', valid, secret.keys),
    ...valid
      .filter((name) => !isSealed(data.encryptedData[name] ?? ''))
      .map((name) => notSealed(`encryptedData.${name}`)),
    ...secret.keys
      .filter(({ isRequired, name }) => isRequired && !names.includes(name))
      .map(({ name }) => missingFinding(name)),
    ...(data.isFile ? identityFindings(data, secret) : []),
  ];
}

/** The controller could not decrypt what was sealed for another Secret. */
function identityFindings({ scope, name, namespace, type }: SealedData, secret: SealedFor): Finding[] {
  const isBoundToNamespace = scope !== SealingScope.CLUSTER_WIDE;
  const sealedType = type ?? SecretType.OPAQUE;
  return [
    ...(scope === SealingScope.STRICT && name !== secret.name
      ? [mismatch('name', showWithoutValue(secret.name), word(name))]
      : []),
    ...(isBoundToNamespace && namespace !== secret.namespace
      ? [mismatch('namespace', showWithoutValue(secret.namespace), word(namespace))]
      : []),
    ...(sealedType === secret.type ? [] : [mismatch('type', showWithoutValue(secret.type), word(sealedType))]),
  ];
}

/**
 * Whether it is what kubeseal writes: base64 of the length of a session key, the session key under RSA, and the value
 * under AES-GCM. Neither a password nor the base64 of one has that form.
 *
 * @see https://github.com/bitnami-labs/sealed-secrets/blob/main/docs/developer/crypto.md
 */
function isSealed(value: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || value.length % 4 !== 0) {
    return false;
  }
  const bytes = Buffer.from(value, 'base64');
  const length = bytes.length < LENGTH_BYTES ? 0 : bytes.readUInt16BE();
  return SESSION_KEY_LENGTHS.includes(length) && bytes.length >= LENGTH_BYTES + length + TAG_LENGTH;
}

function word(given: string | undefined): string {
  return given === undefined ? 'nothing' : showWithoutValue(textOf(given));
}

function sourceFinding(given: string): Finding {
  return {
    code: 'sealed-secret-source',
    field: 'file',
    given: `${given} of file and encryptedData`,
    allowed: 'one of the two',
    remedy: 'Name the file that kubeseal wrote, or give the values that kubeseal --raw printed.',
  };
}

function notSealed(field: string): Finding {
  return {
    code: 'sealed-value-invalid',
    field,
    given: 'a value that kubeseal did not write',
    allowed: 'a sealed value, as it stands in a SealedSecret or as kubeseal --raw prints it',
    remedy: 'Seal the value; where a plain one was committed, replace the credential.',
  };
}

function missingFinding(name: string): Finding {
  return {
    code: 'secret-key-missing',
    field: 'encryptedData',
    given: `nothing for ${show(name)}`,
    allowed: 'a sealed value for every required key',
    remedy: 'Seal the value and add it, or declare the key as optional.',
  };
}

function mismatch(field: string, given: string, sealed: string): Finding {
  return {
    code: 'sealed-secret-mismatch',
    field,
    given,
    allowed: `${sealed}, as the file says`,
    remedy: 'Seal the values for this Secret, or with a wider scope: kubeseal --scope namespace-wide.',
  };
}
