import * as cdk8s from 'cdk8s';
import {
  AccessMode,
  App,
  AppConfig,
  AppSecrets,
  Backend,
  type BackendProps,
  Cpu,
  Exposure,
  HealthCheck,
  ImagePullPolicy,
  IngressTls,
  Size,
  Stage,
  Volume,
  WebAppChart,
} from 'cdk8s-webapp';
import fc from 'fast-check';
import { find, issuesFrom, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';

const SMALLEST: BackendProps = { image: 'ghcr.io/acme/api:1.4.2', port: 8000 };
const LABELS = {
  app: 'api',
  component: 'api',
  tier: 'backend',
  'app.kubernetes.io/component': 'api',
  'app.kubernetes.io/instance': 'shop',
  'app.kubernetes.io/managed-by': 'cdk8s',
  'app.kubernetes.io/name': 'api',
  'app.kubernetes.io/part-of': 'shop',
};

const backend = (props: Partial<BackendProps> = {}) =>
  synthesize((chart) => {
    new Backend(chart, 'api', { ...SMALLEST, ...props });
  });
const issues = (props: Partial<BackendProps>, chartProps = {}) =>
  issuesOf((chart) => {
    new Backend(chart, 'api', { ...SMALLEST, ...props });
  }, chartProps);

describe('the smallest backend', () => {
  const objects = backend();

  it('is a Deployment and a Service, with a policy and an account', () => {
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Namespace shop',
      'NetworkPolicy api',
      'NetworkPolicy default-deny',
      'ServiceAccount api',
      'Service api-service',
      'Deployment api',
    ]);
  });

  it('renders every default and nothing else', () => {
    expect(find(objects, 'Deployment')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'shop', labels: LABELS },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'api' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: { labels: LABELS },
          spec: {
            serviceAccountName: 'api',
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 10001,
              runAsGroup: 10001,
              fsGroup: 10001,
              fsGroupChangePolicy: 'OnRootMismatch',
              seccompProfile: { type: 'RuntimeDefault' },
            },
            terminationGracePeriodSeconds: 30,
            containers: [
              {
                name: 'api',
                image: 'ghcr.io/acme/api:1.4.2',
                imagePullPolicy: 'IfNotPresent',
                ports: [{ name: 'http', containerPort: 8000, protocol: 'TCP' }],
                resources: {
                  requests: { cpu: '250m', memory: '256Mi', 'ephemeral-storage': '128Mi' },
                  limits: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
                },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  readOnlyRootFilesystem: true,
                },
                volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
              },
            ],
            volumes: [{ name: 'tmp', emptyDir: {} }],
          },
        },
      },
    });
    expect(find(objects, 'Service')).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api-service', namespace: 'shop', labels: LABELS },
      spec: {
        type: 'ClusterIP',
        selector: { app: 'api' },
        ports: [{ name: 'http', port: 8000, targetPort: 8000, protocol: 'TCP' }],
      },
    });
  });

  it('is the same for undefined as for an option that is left out', () => {
    const names: (keyof BackendProps)[] = ['name', 'serviceName', 'replicas', 'resources', 'health', 'env', 'volumes'];
    names.push(
      'imagePullSecretNames',
      'writablePaths',
      'userId',
      'shutdown',
      'exposure',
      'config',
      'secrets',
      'imagePullPolicy',
    );
    expect(backend(Object.fromEntries(names.map((name) => [name, undefined])))).toEqual(objects);
  });
});

describe('a backend with everything set', () => {
  const objects = synthesize((chart) => {
    new Backend(chart, 'api', {
      ...SMALLEST,
      name: 'orders',
      serviceName: 'orders',
      replicas: 2,
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      imagePullSecretNames: ['ghcr-login'],
      resources: {
        cpu: { request: Cpu.millis(100) },
        memory: { request: cdk8s.Size.mebibytes(64), limit: Size.mebibytes(128) },
        ephemeralStorage: { limit: Size.gibibytes(1) },
      },
      health: { check: HealthCheck.httpGet('/healthz'), startup: { failureThreshold: 30 } },
      env: { WORKERS: '2', MODE: 'fast' },
      config: new AppConfig(chart, 'settings'),
      secrets: AppSecrets.fromSecretName(chart, 'secrets', 'shop-secrets', { required: ['TOKEN'] }),
      volumes: {
        scratch: { path: '/scratch', volume: Volume.emptyDir({ sizeLimit: Size.gibibytes(2) }) },
        files: {
          path: '/files',
          volume: Volume.persistentClaim({
            size: Size.gibibytes(5),
            storageClass: 'shared',
            accessMode: AccessMode.READ_WRITE_MANY,
          }),
        },
      },
      writablePaths: ['/var/cache/App'],
      userId: 1001,
      shutdown: { gracePeriodSeconds: 60, drainSeconds: 10 },
      exposure: Exposure.ingress({
        host: 'api.example.com',
        tls: IngressTls.secret('wildcard'),
        className: 'nginx',
        port: 80,
      }),
    });
  });
  const { template, ...deployment } = find(objects, 'Deployment', 'orders')['spec'];
  const [container] = template.spec.containers;

  it('uses the names', () => {
    expect(deployment.selector).toEqual({ matchLabels: { app: 'orders' } });
    expect(container.name).toBe('orders');
    expect(find(objects, 'Service').metadata.name).toBe('orders');
  });

  it('renders the resources that are given and no other', () => {
    expect(container.resources).toEqual({
      requests: { cpu: '100m', memory: '64Mi' },
      limits: { memory: '128Mi', 'ephemeral-storage': '1Gi' },
    });
  });

  it('asks the same question in three probes', () => {
    const httpGet = { path: '/healthz', port: 8000, scheme: 'HTTP' };
    const timing = { initialDelaySeconds: 0, timeoutSeconds: 3, failureThreshold: 3 };
    expect(container.startupProbe).toEqual({ httpGet, ...timing, periodSeconds: 5, failureThreshold: 30 });
    expect(container.livenessProbe).toEqual({ httpGet, ...timing, periodSeconds: 15 });
    expect(container.readinessProbe).toEqual({ httpGet, ...timing, periodSeconds: 10 });
  });

  it('takes its environment from variables, configuration and secrets', () => {
    expect(container.env).toEqual([
      { name: 'WORKERS', value: '2' },
      { name: 'MODE', value: 'fast' },
    ]);
    expect(container.envFrom).toEqual([
      { configMapRef: { name: expect.stringMatching(/^settings-.{10}$/) } },
      { secretRef: { name: 'shop-secrets' } },
    ]);
  });

  it('mounts every volume, and claims the one that is a claim', () => {
    expect(template.spec.volumes).toEqual([
      { name: 'tmp', emptyDir: {} },
      { name: 'var-cache-app', emptyDir: {} },
      { name: 'files', persistentVolumeClaim: { claimName: 'orders-files' } },
      { name: 'scratch', emptyDir: { sizeLimit: '2Gi' } },
    ]);
    expect(container.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'var-cache-app', mountPath: '/var/cache/App' },
      { name: 'files', mountPath: '/files' },
      { name: 'scratch', mountPath: '/scratch' },
    ]);
    expect(find(objects, 'PersistentVolumeClaim', 'orders-files')['spec']).toEqual({
      accessModes: ['ReadWriteMany'],
      storageClassName: 'shared',
      resources: { requests: { storage: '5Gi' } },
    });
  });

  it('runs as the user and ends as told', () => {
    expect(template.spec.securityContext).toMatchObject({ runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001 });
    expect(template.spec.terminationGracePeriodSeconds).toBe(60);
    expect(container.lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '10'] } } });
    expect(container.imagePullPolicy).toBe('Always');
    expect(template.spec.imagePullSecrets).toEqual([{ name: 'ghcr-login' }]);
  });

  it('is routed to by its Ingress', () => {
    expect(find(objects, 'Ingress', 'orders-ingress')['spec']).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'api.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'orders', port: { number: 80 } } } }],
          },
        },
      ],
      tls: [{ hosts: ['api.example.com'], secretName: 'wildcard' }],
    });
    expect(find(objects, 'Service')['spec'].ports).toEqual([
      { name: 'http', port: 80, targetPort: 8000, protocol: 'TCP' },
    ]);
  });
});

describe('a volume that only one pod can hold', () => {
  it('is handed over by recreating the pod, for a rolling update would wait for ever', () => {
    const volume = Volume.persistentClaim({
      size: Size.gibibytes(1),
      storageClass: 'standard',
      accessMode: AccessMode.READ_WRITE_ONCE,
    });
    const objects = backend({ volumes: { data: { path: '/data', volume } } });
    expect(find(objects, 'Deployment')['spec'].strategy).toEqual({ type: 'Recreate' });
  });
});

describe('the image of a backend', () => {
  it.each(['redis:7-alpine', 'postgres:16.4', 'gcr.io/google-samples/gb-frontend:v5', 'a/b:2024.1'])(
    'can be one of others, whose tag is no semantic version: %s',
    (image) => {
      expect(summary(issues({ image }))).toEqual([]);
    },
  );
});

describe('a wrong backend', () => {
  const limitBelowRequest = { cpu: { request: Cpu.units(1), limit: Cpu.millis(999) } };
  const exclusive = Volume.persistentClaim({
    size: Size.gibibytes(1),
    storageClass: 'standard',
    accessMode: AccessMode.READ_WRITE_ONCE,
  });

  it.each<[string, Partial<BackendProps>, string[]]>([
    ['no replicas', { replicas: 0 }, ['test/api replicas replicas-out-of-range']],
    ['half a replica', { replicas: 1.5 }, ['test/api replicas replicas-out-of-range']],
    [
      'a limit below its request',
      { resources: limitBelowRequest },
      ['test/api resources.cpu.limit limit-below-request'],
    ],
    ['an empty name', { name: '' }, ['test/api name name-invalid']],
    ['a Service name that DNS refuses', { serviceName: '1api' }, ['test/api serviceName name-invalid']],
    ['a name that makes the Service name too long', { name: 'a'.repeat(60) }, ['test/api serviceName name-invalid']],
    ['port 70000', { port: 70000 }, ['test/api port port-out-of-range']],
    ['port "8000"', { port: '8000' as never }, ['test/api port setting-invalid']],
    ['a number for a variable', { env: { PORT: 8000 as never } }, ['test/api env.PORT setting-invalid']],
    ['a variable without a value', { env: { HOST: undefined as never } }, ['test/api env.HOST setting-invalid']],
    [
      'amounts as text',
      { resources: { cpu: { request: '250m' as never } } },
      ['test/api resources.cpu.request setting-invalid'],
    ],
    [
      'a health check that is none',
      { health: { path: '/' } as never },
      ['test/api health.path setting-unknown', 'test/api health.check setting-incomplete'],
    ],
    [
      'null',
      { health: null as never, volumes: null as never },
      ['test/api health setting-invalid', 'test/api volumes setting-invalid'],
    ],
    ['half a volume', { volumes: { a: { path: '/a' } as never } }, ['test/api volumes.a setting-incomplete']],
    ['a setting that nothing reads', { security: {} } as never, ['test/api security setting-unknown']],
    ['configuration by its name', { config: 'settings' as never }, ['test/api config setting-invalid']],
    [
      'a writable path that no volume can be named after',
      { writablePaths: ['/данные'] },
      ['test/api writablePaths[0] name-invalid'],
    ],
    ['keys of a Secret that it is not given', { secretKeys: ['TOKEN'] }, ['test/api secretKeys secret-key-not-given']],
    ['a reference that is none', { image: 'Acme' }, ['test/api image image-invalid']],
    ['an image that moves', { image: 'acme/api:latest' }, ['test/api image image-moves']],
    [
      'a pull secret that is none',
      { imagePullSecretNames: ['a', ''] },
      ['test/api imagePullSecretNames[1] name-invalid'],
    ],
    [
      'a pull policy that is none',
      { imagePullPolicy: 'always' as ImagePullPolicy },
      ['test/api imagePullPolicy pull-policy-unknown'],
    ],
    ['user 0', { userId: 0 }, ['test/api userId security-context-contradictory']],
    ['user -1', { userId: -1 }, ['test/api userId user-id-out-of-range']],
    ['a relative writable path', { writablePaths: ['cache'] }, ['test/api writablePaths[0] path-invalid']],
    [
      'a volume named as /tmp is',
      { volumes: { tmp: { path: '/data', volume: Volume.emptyDir() } } },
      ['test/api volumes volume-name-taken'],
    ],
    [
      'writable paths that become one name',
      { writablePaths: ['/a/b', '/a-b'] },
      ['test/api volumes volume-name-taken'],
    ],
    ['a writable path twice', { writablePaths: ['/a', '/a'] }, ['test/api writablePaths volume-path-duplicate']],
    [
      'a volume at a writable path',
      { writablePaths: ['/a'], volumes: { b: { path: '/b', volume: Volume.emptyDir(), alsoAt: [{ path: '/a' }] } } },
      ['test/api volumes.b.path volume-path-duplicate'],
    ],
    [
      'replicas that share what cannot be shared',
      {
        replicas: 3,
        volumes: { a: { path: '/a', volume: exclusive } },
      },
      ['test/api volumes.a.volume.accessMode volume-not-shareable'],
    ],
    [
      'a grace period of nothing',
      { shutdown: { gracePeriodSeconds: 0 } },
      ['test/api shutdown.gracePeriodSeconds shutdown-out-of-range'],
    ],
    [
      'a drain that takes the whole grace period',
      { shutdown: { drainSeconds: 30 } },
      ['test/api shutdown.drainSeconds drain-exceeds-grace-period'],
    ],
    ['a variable name that is none', { env: { '1X': '' } }, ['test/api env.1X variable-name-invalid']],
    ['a placeholder', { env: { HOST: 'https://<YOUR_HOST>/' } }, ['test/api env.HOST placeholder']],
    [
      'a health path that is none',
      { health: { check: HealthCheck.httpGet('') } },
      ['test/api health.check health-path-invalid'],
    ],
    [
      'a node port out of range',
      { exposure: Exposure.nodePort({ nodePort: 80 }) },
      ['test/api exposure.nodePort node-port-out-of-range'],
    ],
  ])('%s', (_, props, expected) => {
    expect(summary(issues(props))).toEqual(expected);
  });

  it('says where, what was given, what is allowed and what to do', () => {
    expect(issues({ replicas: 0 })).toEqual([
      {
        path: 'test/api',
        field: 'replicas',
        code: 'replicas-out-of-range',
        given: '0',
        allowed: 'a whole number of at least 1',
        remedy: 'Run at least one pod, or leave the workload out of this environment.',
      },
    ]);
  });

  it('gets all its problems at once', () => {
    expect(issues({ replicas: 0, port: 0, name: '' })).toHaveLength(3);
  });

  it('never shows the value of a variable, for it may be confidential', () => {
    const [issue] = issues({ env: { KEY: 'hunter2 <KEY>' } });
    expect(JSON.stringify(issue)).not.toContain('hunter2');
  });

  it('cannot be changed after it was made', () => {
    const props = { ...SMALLEST, replicas: 1, env: { A: '1' } };
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', props);
      Object.assign(props, { port: 9000, replicas: -7 }).env.A = '2';
    });
    const { replicas, template } = find(objects, 'Deployment')['spec'];
    expect(replicas).toBe(1);
    expect(template.spec.containers[0]).toMatchObject({ ports: [{ containerPort: 8000 }], env: [{ value: '1' }] });
  });

  it('never throws, whatever it is given', () => {
    for (const wrong of [undefined, null, 5, 'x', [], { image: {} }, { exposure: {} }, { writablePaths: '/a' }]) {
      const found = issuesOf((chart) => {
        new Backend(chart, 'api', wrong as never);
      });
      expect(found.length).toBeGreaterThan(0);
    }
  });

  it('takes its environment only from where it is itself', () => {
    const app = new App(UNCHECKED);
    const [one, two] = ['one', 'two'].map((id) => new WebAppChart(app, id, { name: 'shop', namespace: 'shop' }));
    const secrets = AppSecrets.fromSecretName(one!, 'secrets', 'shop', { required: ['A'] });
    new Backend(two!, 'api', { ...SMALLEST, config: new AppConfig(one!, 'config'), secrets });
    expect(summary(issuesFrom(() => app.files()))).toEqual([
      'two/api config reference-elsewhere',
      'two/api secrets reference-elsewhere',
    ]);
  });

  it('takes every variable from one source', () => {
    const found = issuesOf((chart) => {
      const config = new AppConfig(chart, 'config', { data: { A: '1' } });
      const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'shop', { required: ['B'], optional: ['C'] });
      new Backend(chart, 'api', { ...SMALLEST, config, secrets, secretKeys: ['B', 'D'], env: { A: '1', C: '2' } });
      config.add('B', '1');
    });
    expect(summary(found)).toEqual([
      'test/api config.B variable-hidden',
      'test/api env.A variable-hidden',
      'test/api env.C variable-hidden',
      'test/api secretKeys secret-key-not-given',
    ]);
  });

  it('may use latest in development', () => {
    expect(issues({ image: 'acme/api:latest' }, { stage: Stage.DEVELOPMENT })).toEqual([]);
  });
});

describe('addresses', () => {
  it('are known from the exposure', () => {
    synthesize((chart) => {
      const api = new Backend(chart, 'api', { ...SMALLEST, exposure: Exposure.ingress({ host: 'api.example.com' }) });
      expect([api.internalUrl, api.publicUrl]).toEqual(['http://api-service:8000', 'https://api.example.com']);
    });
  });

  it.each([
    [Exposure.clusterIp(), 'ClusterIP without host'],
    [Exposure.nodePort({ nodePort: 30000 }), 'NodePort without host'],
    [Exposure.nodePort({ host: 'node.example.com' }), 'NodePort without nodePort'],
    [Exposure.loadBalancer(), 'LoadBalancer without host'],
  ])('are never invented: %s %#', (exposure, given) => {
    const problems = issuesOf((chart) => {
      const api = new Backend(chart, 'api', { ...SMALLEST, exposure });
      new AppConfig(chart, 'config', { data: { A: api.publicUrl, B: api.publicUrl } });
    });
    expect(problems).toMatchObject([{ path: 'test/api', field: 'exposure.host', code: 'address-unknown', given }]);
  });
});

describe('any valid backend', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,10}(-[a-z0-9]{1,8}){0,2}$/);
  const port = fc.integer({ min: 1, max: 65535 });

  it('is reached by its Service: selector matches, port exists', () => {
    fc.assert(
      fc.property(name, port, fc.option(port, { nil: undefined }), (id, containerPort, servicePort) => {
        const objects = synthesize((chart) => {
          const exposure = Exposure.clusterIp({ port: servicePort });
          new Backend(chart, 'api', { ...SMALLEST, name: id, port: containerPort, exposure });
        });
        const { template, selector } = find(objects, 'Deployment')['spec'];
        const service = find(objects, 'Service')['spec'];
        expect(template.metadata.labels).toMatchObject(selector.matchLabels);
        expect(template.metadata.labels).toMatchObject(service.selector);
        expect(template.spec.containers[0].ports[0].containerPort).toBe(service.ports[0].targetPort);
      }),
    );
  });
});
