import { Finding, show } from '../core/issue';
import { oneOf } from '../core/rules';
import { IValidated } from '../core/validated';
import { StageName } from './pipeline-stage';

/** How a run ended, or that it has not. */
export enum RunOutcome {
  /** It has not ended. */
  RUNNING = 'running',
  /** Every stage succeeded. */
  SUCCEEDED = 'succeeded',
  /** A stage failed. */
  FAILED = 'failed',
  /** Somebody stopped it. */
  CANCELLED = 'cancelled',
}

/** Attributes of `PipelineRun`. */
export interface PipelineRunProps {
  /** When it started. */
  readonly startedAt: Date;
  /** How it ended, or that it has not. */
  readonly outcome: RunOutcome;
  /**
   * When it ended.
   * @default - it has not
   */
  readonly finishedAt?: Date;
  /**
   * The stage that failed.
   * @default - none did, or it failed before the first stage
   */
  readonly failedStage?: StageName;
}

/** One execution of a pipeline. */
export class PipelineRun implements IValidated {
  /** How it ended, or that it has not. */
  readonly outcome: RunOutcome;
  /** @default - none did, or it failed before the first stage */
  readonly failedStage?: StageName;
  readonly #startedAt: Date;
  readonly #finishedAt?: Date;

  constructor(props: PipelineRunProps) {
    const { startedAt, finishedAt, outcome, failedStage } = { ...props };
    this.outcome = outcome;
    this.failedStage = failedStage;
    this.#startedAt = copyOf(startedAt);
    this.#finishedAt = finishedAt === undefined ? undefined : copyOf(finishedAt);
  }

  get place(): string {
    return `PipelineRun ${isoTime(this.#startedAt)}`;
  }

  /** When it started. */
  get startedAt(): Date {
    return copyOf(this.#startedAt);
  }

  /** When it ended, or `undefined` while it runs. */
  get finishedAt(): Date | undefined {
    return this.#finishedAt === undefined ? undefined : copyOf(this.#finishedAt);
  }

  findings(): Finding[] {
    const outcomes = Object.values(RunOutcome);
    const times = [...timeFindings('startedAt', this.#startedAt), ...timeFindings('finishedAt', this.#finishedAt)];
    return [
      ...times,
      ...oneOf('outcome', this.outcome, outcomes, { code: 'run-outcome-unknown', remedy: 'Use one of RunOutcome.' }),
      ...(times.length > 0 ? [] : this.finishFindings('finishedAt')),
      ...this.failedStageFindings('failedStage'),
    ];
  }

  private finishFindings(field: string): Finding[] {
    const finish = this.#finishedAt;
    const start = isoTime(this.#startedAt);
    const given = finish === undefined ? 'undefined' : isoTime(finish);
    if (this.outcome === RunOutcome.RUNNING) {
      const remedy = 'Leave finishedAt out, or say how the run ended.';
      const allowed = 'nothing while the run is running';
      return finish === undefined ? [] : [{ code: 'run-still-running', field, given, allowed, remedy }];
    }
    if (finish === undefined) {
      const remedy = 'Say when the run ended.';
      return [
        { code: 'run-finish-missing', field, given, allowed: `a time, as the outcome is ${this.outcome}`, remedy },
      ];
    }
    if (finish < this.#startedAt) {
      const remedy = 'Exchange the two, or correct one.';
      return [{ code: 'run-finish-before-start', field, given, allowed: `not before the start, ${start}`, remedy }];
    }
    return [];
  }

  private failedStageFindings(field: string): Finding[] {
    if (this.failedStage === undefined) {
      return [];
    }
    if (this.outcome === RunOutcome.FAILED) {
      const why = { code: 'run-failed-stage', remedy: 'Use one of StageName.' };
      return oneOf(field, this.failedStage, Object.values(StageName), why);
    }
    const remedy = 'Leave it out, or say that the run failed.';
    const allowed = `nothing unless the outcome is ${RunOutcome.FAILED}`;
    return [{ code: 'run-failed-stage', field, given: show(this.failedStage), allowed, remedy }];
  }
}

function timeFindings(field: string, time: Date | undefined): Finding[] {
  if (time === undefined || !Number.isNaN(time.getTime())) {
    return [];
  }
  const remedy = 'Give a Date, for example new Date("2026-02-09T12:00:00Z").';
  return [{ code: 'run-time-invalid', field, given: 'what is not a valid Date', allowed: 'a valid Date', remedy }];
}

/** A date is mutable, so what was given is copied, and so is what is handed out. */
function copyOf(time: Date): Date {
  return new Date(time instanceof Date ? time.getTime() : NaN);
}

function isoTime(time: Date): string {
  return Number.isNaN(time.getTime()) ? 'at an unknown time' : time.toISOString();
}
