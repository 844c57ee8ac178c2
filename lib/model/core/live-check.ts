import { show } from './issue';

/** What is known of a rule about the live world. */
export enum Verdict {
  /** The observed facts fulfil the rule. */
  PASSED = 'passed',
  /** The observed facts break the rule. */
  FAILED = 'failed',
  /** The facts were not observed. Never taken for passed. */
  NOT_VERIFIED = 'not verified',
}

/** A rule about the live world, judged by observed facts. */
export interface LiveCheck {
  /** Stable identifier of the rule, kebab-case. */
  readonly code: string;
  /** What was judged, for example `ContainerRegistry docker.io`. */
  readonly subject: string;
  /** The judgement. */
  readonly verdict: Verdict;
  /** What was observed, or what would have to be, in words; never a secret value. */
  readonly observed: string;
  /** What to do when the verdict is not `PASSED`. */
  readonly remedy: string;
}

/** The parts of a live check that do not depend on the facts. */
export interface LiveRule {
  readonly code: string;
  readonly subject: string;
  readonly remedy: string;
}

/**
 * Judges one fact. An unknown fact is not verified, whatever the rule.
 *
 * @param fact what was observed; `undefined` when nobody looked
 */
export function judge<T>(rule: LiveRule, fact: T | undefined, passes: (fact: T) => boolean): LiveCheck {
  if (fact === undefined) {
    return { ...rule, verdict: Verdict.NOT_VERIFIED, observed: 'nothing: the fact is unknown' };
  }
  const verdict = passes(fact) ? Verdict.PASSED : Verdict.FAILED;
  return { ...rule, verdict, observed: observedText(fact) };
}

/** A Date that is none has no text of its own. */
function observedText(fact: unknown): string {
  if (!(fact instanceof Date)) {
    return show(fact);
  }
  return Number.isNaN(fact.getTime()) ? 'a date that is none' : fact.toISOString();
}
