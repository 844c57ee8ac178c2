import { AppSecrets, type AppSecretsKeys, KubernetesSecret, SecretKey } from 'cdk8s-webapp';
import { issuesOf, summary, synthesize } from '../support/synthesis';

const issues = (name: string, keys: AppSecretsKeys) =>
  issuesOf((chart) => {
    AppSecrets.fromSecretName(chart, 'secrets', name, keys);
  });

describe('AppSecrets.fromSecretName', () => {
  it('refers to a Secret without rendering it', () => {
    const objects = synthesize((chart) => {
      const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'shop-secrets', { required: ['A'], optional: ['B'] });
      expect(secrets).toMatchObject({ secretName: 'shop-secrets', requiredKeys: ['A'], optionalKeys: ['B'] });
    });
    expect(objects.map(({ kind }) => kind)).toEqual(['Namespace']);
  });

  it('gives copies of its keys', () => {
    synthesize((chart) => {
      const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'shop-secrets', { required: ['A'] });
      secrets.requiredKeys.push('X');
      secrets.optionalKeys.push('X');
      expect([secrets.requiredKeys, secrets.optionalKeys]).toEqual([['A'], []]);
    });
  });

  it.each<[string, string, AppSecretsKeys, string]>([
    ['a name that is none', 'Shop', { required: ['A'] }, 'test/secrets name name-invalid'],
    ['a key that is none', 'shop', { required: ['A B'] }, 'test/secrets keys[0].name key-invalid'],
    ['a key that is both', 'shop', { required: ['A'], optional: ['A'] }, 'test/secrets keys key-duplicate'],
  ])('refuses %s', (_, name, keys, expected) => {
    expect(summary(issues(name, keys))).toEqual([expected]);
  });
});

describe('AppSecrets.fromSecret', () => {
  const secret = (namespace: string) =>
    new KubernetesSecret({ name: 'shop-secrets', namespace, keys: [SecretKey.required('A'), SecretKey.optional('B')] });

  it('refers to the Secret of the model', () => {
    synthesize((chart) => {
      const secrets = AppSecrets.fromSecret(chart, 'secrets', secret('shop'));
      expect(secrets).toMatchObject({ secretName: 'shop-secrets', requiredKeys: ['A'], optionalKeys: ['B'] });
    });
  });

  it('refuses a Secret of another namespace, for pods cannot read it', () => {
    const found = issuesOf((chart) => {
      AppSecrets.fromSecret(chart, 'secrets', secret('other'));
    });
    expect(summary(found)).toEqual(['test/secrets namespace secret-of-other-namespace']);
  });
});
