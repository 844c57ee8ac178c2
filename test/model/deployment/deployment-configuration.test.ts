import {
  AccessMode,
  ClusterProvider,
  ContainerImage,
  ContainerRegistry,
  Cpu,
  DeploymentBase,
  type DeploymentBaseProps,
  type EnvironmentProps,
  Exposure,
  HealthCheck,
  ImageLock,
  ImagePullPolicy,
  Kubeconfig,
  KubernetesSecret,
  NodePool,
  NodeShape,
  Pipeline,
  PipelineTrigger,
  SecretKey,
  Size,
  Stage,
  StageName,
  TokenReference,
  Volume,
} from 'cdk8s-webapp';
import { cluster } from '../../support/clusters';
import { issuesFrom, summary } from '../../support/synthesis';

const check = HealthCheck.httpGet('/healthz');
const image = ContainerImage.of('acme/api:1.0.0');

const BASE: DeploymentBaseProps = {
  config: { LOG_LEVEL: 'INFO', MODE: 'fast' },
  goals: { scaleSeconds: 120 },
  services: {
    api: {
      image,
      replicas: 1,
      resources: { cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) } },
      health: { check, startup: { periodSeconds: 10 } },
      env: { A: '1', B: '2' },
      volumes: { data: { path: '/data', volume: Volume.emptyDir() } },
    },
    worker: { image },
  },
};

const environment = (props: Partial<EnvironmentProps> = {}, base: Partial<DeploymentBaseProps> = {}) =>
  new DeploymentBase({ ...BASE, ...base }).environment('test', { stage: Stage.PRODUCTION, ...props });
const problems = (props: Partial<EnvironmentProps>, base: Partial<DeploymentBaseProps> = {}) =>
  summary(environment(props, base).issues());

describe('an environment that says nothing', () => {
  it('is the base', () => {
    const configuration = environment();
    expect(configuration).toMatchObject({ environment: 'test', stage: 'production' });
    expect(configuration.cluster).toBeUndefined();
    expect(configuration.serviceNames).toEqual(['api', 'worker']);
    expect(configuration.config).toEqual(BASE.config);
    expect(configuration.goals).toEqual(BASE.goals);
    expect(configuration.service('api')).toEqual({ ...BASE.services['api'], image: 'acme/api:1.0.0' });
    expect(configuration.service('worker')).toEqual({ image: 'acme/api:1.0.0' });
    expect(configuration.issues()).toEqual([]);
  });

  it('shares nothing with other environments, or with what it was made of', () => {
    const env = { A: '1' };
    const base = new DeploymentBase({ services: { api: { image, env } } });
    const [one, two] = ['one', 'two'].map((name) => base.environment(name, { stage: Stage.PRODUCTION }));
    env.A = 'changed';
    one!.service('api').env!['A'] = 'changed';
    expect(one!.service('api').env).toEqual({ A: '1' });
    expect(two!.service('api').env).toEqual({ A: '1' });
  });

  it('gives copies', () => {
    const configuration = environment();
    configuration.config['X'] = '1';
    configuration.serviceNames.pop();
    expect(configuration.config).toEqual(BASE.config);
    expect(configuration.serviceNames).toHaveLength(2);
  });
});

describe('an environment that differs', () => {
  const claim = Volume.persistentClaim({
    size: Size.gibibytes(1),
    storageClass: 'shared',
    accessMode: AccessMode.READ_WRITE_MANY,
  });
  const configuration = environment({
    cluster: cluster(),
    config: { LOG_LEVEL: 'DEBUG', EXTRA: 'x' },
    goals: { restartSeconds: 60 },
    services: {
      api: {
        image: ContainerImage.of('acme/api:2.0.0'),
        replicas: 3,
        imagePullPolicy: ImagePullPolicy.ALWAYS,
        resources: { cpu: { limit: Cpu.millis(300) } },
        health: { startup: { failureThreshold: 6 }, liveness: { periodSeconds: 20 } },
        env: { B: '3', C: '4' },
        volumes: { data: { volume: claim } },
        exposure: Exposure.ingress({ host: 'api.example.com' }),
      },
    },
    remove: ['worker'].map((name) => `services.${name}`),
  });

  it('merges maps and replaces values', () => {
    expect(configuration.issues()).toEqual([]);
    expect(configuration.config).toEqual({ LOG_LEVEL: 'DEBUG', MODE: 'fast', EXTRA: 'x' });
    expect(configuration.goals).toEqual({ scaleSeconds: 120, restartSeconds: 60 });
    expect(configuration.service('api')).toEqual({
      image: 'acme/api:2.0.0',
      replicas: 3,
      imagePullPolicy: 'Always',
      resources: { cpu: { request: Cpu.millis(100), limit: Cpu.millis(300) } },
      health: { check, startup: { periodSeconds: 10, failureThreshold: 6 }, liveness: { periodSeconds: 20 } },
      env: { A: '1', B: '3', C: '4' },
      volumes: { data: { path: '/data', volume: claim } },
      exposure: Exposure.ingress({ host: 'api.example.com' }),
    });
  });

  it('drops what it names in remove, and only that', () => {
    expect(configuration.serviceNames).toEqual(['api']);
    expect(environment({ remove: ['config.MODE', 'services.api.env.A'] }).service('api').env).toEqual({ B: '2' });
  });

  it('explains every value and where it comes from', () => {
    const settings = new Map(configuration.settings().map((setting) => [setting.path, setting]));
    expect(settings.get('config.LOG_LEVEL')).toMatchObject({ value: 'DEBUG', origin: 'environment' });
    expect(settings.get('config.MODE')).toMatchObject({ value: 'fast', origin: 'base' });
    expect(settings.get('services.api.replicas')).toMatchObject({ value: '3', origin: 'environment' });
    expect(settings.get('services.api.resources.cpu.request')).toMatchObject({ value: '100m', origin: 'base' });
    expect(settings.get('services.api.health.readiness.periodSeconds')).toMatchObject({
      value: '10',
      origin: 'default',
    });
    expect(settings.get('services.api.health.startup.timeoutSeconds')).toMatchObject({ value: '3', origin: 'default' });
    expect(settings.get('services.api.volumes.data.volume')).toMatchObject({
      value: 'claim of 1Gi ReadWriteMany, class shared',
      origin: 'environment',
    });
  });
});

describe('explain', () => {
  it('prints a table that is sorted by path', () => {
    const { services } = BASE;
    const configuration = environment({}, { config: {}, goals: {}, services: { worker: services['worker']! } });
    expect(configuration.explain()).toBe(
      [
        'services.worker.exposure                            ClusterIP       default\n',
        'services.worker.image                               acme/api:1.0.0  base\n',
        'services.worker.imagePullPolicy                     IfNotPresent    default\n',
        'services.worker.replicas                            1               default\n',
        'services.worker.resources.cpu.limit                 500m            default\n',
        'services.worker.resources.cpu.request               250m            default\n',
        'services.worker.resources.ephemeralStorage.limit    1Gi             default\n',
        'services.worker.resources.ephemeralStorage.request  128Mi           default\n',
        'services.worker.resources.memory.limit              512Mi           default\n',
        'services.worker.resources.memory.request            256Mi           default\n',
        'stage                                               production      environment\n',
      ].join(''),
    );
  });
});

describe('the image lock', () => {
  const lock = (images: object) => ImageLock.parse(JSON.stringify({ version: 1, images }), 'test.images.json');

  it('decides tag and digest', () => {
    const configuration = environment({ imageLock: lock({ 'acme/api': { tag: '1.1.0' } }) });
    expect(configuration.service('api').image).toBe('acme/api:1.1.0');
    expect(configuration.settings().find(({ path }) => path === 'services.api.image')).toEqual({
      path: 'services.api.image',
      value: 'acme/api:1.1.0',
      origin: 'image lock',
    });
    expect(configuration.issues()).toEqual([]);
  });

  it('reports pins that are wrong or that nothing uses', () => {
    expect(problems({ imageLock: lock({ 'acme/api': { tag: 'main' }, 'acme/gone': { tag: '1.0.0' } }) })).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^test imageLock\..* image-tag$/),
        expect.stringMatching(/^test imageLock\..* image-pin-unused$/),
      ]),
    );
  });
});

describe('the problems of an environment', () => {
  it.each<[string, Partial<EnvironmentProps>, string[]]>([
    [
      'an image whose tag says no version',
      { services: { api: { image: ContainerImage.of('acme/api:nightly') } } },
      ['test/api image image-tag'],
    ],
    [
      'undefined, which neither sets nor deletes',
      { config: { MODE: undefined as unknown as string } },
      ['test config.MODE override-undefined'],
    ],
    ['a removal of nothing', { remove: ['config.GONE'] }, ['test remove override-removes-nothing']],
    [
      'a service that the base does not have',
      { services: { web: { replicas: 2 } } },
      ['test services.web service-unknown'],
    ],
    [
      'a block that was only begun: the health check has no question',
      {
        services: { worker: { health: { startup: { periodSeconds: 5 } } } },
      },
      ['test services.worker.health.check setting-incomplete'],
    ],
    [
      'a volume without a path',
      { services: { worker: { volumes: { data: { volume: Volume.emptyDir() } } } } },
      ['test services.worker.volumes.data setting-incomplete'],
    ],
    [
      'a service without an image',
      { remove: ['services.worker.image'] },
      ['test services.worker.image setting-incomplete'],
    ],
    [
      'null, which Helm takes for delete',
      { config: null as never, services: { api: { env: null as never } } },
      ['test config setting-invalid', 'test services.api.env setting-invalid'],
    ],
    [
      'a setting that nothing reads',
      { services: { api: { securityContext: {} } as never } },
      ['test services.api.securityContext setting-unknown'],
    ],
    ['a goal that there is not', { goals: { scaleSecond: 3 } as never }, ['test goals.scaleSecond setting-unknown']],
    ['a number for a text', { config: { PORT: 5 as never } }, ['test config.PORT setting-invalid']],
    ['a cluster that is text', { cluster: 'gke' as never }, ['test cluster setting-invalid']],
    [
      'a hang that nothing can notice',
      { goals: { hangDetectionSeconds: 60 } },
      ['test/worker health goal-unreachable'],
    ],
    [
      'an address that only its own machine reaches',
      { services: { api: { exposure: Exposure.clusterIp({ host: 'localhost' }) } } },
      ['test/api exposure.host host-not-public'],
    ],
    ['an unknown stage', { stage: 'prod' as Stage }, ['test stage stage-unknown']],
    ['a configuration key that is none', { config: { 'A/B': '' } }, ['test config.A/B key-invalid']],
    ['a placeholder', { config: { HOST: '<HOST>' } }, ['test config.HOST placeholder']],
    ['a goal that is no time', { goals: { restartSeconds: 0 } }, ['test goals.restartSeconds goal-out-of-range']],
    ['no replicas', { services: { api: { replicas: 0 } } }, ['test/api replicas replicas-out-of-range']],
    [
      'a limit below the request of the base',
      { services: { api: { resources: { cpu: { limit: Cpu.millis(1) } } } } },
      ['test/api resources.cpu.limit limit-below-request'],
    ],
    [
      'an image that moves',
      { services: { worker: { image: ContainerImage.of('acme/api') } } },
      ['test/worker image image-moves'],
    ],
    [
      'a platform that is none',
      {
        services: { worker: { image: image.withAttributes({ platforms: ['arm'] }) } },
      },
      ['test/worker platforms[0] platform-invalid'],
    ],
    ['a cluster that is none', { cluster: cluster({ nodePools: [] }) }, ['test cluster.nodePools node-pools-missing']],
  ])('%s', (_, props, expected) => {
    expect(problems(props)).toEqual(expected);
  });

  it('are reported together', () => {
    const found = problems({
      config: { HOST: '<HOST>' },
      services: { api: { replicas: 0 }, worker: { image: ContainerImage.of('Acme') }, web: {} },
    });
    expect(found).toEqual([
      'test services.web service-unknown',
      'test config.HOST placeholder',
      'test/api replicas replicas-out-of-range',
      'test/worker image image-invalid',
    ]);
  });

  it('include asking for a service that it does not have', () => {
    expect(issuesFrom(() => environment().service('web'))).toMatchObject([
      { path: 'test', code: 'service-unknown', given: '"web"', allowed: 'api, worker' },
    ]);
  });

  it('never throw, whatever was given', () => {
    const any = (value: unknown) => value as never;
    for (const wrong of [
      undefined,
      null,
      5,
      'x',
      [],
      { services: null },
      { services: { api: 'x' } },
      { remove: 'x' },
    ]) {
      expect(new DeploymentBase(any(wrong)).environment('test', any(wrong)).issues().length).toBeGreaterThan(0);
    }
  });

  it('do not keep a construct from being made of a service that lacks something', () => {
    expect(environment({ remove: ['services.worker.image'] }).service('worker')).toEqual({ image: '' });
  });

  it('refuse reserved names', () => {
    const base = new DeploymentBase(BASE);
    expect(summary(base.environment('argocd', { stage: Stage.PRODUCTION }).issues())).toEqual([
      'argocd environment environment-reserved',
    ]);
  });
});

describe('relationships', () => {
  it('a service logs in to its registry with the pull secret of the registry, unless it names others', () => {
    const registries = [
      ContainerRegistry.ghcr({ owner: 'acme', repositories: ['api'], pullSecretName: 'ghcr-login' }),
      ContainerRegistry.dockerHub({ username: 'acme', repositories: ['web'] }),
    ];
    const [ghcr, hub] = registries;
    const services = {
      api: { image: ghcr!.image('api', '1.0.0') },
      own: { image: ghcr!.image('api', '1.0.0'), imagePullSecretNames: ['mine'] },
      web: { image: hub!.image('web', '1.0.0') },
    };
    const configuration = environment({}, { registries, services });
    expect(configuration.issues()).toEqual([]);
    configuration.registries.pop();
    expect(configuration.registries).toEqual(registries);
    expect([configuration.pipeline, configuration.imageLock]).toEqual([undefined, undefined]);
    expect(configuration.service('api').imagePullSecretNames).toEqual(['ghcr-login']);
    expect(configuration.service('own').imagePullSecretNames).toEqual(['mine']);
    expect(configuration.service('web').imagePullSecretNames).toBeUndefined();
    expect(configuration.settings()).toContainEqual({
      path: 'services.api.imagePullSecretNames',
      value: '["ghcr-login"]',
      origin: 'registry',
    });
  });

  const registry = ContainerRegistry.dockerHub({ username: 'acme', repositories: ['api'] });

  it('images are of a declared registry and repository', () => {
    const services = { api: { image: registry.image('api', '1.0.0') } };
    expect(problems({}, { registries: [registry], services })).toEqual([]);
    expect(
      problems({}, { registries: [registry], services: { api: { image: registry.image('web', '1.0.0') } } }),
    ).toEqual(['test/api image repository-undeclared']);
    const foreign = { api: { image: ContainerImage.of('ghcr.io/acme/api:1.0.0') } };
    expect(problems({}, { registries: [registry], services: foreign })).toEqual([
      'test/api image image-of-no-registry',
    ]);
  });

  it('images are built for the nodes of the cluster', () => {
    const services = { api: { image: image.withAttributes({ platforms: ['linux/arm64'] }) } };
    expect(problems({ cluster: cluster() }, { services })).toEqual(['test/api image image-platform']);
    expect(problems({}, { services })).toEqual([]);
  });

  it('what the application requires is a version of Kubernetes', () => {
    expect(problems({}, { requiresKubernetes: 'new' })).toEqual(['test requiresKubernetes kubernetes-version-invalid']);
    expect(problems({}, { maxReplicas: 0 })).toContain('test maxReplicas replicas-out-of-range');
  });

  it('the cluster is as new as the application requires', () => {
    expect(problems({ cluster: cluster() }, { requiresKubernetes: '1.29' })).toEqual([
      'test cluster.kubernetesVersion kubernetes-too-old',
    ]);
    expect(problems({ cluster: cluster() }, { requiresKubernetes: '1.28' })).toEqual([]);
    expect(problems({}, { requiresKubernetes: '1.29' })).toEqual([]);
    expect(problems({ cluster: cluster() }, { requiresKubernetes: 'new' })).toEqual([
      'test requiresKubernetes kubernetes-version-invalid',
    ]);
  });

  it('a load balancer needs a provider that has some', () => {
    const services = { api: { exposure: Exposure.loadBalancer() } };
    const minikube = cluster({
      provider: ClusterProvider.MINIKUBE,
      nodePools: [
        new NodePool({
          name: 'pool',
          count: 1,
          shape: NodeShape.minikube({ cpu: Cpu.units(4), memory: Size.gibibytes(8) }),
        }),
      ],
    });
    expect(problems({ cluster: minikube, services })).toEqual(['test/api exposure exposure-unsupported']);
    const further = { api: { services: { edge: { exposure: Exposure.loadBalancer() } } } };
    expect(problems({ cluster: minikube, services: further })).toEqual([
      'test/api services.edge.exposure exposure-unsupported',
    ]);
    expect(problems({ cluster: cluster(), services })).toEqual([]);
    expect(problems({ services })).toEqual([]);
  });

  it('a service has no more replicas than the application allows', () => {
    expect(problems({ services: { api: { replicas: 4 } } }, { maxReplicas: 3 })).toEqual([
      'test/api replicas replicas-above-limit',
    ]);
    expect(problems({ services: { api: { replicas: 3 } } }, { maxReplicas: 3 })).toEqual([]);
    expect(problems({}, { maxReplicas: 1 })).toEqual([]);
  });

  it('the registries themselves are right', () => {
    const registries = [ContainerRegistry.dockerHub({ username: 'acme', repositories: [] })];
    expect(problems({}, { registries })).toContain('test registries[0].repositories repositories-missing');
  });

  it('the Secret itself is right', () => {
    const secret = new KubernetesSecret({ name: 'Shop', namespace: 'shop', keys: [SecretKey.required('TOKEN')] });
    expect(problems({}, { secret })).toEqual(['test secret.name name-invalid']);
  });

  it('services ask only for keys that the Secret declares', () => {
    const secret = new KubernetesSecret({ name: 'shop', namespace: 'shop', keys: [SecretKey.required('TOKEN')] });
    const services = { api: { image, secretKeys: ['TOKEN', 'PASSWORD'] } };
    expect(problems({}, { secret, services })).toEqual(['test/api keys.PASSWORD secret-key-undeclared']);
    expect(problems({}, { services })).toEqual(['test/api secretKeys secret-undeclared']);
  });
});

describe('the pipeline', () => {
  const pipeline = (requiredCredentials: string[]) =>
    new Pipeline({
      name: 'deploy',
      triggers: [PipelineTrigger.manual()],
      stages: [StageName.BUILD, StageName.PUSH, StageName.DEPLOY, StageName.VERIFY].map((name) => ({
        name,
        budgetSeconds: 150,
      })),
      requiredCredentials,
    });
  const registry = (token?: TokenReference) =>
    ContainerRegistry.dockerHub({ username: 'acme', repositories: ['api'], token });
  const deployed = cluster({ kubeconfig: Kubeconfig.fromPipelineSecret('KUBECONFIG_CONTENT') });
  const services = { api: { image } };
  const check = (required: string[], token?: TokenReference, target = deployed) =>
    environment(
      { cluster: target },
      { services, registries: [registry(token)], pipeline: pipeline(required) },
    ).issues();

  it('asks for every secret of its own that a registry or the cluster refers to', () => {
    const token = TokenReference.fromPipelineSecret('DOCKERHUB_TOKEN');
    expect(check(['OTHER'], token)).toMatchObject([
      { path: 'test', field: 'registries[0].token', code: 'credential-undeclared', given: 'DOCKERHUB_TOKEN' },
      { path: 'test', field: 'cluster.kubeconfig', code: 'credential-undeclared', given: 'KUBECONFIG_CONTENT' },
    ]);
    expect(check(['DOCKERHUB_TOKEN', 'KUBECONFIG_CONTENT'], token)).toEqual([]);
  });

  it('compares names as the platform does', () => {
    const token = TokenReference.fromPipelineSecret('dockerhub_token');
    expect(check(['DOCKERHUB_TOKEN', 'KUBECONFIG_CONTENT'], token)).toEqual([]);
  });

  it.each([
    ['no token', undefined],
    ['the token of GitHub itself', TokenReference.fromPipelineSecret('GITHUB_TOKEN')],
    ['a token in the environment', TokenReference.fromEnvironmentVariable('REGISTRY_TOKEN')],
    ['a token in the cluster', TokenReference.fromKubernetesSecret('registry', 'token')],
  ])('need not ask for %s', (_, token) => {
    expect(check(['KUBECONFIG_CONTENT'], token)).toEqual([]);
  });

  it('need not ask for a kubeconfig in a file', () => {
    expect(check(['OTHER'], undefined, cluster())).toEqual([]);
  });

  it('says nothing more of a name that was refused', () => {
    const token = TokenReference.fromPipelineSecret('my token');
    expect(summary(check(['KUBECONFIG_CONTENT'], token))).toEqual(['test registries[0].token.name token-name-invalid']);
  });

  it('is compared with nothing where there is none', () => {
    const registries = [registry(TokenReference.fromPipelineSecret('DOCKERHUB_TOKEN'))];
    expect(problems({ cluster: deployed }, { services, registries })).toEqual([]);
  });
});

describe('time', () => {
  const cloudProbes = {
    startup: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 20, timeoutSeconds: 10 },
    liveness: { initialDelaySeconds: 60, periodSeconds: 15, failureThreshold: 5, timeoutSeconds: 10 },
    readiness: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 5, timeoutSeconds: 10 },
  };
  const services = { api: { image, replicas: 2, health: { check, ...cloudProbes } } };
  const pipeline = (verifySeconds: number) =>
    new Pipeline({
      name: 'deploy',
      triggers: [PipelineTrigger.manual()],
      stages: [StageName.BUILD, StageName.PUSH, StageName.DEPLOY, StageName.VERIFY].map((name) => ({
        name,
        budgetSeconds: name === StageName.VERIFY ? verifySeconds : 10,
      })),
      requiredCredentials: ['TOKEN'],
    });

  it('refuses the original goals of todo-chatbot beside the probes of its cloud (mistake 13)', () => {
    const goals = { scaleSeconds: 120, restartSeconds: 30, hangDetectionSeconds: 30 };
    expect(environment({}, { services, goals }).issues()).toMatchObject([
      {
        path: 'test/api',
        field: 'health.startup',
        code: 'goal-unreachable',
        given: 'start-up may take 230 s',
        allowed: 'at most the goal scaleSeconds of 120 s',
      },
      { field: 'health.readiness', code: 'goal-unreachable', given: 'ready at the earliest after 40 s' },
      { field: 'health.liveness', code: 'goal-unreachable', given: 'a hang is noticed after 75 s' },
    ]);
  });

  it('takes a goal of one second for one, and another of none for no goal', () => {
    const goals = { scaleSeconds: 1, restartSeconds: undefined };
    expect(problems({}, { services, goals })).toEqual(['test/api health.startup goal-unreachable']);
    expect(problems({}, { services, goals: { scaleSeconds: 0 } })).toEqual([
      'test goals.scaleSeconds goal-out-of-range',
    ]);
  });

  it('accepts goals that the probes can just meet', () => {
    const goals = { scaleSeconds: 230, restartSeconds: 40, hangDetectionSeconds: 75 };
    expect(problems({}, { services, goals })).toEqual([]);
  });

  it('makes the verification wait as long as a rollout may take', () => {
    expect(environment({}, { services, goals: {}, pipeline: pipeline(459) }).issues()).toMatchObject([
      {
        path: 'test/api',
        code: 'verification-too-short',
        given: 'a rollout may take 460 s (2 replicas of 230 s)',
      },
    ]);
    expect(problems({}, { services, goals: {}, pipeline: pipeline(460) })).toEqual([]);
  });

  it('counts the pods that a service has where it names no number', () => {
    const unnamed = { api: { ...services.api, replicas: undefined } };
    const findings = (seconds: number) =>
      environment({}, { services: unnamed, goals: {}, pipeline: pipeline(seconds) }).issues();
    expect(findings(229)).toMatchObject([{ code: 'verification-too-short', given: expect.stringContaining('(1 rep') }]);
    expect(findings(230)).toEqual([]);
  });

  it('does not refuse the verification of a service without health checks', () => {
    expect(problems({}, { services: { api: { image } }, pipeline: pipeline(1) })).toEqual([]);
  });

  it('reports what is wrong with the pipeline itself', () => {
    expect(problems({}, { services: { api: { image } }, pipeline: pipeline(600) })).toEqual([
      expect.stringMatching(/^test pipeline\.stages.* pipeline-over-budget$/),
    ]);
  });
});

describe('the Kubernetes Services of a service', () => {
  const base = {
    services: {
      api: {
        image,
        service: { ports: [{ name: 'http', port: 80 }], annotations: { a: '1', b: '2' } },
        services: { internal: { labels: { team: 'shop' } } },
      },
    },
  };

  it('merge with those of the base', () => {
    const exposure = Exposure.nodePort();
    const services = { api: { service: { annotations: { b: '3' } }, services: { edge: { exposure } } } };
    expect(environment({ services }, base).service('api')).toMatchObject({
      service: { ports: [{ name: 'http', port: 80 }], annotations: { a: '1', b: '3' } },
      services: { internal: { labels: { team: 'shop' } }, edge: { exposure } },
    });
  });

  it('are judged in each environment', () => {
    const services = { api: { service: { ports: [] }, services: { edge: { ports: [{ port: 0 }] } } } };
    expect(problems({ services }, base)).toEqual([
      'test/api service.ports service-without-port',
      'test/api services.edge.ports[0].port port-out-of-range',
    ]);
    const unknown = { api: { service: { prots: [] } as never } };
    expect(problems({ services: unknown }, base)).toEqual(['test services.api.service.prots setting-unknown']);
  });
});
