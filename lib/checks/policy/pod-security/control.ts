import { KubernetesVersion } from '../../../model/cluster/kubernetes-version';
import { CheckedPod } from '../../checked-pod';
import { Problem, RuleText } from '../../rule-kinds';

/**
 * A level of the Pod Security Standards that demands something.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityLevel {
  /** No known way out of the container. */
  BASELINE = 'baseline',
  /** Baseline, and as confined as a pod can be. */
  RESTRICTED = 'restricted',
}

/** A demand of the Pod Security Standards. */
export interface PodSecurityControl extends RuleText {
  readonly needs: readonly string[];
  /** What the admission controller calls it, for example `runAsNonRoot`. */
  readonly control: string;
  /** The lowest level that demands it. */
  readonly level: PodSecurityLevel;
  /**
   * The first version of the standards that demands it.
   * @default - all do
   */
  readonly since?: string;

  /** What is wrong with the pod by a version of the standards. */
  find(pod: CheckedPod, version: KubernetesVersion): readonly Problem[];
}

/** Whether the level demands what the control does. */
export function demands(level: PodSecurityLevel, control: PodSecurityControl): boolean {
  return level === PodSecurityLevel.RESTRICTED || control.level === PodSecurityLevel.BASELINE;
}

/** Whether the version of the standards has the control. */
export function isKnownTo(version: KubernetesVersion, { since }: PodSecurityControl): boolean {
  return since === undefined || version.isAtLeast(since);
}
