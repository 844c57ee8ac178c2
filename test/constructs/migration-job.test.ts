import {
  App,
  AppConfig,
  AppSecrets,
  Backend,
  Default,
  EnvFrom,
  EnvValue,
  MigrationJob,
  type MigrationJobProps,
  Volume,
  WebAppChart,
} from 'cdk8s-webapp';
import { AnyManifest, find, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';

const SMALLEST: MigrationJobProps = { image: 'acme/api:1.0.0', command: ['./migrate'] };
const WAVE = 'argocd.argoproj.io/sync-wave';
const migrate = (props: Partial<MigrationJobProps> = {}, before?: (chart: WebAppChart) => Partial<MigrationJobProps>) =>
  synthesize((chart) => {
    new MigrationJob(chart, 'migrate', { ...SMALLEST, ...before?.(chart), ...props });
  });
const waveOf = ({ metadata }: AnyManifest) =>
  (metadata as { annotations?: { [key: string]: string } }).annotations?.[WAVE];

describe('MigrationJob', () => {
  it('is a hook of Argo CD and of Helm, before the rollout', () => {
    const job = find(migrate(), 'Job');
    expect((job.metadata as { annotations?: object }).annotations).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      [WAVE]: '-1',
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/hook-delete-policy': 'before-hook-creation',
      'helm.sh/hook-weight': '-1',
    });
    expect(job.spec.template.metadata.labels).toMatchObject({ app: 'migrate', component: 'migration' });
  });

  it('has the very values of its configuration, which Kubernetes would resolve in a container', () => {
    const data = { PRICE: 'a$$b', OTHER: '$(LEVEL)', PLAIN: 'a$b $', BOTH: '$$(LEVEL)$$' };
    const job = find(
      migrate({}, (chart) => {
        const config = new AppConfig(chart, 'config', { data });
        return { config, envVariables: { SINGLE: EnvValue.fromConfig(config, 'OTHER') } };
      }),
      'Job',
    );
    const { env } = job.spec.template.spec.containers[0] as { env: { name: string; value: string }[] };
    // As the kubelet reads them: two signs are one, and a sign before another character is itself.
    const read = env.map(({ name, value }) => [
      name,
      value.replaceAll(/\$\$|\$\(\w+\)/g, (each) => (each === '$$' ? '$' : '?')),
    ]);
    expect(Object.fromEntries(read)).toEqual({ ...data, SINGLE: data.OTHER });
  });

  it('is named by its content, whatever that is made of', () => {
    const name = (props: Partial<MigrationJobProps>) => find(migrate(props), 'Job').metadata.name;
    expect(name({})).toMatch(/^migrate-[a-z0-9]{10}$/);
    expect(name({})).toBe(name({}));
    expect(name({ image: 'acme/api:1.0.1' })).not.toBe(name({}));
    expect(name({ env: { A: '1' } })).not.toBe(name({}));
    expect(name({ backoffLimit: 1 })).not.toBe(name({}));
  });

  it('has the hash of what an overlay makes of it', () => {
    const app = new App(UNCHECKED);
    const job = new MigrationJob(
      new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop' }),
      'migrate',
      SMALLEST,
    );
    const nameNow = () =>
      find(
        app.files().flatMap(({ objects }) => objects as AnyManifest[]),
        'Job',
      ).metadata.name;
    const before = nameNow();
    job.resource.overlay({ spec: { manualSelector: false } });
    expect(nameNow()).not.toBe(before);
  });

  it('renders configuration as values, because its ConfigMap comes too late for Helm', () => {
    const objects = synthesize((chart) => {
      const config = new AppConfig(chart, 'config', { name: 'settings', data: { HOST: 'db' } });
      const other = new AppConfig(chart, 'other', { data: { PORT: '5432', USER: 'shop' } });
      new MigrationJob(chart, 'migrate', {
        ...SMALLEST,
        config,
        envFrom: [EnvFrom.config(other, { prefix: 'DB_' })],
        envVariables: { WHO: EnvValue.fromConfig(other, 'USER') },
        env: { A: '$(HOST)' },
        initContainers: { wait: { image: 'acme/wait:1.0.0', envFrom: [EnvFrom.config(config)] } },
      });
      config.add('LATER', 'too');
    });
    const { containers, initContainers } = find(objects, 'Job').spec.template.spec;
    expect(containers[0].envFrom).toBeUndefined();
    expect(containers[0].env).toEqual([
      { name: 'HOST', value: 'db' },
      { name: 'LATER', value: 'too' },
      { name: 'DB_PORT', value: '5432' },
      { name: 'DB_USER', value: 'shop' },
      { name: 'WHO', value: 'shop' },
      { name: 'A', value: '$(HOST)' },
    ]);
    expect(initContainers[0].env).toEqual([
      { name: 'HOST', value: 'db' },
      { name: 'LATER', value: 'too' },
    ]);
  });

  it('refers to secrets, which it never knows', () => {
    const secrets = (chart: WebAppChart) => ({
      secrets: AppSecrets.fromSecretName(chart, 'secrets', 'shop-secrets', { required: ['DATABASE_URL'] }),
    });
    const [container] = find(migrate({}, secrets), 'Job').spec.template.spec.containers;
    expect(container.envFrom).toEqual([{ secretRef: { name: 'shop-secrets' } }]);
  });

  it('puts what it needs into earlier waves of Argo CD, and nothing else', () => {
    const objects = synthesize((chart) => {
      const stable = { nameSuffixHash: false };
      const config = new AppConfig(chart, 'config', { ...stable, name: 'settings', data: { A: '1' } });
      new AppConfig(chart, 'other', { ...stable, data: { B: '2' } });
      new MigrationJob(chart, 'migrate', {
        ...SMALLEST,
        volumes: { settings: { path: '/settings', volume: Volume.configFiles(config) } },
      });
    });
    expect(waveOf(find(objects, 'Namespace'))).toBe('-3');
    expect(waveOf(find(objects, 'ConfigMap', 'settings'))).toBe('-2');
    expect(waveOf(find(objects, 'ConfigMap', 'other'))).toBeUndefined();
  });

  it('runs after the workloads that it needs, which Helm can only have installed', () => {
    const objects = synthesize((chart) => {
      const database = new Backend(chart, 'db', { image: 'acme/db:1.0.0', port: 5432 });
      new MigrationJob(chart, 'migrate', { ...SMALLEST, after: [database] });
    });
    expect(waveOf(find(objects, 'Deployment', 'db'))).toBe('-2');
    expect(waveOf(find(objects, 'Service', 'db-service'))).toBe('-2');
    expect((find(objects, 'Job').metadata as { annotations?: object }).annotations).toMatchObject({
      'helm.sh/hook': 'post-install,pre-upgrade',
    });
  });

  it('is a plain Job without its defaults', () => {
    const config = (chart: WebAppChart) => ({ config: new AppConfig(chart, 'config', { data: { A: '1' } }) });
    const objects = migrate({ without: [Default.DEPLOY_HOOKS, Default.CONTENT_NAME] }, config);
    const job = find(objects, 'Job');
    expect(job.metadata.name).toBe('migrate');
    expect(job.metadata).not.toHaveProperty('annotations');
    expect(job.spec.template.spec.containers[0].envFrom).toHaveLength(1);
    expect(waveOf(find(objects, 'Namespace'))).toBeUndefined();
  });

  it.each([
    [{ name: 'a'.repeat(53) }, 'name job-name-too-long'],
    [{ after: ['db'] }, 'after[0] setting-invalid'],
    [{ backoffLimit: -1 }, 'backoffLimit job-number-out-of-range'],
    [{ replicas: 1 }, 'replicas setting-of-service'],
  ])('refuses %j', (props, expected) => {
    const issues = issuesOf((chart) => {
      new MigrationJob(chart, 'migrate', { ...SMALLEST, ...(props as object) });
    });
    expect(summary(issues)).toEqual([`test/migrate ${expected}`]);
  });
});
