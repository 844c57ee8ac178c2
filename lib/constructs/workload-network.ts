import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding } from '../model/core/issue';
import { NetworkPeer } from '../model/network/network-peer';
import { NetworkPort } from '../model/network/network-port';
import { NetworkAccess, NetworkRule } from '../model/network/network-rule';
import { findAppContext } from './app-context';
import { AppNetworkPolicy } from './app-network-policy';
import { CloudIdentity } from './cloud-identity';
import { DEFAULT_API_SERVER, DEFAULT_DNS, NetworkOptions } from './network-options';
import { inOrder, networkPolicySpec, PolicyType } from './network-policy-spec';
import { TrafficEntry, TrafficSource } from './traffic-entry';
import { IWorkload, PodPort } from './workload-reference';

/** Everything that decides which connections the pods of a workload have. */
export interface Connections {
  /** Labels that select the pods. */
  readonly selector: { [key: string]: string };
  /** What the author allows. */
  readonly access: NetworkAccess;
  /** What the program allows, by calls between workloads. */
  readonly ingress: readonly NetworkRule[];
  /** What the program allows, by calls between workloads. */
  readonly egress: readonly NetworkRule[];
  /** Ways by which traffic from outside reaches the pods. */
  readonly entries: readonly TrafficEntry[];
  /** What is known of the network around. */
  readonly network: NetworkOptions;
  /** Whether the pods call the API server. */
  readonly callsApiServer: boolean;
  /** @default - the pods are nobody to the cloud */
  readonly identity?: CloudIdentity;
}

/** The `spec` of the policy of a workload: what is declared, DNS, and nothing else. */
export function workloadPolicySpec(connections: Connections) {
  const { access, entries, network, callsApiServer, identity } = connections;
  const ingress = inOrder([
    ...entries.map((entry) => entryRule(entry, network)),
    ...connections.ingress,
    ...Object.values(access.ingress ?? {}),
  ]);
  const egress = inOrder([
    network.dns ?? DEFAULT_DNS,
    ...(callsApiServer ? [network.apiServer ?? DEFAULT_API_SERVER] : []),
    ...(identity?.egress ?? []),
    ...connections.egress,
    ...Object.values(access.egress ?? {}),
  ]);
  return networkPolicySpec({
    podSelector: { matchLabels: connections.selector },
    policyTypes: [PolicyType.INGRESS, PolicyType.EGRESS],
    ingress: ingress.length === 0 ? undefined : ingress,
    egress,
  });
}

/** The pods of a workload as those of another see them. */
export function peerOf(workload: IWorkload, other: IConstruct): NetworkPeer {
  const { namespace } = Chart.of(workload);
  return namespace === undefined || namespace === Chart.of(other).namespace
    ? NetworkPeer.pods(workload.selector)
    : NetworkPeer.namespace(namespace, workload.selector);
}

/** Ports as rules name them. */
export function networkPorts(ports: readonly PodPort[]): NetworkPort[] {
  return ports.map(({ port, protocol }) => NetworkPort.number(port, protocol));
}

/** Both workloads belong to one environment, and there is a port to call. */
export function callFindings(caller: IWorkload, called: IWorkload, ports: readonly NetworkPort[]): Finding[] {
  const environments = [caller, called].map((workload) => findAppContext(workload)?.environment);
  const [own = 'none', others = 'none'] = environments;
  return [
    ...(own === others ? [] : [elsewhere(called, own, others)]),
    ...(ports.length > 0 ? [] : [portless(called)]),
    ...(Object.keys(caller.selector).length > 0 ? [] : [anonymous()]),
  ];
}

/** In a namespace that lets nothing pass, a workload without a policy could not even ask for the address of another. */
export function isolationFindings(workload: IConstruct, podLabels: { [key: string]: string }): Finding[] {
  const policies = Chart.of(workload)
    .node.findAll()
    .filter((construct) => AppNetworkPolicy.isAppNetworkPolicy(construct));
  if (findAppContext(workload)?.deniesTraffic !== true || policies.some((policy) => policy.selects(podLabels))) {
    return [];
  }
  return [
    {
      code: 'network-policy-missing',
      field: 'without',
      given: 'no policy for the pods, in a namespace whose policy default-deny lets nothing pass',
      allowed: 'a policy for every workload, or none in the chart',
      remedy: 'Define an AppNetworkPolicy for the pods, or turn off Default.NETWORK_POLICY in the chart.',
    },
  ];
}

/**
 * Load balancers and nodes usually hide the address of the caller, so a rule cannot name it; what the load balancer lets
 * through is decided by its own source ranges.
 */
function entryRule({ source, port, protocol }: TrafficEntry, network: NetworkOptions): NetworkRule {
  const { ingressControllers, gateways } = network;
  const ports = networkPorts([{ port, protocol }]);
  switch (source) {
    case TrafficSource.INGRESS_CONTROLLER:
      return { peers: ingressControllers, ports };
    case TrafficSource.GATEWAY:
      return { peers: gateways, ports };
    default:
      return { ports };
  }
}

function elsewhere(called: IWorkload, own: string, others: string): Finding {
  return {
    code: 'call-elsewhere',
    field: 'calls',
    given: `${called.node.path} of environment ${others}`,
    allowed: `workloads of environment ${own}`,
    remedy: 'Name addresses outside of the environment in networkPolicy.egress.',
  };
}

/** An empty selector would let every pod of the namespace call. */
function anonymous(): Finding {
  return {
    code: 'call-without-label',
    field: 'calls',
    given: 'a call of pods that no label selects',
    allowed: 'calls of pods that a label tells from others',
    remedy: 'Name the workload in `calls`, which gives its pods the label app, or give it a selector.',
  };
}

function portless(called: IWorkload): Finding {
  return {
    code: 'call-without-port',
    field: 'calls',
    given: `${called.node.path}, which has no port that others may call`,
    allowed: 'workloads with a port',
    remedy: 'Give that workload ports, or name the ports of the call.',
  };
}
