import type { k8s } from 'cdk8s-plus-28';
import { LabelSelector, NetworkPeer } from '../model/network/network-peer';
import { NetworkPort } from '../model/network/network-port';
import { NetworkRule } from '../model/network/network-rule';
import { Written } from './written';

/** Direction of connections, seen from the pods of a policy. */
export enum PolicyType {
  /** Others call the pods. */
  INGRESS = 'Ingress',
  /** The pods call others. */
  EGRESS = 'Egress',
}

/** What the object is. */
export const NETWORK_POLICY_KIND = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' } as const;

/** What a NetworkPolicy says. */
export interface NetworkPolicyRules {
  /** The pods. */
  readonly podSelector: LabelSelector;
  /**
   * Directions in which only what is listed is allowed.
   * @default - Kubernetes tells by the rules
   */
  readonly policyTypes?: readonly PolicyType[];
  /** @default - not written */
  readonly ingress?: readonly NetworkRule[];
  /** @default - not written */
  readonly egress?: readonly NetworkRule[];
}

/** The `spec` of a NetworkPolicy. */
export function networkPolicySpec(rules: NetworkPolicyRules): Written<k8s.NetworkPolicySpec> {
  const { podSelector, policyTypes, ingress, egress } = rules;
  return {
    podSelector,
    policyTypes: policyTypes === undefined ? undefined : [...policyTypes],
    ingress: ingress?.map(({ peers, ports }) => ({ from: peers?.map(peer), ports: ports?.map(port) })),
    egress: egress?.map(({ peers, ports }) => ({ to: peers?.map(peer), ports: ports?.map(port) })),
  };
}

/**
 * The rules in an order that depends on nothing but what they say, each once: the program may declare them in any order
 * and more than once.
 */
export function inOrder(rules: readonly NetworkRule[]): NetworkRule[] {
  const byText = new Map(rules.map((rule): [string, NetworkRule] => [textOf(rule), rule]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
}

function textOf({ peers, ports }: NetworkRule): string {
  return JSON.stringify([peers?.map(peer), ports?.map(port)]);
}

function peer({ cidr, except, podSelector, namespaceSelector }: NetworkPeer): Written<k8s.NetworkPolicyPeer> {
  return cidr === undefined
    ? { namespaceSelector, podSelector }
    : { ipBlock: { cidr, except: except.length === 0 ? undefined : except } };
}

function port({ protocol, port: number, endPort, name }: NetworkPort): Written<k8s.NetworkPolicyPort> {
  return { protocol, port: name ?? number, endPort };
}
