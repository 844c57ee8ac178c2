import { Issue } from '../model/core/issue';
import { Severity } from './severity';

/** Something that is wrong with an object, or with what is said of the checks. */
export interface CheckIssue extends Issue {
  /** Whether anything is written all the same. */
  readonly severity: Severity;
  /**
   * Name of the environment.
   * @default - it belongs to none
   */
  readonly environment?: string;
  /**
   * The object: `Deployment backend`.
   * @default - it is not about one object
   */
  readonly object?: string;
}

/** An exception that was needed. */
export interface UsedException {
  /** Id of the rule. */
  readonly rule: string;
  /** Why it does not apply. */
  readonly reason: string;
  /** Path of the construct, or of the file, that it is about. */
  readonly path: string;
  /** Number of findings that do not count because of it. */
  readonly findings: number;
}

/** What the checks say of everything. */
export interface CheckReport {
  /** What is wrong, sorted by environment, path, code and field. */
  readonly issues: readonly CheckIssue[];
  /** The exceptions that were needed, sorted by path and rule. */
  readonly exceptions: readonly UsedException[];
}

/** The report on nothing. */
export const NO_REPORT: CheckReport = { issues: [], exceptions: [] };
