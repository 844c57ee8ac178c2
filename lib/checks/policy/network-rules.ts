import { CheckedObject } from '../checked-object';
import { at, listAt, mappingAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { NO_PROBLEM, objectRule, podRule } from '../rule-kinds';
import { ADVICE, STRICT } from '../severity';
import { SERVICE } from './kinds';
import { networkPolicies } from './selections';

const INGRESS = 'Ingress';
const EGRESS = 'Egress';
const DIRECTIONS = [INGRESS, EGRESS];

/** Who reaches pods. */
export const NETWORK_RULES: readonly Rule[] = [
  podRule(
    {
      id: 'network-policy',
      needs: [Unusual.ISOLATION],
      severity: STRICT,
      summary: 'NetworkPolicies say of every pod who may reach it and whom it may reach.',
      remedy: 'Add a NetworkPolicy, or a default-deny of the namespace: networkPolicy of a workload or chart.',
      aliases: {
        kubeLinter: ['non-isolated-pod'],
        kubeScore: ['pod-networkpolicy'],
        polaris: ['missingNetworkPolicy'],
      },
    },
    (pod, scope) => {
      // Traffic of a pod in the network of its node is that of the node.
      if (at(pod.spec, 'hostNetwork') === true) {
        return NO_PROBLEM;
      }
      const policies = networkPolicies(scope).selecting(pod);
      const open = DIRECTIONS.filter((direction) => !speaksOf(policies, direction));
      return open.length === 0
        ? NO_PROBLEM
        : [
            {
              field: `${pod.field.slice(0, -'spec'.length)}metadata.labels`,
              given: `those of pods of which no NetworkPolicy of type ${open.join(' or ')} speaks`,
              allowed: 'labels that NetworkPolicies of both types select',
            },
          ];
    },
  ),
  objectRule(
    {
      id: 'node-port',
      needs: [Unusual.EXPOSED],
      severity: ADVICE,
      summary: 'Services are not open on every node.',
      remedy: 'Use type ClusterIP behind an Ingress or a route, or LoadBalancer: exposure of a workload.',
      aliases: { kubeLinter: ['exposed-services'], kubeScore: ['service-type'] },
    },
    [SERVICE],
    (service) => typeProblems(service, 'NodePort'),
  ),
  objectRule(
    {
      id: 'load-balancer',
      needs: [Unusual.EXPOSED],
      severity: ADVICE,
      optIn: true,
      summary: 'Services have no load balancer of their own.',
      remedy: 'Use type ClusterIP behind an Ingress or a route: exposure of a workload.',
      aliases: { kubeLinter: ['exposed-services'] },
    },
    [SERVICE],
    (service) => typeProblems(service, 'LoadBalancer'),
  ),
];

function typeProblems({ manifest }: CheckedObject, refused: string) {
  return at(manifest, 'spec', 'type') === refused
    ? [{ field: 'spec.type', given: `"${refused}"`, allowed: 'ClusterIP' }]
    : NO_PROBLEM;
}

function speaksOf(policies: readonly CheckedObject[], direction: string): boolean {
  for (const policy of policies) {
    if (directionsOf(policy).includes(direction)) {
      return true;
    }
  }
  return false;
}

/** What a policy speaks of. Where it does not say, it is about Ingress, and about Egress if it has rules of it. */
function directionsOf({ manifest }: CheckedObject): readonly unknown[] {
  const spec = mappingAt(manifest, 'spec');
  const types = listAt(spec, 'policyTypes');
  return types.length > 0 ? types : listAt(spec, 'egress').length > 0 ? DIRECTIONS : [INGRESS];
}
