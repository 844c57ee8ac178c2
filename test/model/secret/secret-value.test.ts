import * as fc from 'fast-check';
import { KubernetesSecret } from '../../../lib/model/secret/kubernetes-secret';
import { SecretFormat, SecretKey, SecretKeyOptions } from '../../../lib/model/secret/secret-key';
import { SecretType } from '../../../lib/model/secret/secret-type';
import { sizeFindings, valueFindings } from '../../../lib/model/secret/secret-value';

function findingsOf(value: string | Uint8Array, options: SecretKeyOptions = {}, isRequired = true) {
  const key = isRequired ? SecretKey.required('KEY', options) : SecretKey.optional('KEY', options);
  const secret = new KubernetesSecret({ name: 's', namespace: 'n', keys: [key] });
  return valueFindings('data.KEY', secret, key, Buffer.from(value as string));
}

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n';

describe('valueFindings', () => {
  it.each([
    [SecretFormat.NONE, 'anything at all\n'],
    [SecretFormat.URL, 'postgresql+asyncpg://user:p#ss%20@db.example.com:5432/todo?sslmode=require'],
    [SecretFormat.URL, 'mongodb://a:1,b:2/db'],
    [SecretFormat.EMAIL, 'noreply+tag@mail.example.com'],
    [SecretFormat.NUMBER, '24'],
    [SecretFormat.NUMBER, '-0.5'],
    [SecretFormat.PEM, PEM],
    [SecretFormat.PEM, PEM.replaceAll('\n', '\r\n') + PEM],
    [SecretFormat.JSON, '{"auths": {}}\n'],
    [SecretFormat.TOKEN, 'sk-abc.123_%"'],
  ])('lets a value of format %s be %j', (format, value) => {
    expect(findingsOf(value, { format })).toEqual([]);
  });

  it.each([
    [SecretFormat.URL, 'db.example.com:5432'],
    [SecretFormat.URL, 'postgres://db\n'],
    [SecretFormat.URL, '"postgres://db"'],
    [SecretFormat.URL, 'postgres://'],
    [SecretFormat.EMAIL, 'noreply'],
    [SecretFormat.EMAIL, 'a@b@c.d'],
    [SecretFormat.EMAIL, 'a@b.c\n'],
    [SecretFormat.EMAIL, `a@${'b.'.repeat(500_000)}@`],
    [SecretFormat.NUMBER, '24h'],
    [SecretFormat.NUMBER, '0x10'],
    [SecretFormat.PEM, 'MIIE'],
    [SecretFormat.PEM, PEM.replaceAll('\n', '\\n')],
    [SecretFormat.PEM, PEM.replace('-----BEGIN', 'key: -----BEGIN')],
    [SecretFormat.PEM, PEM.trim().replace(/-----$/, '----')],
    [SecretFormat.PEM, `${PEM.trim()} # of the shop`],
    [SecretFormat.PEM, PEM.trim().split('\n').slice(1).join('\n')],
    [SecretFormat.PEM, PEM.trim().split('\n').slice(0, -1).join('\n')],
    [SecretFormat.JSON, '[]'],
    [SecretFormat.JSON, '{'],
    [SecretFormat.JSON, 'null'],
    [SecretFormat.TOKEN, 'sk-abc\n'],
    [SecretFormat.TOKEN, 'a b'],
  ])('does not take %s for the form of %j', (format, value) => {
    expect(findingsOf(value, { format })).toMatchObject([{ code: 'secret-value-format', field: 'data.KEY' }]);
  });

  it('applies the form that the type of the Secret implies', () => {
    const key = SecretKey.required('tls.key');
    const secret = new KubernetesSecret({ name: 's', namespace: 'n', type: SecretType.TLS, keys: [key] });
    const codes = valueFindings('data', secret, key, Buffer.from('no key')).map(({ code }) => code);
    expect(codes).toEqual(['secret-value-format']);
  });

  it.each([
    ['1234567', '7 characters'],
    ['x', '1 character'],
    ['1234567\n', '7 characters'],
    ['🔑🔑🔑🔑', '4 characters'],
    [Uint8Array.of(0xff, 0xfe), '2 bytes'],
  ])('counts %j as %s, which are too few', (value, given) => {
    expect(findingsOf(value, { minLength: 8 })).toMatchObject([{ code: 'secret-value-too-short', given }]);
  });

  it('counts characters, not bytes', () => {
    expect(findingsOf('🔑🔑', { minLength: 2 })).toEqual([]);
    expect(findingsOf('🔑🔑', { minLength: 3 })).toHaveLength(1);
  });

  it.each(['', ' \n'])('refuses %j for a required key and takes it for not set in an optional one', (value) => {
    const options = { minLength: 8, format: SecretFormat.URL };
    expect(findingsOf(value, options)).toMatchObject([{ code: 'secret-value-empty' }]);
    expect(findingsOf(value, options, false)).toEqual([]);
  });

  it('lets a value without a form be any bytes, and no other', () => {
    const bytes = Uint8Array.of(0xc3, 0x28);
    expect(findingsOf(bytes)).toEqual([]);
    expect(findingsOf(bytes, { format: SecretFormat.TOKEN })).toMatchObject([
      { code: 'secret-value-format', given: 'bytes that are not UTF-8' },
    ]);
  });

  it('refuses a placeholder without showing it', () => {
    expect(findingsOf('postgres://<DB_USER>@db')).toMatchObject([
      { code: 'placeholder', given: 'a value that holds a placeholder' },
    ]);
  });

  it('never repeats a part of the value', () => {
    const values = fc.string({ unit: fc.constantFrom('ä', 'ß', '<', '>', 'Q', '€', '\n', '"'), minLength: 3 });
    fc.assert(
      fc.property(values, fc.constantFrom(...Object.values(SecretFormat)), (value, format) => {
        const findings = findingsOf(value, { format, minLength: 1000 });
        expect(JSON.stringify(findings)).not.toMatch(/[äß<>Q€]/);
      }),
    );
  });
});

describe('sizeFindings', () => {
  it('allows 1 MiB and no byte more', () => {
    expect(sizeFindings('data', 1024 ** 2)).toEqual([]);
    expect(sizeFindings('data', 1024 ** 2 + 1)).toMatchObject([{ code: 'secret-too-large', field: 'data' }]);
  });
});
