import { showWithoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { at, listAt, mappingAt, textAt } from '../data';
import { Rule, RuleFinding } from '../rule';
import { ADVICE } from '../severity';
import { listed } from './listed';
import { describePorts, PodPort, podPorts } from './pod-ports';
import { References } from './references';
import { policies } from './selection-rules';

/** Rules about the ports that NetworkPolicies open. */
export const POLICY_PORT_RULES: readonly Rule[] = [
  {
    id: 'unused-network-policy-port',
    severity: ADVICE,
    summary: 'Every port that a NetworkPolicy opens is one of the pods that are called.',
    remedy: 'Correct the port, or take it away; list it with those of the container where a process listens there.',
    check: (scope) => policies(scope).flatMap((policy) => unusedPorts(scope, policy)),
  },
];

function unusedPorts(scope: CheckScope, policy: CheckedObject): RuleFinding[] {
  const { manifest } = policy;
  const select = (selector: unknown) =>
    References.of(scope).pods.select(policy.namespace ?? '', isMapping(selector) ? selector : {});
  const incoming = listAt(manifest, 'spec', 'ingress').flatMap((rule, index) =>
    unusedIn(policy, rule, `spec.ingress[${index}]`, () => select(at(manifest, 'spec', 'podSelector'))),
  );
  const outgoing = listAt(manifest, 'spec', 'egress').flatMap((rule, index) => {
    const peers = listAt(rule, 'to');
    const areOwn = peers.length > 0 && peers.every((peer) => isOwnPods(peer));
    const called = () => peers.flatMap((peer) => select(at(peer, 'podSelector')));
    return areOwn ? unusedIn(policy, rule, `spec.egress[${index}]`, called) : [];
  });
  return [...incoming, ...outgoing];
}

function isOwnPods(peer: unknown): boolean {
  return isMapping(at(peer, 'podSelector')) && at(peer, 'namespaceSelector') === undefined;
}

function unusedIn(
  object: CheckedObject,
  rule: unknown,
  field: string,
  called: () => readonly CheckedPod[],
): RuleFinding[] {
  const opened = listAt(rule, 'ports');
  const pods = opened.length === 0 ? [] : called();
  const ports = pods.flatMap(podPorts);
  // Pods that say nothing of ports may have any.
  return ports.length === 0 || pods.some((pod) => podPorts(pod).length === 0)
    ? []
    : opened.flatMap((each, index) =>
        isUsed(each, ports)
          ? []
          : [
              {
                ...{ object, field: `${field}.ports[${index}].port` },
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
    ports
      .filter((each) => each.protocol === protocol)
      .some((each) =>
        typeof port === 'number' && typeof last === 'number'
          ? each.port >= port && each.port <= last
          : each.name === port,
      )
  );
}
