import { dataKey } from '../../model/core/names';
import { showWithoutValue } from '../../model/core/rules';
import { CheckedObject } from '../checked-object';
import { mappingAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, NO_PROBLEM, objectRule, Problem, problemsOf } from '../rule-kinds';
import { CONFIG_MAP, SECRET } from './api-kinds';

const DATA_FIELDS = ['data', 'binaryData', 'stringData'];
/** `MaxSecretSize` of Kubernetes, which counts for a ConfigMap too. */
const MAX_BYTES = 1_048_576;
const MOST_BYTES_PER_UNIT = 3;
/** As Go reads it, which skips the ends of lines. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const keyInvalid = objectRule(
  {
    id: 'data-key-invalid',
    needs: [Unusual.DATA],
    summary: 'Keys of a ConfigMap and of a Secret are such as Kubernetes accepts, and stand in one place.',
    remedy: 'Rename the key.',
  },
  [CONFIG_MAP, SECRET],
  ({ kind, manifest }) => {
    const binary = mappingAt(manifest, 'binaryData');
    const twice =
      kind === 'ConfigMap' ? Object.keys(mappingAt(manifest, 'data')).filter((key) => Object.hasOwn(binary, key)) : [];
    return all(
      DATA_FIELDS.flatMap((field) =>
        Object.keys(mappingAt(manifest, field)).flatMap((key) => problemsOf(dataKey(`${field}.${key}`, key))),
      ),
      twice.map((key) => ({
        field: `binaryData.${showWithoutValue(key).slice(1, -1)}`,
        given: 'a key of data',
        allowed: 'keys that data does not have',
      })),
    );
  },
);

const tooLarge = objectRule(
  {
    id: 'data-too-large',
    needs: [Unusual.DATA],
    summary: 'All values of a ConfigMap or Secret together are at most 1 MiB.',
    remedy: 'Split it, or keep large files elsewhere.',
  },
  [CONFIG_MAP, SECRET],
  ({ kind, manifest }) => {
    const bytes = DATA_FIELDS.reduce((sum, field) => sum + sizeOf(kind, manifest, field), 0);
    return bytes <= MAX_BYTES
      ? NO_PROBLEM
      : [
          {
            field: 'data',
            given: `${bytes} bytes in all values together`,
            allowed: `at most ${MAX_BYTES} bytes, decoded`,
          },
        ];
  },
);

function sizeOf(kind: string, manifest: CheckedObject['manifest'], field: string): number {
  const isEncoded = field === 'binaryData' || (field === 'data' && kind === 'Secret');
  const texts = Object.values(mappingAt(manifest, field)).filter((value) => typeof value === 'string');
  const units = texts.reduce((sum, text) => sum + text.length, 0);
  // Counting units is enough for nearly all of them.
  return units * MOST_BYTES_PER_UNIT <= MAX_BYTES / DATA_FIELDS.length
    ? units
    : texts.reduce((sum, text) => sum + Buffer.byteLength(text, isEncoded ? 'base64' : 'utf8'), 0);
}

const notBase64 = objectRule(
  {
    id: 'data-not-base64',
    needs: [Unusual.DATA],
    summary: 'What is base64 in a ConfigMap or Secret can be decoded.',
    remedy: 'Encode the value, or use data of a ConfigMap and stringData of a Secret.',
  },
  [CONFIG_MAP, SECRET],
  ({ kind, manifest }) => {
    const field = kind === 'Secret' ? 'data' : 'binaryData';
    const values = mappingAt(manifest, field);
    return Object.keys(values)
      .filter((key) => typeof values[key] === 'string' && !isBase64(values[key]))
      .map((key) => ({
        field: `${field}.${key}`,
        given: 'a value that is not base64',
        allowed: 'base64 with padding',
      }));
  },
);

function isBase64(value: string): boolean {
  return BASE64.test(value.replaceAll(/[\r\n]/g, ''));
}

/** Keys that a Secret of a type must have, or one of them. */
const TYPE_KEYS: ReadonlyMap<string, { readonly keys: readonly string[]; readonly isOneEnough: boolean }> = new Map([
  ['kubernetes.io/tls', { keys: ['tls.crt', 'tls.key'], isOneEnough: false }],
  ['kubernetes.io/dockerconfigjson', { keys: ['.dockerconfigjson'], isOneEnough: false }],
  ['kubernetes.io/dockercfg', { keys: ['.dockercfg'], isOneEnough: false }],
  ['kubernetes.io/basic-auth', { keys: ['username', 'password'], isOneEnough: true }],
  ['kubernetes.io/ssh-auth', { keys: ['ssh-privatekey'], isOneEnough: false }],
]);

const typeKeys = objectRule(
  {
    id: 'secret-type-keys-missing',
    summary: 'A Secret holds the keys of its type.',
    remedy: 'Add the key, or use type Opaque.',
  },
  [SECRET],
  ({ manifest }): readonly Problem[] => {
    const type = textAt(manifest, 'type') ?? '';
    const wanted = TYPE_KEYS.get(type);
    if (wanted === undefined) {
      return NO_PROBLEM;
    }
    const given = [...Object.keys(mappingAt(manifest, 'data')), ...Object.keys(mappingAt(manifest, 'stringData'))];
    const missing = wanted.keys.filter((key) => !given.includes(key));
    const isComplete = wanted.isOneEnough ? missing.length < wanted.keys.length : missing.length === 0;
    const words = wanted.keys.join(wanted.isOneEnough ? ' or ' : ' and ');
    return isComplete
      ? NO_PROBLEM
      : [{ field: 'data', given: `no ${missing.join(', ')}`, allowed: `${words} for type ${type}` }];
  },
);

export const CONFIG_DATA_RULES: readonly Rule[] = [keyInvalid, tooLarge, notBase64, typeKeys];
