import { isSecretKey, SecretFormat, SecretKey, secretKeyFindings } from '../../../lib/model/secret/secret-key';

describe('SecretKey', () => {
  it('asks nothing of the value unless told', () => {
    expect(SecretKey.required('DATABASE_URL')).toEqual({
      name: 'DATABASE_URL',
      isRequired: true,
      format: SecretFormat.NONE,
      minLength: undefined,
      description: undefined,
    });
  });

  it('keeps what is set', () => {
    const options = { minLength: 32, format: SecretFormat.TOKEN, description: 'Signs the sessions' };
    expect(SecretKey.optional('JWT_SECRET', options)).toEqual({ name: 'JWT_SECRET', isRequired: false, ...options });
  });

  it('can be told from other values, and a key of another copy of the library is one', () => {
    const copy: unknown = JSON.parse(JSON.stringify(SecretKey.required('A')));
    expect([SecretKey.optional('A'), copy].every(isSecretKey)).toBe(true);
    expect(['A', null, undefined, {}, { name: 'A' }].some(isSecretKey)).toBe(false);
  });
});

describe('secretKeyFindings', () => {
  it.each(['DATABASE_URL', 'tls.crt', '.dockerconfigjson', 'ssh-privatekey'])('allows the name %s', (name) => {
    expect(secretKeyFindings('keys[0]', SecretKey.required(name, { minLength: 1 }))).toEqual([]);
  });

  it.each(Object.values(SecretFormat))('knows the format %s', (format) => {
    expect(secretKeyFindings('keys[0]', SecretKey.optional('A', { format }))).toEqual([]);
  });

  it.each([
    ['a name with a space', SecretKey.required('DATABASE URL'), 'keys[0].name', 'key-invalid'],
    ['an empty name', SecretKey.required(''), 'keys[0].name', 'key-invalid'],
    ['no name', SecretKey.required(undefined as never), 'keys[0].name', 'key-invalid'],
    ['a length of 0', SecretKey.required('A', { minLength: 0 }), 'keys[0].minLength', 'secret-length-out-of-range'],
    ['half a length', SecretKey.required('A', { minLength: 1.5 }), 'keys[0].minLength', 'secret-length-out-of-range'],
    [
      'an unknown format',
      SecretKey.required('A', { format: 'uuid' as SecretFormat }),
      'keys[0].format',
      'secret-format-unknown',
    ],
    ['a plain name', 'DATABASE_URL', 'keys[0]', 'secret-key-invalid'],
    ['nothing', undefined, 'keys[0]', 'secret-key-invalid'],
  ])('refuses %s', (_, key, field, code) => {
    expect(secretKeyFindings('keys[0]', key)).toMatchObject([{ field, code }]);
  });

  it.each([{ JWT_SECRET: 'hunter2' }, { name: 'hunter2' }, { name: 'hunter2', isRequired: true }, 'hunter2'])(
    'does not show %j in place of a key, because it could hold a value',
    (key) => {
      const findings = secretKeyFindings('keys[0]', key);
      expect(findings).toMatchObject([{ code: 'secret-key-invalid' }]);
      expect(JSON.stringify(findings)).not.toContain('hunter2');
    },
  );
});
