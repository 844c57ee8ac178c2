import { Finding, show } from '../core/issue';

/** One field of a schedule: its range, and names for its numbers. */
interface CronField {
  readonly min: number;
  readonly max: number;
  /** The name at index 0 means `min`. */
  readonly names: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const FIELDS: readonly CronField[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: DAYS },
];

/**
 * The text is a POSIX cron schedule as GitHub Actions reads it: five fields, in UTC. `@daily` and the like are not known
 * there.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule
 */
export function cronFindings(field: string, given: unknown): Finding[] {
  const parts = typeof given === 'string' ? given.split(' ') : [];
  if (parts.length === FIELDS.length && FIELDS.every((range, index) => isFieldOf(range, parts[index] ?? ''))) {
    return [];
  }
  return [
    {
      code: 'cron-invalid',
      field,
      given: show(given),
      allowed:
        'minute (0-59), hour (0-23), day (1-31), month (1-12 or JAN-DEC), weekday (0-6 or SUN-SAT), with one space ' +
        'between them; each may be *, a list, a range or a step',
      remedy: 'Give a schedule such as 0 3 * * 1, which is Monday, 3:00 UTC.',
    },
  ];
}

function isFieldOf(range: CronField, text: string): boolean {
  return text.split(',').every((item) => isItemOf(range, item));
}

function isItemOf(range: CronField, text: string): boolean {
  const [, span = '', step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(text) ?? [];
  if (step !== undefined && (Number(step) < 1 || Number(step) > range.max)) {
    return false;
  }
  if (span === '*') {
    return true;
  }
  const ends = span.split('-').map((end) => numberOf(range, end));
  const [from = NaN, to = from] = ends;
  return ends.length <= 2 && from >= range.min && from <= to && to <= range.max;
}

function numberOf({ min, names }: CronField, text: string): number {
  if (/^\d{1,2}$/.test(text)) {
    return Number(text);
  }
  // What is no name is -1 here, which is below the range.
  return names.indexOf(text) + min;
}

const MACRO = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/**
 * The text is a schedule as a CronJob reads it: five fields, in which `?` is `*` and names of months and days may be
 * written in any case, or a macro such as `@daily`. Time zones have a field of their own.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function scheduleFindings(field: string, given: unknown): Finding[] {
  if (typeof given === 'string' && MACRO.test(given)) {
    return [];
  }
  const plain =
    typeof given === 'string' ? given.toUpperCase().replaceAll('?', '*').trim().replaceAll(/ +/g, ' ') : given;
  return cronFindings(field, plain).map(({ allowed, ...finding }) => ({
    ...finding,
    given: show(given),
    allowed: `@hourly, @daily, @weekly, @monthly, @yearly, or ${allowed}`,
    remedy: 'Give a schedule such as 0 3 * * 1, which is Monday, 3:00 in the time zone of the job.',
  }));
}

/** The text has the form of a name of the IANA time zone database. Which names there are depends on the cluster. */
export function timeZoneFindings(field: string, given: string): Finding[] {
  const isZone = /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(given) && given !== 'Local';
  const [allowed, remedy] = ['a name of the IANA time zone database', 'Give a name such as Europe/Berlin or Etc/UTC.'];
  return isZone ? [] : [{ code: 'time-zone-invalid', field, given: show(given), allowed, remedy }];
}
