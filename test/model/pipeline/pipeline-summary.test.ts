import * as fc from 'fast-check';
import { PipelineRun, RunOutcome } from '../../../lib/model/pipeline/pipeline-run';
import { PipelineStatus, summarize } from '../../../lib/model/pipeline/pipeline-summary';

const { RUNNING, SUCCEEDED, FAILED, CANCELLED } = RunOutcome;

function run(hour: number, outcome: RunOutcome, minutes = 5): PipelineRun {
  const startedAt = new Date(Date.UTC(2026, 1, 9, hour));
  const finishedAt = outcome === RUNNING ? undefined : new Date(Date.UTC(2026, 1, 9, hour, minutes));
  return new PipelineRun({ startedAt, finishedAt, outcome });
}

describe('summarize', () => {
  it('says of no run that there was none', () => {
    expect(summarize(undefined as never)).toEqual(summarize([]));
    expect(summarize([])).toEqual({ status: PipelineStatus.NEVER_RUN });
  });

  it.each([
    [RUNNING, PipelineStatus.RUNNING, 100],
    [SUCCEEDED, PipelineStatus.SUCCEEDED, 100],
    [FAILED, PipelineStatus.FAILED, 50],
    [CANCELLED, PipelineStatus.CANCELLED, 100],
  ])('takes the status from the latest run, here %s', (outcome, status, successRate) => {
    const lastRun = new Date(Date.UTC(2026, 1, 9, 2));
    expect(summarize([run(1, SUCCEEDED), run(2, outcome)])).toEqual({ status, lastRun, successRate });
  });

  it('counts neither running nor cancelled runs', () => {
    const runs = [run(1, SUCCEEDED), run(2, FAILED), run(3, SUCCEEDED), run(4, CANCELLED), run(5, RUNNING)];
    expect(summarize(runs).successRate).toBeCloseTo(66.667, 3);
    expect(summarize([run(1, CANCELLED), run(2, RUNNING)]).successRate).toBeUndefined();
  });

  it('tells runs that started at once apart by their end', () => {
    expect(summarize([run(1, FAILED, 9), run(1, SUCCEEDED, 3)]).status).toBe(PipelineStatus.FAILED);
    expect(summarize([run(1, FAILED, 9), run(1, RUNNING)]).status).toBe(PipelineStatus.RUNNING);
  });

  it('leaves out runs that break a rule', () => {
    const wrong = new PipelineRun({ startedAt: new Date(NaN), outcome: FAILED });
    expect(summarize([wrong, run(1, SUCCEEDED)])).toMatchObject({ status: PipelineStatus.SUCCEEDED, successRate: 100 });
    expect(summarize([wrong])).toEqual({ status: PipelineStatus.NEVER_RUN });
  });

  it('does not depend on the order of the list, and leaves the list as it is', () => {
    const runs = fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: 3 }),
          fc.constantFrom(...Object.values(RunOutcome)),
          fc.integer({ min: 0, max: 2 }),
        )
        .map(([hour, outcome, minutes]) => run(hour, outcome, minutes)),
    );
    const shuffled = runs.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const before = [...list];
        expect(summarize(list)).toEqual(summarize(other));
        expect(list).toEqual(before);
      }),
    );
  });

  it('gives a rate from 0 to 100', () => {
    const outcomes = fc.array(fc.constantFrom(...Object.values(RunOutcome)));
    fc.assert(
      fc.property(outcomes, (list) => {
        const { successRate = 0 } = summarize(list.map((outcome, index) => run(index, outcome)));
        expect(successRate).toBeGreaterThanOrEqual(0);
        expect(successRate).toBeLessThanOrEqual(100);
      }),
    );
  });
});
