import {
  AccessMode,
  App,
  AppSecrets,
  Backend,
  EnvValue,
  Exposure,
  HealthCheck,
  ScheduledJob,
  Size,
  StatefulBackend,
  Volume,
  WebAppChart,
} from 'cdk8s-webapp';

// The official image (Debian), copied to a registry of one's own under a semantic version. It runs as any user.
const IMAGE = 'ghcr.io/acme/postgres:16.4.0';
// Kubernetes reads "$$" as "$". Dumps are kept for a month.
const BACKUP = 'pg_dump -Fc -f "/backup/$$(date +%F).dump"; find /backup -name "*.dump" -mtime +30 -delete';
const claim = (gibibytes: number) =>
  Volume.persistentClaim({ size: Size.gibibytes(gibibytes), accessMode: AccessMode.READ_WRITE_ONCE });

const app = new App();
const chart = new WebAppChart(app, 'production', { name: 'wiki', namespace: 'wiki' });
const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'wiki-db', { required: ['POSTGRES_PASSWORD'] });
const password = EnvValue.fromSecret(secrets, 'POSTGRES_PASSWORD');

const db = new StatefulBackend(chart, 'db', {
  image: IMAGE,
  port: 5432,
  secrets,
  // A directory below the mount: PostgreSQL refuses one that holds lost+found.
  env: { POSTGRES_USER: 'wiki', POSTGRES_DB: 'wiki', PGDATA: '/var/lib/postgresql/data/pgdata' },
  health: { check: HealthCheck.tcp(), readiness: { check: HealthCheck.exec(['pg_isready', '--username=wiki']) } },
  volumes: { data: { path: '/var/lib/postgresql/data', volume: claim(20) } },
  writablePaths: ['/var/run/postgresql'],
  shutdown: { gracePeriodSeconds: 60 },
});
const client = { PGHOST: db.service.serviceName, PGUSER: 'wiki', PGDATABASE: 'wiki' };
new Backend(chart, 'api', {
  image: 'ghcr.io/acme/wiki:2.0.1',
  port: 8000,
  replicas: 2,
  env: client,
  envVariables: { PGPASSWORD: password },
  health: { check: HealthCheck.httpGet('/livez'), readiness: { check: HealthCheck.httpGet('/readyz') } },
  exposure: Exposure.ingress({ host: 'wiki.example.com' }),
  calls: [db],
});
new ScheduledJob(chart, 'backup', {
  image: IMAGE,
  schedule: '30 2 * * *',
  command: ['sh', '-ec', BACKUP],
  env: client,
  envVariables: { PGPASSWORD: password },
  volumes: { dumps: { path: '/backup', volume: claim(50) } },
  calls: [db],
});
app.synth();
