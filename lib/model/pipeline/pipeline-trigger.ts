import { Finding, show } from '../core/issue';
import { oneOf } from '../core/rules';
import { cronFindings } from './cron';

/** Event that starts a pipeline. */
export enum TriggerKind {
  /** A push to a branch. */
  PUSH = 'push',
  /** Somebody starts it. */
  MANUAL = 'manual',
  /** The clock. */
  SCHEDULE = 'schedule',
}

/** Which pushes start a pipeline. */
export interface PushTriggerOptions {
  /** Names of branches, or patterns for them such as `release/**`. */
  readonly branches: string[];
}

/** Git's rules for the name of a branch, and the characters of patterns besides. */
const BRANCH = /^(?![-/.]|@$)(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[^\s~^:\\\p{Cc}]+(?<![/.])$/u;

/** What starts a pipeline. */
export class PipelineTrigger {
  /** A push to one of the branches. */
  static push(options: PushTriggerOptions): PipelineTrigger {
    const { branches } = { ...options };
    return new PipelineTrigger(TriggerKind.PUSH, Array.isArray(branches) ? branches : []);
  }

  /** Somebody starts it by hand. */
  static manual(): PipelineTrigger {
    return new PipelineTrigger(TriggerKind.MANUAL, []);
  }

  /**
   * The clock.
   *
   * @param cron five fields in UTC, for example `0 3 * * 1`. GitHub starts no more often than every 5 minutes.
   */
  static schedule(cron: string): PipelineTrigger {
    return new PipelineTrigger(TriggerKind.SCHEDULE, [], cron);
  }

  /** Which event it is. */
  readonly kind: TriggerKind;
  /** @default - not started by the clock */
  readonly cron?: string;
  readonly #branches: readonly string[];

  private constructor(kind: TriggerKind, branches: readonly string[], cron?: string) {
    this.kind = kind;
    this.cron = cron;
    this.#branches = [...branches];
  }

  /** A copy of the branches; empty unless a push starts the pipeline. */
  get branches(): string[] {
    return [...this.#branches];
  }

  /** The event in words. */
  toString(): string {
    if (this.kind === TriggerKind.PUSH) {
      return `push to ${this.#branches.join(', ')}`;
    }
    return this.kind === TriggerKind.MANUAL ? 'by hand' : `schedule ${this.cron}`;
  }
}

/** A push names its branches, and a schedule is one. */
export function triggerFindings(field: string, trigger: PipelineTrigger): Finding[] {
  const { kind, branches, cron } = read(trigger);
  const why = { code: 'trigger-unknown', remedy: 'Use one of the factories of PipelineTrigger.' };
  return [
    ...oneOf(field, kind, Object.values(TriggerKind), why),
    ...(kind === TriggerKind.PUSH ? branchFindings(`${field}.branches`, branches) : []),
    ...(kind === TriggerKind.SCHEDULE ? cronFindings(`${field}.cron`, cron) : []),
  ];
}

/** The fields of a trigger, or none of what only JavaScript can pass. */
function read(trigger: PipelineTrigger | undefined) {
  const branches = trigger?.branches;
  return { kind: trigger?.kind, branches: Array.isArray(branches) ? branches : [], cron: trigger?.cron };
}

function branchFindings(field: string, branches: readonly string[]): Finding[] {
  const remedy = 'Name the branches; without one, every push to any branch would deploy.';
  if (branches.length === 0) {
    return [{ code: 'trigger-branches-empty', field, given: 'no branch', allowed: 'at least one branch', remedy }];
  }
  return branches.flatMap((branch, index) =>
    typeof branch === 'string' && BRANCH.test(branch)
      ? []
      : [
          {
            code: 'branch-invalid',
            field: `${field}[${index}]`,
            given: show(branch),
            allowed: 'a name that git accepts, or a pattern such as release/**',
            remedy: 'Correct the name.',
          },
        ],
  );
}
