import * as fc from 'fast-check';
import { checkSecretEnvFile } from '../../../lib/model/secret/env-file';
import { KubernetesSecret } from '../../../lib/model/secret/kubernetes-secret';
import { SecretFormat, SecretKey } from '../../../lib/model/secret/secret-key';

const secret = new KubernetesSecret({
  name: 'todo-app-secrets',
  namespace: 'todo-app',
  keys: [
    SecretKey.required('DATABASE_URL', { format: SecretFormat.URL }),
    SecretKey.required('JWT_SECRET', { minLength: 32 }),
    SecretKey.optional('RESEND_API_KEY'),
    SecretKey.optional('NOTE'),
  ],
});
const LONG = 'x'.repeat(32);
const GOOD = `DATABASE_URL=postgres://db/todo?a=b\nJWT_SECRET=${LONG}\n`;
const check = (text: string) => checkSecretEnvFile(secret, text).map(({ field, code }) => [field, code]);

describe('checkSecretEnvFile', () => {
  it.each([
    ['the required keys', GOOD],
    ['no line break at the end', GOOD.trimEnd()],
    ['line breaks of Windows', GOOD.replaceAll('\n', '\r\n')],
    ['empty lines and comments', `\n# KEY\n  \t\n  # another one\r\n${GOOD}`],
    ['white space in front of a key', `  \t\u0085\u00a0\u2028\u3000${GOOD}`],
    ['a byte order mark at the beginning', `\ufeff${GOOD}`],
    ['a byte order mark before a comment', `\ufeff# KEY\n${GOOD}`],
    ['an optional key without a value behind "="', `${GOOD}RESEND_API_KEY=\n`],
    ['"#", "=", spaces and one quote in a value', `${GOOD}NOTE= a=b # "c\n`],
    ['a single quote mark as a value', `${GOOD}NOTE="\n`],
    ['a carriage return within a value', `${GOOD}NOTE=a\rNO KEY=b\n`],
    ['the longest line', `${GOOD}NOTE=${'x'.repeat(65_535 - 5)}\n`],
  ])('accepts %s, as kubectl does', (_, text) => {
    expect(check(text)).toEqual([]);
  });

  it.each([
    ['a line without a key', `${GOOD}=value`, 'line 3', 'env-file-key-invalid'],
    ['a space behind the key', `${GOOD}NOTE =a`, 'line 3', 'env-file-key-invalid'],
    ['export', `${GOOD}export NOTE=a`, 'line 3', 'env-file-key-invalid'],
    ['a key that begins with a digit', `${GOOD}1NOTE=a`, 'line 3', 'env-file-key-invalid'],
    ['the key ".."', `${GOOD}..=a`, 'line 3', 'env-file-key-invalid'],
    ['the key "."', `${GOOD}.=a`, 'line 3', 'env-file-key-invalid'],
    ['a key that begins with ".."', `${GOOD}..NOTE=a`, 'line 3', 'env-file-key-invalid'],
    ['a key of 254 characters', `${GOOD}${'A'.repeat(254)}=a`, 'line 3', 'env-file-key-invalid'],
    ['a byte order mark in another line', `${GOOD}\ufeffNOTE=a`, 'line 3', 'env-file-key-invalid'],
    ['white space that Go does not know', `${GOOD}\u200bNOTE=a`, 'line 3', 'env-file-key-invalid'],
    ['a key twice', `${GOOD}\nJWT_SECRET=short`, 'line 4', 'env-file-key-duplicate'],
    ['bytes that are not UTF-8', `${GOOD}NOTE=\ufffd`, 'line 3', 'env-file-not-utf8'],
    ['half a surrogate pair', `${GOOD}# \ud83d`, 'line 3', 'env-file-not-utf8'],
    ['a longer line', `${GOOD}NOTE=${'x'.repeat(65_536 - 5)}\nNO KEY`, 'line 3', 'env-file-line-too-long'],
    ['a value in double quotes', `${GOOD}NOTE="a"`, 'line 3', 'env-file-quoted'],
    ['a value in single quotes', `${GOOD}NOTE='a'`, 'line 3', 'env-file-quoted'],
    ['a value in backquotes', `${GOOD}NOTE=\`a\``, 'line 3', 'env-file-quoted'],
    ['no value in quotes', `${GOOD}NOTE=""`, 'line 3', 'env-file-quoted'],
    ['a key of one letter that is not declared', `${GOOD}A=a`, 'line 3', 'secret-key-unknown'],
    ['a key without "="', `${GOOD}NOTE`, 'line 3', 'env-file-without-value'],
    ['a key that is not declared', `${GOOD}OTHER=a`, 'line 3', 'secret-key-unknown'],
    ['a required key without a value', `DATABASE_URL=a://b\nJWT_SECRET=`, 'line 2', 'secret-value-empty'],
    ['a value that is too short', `DATABASE_URL=a://b\nJWT_SECRET=short`, 'line 2', 'secret-value-too-short'],
    ['a value of another form', `DATABASE_URL=db\nJWT_SECRET=${LONG}`, 'line 1', 'secret-value-format'],
    ['a required key that is missing', `DATABASE_URL=a://b`, 'JWT_SECRET', 'secret-key-missing'],
  ])('refuses %s', (_, text, field, code) => {
    expect(check(text)).toEqual([[field, code]]);
  });

  it('takes a required key without "=" for missing, and says where it stands', () => {
    expect(check(`DATABASE_URL\nJWT_SECRET=${LONG}`)).toEqual([
      ['line 1', 'env-file-without-value'],
      ['DATABASE_URL', 'secret-key-missing'],
    ]);
  });

  it('judges a value in quotes without them', () => {
    expect(check(`DATABASE_URL="a://b"\nJWT_SECRET='${'x'.repeat(30)}'`)).toEqual([
      ['line 1', 'env-file-quoted'],
      ['line 2', 'env-file-quoted'],
      ['line 2', 'secret-value-too-short'],
    ]);
    expect(check(`${GOOD}NOTE=""`)).toEqual([['line 3', 'env-file-quoted']]);
  });

  it('knows that a value cannot span lines', () => {
    const text = `${GOOD}NOTE="-----BEGIN KEY-----\nMII+E\n-----END KEY-----"`;
    expect(check(text)).toEqual([
      ['line 4', 'env-file-key-invalid'],
      ['line 5', 'env-file-key-invalid'],
    ]);
  });

  it('reports in the order of the lines, whatever is missing last', () => {
    expect(check('NOTE="a"\nNO KEY\nOTHER=a\nOTHER=b')).toEqual([
      ['line 1', 'env-file-quoted'],
      ['line 2', 'env-file-key-invalid'],
      ['line 3', 'secret-key-unknown'],
      ['line 4', 'env-file-key-duplicate'],
      ['DATABASE_URL', 'secret-key-missing'],
      ['JWT_SECRET', 'secret-key-missing'],
    ]);
  });

  it('adds up the values, which together may have exactly 1 MiB', () => {
    const keys = Array.from({ length: 17 }, (_, index) => SecretKey.optional(`KEY_${index}`));
    const large = new KubernetesSecret({ name: 'a', namespace: 'b', keys });
    const text = `${keys.map(({ name }) => `${name}=${'x'.repeat(61_680)}`).join('\n')}${'x'.repeat(16)}`;
    expect(checkSecretEnvFile(large, text)).toEqual([]);
    expect(checkSecretEnvFile(large, `${text}x`)).toMatchObject([{ code: 'secret-too-large', field: 'file' }]);
  });

  it.each([undefined, null, 5, Buffer.from(GOOD)])('refuses %p, which is no text', (text) => {
    expect(check(text as never)).toEqual([['file', 'env-file-not-text']]);
  });

  it('never repeats the text of a line', () => {
    const secretText = fc.stringMatching(/^[0-9a-z]{4,20}$/).map((text) => `S3cr3t${text}`);
    const before = fc.constantFrom(
      '',
      'DATABASE_URL=',
      'JWT_SECRET=',
      'NOTE="',
      'OTHER=',
      'export ',
      '#',
      'JWT_SECRET =',
    );
    const after = fc.constantFrom('', '"', '=', '=x', ' ', '<S3CR3T>');
    const line = fc.tuple(before, secretText, after).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(JSON.stringify(checkSecretEnvFile(secret, lines.join('\n')))).not.toMatch(/S3cr3t/i);
      }),
    );
  });

  it('accepts every value of one line that is long enough', () => {
    const value = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\ufffd]|<[A-Z]/.test(text));
    fc.assert(
      fc.property(value, (text) => {
        expect(check(`DATABASE_URL=a://b\nJWT_SECRET=.${LONG}${text}`)).toEqual([]);
      }),
    );
  });
});
