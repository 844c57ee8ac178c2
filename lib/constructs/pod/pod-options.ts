import type { k8s } from 'cdk8s-plus-28';
import { boolean, list, map, Readers, text } from '../../model/core/reading';
import { containersReader, sidecarsReader, ContainerOptions, SidecarOptions } from './container-options';
import { manifestPart } from './manifest-part';

/**
 * What a pod has besides its main container. Parts that are named as in Kubernetes are taken as Kubernetes writes them.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
export interface PodOptions {
  /**
   * Containers that run beside the main one, by name. A name has at least one letter: JavaScript does not keep the
   * order of numbers.
   * @default - none
   */
  readonly sidecars?: { [name: string]: SidecarOptions };
  /**
   * Containers that run, one after another and to their end, before the main one starts, by name.
   * @default - none
   */
  readonly initContainers?: { [name: string]: ContainerOptions };
  /**
   * Labels of the pods, besides those of the workload.
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };
  /**
   * Annotations of the pods.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };
  /**
   * Fields of the pod's security context, laid over those of the library: maps merge, lists replace.
   * @default - not root, the group of the user owns volumes, seccomp profile of the container runtime
   */
  readonly podSecurityContext?: k8s.PodSecurityContext;
  /**
   * Labels that a node must have.
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };
  /**
   * Taints of nodes that the pods put up with.
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];
  /**
   * Which nodes, and which neighbours, the pods want. Replaces what the library says.
   * @default - where several pods can run, preferably not two of them on one node
   */
  readonly affinity?: k8s.Affinity;
  /**
   * How the pods are spread. Replaces what the library says.
   * @default - where several pods can run, evenly over zones, where the cluster can
   */
  readonly topologySpreadConstraints?: k8s.TopologySpreadConstraint[];
  /**
   * Name of the PriorityClass.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * Name of the RuntimeClass.
   * @default - the node's default container runtime
   */
  readonly runtimeClassName?: string;
  /**
   * Name of the scheduler.
   * @default - that of the cluster
   */
  readonly schedulerName?: string;
  /**
   * Names that the containers resolve themselves.
   * @default - none
   */
  readonly hostAliases?: k8s.HostAlias[];
  /**
   * Where names are resolved: `ClusterFirst`, `ClusterFirstWithHostNet`, `Default` or `None`.
   * @default - in the cluster first
   */
  readonly dnsPolicy?: string;
  /**
   * Name servers, search domains and options of the resolver.
   * @default - those of the policy
   */
  readonly dnsConfig?: k8s.PodDnsConfig;
  /**
   * Host name of the pod.
   * @default - the name of the pod
   */
  readonly hostname?: string;
  /**
   * Headless Service whose DNS name the host name is part of.
   * @default - none
   */
  readonly subdomain?: string;
  /**
   * Whether the containers see each other's processes.
   * @default false
   */
  readonly shareProcessNamespace?: boolean;
  /**
   * Whether the pods are in the network of their node: its ports are theirs, and NetworkPolicies mostly do not hold. The
   * Pod Security Standards refuse it but at level "privileged".
   * @default false
   */
  readonly hostNetwork?: boolean;
  /**
   * Whether the containers see the processes of their node. The Pod Security Standards refuse it but at level "privileged".
   * @default false
   */
  readonly hostPid?: boolean;
  /**
   * Whether the containers share memory with processes of their node. The Pod Security Standards refuse it but at level
   * "privileged".
   * @default false
   */
  readonly hostIpc?: boolean;
}

/** How the options of a pod are read. */
export const POD_OPTIONS: Readers = {
  sidecars: sidecarsReader,
  initContainers: containersReader,
  podLabels: map(text),
  podAnnotations: map(text),
  podSecurityContext: manifestPart,
  nodeSelector: map(text),
  tolerations: list(manifestPart),
  affinity: manifestPart,
  topologySpreadConstraints: list(manifestPart),
  priorityClassName: text,
  runtimeClassName: text,
  schedulerName: text,
  hostAliases: list(manifestPart),
  dnsPolicy: text,
  dnsConfig: manifestPart,
  hostname: text,
  subdomain: text,
  shareProcessNamespace: boolean,
  hostNetwork: boolean,
  hostPid: boolean,
  hostIpc: boolean,
};
