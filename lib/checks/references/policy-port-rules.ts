import { showWithoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { at, listAt, mappingAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { both, inList, NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
import { ADVICE } from '../severity';
import { listed } from './listed';
import { describePorts, PodPort, podPorts } from './pod-ports';
import { References } from './references';
import { NETWORK_POLICY } from './selection-rules';

/** Rules about the ports that NetworkPolicies open. */
export const POLICY_PORT_RULES: readonly Rule[] = [
  objectRule(
    {
      id: 'unused-network-policy-port',
      needs: [Unusual.POLICY],
      severity: ADVICE,
      summary: 'Every port that a NetworkPolicy opens is one of the pods that are called.',
      remedy: 'Correct the port, or take it away; list it with those of the container where a process listens there.',
    },
    [NETWORK_POLICY],
    unusedPorts,
  ),
];

function unusedPorts(policy: CheckedObject, scope: CheckScope): readonly Problem[] {
  const spec = at(policy.manifest, 'spec');
  return both(
    inList(at(spec, 'ingress'), (rule, index) =>
      unusedIn(rule, `spec.ingress[${index}]`, () => selected(scope, policy, at(spec, 'podSelector'))),
    ),
    inList(at(spec, 'egress'), (rule, index) => {
      const peers = listAt(rule, 'to');
      return peers.length > 0 && peers.every(isOwnPods)
        ? unusedIn(rule, `spec.egress[${index}]`, () =>
            peers.flatMap((peer) => selected(scope, policy, at(peer, 'podSelector'))),
          )
        : NO_PROBLEM;
    }),
  );
}

function selected(scope: CheckScope, { namespace = '' }: CheckedObject, selector: unknown): CheckedPod[] {
  return References.of(scope).pods.select(namespace, isMapping(selector) ? selector : {});
}

function isOwnPods(peer: unknown): boolean {
  return isMapping(at(peer, 'podSelector')) && at(peer, 'namespaceSelector') === undefined;
}

function unusedIn(rule: unknown, field: string, called: () => readonly CheckedPod[]): readonly Problem[] {
  const opened = listAt(rule, 'ports');
  const ports: PodPort[] = [];
  for (const pod of opened.length === 0 ? [] : called()) {
    const own = podPorts(pod);
    // Pods that say nothing of ports may have any.
    if (own.length === 0) {
      return NO_PROBLEM;
    }
    ports.push(...own);
  }
  return ports.length === 0
    ? NO_PROBLEM
    : inList(opened, (each, index) =>
        isUsed(each, ports)
          ? NO_PROBLEM
          : [
              {
                field: `${field}.ports[${index}].port`,
                given: showWithoutValue(at(each, 'port')),
                allowed: `ports of the pods: ${listed(describePorts(ports))}`,
              },
            ],
      );
}

function isUsed(opened: unknown, ports: readonly PodPort[]): boolean {
  const { port, endPort } = mappingAt(opened);
  const protocol = textAt(opened, 'protocol') ?? 'TCP';
  const last = typeof endPort === 'number' ? endPort : port;
  return (
    port === undefined ||
    ports.some(
      (each) =>
        each.protocol === protocol &&
        (typeof port === 'number' && typeof last === 'number'
          ? each.port >= port && each.port <= last
          : each.name === port),
    )
  );
}
