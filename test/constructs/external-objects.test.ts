import {
  AppConfig,
  AppSecrets,
  Backend,
  CertificateIssuer,
  CloudCluster,
  Exposure,
  ExternalCreationPolicy,
  ExternalObject,
  Gateway,
  IngressTls,
  ListenerProtocol,
  PersistentClaim,
  Route,
  Size,
  AccessMode,
  TlsCertificate,
  Volume,
  WebAppChart,
  WebIngress,
  WebRoute,
} from 'cdk8s-webapp';
import { externalsOf } from '../../lib/constructs/external-objects';
import { cluster } from '../support/clusters';
import { issuesOf, summary, synthesize } from '../support/synthesis';

const IMAGE = 'ghcr.io/acme/api:1.0.0';

/** What everything in a chart declares, sorted: `Secret shop/db A,B`. */
function declared(define: (chart: WebAppChart) => void, props: object = {}): string[] {
  let found: ExternalObject[] = [];
  synthesize(
    (chart) => {
      define(chart);
      found = chart.node.findAll().flatMap(externalsOf);
    },
    { ...props },
  );
  return found
    .map(({ kind, namespace, name, keys }) =>
      [kind, `${namespace === undefined ? '' : `${namespace}/`}${name}`, ...(keys ?? [])].join(' '),
    )
    .sort();
}

const backend = (chart: WebAppChart, props: object = {}, id = 'api') =>
  new Backend(chart, id, { image: IMAGE, port: 8000, ...props });

test.each<[string, (chart: WebAppChart) => void, string[]]>([
  [
    'a Secret that is made by hand, with its keys',
    (chart) => AppSecrets.fromSecretName(chart, 's', 'db', { required: ['A'], optional: ['B'] }),
    ['Secret shop/db A B'],
  ],
  [
    'a Secret that an operator only completes',
    (chart) =>
      AppSecrets.externalSecret(chart, 's', {
        ...{ name: 'db', store: 'vault', required: ['A'] },
        creationPolicy: ExternalCreationPolicy.MERGE,
      }),
    ['Secret shop/db'],
  ],
  [
    'a Secret that an operator makes: nothing',
    (chart) => AppSecrets.externalSecret(chart, 's', { store: 'vault', required: ['A'] }),
    [],
  ],
  [
    'a ConfigMap of somebody else',
    (chart) => AppConfig.fromConfigMapName(chart, 'c', 'settings', { keys: ['A'] }),
    ['ConfigMap shop/settings A'],
  ],
  [
    'a ConfigMap of which nothing is known',
    (chart) => AppConfig.fromConfigMapName(chart, 'c', 'settings', { keys: [] }),
    ['ConfigMap shop/settings'],
  ],
  ['a configuration of the program: nothing', (chart) => new AppConfig(chart, 'c', { data: { A: 'b' } }), []],
  [
    'a claim of somebody else',
    (chart) => backend(chart, { volumes: { f: { path: '/f', volume: Volume.existingClaim('files') } } }),
    ['PersistentVolumeClaim shop/files'],
  ],
  [
    'a claim of the program: nothing',
    (chart) => {
      const claim = new PersistentClaim(chart, 'files', {
        ...{ size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_MANY },
      });
      backend(chart, { volumes: { f: { path: '/f', volume: Volume.sharedClaim(claim) } } });
    },
    [],
  ],
  [
    'the certificate of an Ingress',
    (chart) => backend(chart, { exposure: Exposure.ingress({ host: 'a.example.com' }) }),
    ['Secret shop/api-tls tls.crt tls.key'],
  ],
  [
    'the issuer of an Ingress, and certificates that it does not make',
    (chart) =>
      new WebIngress(chart, 'web', {
        ...{ host: 'a.example.com', routes: [Route.to(backend(chart))] },
        tls: IngressTls.issuedBy(CertificateIssuer.clusterIssuer('letsencrypt')),
        hosts: [
          { host: 'b.example.com', routes: [Route.to(backend(chart, {}, 'b'))], tls: IngressTls.secret('b-tls') },
        ],
      }),
    ['ClusterIssuer letsencrypt', 'Secret shop/b-tls tls.crt tls.key'],
  ],
  [
    'a Gateway of somebody else',
    (chart) =>
      new WebRoute(chart, 'r', {
        ...{ gateway: Gateway.fromName('public', { namespace: 'infra' }), host: 'a.example.com' },
        routes: [Route.to(backend(chart))],
      }),
    ['Gateway infra/public'],
  ],
  [
    'certificates of a Gateway that no issuer makes',
    (chart) =>
      new Gateway(chart, 'g', {
        className: 'envoy',
        listeners: { https: { hostname: 'a.example.com' }, http: { protocol: ListenerProtocol.HTTP } },
      }),
    ['Secret shop/g-tls'],
  ],
  [
    'the issuer of a Gateway',
    (chart) =>
      new Gateway(chart, 'g', {
        className: 'envoy',
        listeners: { https: { hostname: 'a.example.com' } },
        issuer: CertificateIssuer.issuer('ca'),
      }),
    ['Issuer shop/ca'],
  ],
  [
    'the issuer of a certificate',
    (chart) =>
      new TlsCertificate(chart, 'c', {
        dnsNames: ['a.example.com'],
        issuer: CertificateIssuer.external('pca', { kind: 'AWSPCAIssuer', group: 'awspca.cert-manager.io' }),
      }),
    ['AWSPCAIssuer shop/pca'],
  ],
])('%s', (_, define, expected) => {
  expect(declared(define)).toEqual(expected);
});

describe('a chart', () => {
  test('declares what its author says, and a Namespace that it does not create', () => {
    const external = [ExternalObject.ingressClass('nginx'), ExternalObject.secret('db')];
    expect(declared(() => undefined, { external, createNamespace: false })).toEqual([
      'IngressClass nginx',
      'Namespace shop',
      'Secret shop/db',
    ]);
  });

  test.each<[string, unknown, string[]]>([
    ['no list', 'nginx', ['test external setting-invalid']],
    ['no objects', ['nginx', undefined], ['test external[0] setting-invalid', 'test external[1] setting-invalid']],
    ['wrong objects', [ExternalObject.of('x', 'a')], ['test external[0].kind external-kind-invalid']],
  ])('reports %s', (_, external, expected) => {
    expect(summary(issuesOf((chart) => backend(chart), { external }))).toEqual(expected);
  });
});

describe('a cluster', () => {
  const fields = (given: CloudCluster) => given.findings().map(({ field, code }) => `${field} ${code}`);

  test('provides what its author says: a copy', () => {
    const given = cluster({ provides: [ExternalObject.storageClass('fast')] });
    given.provides.pop();
    expect(given.provides.map(({ name }) => name)).toEqual(['fast']);
    expect(fields(given)).toEqual([]);
    expect(cluster().provides).toEqual([]);
  });

  test.each<[unknown, string[]]>([
    ['fast', ['provides setting-invalid']],
    [[1], ['provides[0] setting-invalid']],
    [[ExternalObject.storageClass('FAST')], ['provides[0].name name-invalid']],
  ])('reports %p', (provides, expected) => {
    expect(fields(cluster({ provides }))).toEqual(expected);
  });
});
