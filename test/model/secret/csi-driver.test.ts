import { type CsiOptions, KubernetesSecret, SecretKey, SecretSource } from '../../../lib/model';

const findings = (options: object) =>
  new KubernetesSecret({
    name: 'shop',
    namespace: 'shop',
    keys: [SecretKey.required('A'), SecretKey.optional('B')],
    source: SecretSource.csi({ provider: 'vault', ...options } as CsiOptions),
  }).findings();

describe('a Secret of the CSI driver', () => {
  it('takes everything that can be set', () => {
    const options = {
      parameters: { roleName: 'shop', objects: '- objectName: url\n' },
      objects: { A: 'url' },
      absentKeys: ['B'],
      mountPath: '/run/secrets/shop',
    };
    expect(findings(options)).toEqual([]);
  });

  it.each<[string, object, string, string]>([
    ['an object of a key that is not declared', { objects: { C: 'x' } }, 'objects', 'secret-key-undeclared'],
    ['an object without a name', { objects: { A: '' } }, 'objects.A', 'secret-remote-invalid'],
    ['an absent key that is required', { absentKeys: ['A'] }, 'absentKeys', 'secret-key-missing'],
    ['a path that is relative', { mountPath: 'secrets' }, 'mountPath', 'path-invalid'],
    ['a parameter that is no text', { parameters: { a: 1 } }, 'parameters.a', 'setting-invalid'],
    ['a value', { values: { A: 'x' } }, 'values', 'setting-unknown'],
  ])('refuses %s', (_, options, field, code) => {
    expect(findings(options)).toMatchObject([{ field: `source.${field}`, code }]);
  });

  it('refuses a credential in a parameter, and does not show it', () => {
    const found = findings({ parameters: { url: 'https://shop:p4ssword@vault.example.com' } });
    expect(found).toMatchObject([{ field: 'source.parameters.url', code: 'credential-in-plain-text' }]);
    expect(JSON.stringify(found)).not.toContain('p4ssword');
  });
});
