import { Finding } from '../../model/core/issue';
import { list, map, Reader, text } from '../../model/core/reading';
import { CsiOptions } from '../../model/secret/csi-driver';
import { ExternalSecretsOptions } from '../../model/secret/external-store';
import { SealedSecretsOptions } from '../../model/secret/sealed-data';
import { SecretType } from '../../model/secret/secret-type';
import { SecretMetadata } from './declared-secret';

/** The keys of a Secret. */
export interface AppSecretsKeys {
  /** Keys without which the application does not start. */
  readonly required: string[];
  /**
   * Keys that switch on features.
   * @default - none
   */
  readonly optional?: string[];
}

/** What a Secret is called, and how the object that makes it is labelled. */
export interface SecretIdentity extends SecretMetadata {
  /**
   * Name of the Secret.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Type of the Secret.
   * @default SecretType.OPAQUE
   */
  readonly type?: SecretType;
}

/** Options of `AppSecrets.externalSecret`. */
export interface ExternalSecretProps extends SecretIdentity, AppSecretsKeys, ExternalSecretsOptions {}

/** Options of `AppSecrets.csi`. */
export interface CsiSecretProps extends SecretIdentity, AppSecretsKeys, CsiOptions {}

/** Options of `AppSecrets.sealedSecret`. */
export interface SealedSecretProps extends SealedSecretsOptions, SecretMetadata {
  /**
   * Name of the Secret.
   * @default - that of the file, else the id of the construct
   */
  readonly name?: string;
  /**
   * Type of the Secret.
   * @default - that of the file, else SecretType.OPAQUE
   */
  readonly type?: SecretType;
  /**
   * Keys without which the application does not start.
   * @default - every sealed key that is not optional
   */
  readonly required?: string[];
  /**
   * Keys that switch on features.
   * @default - none
   */
  readonly optional?: string[];
}

/** What the short forms say of the Secret itself. */
export interface ReadIdentity extends SecretIdentity {
  /** @default - not given */
  readonly required?: string[];
  /** @default - not given */
  readonly optional?: string[];
}

/** Properties of a short form, in two parts. */
export interface SplitProps {
  readonly identity: ReadIdentity;
  readonly findings: Finding[];
  /** What the source of the Secret is made from. */
  readonly rest: object;
}

const IDENTITY: ReadonlyMap<string, Reader> = new Map([
  ['name', text],
  ['type', text],
  ['required', list(text)],
  ['optional', list(text)],
  ['labels', map(text)],
  ['annotations', map(text)],
]);

/** Takes apart what a short form is given. What is no object goes to the source, which says so. */
export function splitProps(given: unknown): SplitProps {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { identity: {}, findings: [], rest: given as object };
  }
  const entries = Object.entries(given);
  const readings = entries.flatMap(([name, value]) => {
    const reading = IDENTITY.get(name)?.(name, value);
    return reading === undefined ? [] : [{ name, ...reading }];
  });
  const known = readings.filter(({ value }) => value !== undefined);
  return {
    identity: Object.fromEntries(known.map(({ name, value }) => [name, value])) as ReadIdentity,
    findings: readings.flatMap(({ findings }) => findings),
    rest: Object.fromEntries(entries.filter(([name]) => !IDENTITY.has(name))),
  };
}
