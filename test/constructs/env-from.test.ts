import { App, AppConfig, AppSecrets, EnvFrom, WebAppChart } from 'cdk8s-webapp';
import { summarized } from '../support/findings';
import { UNCHECKED } from '../support/synthesis';
import { problems } from '../support/workloads';

const chart = new WebAppChart(new App(UNCHECKED), 'test', { name: 'shop', namespace: 'shop' });
const config = new AppConfig(chart, 'settings', { data: { MODE: 'fast' } });
const secrets = AppSecrets.fromSecretName(chart, 'login', 'login', { required: ['USER'], optional: ['TOKEN'] });

describe('EnvFrom', () => {
  it('knows the names of its variables', () => {
    expect(EnvFrom.config(config).names).toEqual(['MODE']);
    expect(EnvFrom.secrets(secrets, { prefix: 'DB_' }).names).toEqual(['DB_USER', 'DB_TOKEN']);
  });

  it('does not change with its options', () => {
    const options = { prefix: 'A_' };
    const source = EnvFrom.config(config, options);
    options.prefix = 'B_';
    expect(source.names).toEqual(['A_MODE']);
  });

  it.each<[string, EnvFrom, string[]]>([
    ['all set', EnvFrom.config(config, { prefix: 'A_', optional: true }), []],
    ['no configuration', EnvFrom.config(undefined as never), ['e.config setting-invalid']],
    ['configuration by its name', EnvFrom.config('settings' as never), ['e.config setting-invalid']],
    ['no secrets', EnvFrom.secrets({ secretName: 'a' } as never), ['e.secrets setting-invalid']],
    ['a prefix', EnvFrom.config(config, { prefix: '1_' }), ['e.prefix variable-name-invalid']],
    ['a prefix that is no text', EnvFrom.config(config, { prefix: 1 as never }), ['e.prefix setting-invalid']],
    ['an unknown option', EnvFrom.secrets(secrets, { keys: [] } as never), ['e.keys setting-unknown']],
    ['null', EnvFrom.secrets(secrets, null as never), ['e setting-invalid']],
  ])('reports and does not throw: %s', (_, source, expected) => {
    expect(summarized(source.findings('e'))).toEqual(expected);
    expect(() => source.render()).not.toThrow();
  });

  it('is reported once by a workload', () => {
    expect(problems({ envFrom: [EnvFrom.config(null as never)] })).toEqual(['envFrom[0].config setting-invalid']);
  });
});
