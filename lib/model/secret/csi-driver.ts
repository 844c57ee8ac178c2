import { Finding } from '../core/issue';
import { dnsLabel } from '../core/names';
import { directoryFindings } from '../core/paths';
import { plainTextFindings } from '../core/plain-text';
import { list, map, record, text } from '../core/reading';
import { absentKeyFindings, undeclaredFindings } from './declared-keys';
import { SecretKey } from './secret-key';

/**
 * A provider of the Secrets Store CSI driver.
 *
 * @see https://secrets-store-csi-driver.sigs.k8s.io/concepts#secretproviderclass
 */
export interface CsiOptions {
  /** Name of the provider as SecretProviderClass spells it: `aws`, `azure`, `gcp`, `vault`. */
  readonly provider: string;
  /**
   * What the provider is told, in its own words; `objects` names what is mounted.
   * @default - nothing
   * @see https://secrets-store-csi-driver.sigs.k8s.io/providers
   */
  readonly parameters?: { [name: string]: string };
  /**
   * Name of the mounted file whose content becomes a key, by the key.
   * @default - each file has the name of its key
   */
  readonly objects?: { [key: string]: string };
  /**
   * Optional keys that the provider does not hold. The driver makes no Secret at all while one is missing that it was
   * told to make a key of.
   * @default - none
   */
  readonly absentKeys?: string[];
  /**
   * Where pods mount the values as files. The driver makes the Secret only while a pod mounts them.
   * @default - /mnt/secrets-store/ and the name of the Secret
   */
  readonly mountPath?: string;
}

/** Reads `CsiOptions`. */
export const csiReader = record({
  provider: text,
  parameters: map(text),
  objects: map(text),
  absentKeys: list(text),
  mountPath: text,
});

/** The provider can have that name, and every key comes from somewhere. */
export function csiFindings(options: Partial<CsiOptions>, keys: readonly SecretKey[]): Finding[] {
  const { provider, parameters = {}, objects = {}, absentKeys = [], mountPath } = options;
  return [
    ...dnsLabel('provider', provider),
    ...Object.entries(parameters).flatMap(([name, value]) => plainTextFindings(`parameters.${name}`, value)),
    ...undeclaredFindings('objects', Object.keys(objects), keys),
    ...Object.entries(objects).flatMap(([key, value]) => objectFindings(`objects.${key}`, value)),
    ...absentKeyFindings('absentKeys', absentKeys, keys),
    ...(mountPath === undefined ? [] : directoryFindings('mountPath', mountPath)),
  ];
}

function objectFindings(field: string, name: string): Finding[] {
  if (name !== '') {
    return plainTextFindings(field, name);
  }
  const [allowed, remedy] = [
    'the name of a mounted file',
    'Name the object, or its alias, as parameters.objects does.',
  ];
  return [{ code: 'secret-remote-invalid', field, given: '""', allowed, remedy }];
}
