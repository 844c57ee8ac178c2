import { AppConfig } from 'cdk8s-webapp';
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
  ])('refuses %s', (_, data, [key, value], expected) => {
    const issues = issuesOf((chart) => {
      new AppConfig(chart, 'settings', { data }).add(key as string, value as string);
    });
    expect(summary(issues)).toEqual([expected]);
  });

  it('refuses a name that is none', () => {
    const issues = issuesOf((chart) => {
      new AppConfig(chart, 'settings', { name: 'App_Config' });
    });
    expect(summary(issues)).toEqual(['test/settings name name-invalid']);
  });
});
