import { Finding } from '../core/issue';
import { instance, list, map, Reader, record } from '../core/reading';
import { hasMethods } from '../core/untrusted';
import { within } from '../core/validated';
import { OBJECT_OPTIONS, objectOptionFindings, ObjectOptions } from '../service/object-options';
import { NetworkPeer } from './network-peer';
import { NetworkPort } from './network-port';

/** Connections that are allowed: from or to any of the peers, on any of the ports. */
export interface NetworkRule {
  /**
   * The other end.
   * @default - anybody
   */
  readonly peers?: NetworkPeer[];
  /**
   * Ports of the called side.
   * @default - all ports
   */
  readonly ports?: NetworkPort[];
}

/** Connections of a workload besides those that the program declares otherwise, by names of the author's choice. */
export interface NetworkAccess extends ObjectOptions {
  /**
   * Who may call the pods.
   * @default - only what the exposure and other workloads declare
   */
  readonly ingress?: { [name: string]: NetworkRule };
  /**
   * Whom the pods may call.
   * @default - only DNS and the workloads that are declared
   */
  readonly egress?: { [name: string]: NetworkRule };
}

const peer = instance('a NetworkPeer', (value) => hasMethods(value, ['findings']) && 'except' in value);
const port = instance('a NetworkPort', (value) => hasMethods(value, ['findings']) && 'protocol' in value);

/** Reads a list of peers. */
export const peersReader: Reader = list(peer);
/** Reads a list of ports. */
export const networkPortsReader: Reader = list(port);
/** Reads connections. */
export const networkRuleReader: Reader = record({ peers: peersReader, ports: networkPortsReader });
/** Reads the connections of a workload. */
export const networkAccessReader: Reader = record({
  ...OBJECT_OPTIONS,
  ingress: map(networkRuleReader),
  egress: map(networkRuleReader),
});

/** Peers and ports are such that Kubernetes accepts them. An empty list would mean everybody, so it is refused. */
export function networkRuleFindings(field: string, { peers, ports }: NetworkRule): Finding[] {
  return [
    ...(peers?.length === 0 ? [emptyList(`${field}.peers`, 'everybody')] : []),
    ...(ports?.length === 0 ? [emptyList(`${field}.ports`, 'every port')] : []),
    ...(peers ?? []).flatMap((each, index) => each.findings(`${field}.peers[${index}]`)),
    ...(ports ?? []).flatMap((each, index) => each.findings(`${field}.ports[${index}]`)),
  ];
}

/** All rules, with their names, and the identity of the policy. */
export function networkAccessFindings(field: string, access: NetworkAccess): Finding[] {
  const { ingress = {}, egress = {} } = access;
  return [
    ...within(field, objectOptionFindings(access)),
    ...Object.entries({ ingress, egress }).flatMap(([direction, rules]) =>
      Object.entries(rules).flatMap(([name, rule]) => networkRuleFindings(`${field}.${direction}.${name}`, rule)),
    ),
  ];
}

function emptyList(field: string, meaning: string): Finding {
  const remedy = `Leave the list out where ${meaning} is meant, and the rule where nobody is.`;
  return { code: 'network-rule-open', field, given: 'an empty list', allowed: 'at least one entry', remedy };
}
