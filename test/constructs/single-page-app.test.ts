import {
  ApiAccess,
  Backend,
  Default,
  Exposure,
  HealthCheck,
  SinglePageApp,
  type SinglePageAppProps,
  Volume,
  type WebAppChart,
} from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';
import { SMALLEST } from '../support/workloads';

const IMAGE = { image: 'ghcr.io/acme/web:1.4.2' };
const PUBLIC = { exposure: Exposure.ingress({ host: 'shop.example.com' }) };
type Given = Partial<SinglePageAppProps> | ((chart: WebAppChart) => Partial<SinglePageAppProps>);
const define = (chart: WebAppChart, props: Given) =>
  new SinglePageApp(chart, 'web', { ...IMAGE, ...(typeof props === 'function' ? props(chart) : props) });
const web = (props: Given = {}) =>
  synthesize((chart) => {
    define(chart, props);
  });
const files = (props: Given) => find(web(props), 'ConfigMap')['data'];
const pod = (props: Given = {}) => find(web(props), 'Deployment')['spec'].template.spec;
const issues = (props: Given) =>
  summary(
    issuesOf((chart) => {
      define(chart, props);
    }),
  ).map((line) => line.replace('test/web ', ''));
const api = (chart: WebAppChart, exposure = Exposure.clusterIp()) =>
  new Backend(chart, 'api', { ...SMALLEST, exposure });

describe('the smallest single-page application', () => {
  const objects = web();

  it('is a Deployment, a Service and the configuration of nginx', () => {
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Namespace shop',
      'NetworkPolicy default-deny',
      'NetworkPolicy web',
      'ServiceAccount web',
      expect.stringMatching(/^ConfigMap web-files-[a-z0-9]{10}$/),
      'Service web-service',
      'Deployment web',
    ]);
  });

  it('serves files, and index.html for paths of the router', () => {
    expect(find(objects, 'ConfigMap')['data']).toEqual({
      'default.conf': `server {
  listen 8080;
  root /usr/share/nginx/html;
  server_tokens off;

  location / {
    try_files $uri $uri/ /index.html;
    add_header Cache-Control "no-cache";
  }

  location = /config.js {
    add_header Cache-Control "no-store";
  }
}
`,
    });
  });

  it('needs little, and writes where nginx does', () => {
    const { containers, volumes } = find(objects, 'Deployment')['spec'].template.spec;
    expect(containers[0]).toMatchObject({
      ports: [{ name: 'http', containerPort: 8080 }],
      livenessProbe: { httpGet: { path: '/', port: 8080 } },
      resources: {
        requests: { cpu: '50m', memory: '32Mi', 'ephemeral-storage': '32Mi' },
        limits: { cpu: '200m', memory: '64Mi', 'ephemeral-storage': '256Mi' },
      },
      volumeMounts: [
        { name: 'tmp', mountPath: '/tmp' },
        { name: 'var-cache-nginx', mountPath: '/var/cache/nginx' },
        { name: 'var-run', mountPath: '/var/run' },
        { name: 'web-files', mountPath: '/etc/nginx/conf.d/default.conf', subPath: 'default.conf', readOnly: true },
      ],
    });
    const { name } = find(objects, 'ConfigMap').metadata;
    expect(volumes).toContainEqual({ name: 'web-files', configMap: { name } });
  });

  it('is what its image is where the default is turned off', () => {
    const { containers, volumes } = pod({ without: [Default.WEB_SERVER] });
    expect(containers[0]).not.toHaveProperty('livenessProbe');
    expect(volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
  });
});

describe('what the browser is told', () => {
  it('is a script with its values', () => {
    expect(files({ runtimeConfig: { THEME: 'dark "mode"' } })['config.js']).toBe(
      'window.__CONFIG__ = {\n  "THEME": "dark \\"mode\\""\n};\n',
    );
  });

  it('can be JSON at another path', () => {
    const props = { runtimeConfig: { THEME: 'dark' }, runtimeConfigPath: '/assets/env.json', webRoot: '/srv' };
    expect(JSON.parse(files(props)['env.json'])).toEqual({ THEME: 'dark' });
    expect(files(props)['default.conf']).toContain('location = /assets/env.json {');
    expect(pod(props).containers[0].volumeMounts).toContainEqual({
      name: 'web-files',
      mountPath: '/srv/assets/env.json',
      subPath: 'env.json',
      readOnly: true,
    });
  });

  it('has the public address of the API, and no variable has', () => {
    const props = (chart: WebAppChart) => ({
      api: ApiAccess.direct(api(chart, Exposure.ingress({ host: 'api.example.com' })), { browserVariable: 'API_URL' }),
    });
    expect(files(props)['config.js']).toContain('"API_URL": "https://api.example.com"');
    expect(files(props)['default.conf']).not.toContain('proxy_pass');
    expect(find(web(props), 'Deployment', 'web')['spec'].template.spec.containers[0]).not.toHaveProperty('env');
  });

  it('has the address of the application where nginx passes calls on', () => {
    const props = (chart: WebAppChart) => ({
      ...PUBLIC,
      apiPath: '/backend',
      api: ApiAccess.proxied(api(chart), { browserVariable: 'API_URL', serverVariable: 'BACKEND_URL' }),
    });
    expect(files(props)['config.js']).toContain('"API_URL": "https://shop.example.com"');
    expect(files(props)['default.conf']).toContain('  location /backend/ {\n    proxy_pass http://api-service:8000;\n');
    // Behind an Ingress that ends TLS, the API is told of https.
    expect(files(props)['default.conf']).toContain('map $http_x_forwarded_proto $forwarded_protocol {');
    expect(files(props)['default.conf']).toContain('proxy_set_header X-Forwarded-Proto $forwarded_protocol;');
    expect(find(web(props), 'Deployment', 'web')['spec'].template.spec.containers[0].env).toEqual([
      { name: 'BACKEND_URL', value: 'http://api-service:8000' },
    ]);
  });
});

describe('everything else', () => {
  it('is that of a Frontend, and takes the place of what the preset says', () => {
    const objects = web({
      name: 'shop-web',
      port: 80,
      nginxConfig: 'server { listen 80; }\n',
      health: { liveness: { check: HealthCheck.tcp() } },
      writablePaths: ['/run'],
      volumes: { extra: { path: '/extra', volume: Volume.emptyDir() } },
      replicas: 2,
    });
    const { replicas, template } = find(objects, 'Deployment', 'shop-web')['spec'];
    expect(find(objects, 'ConfigMap')['data']['default.conf']).toBe('server { listen 80; }\n');
    expect(replicas).toBe(2);
    expect(template.spec.containers[0]).not.toHaveProperty('readinessProbe');
    expect(template.spec.containers[0].ports[0].containerPort).toBe(80);
    expect(template.spec.volumes.map(({ name }: { name: string }) => name)).toEqual([
      'tmp',
      'run',
      'extra',
      'web-files',
    ]);
  });

  it('is the same for undefined as for an option that is left out', () => {
    const names = [
      'port',
      'webRoot',
      'runtimeConfig',
      'runtimeConfigPath',
      'nginxConfig',
      'apiPath',
      'health',
      'volumes',
    ];
    expect(web(Object.fromEntries(names.map((name) => [name, undefined])))).toEqual(web());
  });
});

describe('a wrong single-page application', () => {
  it.each<[string, Given, string[]]>([
    ['an unknown option', { root: '/srv' } as never, ['root setting-unknown']],
    ['a number for a value', { runtimeConfig: { A: 1 as never } }, ['runtimeConfig.A setting-invalid']],
    ['a port as text', { port: '80' as never }, ['port setting-invalid']],
    ['volumes that are none', { volumes: 5 as never }, ['volumes setting-invalid']],
    ['a relative path', { runtimeConfigPath: 'config.js' }, ['runtimeConfigPath path-invalid']],
    ['what nginx would read', { apiPath: '/a; return 200' }, ['apiPath path-invalid']],
    ['a path that leaves', { webRoot: '/srv/../etc' }, ['webRoot path-invalid']],
    [
      'an address of the cluster',
      { runtimeConfig: { URL: 'http://api-service:8000' } },
      ['runtimeConfig.URL browser-variable-internal'],
    ],
    [
      'a credential',
      { runtimeConfig: { URL: 'https://a:hunter2@example.com' } },
      ['runtimeConfig.URL credential-in-plain-text'],
    ],
    ['a placeholder', { runtimeConfig: { KEY: '<API_KEY>' } }, ['runtimeConfig.KEY placeholder']],
    [
      'a name of the API',
      (chart) => ({
        runtimeConfig: { API_URL: 'https://example.com' },
        api: ApiAccess.direct(api(chart, Exposure.ingress({ host: 'api.example.com' })), {
          browserVariable: 'API_URL',
        }),
      }),
      ['runtimeConfig.API_URL variable-duplicate'],
    ],
    ['an API that is none', { api: 'http://api' as never }, ['api setting-invalid']],
    ['no image', { image: undefined as never }, ['image image-invalid']],
    ['defaults that are none', { without: 'all' as never }, ['without setting-invalid']],
  ])('is refused with %s', (_, props, expected) => {
    expect(issues(props)).toEqual(expected);
  });

  it('needs an API whose address is known', () => {
    const found = summary(
      issuesOf((chart) => {
        define(chart, { api: ApiAccess.direct(api(chart), { browserVariable: 'API_URL' }) });
      }),
    );
    expect(found).toContain('test/api exposure.host address-unknown');
  });

  it.each([undefined, null, 5, 'x', []])('does not throw: %j', (props) => {
    const found = issuesOf((chart) => {
      new SinglePageApp(chart, 'web', props as never);
    });
    expect(found.length).toBeGreaterThan(0);
  });
});
