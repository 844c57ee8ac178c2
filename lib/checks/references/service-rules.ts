import { show } from '../../model/core/issue';
import { showWithoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject, groupOf } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { at, listAt, textAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { ADVICE, ALWAYS } from '../severity';
import { listed } from './listed';
import { describePorts, PodPort, podPorts } from './pod-ports';
import { References } from './references';

/** A Service with a selector, and the pods that it selects. */
interface Selection {
  readonly service: CheckedObject;
  readonly pods: readonly CheckedPod[];
}

/** Rules about the pods behind Services. */
export const SERVICE_RULES: readonly Rule[] = [
  {
    id: 'dangling-service',
    severity: ALWAYS,
    summary: 'Every Service that selects pods by labels finds some.',
    remedy: 'Let its selector be the labels of the pods; leave the selector out where endpoints are made by hand.',
    aliases: { kubeLinter: ['dangling-service'], kubeScore: ['service-targets-pod'] },
    check: (scope) =>
      scope
        .shared(selectionsIn)
        .filter(({ pods }) => pods.length === 0)
        .map(({ service }) => {
          const given = show(at(service.manifest, 'spec', 'selector'));
          return { object: service, field: 'spec.selector', given, allowed: 'labels of pods of the same namespace' };
        }),
  },
  {
    id: 'unknown-target-port',
    severity: ALWAYS,
    summary: 'Every port that a Service leads to by its name is a port of the pods.',
    remedy: 'Name the port of the container so, or lead to its number.',
    check: (scope) => wrongTargets(scope, (target) => typeof target === 'string'),
  },
  {
    id: 'undeclared-target-port',
    severity: ADVICE,
    summary: 'Every port that a Service leads to by its number is among those that the pods say they have.',
    remedy: 'Correct the number, or list the port with those of the container.',
    check: (scope) => wrongTargets(scope, (target) => typeof target === 'number'),
  },
];

function selectionsIn(scope: CheckScope): Selection[] {
  const { pods } = References.of(scope);
  return scope.ofKind('Service').flatMap((service) => {
    const selector = at(service.manifest, 'spec', 'selector');
    const isJudged = groupOf(service.apiVersion) === '' && textAt(service.manifest, 'spec', 'type') !== 'ExternalName';
    return isJudged && isMapping(selector) && Object.keys(selector).length > 0
      ? [{ service, pods: pods.select(service.namespace ?? '', { matchLabels: selector }) }]
      : [];
  });
}

/** Targets that no selected pod has. Pods that say nothing of ports may have any, but none that has a name. */
function wrongTargets(scope: CheckScope, isMeant: (target: unknown) => boolean): RuleFinding[] {
  return scope.shared(selectionsIn).flatMap(({ service, pods }) =>
    listAt(service.manifest, 'spec', 'ports').flatMap((port, index) => {
      const target = at(port, 'targetPort') ?? at(port, 'port');
      const protocol = textAt(port, 'protocol') ?? 'TCP';
      if (
        !isMeant(target) ||
        pods.length === 0 ||
        pods.some((pod) => isFree(pod, target) || has(pod, target, protocol))
      ) {
        return [];
      }
      const isSaid = at(port, 'targetPort') !== undefined;
      return [targetFinding(service, `spec.ports[${index}].${isSaid ? 'targetPort' : 'port'}`, target, pods)];
    }),
  );
}

function isFree(pod: CheckedPod, target: unknown): boolean {
  return typeof target === 'number' && podPorts(pod).length === 0;
}

function has(pod: CheckedPod, target: unknown, protocol: string): boolean {
  return podPorts(pod).some((each) => (each.name === target || each.port === target) && each.protocol === protocol);
}

function targetFinding(
  object: CheckedObject,
  field: string,
  target: unknown,
  pods: readonly CheckedPod[],
): RuleFinding {
  const ports: PodPort[] = pods.flatMap((pod) => podPorts(pod));
  const { kind, name } = (pods[0] as CheckedPod).object;
  return {
    ...{ object, field, given: showWithoutValue(target) },
    allowed: `a port of the pods of ${kind} ${name}: ${listed(describePorts(ports))}`,
  };
}
