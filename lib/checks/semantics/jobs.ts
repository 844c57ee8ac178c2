import { showSafely } from '../../model/core/credentials';
import { showWithoutValue } from '../../model/core/rules';
import { scheduleFindings, timeZoneFindings } from '../../model/pipeline/cron';
import { CheckedObject } from '../checked-object';
import { at, isSetAt, numberAt, textAt } from '../data';
import { Rule } from '../rule';
import { all, inList, NO_PROBLEM, objectRule, Problem, problemsOf } from '../rule-kinds';
import { CRON_JOB, JOB } from './api-kinds';

/** A duration as Go writes it, which `@every` takes. */
const EVERY = /^@every (?=\d)(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

const schedule = objectRule(
  {
    id: 'schedule-invalid',
    summary: 'The schedule of a CronJob is one that its controller can read, without a time zone in it.',
    remedy: 'Give five fields such as 0 3 * * 1, and the time zone in spec.timeZone.',
  },
  [CRON_JOB],
  ({ manifest }) => {
    const [text, zone] = [textAt(manifest, 'spec', 'schedule'), textAt(manifest, 'spec', 'timeZone')];
    return all(
      text === undefined || EVERY.test(text) ? NO_PROBLEM : problemsOf(scheduleFindings('spec.schedule', text)),
      zone === undefined ? NO_PROBLEM : problemsOf(timeZoneFindings('spec.timeZone', zone)),
    );
  },
);

/** Numbers of a CronJob and of a Job, and the least of each. */
const CRON_NUMBERS: readonly (readonly [field: string, least: number])[] = [
  ['startingDeadlineSeconds', 0],
  ['successfulJobsHistoryLimit', 0],
  ['failedJobsHistoryLimit', 0],
];
const JOB_NUMBERS: readonly (readonly [field: string, least: number])[] = [
  ['parallelism', 0],
  ['completions', 0],
  ['backoffLimit', 0],
  ['ttlSecondsAfterFinished', 0],
  ['activeDeadlineSeconds', 0],
];
/** The controller looks every ten seconds. */
const LEAST_STARTING_DEADLINE = 10;

const jobNumber = objectRule(
  {
    id: 'job-number',
    summary: 'Numbers of jobs are not negative, and a run that is late has the ten seconds in which it is noticed.',
    remedy: 'Correct the number, or leave it out.',
  },
  [JOB, CRON_JOB],
  (object) => {
    const { manifest, kind } = object;
    const { spec, field } = jobOf(object);
    const deadline = numberAt(manifest, 'spec', 'startingDeadlineSeconds');
    return all(
      kind === 'CronJob' ? small(at(manifest, 'spec'), 'spec', CRON_NUMBERS) : NO_PROBLEM,
      small(spec, field, JOB_NUMBERS),
      kind === 'CronJob' && deadline !== undefined && deadline >= 0 && deadline < LEAST_STARTING_DEADLINE
        ? [
            {
              field: 'spec.startingDeadlineSeconds',
              given: String(deadline),
              allowed: `at least ${LEAST_STARTING_DEADLINE}`,
            },
          ]
        : NO_PROBLEM,
    );
  },
);

const jobMode = objectRule(
  {
    id: 'job-mode',
    summary: 'An indexed job says how many pods must succeed, and one that judges failures starts new pods.',
    remedy: 'Set completions; set restartPolicy to Never.',
  },
  [JOB, CRON_JOB],
  (object) => {
    const { spec, field } = jobOf(object);
    const policy = textAt(spec, 'template', 'spec', 'restartPolicy') ?? 'Always';
    return all(
      at(spec, 'completionMode') === 'Indexed' && !isSetAt(spec, 'completions')
        ? [{ field: `${field}.completions`, given: 'nothing', allowed: 'a number beside completionMode Indexed' }]
        : NO_PROBLEM,
      isSetAt(spec, 'podFailurePolicy') && policy !== 'Never'
        ? [
            {
              field: `${field}.template.spec.restartPolicy`,
              given: showWithoutValue(policy),
              allowed: 'Never beside podFailurePolicy',
            },
          ]
        : NO_PROBLEM,
      isSetAt(spec, 'backoffLimitPerIndex') && at(spec, 'completionMode') !== 'Indexed'
        ? [
            {
              field: `${field}.backoffLimitPerIndex`,
              given: showSafely(at(spec, 'backoffLimitPerIndex')),
              allowed: 'nothing without completionMode Indexed',
            },
          ]
        : NO_PROBLEM,
      inList(at(spec, 'podFailurePolicy', 'rules'), (rule, index) => {
        const count = ['onExitCodes', 'onPodConditions'].filter((key) => isSetAt(rule, key)).length;
        return count === 1
          ? []
          : [
              {
                field: `${field}.podFailurePolicy.rules[${index}]`,
                given: count === 0 ? 'no condition' : 'onExitCodes and onPodConditions',
                allowed: 'one of onExitCodes and onPodConditions',
                remedy: 'Make two rules of it.',
              },
            ];
      }),
    );
  },
);

function jobOf({ kind, manifest }: CheckedObject): { readonly spec: unknown; readonly field: string } {
  return kind === 'Job'
    ? { spec: at(manifest, 'spec'), field: 'spec' }
    : { spec: at(manifest, 'spec', 'jobTemplate', 'spec'), field: 'spec.jobTemplate.spec' };
}

function small(spec: unknown, field: string, numbers: typeof JOB_NUMBERS): readonly Problem[] {
  return numbers.flatMap(([key, least]) => {
    const given = numberAt(spec, key);
    return given === undefined || given >= least
      ? []
      : [{ field: `${field}.${key}`, given: String(given), allowed: `at least ${least}` }];
  });
}

export const JOB_RULES: readonly Rule[] = [schedule, jobNumber, jobMode];
