import {
  AppConfig,
  AppSecrets,
  AppServiceAccount,
  Backend,
  Cpu,
  EnvFrom,
  EnvValue,
  Exposure,
  HealthCheck,
  Size,
  StatefulBackend,
  Volume,
  Worker,
} from 'cdk8s-webapp';
import { inOrder, type Published, withoutDefaults } from '../support/published';

/*
 * Sample applications that others publish, said with the constructs and compared field by field, without an overlay.
 */

const deployment = (name: string, labels: object | undefined, spec: object): Published => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: labels === undefined ? { name } : { name, labels },
  spec,
});
const service = (name: string, metadata: object, spec: object): Published => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, ...metadata },
  spec,
});
const resources = (cpu: [number, number], memory: [number, number]) => ({
  cpu: { request: Cpu.millis(cpu[0]), limit: Cpu.millis(cpu[1]) },
  memory: { request: Size.mebibytes(memory[0]), limit: Size.mebibytes(memory[1]) },
});

it('a voting app: node ports, an empty directory, and a worker', () => {
  expect(
    withoutDefaults((chart) => {
      new Backend(chart, 'vote', {
        image: 'dockersamples/examplevotingapp_vote',
        port: 80,
        portName: 'vote',
        replicas: 1,
        labels: { app: 'vote' },
        serviceName: 'vote',
        exposure: Exposure.nodePort({ nodePort: 31000 }),
        service: { ports: [{ name: 'vote-service', port: 8080, targetPort: 80 }] },
      });
      new Backend(chart, 'db', {
        image: 'postgres:15-alpine',
        containerName: 'postgres',
        port: 5432,
        portName: 'postgres',
        replicas: 1,
        labels: { app: 'db' },
        env: { POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: 'postgres' },
        volumes: { 'db-data': { path: '/var/lib/postgresql/data', volume: Volume.emptyDir() } },
        serviceName: 'db',
        exposure: Exposure.clusterIp(),
        service: { ports: [{ name: 'db-service', port: 5432, targetPort: 5432 }] },
      });
      new Worker(chart, 'worker', {
        image: 'dockersamples/examplevotingapp_worker',
        replicas: 1,
        labels: { app: 'worker' },
      });
    }),
  ).toEqual(
    inOrder([
      deployment(
        'vote',
        { app: 'vote' },
        {
          replicas: 1,
          selector: { matchLabels: { app: 'vote' } },
          template: {
            metadata: { labels: { app: 'vote' } },
            spec: {
              containers: [
                {
                  image: 'dockersamples/examplevotingapp_vote',
                  name: 'vote',
                  ports: [{ containerPort: 80, name: 'vote' }],
                },
              ],
            },
          },
        },
      ),
      service(
        'vote',
        { labels: { app: 'vote' } },
        {
          type: 'NodePort',
          ports: [{ name: 'vote-service', port: 8080, targetPort: 80, nodePort: 31000 }],
          selector: { app: 'vote' },
        },
      ),
      deployment(
        'db',
        { app: 'db' },
        {
          replicas: 1,
          selector: { matchLabels: { app: 'db' } },
          template: {
            metadata: { labels: { app: 'db' } },
            spec: {
              containers: [
                {
                  image: 'postgres:15-alpine',
                  name: 'postgres',
                  env: [
                    { name: 'POSTGRES_USER', value: 'postgres' },
                    { name: 'POSTGRES_PASSWORD', value: 'postgres' },
                  ],
                  ports: [{ containerPort: 5432, name: 'postgres' }],
                  volumeMounts: [{ mountPath: '/var/lib/postgresql/data', name: 'db-data' }],
                },
              ],
              volumes: [{ name: 'db-data', emptyDir: {} }],
            },
          },
        },
      ),
      service(
        'db',
        { labels: { app: 'db' } },
        {
          type: 'ClusterIP',
          ports: [{ name: 'db-service', port: 5432, targetPort: 5432 }],
          selector: { app: 'db' },
        },
      ),
      deployment(
        'worker',
        { app: 'worker' },
        {
          replicas: 1,
          selector: { matchLabels: { app: 'worker' } },
          template: {
            metadata: { labels: { app: 'worker' } },
            spec: { containers: [{ image: 'dockersamples/examplevotingapp_worker', name: 'worker' }] },
          },
        },
      ),
    ]),
  );
});

it('a guestbook: selectors of several labels, which the Deployment itself does not have', () => {
  const guestbook = { app: 'guestbook', tier: 'frontend' };
  const redis = { app: 'redis', role: 'leader', tier: 'backend' };
  expect(
    withoutDefaults((chart) => {
      new Backend(chart, 'frontend', {
        image: 'us-docker.pkg.dev/google-samples/containers/gke/gb-frontend:v5',
        containerName: 'php-redis',
        port: 80,
        replicas: 3,
        selector: guestbook,
        env: { GET_HOSTS_FROM: 'dns' },
        resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(100) } },
        serviceName: 'frontend',
        service: { labels: guestbook },
      });
      new Backend(chart, 'redis-leader', {
        image: 'docker.io/redis:6.0.5',
        containerName: 'leader',
        port: 6379,
        replicas: 1,
        labels: redis,
        selector: { app: 'redis' },
        serviceName: 'redis-leader',
        service: { selector: redis, ports: [{ port: 6379, targetPort: 6379 }] },
      });
    }),
  ).toEqual(
    inOrder([
      deployment('frontend', undefined, {
        replicas: 3,
        selector: { matchLabels: guestbook },
        template: {
          metadata: { labels: guestbook },
          spec: {
            containers: [
              {
                name: 'php-redis',
                image: 'us-docker.pkg.dev/google-samples/containers/gke/gb-frontend:v5',
                env: [{ name: 'GET_HOSTS_FROM', value: 'dns' }],
                resources: { requests: { cpu: '100m', memory: '100Mi' } },
                ports: [{ containerPort: 80 }],
              },
            ],
          },
        },
      }),
      service('frontend', { labels: guestbook }, { ports: [{ port: 80 }], selector: guestbook }),
      deployment('redis-leader', redis, {
        replicas: 1,
        selector: { matchLabels: { app: 'redis' } },
        template: {
          metadata: { labels: redis },
          spec: {
            containers: [{ name: 'leader', image: 'docker.io/redis:6.0.5', ports: [{ containerPort: 6379 }] }],
          },
        },
      }),
      service('redis-leader', { labels: redis }, { ports: [{ port: 6379, targetPort: 6379 }], selector: redis }),
    ]),
  );
});

it('a boutique: gRPC probes, an account, a second Service, a load generator', () => {
  const secured = {
    podSecurityContext: { fsGroup: 1000, runAsGroup: 1000, runAsNonRoot: true, runAsUser: 1000 },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
    },
  };
  const cookie = (value: string) =>
    HealthCheck.httpGet('/_healthz', { headers: { Cookie: `shop_session-id=${value}` } });
  const probe = (value: string) => ({
    initialDelaySeconds: 10,
    httpGet: { path: '/_healthz', port: 8080, httpHeaders: [{ name: 'Cookie', value: `shop_session-id=${value}` }] },
  });
  expect(
    withoutDefaults((chart) => {
      new AppServiceAccount(chart, 'emailservice');
      new Backend(chart, 'email', {
        name: 'emailservice',
        image: 'gcr.io/google-samples/microservices-demo/emailservice:v0.10.1',
        containerName: 'server',
        port: 8080,
        labels: { app: 'emailservice' },
        serviceAccountName: 'emailservice',
        shutdown: { gracePeriodSeconds: 5 },
        ...secured,
        env: { PORT: '8080', DISABLE_PROFILER: '1' },
        health: {
          readiness: { check: HealthCheck.grpc(), periodSeconds: 5 },
          liveness: { check: HealthCheck.grpc(), periodSeconds: 5 },
        },
        resources: resources([100, 200], [64, 128]),
        serviceName: 'emailservice',
        exposure: Exposure.clusterIp(),
        service: { ports: [{ name: 'grpc', port: 5000, targetPort: 8080 }] },
      });
      new Backend(chart, 'frontend', {
        image: 'gcr.io/google-samples/microservices-demo/frontend:v0.10.1',
        containerName: 'server',
        port: 8080,
        labels: { app: 'frontend' },
        podAnnotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' },
        health: {
          readiness: { check: cookie('x-readiness-probe'), initialDelaySeconds: 10 },
          liveness: { check: cookie('x-liveness-probe'), initialDelaySeconds: 10 },
        },
        serviceName: 'frontend',
        exposure: Exposure.clusterIp(),
        service: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
        services: {
          'frontend-external': {
            exposure: Exposure.loadBalancer(),
            ports: [{ name: 'http', port: 80, targetPort: 8080 }],
          },
        },
      });
      new Worker(chart, 'loadgenerator', {
        image: 'gcr.io/google-samples/microservices-demo/loadgenerator:v0.10.1',
        containerName: 'main',
        replicas: 1,
        labels: { app: 'loadgenerator' },
        restartPolicy: 'Always',
        initContainers: {
          'frontend-check': {
            image: 'busybox:1.36.1',
            command: ['/bin/sh', '-exc', 'wget http://${FRONTEND_ADDR}'],
            env: { FRONTEND_ADDR: 'frontend:80' },
          },
        },
      });
    }),
  ).toEqual(
    inOrder([
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'emailservice' } },
      deployment(
        'emailservice',
        { app: 'emailservice' },
        {
          selector: { matchLabels: { app: 'emailservice' } },
          template: {
            metadata: { labels: { app: 'emailservice' } },
            spec: {
              serviceAccountName: 'emailservice',
              terminationGracePeriodSeconds: 5,
              securityContext: secured.podSecurityContext,
              containers: [
                {
                  name: 'server',
                  securityContext: secured.securityContext,
                  image: 'gcr.io/google-samples/microservices-demo/emailservice:v0.10.1',
                  ports: [{ containerPort: 8080 }],
                  env: [
                    { name: 'PORT', value: '8080' },
                    { name: 'DISABLE_PROFILER', value: '1' },
                  ],
                  readinessProbe: { periodSeconds: 5, grpc: { port: 8080 } },
                  livenessProbe: { periodSeconds: 5, grpc: { port: 8080 } },
                  resources: {
                    requests: { cpu: '100m', memory: '64Mi' },
                    limits: { cpu: '200m', memory: '128Mi' },
                  },
                },
              ],
            },
          },
        },
      ),
      service(
        'emailservice',
        { labels: { app: 'emailservice' } },
        {
          type: 'ClusterIP',
          selector: { app: 'emailservice' },
          ports: [{ name: 'grpc', port: 5000, targetPort: 8080 }],
        },
      ),
      deployment(
        'frontend',
        { app: 'frontend' },
        {
          selector: { matchLabels: { app: 'frontend' } },
          template: {
            metadata: {
              labels: { app: 'frontend' },
              annotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'true' },
            },
            spec: {
              containers: [
                {
                  name: 'server',
                  image: 'gcr.io/google-samples/microservices-demo/frontend:v0.10.1',
                  ports: [{ containerPort: 8080 }],
                  readinessProbe: probe('x-readiness-probe'),
                  livenessProbe: probe('x-liveness-probe'),
                },
              ],
            },
          },
        },
      ),
      service(
        'frontend',
        { labels: { app: 'frontend' } },
        {
          type: 'ClusterIP',
          selector: { app: 'frontend' },
          ports: [{ name: 'http', port: 80, targetPort: 8080 }],
        },
      ),
      service(
        'frontend-external',
        { labels: { app: 'frontend' } },
        {
          type: 'LoadBalancer',
          selector: { app: 'frontend' },
          ports: [{ name: 'http', port: 80, targetPort: 8080 }],
        },
      ),
      deployment(
        'loadgenerator',
        { app: 'loadgenerator' },
        {
          replicas: 1,
          selector: { matchLabels: { app: 'loadgenerator' } },
          template: {
            metadata: { labels: { app: 'loadgenerator' } },
            spec: {
              restartPolicy: 'Always',
              initContainers: [
                {
                  name: 'frontend-check',
                  image: 'busybox:1.36.1',
                  command: ['/bin/sh', '-exc', 'wget http://${FRONTEND_ADDR}'],
                  env: [{ name: 'FRONTEND_ADDR', value: 'frontend:80' }],
                },
              ],
              containers: [{ name: 'main', image: 'gcr.io/google-samples/microservices-demo/loadgenerator:v0.10.1' }],
            },
          },
        },
      ),
    ]),
  );
});

it('a bank: slow answers of probes, keys as files, a database without a headless Service', () => {
  const labels = { application: 'bank-of-anthos', team: 'accounts', tier: 'backend' };
  const pods = { app: 'userservice', ...labels };
  expect(
    withoutDefaults((chart) => {
      const environment = new AppConfig(chart, 'environment-config', {
        nameSuffixHash: false,
        data: { LOCAL_ROUTING_NUM: '883745000', PUB_KEY_PATH: '/tmp/.ssh/publickey' },
      });
      const database = AppConfig.fromConfigMapName(chart, 'db-config', 'accounts-db-config', { keys: [] });
      const jwt = AppSecrets.fromSecretName(chart, 'jwt', 'jwt-key', {
        required: ['jwtRS256.key', 'jwtRS256.key.pub'],
      });
      const items = [
        { key: 'jwtRS256.key', path: 'privatekey' },
        { key: 'jwtRS256.key.pub', path: 'publickey' },
      ];
      new Backend(chart, 'userservice', {
        image: 'us-central1-docker.pkg.dev/bank-of-anthos-ci/bank-of-anthos/userservice:v0.6.5',
        port: 8080,
        portName: 'http-server',
        labels: pods,
        resourceLabels: labels,
        selector: pods,
        serviceAccountName: 'bank-of-anthos',
        envVariables: { VERSION: EnvValue.fromValue('v0.6.5'), TOKEN_EXPIRY_SECONDS: EnvValue.fromValue('3600') },
        envFrom: [EnvFrom.config(environment), EnvFrom.config(database)],
        volumes: {
          keys: { path: '/tmp/.ssh', readOnly: true, volume: Volume.secretFiles(jwt, { items }) },
          tmp: { path: '/tmp', volume: Volume.emptyDir() },
        },
        health: {
          readiness: {
            check: HealthCheck.httpGet('/ready'),
            initialDelaySeconds: 10,
            periodSeconds: 5,
            timeoutSeconds: 10,
            allowSlowAnswers: true,
          },
        },
        serviceName: 'userservice',
        exposure: Exposure.clusterIp(),
        service: { labels, selector: pods, ports: [{ name: 'http', port: 8080, targetPort: 8080 }] },
      });
      new StatefulBackend(chart, 'accounts-db', {
        image: 'us-central1-docker.pkg.dev/bank-of-anthos-ci/bank-of-anthos/accounts-db:v0.6.5',
        port: 5432,
        declarePort: false,
        replicas: 1,
        headless: false,
        serviceName: 'accounts-db',
        envFrom: [EnvFrom.config(database, { optional: true })],
        volumes: {
          postgresdb: { path: '/var/lib/postgresql/data', subPath: 'postgres', volume: Volume.emptyDir() },
        },
        service: { ports: [{ name: 'tcp', port: 5432, targetPort: 5432 }] },
      });
    }),
  ).toEqual(
    inOrder([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'environment-config' },
        data: { LOCAL_ROUTING_NUM: '883745000', PUB_KEY_PATH: '/tmp/.ssh/publickey' },
      },
      deployment('userservice', labels, {
        selector: { matchLabels: pods },
        template: {
          metadata: { labels: pods },
          spec: {
            serviceAccountName: 'bank-of-anthos',
            containers: [
              {
                name: 'userservice',
                image: 'us-central1-docker.pkg.dev/bank-of-anthos-ci/bank-of-anthos/userservice:v0.6.5',
                ports: [{ name: 'http-server', containerPort: 8080 }],
                env: [
                  { name: 'VERSION', value: 'v0.6.5' },
                  { name: 'TOKEN_EXPIRY_SECONDS', value: '3600' },
                ],
                envFrom: [
                  { configMapRef: { name: 'environment-config' } },
                  { configMapRef: { name: 'accounts-db-config' } },
                ],
                volumeMounts: [
                  { name: 'keys', mountPath: '/tmp/.ssh', readOnly: true },
                  { name: 'tmp', mountPath: '/tmp' },
                ],
                readinessProbe: {
                  httpGet: { path: '/ready', port: 8080 },
                  initialDelaySeconds: 10,
                  periodSeconds: 5,
                  timeoutSeconds: 10,
                },
              },
            ],
            volumes: [
              {
                name: 'keys',
                secret: {
                  secretName: 'jwt-key',
                  items: [
                    { key: 'jwtRS256.key', path: 'privatekey' },
                    { key: 'jwtRS256.key.pub', path: 'publickey' },
                  ],
                },
              },
              { name: 'tmp', emptyDir: {} },
            ],
          },
        },
      }),
      service(
        'userservice',
        { labels },
        {
          type: 'ClusterIP',
          selector: pods,
          ports: [{ name: 'http', port: 8080, targetPort: 8080 }],
        },
      ),
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'accounts-db' },
        spec: {
          serviceName: 'accounts-db',
          replicas: 1,
          selector: { matchLabels: { app: 'accounts-db' } },
          template: {
            metadata: { labels: { app: 'accounts-db' } },
            spec: {
              containers: [
                {
                  name: 'accounts-db',
                  image: 'us-central1-docker.pkg.dev/bank-of-anthos-ci/bank-of-anthos/accounts-db:v0.6.5',
                  envFrom: [{ configMapRef: { name: 'accounts-db-config', optional: true } }],
                  volumeMounts: [{ name: 'postgresdb', mountPath: '/var/lib/postgresql/data', subPath: 'postgres' }],
                },
              ],
              volumes: [{ name: 'postgresdb', emptyDir: {} }],
            },
          },
        },
      },
      service(
        'accounts-db',
        {},
        {
          selector: { app: 'accounts-db' },
          ports: [{ name: 'tcp', port: 5432, targetPort: 5432 }],
        },
      ),
    ]),
  );
});

it('a sock shop: another label that selects, memory as a directory, annotations that scrape', () => {
  const security = {
    runAsNonRoot: true,
    runAsUser: 10001,
    capabilities: { drop: ['all'], add: ['NET_BIND_SERVICE'] },
    readOnlyRootFilesystem: true,
  };
  expect(
    withoutDefaults((chart) => {
      new Backend(chart, 'carts', {
        image: 'weaveworksdemos/carts:0.4.8',
        port: 80,
        replicas: 1,
        labels: { name: 'carts' },
        selector: { name: 'carts' },
        env: { JAVA_OPTS: '-Xms64m -Xmx128m' },
        resources: resources([100, 300], [200, 500]),
        securityContext: security,
        volumes: { 'tmp-volume': { path: '/tmp', volume: Volume.memory() } },
        nodeSelector: { 'beta.kubernetes.io/os': 'linux' },
        serviceName: 'carts',
        service: {
          annotations: { 'prometheus.io/scrape': 'true' },
          ports: [{ port: 80, targetPort: 80 }],
        },
      });
    }),
  ).toEqual(
    inOrder([
      deployment(
        'carts',
        { name: 'carts' },
        {
          replicas: 1,
          selector: { matchLabels: { name: 'carts' } },
          template: {
            metadata: { labels: { name: 'carts' } },
            spec: {
              containers: [
                {
                  name: 'carts',
                  image: 'weaveworksdemos/carts:0.4.8',
                  env: [{ name: 'JAVA_OPTS', value: '-Xms64m -Xmx128m' }],
                  resources: {
                    limits: { cpu: '300m', memory: '500Mi' },
                    requests: { cpu: '100m', memory: '200Mi' },
                  },
                  ports: [{ containerPort: 80 }],
                  securityContext: security,
                  volumeMounts: [{ mountPath: '/tmp', name: 'tmp-volume' }],
                },
              ],
              volumes: [{ name: 'tmp-volume', emptyDir: { medium: 'Memory' } }],
              nodeSelector: { 'beta.kubernetes.io/os': 'linux' },
            },
          },
        },
      ),
      service(
        'carts',
        { annotations: { 'prometheus.io/scrape': 'true' }, labels: { name: 'carts' } },
        { ports: [{ port: 80, targetPort: 80 }], selector: { name: 'carts' } },
      ),
    ]),
  );
});
