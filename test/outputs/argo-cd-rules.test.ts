import {
  App,
  ArgoCd,
  ArgoCdCluster,
  ArgoCdProject,
  ArgoCdProps,
  ArgoCdSync,
  AutomatedSyncOptions,
  Stage,
  WebAppChart,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { RANDOM } from '../support/arbitraries/settings';
import { environment, REPOSITORY, uncheckedApp } from '../support/argo-cd';
import { cluster } from '../support/clusters';
import { issuesFrom, summary } from '../support/synthesis';

interface Given {
  [field: string]: unknown;
}

/** What is wrong with an output of an app, by default of one with the environments staging and production. */
function issues(props: unknown, define = twoEnvironments) {
  return issuesFrom(() => {
    const app = uncheckedApp();
    define(app);
    new ArgoCd(app, 'argocd', props as ArgoCdProps);
    app.render();
  });
}

function twoEnvironments(app: App): void {
  environment(app, 'staging');
  environment(app, 'production', { stage: Stage.PRODUCTION });
}

const wrong = (props: Given, define = twoEnvironments) => summary(issues({ repository: REPOSITORY, ...props }, define));

describe('repository', () => {
  it.each([
    'https://github.com/acme/shop.git',
    'https://dev.azure.com/acme/shop/_git/shop%20web',
    'https://git.example.com:8443/~ann/shop/',
    'ssh://git@git.example.com:7999/acme/shop.git',
    'git@github.com:acme/shop.git',
  ])('can be %s', (repository) => {
    expect(issues({ repository })).toEqual([]);
  });

  it.each([
    undefined,
    '',
    'shop',
    '/srv/shop.git',
    'file:///srv/shop.git',
    'http://github.com/acme/shop.git',
    'https://github.com',
    'https://github.com/acme/*',
    'https://github.com/acme/../other',
    'https://github.com/acme/shop.git?token=hunter2',
    'https://github.com/acme/shop.git\nx',
  ])('is not %j', (repository) => {
    const [issue, ...others] = issues({ repository });
    expect(issue).toMatchObject({ path: 'argocd', field: 'repository', code: 'argocd-repository-invalid' });
    expect(others).toEqual([]);
    expect(JSON.stringify(issue)).not.toContain('hunter2');
  });

  it.each([
    'https://ann:hunter2@github.com/acme/shop.git',
    'https://hunter2@github.com/acme/shop.git',
    'ssh://git:hunter2@github.com/acme/shop.git',
    'http://ann:hun/hunter2@github.com/acme/shop.git',
  ])('holds no credentials', (repository) => {
    const text = JSON.stringify(issues({ repository }));
    expect(text).toMatch(/argocd-repository-(credentials|invalid)/);
    expect(text).not.toContain('hunter2');
  });

  it('with a user or a password is refused for that', () => {
    expect(wrong({ repository: 'https://ann:hunter2@github.com/acme/shop.git' })).toEqual([
      'argocd repository argocd-repository-credentials',
    ]);
  });
});

describe('settings', () => {
  it.each(['main', 'HEAD', 'v1.2.3', 'release/2.x', 'deploy@prod', '4fa1fb9'])('revision can be %s', (revision) => {
    expect(wrong({ revision })).toEqual([]);
  });

  it.each(['', ' main', '-f', 'a..b', 'a//b', 'x.lock', 'a/', 'a:b', 'refs/*', '{{ .x }}', '/main'])(
    'revision is not %j',
    (revision) => {
      expect(wrong({ revision })).toEqual(['argocd revision argocd-revision-invalid']);
      expect(wrong({ environments: { staging: { revision } } })).toEqual([
        'argocd environments.staging.revision argocd-revision-invalid',
      ]);
    },
  );

  it.each(['.', 'dist', 'deploy/dist', '.deploy/out'])('path can be %s', (path) => {
    expect(wrong({ path })).toEqual([]);
  });

  it.each(['', '/dist', '../dist', 'a/../b', './dist', 'dist/', 'a//b', 'a b', '..'])('path is not %j', (path) => {
    expect(wrong({ path })).toEqual(['argocd path argocd-path-invalid']);
  });

  it.each([
    [{ namespace: 'Argo CD' }, 'namespace name-invalid'],
    [{ layout: 'app-of-apps' }, 'layout argocd-layout-unknown'],
    [{ revision: 7 }, 'revision setting-invalid'],
    [{ project: 'shop' }, 'project setting-invalid'],
    [{ except: 'production' }, 'except setting-invalid'],
    [{ repo: REPOSITORY }, 'repo setting-unknown'],
    [{ environments: { staging: { sync: true } } }, 'environments.staging.sync setting-invalid'],
    [{ environments: { staging: { cluster: 'x' } } }, 'environments.staging.cluster setting-invalid'],
    [{ environments: { staging: { syncPolicy: {} } } }, 'environments.staging.syncPolicy setting-unknown'],
    [{ project: ArgoCdProject.existing('My Project') }, 'project.name name-invalid'],
    [{ project: ArgoCdProject.perApplication({ kinds: ['apps/Deployment'] }) }, 'project.kinds[0] argocd-kind-invalid'],
    [{ project: ArgoCdProject.perApplication({ clusterKinds: ['*'] }) }, 'project.clusterKinds[0] argocd-kind-invalid'],
    [{ project: ArgoCdProject.perApplication({ roles: [] } as object) }, 'project.roles setting-unknown'],
    [
      { environments: { staging: { sync: ArgoCdSync.automated({ prune: 'no' } as object as AutomatedSyncOptions) } } },
      'environments.staging.sync.prune setting-invalid',
    ],
  ])('%j are refused', (props: Given, expected) => {
    expect(wrong(props)).toEqual([`argocd ${expected}`]);
  });

  it.each([
    ArgoCdCluster.named(''),
    ArgoCdCluster.named('all-*'),
    ArgoCdCluster.named(7 as unknown as string),
    ArgoCdCluster.server('http://203.0.113.10'),
    ArgoCdCluster.server('https://[fd00::1]:6443'),
    ArgoCdCluster.server('https://ann:hunter2@example.com'),
  ])('a cluster is one that Argo CD can have', (given) => {
    const found = issues({ repository: REPOSITORY, environments: { staging: { cluster: given } } });
    expect(summary(found)).toEqual(['argocd environments.staging.cluster argocd-cluster-invalid']);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it('are reported together', () => {
    expect(wrong({ repository: 'x', revision: '', path: '/', except: ['qa'] })).toEqual([
      'argocd repository argocd-repository-invalid',
      'argocd revision argocd-revision-invalid',
      'argocd path argocd-path-invalid',
      'argocd except[0] argocd-environment-unknown',
    ]);
  });

  it('can be anything without a crash', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, field) => {
        for (const props of [
          value,
          { repository: REPOSITORY, [field]: value },
          { repository: value, project: value },
        ]) {
          expect(Array.isArray(issues(props))).toBe(true);
        }
      }),
      RANDOM,
    );
  });
});

describe('environments', () => {
  it('exist', () => {
    expect(wrong({ environments: { prod: {} }, except: ['qa'] })).toEqual([
      'argocd environments argocd-environment-unknown',
      'argocd except[0] argocd-environment-unknown',
    ]);
    const [issue] = issues({ repository: REPOSITORY, environments: { prod: {} } });
    expect(issue).toMatchObject({ given: '"prod"', allowed: 'staging, production' });
  });

  it('are said nothing of where Argo CD does not deploy them', () => {
    expect(wrong({ environments: { staging: {} }, except: ['staging'] })).toEqual([
      'argocd environments.staging argocd-environment-unused',
    ]);
  });

  it.each([
    [['staging', 'production'], twoEnvironments],
    [undefined, () => undefined],
  ])('are at least one', (except, define) => {
    expect(wrong({ except }, define)).toEqual(['argocd except argocd-environments-none']);
  });

  it('have a cluster', () => {
    const define = (app: App) => {
      environment(app, 'staging', { cluster: undefined });
    };
    expect(wrong({}, define)).toEqual(['argocd environments.staging.cluster argocd-cluster-missing']);
    expect(wrong({ environments: { staging: { cluster: ArgoCdCluster.inCluster() } } }, define)).toEqual([]);
  });

  it('have clusters that can be told apart', () => {
    const define = (app: App) => {
      environment(app, 'staging', { cluster: cluster({ name: 'main', region: 'us-east1' }) });
      environment(app, 'production', { namespace: 'live', cluster: cluster({ name: 'main', region: 'europe-west1' }) });
    };
    expect(wrong({}, define)).toEqual(['argocd environments.production.cluster argocd-cluster-ambiguous']);
    expect(wrong({ environments: { production: { cluster: ArgoCdCluster.named('main-eu') } } }, define)).toEqual([]);
  });

  it('do not share a namespace of a cluster', () => {
    const shared = ArgoCdCluster.named('main');
    const environments = { staging: { cluster: shared }, production: { cluster: shared } };
    expect(wrong({ environments })).toEqual(['argocd environments.production argocd-destination-shared']);
    const apart = (app: App) => {
      environment(app, 'staging');
      environment(app, 'production', { namespace: 'live' });
    };
    expect(wrong({ environments }, apart)).toEqual([]);
  });

  it('share it with other applications of the same environment', () => {
    const define = (app: App) => {
      environment(app, 'staging');
      environment(app, 'jobs', { name: 'jobs', environment: 'staging', createNamespace: false });
    };
    const environments = { staging: { cluster: ArgoCdCluster.inCluster() } };
    expect(wrong({ environments }, define)).toEqual([]);
  });
});

describe('names', () => {
  it('of Applications can be told apart', () => {
    const define = (app: App) => {
      environment(app, 'a', { name: 'shop-eu', environment: 'live' });
      environment(app, 'b', { name: 'shop', namespace: 'other', environment: 'eu-live' });
    };
    expect(wrong({}, define)).toEqual(['argocd (application) argocd-name-taken']);
  });

  it('of projects leave that of Argo CD alone', () => {
    const define = (app: App) => {
      environment(app, 'staging', { name: 'default' });
    };
    expect(wrong({}, define)).toEqual(['argocd project argocd-project-reserved']);
    expect(wrong({ project: ArgoCdProject.existing('platform') }, define)).toEqual([]);
  });
});

test('two outputs for the same Argo CD are refused', () => {
  const app = uncheckedApp();
  twoEnvironments(app);
  for (const id of ['one', 'two']) {
    new ArgoCd(app, id, { repository: REPOSITORY });
  }
  expect(summary(issuesFrom(() => app.render()))).toEqual(['two (file) output-file-duplicate']);
});

test('what is wrong is reported by a plain cdk8s app too', () => {
  const app = uncheckedApp();
  new WebAppChart(app, 'staging', { name: 'shop', namespace: 'shop' });
  const output = new ArgoCd(app, 'argocd', { repository: 'x' });
  expect(output.node.validate()).toEqual([
    expect.stringContaining('argocd-repository-invalid'),
    expect.stringContaining('argocd-cluster-missing'),
  ]);
});
