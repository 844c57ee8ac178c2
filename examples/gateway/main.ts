import {
  App,
  AppSecrets,
  Backend,
  CertificateIssuer,
  ExternalObject,
  Gateway,
  HealthCheck,
  ListenerProtocol,
  NetworkPeer,
  Route,
  SecretStoreKind,
  SecretType,
  Stage,
  WebAppChart,
  WebRoute,
} from 'cdk8s-webapp';

const host = 'ledger.corp.example.com';
const app = new App();
const chart = new WebAppChart(app, 'production', {
  name: 'ledger',
  namespace: 'ledger',
  stage: Stage.PRODUCTION,
  // The proxies of Envoy Gateway run here, not in the namespace of the Gateway.
  external: [ExternalObject.gatewayClass('envoy'), ExternalObject.clusterSecretStore('vault')],
  network: { gateways: [NetworkPeer.namespace('envoy-gateway-system')] },
});
// Nodes pull with a login that the External Secrets operator reads from the vault.
const registry = AppSecrets.externalSecret(chart, 'registry-login', {
  store: 'vault',
  storeKind: SecretStoreKind.CLUSTER_SECRET_STORE,
  type: SecretType.DOCKER_CONFIG_JSON,
  remote: { '.dockerconfigjson': { key: 'registries/corp' } },
  required: ['.dockerconfigjson'],
});
const api = new Backend(chart, 'api', {
  image:
    'registry.corp.example.com/ledger/api:4.0.3@sha256:9b2f6c3a4d5e8f70112233445566778899aabbccddeeff00a1b2c3d4e5f60718',
  imagePullSecretNames: [registry.secretName],
  port: 8000,
  replicas: 2,
  health: { check: HealthCheck.httpGet('/livez'), readiness: { check: HealthCheck.httpGet('/readyz') } },
});
const gateway = new Gateway(chart, 'internal', {
  className: 'envoy',
  listeners: {
    http: { protocol: ListenerProtocol.HTTP, hostname: host },
    https: { hostname: host },
  },
  issuer: CertificateIssuer.clusterIssuer('corp-ca'),
});
new WebRoute(chart, 'ledger', { gateway, listeners: ['https'], host, routes: [Route.to(api, { path: '/v1' })] });
const toHttps = [Route.redirect({ scheme: 'https', statusCode: 301 })];
new WebRoute(chart, 'to-https', { gateway, listeners: ['http'], host, routes: toHttps });
app.synth();
