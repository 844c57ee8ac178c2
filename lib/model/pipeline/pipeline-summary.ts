import { listOf } from '../core/untrusted';
import { PipelineRun, RunOutcome } from './pipeline-run';

/** Where a pipeline stands: the outcome of its latest run. */
export enum PipelineStatus {
  /** There was no run. */
  NEVER_RUN = 'never-run',
  /** The latest run has not ended. */
  RUNNING = 'running',
  /** The latest run succeeded. */
  SUCCEEDED = 'succeeded',
  /** The latest run failed. */
  FAILED = 'failed',
  /** Somebody stopped the latest run. */
  CANCELLED = 'cancelled',
}

/** What the runs of a pipeline say about it. */
export interface PipelineSummary {
  /** Where it stands. */
  readonly status: PipelineStatus;
  /**
   * When the latest run started.
   * @default - there was no run
   */
  readonly lastRun?: Date;
  /**
   * How many of 100 runs succeeded, 0 to 100, not rounded. Only runs that succeeded or failed count.
   * @default - no run succeeded or failed
   */
  readonly successRate?: number;
}

const STATUS: ReadonlyMap<RunOutcome, PipelineStatus> = new Map([
  [RunOutcome.RUNNING, PipelineStatus.RUNNING],
  [RunOutcome.SUCCEEDED, PipelineStatus.SUCCEEDED],
  [RunOutcome.FAILED, PipelineStatus.FAILED],
  [RunOutcome.CANCELLED, PipelineStatus.CANCELLED],
]);
const OUTCOMES = [...STATUS.keys()];

/**
 * Status, time of the last run and success rate. The order of the list does not matter.
 *
 * Runs that break a rule are left out, because nothing is known of them; their own findings say so.
 */
export function summarize(runs: PipelineRun[]): PipelineSummary {
  const [latest, ...earlier] = listOf(runs)
    .filter((run) => run.findings().length === 0)
    .sort(byRecency);
  if (latest === undefined) {
    return { status: PipelineStatus.NEVER_RUN };
  }
  const outcomes = [latest, ...earlier].map(({ outcome }) => outcome);
  const succeeded = outcomes.filter((outcome) => outcome === RunOutcome.SUCCEEDED).length;
  const ended = succeeded + outcomes.filter((outcome) => outcome === RunOutcome.FAILED).length;
  return {
    status: STATUS.get(latest.outcome) ?? PipelineStatus.NEVER_RUN,
    lastRun: latest.startedAt,
    successRate: ended === 0 ? undefined : (100 * succeeded) / ended,
  };
}

/** The latest first. Two that started at once are told apart by their end, then by their outcome. */
function byRecency(one: PipelineRun, other: PipelineRun): number {
  return (
    other.startedAt.getTime() - one.startedAt.getTime() ||
    compare(endOf(other), endOf(one)) ||
    OUTCOMES.indexOf(one.outcome) - OUTCOMES.indexOf(other.outcome)
  );
}

function endOf(run: PipelineRun): number {
  return run.finishedAt?.getTime() ?? Infinity;
}

/** Not a difference: that of two infinite numbers is not a number. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
