import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, Chart, JsonPatch, Lazy, type ResolutionContext } from 'cdk8s';
import { App, AppConfig, type AppProps, Backend, Default, Exposure, Stage, WebAppChart } from 'cdk8s-webapp';
import { Construct } from 'constructs';
import { hostSynthesis } from '../../lib/synth/host';
import { readIndex, sha256 } from '../../lib/synth/output/index-file';
import { cluster } from '../support/clusters';
import { issuesFrom, summary, UNCHECKED } from '../support/synthesis';

const API = { image: 'acme/api:1.0.0', port: 80 };
const CLUSTER_ROLE = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' };
/** Without objects that nobody defines, so that those which a test defines can be counted. */
const PROPS = {
  name: 'shop',
  namespace: 'shop',
  stage: Stage.PRODUCTION,
  without: [Default.NETWORK_POLICY, Default.SERVICE_ACCOUNT],
};

let outdir: string;
beforeEach(() => {
  outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-'));
});
afterEach(() => {
  fs.rmSync(outdir, { recursive: true });
});

const written = () =>
  fs
    .readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(outdir, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('.cdk8s-webapp/'))
    .sort();

describe('App.synth', () => {
  it('writes one file per chart, each environment in its directory', () => {
    const app = new App({ ...UNCHECKED, outdir });
    new WebAppChart(app, 'production', PROPS);
    new WebAppChart(app, 'staging', PROPS);
    new ApiObject(new Chart(app, 'plain'), 'a', { apiVersion: 'v1', kind: 'ConfigMap' });
    app.synth();
    expect(written()).toEqual(['plain.k8s.yaml', 'production/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
  });

  it('begins every file and every object with a separator', () => {
    const app = new App({ ...UNCHECKED, outdir });
    const chart = new WebAppChart(app, 'production', PROPS);
    new AppConfig(chart, 'config', { data: { A: '1' }, nameSuffixHash: false });
    app.synth();
    const text = fs.readFileSync(path.join(outdir, 'production', 'shop.k8s.yaml'), 'utf8');
    expect(text.match(/^---$/gm)).toHaveLength(2);
    expect(text.startsWith('---\napiVersion: v1\nkind: Namespace\n')).toBe(true);
    expect(app.synthYaml()).toBe(text);
  });

  it('writes nothing when anything is wrong anywhere', () => {
    const app = new App({ ...UNCHECKED, outdir });
    new WebAppChart(app, 'production', PROPS);
    new WebAppChart(app, 'staging', { ...PROPS, namespace: 'Wrong' });
    expect(() => {
      app.synth();
    }).toThrow('staging namespace [name-invalid]');
    expect(written()).toEqual([]);
  });

  it('writes to the directory that the cdk8s command names', () => {
    process.env['CDK8S_OUTDIR'] = outdir;
    try {
      const app = new App(UNCHECKED);
      new WebAppChart(app, 'production', PROPS);
      app.synth();
    } finally {
      delete process.env['CDK8S_OUTDIR'];
    }
    expect(written()).toEqual(['production/shop.k8s.yaml']);
  });

  it('records constructs where the cdk8s command asks for it, in a file that kubectl takes for an empty list', () => {
    const define = () => {
      const app = new App({ ...UNCHECKED, outdir });
      for (const environment of ['production', 'staging']) {
        new AppConfig(new WebAppChart(app, environment, { ...PROPS, createNamespace: false }), 'config', {
          nameSuffixHash: false,
        });
      }
      app.synth();
    };
    process.env['CDK8S_RECORD_CONSTRUCT_METADATA'] = 'true';
    try {
      define();
    } finally {
      delete process.env['CDK8S_RECORD_CONSTRUCT_METADATA'];
    }
    const record = JSON.parse(fs.readFileSync(path.join(outdir, 'construct-metadata.json'), 'utf8')) as object;
    const [kind, name] = ['ConfigMap', 'config'];
    const object = { apiVersion: 'v1', kind, namespace: 'shop', name };
    expect(record).toEqual({
      ...{ apiVersion: 'v1', kind: 'List', items: [], version: '1.0.0' },
      resources: { config: { path: 'production/config/Resource, staging/config/Resource' } },
      objects: [
        { file: 'production/shop.k8s.yaml', ...object, path: 'production/config/Resource' },
        { file: 'staging/shop.k8s.yaml', ...object, path: 'staging/config/Resource' },
      ],
    });
    define();
    expect(written()).toEqual(['production/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
  });

  it('lists every file and object with its hash, for each environment', () => {
    const app = new App({ ...UNCHECKED, outdir });
    new WebAppChart(app, 'production', PROPS);
    new Chart(app, 'empty');
    app.synth();
    const index = (name: string) =>
      readIndex(fs.readFileSync(path.join(outdir, '.cdk8s-webapp', `${name}.index`), 'utf8'));
    const text = fs.readFileSync(path.join(outdir, 'production/shop.k8s.yaml'), 'utf8');
    expect(index('production')).toEqual([
      { file: 'production/shop.k8s.yaml', sha256: sha256(text) },
      {
        ...{ file: 'production/shop.k8s.yaml', apiVersion: 'v1', kind: 'Namespace', name: 'shop' },
        sha256: sha256(text.slice('---\n'.length)),
      },
    ]);
    expect(index('_')).toEqual([{ file: 'empty.k8s.yaml', sha256: sha256('---\n') }]);
  });

  it('removes files of charts that are gone, but not those of environments that were not selected', () => {
    const synth = (ids: string[], environments?: string[]) => {
      const app = new App({ ...UNCHECKED, outdir, environments });
      ids.forEach((id) => new WebAppChart(app, id, PROPS));
      app.synth();
    };
    synth(['production', 'staging']);
    synth(['production'], ['production']);
    expect(written()).toEqual(['production/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
    synth(['production']);
    expect(written()).toEqual(['production/shop.k8s.yaml']);
  });

  it('finishes what a killed process began before it judges anything', () => {
    const own = path.join(outdir, '.cdk8s-webapp');
    fs.mkdirSync(path.join(own, 'stage'), { recursive: true });
    fs.writeFileSync(path.join(own, 'stage/0'), 'staged');
    fs.writeFileSync(path.join(own, 'journal'), '{"moves":[{"staged":0,"file":"a/x"}],"removals":["a/y"]}');
    const app = new App({ ...UNCHECKED, outdir });
    new WebAppChart(app, 'production', { ...PROPS, namespace: 'Wrong' });
    expect(() => {
      app.synth();
    }).toThrow('name-invalid');
    expect(written()).toEqual(['a/x']);
  });

  it('hands the app to a host, and does nothing else', () => {
    const app = new App({ ...UNCHECKED, outdir });
    new WebAppChart(app, 'production', { ...PROPS, namespace: 'Wrong' });
    const apps: unknown[] = [];
    const host = {
      synth: (given: App) => {
        apps.push(given);
      },
    };
    hostSynthesis(host, () => {
      app.synth();
    });
    expect(apps).toEqual([app]);
    expect(written()).toEqual([]);
    expect(() => {
      app.synth();
    }).toThrow('name-invalid');
  });

  it('passes values through the resolvers that it is given', () => {
    const resolve = (context: ResolutionContext) => {
      if (context.value === 'later') {
        context.replaceValue('now');
      }
    };
    const app = new App({ ...UNCHECKED, outdir, resolvers: [{ resolve }] });
    new ApiObject(new Chart(app, 'plain'), 'a', { apiVersion: 'v1', kind: 'ConfigMap', data: { A: 'later' } });
    expect(app.synthYaml()).toContain('A: now');
  });

  it('uses the extension that it is given', () => {
    const app = new App({ ...UNCHECKED, outdir, outputFileExtension: '.yaml' });
    new WebAppChart(app, 'production', PROPS);
    expect(app.files().map((file) => file.path)).toEqual(['production/shop.yaml']);
  });
});

describe('charts', () => {
  it('keep their file names when they depend on each other or nest', () => {
    const app = new App(UNCHECKED);
    const outer = new WebAppChart(app, 'production', PROPS);
    const inner = new Chart(outer, 'inner', { namespace: 'shop' });
    const other = new WebAppChart(app, 'staging', PROPS);
    other.addDependency(outer);
    new ApiObject(inner, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    const files = app.files();
    expect(files.map((file) => file.path)).toEqual([
      'production/shop-inner.k8s.yaml',
      'production/shop.k8s.yaml',
      'staging/shop.k8s.yaml',
    ]);
    expect(files.map(({ objects }) => objects.length)).toEqual([1, 1, 1]);
  });

  it('give the same bytes in any order of definition', () => {
    const define = (order: number[]) => {
      const app = new App(UNCHECKED);
      const chart = new WebAppChart(app, 'production', PROPS);
      const constructs = [
        () => new AppConfig(chart, 'b', { data: { X: '1', Y: '2' } }),
        () => new AppConfig(chart, 'a', { data: { Y: '2', X: '1' } }),
        () => new Backend(chart, 'api', { image: 'acme/api:1.0.0', port: 80 }),
        () => new Backend(chart, 'web', { image: 'acme/web:1.0.0', port: 80 }),
      ];
      order.forEach((index) => constructs[index]?.());
      return app.synthYaml();
    };
    expect(define([3, 2, 1, 0])).toBe(define([0, 1, 2, 3]));
  });

  it('cannot share a file', () => {
    const app = new App(UNCHECKED);
    new WebAppChart(app, 'a', { ...PROPS, environment: 'production' });
    new WebAppChart(app, 'b', {
      ...PROPS,
      namespace: 'other',
      environment: 'production',
    });
    expect(issuesFrom(() => app.files())).toMatchObject([
      { path: 'b', code: 'file-collision', given: 'the file production/shop.k8s.yaml, which a writes too' },
    ]);
  });
});

describe('a chart inside an application', () => {
  const define = (namespace: string | undefined, environments?: string[]) => {
    const app = new App({ ...UNCHECKED, environments });
    const outer = new WebAppChart(app, 'production', { ...PROPS, createNamespace: false });
    new WebAppChart(app, 'staging', { ...PROPS, createNamespace: false });
    new Backend(new Chart(new Construct(outer, 'jobs'), 'nightly', { namespace }), 'api', API);
    return app.files();
  };

  it('is written beside it, and selected with it', () => {
    const [file] = define('shop');
    expect(file?.path).toBe('production/shop-jobs-nightly.k8s.yaml');
    expect(file?.objects.map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'shop']);
    expect(define('shop', ['staging']).map(({ path }) => path)).toEqual(['staging/shop.k8s.yaml']);
    expect(define('shop', ['production']).map(({ path }) => path)).toEqual([
      'production/shop-jobs-nightly.k8s.yaml',
      'production/shop.k8s.yaml',
    ]);
  });

  it('must be given a namespace', () => {
    const [issue, ...others] = issuesFrom(() => define(undefined));
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      path: 'production/jobs/nightly',
      code: 'namespace-missing',
      field: 'namespace',
      remedy: 'Give it to the chart: new Chart(scope, "nightly", { namespace: "shop" }).',
    });
    expect(summary(issuesFrom(() => define('Shop')))).toEqual(['production/jobs/nightly namespace name-invalid']);
  });

  it('belongs to its cluster', () => {
    const app = new App(UNCHECKED);
    const outer = new WebAppChart(app, 'production', PROPS);
    const inner = new Chart(outer, 'inner', { namespace: 'shop' });
    const exposure = Exposure.nodePort({ nodePort: 30000 });
    new Backend(outer, 'api', { ...API, exposure });
    new Backend(inner, 'other', { ...API, exposure });
    new AppConfig(outer, 'config');
    new AppConfig(inner, 'config');
    expect(summary(issuesFrom(() => app.files()))).toEqual([
      'production/inner/config/Resource name object-duplicate',
      'production/inner/other exposure.nodePort node-port-taken',
    ]);
  });

  it('cannot share a file that differs in case only, or be written where no system can', () => {
    const app = new App(UNCHECKED);
    const ids = ['Api', 'api', 'caf\u00e9', 'cafe\u0301', 'a:b', 'a\u0007', 'a'.repeat(250)];
    ids.forEach((id) => new Chart(app, id));
    expect(summary(issuesFrom(() => app.files()))).toEqual([
      'api name file-collision',
      'cafe\u0301 name file-collision',
      'a:b name file-name-invalid',
      'a\u0007 name file-name-invalid',
      `${'a'.repeat(250)} name file-name-invalid`,
    ]);
  });

  it('cannot share a file with another application', () => {
    const app = new App(UNCHECKED);
    new Chart(new WebAppChart(app, 'production', PROPS), 'jobs', { namespace: 'shop' });
    new WebAppChart(app, 'jobs', { name: 'shop-jobs', namespace: 'jobs', environment: 'production' });
    expect(summary(issuesFrom(() => app.files()))).toEqual(['jobs name file-collision']);
  });
});

describe('an object', () => {
  it('cannot be in one environment twice', () => {
    const app = new App(UNCHECKED);
    const first = new WebAppChart(app, 'a', { ...PROPS, environment: 'production' });
    const second = new WebAppChart(app, 'b', { ...PROPS, name: 'other', environment: 'production' });
    new AppConfig(first, 'config', { name: 'settings' });
    new AppConfig(second, 'config', { name: 'settings' });
    const issues = issuesFrom(() => app.files());
    expect(summary(issues)).toEqual([
      'b/namespace/Resource name object-duplicate',
      'b/config/Resource name object-duplicate',
    ]);
    expect(issues.map(({ remedy }) => remedy)).toEqual([
      'Say createNamespace: false in one of the two charts.',
      'Give one of the two another name or namespace, or deploy to another cluster.',
    ]);
  });

  it('can be in several environments with clusters of their own', () => {
    const app = new App(UNCHECKED);
    for (const id of ['staging', 'production']) {
      new AppConfig(new WebAppChart(app, id, PROPS), 'config');
    }
    expect(app.files()).toHaveLength(2);
  });

  it('cannot be in two environments that share a cluster and a namespace', () => {
    const define = (namespace: string) => {
      const app = new App(UNCHECKED);
      const shared = { cluster: cluster(), createNamespace: false };
      const charts = [
        new WebAppChart(app, 'staging', { ...PROPS, ...shared }),
        new WebAppChart(app, 'production', { ...PROPS, ...shared, name: 'other', namespace }),
      ];
      for (const chart of charts) {
        new AppConfig(chart, 'config');
        new ApiObject(chart, 'role', { ...CLUSTER_ROLE, metadata: { name: chart.environment } });
      }
      return summary(issuesFrom(() => app.files()));
    };
    expect(define('shop')).toEqual(['production/config/Resource name object-duplicate']);
    expect(define('other')).toEqual([]);
  });

  it('without a namespace is one in the whole cluster', () => {
    const app = new App(UNCHECKED);
    for (const namespace of ['a', 'b']) {
      const chart = new WebAppChart(app, namespace, { name: namespace, namespace, cluster: cluster() });
      new ApiObject(chart, 'role', { ...CLUSTER_ROLE, metadata: { name: 'reader' } });
    }
    expect(summary(issuesFrom(() => app.files()))).toEqual(['b/role name object-duplicate']);
  });

  it('is in the cluster of its environment, where only one of the charts names it', () => {
    const app = new App(UNCHECKED);
    const [first, second, third] = [
      new WebAppChart(app, 'a', { ...PROPS, environment: 'production' }),
      new WebAppChart(app, 'b', { ...PROPS, name: 'b', environment: 'production', cluster: cluster() }),
      new WebAppChart(app, 'c', { ...PROPS, name: 'c', cluster: cluster() }),
    ];
    expect([first, second, third].map((chart) => new AppConfig(chart, 'config').node.path)).toHaveLength(3);
    expect(summary(issuesFrom(() => app.files())).filter((line) => line.includes('config'))).toEqual([
      'b/config/Resource name object-duplicate',
      'c/config/Resource name object-duplicate',
    ]);
  });

  it('is compared by the name that patches give it', () => {
    const define = (name: string) => {
      const app = new App(UNCHECKED);
      const chart = new WebAppChart(app, 'production', PROPS);
      new AppConfig(chart, 'a', { nameSuffixHash: false });
      const patched = new AppConfig(chart, 'b', { nameSuffixHash: false });
      ApiObject.of(patched).addJsonPatch(JsonPatch.replace('/metadata/name', name));
      return summary(issuesFrom(() => app.files()));
    };
    expect(define('a')).toEqual(['production/b/Resource name object-duplicate']);
    expect(define('c')).toEqual([]);
  });

  it('is rendered once', () => {
    const app = new App({ ...UNCHECKED, outdir });
    let count = 0;
    const produce = () => `${(count += 1)}`;
    new ApiObject(new Chart(app, 'plain'), 'a', { apiVersion: 'v1', kind: 'ConfigMap', data: Lazy.any({ produce }) });
    app.synth();
    expect(count).toBe(1);
  });

  it('that cannot be rendered hides no problem, and is not passed over', () => {
    const app = new App(UNCHECKED);
    const chart = new Chart(app, 'plain');
    const widget = (id: string, fields: object) =>
      new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Widget', ...fields });
    const fail = () => {
      throw new Error('not yet');
    };
    widget('classes', { a: new Map(), b: [new Date(0)], c: () => 1, d: { e: 10n }, f: Symbol('f') });
    widget('numbers', { a: NaN, b: [1, -Infinity], c: { d: 2 ** 53, e: 1e21 }, f: -0, g: 0.1 });
    widget('texts', { a: 'x\ud800', b: { ['\udc00']: 1 } });
    widget('lazy', { a: Lazy.any({ produce: fail }) });
    widget('patched', {}).addJsonPatch(JsonPatch.remove('/kind'), JsonPatch.remove('/metadata/name'));
    new Backend(chart, 'api', { ...API, port: 0 });
    expect(summary(issuesFrom(() => app.files())).sort()).toEqual([
      'plain/api port port-out-of-range',
      'plain/classes a value-not-data',
      'plain/classes b[0] value-not-data',
      'plain/classes c value-not-data',
      'plain/classes d.e value-not-data',
      'plain/classes f value-not-data',
      'plain/lazy (object) object-not-rendered',
      'plain/numbers a number-inexact',
      'plain/numbers b[1] number-inexact',
      'plain/numbers c.d number-inexact',
      'plain/numbers c.e number-inexact',
      'plain/patched kind object-incomplete',
      'plain/patched metadata.name object-incomplete',
      'plain/texts a text-malformed',
      'plain/texts b.\ufffd text-malformed',
    ]);
  });

  it('says nothing of a text that it cannot hold, for it may be confidential', () => {
    const app = new App(UNCHECKED);
    new ApiObject(new Chart(app, 'plain'), 'a', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: { a: 'swordfish\ud800' },
    });
    expect(() => app.files()).toThrow('text with half of a surrogate pair at 9');
    expect(() => app.files()).not.toThrow('swordfish');
  });

  it('of a construct that reports a problem is not reported a second time', () => {
    const app = new App(UNCHECKED);
    const outer = new Construct(new Chart(app, 'plain'), 'outer');
    outer.node.addValidation({ validate: () => ['the cause'] });
    new ApiObject(outer, 'a', { apiVersion: 'v1', kind: 'Widget', a: NaN });
    expect(summary(issuesFrom(() => app.files()))).toEqual(['plain/outer (construct) construct-invalid']);
  });

  it('of a list is an object of its own', () => {
    const app = new App({ ...UNCHECKED, outdir });
    const chart = new Chart(app, 'plain');
    const item = (kind: string, name?: string) => ({ apiVersion: 'v1', kind, metadata: { name, generateName: 'x-' } });
    const items = [
      item('Service', 'a'),
      { apiVersion: 'v1', kind: 'List', items: [item('ConfigMap', 'b')] },
      item('Job'),
    ];
    new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'List', items });
    new ApiObject(chart, 'widgets', { apiVersion: 'v1', kind: 'WidgetList', items: [1] });
    const { objects } = app.render();
    expect(objects.map(({ kind, name, path: from }) => [kind, name, from])).toEqual([
      ['ConfigMap', 'b', 'plain/list'],
      ['Service', 'a', 'plain/list'],
      ['Job', undefined, 'plain/list'],
      ['WidgetList', 'plain-widgets-c88be8b0', 'plain/widgets'],
    ]);
  });

  it('knows where it comes from and where it is written', () => {
    const app = new App(UNCHECKED);
    new AppConfig(new WebAppChart(app, 'production', { ...PROPS, createNamespace: false }), 'config', {
      name: 'c',
      nameSuffixHash: false,
    });
    const { objects, environments, isComplete, files } = app.render();
    expect(objects).toEqual([
      {
        ...{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'c' },
        ...{ path: 'production/config/Resource', environment: 'production', file: 'production/shop.k8s.yaml' },
        manifest: files[0]?.objects[0],
      },
    ]);
    expect([environments, isComplete]).toEqual([['production'], true]);
    expect(app.render({ environments: ['production'] }).isComplete).toBe(false);
    expect(() => app.render({ environments: ['other'] })).toThrow('environment-unknown');
  });

  it('has its fields in one order, whatever the environment of the program says', () => {
    const define = () => {
      const app = new App(UNCHECKED);
      const object = new ApiObject(new Chart(app, 'plain'), 'a', {
        spec: { b: [{ d: 1, c: 2 }], a: 'x' },
        data: {},
        kind: 'Widget',
        apiVersion: 'v1',
      });
      object.addJsonPatch(JsonPatch.add('/spec/0', 'patched'));
      return app.synthYaml();
    };
    const sorted = define();
    process.env['CDK8S_DISABLE_SORT'] = '1';
    try {
      expect(define()).toBe(sorted);
    } finally {
      delete process.env['CDK8S_DISABLE_SORT'];
    }
    expect(sorted).toMatch(
      /^---\napiVersion: v1\nkind: Widget\nmetadata:\n {2}name: .*\ndata: \{\}\nspec:\n {2}"0": patched\n {2}a: x\n {2}b:\n {4}- c: 2\n {6}d: 1\n$/,
    );
  });
});

describe('selection', () => {
  it('leaves out what is not selected, plain charts too', () => {
    const app = new App({ ...UNCHECKED, environments: ['production'] });
    new WebAppChart(app, 'production', PROPS);
    new WebAppChart(app, 'staging', PROPS);
    new Chart(app, 'plain');
    expect(app.files().map((file) => file.path)).toEqual(['production/shop.k8s.yaml']);
  });

  it.each([
    [['production'], 'production'],
    [[], 'none: the app has no environment'],
  ])('refuses an unknown name beside %j', (known, allowed) => {
    const app = new App({ ...UNCHECKED, environments: ['prod'] });
    known.forEach((id) => new WebAppChart(app, id, PROPS));
    expect(issuesFrom(() => app.files())).toEqual([
      {
        path: 'App',
        code: 'environment-unknown',
        field: 'environments',
        given: '"prod"',
        allowed,
        remedy: 'Correct the name, or add a chart for the environment.',
      },
    ]);
  });

  it.each([
    ['no name at all', [], 'selection-empty'],
    ['a text', 'production', 'setting-invalid'],
    ['null', null, 'setting-invalid'],
    ['a name that is no text', [5], 'environment-unknown'],
  ])('refuses %s', (_, environments, code) => {
    const app = new App({ ...UNCHECKED, environments } as unknown as AppProps);
    new WebAppChart(app, 'production', PROPS);
    expect(summary(issuesFrom(() => app.files()))).toEqual([`App environments ${code}`]);
  });

  it('is not asked for where there are no options', () => {
    const app = new App(null as unknown as AppProps);
    new WebAppChart(app, 'production', PROPS);
    expect(app.files()).toHaveLength(1);
  });
});
