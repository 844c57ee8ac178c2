import { KubernetesVersion } from '../../../model/cluster/kubernetes-version';
import { CheckedPod } from '../../checked-pod';
import { Problem } from '../../rule-kinds';
import { demands, isKnownTo, PodSecurityControl, PodSecurityLevel } from './control';
import { POD_SECURITY_CONTROLS } from './controls';

/** What a namespace would refuse a pod for. */
export interface PodSecurityViolation {
  /** The demand. */
  readonly control: PodSecurityControl;
  /** What is wrong. */
  readonly problem: Problem;
}

/**
 * Everything for which a namespace that enforces the level, by that version of the standards, refuses the pod.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function podSecurityViolations(
  pod: CheckedPod,
  level: PodSecurityLevel,
  version: KubernetesVersion,
): PodSecurityViolation[] {
  return POD_SECURITY_CONTROLS.filter((control) => demands(level, control) && isKnownTo(version, control)).flatMap(
    (control) => control.find(pod, version).map((problem) => ({ control, problem })),
  );
}
