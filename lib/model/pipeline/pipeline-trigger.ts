import { Finding, show } from '../core/issue';
import { oneOf } from '../core/rules';
import { listOf } from '../core/untrusted';
import { cronFindings } from './cron';

/** Event that starts a pipeline. */
export enum TriggerKind {
  /** A push to a branch. */
  PUSH = 'push',
  /** A tag that is pushed. */
  TAG = 'tag',
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

/** Which tags start a pipeline. */
export interface TagTriggerOptions {
  /** Names of tags, or patterns for them such as `v*`. */
  readonly tags: string[];
}

/** Git's rules for the name of a branch or tag, and the characters of patterns besides. */
const REF = /^(?![-/.]|@$)(?!.*(?:\.\.|\/\/|\/\.|@\{|\.lock(?:\/|$)))[^\s~^:\\\p{Cc}]+(?<![/.])$/u;

/** What starts a pipeline. */
export class PipelineTrigger {
  /** A push to one of the branches. */
  static push(options: PushTriggerOptions): PipelineTrigger {
    const { branches } = { ...options };
    return new PipelineTrigger(TriggerKind.PUSH, Array.isArray(branches) ? branches : []);
  }

  /** A tag with one of the names that is pushed. */
  static tag(options: TagTriggerOptions): PipelineTrigger {
    const { tags } = { ...options };
    return new PipelineTrigger(TriggerKind.TAG, Array.isArray(tags) ? tags : []);
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
  readonly #refs: readonly string[];

  private constructor(kind: TriggerKind, refs: readonly string[], cron?: string) {
    this.kind = kind;
    this.cron = cron;
    this.#refs = [...refs];
  }

  /** A copy of the branches; empty unless a push to a branch starts the pipeline. */
  get branches(): string[] {
    return this.kind === TriggerKind.PUSH ? [...this.#refs] : [];
  }

  /** A copy of the tags; empty unless a tag starts the pipeline. */
  get tags(): string[] {
    return this.kind === TriggerKind.TAG ? [...this.#refs] : [];
  }

  /** The event in words. */
  toString(): string {
    if (this.kind === TriggerKind.PUSH) {
      return `push to ${this.#refs.join(', ')}`;
    }
    if (this.kind === TriggerKind.TAG) {
      return `tag ${this.#refs.join(', ')}`;
    }
    return this.kind === TriggerKind.MANUAL ? 'by hand' : `schedule ${this.cron}`;
  }
}

/** A push names its branches, and a schedule is one. */
export function triggerFindings(field: string, trigger: PipelineTrigger): Finding[] {
  const { kind, branches, tags, cron } = read(trigger);
  const why = { code: 'trigger-unknown', remedy: 'Use one of the factories of PipelineTrigger.' };
  return [
    ...oneOf(field, kind, Object.values(TriggerKind), why),
    ...(kind === TriggerKind.PUSH ? refFindings(`${field}.branches`, branches, BRANCHES) : []),
    ...(kind === TriggerKind.TAG ? refFindings(`${field}.tags`, tags, TAGS) : []),
    ...(kind === TriggerKind.SCHEDULE ? cronFindings(`${field}.cron`, cron) : []),
  ];
}

/** The fields of a trigger, or none of what only JavaScript can pass. */
function read(trigger: PipelineTrigger | undefined) {
  return { kind: trigger?.kind, branches: listOf(trigger?.branches), tags: listOf(trigger?.tags), cron: trigger?.cron };
}

/** How findings speak of a kind of names. */
interface RefWords {
  readonly emptyCode: string;
  readonly invalidCode: string;
  readonly what: string;
  readonly example: string;
}

const BRANCHES: RefWords = {
  ...{ emptyCode: 'trigger-branches-empty', invalidCode: 'branch-invalid' },
  ...{ what: 'branch', example: 'release/**' },
};
const TAGS: RefWords = {
  ...{ emptyCode: 'trigger-tags-empty', invalidCode: 'tag-invalid' },
  ...{ what: 'tag', example: 'v*' },
};

function refFindings(field: string, refs: readonly string[], words: RefWords): Finding[] {
  const { emptyCode, invalidCode, what, example } = words;
  if (refs.length === 0) {
    const remedy = `Name them; without a name, every push to any ${what} would deploy.`;
    return [{ code: emptyCode, field, given: `no ${what}`, allowed: `at least one ${what}`, remedy }];
  }
  return refs.flatMap((ref, index) =>
    typeof ref === 'string' && REF.test(ref)
      ? []
      : [
          {
            code: invalidCode,
            field: `${field}[${index}]`,
            given: show(ref),
            allowed: `a name that git accepts, or a pattern such as ${example}`,
            remedy: 'Correct the name.',
          },
        ],
  );
}
