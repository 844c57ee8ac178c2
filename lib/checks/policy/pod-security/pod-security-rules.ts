import { showSafely } from '../../../model/core/credentials';
import { CheckedPod } from '../../checked-pod';
import { mappingAt } from '../../data';
import { Rule } from '../../rule';
import { NO_PROBLEM, objectRule, podRule, Problem } from '../../rule-kinds';
import { DEPLOYED, STRICT } from '../../severity';
import { NAMESPACE } from '../kinds';
import { demands, isKnownTo, PodSecurityControl, PodSecurityLevel } from './control';
import { POD_SECURITY_CONTROLS } from './controls';
import { Enforcement, enforcementFor, isPolicyVersion, LATEST, POD_SECURITY_LABEL } from './enforcement';
import { podSecurityViolations } from './pod-security-violations';

const LEVELS = ['privileged', ...Object.values(PodSecurityLevel)];
const MODES = ['enforce', 'audit', 'warn'];

/** The Pod Security Standards: what a namespace enforces must be fulfilled, the rest of them should be. */
export const POD_SECURITY_RULES: readonly Rule[] = [
  podRule(
    {
      id: 'pod-security-enforced',
      needs: POD_SECURITY_CONTROLS.flatMap(({ needs }) => needs),
      summary: 'Pods fulfil what the labels pod-security.kubernetes.io/enforce of their namespace demand.',
      remedy: 'Change the pod, or let the namespace enforce a lower level: podSecurity of a chart.',
    },
    (pod, scope) => {
      const enforced = enforcementFor(scope, pod.object);
      if (enforced === undefined) {
        return NO_PROBLEM;
      }
      const { level, version } = enforced;
      return podSecurityViolations(pod, level, version).map(({ control, problem }) => ({
        ...problem,
        allowed: `${problem.allowed}, for namespace ${pod.object.namespace} enforces ${level} of ${version}`,
        remedy: problem.remedy ?? control.remedy,
      }));
    },
  ),
  objectRule(
    {
      id: 'pod-security-label-invalid',
      summary: 'Labels pod-security.kubernetes.io/* of namespaces name a level, or a version of the standards.',
      remedy: 'Correct the label: Kubernetes refuses the namespace.',
    },
    [NAMESPACE],
    ({ manifest }) => {
      const labels = mappingAt(manifest, 'metadata', 'labels');
      return MODES.flatMap((mode) => [
        ...labelProblems(labels, mode, (given) => LEVELS.includes(given), `one of ${LEVELS.join(', ')}`),
        ...labelProblems(labels, `${mode}-version`, isPolicyVersion, `${LATEST}, or a version such as v1.28`),
      ]);
    },
  ),
  ...POD_SECURITY_CONTROLS.map(controlRule),
];

/** A demand as a rule of its own. What the namespace refuses anyway is reported once, as that. */
function controlRule(control: PodSecurityControl): Rule {
  const { id, level, summary, remedy, needs, aliases } = control;
  const text = {
    ...{ id, summary, remedy, needs },
    severity: level === PodSecurityLevel.BASELINE ? DEPLOYED : STRICT,
    aliases: { ...aliases, podSecurity: [`${level}: ${control.control}`] },
  };
  return podRule(text, (pod, scope) => {
    if (!isKnownTo(scope.kubernetesVersion, control)) {
      return NO_PROBLEM;
    }
    const problems = control.find(pod, scope.kubernetesVersion);
    const enforced = problems.length === 0 ? undefined : enforcementFor(scope, pod.object);
    return enforced === undefined ? problems : unenforced(problems, control, pod, enforced);
  });
}

/** Problems that the namespace does not refuse the pod for. */
function unenforced(
  problems: readonly Problem[],
  control: PodSecurityControl,
  pod: CheckedPod,
  { level, version }: Enforcement,
): readonly Problem[] {
  if (!demands(level, control) || !isKnownTo(version, control)) {
    return problems;
  }
  const refused = new Set(control.find(pod, version).map(({ field }) => field));
  return problems.filter(({ field }) => !refused.has(field));
}

function labelProblems(
  labels: { readonly [key: string]: unknown },
  key: string,
  isAllowed: (given: string) => boolean,
  allowed: string,
): readonly Problem[] {
  const given = labels[POD_SECURITY_LABEL + key];
  return typeof given !== 'string' || isAllowed(given)
    ? NO_PROBLEM
    : [{ field: `metadata.labels["${POD_SECURITY_LABEL}${key}"]`, given: showSafely(given), allowed }];
}
