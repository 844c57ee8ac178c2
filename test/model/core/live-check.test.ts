import { judge, Verdict } from '../../../lib/model/core/live-check';

const RULE = { code: 'it-works', subject: 'Thing a', remedy: 'Mend it.' };

describe('judge', () => {
  it.each([
    [true, Verdict.PASSED, 'true'],
    [false, Verdict.FAILED, 'false'],
  ])('says of the fact %j: %s', (fact, verdict, observed) => {
    expect(judge(RULE, fact, (value) => value)).toEqual({ ...RULE, verdict, observed });
  });

  it('never takes an unknown fact for passed', () => {
    expect(judge<boolean>(RULE, undefined, () => true)).toEqual({
      ...RULE,
      verdict: Verdict.NOT_VERIFIED,
      observed: 'nothing: the fact is unknown',
    });
  });

  it.each([
    [new Date('2026-02-09T12:00:00Z'), '2026-02-09T12:00:00.000Z'],
    [new Date('never'), 'a date that is none'],
    [5n, '5'],
    [['a'], '["a"]'],
  ])('prints the fact %p', (fact, observed) => {
    expect(judge<unknown>(RULE, fact, () => true).observed).toBe(observed);
  });
});
