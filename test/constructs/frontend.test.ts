import {
  ApiAccess,
  App,
  AppSecrets,
  Backend,
  EnvFrom,
  EnvValue,
  Exposure,
  Frontend,
  type FrontendProps,
  WebAppChart,
} from 'cdk8s-webapp';
import { find, issuesFrom, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';

const IMAGE = 'ghcr.io/acme/web:1.4.2';
const VARIABLES = { browserVariable: 'API_URL', serverVariable: 'API_INTERNAL_URL' };

const backend = (chart: WebAppChart, exposure?: Exposure) =>
  new Backend(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8000, exposure });
const frontend = (chart: WebAppChart, props: Partial<FrontendProps> = {}) =>
  new Frontend(chart, 'web', { image: IMAGE, port: 3000, ...props });

describe('the smallest frontend', () => {
  const objects = synthesize((chart) => {
    frontend(chart);
  });

  it('is a Deployment and a Service that are labelled as a user interface', () => {
    const identity = { app: 'web', component: 'ui', tier: 'frontend', 'app.kubernetes.io/component': 'ui' };
    expect(find(objects, 'Deployment', 'web').metadata).toHaveProperty('labels', expect.objectContaining(identity));
    expect(find(objects, 'Service', 'web-service').metadata).toHaveProperty(
      'labels',
      expect.objectContaining(identity),
    );
  });

  it('has no variables', () => {
    expect(find(objects, 'Deployment')['spec'].template.spec.containers[0]).not.toHaveProperty('env');
  });
});

describe('the way to the API', () => {
  const env = (define: (chart: WebAppChart) => void) =>
    find(synthesize(define), 'Deployment', 'web')['spec'].template.spec.containers[0].env;

  it('is the public address of the backend where the browser calls it directly', () => {
    const variables = env((chart) => {
      const api = backend(chart, Exposure.ingress({ host: 'api.example.com' }));
      frontend(chart, { env: { MODE: 'fast' }, api: ApiAccess.direct(api, VARIABLES) });
    });
    expect(variables).toEqual([
      { name: 'MODE', value: 'fast' },
      { name: 'API_URL', value: 'https://api.example.com' },
    ]);
  });

  it("is the frontend's own address where its server passes calls on", () => {
    const variables = env((chart) => {
      const exposure = Exposure.loadBalancer({ host: 'shop.example.com' });
      frontend(chart, { exposure, api: ApiAccess.proxied(backend(chart), VARIABLES) });
    });
    expect(variables).toEqual([
      { name: 'API_URL', value: 'http://shop.example.com' },
      { name: 'API_INTERNAL_URL', value: 'http://api-service:8000' },
    ]);
  });

  it('is an error where the backend has no public address', () => {
    const issues = issuesOf((chart) => {
      frontend(chart, { api: ApiAccess.direct(backend(chart), VARIABLES) });
    });
    expect(summary(issues)).toEqual(['test/api exposure.host address-unknown']);
  });

  it('is an error where the frontend has no public address', () => {
    const issues = issuesOf((chart) => {
      frontend(chart, { exposure: Exposure.loadBalancer(), api: ApiAccess.proxied(backend(chart), VARIABLES) });
    });
    expect(issues).toMatchObject([
      { path: 'test/web', code: 'address-unknown', remedy: expect.stringContaining('DNS name') },
    ]);
  });

  it('cannot be set by hand as well', () => {
    const issues = issuesOf((chart) => {
      const api = ApiAccess.direct(backend(chart, Exposure.ingress({ host: 'api.example.com' })), VARIABLES);
      frontend(chart, { env: { API_URL: 'http://api-service:8000' }, api });
    });
    expect(summary(issues)).toEqual(['test/web api.API_URL variable-duplicate']);
  });

  const ownAddress = Exposure.ingress({ host: 'shop.example.com' });

  it('has a variable of its own for the server', () => {
    const issues = issuesOf((chart) => {
      const api = ApiAccess.proxied(backend(chart), { browserVariable: 'API_URL', serverVariable: 'API_URL' });
      frontend(chart, { exposure: ownAddress, api });
    });
    expect(summary(issues)).toEqual(['test/web api.API_URL variable-duplicate']);
  });

  it.each([
    [{}, ['api.browserVariable variable-name-invalid', 'api.serverVariable variable-name-invalid']],
    [{ browserVariable: 'A', serverVariable: '' }, ['api.serverVariable variable-name-invalid']],
    [{ browserVariable: 5, serverVariable: 'A' }, ['api.browserVariable variable-name-invalid']],
    [{ browserVariable: '1A', serverVariable: 'A' }, ['api.browserVariable variable-name-invalid']],
    [undefined, ['api.options setting-invalid']],
    [null, ['api.options setting-invalid']],
    ['API_URL', ['api.options setting-invalid']],
  ])('is not told by the options %j', (options, expected) => {
    const issues = issuesOf((chart) => {
      frontend(chart, { exposure: ownAddress, api: ApiAccess.proxied(backend(chart), options as never) });
    });
    expect(summary(issues)).toEqual(expected.map((each) => `test/web ${each}`));
  });

  it.each([undefined, null, 'api', {}])('needs a backend, not %j', (given) => {
    for (const api of [ApiAccess.direct(given as never, VARIABLES), ApiAccess.proxied(given as never, VARIABLES)]) {
      const issues = issuesOf((chart) => {
        frontend(chart, { exposure: ownAddress, api });
      });
      expect(summary(issues)).toEqual(['test/web api.backend setting-invalid']);
    }
  });

  it('is an ApiAccess, not the backend itself', () => {
    const issues = issuesOf((chart) => {
      frontend(chart, { api: backend(chart) as never });
    });
    expect(summary(issues)).toEqual(['test/web api setting-invalid']);
  });

  it.each([null, 'http://api', 5])('is an ApiAccess, not %j', (api) => {
    const issues = issuesOf((chart) => {
      frontend(chart, { api: api as never });
    });
    expect(summary(issues)).toEqual(['test/web api setting-invalid']);
  });

  it('of the server is not in a variable that the framework hands to the browser', () => {
    const issues = issuesOf((chart) => {
      const options = { browserVariable: 'NEXT_PUBLIC_API_URL', serverVariable: 'NEXT_PUBLIC_BACKEND_URL' };
      frontend(chart, { exposure: ownAddress, api: ApiAccess.proxied(backend(chart), options) });
    });
    expect(summary(issues)).toEqual(['test/web api.NEXT_PUBLIC_BACKEND_URL browser-variable-internal']);
  });
});

describe('a variable that the browser reads', () => {
  const issues = (env: { [name: string]: string }) =>
    issuesOf((chart) => {
      frontend(chart, { env });
    });

  it.each(['NEXT_PUBLIC_', 'VITE_', 'REACT_APP_', 'PUBLIC_', 'NUXT_PUBLIC_', 'EXPO_PUBLIC_', 'GATSBY_'])(
    'with the prefix %s does not hold an address inside the cluster',
    (prefix) => {
      expect(summary(issues({ [`${prefix}API`]: 'http://api-service:8000' }))).toEqual([
        `test/web env.${prefix}API browser-variable-internal`,
      ]);
    },
  );

  it.each([
    'http://api',
    'https://api/v1',
    'ws://api:8000',
    'http://api.shop.svc:8000',
    'http://api.shop.svc.cluster.local',
    'http://api.shop.svc.cluster.local.:80/',
    'HTTP://API:80',
  ])('does not hold %s', (url) => {
    expect(issues({ VITE_API: url })).toMatchObject([
      { code: 'browser-variable-internal', remedy: expect.stringContaining('ApiAccess') },
    ]);
  });

  it('is reported without the password in it', () => {
    const found = issues({ VITE_API: 'http://u:hunter2@api/?token=hunter2' });
    expect(found.map(({ given }) => given)).toContain('a URL with the host "api", which only the cluster knows');
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it.each([
    'http://localhost:8000',
    'https://api.example.com',
    'http://192.0.2.1',
    'http://[::1]:80',
    'fast',
    '/api',
    '',
  ])('can hold %j', (value) => {
    expect(issues({ VITE_API: value })).toEqual([]);
  });

  it('is told by its name: the server may know what the browser may not', () => {
    expect(issues({ BACKEND_URL: 'http://api-service:8000', MY_VITE_API: 'http://api-service:8000' })).toEqual([]);
  });
});

describe('an API of another environment', () => {
  it('is refused, for its addresses are not those of this one', () => {
    const app = new App(UNCHECKED);
    const [one, two] = ['one', 'two'].map((id) => new WebAppChart(app, id, { name: 'shop', namespace: 'shop' }));
    const api = new Backend(one!, 'api', {
      image: 'ghcr.io/acme/api:1.4.2',
      port: 8000,
      exposure: Exposure.ingress({ host: 'api.example.com' }),
    });
    new Frontend(two!, 'web', { image: IMAGE, port: 3000, api: ApiAccess.direct(api, { browserVariable: 'API_URL' }) });
    expect(summary(issuesFrom(() => app.files()))).toEqual(['two/web api.backend reference-elsewhere']);
  });

  it.each([
    ['direct', [] as string[]],
    ['proxied', ['web/web api.backend reference-elsewhere']],
  ] as const)('of the same environment but another namespace can be called %s: %j', (way, expected) => {
    const app = new App(UNCHECKED);
    const props = { environment: 'production', createNamespace: false };
    const [one, two] = ['api', 'web'].map((id) => new WebAppChart(app, id, { ...props, name: id, namespace: id }));
    const api = backend(one!, Exposure.ingress({ host: 'api.example.com' }));
    const exposure = Exposure.ingress({ host: 'web.example.com' });
    new Frontend(two!, 'web', { image: IMAGE, port: 3000, exposure, api: ApiAccess[way](api, VARIABLES) });
    expect(summary(issuesFrom(() => app.files()))).toEqual(expected);
  });
});

describe('secrets of a frontend', () => {
  it('are single keys for its server, never all of them and none for the browser', () => {
    const found = issuesOf((chart) => {
      const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'login', { required: ['TOKEN'] });
      new Frontend(chart, 'web', {
        image: 'ghcr.io/acme/web:1.4.2',
        port: 3000,
        secrets,
        envFrom: [EnvFrom.secrets(secrets, { prefix: 'A_' })],
        envVariables: {
          NEXT_PUBLIC_TOKEN: EnvValue.fromSecret(secrets, 'TOKEN'),
          SESSION_TOKEN: EnvValue.fromSecret(secrets, 'TOKEN'),
        },
      });
    });
    expect(summary(found)).toEqual([
      'test/web envVariables.NEXT_PUBLIC_TOKEN browser-variable-secret',
      'test/web secrets frontend-takes-secrets',
      'test/web envFrom[0] frontend-takes-secrets',
    ]);
  });
});
