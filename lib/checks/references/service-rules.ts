import { show } from '../../model/core/issue';
import { showWithoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { at, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { ApiKind, inList, NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
import { ADVICE } from '../severity';
import { listed } from './listed';
import { describePorts, PodPort, podPorts } from './pod-ports';
import { References } from './references';

const SERVICE: ApiKind = { group: '', kind: 'Service' };

/** Rules about the pods behind Services. */
export const SERVICE_RULES: readonly Rule[] = [
  objectRule(
    {
      id: 'dangling-service',
      needs: [Unusual.SERVICE],
      summary: 'Every Service that selects pods by labels finds some.',
      remedy: 'Let its selector be the labels of the pods; leave the selector out where endpoints are made by hand.',
      aliases: { kubeLinter: ['dangling-service'], kubeScore: ['service-targets-pod'] },
    },
    [SERVICE],
    (service, scope) =>
      selectedBy(service, scope)?.length === 0
        ? [
            {
              field: 'spec.selector',
              given: show(at(service.manifest, 'spec', 'selector')),
              allowed: 'labels of pods of the same namespace',
            },
          ]
        : NO_PROBLEM,
  ),
  objectRule(
    {
      id: 'unknown-target-port',
      needs: [Unusual.SERVICE],
      summary: 'Every port that a Service leads to by its name is a port of the pods.',
      remedy: 'Name the port of the container so, or lead to its number.',
    },
    [SERVICE],
    (service, scope) => wrongTargets(service, scope, 'string'),
  ),
  objectRule(
    {
      id: 'undeclared-target-port',
      needs: [Unusual.SERVICE],
      severity: ADVICE,
      summary: 'Every port that a Service leads to by its number is among those that the pods say they have.',
      remedy: 'Correct the number, or list the port with those of the container.',
    },
    [SERVICE],
    (service, scope) => wrongTargets(service, scope, 'number'),
  ),
];

/** The pods that a Service selects; `undefined` where it selects by no label. */
function selectedBy({ manifest, namespace = '' }: CheckedObject, scope: CheckScope): CheckedPod[] | undefined {
  const spec = at(manifest, 'spec');
  const selector = at(spec, 'selector');
  return at(spec, 'type') !== 'ExternalName' && isMapping(selector) && Object.keys(selector).length > 0
    ? References.of(scope).pods.select(namespace, { matchLabels: selector })
    : undefined;
}

/** Targets that no selected pod has. Pods that say nothing of ports may have any, but none that has a name. */
function wrongTargets(service: CheckedObject, scope: CheckScope, type: 'number' | 'string'): readonly Problem[] {
  return inList(at(service.manifest, 'spec', 'ports'), (port, index) => {
    const given = at(port, 'targetPort');
    const target = given ?? at(port, 'port');
    const pods = typeof target === type ? (selectedBy(service, scope) ?? []) : [];
    const protocol = textAt(port, 'protocol') ?? 'TCP';
    return pods.length === 0 || pods.some((pod) => isFree(pod, target) || has(pod, target, protocol))
      ? NO_PROBLEM
      : [targetProblem(`spec.ports[${index}].${given === undefined ? 'port' : 'targetPort'}`, target, pods)];
  });
}

function isFree(pod: CheckedPod, target: unknown): boolean {
  return typeof target === 'number' && podPorts(pod).length === 0;
}

function has(pod: CheckedPod, target: unknown, protocol: string): boolean {
  return podPorts(pod).some((each) => (each.name === target || each.port === target) && each.protocol === protocol);
}

function targetProblem(field: string, target: unknown, pods: readonly CheckedPod[]): Problem {
  const ports: PodPort[] = pods.flatMap((pod) => podPorts(pod));
  const { kind, name } = (pods[0] as CheckedPod).object;
  return {
    ...{ field, given: showWithoutValue(target) },
    allowed: `a port of the pods of ${kind} ${name}: ${listed(describePorts(ports))}`,
  };
}
