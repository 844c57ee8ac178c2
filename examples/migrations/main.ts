import {
  App,
  AppConfig,
  AppSecrets,
  Backend,
  Exposure,
  HealthCheck,
  MigrationJob,
  NetworkPeer,
  NetworkPort,
  Stage,
  WebAppChart,
} from 'cdk8s-webapp';

const app = new App();
const chart = new WebAppChart(app, 'production', { name: 'orders', namespace: 'orders', stage: Stage.PRODUCTION });
const config = new AppConfig(chart, 'config', {
  data: { LOG_LEVEL: 'info', DJANGO_SETTINGS_MODULE: 'orders.settings' },
});
// Made before the first deployment: kubectl create secret generic orders-secrets --from-env-file=...
const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'orders-secrets', {
  required: ['DATABASE_URL', 'SECRET_KEY'],
  optional: ['SENTRY_DSN'],
});
// The migration is the same code, with the same settings, as what needs the migrated database.
const release = {
  image: 'ghcr.io/acme/orders:3.8.0',
  config,
  secrets,
  networkPolicy: {
    egress: { database: { peers: [NetworkPeer.cidr('10.8.0.5/32')], ports: [NetworkPort.tcp(5432)] } },
  },
};
new MigrationJob(chart, 'migrate', {
  ...release,
  command: ['python', 'manage.py', 'migrate', '--no-input'],
  backoffLimit: 1,
  activeDeadlineSeconds: 600,
});
new Backend(chart, 'api', {
  ...release,
  port: 8000,
  replicas: 2,
  health: {
    check: HealthCheck.httpGet('/livez'),
    readiness: { check: HealthCheck.httpGet('/readyz') },
  },
  exposure: Exposure.ingress({ host: 'orders.example.com' }),
});
app.synth();
