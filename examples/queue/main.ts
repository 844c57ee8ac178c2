import {
  AccessMode,
  App,
  AppSecrets,
  Backend,
  EnvValue,
  Exposure,
  HealthCheck,
  NetworkPeer,
  NetworkPort,
  Size,
  StatefulBackend,
  Volume,
  WebAppChart,
  Worker,
} from 'cdk8s-webapp';

const app = new App();
const chart = new WebAppChart(app, 'production', { name: 'mail', namespace: 'mail' });
const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'mail-secrets', { required: ['REDIS_PASSWORD'] });
const password = EnvValue.fromSecret(secrets, 'REDIS_PASSWORD');

// One pod, since two would be two queues. What is queued outlives the pod.
const queue = new StatefulBackend(chart, 'queue', {
  image: 'docker.io/library/redis:7.4.1-alpine',
  port: 6379,
  args: ['--appendonly', 'yes', '--requirepass', '$(REDIS_PASSWORD)'],
  // redis-cli reads its password from the second one.
  envVariables: { REDIS_PASSWORD: password, REDISCLI_AUTH: password },
  health: { check: HealthCheck.tcp(), readiness: { check: HealthCheck.exec(['redis-cli', 'ping']) } },
  volumes: {
    data: {
      path: '/data',
      volume: Volume.persistentClaim({ size: Size.gibibytes(5), accessMode: AccessMode.READ_WRITE_ONCE }),
    },
  },
});
const client = {
  replicas: 2,
  health: { check: HealthCheck.httpGet('/livez'), readiness: { check: HealthCheck.httpGet('/readyz') } },
  envVariables: { REDIS_PASSWORD: password },
  env: { QUEUE_URL: `redis://:$(REDIS_PASSWORD)@${queue.service.serviceName}:6379/0` },
  calls: [queue],
};
new Backend(chart, 'api', {
  ...client,
  image: 'ghcr.io/acme/mail-api:0.9.2',
  port: 8080,
  exposure: Exposure.ingress({ host: 'mail.example.com' }),
});
new Worker(chart, 'sender', {
  ...client,
  image: 'ghcr.io/acme/mail-sender:0.9.2',
  ports: [{ name: 'health', port: 8081 }],
  networkPolicy: { egress: { smtp: { peers: [NetworkPeer.internet()], ports: [NetworkPort.tcp(587)] } } },
  // A message that is being sent is sent to its end.
  shutdown: { gracePeriodSeconds: 120 },
});
app.synth();
