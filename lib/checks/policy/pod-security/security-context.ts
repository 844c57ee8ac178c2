import { KubernetesVersion } from '../../../model/cluster/kubernetes-version';
import { showSafely } from '../../../model/core/credentials';
import { Mapping } from '../../../model/core/untrusted';
import { CheckedPod } from '../../checked-pod';
import { at, textAt } from '../../data';
import { NO_PROBLEM, Problem } from '../../rule-kinds';

/** A pod or a container: what has a security context. */
export interface Holder {
  readonly securityContext: Mapping;
  readonly field: string;
}

/** What is wrong with a security context; an empty one stands for one that is missing. */
export type ContextJudge = (context: Mapping, holder: Holder) => Problem | undefined;

/** What is wrong with the containers of the pod. */
export function inContainers({ containers }: CheckedPod, judge: ContextJudge): readonly Problem[] {
  let problems: Problem[] | undefined;
  for (const container of containers) {
    const problem = judge(container.securityContext, container);
    if (problem !== undefined) {
      (problems ??= []).push(problem);
    }
  }
  return problems ?? NO_PROBLEM;
}

/** What is wrong with the pod itself and with its containers. */
export function inPodAndContainers(pod: CheckedPod, judge: ContextJudge): readonly Problem[] {
  const own = judge(pod.securityContext, pod);
  const problems = inContainers(pod, judge);
  return own === undefined ? problems : [own, ...problems];
}

/** A problem of a field of a security context. Its value is shown: nothing confidential stands there. */
export function contextProblem(holder: Holder, context: Mapping, key: string, allowed: string): Problem {
  const given = at(context, ...key.split('.'));
  return {
    field: `${holder.field}.securityContext.${key}`,
    given: given === undefined ? 'nothing' : Array.isArray(given) ? listed(given) : showSafely(given),
    allowed,
  };
}

/** A field that the pod can say once for all its containers, and that neither it nor they say. */
export function missingInPod(pod: CheckedPod, key: string, containers: readonly string[], allowed: string): Problem {
  return {
    field: `${pod.field}.securityContext.${key}`,
    given: `nothing, for ${containers.length === 1 ? 'container' : 'containers'} ${listed(containers)}`,
    allowed,
  };
}

/** Some texts in one line. */
export function listed(texts: readonly unknown[]): string {
  return texts.length === 0 ? 'nothing' : texts.map(showSafely).join(', ');
}

/** Whether the standards do not ask the pod, because it says that it runs on Windows. */
export function isExemptWindows({ spec }: CheckedPod, version: KubernetesVersion): boolean {
  return textAt(spec, 'os', 'name') === 'windows' && version.isAtLeast('1.25');
}

/** Whether root in the pod is nobody on the node. */
export function hasUserNamespace({ spec }: CheckedPod): boolean {
  return at(spec, 'hostUsers') === false;
}
