import { cronFindings } from '../../../lib/model/pipeline/cron';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const NAMES = [
  ...MONTHS.map((name, index) => [name, index + 1, (month: string) => `0 0 1 ${month} *`] as const),
  ...DAYS.map((name, index) => [name, index, (day: string) => `0 0 * * ${day}`] as const),
];

describe('cronFindings', () => {
  it.each(NAMES)('takes %s for %d', (name, number, cron) => {
    expect(cronFindings('cron', cron(`${name}-${number}`))).toEqual([]);
    expect(cronFindings('cron', cron(`${name}-${number - 1}`))).toHaveLength(1);
  });

  it.each([
    '* * * * *',
    '0 3 * * 1',
    '*/5 0-23 1,15 JAN-MAR,DEC MON-FRI',
    '0,30 8-18/2 * 1-12 SUN',
    '59 23 31 12 6',
    '5/15 * * * *',
    '05 03 * * *',
    '0 0 1 1 0',
    '*/1 */23 */31 */12 */6',
    '*/59 * * * *',
  ])('allows %j', (cron) => {
    expect(cronFindings('cron', cron)).toEqual([]);
  });

  it.each([
    '',
    '@daily',
    '* * * *',
    '* * * * * *',
    '*  * * * *',
    ' 0 3 * * 1',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * 32 * *',
    '* * * 13 *',
    '* * * * 7',
    '* * * * mon',
    '* * * MON *',
    '5-1 * * * *',
    '1-2-3 * * * *',
    '*/0 * * * *',
    '*/60 * * * *',
    '* */24 * * *',
    '*/005 * * * *',
    '005 * * * *',
    'x/* * * * *',
    '*/ * * * *',
    '1, * * * *',
    '-1 * * * *',
    '*-5 * * * *',
    '1.5 * * * *',
    undefined,
    5,
  ])('refuses %j', (cron) => {
    expect(cronFindings('cron', cron)).toMatchObject([{ code: 'cron-invalid', field: 'cron' }]);
  });
});
