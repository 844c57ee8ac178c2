import {
  DecodingStrategy,
  ExternalCreationPolicy,
  ExternalData,
  ExternalDeletionPolicy,
  type ExternalSecretsOptions,
  KubernetesSecret,
  SecretKey,
  SecretSource,
} from '../../../lib/model';

/** What is wrong with a Secret that comes from a store like this. */
const findings = (options: object) =>
  new KubernetesSecret({
    name: 'shop',
    namespace: 'shop',
    keys: [SecretKey.required('A'), SecretKey.optional('B')],
    source: SecretSource.externalSecrets({ store: 'vault', ...options } as ExternalSecretsOptions),
  }).findings();

describe('a Secret from a store', () => {
  it('takes everything that can be set', () => {
    const options: ExternalSecretsOptions = {
      store: 'vault',
      remoteKey: 'shop/production',
      remote: { A: { key: 'db', property: 'url', version: '3', decodingStrategy: DecodingStrategy.BASE64 } },
      dataFrom: [
        ExternalData.extract({ key: 'shop' }),
        ExternalData.find({ nameRegexp: '^shop-', tags: { team: 'shop' }, path: 'teams/shop' }),
      ],
      absentKeys: ['B'],
      template: { A: 'postgres://{{.user}}:{{.password}}@db:5432/shop' },
      creationPolicy: ExternalCreationPolicy.ORPHAN,
      deletionPolicy: ExternalDeletionPolicy.DELETE,
    };
    expect(findings(options)).toEqual([]);
    expect(SecretSource.externalSecrets(options).externalStore).toMatchObject(options);
  });

  it('does not change with the object that it was made from', () => {
    const remote = { A: { key: 'db' } };
    const source = SecretSource.externalSecrets({ store: 'vault', remote });
    remote.A.key = 'other';
    expect(source.externalStore?.remote).toEqual({ A: { key: 'db' } });
  });

  it.each<[string, object, string, string]>([
    ['an entry of a key that is not declared', { remote: { C: { key: 'x' } } }, 'remote', 'secret-key-undeclared'],
    ['an entry without a name', { remote: { A: {} } }, 'remote.A.key', 'secret-remote-invalid'],
    [
      'a property without a name',
      { remote: { A: { key: 'x', property: '' } } },
      'remote.A.property',
      'secret-remote-invalid',
    ],
    ['a version in space', { remote: { A: { key: 'x', version: ' 1' } } }, 'remote.A.version', 'secret-remote-invalid'],
    ['a version that is a number', { remote: { A: { key: 'x', version: 1 } } }, 'remote.A.version', 'setting-invalid'],
    ['a value for an entry', { remote: { A: { value: 'x', key: 'x' } } }, 'remote.A.value', 'setting-unknown'],
    ['a text for an entry', { remote: { A: 'x' } }, 'remote.A', 'setting-invalid'],
    [
      'an unknown decoding',
      { remote: { A: { key: 'x', decodingStrategy: 'Hex' } } },
      'remote.A.decodingStrategy',
      'secret-policy-unknown',
    ],
    ['a common entry without a name', { remoteKey: '' }, 'remoteKey', 'secret-remote-invalid'],
    ['an absent key that is not declared', { absentKeys: ['C'] }, 'absentKeys', 'secret-key-undeclared'],
    ['an absent key that is required', { absentKeys: ['A'] }, 'absentKeys', 'secret-key-missing'],
    ['a composed key that is not declared', { template: { C: 'x' } }, 'template', 'secret-key-undeclared'],
    ['a part that is no key', { template: { A: 'x' }, remote: { 'a b': { key: 'x' } } }, 'remote', 'key-invalid'],
    ['what is no data', { dataFrom: [{ extract: { key: 'x' } }] }, 'dataFrom[0]', 'setting-invalid'],
    [
      'a search without a condition',
      { dataFrom: [ExternalData.find({})] },
      'dataFrom[0].find',
      'secret-remote-invalid',
    ],
    [
      'a search for nothing',
      { dataFrom: [ExternalData.find(undefined as never)] },
      'dataFrom[0].find',
      'secret-remote-invalid',
    ],
    [
      'a search by a number',
      { dataFrom: [ExternalData.find({ path: 5 } as never)] },
      'dataFrom[0].path',
      'setting-invalid',
    ],
    [
      'an extract of nothing',
      { dataFrom: [ExternalData.extract(undefined as never)] },
      'dataFrom[0].key',
      'secret-remote-invalid',
    ],
    ['an unknown owner', { creationPolicy: 'Mine' }, 'creationPolicy', 'secret-policy-unknown'],
    ['an unknown end', { deletionPolicy: 'Keep' }, 'deletionPolicy', 'secret-policy-unknown'],
    ['a value', { data: { A: 'x' } }, 'data', 'setting-unknown'],
  ])('refuses %s', (_, options, field, code) => {
    expect(findings(options)).toMatchObject([{ field: `source.${field}`, code }]);
  });

  it.each<[string, object]>([
    ['a template', { template: { A: 'postgres://shop:p4ssword@db:5432/shop' } }],
    ['an entry', { remote: { A: { key: 'postgres://shop:p4ssword@db:5432/shop' } } }],
    ['a common entry', { remoteKey: 'postgres://shop:p4ssword@db:5432/shop' }],
  ])('refuses a credential in %s, and does not show it', (_, options) => {
    const found = findings(options);
    expect(found).toMatchObject([{ code: 'credential-in-plain-text' }]);
    expect(JSON.stringify(found)).not.toContain('p4ssword');
  });
});
