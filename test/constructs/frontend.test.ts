import { ApiAccess, Backend, Exposure, Frontend, type FrontendProps, type WebAppChart } from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

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
});
