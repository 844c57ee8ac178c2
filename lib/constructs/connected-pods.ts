import { Construct } from 'constructs';
import { Protocol } from '../model/exposure/protocol';
import { NetworkPort } from '../model/network/network-port';
import {
  NetworkAccess,
  networkPortsReader,
  NetworkRule,
  networkRuleFindings,
  networkRuleReader,
} from '../model/network/network-rule';
import { findAppContext } from './app-context';
import { CloudIdentity } from './cloud-identity';
import { ContainerPort } from './pod/container-options';
import { TrafficEntry } from './traffic-entry';
import { Validation } from './validation';
import { callFindings, networkPorts, peerOf, workloadPolicySpec } from './workload-network';
import { IWorkload, PodPort, workloadReader } from './workload-reference';

/** What the properties of a workload say of its connections. */
export interface DeclaredConnections {
  /** What the author allows. */
  readonly access: NetworkAccess;
  /** Whether the pods call the API server. */
  readonly callsApiServer: boolean;
  /** @default - the pods are nobody to the cloud */
  readonly identity?: CloudIdentity;
}

/** Pods as the network sees them: whom they call, and who calls them. */
export abstract class ConnectedPods extends Construct implements IWorkload {
  abstract readonly name: string;
  readonly #ingress: NetworkRule[] = [];
  readonly #egress: NetworkRule[] = [];

  abstract get selector(): { [key: string]: string };
  /** Every port of the main container. */
  abstract get ports(): ContainerPort[];

  /**
   * Lets the pods call those of another workload, which lets itself be called by them.
   *
   * @param called the other workload, of the same environment
   * @param ports ports of the called pods; without them, all that others may call
   */
  allowTo(called: IWorkload, ports?: NetworkPort[]): void {
    const { value, findings } = workloadReader('calls', called ?? null);
    const read = networkPortsReader('calls', ports);
    const given = read.value as NetworkPort[] | undefined;
    const wanted = given ?? (value === undefined ? [] : networkPorts(called.servedPorts()));
    const wrong = [...read.findings, ...(value === undefined ? findings : callFindings(this, called, wanted))];
    Validation.of(this).report(...wrong, ...(given ?? []).flatMap((port) => port.findings('calls')));
    if (wrong.length === 0) {
      this.connect(called, wanted);
    }
  }

  /** Lets somebody call the pods. */
  allowIngress(rule: NetworkRule): void {
    this.#ingress.push(...this.read('allowIngress', rule));
  }

  /** Lets the pods call somebody. */
  allowEgress(rule: NetworkRule): void {
    this.#egress.push(...this.read('allowEgress', rule));
  }

  /** Ways by which traffic from outside of the application reaches the pods; known when everything is defined. */
  entries(): TrafficEntry[] {
    return [];
  }

  /** Ports of the pods that others of the application may call. */
  servedPorts(): PodPort[] {
    return this.ports
      .filter(({ onService = true }) => onService)
      .map(({ port, protocol = Protocol.TCP }) => ({ port, protocol }));
  }

  /** Allows a call on both sides. Ports that are wrong are left out: they are reported where they come from. */
  protected connect(called: IWorkload, ports: readonly NetworkPort[]): void {
    const right = ports.filter((port) => port.findings('').length === 0);
    if (right.length > 0) {
      this.allowEgress({ peers: [peerOf(called, this)], ports: right });
      called.allowIngress({ peers: [peerOf(this, called)], ports: right });
    }
  }

  /** What the policy of the pods says, when everything is defined. */
  protected policySpec(declared: DeclaredConnections): object {
    return workloadPolicySpec({
      ...declared,
      selector: this.selector,
      ingress: this.#ingress,
      egress: this.#egress,
      entries: this.entries(),
      network: findAppContext(this)?.network ?? {},
    });
  }

  /** A copy of the rule; what is wrong with it is reported. */
  private read(field: string, given: NetworkRule): NetworkRule[] {
    const { value, findings } = networkRuleReader(field, given ?? null);
    const rules = value === undefined ? [] : [value as NetworkRule];
    Validation.of(this).report(...findings, ...rules.flatMap((rule) => networkRuleFindings(field, rule)));
    return rules;
  }
}
