import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { App, AppConfig, Backend, Stage, WebAppChart } from 'cdk8s-webapp';
import { issuesFrom, summary } from '../support/synthesis';

const PROPS = { name: 'shop', namespace: 'shop', stage: Stage.PRODUCTION };

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
    .sort();

describe('App.synth', () => {
  it('writes one file per chart, each environment in its directory', () => {
    const app = new App({ outdir });
    new WebAppChart(app, 'production', PROPS);
    new WebAppChart(app, 'staging', PROPS);
    new ApiObject(new Chart(app, 'plain'), 'a', { apiVersion: 'v1', kind: 'ConfigMap' });
    app.synth();
    expect(written()).toEqual(['plain.k8s.yaml', 'production/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
  });

  it('begins every file and every object with a separator', () => {
    const app = new App({ outdir });
    const chart = new WebAppChart(app, 'production', PROPS);
    new AppConfig(chart, 'config', { data: { A: '1' } });
    app.synth();
    const text = fs.readFileSync(path.join(outdir, 'production', 'shop.k8s.yaml'), 'utf8');
    expect(text.match(/^---$/gm)).toHaveLength(2);
    expect(text.startsWith('---\napiVersion: v1\nkind: Namespace\n')).toBe(true);
    expect(app.synthYaml()).toBe(text);
  });

  it('writes nothing when anything is wrong anywhere', () => {
    const app = new App({ outdir });
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
      const app = new App();
      new WebAppChart(app, 'production', PROPS);
      app.synth();
    } finally {
      delete process.env['CDK8S_OUTDIR'];
    }
    expect(written()).toEqual(['production/shop.k8s.yaml']);
  });

  it('uses the extension that it is given', () => {
    const app = new App({ outdir, outputFileExtension: '.yaml' });
    new WebAppChart(app, 'production', PROPS);
    expect(app.files().map((file) => file.path)).toEqual(['production/shop.yaml']);
  });
});

describe('charts', () => {
  it('keep their file names when they depend on each other or nest', () => {
    const app = new App();
    const outer = new WebAppChart(app, 'production', PROPS);
    const inner = new Chart(outer, 'inner');
    const other = new WebAppChart(app, 'staging', PROPS);
    other.addDependency(outer);
    new ApiObject(inner, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    const files = app.files();
    expect(files.map((file) => file.path)).toEqual([
      'production-inner.k8s.yaml',
      'production/shop.k8s.yaml',
      'staging/shop.k8s.yaml',
    ]);
    expect(files.map(({ objects }) => objects.length)).toEqual([1, 1, 1]);
  });

  it('give the same bytes in any order of definition', () => {
    const define = (order: number[]) => {
      const app = new App();
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
    const app = new App();
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

  it('of one environment cannot hold one object twice', () => {
    const app = new App();
    const first = new WebAppChart(app, 'a', { ...PROPS, environment: 'production' });
    const second = new WebAppChart(app, 'b', { ...PROPS, name: 'other', environment: 'production' });
    new AppConfig(first, 'config', { name: 'settings' });
    new AppConfig(second, 'config', { name: 'settings' });
    expect(summary(issuesFrom(() => app.files()))).toEqual([
      'b/namespace/Resource name object-duplicate',
      'b/config/Resource name object-duplicate',
    ]);
  });

  it('of several environments can', () => {
    const app = new App();
    for (const id of ['staging', 'production']) {
      new AppConfig(new WebAppChart(app, id, PROPS), 'config');
    }
    expect(app.files()).toHaveLength(2);
  });
});

describe('selection', () => {
  it('leaves out what is not selected, plain charts too', () => {
    const app = new App({ environments: ['production'] });
    new WebAppChart(app, 'production', PROPS);
    new WebAppChart(app, 'staging', PROPS);
    new Chart(app, 'plain');
    expect(app.files().map((file) => file.path)).toEqual(['production/shop.k8s.yaml']);
  });

  it.each([
    [['production'], 'production'],
    [[], 'none: the app has no environment'],
  ])('refuses an unknown name beside %j', (known, allowed) => {
    const app = new App({ environments: ['prod'] });
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
});
