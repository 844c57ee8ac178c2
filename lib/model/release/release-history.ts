import { Finding } from '../core/issue';
import { hasMethods } from '../core/untrusted';
import { within } from '../core/validated';
import { HelmStatus, ReleaseState, releaseStateOf } from './release-lifecycle';
import { ReleaseRevision } from './release-revision';

/** Statuses that say what Helm last wrote, and not what later revisions made of it. */
const REPLACEABLE: readonly HelmStatus[] = [
  HelmStatus.SUPERSEDED,
  HelmStatus.FAILED,
  HelmStatus.PENDING_INSTALL,
  HelmStatus.PENDING_UPGRADE,
  HelmStatus.PENDING_ROLLBACK,
];

/** What Helm notes of a revision that it gives up; the note stays when the status becomes `superseded` later. */
const GIVEN_UP = /^(?:Release|Upgrade|Rollback) "[^"]*" failed\b/;
/** What Helm notes of a revision that it has begun; a success overwrites it. */
const BEGUN: readonly string[] = ['Initial install underway', 'Preparing upgrade'];
const ROLLBACK = /^Rollback to (\d+)$/;

/** A copy of the list, or `undefined` where it is not a list of nothing but revisions. */
export function observedHistory(history: unknown): ReleaseRevision[] | undefined {
  return Array.isArray(history) && history.every(isRevision) ? [...(history as ReleaseRevision[])] : undefined;
}

/**
 * The state of a release, which is that of its current revision. `PENDING` where it is declared and was never
 * installed; `undefined` where nobody read the history, or Helm itself is not certain.
 *
 * @param history what `ReleaseRevision.fromHelmHistory` read; `undefined` when nobody looked
 */
export function releaseState(history: ReleaseRevision[] | undefined): ReleaseState | undefined {
  const revisions = observedHistory(history);
  const current = currentRevision(revisions);
  if (current !== undefined) {
    return releaseStateOf(current.status);
  }
  return revisions === undefined ? undefined : ReleaseState.PENDING;
}

/**
 * The state of one revision, as far as the later ones show it: Helm leaves a failed revision `failed` for ever, and
 * calls one that was rolled back `superseded`. `undefined` where there is no such revision, or Helm is not certain.
 */
export function revisionState(history: ReleaseRevision[], revision: number): ReleaseState | undefined {
  const revisions = observedHistory(history) ?? [];
  const entry = revisions.find((each) => each.revision === revision);
  if (entry === undefined) {
    return undefined;
  }
  const [successor] = revisions.filter((each) => each.revision > revision && succeeded(each)).sort(byRevision);
  if (successor === undefined || !REPLACEABLE.includes(entry.status)) {
    return releaseStateOf(entry.status);
  }
  const [, restored] = ROLLBACK.exec(successor.description ?? '') ?? [];
  return restored !== undefined && Number(restored) < revision ? ReleaseState.ROLLED_BACK : ReleaseState.SUPERSEDED;
}

/** The revision that counts: the one with the highest number. `undefined` where there is none. */
export function currentRevision(history: ReleaseRevision[] | undefined): ReleaseRevision | undefined {
  return observedHistory(history)?.sort(byRevision).at(-1);
}

/**
 * The revision to restore: the latest one before the current one that was deployed successfully and was not rolled
 * back itself, or `undefined` where there is none. `helm rollback` without a number takes the one before the current
 * one, even where that failed.
 *
 * @see https://github.com/helm/helm/issues/1796
 */
export function rollbackTarget(history: ReleaseRevision[] | undefined): ReleaseRevision | undefined {
  const revisions = observedHistory(history) ?? [];
  const current = currentRevision(revisions)?.revision ?? 0;
  const good = revisions.filter(
    (each) =>
      each.revision < current &&
      succeeded(each) &&
      revisionState(revisions, each.revision) !== ReleaseState.ROLLED_BACK,
  );
  return currentRevision(good);
}

/** Every entry is right by itself, the numbers increase, and at most one revision is deployed. */
export function historyFindings(field: string, given: unknown): Finding[] {
  if (given === undefined) {
    return [];
  }
  const revisions = observedHistory(given);
  if (revisions === undefined) {
    const allowed = 'a list of ReleaseRevision';
    const remedy = 'Pass what ReleaseRevision.fromHelmHistory returns.';
    return [{ code: 'history-invalid', field, given: `a value of type ${typeof given}`, allowed, remedy }];
  }
  return [
    ...revisions.flatMap((each, index) => within(`${field}[${index}]`, each.findings())),
    ...orderFindings(field, revisions),
    ...deployedFindings(field, revisions),
  ];
}

function orderFindings(field: string, revisions: readonly ReleaseRevision[]): Finding[] {
  return revisions.flatMap(({ revision }, index) => {
    const before = revisions[index - 1]?.revision ?? 0;
    if (index === 0 || revision > before) {
      return [];
    }
    const allowed = 'every revision once, in increasing order';
    const remedy = 'Pass the revisions in the order in which `helm history` prints them.';
    const given = `${revision} after ${before}`;
    return [{ code: 'revisions-not-increasing', field: `${field}[${index}].revision`, given, allowed, remedy }];
  });
}

function deployedFindings(field: string, revisions: readonly ReleaseRevision[]): Finding[] {
  const deployed = revisions.filter(({ status }) => status === HelmStatus.DEPLOYED);
  if (deployed.length <= 1) {
    return [];
  }
  return [
    {
      code: 'several-revisions-deployed',
      field,
      given: `revisions ${deployed.map(({ revision }) => revision).join(', ')} with status deployed`,
      allowed: 'at most one revision with status deployed',
      remedy: 'Upgrade or roll back once more: a success supersedes all others. Then read the history again.',
    },
  ];
}

function isRevision(value: unknown): boolean {
  return hasMethods(value, ['findings']) && typeof (value as ReleaseRevision).revision === 'number';
}

function succeeded({ status, description = '' }: ReleaseRevision): boolean {
  const isGood = status === HelmStatus.DEPLOYED || status === HelmStatus.SUPERSEDED;
  return isGood && !GIVEN_UP.test(description) && !BEGUN.includes(description);
}

function byRevision(one: ReleaseRevision, other: ReleaseRevision): number {
  return one.revision - other.revision;
}
