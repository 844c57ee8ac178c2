import { todoChatbot } from '../../main';
import { secret } from '../../todo-chatbot/base';
import { AnyManifest, find } from '../support/synthesis';

type Environment = 'local' | 'dev' | 'staging' | 'production' | 'cloud';
const ENVIRONMENTS: Environment[] = ['local', 'dev', 'staging', 'production', 'cloud'];
const DEPLOYED: Environment[] = ['staging', 'production', 'cloud'];
const SERVICES = ['backend', 'frontend'] as const;

const manifests = new Map<Environment, AnyManifest[]>(
  todoChatbot()
    .files()
    .map(({ path, objects }) => [path.split('/')[0] as Environment, objects as AnyManifest[]]),
);
const objects = (environment: Environment): AnyManifest[] => manifests.get(environment) ?? [];
const deployment = (environment: Environment, name: string) => find(objects(environment), 'Deployment', name);
const pod = (environment: Environment, name: string) => deployment(environment, name)['spec'].template;
const container = (environment: Environment, name: string) => pod(environment, name).spec.containers[0];
const service = (environment: Environment, name: string) => find(objects(environment), 'Service', `${name}-service`);
const config = (environment: Environment) => find(objects(environment), 'ConfigMap')['data'];
const ingresses = (environment: Environment) => objects(environment).filter(({ kind }) => kind === 'Ingress');

/** Variables with literal values. */
const variables = (environment: Environment, name: string): { [name: string]: string } =>
  Object.fromEntries(
    (container(environment, name).env ?? []).map((each: { name: string; value: string }) => [each.name, each.value]),
  );

/** A probe as the tables write it: initialDelay/period/failureThreshold/timeout. */
const timing = (probe: { [field: string]: number }) =>
  [probe['initialDelaySeconds'], probe['periodSeconds'], probe['failureThreshold'], probe['timeoutSeconds']].join('/');

describe.each(ENVIRONMENTS)('objects of %s', (environment) => {
  it('are a Namespace, a ConfigMap, and a Deployment and Service for each of backend and frontend', () => {
    const names = objects(environment).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(names).toEqual(
      expect.arrayContaining([
        'Namespace todo-app',
        'ConfigMap todo-app-config',
        'Service backend-service',
        'Service frontend-service',
        'Deployment backend',
        'Deployment frontend',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('lie in namespace todo-app, but for the Namespace, which lies in none', () => {
    const namespaced = objects(environment).filter(({ kind }) => kind !== 'Namespace');
    expect(new Set(namespaced.map(({ metadata }) => metadata.namespace))).toEqual(new Set(['todo-app']));
    expect(find(objects(environment), 'Namespace').metadata).not.toHaveProperty('namespace');
  });

  it('never contain a Secret: it is referred to only', () => {
    expect(objects(environment).map(({ kind }) => kind)).not.toContain('Secret');
  });

  it('carry the common labels', () => {
    for (const object of objects(environment)) {
      expect(object['metadata']).toHaveProperty('labels', {
        ...labelsOf(object),
        'app.kubernetes.io/name': expect.any(String),
        'app.kubernetes.io/component': expect.any(String),
        'app.kubernetes.io/instance': 'todo-chatbot',
        'app.kubernetes.io/version': '1.0.0',
        'app.kubernetes.io/part-of': 'todo-chatbot',
        'app.kubernetes.io/managed-by': 'cdk8s',
      });
    }
  });

  it('hold no placeholder', () => {
    expect(JSON.stringify(objects(environment))).not.toMatch(/<[A-Z_]+>/);
  });
});

function labelsOf(object: AnyManifest): { [key: string]: string } {
  return (object.metadata as unknown as { labels: { [key: string]: string } }).labels;
}

describe.each([
  ['local', 'development'],
  ['dev', 'development'],
  ['staging', 'staging'],
  ['production', 'production'],
  ['cloud', 'production'],
] as const)('the Namespace of %s', (environment, stage) => {
  it(`says environment: ${stage}`, () => {
    expect(labelsOf(find(objects(environment), 'Namespace'))).toHaveProperty('environment', stage);
  });
});

describe.each(ENVIRONMENTS.flatMap((environment) => SERVICES.map((name) => [environment, name] as const)))(
  '%s: %s',
  (environment, name) => {
    const identity =
      name === 'backend'
        ? { app: 'backend', component: 'api', tier: 'backend' }
        : { app: 'frontend', component: 'ui', tier: 'frontend' };

    it('labels Deployment, pods and Service with app, component and tier', () => {
      expect(labelsOf(deployment(environment, name))).toMatchObject(identity);
      expect(labelsOf(service(environment, name))).toMatchObject(identity);
      expect(pod(environment, name).metadata.labels).toMatchObject(identity);
    });

    it('selects its pods by app', () => {
      expect(deployment(environment, name)['spec'].selector).toEqual({ matchLabels: { app: name } });
      expect(service(environment, name)['spec'].selector).toEqual({ app: name });
    });

    it('rolls one pod at a time and never goes below the replicas', () => {
      expect(deployment(environment, name)['spec'].strategy).toEqual({
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      });
    });

    it('listens on one port, named http', () => {
      const containerPort = name === 'backend' ? 8000 : 3000;
      expect(container(environment, name).ports).toEqual([{ name: 'http', containerPort, protocol: 'TCP' }]);
    });

    it('asks GET /api/health on that port in all probes', () => {
      const { startupProbe, livenessProbe, readinessProbe, ports } = container(environment, name);
      for (const probe of [startupProbe, livenessProbe, readinessProbe]) {
        expect(probe.httpGet).toEqual({ path: '/api/health', port: ports[0].containerPort, scheme: 'HTTP' });
      }
    });

    it('is confined as the restricted Pod Security Standard asks, with numeric user and group', () => {
      expect(pod(environment, name).spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: expect.any(Number),
          fsGroup: expect.any(Number),
          seccompProfile: { type: 'RuntimeDefault' },
        },
      });
      expect(container(environment, name).securityContext).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      });
    });

    it('can write to /tmp and to the directory that its framework needs', () => {
      const needed = name === 'backend' ? ['/tmp', '/app/uploads'] : ['/tmp', '/app/.next/cache'];
      const { volumeMounts } = container(environment, name);
      expect(volumeMounts.map(({ mountPath }: { mountPath: string }) => mountPath)).toEqual(needed);
    });

    it('mounts every volume that it declares, and none from the node', () => {
      const names = (entries: { name: string }[]) => entries.map((entry) => entry.name);
      const { volumes } = pod(environment, name).spec;
      expect(names(volumes)).toEqual(names(container(environment, name).volumeMounts));
      expect(JSON.stringify(volumes)).not.toContain('hostPath');
    });

    it('has time to end its requests', () => {
      expect(pod(environment, name).spec.terminationGracePeriodSeconds).toBe(30);
      expect(container(environment, name).lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '5'] } } });
    });
  },
);

describe.each`
  environment     | backend                          | frontend
  ${'local'}      | ${'1  250m/256Mi to 500m/512Mi'} | ${'1  500m/512Mi to 1/1Gi'}
  ${'dev'}        | ${'1  250m/256Mi to 500m/512Mi'} | ${'1  500m/512Mi to 1/1Gi'}
  ${'staging'}    | ${'2  250m/256Mi to 500m/512Mi'} | ${'2  500m/512Mi to 1/1Gi'}
  ${'production'} | ${'3  500m/512Mi to 1/1Gi'}      | ${'2  1/1Gi to 2/2Gi'}
  ${'cloud'}      | ${'2  250m/256Mi to 500m/512Mi'} | ${'1  100m/128Mi to 200m/256Mi'}
`('replicas and resources of $environment', ({ environment, ...expected }) => {
  it.each(SERVICES)('%s', (name) => {
    const { requests, limits } = container(environment, name).resources;
    const { replicas } = deployment(environment, name)['spec'];
    const text = `${replicas}  ${requests.cpu}/${requests.memory} to ${limits.cpu}/${limits.memory}`;
    expect(text).toBe(expected[name]);
  });
});

describe.each`
  environment     | tag                | pullPolicy
  ${'local'}      | ${'latest'}        | ${'IfNotPresent'}
  ${'dev'}        | ${'latest'}        | ${'IfNotPresent'}
  ${'staging'}    | ${'1.0.0-staging'} | ${'Always'}
  ${'production'} | ${'1.0.0'}         | ${'Always'}
  ${'cloud'}      | ${'1.0.0-cloud'}   | ${'Always'}
`('images of $environment', ({ environment, tag, pullPolicy }) => {
  it.each(SERVICES)('%s', (name) => {
    expect(container(environment, name)).toMatchObject({
      image: `username/todo-${name}:${tag}`,
      imagePullPolicy: pullPolicy,
    });
  });
});

describe.each`
  probe          | backend        | backendInCloud   | frontend
  ${'startup'}   | ${'0/10/6/5'}  | ${'30/10/20/10'} | ${'0/5/6/3'}
  ${'liveness'}  | ${'30/10/3/5'} | ${'60/15/5/10'}  | ${'20/10/3/3'}
  ${'readiness'} | ${'10/5/2/3'}  | ${'30/10/5/10'}  | ${'10/5/2/3'}
`('$probe probe', ({ probe, backend, backendInCloud, frontend }) => {
  it.each(ENVIRONMENTS)('of %s', (environment) => {
    const expected = environment === 'cloud' ? backendInCloud : backend;
    expect(timing(container(environment, 'backend')[`${probe}Probe`])).toBe(expected);
    expect(timing(container(environment, 'frontend')[`${probe}Probe`])).toBe(frontend);
  });
});

describe('backend', () => {
  it.each(ENVIRONMENTS)('is a ClusterIP Service 8000 to 8000 in %s', (environment) => {
    expect(service(environment, 'backend')['spec']).toMatchObject({
      type: 'ClusterIP',
      ports: [{ name: 'http', port: 8000, targetPort: 8000 }],
    });
  });

  it.each(ENVIRONMENTS)('takes its whole environment from the ConfigMap and the Secret in %s', (environment) => {
    expect(container(environment, 'backend').env).toBeUndefined();
    expect(container(environment, 'backend').envFrom).toEqual([
      { configMapRef: { name: 'todo-app-config' } },
      { secretRef: { name: 'todo-app-secrets' } },
    ]);
  });

  it.each(['local', 'dev', 'cloud'] as const)('keeps uploads in an empty directory in %s', (environment) => {
    expect(pod(environment, 'backend').spec.volumes).toContainEqual({ name: 'uploads', emptyDir: {} });
    expect(objects(environment).map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
  });

  it.each([
    ['staging', '5Gi'],
    ['production', '20Gi'],
  ] as const)('keeps uploads of %s on %s that all replicas share', (environment, storage) => {
    const claim = find(objects(environment), 'PersistentVolumeClaim', 'backend-uploads');
    expect(claim['spec']).toEqual({
      accessModes: ['ReadWriteMany'],
      storageClassName: 'standard-rwx',
      resources: { requests: { storage } },
    });
    expect(pod(environment, 'backend').spec.volumes).toContainEqual({
      name: 'uploads',
      persistentVolumeClaim: { claimName: 'backend-uploads' },
    });
  });
});

describe('frontend', () => {
  it.each(['local', 'dev'] as const)('is on node port 30000 in %s', (environment) => {
    expect(service(environment, 'frontend')['spec']).toMatchObject({
      type: 'NodePort',
      ports: [{ name: 'http', port: 3000, targetPort: 3000, nodePort: 30000 }],
    });
    expect(ingresses(environment)).toEqual([]);
  });

  it('is behind a load balancer in cloud, 80 to 3000', () => {
    expect(service('cloud', 'frontend')['spec']).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ name: 'http', port: 80, targetPort: 3000 }],
    });
    expect(ingresses('cloud')).toEqual([]);
  });

  it.each(ENVIRONMENTS)('gets no secret in %s', (environment) => {
    expect(JSON.stringify(pod(environment, 'frontend'))).not.toContain('todo-app-secrets');
    expect(container(environment, 'frontend').envFrom).toBeUndefined();
  });

  it.each(ENVIRONMENTS)('runs in production mode in %s', (environment) => {
    expect(variables(environment, 'frontend')).toHaveProperty('NODE_ENV', 'production');
  });
});

describe.each`
  environment     | host                         | service               | port
  ${'staging'}    | ${'staging.example.com'}     | ${'frontend-service'} | ${3000}
  ${'staging'}    | ${'api-staging.example.com'} | ${'backend-service'}  | ${8000}
  ${'production'} | ${'app.example.com'}         | ${'frontend-service'} | ${3000}
  ${'production'} | ${'api.example.com'}         | ${'backend-service'}  | ${8000}
`('$host', ({ environment, host, service: name, port }) => {
  it(`reaches ${name} over TLS`, () => {
    const [ingress, ...others] = ingresses(environment).filter((each) => each['spec'].rules[0].host === host);
    expect(others).toEqual([]);
    expect(ingress?.['spec'].rules).toEqual([
      {
        host,
        http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: port } } } }] },
      },
    ]);
    expect(ingress?.['spec'].tls).toEqual([{ hosts: [host], secretName: expect.stringMatching(/-tls$/) }]);
    expect(find(objects(environment), 'Service', name)['spec'].ports[0].port).toBe(port);
  });
});

describe.each`
  environment     | browser                              | server
  ${'local'}      | ${'http://localhost:8000'}           | ${undefined}
  ${'dev'}        | ${'http://localhost:8000'}           | ${undefined}
  ${'staging'}    | ${'https://api-staging.example.com'} | ${undefined}
  ${'production'} | ${'https://api.example.com'}         | ${undefined}
  ${'cloud'}      | ${'http://cloud.example.com'}        | ${'http://backend-service:8000'}
`('the API in $environment', ({ environment, browser, server }) => {
  it(`is ${browser} for the browser`, () => {
    expect(variables(environment, 'frontend')['NEXT_PUBLIC_API_URL']).toBe(browser);
  });

  it(`is ${server ?? 'not known'} to the frontend's own server`, () => {
    expect(variables(environment, 'frontend')['BACKEND_URL']).toBe(server);
  });
});

describe.each`
  environment     | ENVIRONMENT      | LOG_LEVEL    | RATE   | EMAIL        | FRONTEND_URL                     | further
  ${'local'}      | ${'development'} | ${'INFO'}    | ${60}  | ${'console'} | ${'http://localhost:30000'}      | ${''}
  ${'dev'}        | ${'development'} | ${'DEBUG'}   | ${60}  | ${'console'} | ${'http://localhost:30000'}      | ${',http://localhost:3000,http://localhost:8000'}
  ${'staging'}    | ${'staging'}     | ${'INFO'}    | ${60}  | ${'console'} | ${'https://staging.example.com'} | ${''}
  ${'production'} | ${'production'}  | ${'WARNING'} | ${100} | ${'console'} | ${'https://app.example.com'}     | ${''}
  ${'cloud'}      | ${'production'}  | ${'INFO'}    | ${60}  | ${'gmail'}   | ${'http://cloud.example.com'}    | ${''}
`('configuration of $environment', ({ environment, ENVIRONMENT, LOG_LEVEL, RATE, EMAIL, FRONTEND_URL, further }) => {
  it('has these eleven keys and values', () => {
    expect(config(environment)).toEqual({
      ENVIRONMENT,
      LOG_LEVEL,
      FRONTEND_URL,
      CORS_ORIGINS: FRONTEND_URL + further,
      MCP_SERVER_NAME: 'puretasks-mcp-server',
      MCP_SERVER_PORT: '8001',
      RATE_LIMIT_PER_MINUTE: String(RATE),
      DATABASE_POOL_SIZE: '5',
      DATABASE_MAX_OVERFLOW: '10',
      EMAIL_PROVIDER: EMAIL,
      FROM_EMAIL: 'noreply@puretasks.com',
    });
  });
});

describe('the Secret', () => {
  it('has twelve keys, of which three are required', () => {
    expect(secret.requiredKeys).toEqual(['DATABASE_URL', 'JWT_SECRET', 'GEMINI_API_KEY']);
    expect(secret.optionalKeys.sort()).toEqual([
      'CLOUDINARY_API_KEY',
      'CLOUDINARY_API_SECRET',
      'CLOUDINARY_CLOUD_NAME',
      'GMAIL_APP_PASSWORD',
      'GMAIL_EMAIL',
      'JWT_ALGORITHM',
      'JWT_EXPIRATION_HOURS',
      'OPENAI_API_KEY',
      'RESEND_API_KEY',
    ]);
  });
});

describe('mistakes of the hand-written charts', () => {
  it.each(DEPLOYED)('no tag "latest" in %s', (environment) => {
    for (const name of SERVICES) {
      expect(container(environment, name).image).toMatch(/:\d+\.\d+\.\d+/);
    }
  });

  it.each(ENVIRONMENTS)('no address of the cluster in any variable of the browser in %s', (environment) => {
    const own = Object.entries(variables(environment, 'frontend')).filter(([name]) => name.startsWith('NEXT_PUBLIC_'));
    expect(own.map(([, value]) => value)).toEqual([expect.not.stringMatching(/-service|\.svc|cluster\.local/)]);
  });

  it.each(ENVIRONMENTS)('every Ingress of %s reaches a Service and port that exist', (environment) => {
    for (const ingress of ingresses(environment)) {
      const { name, port } = ingress['spec'].rules[0].http.paths[0].backend.service;
      const { ports } = find(objects(environment), 'Service', name)['spec'];
      expect(ports.map((each: { port: number }) => each.port)).toContain(port.number);
    }
  });
});
