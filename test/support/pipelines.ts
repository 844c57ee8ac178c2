import {
  App,
  Architecture,
  Backend,
  CloudCluster,
  ClusterProvider,
  ContainerRegistry,
  Cpu,
  DeploymentBase,
  Exposure,
  Frontend,
  GithubActions,
  type GithubActionsProps,
  ImageLock,
  Kubeconfig,
  MigrationJob,
  NodePool,
  NodeShape,
  Pipeline,
  PipelineTrigger,
  Size,
  Stage,
  StageName,
  TokenReference,
  WebAppChart,
  Worker,
} from 'cdk8s-webapp';

/** Another repository than this one. */
export interface OtherRepository {
  readonly name: string;
  readonly registry: ContainerRegistry;
  readonly secrets: string[];
  readonly triggers: PipelineTrigger[];
  readonly props?: Partial<GithubActionsProps>;
  /** @default - one that pins nothing */
  readonly imageLock?: ImageLock;
  /** @default - nodes of both architectures */
  readonly shapes?: NodeShape[];
}

const repositories = ['api', 'web/front'];
const secretToken = (name: string) => TokenReference.fromPipelineSecret(name);
const nodes = (architecture: Architecture) =>
  NodeShape.custom({ name: architecture, architecture, cpu: Cpu.units(4), memory: Size.gibibytes(8) });
const OTHERS: OtherRepository[] = [
  {
    name: 'ghcr',
    registry: ContainerRegistry.ghcr({ owner: 'acme', token: secretToken('GITHUB_TOKEN'), repositories }),
    secrets: ['KUBECONFIG', 'NPM_TOKEN'],
    triggers: [PipelineTrigger.tag({ tags: ['v*'] }), PipelineTrigger.schedule('30 5 * * 1-5')],
    props: {
      images: { api: { context: '.', dockerfile: 'docker/api.Dockerfile', target: 'run', secrets: ['NPM_TOKEN'] } },
      check: ['npm test'],
    },
  },
  {
    name: 'ecr',
    registry: ContainerRegistry.ecr({
      ...{ accountId: '123456789012', region: 'eu-west-1', repositories },
      token: secretToken('AWS_SECRET_ACCESS_KEY'),
    }),
    secrets: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'KUBECONFIG'],
    triggers: [PipelineTrigger.push({ branches: ['main', 'release/**'] })],
    props: {
      usernameSecrets: { '123456789012.dkr.ecr.eu-west-1.amazonaws.com': 'AWS_ACCESS_KEY_ID' },
      images: { 'web/front': { buildArguments: { TITLE: 'costs ${{ github.token }}: "a" # b', PUBLIC_API_URL: '' } } },
      attest: true,
    },
  },
  {
    name: 'custom',
    registry: ContainerRegistry.custom({
      ...{ url: 'registry.example.com:5000', username: 'robot', repositories },
      token: secretToken('REGISTRY_TOKEN'),
    }),
    secrets: ['REGISTRY_TOKEN', 'KUBECONFIG'],
    triggers: [PipelineTrigger.manual()],
    props: { runner: 'ubuntu-22.04', builtElsewhere: ['web/front'], rollbackSeconds: 60, deployBranch: 'live' },
    shapes: [nodes(Architecture.AMD64)],
  },
];

/** Texts of workflows of other repositories: their names, registries, triggers and nodes. */
export function otherRepositories(): { name: string; text: string; secrets: string[] }[] {
  return OTHERS.map((other) => {
    const [group] = otherApp(other).render().derived;
    return { name: other.name, text: group?.files[0]?.text ?? '', secrets: other.secrets };
  });
}

/** The app of another repository, by its name. */
export function otherApp(given: string | OtherRepository): App {
  const other = typeof given === 'string' ? OTHERS.find(({ name }) => name === given) : given;
  if (other === undefined) {
    throw new Error('no such repository');
  }
  const app = new App();
  define(app, other);
  new GithubActions(app, 'pipeline', { environment: 'live', lockFile: 'live.images.json', ...other.props });
  return app;
}

/** The workflow of a repository with images that only jobs and workers run, in this version. */
export function pipelineWithMigration(tag: string): string {
  const registry = ContainerRegistry.ghcr({
    ...{ owner: 'acme', token: secretToken('GITHUB_TOKEN') },
    repositories: [...repositories, 'team/api', 'team-api', 'schema'],
  });
  const [secrets, triggers] = [['KUBECONFIG'], [PipelineTrigger.manual()]];
  const app = otherApp({ name: 'jobs', registry, secrets, triggers });
  const chart = app.node.findChild('live') as WebAppChart;
  new Worker(chart, 'mail', { image: registry.image('team/api', tag).toString() });
  new Worker(chart, 'a-copy', { image: registry.image('api', '1.0.0').toString() });
  new Worker(chart, 'news', { image: registry.image('team-api', tag).toString() });
  new MigrationJob(chart, 'schema-change', { image: registry.image('schema', tag).toString() });
  return app.render().derived[0]?.files[0]?.text ?? '';
}

function define(app: App, { name, registry, secrets, triggers, shapes, imageLock }: OtherRepository): void {
  const cluster = new CloudCluster({
    ...{ provider: ClusterProvider.OTHER, name: 'live', kubernetesVersion: '1.33' },
    nodePools: (shapes ?? [nodes(Architecture.AMD64), nodes(Architecture.ARM64)]).map(
      (shape, index) => new NodePool({ name: `pool-${index}`, count: 2, shape }),
    ),
    kubeconfig: Kubeconfig.fromPipelineSecret('KUBECONFIG'),
  });
  const stages = [90, 30, 120, 300].map((budgetSeconds, index) => ({
    name: [StageName.BUILD, StageName.PUSH, StageName.DEPLOY, StageName.VERIFY][index] as StageName,
    budgetSeconds,
  }));
  const base = new DeploymentBase({
    registries: [registry],
    pipeline: new Pipeline({ name: `deploy-${name}`, triggers, stages, requiredCredentials: secrets }),
    services: { api: { image: registry.image('api', '1.0.0') }, web: { image: registry.image('web/front', '1.0.0') } },
  });
  const configuration = base.environment('live', {
    stage: Stage.DEVELOPMENT,
    cluster,
    imageLock: imageLock ?? ImageLock.empty('live.images.json'),
  });
  const chart = new WebAppChart(app, 'live', { name: 'shop', namespace: 'shop', configuration });
  const api = new Backend(chart, 'api', { ...configuration.service('api'), port: 8080 });
  new Frontend(chart, 'web', {
    ...configuration.service('web'),
    port: 3000,
    env: { PUBLIC_API_URL: 'https://shop.example.com' },
    exposure: Exposure.ingress({ host: 'shop.example.com' }),
    calls: [api],
  });
  new MigrationJob(chart, 'migrate', { ...configuration.service('api'), args: ['migrate'] });
}
