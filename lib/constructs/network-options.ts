import { Finding } from '../model/core/issue';
import { Reader, record } from '../model/core/reading';
import { NetworkPeer } from '../model/network/network-peer';
import { NetworkPort } from '../model/network/network-port';
import { NetworkRule, networkRuleFindings, networkRuleReader, peersReader } from '../model/network/network-rule';

/** What the network around an application is like, as far as its policies must know. */
export interface NetworkOptions {
  /**
   * Where the requests of the Ingress controller come from: its pods, or the addresses of the cloud's load balancer.
   * @default - anybody may call a port that an Ingress routes to
   */
  readonly ingressControllers?: NetworkPeer[];
  /**
   * Where the requests of the Gateway come from. Its proxies need not run in the namespace of the Gateway.
   * @default - anybody may call a port that an HTTPRoute routes to
   */
  readonly gateways?: NetworkPeer[];
  /**
   * How every pod reaches DNS.
   * @default - port 53 of anybody, over UDP and TCP: the address differs from cluster to cluster
   */
  readonly dns?: NetworkRule;
  /**
   * How a pod with a token of its ServiceAccount reaches the API server.
   * @default - TCP ports 443 and 6443 of anybody: a policy cannot name the API server
   */
  readonly apiServer?: NetworkRule;
}

/** How pods reach DNS where nobody says otherwise. */
export const DEFAULT_DNS: NetworkRule = { ports: [NetworkPort.udp(53), NetworkPort.tcp(53)] };
/** How pods with a token reach the API server where nobody says otherwise. */
export const DEFAULT_API_SERVER: NetworkRule = { ports: [NetworkPort.tcp(443), NetworkPort.tcp(6443)] };

/** Reads what is known of the network. */
export const networkOptionsReader: Reader = record({
  ingressControllers: peersReader,
  gateways: peersReader,
  dns: networkRuleReader,
  apiServer: networkRuleReader,
});

/** Peers and ports are such that Kubernetes accepts them. */
export function networkOptionsFindings(field: string, options: NetworkOptions): Finding[] {
  const { ingressControllers, gateways, dns = {}, apiServer = {} } = options;
  const controllers = (name: string, peers: NetworkPeer[] | undefined) =>
    networkRuleFindings(`${field}.${name}`, { peers }).map((finding) => ({
      ...finding,
      field: finding.field.replace(`${name}.peers`, name),
    }));
  return [
    ...controllers('ingressControllers', ingressControllers),
    ...controllers('gateways', gateways),
    ...networkRuleFindings(`${field}.dns`, dns),
    ...networkRuleFindings(`${field}.apiServer`, apiServer),
  ];
}
