import { IConstruct } from 'constructs';
import { instance, list } from '../model/core/reading';
import { hasMethods } from '../model/core/untrusted';
import { Protocol } from '../model/exposure/protocol';
import { NetworkRule } from '../model/network/network-rule';

/** A port of pods that others may call. */
export interface PodPort {
  /** Port of the container. */
  readonly port: number;
  /** Its transport protocol. */
  readonly protocol: Protocol;
}

/** Pods that others call. */
export interface IWorkload extends IConstruct {
  /** Name of the workload. */
  readonly name: string;
  /** Labels that select its pods. */
  readonly selector: { [key: string]: string };
  /** Ports of the pods that others may call. */
  servedPorts(): PodPort[];
  /** Lets somebody call the pods. */
  allowIngress(rule: NetworkRule): void;
}

/** Reads a workload. */
export const workloadReader = instance('a workload, such as a Backend', (value) =>
  hasMethods(value, ['servedPorts', 'allowIngress']),
);
/** Reads workloads. */
export const workloadsReader = list(workloadReader);
