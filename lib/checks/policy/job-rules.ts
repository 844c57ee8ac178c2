import { at } from '../data';
import { Rule } from '../rule';
import { NO_PROBLEM, objectRule } from '../rule-kinds';
import { ADVICE } from '../severity';
import { CRON_JOB, JOB } from './kinds';

const DELETE_POLICIES = ['argocd.argoproj.io/hook-delete-policy', 'helm.sh/hook-delete-policy'];

/** What remains of jobs. */
export const JOB_RULES: readonly Rule[] = [
  objectRule(
    {
      id: 'job-ttl',
      severity: ADVICE,
      summary: 'Jobs that are done are removed.',
      remedy: 'Set ttlSecondsAfterFinished, as jobs of this library do by default.',
      aliases: { kubeLinter: ['job-ttl-seconds-after-finished'] },
    },
    [JOB],
    ({ manifest }) =>
      at(manifest, 'spec', 'ttlSecondsAfterFinished') === undefined &&
      DELETE_POLICIES.every((key) => at(manifest, 'metadata', 'annotations', key) === undefined)
        ? [{ field: 'spec.ttlSecondsAfterFinished', given: 'nothing', allowed: 'a number of seconds' }]
        : NO_PROBLEM,
  ),
  objectRule(
    {
      id: 'cron-job-deadline',
      severity: ADVICE,
      summary: 'Scheduled jobs say how late they may start, or a schedule that is missed too often never runs again.',
      remedy: 'Set startingDeadlineSeconds, as scheduled jobs of this library do by default.',
      aliases: { kubeScore: ['cronjob-has-deadline'] },
    },
    [CRON_JOB],
    ({ manifest }) =>
      at(manifest, 'spec', 'startingDeadlineSeconds') === undefined
        ? [{ field: 'spec.startingDeadlineSeconds', given: 'nothing', allowed: 'a number of seconds' }]
        : NO_PROBLEM,
  ),
];
