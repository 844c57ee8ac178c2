import fc from 'fast-check';
import {
  currentRevision,
  historyFindings,
  releaseState,
  revisionState,
  rollbackTarget,
} from '../../../lib/model/release/release-history';
import { HelmStatus, RELEASE_LIFECYCLE, ReleaseState } from '../../../lib/model/release/release-lifecycle';
import { ReleaseRevision } from '../../../lib/model/release/release-revision';

/** A history in short: "superseded", "failed: Upgrade ...", numbered from 1. */
function history(...entries: string[]): ReleaseRevision[] {
  return entries.map((entry, index) => {
    const [status = '', description] = entry.split(': ', 2);
    return new ReleaseRevision({
      revision: index + 1,
      status: status as HelmStatus,
      chartVersion: '1.0.0',
      description: description?.replace('gave up', 'Upgrade "todo" failed: context deadline exceeded'),
    });
  });
}

describe('releaseState', () => {
  it.each([
    [ReleaseState.PENDING, []],
    [ReleaseState.PENDING, ['pending-install']],
    [ReleaseState.DEPLOYED, ['superseded', 'deployed']],
    [ReleaseState.FAILED, ['deployed', 'failed']],
    [ReleaseState.DEPLOYED, ['superseded', 'failed', 'deployed: Rollback to 1']],
    [ReleaseState.UNINSTALLING, ['superseded', 'uninstalling']],
    [ReleaseState.UNINSTALLED, ['superseded', 'uninstalled']],
    [undefined, ['deployed', 'unknown']],
  ])('is %s after %j', (state, entries) => {
    expect(releaseState(history(...entries))).toBe(state);
    expect(releaseState(history(...entries).reverse())).toBe(state);
  });

  it.each([undefined, null, 'deployed', [null], [{}], [{ revision: 1n, findings: () => [] }]])(
    'is not verified for %p',
    (given) => {
      expect(releaseState(given as never)).toBeUndefined();
      expect(currentRevision(given as never)).toBeUndefined();
      expect(rollbackTarget(given as never)).toBeUndefined();
    },
  );
});

describe('revisionState', () => {
  const { SUPERSEDED, DEPLOYED, FAILED, ROLLED_BACK, PENDING, UNINSTALLED } = ReleaseState;

  it.each([
    [
      ['superseded', 'deployed'],
      [SUPERSEDED, DEPLOYED],
    ],
    [
      ['deployed', 'failed'],
      [DEPLOYED, FAILED],
    ],
    [
      ['superseded', 'failed', 'deployed: Rollback to 1'],
      [SUPERSEDED, ROLLED_BACK, DEPLOYED],
    ],
    [
      ['superseded', 'superseded', 'deployed: Rollback to 1'],
      [SUPERSEDED, ROLLED_BACK, DEPLOYED],
    ],
    [
      ['superseded', 'failed', 'failed', 'deployed: Rollback to 1'],
      [SUPERSEDED, ROLLED_BACK, ROLLED_BACK, DEPLOYED],
    ],
    [
      ['superseded', 'pending-upgrade', 'deployed: Rollback to 1'],
      [SUPERSEDED, ROLLED_BACK, DEPLOYED],
    ],
    [
      ['superseded', 'failed', 'deployed: Upgrade complete'],
      [SUPERSEDED, SUPERSEDED, DEPLOYED],
    ],
    [
      ['superseded', 'failed', 'superseded', 'deployed: Rollback to 1'],
      [SUPERSEDED, SUPERSEDED, ROLLED_BACK, DEPLOYED],
    ],
    [
      ['superseded', 'failed: gave up'],
      [SUPERSEDED, FAILED],
    ],
    [
      ['deployed', 'failed', 'pending-rollback: Rollback to 1'],
      [DEPLOYED, FAILED, PENDING],
    ],
    [
      ['superseded', 'uninstalled', 'deployed: Rollback to 1'],
      [SUPERSEDED, UNINSTALLED, DEPLOYED],
    ],
    [
      ['unknown', 'deployed'],
      [undefined, DEPLOYED],
    ],
  ])('reads %j', (entries, states) => {
    const revisions = history(...entries);
    expect(revisions.map(({ revision }) => revisionState(revisions, revision))).toEqual(states);
  });

  it('knows nothing of a revision that is not there', () => {
    expect(revisionState(history('deployed'), 2)).toBeUndefined();
    expect(revisionState(undefined as never, 1)).toBeUndefined();
  });

  it('gives only states of the lifecycle, and those that later revisions decide are final', () => {
    const statuses = fc.constantFrom(...Object.values(HelmStatus));
    fc.assert(
      fc.property(fc.array(statuses, { minLength: 1, maxLength: 6 }), fc.nat(6), (entries, restored) => {
        const revisions = history(...entries, `deployed: Rollback to ${restored}`);
        for (const { revision, status } of revisions) {
          const state = revisionState(revisions, revision);
          expect(state === undefined).toBe(status === HelmStatus.UNKNOWN);
          expect([undefined, ...RELEASE_LIFECYCLE.states]).toContain(state);
        }
      }),
    );
  });
});

describe('rollbackTarget', () => {
  it.each([
    [undefined, []],
    [undefined, ['deployed']],
    [undefined, ['failed']],
    [undefined, ['pending-install']],
    [undefined, ['failed', 'failed']],
    [undefined, ['failed', 'deployed']],
    [undefined, ['superseded: gave up', 'deployed']],
    [undefined, ['superseded: Initial install underway', 'deployed']],
    [1, ['superseded', 'deployed']],
    [1, ['deployed', 'failed']],
    [1, ['deployed', 'failed', 'failed']],
    [1, ['deployed', 'pending-upgrade']],
    [1, ['superseded', 'superseded: Preparing upgrade', 'failed']],
    [2, ['superseded', 'superseded', 'deployed']],
    [2, ['superseded', 'superseded', 'failed', 'deployed']],
    [1, ['superseded', 'failed', 'deployed: Rollback to 1']],
    [1, ['superseded', 'superseded', 'deployed: Rollback to 1']],
    [3, ['superseded', 'failed', 'deployed: Rollback to 1', 'failed']],
    [1, ['superseded', 'uninstalled']],
  ])('is %s after %j', (target, entries) => {
    expect(rollbackTarget(history(...entries))?.revision).toBe(target);
  });

  it('always is an earlier revision that Helm calls deployed or superseded', () => {
    const statuses = fc.constantFrom(...Object.values(HelmStatus));
    fc.assert(
      fc.property(fc.array(statuses), (entries) => {
        const target = rollbackTarget(history(...entries));
        const good = entries.slice(0, -1).lastIndexOf(HelmStatus.DEPLOYED);
        const fair = entries.slice(0, -1).lastIndexOf(HelmStatus.SUPERSEDED);
        expect(target?.revision ?? 0).toBe(Math.max(good, fair) + 1);
      }),
    );
  });
});

describe('historyFindings', () => {
  it('accepts a history that was not read, an empty one, and one whose beginning Helm dropped', () => {
    const revisions = history('superseded', 'superseded', 'failed', 'deployed').slice(2);
    for (const given of [undefined, [], revisions]) {
      expect(historyFindings('history', given)).toEqual([]);
    }
  });

  it.each([
    [history('superseded', 'deployed').reverse(), 'history[1].revision', 'revisions-not-increasing', '1 after 2'],
    [[...history('failed'), ...history('failed')], 'history[1].revision', 'revisions-not-increasing', '1 after 1'],
    [
      history('deployed', 'superseded', 'deployed'),
      'history',
      'several-revisions-deployed',
      'revisions 1, 3 with status deployed',
    ],
    [history('superseded', 'deploying'), 'history[1].status', 'helm-status-unknown', '"deploying"'],
    ['deployed', 'history', 'history-invalid', 'a value of type string'],
    [null, 'history', 'history-invalid', 'a value of type object'],
    [[{ revision: 1 }], 'history', 'history-invalid', 'a value of type object'],
  ])('refuses %p', (given, field, code, shown) => {
    expect(historyFindings('history', given)).toMatchObject([{ field, code, given: shown }]);
  });
});
