import {
  App,
  AppSecrets,
  Backend,
  ContainerRegistry,
  DeploymentBase,
  EnvFrom,
  Exposure,
  ExternalObject,
  HealthCheck,
  NetworkPeer,
  NetworkPort,
  Stage,
  WebAppChart,
} from 'cdk8s-webapp';

const registry = ContainerRegistry.ghcr({ owner: 'acme', repositories: ['billing'] });
const outside = { peers: [NetworkPeer.internet()], ports: [NetworkPort.tcp(443), NetworkPort.tcp(5432)] };
const base = new DeploymentBase({
  registries: [registry],
  services: {
    api: {
      image: registry.image('billing', '1.12.0'),
      replicas: 2,
      health: { check: HealthCheck.httpGet('/livez'), readiness: { check: HealthCheck.httpGet('/readyz') } },
      networkPolicy: { egress: { outside } },
    },
  },
});
const staging = base.environment('staging', {
  stage: Stage.STAGING,
  services: { api: { exposure: Exposure.ingress({ host: 'billing.staging.example.com' }) } },
});
const production = base.environment('production', {
  stage: Stage.PRODUCTION,
  services: { api: { replicas: 4, exposure: Exposure.ingress({ host: 'billing.example.com' }) } },
});

const app = new App();
for (const configuration of [staging, production]) {
  const { environment } = configuration;
  const [namespace, external] = [`billing-${environment}`, [ExternalObject.secretStore('vault')]];
  const chart = new WebAppChart(app, environment, { name: 'billing', namespace, configuration, external });
  // The External Secrets operator copies an entry of the vault into a Secret.
  const secrets = AppSecrets.externalSecret(chart, 'billing-secrets', {
    store: 'vault',
    remoteKey: `billing/${environment}`,
    required: ['DATABASE_URL', 'PAYMENT_KEY'],
  });
  // The Secrets Store CSI driver mounts the key while a pod runs.
  const objects = `- objectName: SIGNING_KEY\n  secretPath: secret/data/${namespace}\n  secretKey: key\n`;
  const keys = AppSecrets.csi(chart, 'billing-signing', {
    provider: 'vault',
    parameters: { roleName: namespace, objects },
    required: ['SIGNING_KEY'],
  });
  new Backend(chart, 'api', { ...configuration.service('api'), port: 8000, secrets, envFrom: [EnvFrom.secrets(keys)] });
}
app.synth();
