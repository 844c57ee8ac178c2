import { Finding, show } from '../model/core/issue';
import { dataKey, dnsSubdomain } from '../model/core/names';
import { plainTextFindings } from '../model/core/plain-text';
import { printable } from '../model/core/untrusted';
import { MAX_CONFIG_BYTES } from './config-files';
import { HASH_LENGTH } from './content-hash';

/** Keys that the objects of JavaScript have a use for: the stock `App` of cdk8s loses them or cannot render them. */
const KEYS_OF_JAVASCRIPT = ['__proto__', 'constructor'];
/** Longest name of an object. */
const MAX_NAME_LENGTH = 253;

/** The name is one, also with the hash behind it. */
export function configNameFindings(field: string, name: string, isHashed: boolean): Finding[] {
  const wrong = dnsSubdomain(field, name);
  const max = MAX_NAME_LENGTH - HASH_LENGTH - 1;
  if (wrong.length > 0 || !isHashed || name.length <= max) {
    return wrong;
  }
  const allowed = `up to ${max} characters, for "-" and a hash of ${HASH_LENGTH} characters follow`;
  const remedy = 'Shorten the name, or say nameSuffixHash: false.';
  return [{ code: 'name-invalid', field, given: `${name.length} characters`, allowed, remedy }];
}

/** The key is one that a ConfigMap can hold. */
export function dataFindings(field: string, key: unknown): Finding[] {
  return dataKey(field, printable(key));
}

/** The App of cdk8s writes every key; ours does. */
export function lostKeyFindings(keys: readonly string[]): Finding[] {
  return KEYS_OF_JAVASCRIPT.filter((key) => keys.includes(key)).map((key) => ({
    code: 'key-invalid',
    field: `data.${key}`,
    given: show(key),
    allowed: `any name but ${show(key)} in the App of cdk8s`,
    remedy: 'Rename the key, or use the App of this library, which can write it.',
  }));
}

/** The value is text that everybody may read. */
export function textFindings(field: string, value: unknown): Finding[] {
  if (typeof value === 'string') {
    return plainTextFindings(field, value);
  }
  const remedy = 'Put the value in quotes; Kubernetes keeps configuration as text.';
  return [{ code: 'value-not-text', field, given: `a value of type ${typeof value}`, allowed: 'text', remedy }];
}

/** The key is there already. */
export function duplicateFinding(field: string, key: string): Finding {
  const [given, allowed] = [`${show(key)} more than once`, 'every key once'];
  return { code: 'key-duplicate', field, given, allowed, remedy: 'Remove one of the two.' };
}

/** Something was made of the content already. */
export function sealedFinding(field: string, isNamedByContent: boolean): Finding {
  const what = isNamedByContent ? 'name' : 'checksum';
  return {
    code: 'config-sealed',
    field,
    given: `a key that is added after the ${what} of the ConfigMap was read`,
    allowed: `keys that are added before: the ${what} is made of them`,
    remedy: isNamedByContent
      ? 'Add it earlier, give constructs the AppConfig instead of its name, or say nameSuffixHash: false.'
      : 'Add it earlier, and before the app is synthesized.',
  };
}

/** All values together are not larger than Kubernetes stores. */
export function sizeFindings(data: ReadonlyMap<string, string>, binaryData: ReadonlyMap<string, string>): Finding[] {
  const bytes =
    [...data.values()].reduce((sum, value) => sum + Buffer.byteLength(value), 0) +
    [...binaryData.values()].reduce((sum, value) => sum + Buffer.byteLength(value, 'base64'), 0);
  if (bytes <= MAX_CONFIG_BYTES) {
    return [];
  }
  return [
    {
      code: 'config-too-large',
      field: 'data',
      given: `${bytes} bytes in all values together`,
      allowed: `at most ${MAX_CONFIG_BYTES} bytes`,
      remedy: 'Split the configuration, or put large files into the image.',
    },
  ];
}
