import { ApiAccess, App, Backend, Exposure, Frontend, Stage, WebAppChart } from 'cdk8s-webapp';

const app = new App();
const chart = new WebAppChart(app, 'production', { name: 'shop', namespace: 'shop', stage: Stage.PRODUCTION });
const api = new Backend(chart, 'api', { image: 'ghcr.io/acme/shop-api:1.4.2', port: 8000 });
new Frontend(chart, 'web', {
  image: 'ghcr.io/acme/shop-web:1.4.2',
  port: 3000,
  exposure: Exposure.ingress({ host: 'shop.example.com' }),
  api: ApiAccess.proxied(api, { browserVariable: 'PUBLIC_API_URL', serverVariable: 'API_URL' }),
});
app.synth();
