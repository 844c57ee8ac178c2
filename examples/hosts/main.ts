import {
  App,
  Backend,
  ExternalObject,
  Frontend,
  HealthCheck,
  IngressTls,
  NetworkPeer,
  Route,
  Stage,
  WebAppChart,
  WebIngress,
} from 'cdk8s-webapp';

const app = new App();
const chart = new WebAppChart(app, 'production', {
  name: 'store',
  namespace: 'store',
  stage: Stage.PRODUCTION,
  external: [ExternalObject.ingressClass('nginx')],
  network: {
    ingressControllers: [NetworkPeer.namespace('ingress-nginx', { 'app.kubernetes.io/name': 'ingress-nginx' })],
  },
});
const common = {
  replicas: 2,
  health: {
    check: HealthCheck.httpGet('/livez'),
    readiness: { check: HealthCheck.httpGet('/readyz') },
  },
};
const api = new Backend(chart, 'api', { ...common, image: 'ghcr.io/acme/store-api:5.1.0', port: 8000 });
const web = new Frontend(chart, 'web', { ...common, image: 'ghcr.io/acme/store-web:5.1.0', port: 3000 });
const admin = new Frontend(chart, 'admin', { ...common, image: 'ghcr.io/acme/store-admin:5.1.0', port: 3000 });

// One Ingress, three hosts: a certificate for the shop and its API, and one of its own for the office.
new WebIngress(chart, 'store', {
  host: 'store.example.com',
  aliases: ['www.store.example.com'],
  routes: [Route.to(web)],
  hosts: [
    { host: 'api.store.example.com', routes: [Route.to(api)] },
    {
      host: 'admin.store.example.com',
      routes: [Route.to(admin), Route.to(api, { path: '/api' })],
      tls: IngressTls.secret('store-admin-tls'),
    },
  ],
  tls: IngressTls.secret('store-tls'),
  className: 'nginx',
});
app.synth();
