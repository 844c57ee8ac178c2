import * as fc from 'fast-check';
import { KubernetesSecret } from '../../../lib/model/secret/kubernetes-secret';
import { SecretFormat, SecretKey } from '../../../lib/model/secret/secret-key';
import { checkSecretObject } from '../../../lib/model/secret/secret-object';
import { SecretType } from '../../../lib/model/secret/secret-type';

const secret = new KubernetesSecret({
  name: 'todo-app-secrets',
  namespace: 'todo-app',
  keys: [
    SecretKey.required('DATABASE_URL', { format: SecretFormat.URL }),
    SecretKey.required('JWT_SECRET', { minLength: 32 }),
    SecretKey.optional('RESEND_API_KEY'),
  ],
});
const base64 = (text: string) => Buffer.from(text).toString('base64');
const DATA = { DATABASE_URL: base64('postgres://db/todo'), JWT_SECRET: base64('x'.repeat(32)) };
const METADATA = { name: 'todo-app-secrets', namespace: 'todo-app' };
const OBJECT = { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata: METADATA, data: DATA };
const check = (changes: object) => checkSecretObject(secret, { ...OBJECT, ...changes });

describe('checkSecretObject', () => {
  it.each([
    ['a Secret with all required keys', {}],
    ['an optional key', { data: { ...DATA, RESEND_API_KEY: base64('re_1') } }],
    ['an optional key without a value', { data: { ...DATA, RESEND_API_KEY: null } }],
    ['plain text in stringData', { data: null, stringData: { DATABASE_URL: 'a://b', JWT_SECRET: 'y'.repeat(32) } }],
    [
      'stringData that replaces data',
      { data: { ...DATA, JWT_SECRET: '' }, stringData: { JWT_SECRET: 'y'.repeat(32) } },
    ],
    ['a missing type, which is Opaque', { type: undefined }],
    ['an empty type, which is Opaque', { type: '' }],
    ['what the cluster adds', { metadata: { ...METADATA, uid: 'u', managedFields: [] }, immutable: false }],
  ])('accepts %s', (_, changes) => {
    expect(check(changes)).toEqual([]);
  });

  it.each([undefined, null, 'kind: Secret', 5, [OBJECT]])('refuses %j, which is no object', (object) => {
    expect(checkSecretObject(secret, object)).toMatchObject([{ code: 'secret-object-invalid', field: 'object' }]);
  });

  it.each([
    [{ kind: 'List' }, 'kind', 'secret-object-kind'],
    [{ kind: undefined }, 'kind', 'secret-object-kind'],
    [{ apiVersion: 'v2' }, 'apiVersion', 'secret-object-mismatch'],
    [{ metadata: { ...METADATA, name: 'other' } }, 'metadata.name', 'secret-object-mismatch'],
    [{ metadata: { ...METADATA, namespace: 'default' } }, 'metadata.namespace', 'secret-object-mismatch'],
    [{ metadata: { name: METADATA.name } }, 'metadata.namespace', 'secret-object-mismatch'],
    [{ type: 'kubernetes.io/tls' }, 'type', 'secret-object-mismatch'],
    [{ data: ['a'] }, 'data', 'secret-object-invalid'],
    [{ stringData: 'a=b' }, 'stringData', 'secret-object-invalid'],
    [{ data: { JWT_SECRET: DATA.JWT_SECRET } }, 'data.DATABASE_URL', 'secret-key-missing'],
    [{ data: { ...DATA, DATABASE_URL: null } }, 'data.DATABASE_URL', 'secret-value-empty'],
    [{ data: { ...DATA, JWT_SECRET: base64('short') } }, 'data.JWT_SECRET', 'secret-value-too-short'],
    [{ data: { ...DATA, DATABASE_URL: base64('db:5432') } }, 'data.DATABASE_URL', 'secret-value-format'],
    [{ data: { ...DATA, DATABASE_URI: '' } }, 'data.DATABASE_URI', 'secret-key-unknown'],
    [{ stringData: { OTHER: '' } }, 'stringData.OTHER', 'secret-key-unknown'],
    [{ data: { ...DATA, 'a b': '' } }, 'data', 'key-invalid'],
    [{ data: { ...DATA, JWT_SECRET: 5 } }, 'data.JWT_SECRET', 'secret-value-not-base64'],
    [{ stringData: { JWT_SECRET: 5 } }, 'stringData.JWT_SECRET', 'value-not-text'],
    [{ data: { ...DATA, RESEND_API_KEY: base64('x'.repeat(1024 ** 2)) } }, 'data', 'secret-too-large'],
  ])('refuses %#', (changes, field, code) => {
    expect(check(changes)).toMatchObject([{ field, code }]);
  });

  it('refuses a value that is not base64 even where stringData replaces it, as the API server does', () => {
    const changes = { data: { ...DATA, JWT_SECRET: 'plain text' }, stringData: { JWT_SECRET: 'y'.repeat(32) } };
    expect(check(changes)).toMatchObject([{ code: 'secret-value-not-base64', field: 'data.JWT_SECRET' }]);
  });

  it('takes null for an empty value, as the API server does', () => {
    expect(check({ data: { ...DATA, RESEND_API_KEY: null } })).toEqual([]);
    expect(check({ data: DATA, stringData: { RESEND_API_KEY: null } })).toEqual([]);
  });

  it('counts the bytes of all values up to exactly 1 MiB', () => {
    const one = new KubernetesSecret({ ...METADATA, keys: [SecretKey.optional('A'), SecretKey.optional('B')] });
    const size = (bytes: number) => {
      const data = { A: base64('x'.repeat(1000)), B: base64('x'.repeat(bytes - 1000)) };
      return checkSecretObject(one, { ...OBJECT, data }).map(({ code }) => code);
    };
    expect(size(1024 ** 2)).toEqual([]);
    expect(size(1024 ** 2 + 1)).toEqual(['secret-too-large']);
    expect(checkSecretObject(one, { ...OBJECT, data: {} })).toEqual([]);
  });

  it('says of a value in data whether it is no base64 or no text', () => {
    const given = (value: unknown) => check({ data: { ...DATA, RESEND_API_KEY: value } }).map((each) => each.given);
    expect([given('!'), given(5)]).toEqual([['a value that is not base64'], ['a value of type number']]);
  });

  it('reports everything at once', () => {
    const undeclared = check({ data: { ...DATA, OTHER: '!' } }).map(({ code }) => code);
    expect(undeclared).toEqual(['secret-value-not-base64', 'secret-key-unknown']);
    const codes = check({ type: 'x', data: { JWT_SECRET: '!', OTHER: 'YQ==' } }).map(({ code }) => code);
    expect(codes).toEqual([
      'secret-object-mismatch',
      'secret-value-not-base64',
      'secret-key-unknown',
      'secret-key-missing',
    ]);
  });

  it('finds the keys of a prototype no more than any other that is missing', () => {
    const odd = new KubernetesSecret({ ...METADATA, keys: [SecretKey.required('constructor')] });
    expect(checkSecretObject(odd, { ...OBJECT, data: {} })).toMatchObject([{ code: 'secret-key-missing' }]);
    const own: unknown = JSON.parse('{"__proto__": "YQ=="}');
    expect(check({ data: { ...DATA }, stringData: own })).toMatchObject([{ code: 'secret-key-unknown' }]);
  });

  it('judges the content that a type asks for', () => {
    const pull = new KubernetesSecret({
      ...METADATA,
      type: SecretType.DOCKER_CONFIG_JSON,
      keys: [SecretKey.required('.dockerconfigjson')],
    });
    const object = { ...OBJECT, type: SecretType.DOCKER_CONFIG_JSON };
    const data = (text: string) => ({ data: { '.dockerconfigjson': base64(text) } });
    expect(checkSecretObject(pull, { ...object, ...data('{"auths":{}}') })).toEqual([]);
    expect(checkSecretObject(pull, { ...object, ...data('auths') })).toMatchObject([{ code: 'secret-value-format' }]);
  });
});

/** What Go's base64.StdEncoding says of each text. */
describe('base64 in data', () => {
  const one = new KubernetesSecret({ ...METADATA, keys: [SecretKey.optional('A')] });
  const codes = (value: string) => checkSecretObject(one, { ...OBJECT, data: { A: value } }).map(({ code }) => code);

  it.each(['', 'YQ==', 'YWI=', 'YWJj', 'YR==', 'YQ==\n', 'Y\nQ==', 'YQ=\n=', 'YQ==\r\n', '\n', '+/+/'])(
    'can be %j',
    (value) => {
      expect(codes(value)).toEqual([]);
    },
  );

  it.each(['YQ', 'YQ=', 'YQ== ', ' YQ==', 'YWJ_', 'YW-j', 'YQ==YQ==', '=', '====', 'Y===', 'YWJj=', 'YQ==\nYQ==', 'é'])(
    'cannot be %j',
    (value) => {
      expect(codes(value)).toEqual(['secret-value-not-base64']);
    },
  );

  it('can be whatever an encoder writes, with line breaks anywhere', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), (bytes, at) => {
        const text = Buffer.from(bytes).toString('base64');
        const cut = at % (text.length + 1);
        expect(codes(`${text.slice(0, cut)}\r\n${text.slice(cut)}`)).toEqual([]);
      }),
    );
  });
});

describe('confidentiality', () => {
  it('never repeats a value, whatever is wrong with it', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{12,40}$/).map((text) => `S3cr3t-${text}`);
    const wrapped = hex.chain((text) =>
      fc.constantFrom(text, base64(text), `${text}\n`, `<${text.toUpperCase()}>`, [text]),
    );
    const keys = fc.constantFrom('DATABASE_URL', 'JWT_SECRET', 'RESEND_API_KEY', 'UNKNOWN', 'bad key');
    const map = fc.dictionary(keys, wrapped);
    fc.assert(
      fc.property(map, map, fc.boolean(), (data, stringData, misplaced) => {
        const findings = misplaced ? check({ data: [data], stringData }) : check({ data, stringData });
        const printed = JSON.stringify(findings);
        const values = [...Object.values(data), ...Object.values(stringData)].flat();
        expect(values.filter((value) => printed.includes(value.trim()))).toEqual([]);
        expect(printed).not.toMatch(/S3cr3t/i);
      }),
    );
  });

  it('does not repeat a value that stands where a key belongs', () => {
    const printed = JSON.stringify(check({ stringData: { 'postgres://user:hunter2@db': '' } }));
    expect(printed).toMatch(/key-invalid/);
    expect(printed).not.toMatch(/hunter2/);
  });
});
