import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import {
  App,
  AppConfig,
  Backend,
  Exposure,
  HelmChart,
  type HelmChartProps,
  IngressTls,
  Route,
  WebAppChart,
  type WebAppChartProps,
  WebIngress,
} from 'cdk8s-webapp';
import { parse } from 'yaml';
import { todoChatbot } from '../../main';
import { cluster } from '../support/clusters';
import { issuesFrom, summary, UNCHECKED } from '../support/synthesis';

/** What a value is, whatever its type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Data = any;

/** An app with environments of one application, and a chart of it. */
function appWith(
  environments: { readonly [name: string]: (chart: WebAppChart) => void },
  props: HelmChartProps = {},
  chartProps: (environment: string) => Partial<WebAppChartProps> = () => ({}),
): App {
  const app = new App(UNCHECKED);
  for (const [name, define] of Object.entries(environments)) {
    define(new WebAppChart(app, name, { name: 'shop', namespace: 'shop', ...chartProps(name) }));
  }
  new HelmChart(app, 'helm-chart', props);
  return app;
}

/** The files of the chart of an app, by their path in it. */
function filesOf(app: App): { readonly [path: string]: string } {
  const files = app.render().derived.flatMap((group) => (group.name === 'charts' ? group.files : []));
  return Object.fromEntries(files.map(({ path, text }) => [path.split('/').slice(2).join('/'), String(text)]));
}

/** What YAML of a file says. */
const read = (app: App, file: string): Data => parse(filesOf(app)[file] ?? '') as Data;

const image = 'ghcr.io/acme/api:1.4.2';
const api = (chart: WebAppChart) => new Backend(chart, 'api', { image, port: 8000 });
const issues = (app: App) => summary(issuesFrom(() => app.render()));

describe('HelmChart', () => {
  it('is a directory that helm can pack', () => {
    const app = new App();
    const chart = new WebAppChart(app, 'live', {
      name: 'shop',
      namespace: 'shop',
      version: '2.0.0',
      chartVersion: '1.2.3',
      cluster: cluster(),
    });
    api(chart);
    new HelmChart(app, 'helm-chart');
    const [group] = app.render().derived;
    expect(group?.files.map(({ path }) => path).sort()).toEqual(
      [
        ...[
          '.helmignore',
          'Chart.yaml',
          'namespaces/live.yaml',
          'values-live.yaml',
          'values.schema.json',
          'values.yaml',
        ],
        ...[
          'NOTES.txt',
          '_helpers.tpl',
          'api-deployment.yaml',
          'api-network-policy.yaml',
          'api-service-account.yaml',
        ].map((file) => `templates/${file}`),
        ...['api-service.yaml', 'network-policy.yaml'].map((file) => `templates/${file}`),
      ]
        .map((file) => `charts/shop/${file}`)
        .sort(),
    );
    expect(read(app, 'Chart.yaml')).toEqual({
      apiVersion: 'v2',
      name: 'shop',
      description: 'The application shop on Kubernetes',
      type: 'application',
      version: '1.2.3',
      appVersion: '2.0.0',
      kubeVersion: '>=1.28.0-0',
    });
  });

  it('has the usual values where there is one environment', () => {
    const app = appWith({
      live: (chart) => {
        new Backend(chart, 'api', {
          image,
          port: 8000,
          replicas: 2,
          exposure: Exposure.ingress({ host: 'api.example.com' }),
        });
      },
    });
    expect(read(app, 'values.yaml')).toEqual({
      api: {
        image: { repository: 'ghcr.io/acme/api', tag: '1.4.2', digest: '', pullPolicy: 'IfNotPresent' },
        ingress: { host: 'api.example.com' },
        replicas: 2,
        resources: {
          limits: { cpu: '500m', 'ephemeral-storage': '1Gi', memory: '512Mi' },
          requests: { cpu: '250m', 'ephemeral-storage': '128Mi', memory: '256Mi' },
        },
      },
    });
    expect(read(app, 'values-live.yaml')).toEqual({});
    expect(filesOf(app)['templates/api-ingress.yaml']).toMatch(/- host: \{\{ .Values.api.ingress.host \| quote \}\}$/m);
    expect(filesOf(app)['templates/api-ingress.yaml']).toMatch(
      /hosts:\n\s+- \{\{ .Values.api.ingress.host \| quote \}\}$/m,
    );
  });

  it('says everything else as it is', () => {
    const texts = Object.entries(filesOf(appWith({ live: api }))).filter(([file]) => file.startsWith('templates/'));
    const read = texts.flatMap(([, text]) => [...text.matchAll(/\.Values[.\w]*/g)].map(([value]) => value));
    expect([...new Set(read)].sort()).toEqual(
      ['image', 'image.pullPolicy', 'replicas', 'resources'].map((value) => `.Values.api.${value}`),
    );
  });

  it('has a value for what differs, and an environment without it gets its own', () => {
    const app = appWith({
      dev: (chart) => {
        new Backend(chart, 'api', { image, port: 8000, env: { LEVEL: 'debug', ONLY_DEV: 'yes' } });
      },
      live: (chart) => {
        new Backend(chart, 'api', { image, port: 8000, replicas: 3, env: { LEVEL: 'info' } });
      },
    });
    expect(read(app, 'values-dev.yaml')).toMatchObject({
      api: { replicas: 1, env: { LEVEL: 'debug', ONLY_DEV: 'yes' } },
    });
    expect(read(app, 'values-live.yaml').api).toMatchObject({ replicas: 3, env: { LEVEL: 'info' } });
    expect(read(app, 'values-live.yaml').api.env).toEqual({ LEVEL: 'info' });
    expect(read(app, 'values.yaml').api).toMatchObject({ env: {}, image: { tag: '1.4.2' } });
    expect(filesOf(app)['templates/api-deployment.yaml']).toContain(
      [
        '            {{- with .Values.api.env.ONLY_DEV }}',
        '            - name: ONLY_DEV',
        '              value: {{ . | quote }}',
        '            {{- end }}',
      ].join('\n'),
    );
  });

  it('has objects that only some environments have behind a value', () => {
    const app = appWith({
      dev: api,
      live: (chart) => {
        new Backend(chart, 'api', { image, port: 8000, exposure: Exposure.ingress({ host: 'api.example.com' }) });
      },
    });
    expect(read(app, 'values-dev.yaml').api.ingress).toEqual({ enabled: false });
    expect(read(app, 'values-live.yaml').api.ingress).toEqual({ enabled: true, host: 'api.example.com' });
    expect(filesOf(app)['templates/api-ingress.yaml']).toMatch(
      /^\{\{- if .Values.api.ingress.enabled \}\}\n[^]*\n\{\{- end \}\}\n$/,
    );
    const { allOf } = JSON.parse(filesOf(app)['values.schema.json'] ?? '') as Data;
    expect(JSON.stringify(allOf)).toContain('{"required":["ingress"],"properties":{"ingress":{"required":["host"]');
  });

  it('finds the object again whose name its content makes, and what refers to it', () => {
    const define = (level: string) => (chart: WebAppChart) => {
      const config = new AppConfig(chart, 'config', { data: { LEVEL: level } });
      new Backend(chart, 'api', { image, port: 8000, config });
    };
    const files = filesOf(appWith({ dev: define('debug'), live: define('info') }));
    expect(files['templates/config.yaml']).toContain('  name: {{ .Values.config.name | quote }}\n');
    expect(files['templates/config.yaml']).toContain('  LEVEL: {{ .Values.config.LEVEL | quote }}\n');
    expect(files['templates/api-deployment.yaml']).toContain('name: {{ .Values.config.name | quote }}\n');
  });

  it('has hosts where an Ingress has several', () => {
    const app = appWith({
      live: (chart) => {
        const backend = api(chart);
        const tls = IngressTls.secret('admin-tls');
        new WebIngress(chart, 'public', {
          host: 'a.example.com',
          routes: [Route.to(backend)],
          hosts: [{ host: 'b.example.com', routes: [Route.to(backend)], tls }],
        });
      },
    });
    expect(read(app, 'values.yaml').ingress).toEqual({ hosts: ['a.example.com', 'b.example.com'] });
    const text = filesOf(app)['templates/ingress.yaml'] ?? '';
    expect(text.match(/index .Values.ingress.hosts [01]/g)).toHaveLength(4);
  });

  it('tells the objects of a workload that are of one kind apart', () => {
    const claims = (size: string) => (chart: WebAppChart) => {
      for (const id of ['uploads', 'cache']) {
        const metadata = { name: `api-${id}`, labels: { app: 'api' } };
        const spec = { resources: { requests: { storage: size } } };
        new ApiObject(chart, id, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
      }
    };
    const { persistence } = (read(appWith({ dev: claims('1Gi'), live: claims('9Gi') }), 'values-live.yaml') as Data)
      .api;
    const resources = { requests: { storage: '9Gi' } };
    expect(persistence).toEqual({ cache: { resources }, uploads: { resources } });
  });

  it('leaves the Namespace to its user, with its labels', () => {
    const files = filesOf(appWith({ live: api }));
    expect(
      Object.entries(files).filter(([file, text]) => file.startsWith('templates/') && text.includes('kind: Namespace')),
    ).toEqual([]);
    expect(files['namespaces/live.yaml']).toContain('pod-security.kubernetes.io/enforce: restricted');
  });

  it('includes the Namespace when it is asked to, and refuses to be recorded in it', () => {
    const files = filesOf(appWith({ live: api }, { includeNamespace: true }));
    expect(files['templates/namespace.yaml']).toMatch(/^\{\{- if eq .Release.Namespace "shop" \}\}\n\{\{- fail /);
    expect(files['templates/api-deployment.yaml']).toContain('  namespace: shop\n');
    expect(files).not.toHaveProperty(['namespaces/live.yaml']);
  });

  it('is for the oldest of the clusters, and for any where one is not known', () => {
    const versions: { readonly [environment: string]: string } = { dev: '1.30', live: '1.29' };
    const known = appWith({ dev: api, live: api }, {}, (name) => ({
      cluster: cluster({ name, kubernetesVersion: versions[name] }),
    }));
    expect(read(known, 'Chart.yaml')).toMatchObject({ kubeVersion: '>=1.29.0-0' });
    const unknown = appWith({ dev: api, live: api }, {}, (name) => (name === 'dev' ? { cluster: cluster() } : {}));
    expect(read(unknown, 'Chart.yaml')).not.toHaveProperty('kubeVersion');
  });

  it('says no version of the application where environments have different ones', () => {
    const app = appWith({ dev: api, live: api }, {}, (name) => ({ version: name === 'dev' ? '2.0.0' : '1.0.0' }));
    expect(read(app, 'Chart.yaml')).not.toHaveProperty('appVersion');
  });

  it('has what a chart within that of the application holds, and nothing of another application', () => {
    const app = appWith(
      {
        live: (chart) => {
          const inner = new Chart(chart, 'jobs', { namespace: 'shop' });
          new ApiObject(inner, 'widget', { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'inner' } });
          const other = new WebAppChart(chart, 'other', { name: 'other', namespace: 'other' });
          new ApiObject(other, 'widget', {
            apiVersion: 'example.com/v1',
            kind: 'Widget',
            metadata: { name: 'of-other' },
          });
        },
      },
      { application: 'shop' },
    );
    const texts = Object.values(filesOf(app)).join('');
    expect(texts).toContain('name: inner');
    expect(texts).not.toContain('of-other');
  });

  it('takes text for text that Helm would take for something of its own', () => {
    const files = filesOf(
      appWith({
        live: (chart) => {
          const data = { action: 'a {{ .Values.x }}', gone: 'a <no value> b', '<no value>': 'key' };
          new ApiObject(chart, 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data });
        },
      }),
    );
    const text = files['templates/config.yaml'] ?? '';
    expect(text).toContain('action: a {{ "{{" }} .Values.x }}\n');
    expect(text).toContain('gone: "a \\u003cno value> b"\n');
    expect(text).toContain('"\\u003cno value>": key\n');
  });

  it('keeps null from Helm, which takes it for the wish to delete something', () => {
    const widget = (spec: object) => (chart: WebAppChart) => {
      const metadata = { name: 'w' };
      const object = new ApiObject(chart, 'w', { apiVersion: 'example.com/v1', kind: 'Widget', metadata });
      object.addJsonPatch(JsonPatch.add('/spec', spec));
    };
    const app = appWith({ dev: widget({ limits: null }), live: widget({ limits: { cpu: [null] } }) });
    expect(read(app, 'values-dev.yaml')).toEqual({ widget: { limits: 'null' } });
    expect(read(app, 'values-live.yaml')).toEqual({ widget: { limits: '{"cpu":[null]}' } });
    expect(filesOf(app)['templates/widget.yaml']).toContain('  limits: {{ .Values.widget.limits }}\n');
  });

  it('does not depend on the order of definition', () => {
    const dev = (chart: WebAppChart) => {
      new Backend(chart, 'api', { image, port: 8000, replicas: 2 });
      new Backend(chart, 'admin', { image, port: 9000 });
    };
    const live = (chart: WebAppChart) => {
      new Backend(chart, 'admin', { image, port: 9000, replicas: 2 });
      new Backend(chart, 'api', { image, port: 8000 });
    };
    expect(filesOf(appWith({ dev, live }))).toEqual(filesOf(appWith({ live, dev })));
  });

  it('has every value that a template reads in the schema', () => {
    const files = filesOf(todoChatbot());
    const schema = JSON.parse(files['values.schema.json'] ?? '') as Data;
    const read = Object.values(files).flatMap((text) =>
      [...text.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, value = '']) => value),
    );
    expect(read.length).toBeGreaterThan(30);
    for (const value of read) {
      const found = value
        .slice(1)
        .split('.')
        .reduce<Data>((node, key) => node?.properties?.[key], schema);
      expect([value, found]).toEqual([value, expect.anything()]);
    }
  });
});

describe('HelmChart refuses', () => {
  it.each([
    ['an application that does not exist', { application: 'blog' }, 'helm-chart application helm-application-unknown'],
    ['a setting that nothing reads', { name: 'shop' }, 'helm-chart name setting-unknown'],
    ['a setting of the wrong type', { includeNamespace: 'yes' }, 'helm-chart includeNamespace setting-invalid'],
    ['properties that are none', null, 'helm-chart props setting-invalid'],
  ])('%s', (_, props, issue) => {
    expect(issues(appWith({ live: api }, props as HelmChartProps))).toEqual([issue]);
  });

  it('to choose between applications, and to be of none', () => {
    const app = appWith({ live: api });
    new WebAppChart(app, 'blog', { name: 'blog', namespace: 'blog' });
    expect(issues(app)).toEqual(['helm-chart application helm-application-unknown']);
    expect(issues(appWith({}))).toEqual(['helm-chart application helm-application-unknown']);
  });

  it('environments with different versions of the chart', () => {
    const app = appWith({ dev: api, live: api }, {}, (name) => ({ chartVersion: name === 'dev' ? '1.1.0' : '1.0.0' }));
    expect(issues(app)).toEqual(['helm-chart application helm-chart-version-differs']);
  });

  it('to include a Namespace that nobody renders', () => {
    const app = appWith({ live: api }, { includeNamespace: true }, () => ({ createNamespace: false }));
    expect(issues(app)).toEqual(['helm-chart includeNamespace helm-namespace-not-rendered']);
  });

  it('objects that get their names from the cluster', () => {
    const app = appWith({
      live: (chart) => {
        const metadata: object = { generateName: 'job-' };
        const job = new ApiObject(chart, 'job', { apiVersion: 'batch/v1', kind: 'Job', metadata });
        job.addJsonPatch(JsonPatch.remove('/metadata/name'));
      },
    });
    expect(issues(app)).toEqual(['live/job metadata.name helm-object-unnamed']);
  });
});
