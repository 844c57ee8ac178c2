import { Rule } from './rule';

/** What is checked. */
export interface CheckOptions {
  /**
   * Whether anything is. An exception to a single rule, for a single construct, is nearly always better.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Rules besides those of the library.
   * @default - none
   */
  readonly rules?: Rule[];
  /**
   * Ids of rules of the library that count only where they are asked for.
   * @default - none of them counts
   */
  readonly optIn?: string[];
}
