import { App, AppConfig, AppSecrets, EnvFrom, EnvValue, Volume, WebAppChart } from 'cdk8s-webapp';
import { summarized } from '../support/findings';
import { UNCHECKED } from '../support/synthesis';
import { problems } from '../support/workloads';

const chart = new WebAppChart(new App(UNCHECKED), 'test', { name: 'shop', namespace: 'shop' });
const config = new AppConfig(chart, 'settings', { data: { MODE: 'fast' }, nameSuffixHash: false });
const secrets = AppSecrets.fromSecretName(chart, 'login', 'login', { required: ['USER'], optional: ['TOKEN'] });
const found = (value: EnvValue) => summarized(value.findings('A'));

describe('a right value', () => {
  it.each<[EnvValue, string, object]>([
    [EnvValue.fromValue('hunter2'), 'a text', { value: 'hunter2' }],
    [EnvValue.fromValue(''), 'a text', { value: '' }],
    [
      EnvValue.fromConfig(config, 'MODE'),
      `key MODE of configuration ${config.node.path}`,
      { valueFrom: { configMapKeyRef: { name: 'settings', key: 'MODE' } } },
    ],
    [
      EnvValue.fromSecret(secrets, 'TOKEN', { optional: false }),
      'key TOKEN of Secret login',
      { valueFrom: { secretKeyRef: { name: 'login', key: 'TOKEN', optional: false } } },
    ],
    [
      EnvValue.fromField("metadata.labels['app']"),
      "metadata.labels['app']",
      { valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
    ],
    [
      EnvValue.fromResource('requests.cpu'),
      'requests.cpu',
      { valueFrom: { resourceFieldRef: { resource: 'requests.cpu' } } },
    ],
  ])('says where it comes from: %s', (value, words, rendered) => {
    expect(String(value)).toBe(words);
    expect(found(value)).toEqual([]);
    expect(JSON.parse(JSON.stringify(value.render('A')))).toEqual({ name: 'A', ...rendered });
  });
});

describe('a wrong value', () => {
  it.each<[string, EnvValue, string[]]>([
    ['a number', EnvValue.fromValue(5 as never), ['A.value setting-invalid']],
    ['nothing', EnvValue.fromValue(undefined as never), ['A.value setting-invalid']],
    ['a placeholder', EnvValue.fromValue('<API_KEY>'), ['A placeholder']],
    ['a credential', EnvValue.fromValue('postgres://shop:hunter2@db/shop'), ['A credential-in-plain-text']],
    ['no configuration', EnvValue.fromConfig(undefined as never, 'A'), ['A.config setting-invalid']],
    ['configuration by name', EnvValue.fromConfig('settings' as never, 'A'), ['A.config setting-invalid']],
    ['an unknown key', EnvValue.fromConfig(config, 'MODEL'), ['A key-unknown']],
    ['no key', EnvValue.fromConfig(config, undefined as never), ['A key-unknown']],
    ['no secrets', EnvValue.fromSecret({} as never, 'A'), ['A.secrets setting-invalid']],
    ['an unknown secret', EnvValue.fromSecret(secrets, 'PASSWORD'), ['A key-unknown']],
    ['maybe', EnvValue.fromSecret(secrets, 'USER', { optional: 'maybe' as never }), ['A.optional setting-invalid']],
    ['an unknown fact', EnvValue.fromField('metadata.labels'), ['A pod-field-unknown']],
    ['no fact', EnvValue.fromField(undefined as never), ['A pod-field-unknown']],
    ['an unknown resource', EnvValue.fromResource('limits.disk'), ['A resource-field-unknown']],
    ['no resource', EnvValue.fromResource(null as never), ['A resource-field-unknown']],
    [
      'a divisor of nothing',
      EnvValue.fromResource('limits.memory', { divisor: '1m' }),
      ['A.divisor resource-divisor-unknown'],
    ],
    [
      'a divisor of cores',
      EnvValue.fromResource('limits.cpu', { divisor: '1Mi' }),
      ['A.divisor resource-divisor-unknown'],
    ],
    ['a number for one', EnvValue.fromResource('limits.cpu', { divisor: 1 as never }), ['A.divisor setting-invalid']],
  ])('is reported and does not throw: %s', (_, value, expected) => {
    expect(found(value)).toEqual(expected);
    expect(() => [String(value), value.render('A')]).not.toThrow();
    expect(JSON.stringify(value.findings('A'))).not.toContain('hunter2');
  });
});

describe('a text that refers to another variable', () => {
  it.each<[string, object, string[]]>([
    ['that stands before it', { env: { A: 'a', B: '$(A)' } }, []],
    ['among references', { envVariables: { A: EnvValue.fromField('status.podIP') }, env: { B: 'http://$(A):80' } }, []],
    ['of the cluster', { env: { A: '$(KUBERNETES_SERVICE_HOST)' } }, []],
    ['that is none, since it is escaped', { env: { A: '$$(B)' } }, []],
    ['that is none, since it is a command', { env: { A: '$(date +%s)' } }, []],
    ['of a Service, where there are such', { env: { A: '$(DB_HOST)' }, without: ['no-service-links'] }, []],
    ['that stands after it', { env: { A: '$(B)', B: 'b' } }, ['env.A variable-reference-unknown']],
    ['that it is itself', { env: { PATH: '$(PATH):/x' } }, ['env.PATH variable-reference-unknown']],
    ['that does not exist', { env: { A: '$(B)' } }, ['env.A variable-reference-unknown']],
    [
      'from a reference to a text',
      { envVariables: { A: EnvValue.fromValue('$(B)') }, env: { B: 'b' } },
      ['envVariables.A variable-reference-unknown'],
    ],
    [
      'in a part of a volume, whatever its place',
      { env: { B: 'b' }, volumes: { a: { path: '/a', subPathExpr: '$(B)/$(C)', volume: Volume.emptyDir() } } },
      ['volumes.a.subPathExpr variable-reference-unknown'],
    ],
    [
      'in a side container',
      { env: { B: 'b' }, sidecars: { side: { image: 'acme/side:1.0.0', env: { A: '$(B)' } } } },
      ['sidecars.side.env.A variable-reference-unknown'],
    ],
  ])('%s', (_, props, expected) => {
    expect(problems(props)).toEqual(expected);
  });

  it('finds the keys of configuration and secrets', () => {
    expect(
      problems((scope) => ({
        config: new AppConfig(scope, 'config', { data: { HOST: 'db' } }),
        envFrom: [
          EnvFrom.secrets(AppSecrets.fromSecretName(scope, 's', 's', { required: ['USER'] }), { prefix: 'DB_' }),
        ],
        env: { URL: 'db://$(DB_USER)@$(HOST)' },
      })),
    ).toEqual([]);
  });
});
