import { SecretFormat, SecretKey } from '../../../lib/model/secret/secret-key';
import { formatOf, SecretType, typeKeyFindings } from '../../../lib/model/secret/secret-type';

const { required, optional } = SecretKey;

describe('typeKeyFindings', () => {
  it.each([
    [SecretType.OPAQUE, []],
    [SecretType.OPAQUE, [required('ANY')]],
    [SecretType.TLS, [required('tls.crt'), required('tls.key')]],
    [SecretType.TLS, [required('tls.key'), required('tls.crt'), optional('ca.crt')]],
    [SecretType.DOCKER_CONFIG_JSON, [required('.dockerconfigjson')]],
    [SecretType.DOCKER_CONFIG_JSON, [required('.dockerconfigjson'), optional('note')]],
    [SecretType.BASIC_AUTH, [required('username')]],
    [SecretType.BASIC_AUTH, [required('password'), optional('username')]],
    [SecretType.SSH_AUTH, [required('ssh-privatekey'), optional('known_hosts')]],
  ])('lets a Secret of type %s hold %j', (type, keys) => {
    expect(typeKeyFindings('keys', type, keys)).toEqual([]);
  });

  it.each([
    [SecretType.TLS, [required('tls.crt')], 'required tls.crt'],
    [SecretType.TLS, [required('tls.crt'), optional('tls.key')], 'required tls.crt, optional tls.key'],
    [
      SecretType.TLS,
      [required('tls.crt'), required('tls.key'), optional('other')],
      'required tls.crt, required tls.key, optional other',
    ],
    [
      SecretType.TLS,
      [required('tls.crt'), required('tls.key'), required('ca.crt')],
      'required tls.crt, required tls.key, required ca.crt',
    ],
    [SecretType.DOCKER_CONFIG_JSON, [required('config.json')], 'required config.json'],
    [SecretType.BASIC_AUTH, [optional('username'), optional('password')], 'optional username, optional password'],
    [SecretType.SSH_AUTH, [], 'no key'],
    [SecretType.SSH_AUTH, ['ssh-privatekey' as never], 'no key'],
  ])('refuses a Secret of type %s with the keys %j', (type, keys, given) => {
    expect(typeKeyFindings('keys', type, keys)).toMatchObject([{ code: 'secret-type-keys', field: 'keys', given }]);
  });
});

describe('formatOf', () => {
  it('is what the author says, and else what the type says', () => {
    for (const key of [required('tls.crt'), required('tls.key'), optional('ca.crt')]) {
      expect(formatOf(SecretType.TLS, key)).toBe(SecretFormat.PEM);
    }
    expect(formatOf(SecretType.DOCKER_CONFIG_JSON, required('.dockerconfigjson'))).toBe(SecretFormat.JSON);
    expect(formatOf(SecretType.OPAQUE, required('tls.key'))).toBe(SecretFormat.NONE);
    expect(formatOf(SecretType.TLS, required('tls.key', { format: SecretFormat.TOKEN }))).toBe(SecretFormat.TOKEN);
  });
});
