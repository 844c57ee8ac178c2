import { cidrFindings, exceptFindings } from '../../model/network/cidr';
import { at, isSetAt, listAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, inList, NO_PROBLEM, objectRule, Problem, problemsOf } from '../rule-kinds';
import { NETWORK_POLICY } from './api-kinds';

const peerInvalid = objectRule(
  {
    id: 'network-policy-peer',
    needs: ['from', 'to'],
    summary:
      'A peer of a NetworkPolicy is pods and namespaces, or a range of addresses and ranges inside that are left out.',
    remedy: 'Make two peers of it, and give ranges such as 203.0.113.0/24.',
  },
  [NETWORK_POLICY],
  ({ manifest }) =>
    [
      ['ingress', 'from'],
      ['egress', 'to'],
    ].flatMap(([direction = '', side = '']) =>
      inList(at(manifest, 'spec', direction), (rule, index) =>
        inList(at(rule, side), (peer, inner) => peerProblems(`spec.${direction}[${index}].${side}[${inner}]`, peer)),
      ),
    ),
);

function peerProblems(field: string, peer: unknown): readonly Problem[] {
  const kinds = ['ipBlock', 'namespaceSelector', 'podSelector'].filter((key) => isSetAt(peer, key));
  if (kinds.length === 0) {
    return [{ field, given: 'a peer of nobody', allowed: 'one of ipBlock, namespaceSelector and podSelector' }];
  }
  if (!kinds.includes('ipBlock')) {
    return NO_PROBLEM;
  }
  const cidr = at(peer, 'ipBlock', 'cidr');
  const place = `${field}.ipBlock`;
  const wrong = typeof cidr === 'string' ? cidrFindings(`${place}.cidr`, cidr) : [];
  return all(
    kinds.length > 1 ? [{ field, given: kinds.join(' and '), allowed: 'ipBlock alone' }] : NO_PROBLEM,
    problemsOf(wrong),
    wrong.length > 0 || typeof cidr !== 'string'
      ? NO_PROBLEM
      : inList(at(peer, 'ipBlock', 'except'), (part, index) =>
          typeof part === 'string' ? problemsOf(exceptFindings(`${place}.except[${index}]`, cidr, part)) : [],
        ),
  );
}

/** Rules of a direction that the policy does not have are accepted and ignored. */
const directionIgnored = objectRule(
  {
    id: 'network-policy-direction',
    needs: [Unusual.DIRECTION],
    summary: 'A NetworkPolicy that has rules of a direction names the direction.',
    remedy: 'Add the direction to spec.policyTypes.',
  },
  [NETWORK_POLICY],
  ({ manifest }) => {
    const types = listAt(manifest, 'spec', 'policyTypes');
    return types.length === 0
      ? NO_PROBLEM
      : ['Ingress', 'Egress']
          .filter((type) => !types.includes(type) && listAt(manifest, 'spec', type.toLowerCase()).length > 0)
          .map((type) => ({
            field: 'spec.policyTypes',
            given: `rules in spec.${type.toLowerCase()}, which do not count`,
            allowed: `${type} among the types`,
          }));
  },
);

export const NETWORK_POLICY_RULES: readonly Rule[] = [peerInvalid, directionIgnored];
