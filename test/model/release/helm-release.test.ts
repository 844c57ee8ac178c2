import { inspect } from 'node:util';
import { Verdict } from '../../../lib/model/core/live-check';
import {
  HelmRelease,
  HelmReleaseProps,
  releaseConflicts,
  releaseName,
  ReleasePlacement,
} from '../../../lib/model/release/helm-release';
import { HelmStatus, ReleaseState } from '../../../lib/model/release/release-lifecycle';
import { ReleaseRevision } from '../../../lib/model/release/release-revision';

const PROPS: HelmReleaseProps = { name: 'todo-chatbot', namespace: 'todo-app', chartVersion: '1.0.0' };

function revision(number: number, status: HelmStatus): ReleaseRevision {
  return new ReleaseRevision({ revision: number, status, chartVersion: '1.0.0' });
}

describe('HelmRelease', () => {
  it('needs a name, a namespace and a chart version', () => {
    const release = new HelmRelease(PROPS);
    expect(release).toMatchObject({ ...PROPS, place: 'HelmRelease todo-chatbot', values: {}, revision: 0 });
    expect([release.appVersion, release.history]).toEqual([undefined, undefined]);
    expect(release.findings()).toEqual([]);
  });

  it('keeps everything that is set', () => {
    const history = [revision(1, HelmStatus.SUPERSEDED), revision(2, HelmStatus.DEPLOYED)];
    const values = { backend: { replicas: 2, env: ['A=1'] } };
    const release = new HelmRelease({ ...PROPS, appVersion: '1.0.0', values, history });
    expect(release).toMatchObject({ appVersion: '1.0.0', values, history, revision: 2, status: HelmStatus.DEPLOYED });
    expect(release.findings()).toEqual([]);
  });

  it('cannot be changed through what it was given or gives', () => {
    const values = { backend: { env: ['A=1'] } };
    const history = [revision(1, HelmStatus.DEPLOYED)];
    const release = new HelmRelease({ ...PROPS, values, history });
    values.backend.env.push('B=2');
    history.pop();
    (release.values as typeof values).backend.env.pop();
    release.history?.pop();
    expect(release.values).toEqual({ backend: { env: ['A=1'] } });
    expect(release.revision).toBe(1);
  });

  it('does not print its values', () => {
    const release = new HelmRelease({ ...PROPS, values: { password: 'hunter2' } });
    expect(inspect(release, { depth: 9 }) + JSON.stringify(release) + String(release)).not.toContain('hunter2');
  });

  it.each([
    [{ name: 'Todo' }, 'name', 'name-invalid'],
    [{ namespace: 'todo.app' }, 'namespace', 'name-invalid'],
    [{ chartVersion: 'v1.0.0' }, 'chartVersion', 'version-invalid'],
    [{ chartVersion: '1.0' }, 'chartVersion', 'version-invalid'],
    [{ appVersion: 'two words' }, 'appVersion', 'label-invalid'],
    [{ appVersion: 1 }, 'appVersion', 'label-invalid'],
    [{ values: { backend: { env: ['A', 'B', undefined] } } }, 'values.backend.env[2]', 'values-not-yaml'],
    [{ values: null }, 'values', 'values-not-yaml'],
    [{ history: [revision(1, 'x' as HelmStatus)] }, 'history[0].status', 'helm-status-unknown'],
    [{ history: 'none' }, 'history', 'history-invalid'],
  ])('refuses %p', (wrong, field, code) => {
    expect(new HelmRelease({ ...PROPS, ...wrong } as HelmReleaseProps).findings()).toMatchObject([{ field, code }]);
  });

  it('says everything that is wrong at once', () => {
    const history = [revision(2, HelmStatus.DEPLOYED), revision(1, HelmStatus.DEPLOYED)];
    const release = new HelmRelease({ name: '', namespace: '', chartVersion: '', values: { a: NaN }, history });
    expect(release.findings().map(({ code }) => code)).toEqual([
      'name-invalid',
      'name-invalid',
      'version-invalid',
      'values-not-yaml',
      'revisions-not-increasing',
      'several-revisions-deployed',
    ]);
  });

  it.each([undefined, null, 5, {}, { name: Symbol('x') }])('copes with %p, which only JavaScript can pass', (props) => {
    const release = new HelmRelease(props as unknown as HelmReleaseProps);
    expect(release.place).toBe('HelmRelease ');
    expect(release.findings().map(({ field }) => field)).toEqual(['name', 'namespace', 'chartVersion']);
  });
});

describe('the name of a release', () => {
  it.each(['a', '1', 'todo-chatbot', 'todo.chatbot', 'a-1.b-2', 'a'.repeat(53)])('may be %j, as in Helm', (name) => {
    expect(releaseName('name', name)).toEqual([]);
  });

  it.each(['', 'A', 'a_b', '-a', 'a-', '.a', 'a.', 'a..b', 'a.-b', 'a b', 'a\n', 'ä', 'a'.repeat(54)])(
    'may not be %j, as in Helm',
    (name) => {
      expect(releaseName('name', name)).toMatchObject([{ code: 'name-invalid', field: 'name' }]);
    },
  );
});

describe('what the history of a release shows', () => {
  it.each([
    [undefined, 0, undefined, undefined],
    [[], 0, undefined, ReleaseState.PENDING],
    [[revision(1, HelmStatus.FAILED)], 1, HelmStatus.FAILED, ReleaseState.FAILED],
    [
      [revision(7, HelmStatus.DEPLOYED), revision(8, HelmStatus.PENDING_UPGRADE)],
      8,
      HelmStatus.PENDING_UPGRADE,
      ReleaseState.PENDING,
    ],
    [[revision(1, HelmStatus.UNKNOWN)], 1, HelmStatus.UNKNOWN, undefined],
  ])('%# is its revision, status and state', (history, number, status, state) => {
    const release = new HelmRelease({ ...PROPS, history });
    expect([release.revision, release.status, release.state]).toEqual([number, status, state]);
  });

  it('is nothing where it is no history', () => {
    const release = new HelmRelease({ ...PROPS, history: [{ revision: 1 }] as never });
    expect([release.history, release.revision, release.state]).toEqual([undefined, 0, undefined]);
  });
});

describe('a rollback', () => {
  it('goes to the latest earlier revision that was deployed successfully', () => {
    const history = [revision(4, HelmStatus.SUPERSEDED), revision(5, HelmStatus.DEPLOYED)];
    const failed = [...history, revision(6, HelmStatus.FAILED), revision(7, HelmStatus.FAILED)];
    const release = new HelmRelease({ ...PROPS, history: failed });
    expect(release.rollbackTarget()?.revision).toBe(5);
    expect(release.rollbackFindings()).toEqual([]);
  });

  it.each([
    [[revision(1, HelmStatus.FAILED)], /^revision 1, and no earlier/, /^Uninstall the release instead/],
    [[revision(1, HelmStatus.DEPLOYED)], /^revision 1, and no earlier/, /^Uninstall the release instead/],
    [
      [revision(1, HelmStatus.FAILED), revision(2, HelmStatus.FAILED)],
      /^revision 2, and no earlier/,
      /^Uninstall the release instead/,
    ],
    [[], /^a release that was never installed/, /^Uninstall the release instead/],
    [undefined, /nobody looked/, /^Read it with `helm history` first/],
  ])('of %# is refused with what to do instead', (history, given, remedy) => {
    const release = new HelmRelease({ ...PROPS, history });
    expect(release.rollbackTarget()).toBeUndefined();
    expect(release.rollbackFindings()).toEqual([
      {
        code: 'rollback-without-earlier-revision',
        field: 'history',
        given: expect.stringMatching(given),
        allowed: 'a history with an earlier revision that was deployed successfully',
        remedy: expect.stringMatching(remedy),
      },
    ]);
    expect(release.findings()).toEqual([]);
  });
});

describe('verify', () => {
  it.each([
    [{ chartVersionExists: true }, Verdict.PASSED],
    [{ chartVersionExists: false }, Verdict.FAILED],
    [{ chartVersionExists: 'yes' }, Verdict.FAILED],
    [{}, Verdict.NOT_VERIFIED],
    [undefined, Verdict.NOT_VERIFIED],
  ])('judges %j', (facts, verdict) => {
    expect(new HelmRelease(PROPS).verify(facts as never)).toMatchObject([
      { code: 'chart-version-exists', subject: 'HelmRelease todo-chatbot 1.0.0', verdict },
    ]);
  });
});

describe('releaseConflicts', () => {
  const place: ReleasePlacement = {
    path: 'local/release',
    clusterKey: 'minikube',
    namespace: 'todo-app',
    name: 'todo',
  };

  it('allows one name in several namespaces and clusters, and several names in one namespace', () => {
    const placements = [
      place,
      { ...place, path: 'b', clusterKey: 'kind' },
      { ...place, path: 'c', namespace: 'todo' },
      { ...place, path: 'd', name: 'todo-app' },
      { ...place, path: 'e', namespace: 'a', name: 'b-c' },
      { ...place, path: 'f', namespace: 'a-b', name: 'c' },
    ];
    expect(releaseConflicts(placements)).toEqual([]);
  });

  it('names the first release for every further one of its name', () => {
    const placements = [place, { ...place, path: 'dev/release' }, { ...place, path: 'staging/release' }];
    expect(releaseConflicts(placements)).toEqual(
      ['dev/release', 'staging/release'].map((path) => ({
        path,
        code: 'release-name-taken',
        field: 'name',
        given: '"todo", which local/release uses in namespace "todo-app" of the same cluster',
        allowed: 'every release name once in a namespace',
        remedy: 'Choose another name or namespace, or deploy to another cluster.',
      })),
    );
  });
});
