import { App as PlainApp, ApiObject, Chart, Testing } from 'cdk8s';
import { App, Backend, Stage, WebAppChart, type WebAppChartProps } from 'cdk8s-webapp';
import { find, issuesFrom, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';

const PROPS: WebAppChartProps = { name: 'shop', namespace: 'shop', stage: Stage.STAGING };

describe('WebAppChart', () => {
  it('renders its Namespace, labelled with the stage, a policy that lets nothing pass, and nothing else by default', () => {
    const common = {
      'app.kubernetes.io/component': 'namespace',
      'app.kubernetes.io/instance': 'shop',
      'app.kubernetes.io/managed-by': 'cdk8s',
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/part-of': 'shop',
    };
    expect(synthesize(() => undefined, { stage: Stage.STAGING })).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'shop',
          labels: {
            ...common,
            environment: 'staging',
            'pod-security.kubernetes.io/enforce': 'restricted',
            'pod-security.kubernetes.io/enforce-version': 'latest',
            'pod-security.kubernetes.io/audit': 'restricted',
            'pod-security.kubernetes.io/audit-version': 'latest',
            'pod-security.kubernetes.io/warn': 'restricted',
            'pod-security.kubernetes.io/warn-version': 'latest',
          },
        },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'default-deny', namespace: 'shop', labels: common },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      },
    ]);
  });

  it('leaves the Namespace out where somebody else creates it', () => {
    const objects = synthesize(
      (chart) => {
        new Backend(chart, 'api', { image: 'acme/api:1.0.0', port: 80 });
      },
      { createNamespace: false },
    );
    expect(objects.map(({ kind }) => kind)).toEqual(['NetworkPolicy', 'ServiceAccount', 'Service', 'Deployment']);
    expect(objects.map(({ metadata }) => metadata.name)).not.toContain('default-deny');
  });

  it('labels every object and pod with version and further labels', () => {
    const objects = synthesize(
      (chart) => {
        new Backend(chart, 'api', { image: 'acme/api:1.0.0', port: 80 });
        new ApiObject(chart, 'own', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'own' } });
      },
      { version: '1.2.3', labels: { team: 'checkout' } },
    );
    const expected = expect.objectContaining({ 'app.kubernetes.io/version': '1.2.3', team: 'checkout' });
    expect(objects).toHaveLength(7);
    for (const { metadata } of objects) {
      expect(metadata).toHaveProperty('labels', expected);
    }
    expect(find(objects, 'Deployment')['spec'].template.metadata.labels).toEqual(expected);
  });

  it('is its own environment unless told otherwise', () => {
    const app = new App(UNCHECKED);
    new WebAppChart(app, 'staging', PROPS);
    new WebAppChart(app, 'second', { ...PROPS, environment: 'eu-staging' });
    expect(app.files().map(({ path }) => path)).toEqual(['eu-staging/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
  });

  it('works in a plain cdk8s app', () => {
    const chart = new WebAppChart(new PlainApp(), 'staging', PROPS);
    expect(Testing.synth(chart)).toHaveLength(2);
  });

  it('can be told from other charts', () => {
    const app = new App(UNCHECKED);
    expect(WebAppChart.isWebAppChart(new WebAppChart(app, 'a', PROPS))).toBe(true);
    expect([new Chart(app, 'b'), null, 'x'].some((value) => WebAppChart.isWebAppChart(value))).toBe(false);
  });

  it.each([
    ['an empty name', { name: '' }, 'test name name-invalid'],
    ['a namespace that is none', { namespace: 'Shop' }, 'test namespace name-invalid'],
    [
      'the same beside createNamespace: false',
      { namespace: '', createNamespace: false },
      'test namespace name-invalid',
    ],
    ['a chart version that is none', { chartVersion: 'v1' }, 'test chartVersion version-invalid'],
    ['an unknown stage', { stage: 'prod' }, 'test stage stage-unknown'],
    ['the environment charts', { environment: 'charts' }, 'test environment environment-reserved'],
    ['the environment argocd', { environment: 'argocd' }, 'test environment environment-reserved'],
    ['an environment outside the output directory', { environment: '../x' }, 'test environment name-invalid'],
    ['a version that no label can hold', { version: '1.0.0+build' }, 'test version label-invalid'],
    ['a label value that is none', { labels: { team: 'a b' } }, 'test labels.team label-invalid'],
    ['a label value that is no text', { labels: { team: 5 } }, 'test labels.team label-invalid'],
    ['a label key that is none', { labels: { 'bad key!': 'x' } }, 'test labels.bad key! label-invalid'],
    ['a label key that cdk8s cannot write', { labels: { constructor: 'x' } }, 'test labels.constructor label-invalid'],
    ['labels that are a text', { labels: 'team' }, 'test labels setting-invalid'],
    ['a configuration that is none', { configuration: {} }, 'test configuration setting-invalid'],
    ['a configuration that is null', { configuration: null }, 'test configuration setting-invalid'],
    ['a cluster that is none', { cluster: 'shop' }, 'test cluster setting-invalid'],
    ['a text for createNamespace', { createNamespace: 'no' }, 'test createNamespace setting-invalid'],
    ['a missing name', { name: undefined }, 'test name name-invalid'],
    ['a missing namespace', { namespace: undefined }, 'test namespace name-invalid'],
    ['a name that is no text', { name: Symbol('x') }, 'test name name-invalid'],
    ['a namespace that is no text', { namespace: { a: 1 } }, 'test namespace name-invalid'],
    ['a version that is no text', { version: 1 }, 'test version label-invalid'],
    ['a chart version that is no text', { chartVersion: [] }, 'test chartVersion version-invalid'],
    ['a stage that is no text', { stage: {} }, 'test stage stage-unknown'],
    ['an environment that is no text', { environment: 5 }, 'test environment name-invalid'],
  ])('refuses %s', (_, props, expected) => {
    expect(summary(issuesOf(() => undefined, props))).toEqual([expected]);
  });

  it.each([
    ...['app', 'component', 'tier', 'environment'],
    ...['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map((key) => `app.kubernetes.io/${key}`),
  ])('keeps the label %s for itself', (key) => {
    expect(summary(issuesOf(() => undefined, { labels: { [key]: 'x' } }))).toEqual([
      `test labels.${key} label-reserved`,
    ]);
  });

  it.each([[undefined], [null], ['shop']])('does not throw where its properties are %j', (props) => {
    const app = new App(UNCHECKED);
    new WebAppChart(app, 'production', props as unknown as WebAppChartProps);
    expect(issuesFrom(() => app.files()).map(({ code }) => code)).toContain('name-invalid');
  });

  it('reports the problems of all environments together', () => {
    const app = new App(UNCHECKED);
    new Backend(new WebAppChart(app, 'a', PROPS), 'api', { image: 'acme/api:1.0.0', port: 0 });
    new Backend(new WebAppChart(app, 'b', PROPS), 'api', { image: 'acme/api', port: 80, replicas: -1 });
    expect(summary(issuesFrom(() => app.files()))).toEqual([
      'a/api port port-out-of-range',
      'b/api image image-moves',
      'b/api replicas replicas-out-of-range',
    ]);
  });
});
