import { Finding, show } from '../core/issue';
import { plainTextFindings } from '../core/plain-text';
import { oneOf } from '../core/rules';

/** How a value is decoded that the store holds. */
export enum DecodingStrategy {
  /** As the value looks. */
  AUTO = 'Auto',
  /** From base64. */
  BASE64 = 'Base64',
  /** From base64 for URLs. */
  BASE64_URL = 'Base64URL',
  /** Not at all. */
  NONE = 'None',
}

/** Where a store keeps one value. */
export interface RemoteReference {
  /** Name of the entry, for example `shop/production`. */
  readonly key: string;
  /**
   * The property of the entry, where the store's entries have several values.
   * @default - the whole entry
   */
  readonly property?: string;
  /**
   * Version of the entry.
   * @default - the newest
   */
  readonly version?: string;
  /**
   * How the value is decoded.
   * @default DecodingStrategy.NONE
   */
  readonly decodingStrategy?: DecodingStrategy;
}

/** An entry, and a part of one, has a name, and none of the names is a value. */
export function remoteFindings(given: Partial<RemoteReference>): Finding[] {
  const { key, property, version, decodingStrategy } = given;
  const why = { code: 'secret-policy-unknown', remedy: 'Use one of DecodingStrategy.' };
  return [
    ...nameFindings('key', key ?? ''),
    ...(property === undefined ? [] : nameFindings('property', property)),
    ...(version === undefined ? [] : nameFindings('version', version)),
    ...(decodingStrategy === undefined
      ? []
      : oneOf('decodingStrategy', decodingStrategy, Object.values(DecodingStrategy), why)),
  ];
}

function nameFindings(field: string, name: string): Finding[] {
  if (name !== '' && name === name.trim()) {
    return plainTextFindings(field, name);
  }
  const [given, allowed] = [name === '' ? show(name) : 'a name with space around it', 'a name that the store knows'];
  return [{ code: 'secret-remote-invalid', field, given, allowed, remedy: 'Name the entry as the store does.' }];
}
