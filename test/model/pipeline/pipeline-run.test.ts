import { PipelineRun, RunOutcome } from '../../../lib/model/pipeline/pipeline-run';
import { StageName } from '../../../lib/model/pipeline/pipeline-stage';

const { RUNNING, SUCCEEDED, FAILED, CANCELLED } = RunOutcome;
const start = () => new Date('2026-02-09T12:00:00Z');
const end = () => new Date('2026-02-09T12:08:00Z');
const run = (props: object) => new PipelineRun({ startedAt: start(), outcome: SUCCEEDED, ...props });

describe('PipelineRun', () => {
  it.each([
    { outcome: RUNNING },
    { outcome: SUCCEEDED, finishedAt: end() },
    { outcome: SUCCEEDED, finishedAt: start() },
    { outcome: FAILED, finishedAt: end() },
    { outcome: FAILED, finishedAt: end(), failedStage: StageName.VERIFY },
    { outcome: CANCELLED, finishedAt: end() },
  ])('can be %j', (props) => {
    expect(run(props).findings()).toEqual([]);
  });

  it('keeps what is set', () => {
    const { startedAt, finishedAt, outcome, failedStage, place } = run({
      outcome: FAILED,
      finishedAt: end(),
      failedStage: StageName.DEPLOY,
    });
    expect({ startedAt, finishedAt, outcome, failedStage, place }).toEqual({
      startedAt: start(),
      finishedAt: end(),
      outcome: FAILED,
      failedStage: StageName.DEPLOY,
      place: 'PipelineRun 2026-02-09T12:00:00.000Z',
    });
  });

  it('copies its times, inwards and outwards', () => {
    const [startedAt, finishedAt] = [start(), end()];
    const one = run({ startedAt, finishedAt });
    [startedAt, finishedAt, one.startedAt, one.finishedAt!].forEach((time) => time.setTime(0));
    expect([one.startedAt, one.finishedAt]).toEqual([start(), end()]);
  });

  it.each([
    [{ outcome: RUNNING, finishedAt: end() }, 'finishedAt', 'run-still-running'],
    [{ outcome: SUCCEEDED }, 'finishedAt', 'run-finish-missing'],
    [{ outcome: FAILED }, 'finishedAt', 'run-finish-missing'],
    [{ startedAt: end(), finishedAt: start() }, 'finishedAt', 'run-finish-before-start'],
    [{ startedAt: new Date(NaN), finishedAt: end() }, 'startedAt', 'run-time-invalid'],
    [{ startedAt: '2026-02-09', finishedAt: end() }, 'startedAt', 'run-time-invalid'],
    [{ finishedAt: null }, 'finishedAt', 'run-time-invalid'],
    [{ outcome: 'green', finishedAt: end() }, 'outcome', 'run-outcome-unknown'],
    [{ finishedAt: end(), failedStage: StageName.BUILD }, 'failedStage', 'run-failed-stage'],
    [{ outcome: FAILED, finishedAt: end(), failedStage: 'test' }, 'failedStage', 'run-failed-stage'],
  ])('refuses %j', (props, field, code) => {
    expect(run(props).findings()).toMatchObject([{ field, code }]);
  });

  it.each([undefined, null, {}, 'text'])('does not throw for %j', (props) => {
    const wrong = new PipelineRun(props as never);
    expect(wrong.findings().map(({ code }) => code)).toEqual(['run-time-invalid', 'run-outcome-unknown']);
    expect(wrong.place).toBe('PipelineRun at an unknown time');
  });
});
