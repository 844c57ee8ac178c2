import { inspect } from 'node:util';
import fc from 'fast-check';
import { Issue } from '../../../lib/model/core/issue';
import { ValidationError } from '../../../lib/model/core/validation-error';
import { HelmStatus } from '../../../lib/model/release/release-lifecycle';
import { ReleaseRevision, ReleaseRevisionProps } from '../../../lib/model/release/release-revision';

const PROPS: ReleaseRevisionProps = { revision: 3, status: HelmStatus.DEPLOYED, chartVersion: '1.0.0' };
const ENTRY = {
  revision: 1,
  updated: '2026-02-09T10:15:13.123456789+01:00',
  status: 'superseded',
  chart: 'todo-chatbot-1.0.0',
  app_version: '1.0.0',
  description: 'Install complete',
};

function refusals(json: unknown): Issue[] {
  try {
    ReleaseRevision.fromHelmHistory(json as string);
    return [];
  } catch (error) {
    return ValidationError.isValidationError(error) ? error.issues : [];
  }
}

describe('ReleaseRevision', () => {
  it('needs a number, a status and a chart version', () => {
    const revision = new ReleaseRevision(PROPS);
    expect(revision).toMatchObject({ ...PROPS, place: 'ReleaseRevision 3' });
    expect([revision.appVersion, revision.deployedAt, revision.description]).toEqual([undefined, undefined, undefined]);
    expect(revision.findings()).toEqual([]);
  });

  it('keeps everything that is set, and cannot be changed through a Date', () => {
    const deployedAt = new Date('2026-02-09T10:15:13Z');
    const revision = new ReleaseRevision({ ...PROPS, appVersion: 'v2 beta', deployedAt, description: 'Rollback to 1' });
    expect(revision).toMatchObject({ appVersion: 'v2 beta', description: 'Rollback to 1' });
    deployedAt.setFullYear(1999);
    revision.deployedAt?.setFullYear(1999);
    expect(revision.deployedAt).toEqual(new Date('2026-02-09T10:15:13Z'));
    expect(revision.findings()).toEqual([]);
  });

  it.each([
    [{ revision: 0 }, 'revision', 'revision-invalid'],
    [{ revision: 1.5 }, 'revision', 'revision-invalid'],
    [{ revision: '1' }, 'revision', 'revision-invalid'],
    [{ status: 'DEPLOYED' }, 'status', 'helm-status-unknown'],
    [{ chartVersion: 'v1.0.0' }, 'chartVersion', 'version-invalid'],
    [{ appVersion: 1 }, 'appVersion', 'text-expected'],
    [{ description: { text: 'hunter2' } }, 'description', 'text-expected'],
    [{ deployedAt: new Date('never') }, 'deployedAt', 'date-invalid'],
    [{ deployedAt: '2026-02-09' }, 'deployedAt', 'date-invalid'],
  ])('refuses %p', (wrong, field, code) => {
    const findings = new ReleaseRevision({ ...PROPS, ...wrong } as ReleaseRevisionProps).findings();
    expect(findings).toMatchObject([{ field, code }]);
    expect(inspect(findings)).not.toContain('hunter2');
  });

  it.each([undefined, null, 5, {}])('copes with %j, which only JavaScript can pass', (props) => {
    const revision = new ReleaseRevision(props as unknown as ReleaseRevisionProps);
    expect(revision.place).toBe('ReleaseRevision 0');
    expect(revision.findings().map(({ field }) => field)).toEqual(['revision', 'status', 'chartVersion']);
  });
});

describe('ReleaseRevision.fromHelmHistory', () => {
  it('reads what Helm prints', () => {
    const [one, two, ...others] = ReleaseRevision.fromHelmHistory(
      JSON.stringify([ENTRY, { ...ENTRY, revision: 2, updated: '', app_version: '', description: '' }]),
    );
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      revision: 1,
      status: HelmStatus.SUPERSEDED,
      chartVersion: '1.0.0',
      appVersion: '1.0.0',
      description: 'Install complete',
    });
    expect(one?.deployedAt).toEqual(new Date('2026-02-09T09:15:13.123Z'));
    expect(two?.findings()).toEqual([]);
    expect([two?.deployedAt, two?.appVersion, two?.description]).toEqual([undefined, undefined, undefined]);
  });

  it('reads an empty history, and fields that later versions of Helm may add', () => {
    expect(ReleaseRevision.fromHelmHistory('[]\n')).toEqual([]);
    const [revision] = ReleaseRevision.fromHelmHistory(JSON.stringify([{ ...ENTRY, apply_method: 'ssa' }]));
    expect(revision?.findings()).toEqual([]);
  });

  it.each([
    ['foo-0.1.0-beta.1', '0.1.0-beta.1'],
    ['my-chart-2-1.0.0', '1.0.0'],
    ['a-1.0.0+build.5', '1.0.0+build.5'],
    ['1.0.0-2.0.0', '2.0.0'],
  ])('finds the version in %s', (chart, version) => {
    expect(ReleaseRevision.fromHelmHistory(JSON.stringify([{ ...ENTRY, chart }]))[0]?.chartVersion).toBe(version);
  });

  it('finds every version behind every name of a chart without digits', () => {
    const names = fc.stringMatching(/^[a-z]{1,5}(-[a-z]{1,5}){0,3}$/);
    const versions = fc.stringMatching(
      /^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){2}(-[a-z]{1,3}(-[a-z]{1,3}|\.1)?)?$/,
    );
    fc.assert(
      fc.property(names, versions, (name, version) => {
        const json = JSON.stringify([{ ...ENTRY, chart: `${name}-${version}` }]);
        expect(ReleaseRevision.fromHelmHistory(json)[0]?.chartVersion).toBe(version);
      }),
    );
  });

  it.each(['0001-01-01T00:00:00Z', null, undefined])('takes the time %j for none', (updated) => {
    const [revision] = ReleaseRevision.fromHelmHistory(JSON.stringify([{ ...ENTRY, updated }]));
    expect(revision?.deployedAt).toBeUndefined();
  });

  it.each([
    [{ revision: 0 }, 'revision', '0'],
    [{ revision: '1' }, 'revision', '"1"'],
    [{ revision: undefined }, 'revision', 'undefined'],
    [{ updated: 'Mon Oct 3 10:15:13 2016' }, 'updated', '"Mon Oct 3 10:15:13 2016"'],
    [{ updated: '2026-13-01T00:00:00Z' }, 'updated', '"2026-13-01T00:00:00Z"'],
    [{ updated: 5 }, 'updated', '5'],
    [{ status: 'deploying' }, 'status', '"deploying"'],
    [{ status: ['deployed'] }, 'status', 'a list'],
    [{ chart: 'MISSING' }, 'chart', '"MISSING"'],
    [{ chart: '-1.0.0' }, 'chart', '"-1.0.0"'],
    [{ chart: 'todo-1.0' }, 'chart', '"todo-1.0"'],
    [{ chart: null }, 'chart', 'null'],
    [{ app_version: 1 }, 'app_version', 'a value of type number'],
    [{ description: ['hunter2'] }, 'description', 'a list'],
  ])('says where %j is wrong', (wrong, field, given) => {
    expect(refusals(JSON.stringify([ENTRY, { ...ENTRY, ...wrong }]))).toEqual([
      {
        path: 'helm history',
        code: 'helm-history-invalid',
        field: `[1].${field}`,
        given,
        allowed: expect.any(String),
        remedy: expect.stringMatching(/\.$/),
      },
    ]);
  });

  it('says everything that is wrong at once', () => {
    const issues = refusals(JSON.stringify([{}, null, [], { ...ENTRY, status: '', chart: '' }]));
    expect(issues.map(({ field }) => field)).toEqual([
      '[0].revision',
      '[0].status',
      '[0].chart',
      '[1]',
      '[2]',
      '[3].status',
      '[3].chart',
    ]);
  });

  it.each(['', 'Error: release: not found hunter2', '{"hunter2": 1}', 'null', undefined, 5])(
    'refuses %j without showing it',
    (json) => {
      const issues = refusals(json);
      expect(issues).toMatchObject([{ code: 'helm-history-invalid', field: 'output' }]);
      expect(inspect(issues)).not.toContain('hunter2');
    },
  );
});
