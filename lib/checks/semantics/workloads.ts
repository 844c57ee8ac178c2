import { showSafely } from '../../model/core/credentials';
import { CheckedObject } from '../checked-object';
import { at, isSetAt, numberAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
import { DAEMON_SET, DEPLOYMENT, REPLICA_SET, STATEFUL_SET } from './api-kinds';

const DEFAULT_PROGRESS_DEADLINE = 600;
const MAX_PERCENT = 100;

const strategy = objectRule(
  {
    id: 'rollout-strategy',
    needs: ['rollingUpdate'],
    summary: 'A rollout can replace pods: one more may run or one less, and only a rolling update has such numbers.',
    remedy: 'Set maxSurge or maxUnavailable to at least 1, or remove rollingUpdate.',
  },
  [DEPLOYMENT, DAEMON_SET, STATEFUL_SET],
  (object) => {
    const key = object.kind === 'Deployment' ? 'strategy' : 'updateStrategy';
    const given = at(object.manifest, 'spec', key);
    const type = textAt(given, 'type') ?? 'RollingUpdate';
    const field = `spec.${key}.rollingUpdate`;
    if (!isSetAt(given, 'rollingUpdate')) {
      return NO_PROBLEM;
    }
    // The API server refuses it for a Deployment; elsewhere it is accepted and ignored.
    return type === 'RollingUpdate'
      ? numberProblems(object, field, at(given, 'rollingUpdate'))
      : [{ field, given: `numbers of a rolling update beside ${showSafely(type)}`, allowed: 'nothing' }];
  },
);

function numberProblems({ kind }: CheckedObject, field: string, rolling: unknown): readonly Problem[] {
  const [surge, unavailable] = [at(rolling, 'maxSurge'), at(rolling, 'maxUnavailable')];
  const problems = [
    ...amountProblems(`${field}.maxSurge`, surge),
    ...amountProblems(`${field}.maxUnavailable`, unavailable, MAX_PERCENT),
  ];
  if (kind === 'StatefulSet') {
    const isZero = isNone(unavailable);
    return isZero ? [{ field: `${field}.maxUnavailable`, given: '0', allowed: 'at least 1' }] : problems;
  }
  const isDaemon = kind === 'DaemonSet';
  // Without a number the default counts: a quarter of a Deployment's pods; of a DaemonSet's none more and one less.
  if (isNone(surge ?? (isDaemon ? 0 : 1)) && isNone(unavailable ?? 1)) {
    return [{ field, given: 'maxSurge 0 and maxUnavailable 0', allowed: 'at least one of them above 0' }, ...problems];
  }
  if (isDaemon && !isNone(surge ?? 0) && !isNone(unavailable ?? 1)) {
    return [
      { field, given: 'maxSurge and maxUnavailable above 0', allowed: 'one of them above 0 in a DaemonSet' },
      ...problems,
    ];
  }
  return problems;
}

function isNone(given: unknown): boolean {
  return given === 0 || given === '0%' || given === '0';
}

/** A number of pods, or a share of them: what the schema calls int-or-string. */
export function amountProblems(field: string, given: unknown, mostPercent?: number): readonly Problem[] {
  const isText = typeof given === 'string';
  const percent = isText && /^\d{1,9}%$/.test(given) ? Number(given.slice(0, -1)) : undefined;
  const isGood =
    given === undefined ||
    given === null ||
    (typeof given === 'number' && given >= 0) ||
    (percent !== undefined && percent <= (mostPercent ?? percent)) ||
    (!isText && typeof given !== 'number');
  const most = mostPercent === undefined ? '' : ` up to ${mostPercent}%`;
  return isGood
    ? NO_PROBLEM
    : [
        {
          field,
          given: showSafely(given),
          allowed: `a number of pods, or a share such as 25%${most}`,
          remedy: 'Give a number without quotes, or a percentage.',
        },
      ];
}

const workloadNumber = objectRule(
  {
    id: 'workload-number',
    needs: [Unusual.NEGATIVE, 'minReadySeconds', 'progressDeadlineSeconds'],
    summary:
      'Numbers of workloads are not negative, and a rollout has more time than a pod needs to count as available.',
    remedy: 'Correct the number, or leave it out.',
  },
  [DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET],
  ({ kind, manifest }) => {
    const negative = ['replicas', 'minReadySeconds', 'revisionHistoryLimit'].flatMap((key) => {
      const given = numberAt(manifest, 'spec', key) ?? 0;
      return given < 0 ? [{ field: `spec.${key}`, given: String(given), allowed: 'at least 0' }] : [];
    });
    const deadline = numberAt(manifest, 'spec', 'progressDeadlineSeconds') ?? DEFAULT_PROGRESS_DEADLINE;
    const ready = numberAt(manifest, 'spec', 'minReadySeconds') ?? 0;
    return kind !== 'Deployment' || deadline > ready
      ? negative
      : [
          ...negative,
          {
            field: 'spec.progressDeadlineSeconds',
            given: String(deadline),
            allowed: `more than minReadySeconds, ${ready}`,
          },
        ];
  },
);

export const WORKLOAD_RULES: readonly Rule[] = [strategy, workloadNumber];
