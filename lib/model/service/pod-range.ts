import { type Autoscaling } from './autoscaling';

/** Pods of a service where its author says nothing. */
export const DEFAULT_REPLICAS = 1;

/** How many pods of a service run. */
export interface PodRange {
  /** At least so many, while nothing fails. */
  readonly least: number;
  /** At most so many, while nothing is rolled out. */
  readonly most: number;
}

/** What says how many pods run. */
export interface PodNumbers {
  /** @default 1 */
  readonly replicas?: number;
  /** @default - the number is fixed */
  readonly autoscaling?: Autoscaling;
}

/** How many pods run: a fixed number, or as many as the autoscaler wants. */
export function podRange({ replicas = DEFAULT_REPLICAS, autoscaling }: PodNumbers): PodRange {
  return autoscaling === undefined
    ? { least: replicas, most: replicas }
    : { least: autoscaling.minReplicas, most: autoscaling.maxReplicas };
}
