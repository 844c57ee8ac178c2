import {
  ApiAccess,
  App,
  AppNetworkPolicy,
  Backend,
  CertificateIssuer,
  ExternalObject,
  HealthCheck,
  IngressTls,
  NetworkPeer,
  NetworkPort,
  Route,
  SinglePageApp,
  Stage,
  WebAppChart,
  WebIngress,
} from 'cdk8s-webapp';

const app = new App();
const chart = new WebAppChart(app, 'production', {
  name: 'notes',
  namespace: 'notes',
  stage: Stage.PRODUCTION,
  external: [ExternalObject.ingressClass('nginx')],
  network: {
    ingressControllers: [NetworkPeer.namespace('ingress-nginx', { 'app.kubernetes.io/name': 'ingress-nginx' })],
  },
});
const api = new Backend(chart, 'api', {
  image: 'ghcr.io/acme/notes-api:2.3.0',
  port: 8000,
  replicas: 2,
  health: {
    check: HealthCheck.httpGet('/livez'),
    readiness: { check: HealthCheck.httpGet('/readyz') },
  },
});
// The files are the same everywhere; the browser reads the address of the API from /config.js.
const web = new SinglePageApp(chart, 'web', {
  image: 'ghcr.io/acme/notes-web:2.3.0',
  replicas: 2,
  health: { check: HealthCheck.tcp(), readiness: { check: HealthCheck.httpGet('/') } },
  api: ApiAccess.direct(api, { browserVariable: 'API_URL' }),
});
// One host, so the browser needs no CORS. The API answers below /api itself: an Ingress does not cut the path.
new WebIngress(chart, 'notes', {
  host: 'notes.example.com',
  routes: [Route.to(web), Route.to(api, { path: '/api' })],
  tls: IngressTls.issuedBy(CertificateIssuer.clusterIssuer('letsencrypt')),
  className: 'nginx',
});
// cert-manager proves by HTTP that the host is ours; its solver runs in this namespace.
new AppNetworkPolicy(chart, 'acme-solver', {
  podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
  ingress: [{ ports: [NetworkPort.tcp(8089)] }],
});
app.synth();
