import { ApiObject, Chart } from 'cdk8s';
import {
  AccessMode,
  App,
  ArgoCd,
  ArgoCdCluster,
  ArgoCdLayout,
  ArgoCdProject,
  ArgoCdSync,
  Backend,
  PersistentClaim,
  ScheduledJob,
  Size,
  Stage,
  StatefulBackend,
  WebAppChart,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { todoChatbot } from '../../main';
import { RANDOM } from '../support/arbitraries/settings';
import {
  argoCd,
  argoCdFiles,
  argoCdObjects,
  environment,
  expanded,
  REPOSITORY,
  uncheckedApp,
} from '../support/argo-cd';
import { AnyManifest, find } from '../support/synthesis';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const KEPT = 'Prune=false,Delete=false';
const IMAGE = 'ghcr.io/acme/shop:1.4.2';

function withBackend(chart: WebAppChart, props: { [field: string]: unknown } = {}): WebAppChart {
  new Backend(chart, 'api', { image: IMAGE, port: 8000, ...props });
  return chart;
}

const twoEnvironments = (app: App) => {
  withBackend(environment(app, 'staging'));
  withBackend(environment(app, 'production', { stage: Stage.PRODUCTION }));
};

function applicationOf(objects: AnyManifest[], name = 'shop-staging'): AnyManifest['spec'] {
  return find(objects, 'Application', name)['spec'];
}

function annotationsOf(app: App, kind: string): unknown[] {
  return app
    .render()
    .objects.filter((object) => object.kind === kind)
    .map(({ manifest }) => (manifest.metadata as { annotations?: object }).annotations);
}

describe('an Application', () => {
  it('of a stage before production follows Git by itself', () => {
    const objects = argoCd(twoEnvironments);
    expect(find(objects, 'Application', 'shop-staging')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: 'shop-staging',
        namespace: 'argocd',
        labels: {
          'app.kubernetes.io/managed-by': 'cdk8s',
          'app.kubernetes.io/part-of': 'shop',
          environment: 'staging',
        },
      },
      spec: {
        project: 'shop',
        source: {
          repoURL: REPOSITORY,
          targetRevision: 'HEAD',
          path: 'dist/staging',
          directory: { include: '*.k8s.yaml' },
        },
        destination: { name: 'staging', namespace: 'shop' },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: [
            'ServerSideApply=true',
            'CreateNamespace=false',
            'ApplyOutOfSyncOnly=true',
            'PruneLast=true',
            'PrunePropagationPolicy=foreground',
          ],
          retry: { limit: 5, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '3m' } },
        },
      },
    });
  });

  it('of production waits for somebody', () => {
    const { syncPolicy } = applicationOf(argoCd(twoEnvironments), 'shop-production');
    expect(syncPolicy).not.toHaveProperty('automated');
    expect(syncPolicy.retry.limit).toBe(5);
  });

  it('takes everything that can be said', () => {
    const objects = argoCd(twoEnvironments, {
      repository: 'git@github.com:acme/shop.git',
      revision: 'main',
      path: 'deploy/dist',
      namespace: 'gitops',
      layout: ArgoCdLayout.APPLICATIONS,
      project: ArgoCdProject.existing('platform'),
      environments: {
        staging: {
          cluster: ArgoCdCluster.server('https://203.0.113.10:6443'),
          revision: 'release/2.1',
          sync: ArgoCdSync.automated({ prune: false, selfHeal: false }),
        },
        production: { cluster: ArgoCdCluster.inCluster(), sync: ArgoCdSync.automated() },
      },
    });
    expect(objects.map(({ kind }) => kind)).toEqual(['Application', 'Application']);
    expect(objects[0]?.metadata.namespace).toBe('gitops');
    const [production, staging] = objects.map((object) => object['spec']);
    expect(staging).toMatchObject({
      project: 'platform',
      source: { repoURL: 'git@github.com:acme/shop.git', targetRevision: 'release/2.1', path: 'deploy/dist/staging' },
      destination: { server: 'https://203.0.113.10:6443', namespace: 'shop' },
      syncPolicy: { automated: { prune: false, selfHeal: false } },
    });
    expect(production.source.targetRevision).toBe('main');
    expect(production.destination).toEqual({ server: 'https://kubernetes.default.svc', namespace: 'shop' });
    expect(production.syncPolicy.automated).toEqual({ prune: true, selfHeal: true });
  });

  it('can be manual in any stage', () => {
    const objects = argoCd(twoEnvironments, { environments: { staging: { sync: ArgoCdSync.manual() } } });
    expect(applicationOf(objects).syncPolicy).not.toHaveProperty('automated');
  });

  it('lies at the root of a repository that holds manifests alone', () => {
    expect(applicationOf(argoCd(twoEnvironments, { path: '.' })).source.path).toBe('staging');
  });

  it('is not made for environments that are left out', () => {
    const objects = argoCd(twoEnvironments, { except: ['production'] });
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['shop', 'shop-staging']);
    expect(find(objects, 'AppProject')['spec'].destinations).toEqual([{ name: 'staging', namespace: 'shop' }]);
  });

  it('creates the Namespace where nothing renders it', () => {
    const objects = argoCd((app) => withBackend(environment(app, 'staging', { createNamespace: false })));
    expect(applicationOf(objects).syncPolicy.syncOptions).toContain('CreateNamespace=true');
    expect(find(objects, 'AppProject')['spec'].clusterResourceWhitelist).toEqual([
      { group: '', kind: 'Namespace', name: 'shop' },
    ]);
  });

  it('leaves the Namespace to another application of the same cluster that renders it', () => {
    const objects = argoCd(
      (app) => {
        withBackend(environment(app, 'staging'));
        const jobs = environment(app, 'jobs', {
          name: 'jobs',
          environment: 'staging',
          createNamespace: false,
          cluster: undefined,
        });
        new ScheduledJob(jobs, 'tidy', { image: IMAGE, schedule: '0 4 * * *' });
      },
      { environments: { staging: { cluster: ArgoCdCluster.inCluster() } } },
    );
    expect(applicationOf(objects, 'jobs-staging').syncPolicy.syncOptions).toContain('CreateNamespace=false');
  });
});

describe('several applications in one environment', () => {
  const define = (app: App) => {
    const shop = withBackend(environment(app, 'staging'));
    withBackend(environment(app, 'admin', { name: 'admin', namespace: 'admin', environment: 'staging' }));
    const jobs = new Chart(shop, 'jobs', { namespace: 'batch' });
    new ApiObject(jobs, 'rows', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'rows' } });
  };
  const cluster = ArgoCdCluster.inCluster();

  it('have a file each, and take nothing but their own files', () => {
    const app = uncheckedApp();
    define(app);
    new ArgoCd(app, 'argocd', { repository: REPOSITORY, environments: { staging: { cluster } } });
    expect([...argoCdFiles(app).keys()]).toEqual(['argocd/admin.k8s.yaml', 'argocd/shop.k8s.yaml']);
    const objects = argoCdObjects(app);
    expect(applicationOf(objects, 'admin-staging').source.directory).toEqual({
      include: 'admin.k8s.yaml',
    });
    expect(applicationOf(objects).source.directory).toEqual({
      include: '{shop-jobs.k8s.yaml,shop.k8s.yaml}',
    });
  });

  it('are allowed the namespaces and kinds of their own objects', () => {
    const objects = argoCd(define, { environments: { staging: { cluster } } });
    const { spec } = find(objects, 'AppProject', 'shop');
    expect(spec.destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual(['batch', 'shop']);
    expect(spec.namespaceResourceWhitelist).toContainEqual({ group: '', kind: 'ConfigMap' });
    const { spec: other } = find(objects, 'AppProject', 'admin');
    expect(other.destinations).toEqual([{ server: 'https://kubernetes.default.svc', namespace: 'admin' }]);
    expect(other.namespaceResourceWhitelist).not.toContainEqual({ group: '', kind: 'ConfigMap' });
  });
});

describe('an AppProject', () => {
  it('allows what is rendered, what controllers make of it, and nothing else', () => {
    const { metadata, spec } = find(argoCd(twoEnvironments), 'AppProject', 'shop');
    expect(metadata).toEqual({
      name: 'shop',
      namespace: 'argocd',
      labels: { 'app.kubernetes.io/managed-by': 'cdk8s', 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'argocd.argoproj.io/sync-wave': '-1' },
    });
    expect(spec).toEqual({
      description: expect.any(String),
      sourceRepos: [REPOSITORY],
      destinations: [
        { name: 'production', namespace: 'shop' },
        { name: 'staging', namespace: 'shop' },
      ],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'shop' }],
      namespaceResourceWhitelist: [
        { group: '', kind: 'Pod' },
        { group: '', kind: 'Service' },
        { group: '', kind: 'ServiceAccount' },
        { group: 'apps', kind: 'Deployment' },
        { group: 'apps', kind: 'ReplicaSet' },
        { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
      ],
    });
  });

  it('names objects of the cluster', () => {
    const objects = argoCd((app) => {
      const chart = environment(app, 'staging');
      new ApiObject(chart, 'role', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'reader' },
      });
    });
    expect(find(objects, 'AppProject')['spec'].clusterResourceWhitelist).toEqual([
      { group: '', kind: 'Namespace', name: 'shop' },
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
    ]);
  });

  it('allows more where it is told', () => {
    const project = ArgoCdProject.perApplication({
      kinds: ['Secret', 'CronJob.batch'],
      clusterKinds: ['Widget.example.com'],
    });
    const { spec } = find(argoCd(twoEnvironments, { project }), 'AppProject');
    expect(spec.clusterResourceWhitelist).toContainEqual({ group: 'example.com', kind: 'Widget' });
    for (const kind of [
      { group: '', kind: 'Secret' },
      { group: 'batch', kind: 'CronJob' },
      { group: 'batch', kind: 'Job' },
    ]) {
      expect(spec.namespaceResourceWhitelist).toContainEqual(kind);
    }
  });

  it('denies what is in namespaces where nothing is', () => {
    const { spec } = find(
      argoCd((app) => environment(app, 'staging', { without: ['network-policy'] })),
      'AppProject',
    );
    expect(spec).not.toHaveProperty('namespaceResourceWhitelist');
    expect(spec.namespaceResourceBlacklist).toEqual([{ group: '*', kind: '*' }]);
  });
});

describe('ignored differences', () => {
  const autoscaling = { minReplicas: 2, maxReplicas: 6 };

  it('are the number of pods where an autoscaler changes it, in that environment alone', () => {
    const objects = argoCd((app) => {
      withBackend(environment(app, 'production'), { autoscaling });
      withBackend(environment(app, 'staging'));
    });
    const { ignoreDifferences, syncPolicy } = applicationOf(objects, 'shop-production');
    expect(ignoreDifferences).toEqual([
      { group: 'apps', kind: 'Deployment', name: 'api', namespace: 'shop', jsonPointers: ['/spec/replicas'] },
    ]);
    expect(syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
    expect(applicationOf(objects)).not.toHaveProperty('ignoreDifferences');
    expect(applicationOf(objects).syncPolicy.syncOptions).not.toContain('RespectIgnoreDifferences=true');
  });

  it('are those of StatefulSets too, and of autoscalers by KEDA', () => {
    const objects = argoCd((app) => {
      const chart = withBackend(environment(app, 'staging'));
      new StatefulBackend(chart, 'store', { image: IMAGE, port: 6379, autoscaling });
      new ApiObject(chart, 'scaler', {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: 'api' },
        spec: { scaleTargetRef: { name: 'api' } },
      } as object as { apiVersion: string; kind: string });
      new ApiObject(chart, 'stray', {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'stray' },
      });
    });
    const { ignoreDifferences } = applicationOf(objects);
    expect(ignoreDifferences.map(({ kind, name }: { kind: string; name: string }) => `${kind}/${name}`)).toEqual([
      'Deployment/api',
      'StatefulSet/store',
    ]);
  });
});

describe('what must not be deleted', () => {
  function appWith(define: (chart: WebAppChart) => void, declares = true): App {
    const app = uncheckedApp();
    if (declares) {
      new ArgoCd(app, 'argocd', { repository: REPOSITORY, except: ['local'] });
    }
    // Behind ArgoCd: the order of definition does not matter.
    define(environment(app, 'staging'));
    define(environment(app, 'local'));
    return app;
  }
  const claim = (chart: WebAppChart) =>
    new PersistentClaim(chart, 'files', { size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_ONCE });

  it.each(['Namespace', 'PersistentVolumeClaim'])(
    'carries an annotation, as each %s of what Argo CD deploys',
    (kind) => {
      expect(annotationsOf(appWith(claim), kind)).toEqual([undefined, { [SYNC_OPTIONS]: KEPT }]);
    },
  );

  it('carries none without ArgoCd', () => {
    expect(annotationsOf(appWith(claim, false), 'Namespace')).toEqual([undefined, undefined]);
  });

  it('is nothing else', () => {
    expect(
      annotationsOf(
        appWith((chart) => withBackend(chart)),
        'Deployment',
      ),
    ).toEqual([undefined, undefined]);
  });

  it.each([
    ['Prune=confirm', 'Prune=confirm,Delete=false'],
    ['Replace=true, Delete=true', 'Replace=true, Delete=true,Prune=false'],
    ['', KEPT],
  ])('keeps what its author says: %s', (given, expected) => {
    const app = appWith((chart) => {
      const annotations = { [SYNC_OPTIONS]: given, note: 'kept' };
      new ApiObject(chart, 'disk', {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: chart.environment, annotations },
      });
    });
    expect(annotationsOf(app, 'PersistentVolume')).toContainEqual({ [SYNC_OPTIONS]: expected, note: 'kept' });
  });

  it('is left as it is where its annotations are none', () => {
    const app = appWith((chart) => {
      const metadata = { name: chart.environment, annotations: 'none' } as object;
      new ApiObject(chart, 'disk', { apiVersion: 'v1', kind: 'PersistentVolume', metadata });
    });
    expect(() => annotationsOf(app, 'PersistentVolume')).not.toThrow();
  });
});

describe('an ApplicationSet', () => {
  const alike = (app: App) => {
    withBackend(environment(app, 'staging'));
    withBackend(environment(app, 'qa', { namespace: 'qa' }));
  };
  const different = (app: App) => {
    withBackend(environment(app, 'production', { stage: Stage.PRODUCTION }), {
      autoscaling: { minReplicas: 2, maxReplicas: 6 },
    });
    alike(app);
    withBackend(environment(app, 'admin', { name: 'admin', namespace: 'admin', environment: 'qa' }));
  };
  const environments = {
    qa: { cluster: ArgoCdCluster.inCluster(), revision: 'qa' },
  };

  it.each([
    ['differ in text alone', alike],
    ['differ in what no text can say', different],
  ])('makes the same Applications, where environments %s', (_, define) => {
    const sets = argoCd(define, { environments, layout: ArgoCdLayout.APPLICATION_SET });
    const each = argoCd(define, { environments });
    const only = (kind: string, objects: AnyManifest[]) => objects.filter((object) => object.kind === kind);
    expect(only('ApplicationSet', sets).flatMap(expanded)).toEqual(only('Application', each));
    expect(only('AppProject', sets)).toEqual(only('AppProject', each));
    expect(only('Application', sets)).toEqual([]);
  });

  it('has a patch only where it is needed', () => {
    const [, set] = argoCd(alike, { layout: ArgoCdLayout.APPLICATION_SET });
    expect(set?.['spec']).not.toHaveProperty('templatePatch');
    const patched = argoCd(different, { environments, layout: ArgoCdLayout.APPLICATION_SET });
    expect(find(patched, 'ApplicationSet', 'shop')['spec'].templatePatch).toBe('{{ toJson .patch }}');
  });

  it('fails on what an element lacks, and deletes nothing with itself', () => {
    const [, set] = argoCd(alike, { layout: ArgoCdLayout.APPLICATION_SET });
    expect(set?.['spec']).toMatchObject({
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      syncPolicy: { preserveResourcesOnDeletion: true },
    });
  });
});

describe('what is written', () => {
  const names = ['dev', 'live', 'qa', 'staging', 'test'];

  it('does not depend on the order of definition', () => {
    const text = (order: readonly string[], layout: ArgoCdLayout, first: boolean) => {
      const app = uncheckedApp();
      const output = () => new ArgoCd(app, 'argocd', { repository: REPOSITORY, layout });
      if (first) {
        output();
      }
      order.forEach((name) => withBackend(environment(app, name, { namespace: name })));
      if (!first) {
        output();
      }
      return [...argoCdFiles(app)];
    };
    fc.assert(
      fc.property(
        fc.shuffledSubarray(names, { minLength: names.length }),
        fc.constantFrom(...Object.values(ArgoCdLayout)),
        fc.boolean(),
        (order, layout, first) => {
          expect(text(order, layout, first)).toEqual(text(names, layout, true));
        },
      ),
      { ...RANDOM, numRuns: Math.min(RANDOM.numRuns, 20) },
    );
  });

  it('is listed in an index with its objects', () => {
    const app = uncheckedApp();
    twoEnvironments(app);
    new ArgoCd(app, 'argocd', { repository: REPOSITORY });
    const [group] = app.render().derived;
    expect(group?.files[0]?.objects?.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'AppProject shop',
      'Application shop-production',
      'Application shop-staging',
    ]);
  });

  it('ends as the files of manifests do', () => {
    const app = new App({ outputFileExtension: '.yml', checks: { enabled: false } });
    twoEnvironments(app);
    new ArgoCd(app, 'argocd', { repository: REPOSITORY });
    expect([...argoCdFiles(app).keys()]).toEqual(['argocd/shop.yml']);
    expect(applicationOf(argoCdObjects(app)).source.directory).toEqual({ include: '*.yml' });
  });
});

describe('todo-chatbot', () => {
  const app = todoChatbot();
  const applications = argoCdObjects(app).filter(({ kind }) => kind === 'Application');

  it('is deployed by Argo CD where nobody else does', () => {
    expect(applications.map(({ metadata }) => metadata.name)).toEqual([
      'todo-chatbot-production',
      'todo-chatbot-staging',
    ]);
  });

  it('has manifests, and no Helm chart, in what Argo CD reads', () => {
    const { files, derived } = app.render();
    const written = [...files, ...derived.flatMap((group) => group.files)].map(({ path }) => `dist/${path}`);
    for (const { spec } of applications) {
      const own = written.filter((file) => file.startsWith(`${spec.source.path}/`));
      expect(own).toEqual([`${spec.source.path}/todo-chatbot.k8s.yaml`]);
      expect(spec.source.directory).toEqual({ include: '*.k8s.yaml' });
      expect(own.filter((file) => /Chart\.ya?ml$|kustomization\.ya?ml$/i.test(file))).toEqual([]);
    }
  });
});
