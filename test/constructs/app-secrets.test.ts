import { Chart } from 'cdk8s';
import { App, AppSecrets, type AppSecretsKeys, KubernetesSecret, SecretKey, WebAppChart } from 'cdk8s-webapp';
import { issuesFrom, issuesOf, summary, synthesize } from '../support/synthesis';

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
    expect(objects.map(({ kind }) => kind)).toEqual(['Namespace', 'NetworkPolicy']);
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

describe('AppSecrets.fromSecretName, called from JavaScript,', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no lists', {}],
    ['empty lists', { required: [], optional: [] }],
  ])('asks for keys where it is given %s', (_, keys) => {
    const found = issues('shop', keys as AppSecretsKeys);
    expect(found).toMatchObject([
      {
        path: 'test/secrets',
        field: 'keys',
        code: 'secret-keys-empty',
        remedy: "Name the keys that the application reads: { required: ['KEY'] }.",
      },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['a text', 'A', 'keys setting-invalid'],
    ['null', null, 'keys setting-invalid'],
    ['a text for a list', { required: 'A' }, 'keys.required setting-invalid'],
    ['null for a list', { required: ['A'], optional: null }, 'keys.optional setting-invalid'],
    ['a key that is no text', { required: [5] }, 'keys[0].name key-invalid'],
  ])('does not throw where it is given %s', (_, keys, expected) => {
    expect(summary(issues('shop', keys as AppSecretsKeys))).toEqual([`test/secrets ${expected}`]);
  });

  it('does not throw without a name, and leaves a wrong namespace to the chart', () => {
    const found = issuesOf(
      (chart) => {
        const keys = { optional: ['A'], required: [] };
        const secrets = AppSecrets.fromSecretName(chart, 'secrets', undefined as unknown as string, keys);
        expect(secrets.secretName).toBe('');
      },
      { namespace: 'Shop' },
    );
    expect(summary(found)).toEqual(['test namespace name-invalid', 'test/secrets name name-invalid']);
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

  it.each([[undefined], [null], ['shop-secrets'], [{}]])('refuses %j', (given) => {
    const found = issuesOf((chart) => {
      const secrets = AppSecrets.fromSecret(chart, 'secrets', given as unknown as KubernetesSecret);
      expect(secrets.requiredKeys).toEqual([]);
    });
    expect(summary(found)).toEqual(['test/secrets secret setting-invalid']);
  });

  it('takes the namespace of the application in a chart inside it', () => {
    const app = new App();
    const inner = new Chart(new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop' }), 'inner');
    AppSecrets.fromSecret(inner, 'secrets', secret('other'));
    expect(summary(issuesFrom(() => app.files()))).toEqual([
      'test/inner/secrets namespace secret-of-other-namespace',
      'test/inner namespace namespace-missing',
    ]);
  });
});
