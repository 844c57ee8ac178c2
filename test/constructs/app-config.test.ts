import { App as Cdk8sApp, Chart } from 'cdk8s';
import { AppConfig, type AppConfigProps, type IAppConfig } from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

describe('AppConfig', () => {
  it('is an empty ConfigMap named after its id by default', () => {
    const config = find(
      synthesize((chart) => {
        new AppConfig(chart, 'settings');
      }),
      'ConfigMap',
    );
    expect(config).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'settings',
        namespace: 'shop',
        labels: expect.objectContaining({ 'app.kubernetes.io/component': 'config' }),
      },
      data: {},
    });
  });

  it('holds what it was given and what was added', () => {
    const config = find(
      synthesize((chart) => {
        new AppConfig(chart, 'settings', { name: 'app-config', data: { B: '1' } }).add('A', 'x\ny');
      }),
      'ConfigMap',
      'app-config',
    );
    expect(config['data']).toEqual({ A: 'x\ny', B: '1' });
  });

  it('gives copies', () => {
    synthesize((chart) => {
      const config = new AppConfig(chart, 'settings', { data: { A: '1' } });
      config.data['B'] = '2';
      expect(config.data).toEqual({ A: '1' });
    });
  });

  it.each([
    ['a key twice', { A: '1' }, ['A', '2'], 'test/settings data.A key-duplicate'],
    ['a key that is none', {}, ['a/b', ''], 'test/settings data.a/b key-invalid'],
    ['a placeholder', {}, ['IP', '<EXTERNAL_IP>'], 'test/settings data.IP placeholder'],
    ['a number', {}, ['PORT', 5], 'test/settings data.PORT value-not-text'],
    ['a key that is no text', {}, [undefined, 'x'], 'test/settings data. key-invalid'],
    ['a key that is no variable', {}, ['1ST', 'x'], 'test/settings data.1ST key-not-a-variable'],
  ])('refuses %s', (_, data, [key, value], expected) => {
    const issues = issuesOf((chart) => {
      new AppConfig(chart, 'settings', { data }).add(key as string, value as string);
    });
    expect(summary(issues)).toEqual([expected]);
  });

  it.each([
    ['postgres://shop:p4ssword@db:5432/shop'],
    ['the token is ghp_0123456789abcdef'],
    ['eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl'],
  ])('refuses the credential in %j, and does not show it', (value) => {
    const issues = issuesOf((chart) => {
      new AppConfig(chart, 'settings', { data: { A: value } });
    });
    expect(summary(issues)).toEqual(['test/settings data.A credential-in-plain-text']);
    expect(JSON.stringify(issues)).not.toContain(value.slice(-8));
    expect(issues[0]?.remedy).toContain('AppSecrets');
  });

  it('takes addresses and keys that look like names of files', () => {
    const data = { API_URL: 'https://api.example.com/v1?a=b@c', 'app.yaml': 'a: 1\n', EMAIL: 'me@example.com' };
    const issues = issuesOf((chart) => {
      new AppConfig(chart, 'settings', { data });
    });
    expect(issues).toEqual([]);
  });

  it('can be asked for its keys', () => {
    synthesize((chart) => {
      const config: IAppConfig = new AppConfig(chart, 'settings', { data: { A: '1' } });
      expect(['A', 'B', 'constructor'].map((key) => config.has(key))).toEqual([true, false, false]);
    });
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, []],
    ['null', null, ['test/settings props setting-invalid']],
    ['a text', 'x', ['test/settings props setting-invalid']],
    ['a text as data', { data: 'x' }, ['test/settings data setting-invalid']],
    ['a list as data', { data: ['x'] }, ['test/settings data setting-invalid']],
    ['null as data', { data: null }, ['test/settings data setting-invalid']],
    ['a name that is no text', { name: 5 }, ['test/settings name name-invalid']],
    ['a value that is an object', { data: { A: new Map() } }, ['test/settings data.A value-not-text']],
  ])('does not throw where it is given %s', (_, props, expected) => {
    const issues = issuesOf((chart) => {
      new AppConfig(chart, 'settings', props as AppConfigProps);
    });
    expect(summary(issues)).toEqual(expected);
  });

  it('writes keys that JavaScript has a use for', () => {
    const objects = synthesize((chart) => {
      const data = JSON.parse('{"__proto__":"x"}') as { [key: string]: string };
      new AppConfig(chart, 'settings', { data }).add('constructor', 'y');
    });
    expect(JSON.stringify(find(objects, 'ConfigMap')['data'])).toBe('{"__proto__":"x","constructor":"y"}');
  });

  it.each(['__proto__', 'constructor'])('refuses the key %s in the App of cdk8s, which would lose it', (key) => {
    const chart = new Chart(new Cdk8sApp(), 'chart');
    new AppConfig(chart, 'settings').add(key, 'x');
    expect(() => chart.toJson()).toThrow(
      `data.${key}: given "${key}"; allowed: any name but "${key}" in the App of cdk8s`,
    );
  });

  it('refuses a name that is none', () => {
    const issues = issuesOf((chart) => {
      new AppConfig(chart, 'settings', { name: 'App_Config' });
    });
    expect(summary(issues)).toEqual(['test/settings name name-invalid']);
  });
});
