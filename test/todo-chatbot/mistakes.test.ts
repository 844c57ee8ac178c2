import {
  AccessMode,
  App,
  Cpu,
  EnvironmentProps,
  Exposure,
  HelmChart,
  HelmRelease,
  HealthCheck,
  NodePool,
  NodeShape,
  CloudCluster,
  Size,
  Stage,
  Volume,
} from 'cdk8s-webapp';
import { scanText } from '../../lib/checks/secrets/scan-text';
import { todoChatbot } from '../../main';
import { base, registry, secret } from '../../todo-chatbot/base';
import { gkeProduction, okeFree } from '../../todo-chatbot/clusters';
import { TodoChatbot } from '../../todo-chatbot/todo-chatbot';
import { brokenRules, manifestsIn, scopeOf, withField } from '../support/checks';

/*
 * The mistakes that were really made in the hand-written charts of this application, in the order of their list. Each is made
 * here again, as somebody would who uses the library, and where it can be made in plain manifests, there too.
 */

const NODE_PORT = { backend: Exposure.clusterIp(), frontend: Exposure.loadBalancer({ host: 'chat.example.com' }) };
const IMAGE = { backend: registry.image('todo-backend', '1.0.0'), frontend: registry.image('todo-frontend', '1.0.0') };

/** A production environment that differs from a right one in what is given. */
function production(difference: Difference = {}): App {
  const app = new App();
  const { backend, frontend, ...props } = difference;
  const services = {
    backend: { image: IMAGE.backend, exposure: NODE_PORT.backend, replicas: 2, ...backend },
    frontend: { image: IMAGE.frontend, exposure: NODE_PORT.frontend, replicas: 2, ...frontend },
  };
  const environment = { stage: Stage.PRODUCTION, cluster: gkeProduction, services, ...props } as EnvironmentProps;
  new TodoChatbot(app, 'live', base.environment('live', environment));
  return app;
}

interface Difference {
  readonly backend?: object;
  readonly frontend?: object;
  readonly [property: string]: unknown;
}

/** What stops the environment: the fields and codes of all errors. */
function stopped(difference: Difference): string[] {
  const { issues } = production(difference).check();
  return issues.filter(({ severity }) => severity === 'error').map(({ field, code }) => `${field} ${code}`);
}

const PLAIN = manifestsIn(`
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: todo-app }
data: { LOG_LEVEL: INFO }
---
apiVersion: v1
kind: Service
metadata: { name: backend, namespace: todo-app }
spec: { selector: { app: backend }, ports: [{ port: 8000 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: backend, namespace: todo-app }
spec:
  rules:
    - host: api.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: backend, port: { number: 8000 } } } }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: backend, namespace: todo-app }
spec:
  replicas: 2
  selector: { matchLabels: { app: backend } }
  template:
    metadata: { labels: { app: backend } }
    spec:
      containers:
        - name: backend
          image: username/todo-backend:1.0.0
          ports: [{ containerPort: 8000 }]
          envFrom: [{ configMapRef: { name: settings } }]
          volumeMounts: [{ name: uploads, mountPath: /uploads }]
      volumes: [{ name: uploads, emptyDir: {} }]
`);
const POD = ['spec', 'template', 'spec'];
const CONTAINER = [...POD, 'containers', 0];

/** The rules that a change of one of the plain objects breaks. */
function newlyBroken(kind: string, keys: (string | number)[], value: unknown): string[] {
  const changed = PLAIN.map((object) =>
    (object as { kind: string }).kind === kind ? withField(object, keys, value) : object,
  );
  const before = brokenRules(scopeOf(PLAIN));
  return brokenRules(scopeOf(changed)).filter((rule) => !before.includes(rule));
}

test('the environment itself is right', () => {
  expect(stopped({})).toEqual([]);
});

test('1. values of an environment lack a block', () => {
  expect(stopped({ remove: ['services.backend.health.check'] })).toContain(
    'services.backend.health.check setting-incomplete',
  );
  const health = { check: HealthCheck.httpGet('/api/health'), startup: {}, liveness: undefined, readiness: null };
  expect(stopped({ backend: { health } })).toContain('services.backend.health.readiness setting-invalid');
});

test('2. a variable is set under one name and read under another; an address of the cluster reaches the browser', () => {
  const env = { NEXT_PUBLIC_BACKEND_URL: 'http://backend-service:8000' };
  expect(stopped({ frontend: { env } })).toEqual(['env.NEXT_PUBLIC_BACKEND_URL browser-variable-internal']);
  // The address of the backend is one fact, which both variables are made of.
  const [frontend] = todoChatbot()
    .render()
    .objects.filter(
      ({ environment, kind, name }) => environment === 'cloud' && kind === 'Deployment' && name === 'frontend',
    );
  expect(JSON.stringify(frontend?.manifest)).toMatch(
    /"NEXT_PUBLIC_API_URL","value":"http:\/\/cloud\.example\.com"\},\{"name":"BACKEND_URL","value":"http:\/\/backend-service:8000"/,
  );
});

test('3. the pipeline deploys without the overrides of the environment', () => {
  const { derived } = todoChatbot().render();
  const [workflow] = derived.flatMap(({ name, files }) => (name === 'pipelines' ? files : []));
  expect(workflow?.text).toContain('dist/cloud');
  expect(workflow?.text).not.toMatch(/dist\/(?!cloud\b)[a-z]+\b/);
  // A chart without the values of an environment is refused by its schema.
  const schema = derived.flatMap(({ files }) => files).find(({ path }) => path.endsWith('/values.schema.json'));
  const { properties } = JSON.parse(schema?.text ?? '{}') as {
    properties: { [name: string]: { required: string[]; properties: { [name: string]: { required: string[] } } } };
  };
  expect(properties['frontend']?.properties['service']?.required).toContain('type');
});

test('4. a tag that moves in a deployed environment', () => {
  const image = registry.image('todo-backend', 'latest');
  expect(stopped({ backend: { image, imagePullPolicy: 'Always' } })).toContain('image image-moves');
  expect(newlyBroken('Deployment', [...CONTAINER, 'image'], 'username/todo-backend:latest')).toContain(
    'image-tag-latest',
  );
});

test('5. a rollback of a first installation', () => {
  const release = new HelmRelease({ name: 'todo-chatbot', namespace: 'todo-app', chartVersion: '1.0.0', history: [] });
  expect(release.rollbackTarget()).toBeUndefined();
  expect(release.rollbackFindings().map(({ code }) => code)).toEqual(['rollback-without-earlier-revision']);
});

test('6. the release renders a Namespace and also asks the installer to create it', () => {
  const chartOf = (includeNamespace: boolean) => {
    const app = production();
    new HelmChart(app, 'helm-chart', { includeNamespace });
    const files = app.render().derived.flatMap((group) => group.files);
    return files.filter(({ path, text }) => path.includes('/templates/') && text.includes('kind: Namespace'));
  };
  expect(chartOf(false)).toEqual([]);
  expect(chartOf(true).map(({ text }) => text)).toEqual([expect.stringMatching(/fail ".*namespace/i)]);
});

test('7. settings that are accepted and then ignored', () => {
  expect(stopped({ backend: { securityContext: { fsGroup: 1000 } } })).toEqual([
    'services.backend.securityContext setting-unknown',
  ]);
  expect(newlyBroken('Deployment', [...CONTAINER, 'securityContextt'], {})).toEqual(['unknown-field']);
});

test('8. a volume for one pod that several mount', () => {
  const volume = Volume.persistentClaim({ size: Size.gibibytes(5), accessMode: AccessMode.READ_WRITE_ONCE });
  expect(stopped({ backend: { volumes: { uploads: { volume } } } })).toEqual([
    'volumes.uploads.volume.accessMode volume-not-shareable',
  ]);
  expect(newlyBroken('Deployment', [...POD, 'volumes', 0], { name: 'uploads', hostPath: { path: '/data' } })).toContain(
    'volume-not-shared',
  );
});

test('9. placeholders that reach a manifest', () => {
  expect(stopped({ backend: { env: { ADDRESS: '<EXTERNAL_IP>' } } })).toEqual(['env.ADDRESS placeholder']);
  expect(newlyBroken('Deployment', [...CONTAINER, 'env'], [{ name: 'ADDRESS', value: '<EXTERNAL_IP>' }])).toEqual([
    'placeholder',
  ]);
  expect(newlyBroken('Deployment', [...CONTAINER, 'image'], '<DOCKERHUB_USERNAME>/todo-backend:1.0.0')).toContain(
    'placeholder',
  );
});

test('10. an Ingress that leads to a Service or port that there is not', () => {
  const service = ['spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service'];
  expect(newlyBroken('Ingress', [...service, 'name'], 'backend-service')).toContain('nonexistent-service');
  expect(newlyBroken('Ingress', [...service, 'port'], { number: 80 })).toEqual(['nonexistent-service-port']);
});

test('11. a volume that is never mounted, and a reference to what nothing defines', () => {
  expect(newlyBroken('Deployment', [...CONTAINER, 'volumeMounts'], [])).toEqual(['unused-volume']);
  expect(newlyBroken('Deployment', [...CONTAINER, 'envFrom'], [{ configMapRef: { name: 'other' } }])).toContain(
    'nonexistent-config-map',
  );
});

test('12. documentation that names other names of secrets than the manifests', () => {
  // The guide is compared with the application by test/docs; what it names is what the manifests refer to.
  const manifests = todoChatbot().synthYaml();
  const named = new Set([...manifests.matchAll(/secretRef:\n\s+name: (\S+)/g)].map(([, name]) => name));
  expect([...named]).toEqual([secret.name]);
});

test('13. time budgets that contradict each other', () => {
  const goals = { scaleSeconds: 120, restartSeconds: 30, hangDetectionSeconds: 30 };
  const health = {
    startup: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 20, timeoutSeconds: 10 },
    liveness: { initialDelaySeconds: 60, periodSeconds: 15, failureThreshold: 5, timeoutSeconds: 10 },
    readiness: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 5, timeoutSeconds: 10 },
  };
  expect(stopped({ goals, backend: { health } })).toEqual(
    expect.arrayContaining(['health.startup goal-unreachable', 'health.liveness goal-unreachable']),
  );
});

test('14. requests for CPU that the nodes do not have', () => {
  const { name, region, provider, kubeconfig } = okeFree;
  const cluster = new CloudCluster({
    ...{ name, region, provider, freeTier: true, kubernetesVersion: '1.28', kubeconfig: kubeconfig! },
    nodePools: [new NodePool({ name: 'default-pool', count: 2, shape: NodeShape.oracleE21Micro() })],
  });
  const resources = {
    cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
    memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
  };
  const { issues } = production({ cluster, frontend: { resources, replicas: 1 } }).check();
  expect(issues.filter(({ code }) => code === 'capacity-exceeded').map(({ given }) => given)).toEqual([
    'requests for CPU of 600m at rest and 950m while every Deployment surges; 2 nodes offer 160m together',
  ]);
});

test('15. credentials in a file of values', () => {
  const values = ['secrets:', '  jwtSecret: 8f3kD92nfK3jf9Xq2', `  databaseUrl: postgres://app:${'s3cr3t'}@db/app`];
  const found = scanText('helm/values.yaml', values.join('\n'));
  expect(found.map(({ line }) => line)).toEqual([2, 3]);
  expect(JSON.stringify(found)).not.toMatch(/8f3kD9|s3cr3t/);
});
