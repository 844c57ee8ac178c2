import { ICpu, ISize } from '../core/quantity';
import { Architecture } from './architecture';
import { ClusterProvider } from './cluster-provider';

/** What kubelet keeps for itself and the operating system (kube-reserved and system-reserved together). */
export interface NodeReservation {
  /** @default - as the provider reserves; nothing on kind, minikube and other nodes */
  readonly cpu?: ICpu;
  /** @default - as the provider reserves; nothing on kind, minikube and other nodes */
  readonly memory?: ISize;
}

/** What differs between two node pools of one shape. */
export interface NodeShapeOptions {
  /**
   * Pods that may run on the node.
   * @default - the provider's default for the shape, else 110, the default of Kubernetes
   */
  readonly maxPods?: number;
  /**
   * Size of the disk that holds logs, writable layers and empty directories, as the node reports its capacity.
   * @default - not known: requests for ephemeral storage cannot be checked
   */
  readonly ephemeralStorage?: ISize;
  /** @default - as the provider reserves; nothing on kind, minikube and other nodes */
  readonly reserved?: NodeReservation;
}

/** Size of a VM.Standard.A1.Flex. */
export interface OracleA1FlexOptions extends NodeShapeOptions {
  /** Number of OCPUs, 1 to 80. One Arm OCPU is one core. */
  readonly ocpus: number;
  /** Memory in GB as Oracle counts, which are GiB: 1 to 64 for each OCPU, at most 512. */
  readonly memoryGib: number;
}

/** What kind or minikube may use of the machine that it runs on. */
export interface LocalNodeOptions extends NodeShapeOptions {
  /** CPU that the node may use. */
  readonly cpu: ICpu;
  /** Memory that the node may use. It is counted in full. */
  readonly memory: ISize;
  /** @default Architecture.AMD64 */
  readonly architecture?: Architecture;
}

/** A machine that no catalogue has. */
export interface CustomNodeOptions extends LocalNodeOptions {
  /** The provider's name of the machine. */
  readonly name: string;
  /**
   * Whose reservations apply, and in whose clusters the shape can be used.
   * @default ClusterProvider.OTHER - nothing is reserved, and the shape can be used in every cluster
   */
  readonly provider?: ClusterProvider;
  /**
   * What the node can sustain, where that is less than its operating system sees.
   * @default - all of `cpu`
   */
  readonly sustainedCpu?: ICpu;
  /**
   * Whether the provider gives the machine away.
   * @default false
   */
  readonly freeTier?: boolean;
}
