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
  /**
   * Files of CustomResourceDefinitions by which custom resources are judged, from the working directory on.
   * @default - those of the resources that this library makes, and those among the objects
   */
  readonly customResourceDefinitions?: string[];
}
