import * as fs from 'node:fs';
import * as path from 'node:path';
import { App as Cdk8sApp, Chart, Testing } from 'cdk8s';
import { AppConfig, type AppConfigProps, Backend, Default, Defaults, EnvFrom, type IAppConfig } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { temporaryDirectory } from '../support/files';
import { type AnyManifest, find, issuesOf, summary, synthesize } from '../support/synthesis';

const IMAGE = 'ghcr.io/acme/shop-api:1.4.2';

/** The ConfigMap of an AppConfig. */
const configMap = (props: AppConfigProps, change: (config: AppConfig) => void = () => undefined): AnyManifest =>
  find(
    synthesize((chart) => {
      change(new AppConfig(chart, 'settings', props));
    }),
    'ConfigMap',
  );

describe('AppConfig', () => {
  it('is an empty, immutable ConfigMap by default, named after its id and its content', () => {
    expect(configMap({})).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: expect.stringMatching(/^settings-[bcdfghkmt2456789]{10}$/),
        namespace: 'shop',
        labels: expect.objectContaining({ 'app.kubernetes.io/component': 'config' }),
      },
      immutable: true,
      data: {},
    });
  });

  it('takes everything that can be set', () => {
    const all = {
      name: 'app-config',
      data: { B: '1' },
      nameSuffixHash: false,
      immutable: true,
      labels: { team: 'shop', 'app.kubernetes.io/component': 'settings' },
      annotations: { 'acme.com/owner': 'the shop team' },
    };
    expect(configMap(all)).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'app-config',
        namespace: 'shop',
        labels: expect.objectContaining({ team: 'shop', 'app.kubernetes.io/component': 'settings' }),
        annotations: { 'acme.com/owner': 'the shop team' },
      },
      immutable: true,
      data: { B: '1' },
    });
  });

  it.each([
    [{ labels: { 'a b': 'x' } }, 'test/settings labels.a b label-invalid'],
    [{ labels: { a: 'x y' } }, 'test/settings labels.a label-invalid'],
    [{ annotations: { 'a b': 'x' } }, 'test/settings annotations.a b label-invalid'],
    [{ labels: { a: 5 } }, 'test/settings labels.a setting-invalid'],
    [{ immutable: 'yes' }, 'test/settings immutable setting-invalid'],
    [{ nameSuffixHash: 'no' }, 'test/settings nameSuffixHash setting-invalid'],
    [{ binaryData: { A: 'eA==' } }, 'test/settings binaryData setting-unknown'],
    [{ baseDirectory: 5 }, 'test/settings baseDirectory setting-invalid'],
  ])('refuses %j', (props, expected) => {
    const issues = issuesOf((chart) => {
      new AppConfig(chart, 'settings', props as AppConfigProps);
    });
    expect(summary(issues)).toEqual([expected]);
  });

  it('holds what it was given and what was added', () => {
    const config = configMap({ data: { B: '1' } }, (each) => {
      each.add('A', 'x\ny');
    });
    expect(config['data']).toEqual({ A: 'x\ny', B: '1' });
  });

  it('refuses more than Kubernetes stores, and takes as much', () => {
    const issues = (length: number) =>
      issuesOf((chart) => {
        new AppConfig(chart, 'settings', { data: { A: 'ä'.repeat(length / 2) } }).add('B', 'x'.repeat(length / 2));
      });
    expect(summary(issues(2 ** 20))).toEqual(['test/settings data config-too-large']);
    expect(issues(2 ** 19)).toEqual([]);
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
    ['a name that is no text', { name: 5 }, ['test/settings name setting-invalid']],
    ['a text for files', { files: 'x' }, ['test/settings files setting-invalid']],
    ['a path that is no text', { files: { A: 5 } }, ['test/settings files.A config-file-unreadable']],
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

describe('the name of an AppConfig', () => {
  const name = (props: AppConfigProps, change?: (config: AppConfig) => void) => configMap(props, change).metadata.name;

  it('depends on nothing but the content', () => {
    const first = name({ data: { A: '1', B: '2' } });
    expect(name({ data: { B: '2', A: '1' }, labels: { a: 'b' } })).toBe(first);
    expect(name({ data: { B: '2' } }, (config) => void config.add('A', '1'))).toBe(first);
    expect(name({ data: { A: '1', B: '3' } })).not.toBe(first);
  });

  it('is known by heart: a change here would replace the pods of every user', () => {
    expect(name({ data: { A: '1' } })).toBe('settings-9gd64hf9h6');
  });

  it('differs wherever the content differs', () => {
    const content = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.constantFrom('', 'x', 'y'), { maxKeys: 4 });
    fc.assert(
      fc.property(content, content, (a, b) => {
        const chart = Testing.chart();
        const nameOf = (id: string, data: { [key: string]: string }) =>
          new AppConfig(chart, id, { name: 'settings', data }).configMapName;
        const sorted = (map: object) => JSON.stringify(Object.entries(map).sort());
        expect(nameOf('a', a) === nameOf('b', b)).toBe(sorted(a) === sorted(b));
      }),
      { numRuns: 50 },
    );
  });

  it('covers what is laid over the data', () => {
    const overlaid = configMap({ data: { A: '1' } }, ({ configMap: object }) => {
      object.overlay({ data: { A: '2' } });
    });
    expect(overlaid.metadata.name).toBe(name({ data: { A: '2' } }));
    expect(overlaid['data']).toEqual({ A: '2' });
  });

  it.each([
    ['the property', { nameSuffixHash: false }, {}],
    ['the chart', {}, { without: [Default.CONFIG_NAME_HASH] }],
    ['a chart without any default', {}, { without: Defaults.all() }],
  ])('is the plain one where %s says so', (_, props, chartProps) => {
    const config = find(
      synthesize((chart) => {
        new AppConfig(chart, 'settings', props);
      }, chartProps),
      'ConfigMap',
    );
    expect(config.metadata.name).toBe('settings');
    expect(config).not.toHaveProperty('immutable');
  });

  it('ends with the hash in a chart that turns it off, where the property asks for it', () => {
    const objects = synthesize(
      (chart) => {
        new AppConfig(chart, 'settings', { nameSuffixHash: true });
      },
      { without: Defaults.all() },
    );
    expect(find(objects, 'ConfigMap').metadata.name).toMatch(/^settings-.{10}$/);
  });

  it('can be as long as Kubernetes allows, the hash included', () => {
    const issues = (length: number, props: AppConfigProps = {}) =>
      issuesOf((chart) => {
        new AppConfig(chart, 'settings', { name: 'n'.repeat(length), ...props });
      });
    expect(issues(242)).toEqual([]);
    expect(summary(issues(243))).toEqual(['test/settings name name-invalid']);
    expect(issues(253, { nameSuffixHash: false })).toEqual([]);
    expect(summary(issues(254, { nameSuffixHash: false }))).toEqual(['test/settings name name-invalid']);
  });

  it('seals the configuration once it was read', () => {
    const issues = issuesOf((chart) => {
      const config = new AppConfig(chart, 'settings', { data: { A: '1' } });
      const before = config.configMapName;
      config.add('B', '2');
      config.addFile(__filename, 'C');
      expect(config.configMapName).toBe(before);
    });
    expect(summary(issues)).toEqual(['test/settings data.B config-sealed', 'test/settings files.C config-sealed']);
  });

  it('does not seal it where it does not change', () => {
    const issues = issuesOf((chart) => {
      const config = new AppConfig(chart, 'settings', { nameSuffixHash: false });
      expect(config.configMapName).toBe('settings');
      config.add('B', '2');
    });
    expect(issues).toEqual([]);
  });

  it('is read by no construct before everything is defined', () => {
    const objects = synthesize((chart) => {
      const config = new AppConfig(chart, 'settings');
      new Backend(chart, 'api', {
        image: IMAGE,
        port: 8000,
        config,
        envFrom: [EnvFrom.config(config, { prefix: 'X_' })],
      });
      config.add('A', '1');
    });
    const { name: rendered } = find(objects, 'ConfigMap').metadata;
    const [container] = find(objects, 'Deployment')['spec'].template.spec.containers;
    expect(rendered).toBe(name({ data: { A: '1' } }));
    expect(container.envFrom).toEqual([
      { configMapRef: { name: rendered } },
      { configMapRef: { name: rendered }, prefix: 'X_' },
    ]);
  });

  it('is that of the object, too', () => {
    synthesize((chart) => {
      const config = new AppConfig(chart, 'settings');
      expect(config.configMap.name).toBe(config.configMapName);
    });
  });
});

describe('files of an AppConfig', () => {
  const directory = temporaryDirectory();
  const write = (name: string, content: string | Uint8Array) => {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    fs.writeFileSync(path.join(directory, name), content);
  };
  const issues = (props: AppConfigProps, change: (config: AppConfig) => void = () => undefined) =>
    issuesOf((chart) => {
      change(new AppConfig(chart, 'settings', { baseDirectory: directory, ...props }));
    });

  write('nginx.conf', 'server {\r\n  listen 8080;\r\n}\r\n');
  write('logo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]));
  write('mark.txt', '\ufeffwith a byte order mark');
  write('site/b.html', '<my-app></my-app>');
  write('site/a.css', 'a {}');
  write('site/.DS_Store', 'x');
  write('nested/a.txt', 'a');
  write('nested/below/b.txt', 'b');
  write('hidden/.keep', '');
  write('credentials.ini', 'url = postgres://shop:p4ssword@db/shop');
  write('large.bin', Buffer.alloc(2 ** 20 + 1));

  it('are kept byte by byte, as text or as binary data', () => {
    const files = { 'default.conf': 'nginx.conf', mark: 'mark.txt', 'logo.png': path.join(directory, 'logo.png') };
    const config = configMap({ baseDirectory: directory, files });
    expect(config['data']).toEqual({
      'default.conf': 'server {\r\n  listen 8080;\r\n}\r\n',
      mark: '\ufeffwith a byte order mark',
    });
    expect(config['binaryData']).toEqual({
      'logo.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]).toString('base64'),
    });
  });

  it('leave no empty data beside binary data', () => {
    expect(configMap({ baseDirectory: directory, files: { logo: 'logo.png' } })).not.toHaveProperty('data');
  });

  it('change the name', () => {
    const name = (file: string) => configMap({ baseDirectory: directory, files: { A: file } }).metadata.name;
    expect(new Set(['nginx.conf', 'mark.txt', 'logo.png'].map(name)).size).toBe(3);
  });

  it('are named after themselves, one by one and by directory', () => {
    const config = configMap({ baseDirectory: directory }, (each) => {
      each.addFile('nginx.conf');
      each.addDirectory('site', { exclude: ['a.css'] });
      each.addDirectory('site', { keyPrefix: 'copy-' });
    });
    expect(Object.keys(config['data'])).toEqual(['b.html', 'copy-a.css', 'copy-b.html', 'nginx.conf']);
  });

  it('are relative to the directory of the command by default', () => {
    expect(configMap({ files: { 'package.json': 'package.json' } })['data']['package.json']).toContain('cdk8s-webapp');
  });

  it('know which keys are no variables', () => {
    synthesize((chart) => {
      const config = new AppConfig(chart, 'settings', {
        baseDirectory: directory,
        files: { a: 'logo.png', b: 'mark.txt' },
      });
      expect([config.keys, config.binaryKeys]).toEqual([['b', 'a'], ['a']]);
    });
  });

  it.each<[string, (config: AppConfig) => void, string]>([
    ['a file that is not there', (config) => void config.addFile('no.conf'), 'files.no.conf config-file-unreadable'],
    ['a file below a file', (config) => void config.addFile('nginx.conf/a'), 'files.a config-file-unreadable'],
    ['a directory for a file', (config) => void config.addFile('site'), 'files.site config-file-unreadable'],
    [
      'a file that is too large',
      (config) => void config.addFile('large.bin'),
      'files.large.bin config-file-unreadable',
    ],
    ['no path', (config) => void config.addFile(undefined as never), 'files. config-file-unreadable'],
    ['an empty path', (config) => void config.addFile(''), 'files. config-file-unreadable'],
    ['a key that is none', (config) => void config.addFile('nginx.conf', 'a/b'), 'files.a/b key-invalid'],
    [
      'a credential',
      (config) => void config.addFile('credentials.ini'),
      'files.credentials.ini credential-in-plain-text',
    ],
    [
      'a directory that is not there',
      (config) => void config.addDirectory('no'),
      'addDirectory config-file-unreadable',
    ],
    [
      'a file for a directory',
      (config) => void config.addDirectory('nginx.conf'),
      'addDirectory config-file-unreadable',
    ],
    ['no directory', (config) => void config.addDirectory(5 as never), 'addDirectory config-file-unreadable'],
    ['an empty path of a directory', (config) => void config.addDirectory(''), 'addDirectory config-file-unreadable'],
    [
      'a directory without files',
      (config) => void config.addDirectory('hidden'),
      'addDirectory config-file-unreadable',
    ],
    ['a directory inside', (config) => void config.addDirectory('nested'), 'addDirectory config-directory-nested'],
    [
      'options that nothing reads',
      (config) => void config.addDirectory('site', { deep: true } as never),
      'addDirectory.deep setting-unknown',
    ],
  ])('refuses %s', (_, change, expected) => {
    expect(summary(issues({}, change))).toEqual([`test/settings ${expected}`]);
  });

  it('says which path was asked for, and never what the file holds', () => {
    expect(issues({ files: { A: 'etc/no.conf' } })).toMatchObject([
      {
        given: '"etc/no.conf", which does not exist',
        allowed: `the path of a file of at most 1048576 bytes, relative to ${directory}`,
      },
    ]);
    expect(JSON.stringify(issues({ files: { A: 'credentials.ini' } }))).not.toContain('p4ssword');
  });

  it('refuses a key that is there already', () => {
    expect(summary(issues({ data: { A: '1' }, files: { A: 'nginx.conf' } }))).toEqual([
      'test/settings files.A key-duplicate',
    ]);
  });
});

describe('AppConfig.fromConfigMapName', () => {
  it('refers to a ConfigMap without rendering it, and pods are not annotated', () => {
    const objects = synthesize((chart) => {
      const config = AppConfig.fromConfigMapName(chart, 'shared', 'shared-config', { keys: ['A', 'B'] });
      expect(config).toMatchObject({ configMapName: 'shared-config', keys: ['A', 'B'] });
      expect([config.has('A'), config.has('C')]).toEqual([true, false]);
      config.keys.push('C');
      expect(config.has('C')).toBe(false);
      new Backend(chart, 'api', { image: IMAGE, port: 8000, config });
    });
    expect(objects.map(({ kind }) => kind)).not.toContain('ConfigMap');
    const { metadata, spec } = find(objects, 'Deployment')['spec'].template;
    expect(metadata).not.toHaveProperty('annotations');
    expect(spec.containers[0].envFrom).toEqual([{ configMapRef: { name: 'shared-config' } }]);
  });

  it.each<[string, unknown, unknown, string[]]>([
    ['a name that is none', 'Shared', { keys: [] }, ['test/shared name name-invalid']],
    ['no name', undefined, { keys: [] }, ['test/shared name name-invalid']],
    ['a key that is none', 'shared', { keys: ['a b'] }, ['test/shared keys[0] key-invalid']],
    ['a text for keys', 'shared', { keys: 'A' }, ['test/shared keys setting-invalid']],
    ['what nothing reads', 'shared', { keys: [], optional: true }, ['test/shared optional setting-unknown']],
  ])('refuses %s', (_, name, options, expected) => {
    const issues = issuesOf((chart) => {
      AppConfig.fromConfigMapName(chart, 'shared', name as string, options as { keys: string[] });
    });
    expect(summary(issues)).toEqual(expected);
  });
});
