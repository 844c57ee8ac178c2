import {
  AccessMode,
  ClaimRetention,
  CloudCluster,
  Default,
  Exposure,
  PodManagementPolicy,
  RolloutStrategy,
  Size,
  StatefulBackend,
  type StatefulBackendProps,
  Volume,
} from 'cdk8s-webapp';
import fc from 'fast-check';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const CLAIM = { size: Size.gibibytes(10), accessMode: AccessMode.READ_WRITE_ONCE };
const SMALLEST = { image: 'acme/postgres:16.4.0', port: 5432 };
const DATA = { data: { path: '/var/lib/data', volume: Volume.persistentClaim(CLAIM) } };

const stateful = (props: Partial<StatefulBackendProps> = {}) =>
  synthesize((chart) => {
    new StatefulBackend(chart, 'db', { ...SMALLEST, ...props });
  });
const spec = (props: Partial<StatefulBackendProps> = {}) => find(stateful(props), 'StatefulSet')['spec'];
const issues = (props: object, chartProps = {}) =>
  summary(
    issuesOf((chart) => {
      new StatefulBackend(chart, 'db', { ...SMALLEST, ...props });
    }, chartProps),
  ).map((line) => line.replace('test/db ', ''));

describe('the smallest stateful backend', () => {
  const objects = stateful({ volumes: DATA });

  it('is a StatefulSet and two Services, in the order in which they must exist', () => {
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Namespace shop',
      'NetworkPolicy db',
      'NetworkPolicy default-deny',
      'ServiceAccount db',
      'Service db-headless',
      'Service db-service',
      'StatefulSet db',
    ]);
  });

  it('renders every default and nothing else', () => {
    const { template, ...rest } = find(objects, 'StatefulSet')['spec'];
    expect(rest).toEqual({
      serviceName: 'db-headless',
      replicas: 1,
      selector: { matchLabels: { app: 'db' } },
      updateStrategy: { type: 'RollingUpdate' },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
        },
      ],
    });
    expect(template.metadata.labels).toMatchObject({ app: 'db', component: 'db', tier: 'backend' });
    expect(template.spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
    expect(template.spec.containers[0]).toMatchObject({
      ports: [{ name: 'tcp', containerPort: 5432, protocol: 'TCP' }],
      volumeMounts: [
        { name: 'tmp', mountPath: '/tmp' },
        { name: 'data', mountPath: '/var/lib/data' },
      ],
    });
    const ports = [{ name: 'tcp', port: 5432, targetPort: 5432, protocol: 'TCP' }];
    expect(find(objects, 'Service', 'db-headless')['spec']).toEqual({
      clusterIP: 'None',
      selector: { app: 'db' },
      ports,
    });
    expect(find(objects, 'Service', 'db-service')['spec']).toEqual({
      type: 'ClusterIP',
      selector: { app: 'db' },
      ports,
    });
  });
});

describe('a stateful backend with everything set', () => {
  it('renders it', () => {
    const rendered = spec({
      replicas: 3,
      headlessServiceName: 'members',
      podManagementPolicy: PodManagementPolicy.PARALLEL,
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: ClaimRetention.DELETE,
        whenScaled: ClaimRetention.RETAIN,
      },
      ordinals: { start: 1 },
      minReadySeconds: 5,
      revisionHistoryLimit: 2,
      strategy: RolloutStrategy.rollingUpdate({ partition: 2 }),
      selector: { 'k8s-app': 'db' },
      volumes: {
        data: {
          path: '/data',
          volume: Volume.persistentClaim({
            ...CLAIM,
            storageClass: 'ssd',
            labels: { a: 'b' },
            annotations: { c: 'd' },
          }),
        },
      },
    });
    expect(rendered).toMatchObject({
      replicas: 3,
      serviceName: 'members',
      podManagementPolicy: 'Parallel',
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
      ordinals: { start: 1 },
      minReadySeconds: 5,
      revisionHistoryLimit: 2,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
      selector: { matchLabels: { 'k8s-app': 'db' } },
      volumeClaimTemplates: [
        { metadata: { name: 'data', labels: { a: 'b' }, annotations: { c: 'd' } }, spec: { storageClassName: 'ssd' } },
      ],
    });
  });

  it('can be replaced by hand only, or as the cluster does', () => {
    expect(spec({ strategy: RolloutStrategy.onDelete() })['updateStrategy']).toEqual({ type: 'OnDelete' });
    expect(spec({ without: [Default.ROLLOUT_STRATEGY] })).not.toHaveProperty('updateStrategy');
  });

  it('makes templates of the claims of every container', () => {
    const sidecars = { backup: { image: 'acme/backup:1.0.0', volumes: { dumps: { ...DATA.data, path: '/dumps' } } } };
    const names = spec({ sidecars })['volumeClaimTemplates'].map((each: { metadata: object }) => each.metadata);
    expect(names).toEqual([{ name: 'dumps' }]);
  });

  it('names the addresses of its pods', () => {
    synthesize((chart) => {
      const db = new StatefulBackend(chart, 'db', SMALLEST);
      expect([db.podAddress(0), db.internalUrl]).toEqual(['db-0.db-headless', 'http://db-service:5432']);
    });
  });
});

describe('the Services of a stateful backend', () => {
  const services = (props: Partial<StatefulBackendProps>) =>
    stateful(props)
      .filter(({ kind }) => kind === 'Service')
      .map(({ metadata, ...service }) => [metadata.name, service['spec'].clusterIP ?? service['spec'].type]);

  it.each<[string, Partial<StatefulBackendProps>, unknown, string]>([
    ['can be a headless one', { exposure: Exposure.headless(), serviceName: 'db' }, [['db', 'None']], 'db'],
    [
      'can be a normal one, which governs the pods',
      { headless: false, serviceName: 'db' },
      [['db', 'ClusterIP']],
      'db',
    ],
    ['have names by default', { headless: false }, [['db-service', 'ClusterIP']], 'db-service'],
    [
      'can both be named',
      { headlessServiceName: 'members', serviceName: 'db' },
      [
        ['db', 'ClusterIP'],
        ['members', 'None'],
      ],
      'members',
    ],
  ])('%s', (_, props, expected, governing) => {
    expect(services(props)).toEqual(expected);
    expect(spec(props)['serviceName']).toBe(governing);
  });

  it('can have pods that are not ready', () => {
    const besides = stateful({ publishNotReadyAddresses: true });
    expect(find(besides, 'Service', 'db-headless')['spec'].publishNotReadyAddresses).toBe(true);
    const only = stateful({ exposure: Exposure.headless(), service: { publishNotReadyAddresses: true } });
    expect(find(only, 'Service', 'db-service')['spec'].publishNotReadyAddresses).toBe(true);
  });

  it('can be more than the two', () => {
    const metrics = { ports: [{ port: 9187, targetPort: 5432 }] };
    expect(services({ services: { 'db-metrics': metrics } })).toEqual([
      ['db-headless', 'None'],
      ['db-metrics', 'ClusterIP'],
      ['db-service', 'ClusterIP'],
    ]);
  });
});

describe('replicas', () => {
  it('have claims of their own, so that none is shared', () => {
    expect(issues({ replicas: 3, volumes: DATA })).toEqual([]);
  });

  it('cannot share a claim that only one can hold', () => {
    const volume = Volume.existingClaim('old', { accessMode: AccessMode.READ_WRITE_ONCE });
    expect(issues({ replicas: 3, volumes: { old: { path: '/old', volume } } })).toEqual([
      'volumes.old.volume.accessMode volume-not-shareable',
    ]);
  });
});

describe('a wrong stateful backend', () => {
  const named = { data: { path: '/data', volume: Volume.persistentClaim({ ...CLAIM, name: 'data' }) } };

  it.each<[string, object, string[]]>([
    ['a long name', { name: 'a'.repeat(53) }, ['name stateful-name-invalid']],
    ['a name with dots', { name: 'a.b', serviceName: 'a', headlessServiceName: 'b' }, ['name stateful-name-invalid']],
    ['a name for claims', { volumes: named }, ['volumes.data.volume.name claim-name-unused']],
    [
      'a name for claims of a side container',
      { sidecars: { side: { image: 'a/b:1.0.0', volumes: named } } },
      ['sidecars.side.volumes.data.volume.name claim-name-unused'],
    ],
    ['a headless name', { headlessServiceName: '1db' }, ['headlessServiceName name-invalid']],
    ['one name twice', { headlessServiceName: 'db', serviceName: 'db' }, ['test/db/headless name object-duplicate']],
    ['an order', { podManagementPolicy: 'parallel' }, ['podManagementPolicy pod-management-policy-unknown']],
    [
      'a retention',
      { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Recycle' } },
      ['persistentVolumeClaimRetentionPolicy.whenDeleted claim-retention-unknown'],
    ],
    ['a number', { ordinals: { start: -1 } }, ['ordinals.start ordinals-out-of-range']],
    ['no number', { ordinals: {} }, ['ordinals.start ordinals-out-of-range']],
    ['a strategy', { strategy: RolloutStrategy.recreate() }, ['strategy strategy-unsupported']],
    ['an option of Deployments', { progressDeadlineSeconds: 5 }, ['progressDeadlineSeconds setting-unknown']],
    ['no services at all', { services: 'none' }, ['services setting-invalid']],
    [
      'the name of a headless one that is not there',
      { headless: false, headlessServiceName: 'db', publishNotReadyAddresses: true },
      ['headlessServiceName stateful-service-absent', 'publishNotReadyAddresses stateful-service-absent'],
    ],
    ['a second headless one', { exposure: Exposure.headless(), headless: true }, ['headless stateful-service-absent']],
    ['null', { persistentVolumeClaimRetentionPolicy: null }, ['persistentVolumeClaimRetentionPolicy setting-invalid']],
  ])('is refused with %s', (_, props, expected) => {
    expect(issues(props)).toEqual(expected);
  });

  it('asks for nothing that its cluster does not have', () => {
    const cluster = new CloudCluster({ name: 'a', kubernetesVersion: '1.26' } as never);
    const found = issues({ ordinals: { start: 1 }, persistentVolumeClaimRetentionPolicy: {} }, { cluster });
    expect(found).toEqual(
      expect.arrayContaining([
        'ordinals kubernetes-feature-missing',
        'persistentVolumeClaimRetentionPolicy kubernetes-feature-missing',
      ]),
    );
  });
});

describe('any valid stateful backend', () => {
  it('is found by its Services, and governed by one of them', () => {
    const options = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/),
      headless: fc.boolean(),
      exposure: fc.option(fc.constant(Exposure.headless()), { nil: undefined }),
      replicas: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(options, ({ headless, exposure, ...props }) => {
        const kind = exposure === undefined ? { headless } : { exposure };
        const objects = stateful({ ...props, ...kind, volumes: DATA });
        const { template, selector, serviceName } = find(objects, 'StatefulSet')['spec'];
        const services = objects.filter(({ kind }) => kind === 'Service');
        expect(template.metadata.labels).toMatchObject(selector.matchLabels);
        services.forEach((service) => {
          expect(template.metadata.labels).toMatchObject(service['spec'].selector);
        });
        expect(services.map(({ metadata }) => metadata.name)).toContain(serviceName);
      }),
      { numRuns: 30 },
    );
  });
});
