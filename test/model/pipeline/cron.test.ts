import { cronFindings } from '../../../lib/model/pipeline/cron';

describe('cronFindings', () => {
  it.each([
    '* * * * *',
    '0 3 * * 1',
    '*/5 0-23 1,15 JAN-MAR,DEC MON-FRI',
    '0,30 8-18/2 * 1-12 SUN',
    '59 23 31 12 6',
    '5/15 * * * *',
    '05 03 * * *',
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
