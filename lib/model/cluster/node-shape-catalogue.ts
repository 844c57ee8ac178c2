import { Architecture } from './architecture';

/** A machine that a provider offers under a name, with the numbers of its documentation. */
export interface CatalogueShape {
  readonly name: string;
  /** Cores that the operating system sees. */
  readonly vcpus: number;
  /** As the provider sells it; the operating system sees less. */
  readonly memoryGib: number;
  readonly architecture: Architecture;
  /** Pods per node as the provider sets it up by default. */
  readonly maxPods: number;
}

const { AMD64, ARM64 } = Architecture;

/**
 * Machines that share cores: their system sees two, and GKE offers 940m of these to pods on each. They are counted as
 * GKE counts, although e2-small sustains 500m only, and e2-micro 250m, and bursts above.
 */
export const GKE_SHARED_CORE: readonly string[] = ['e2-micro', 'e2-small', 'e2-medium'];

/** @see https://cloud.google.com/compute/docs/general-purpose-machines */
export const GKE_SHAPES: readonly CatalogueShape[] = [
  { name: 'e2-small', vcpus: 2, memoryGib: 2, architecture: AMD64, maxPods: 110 },
  { name: 'e2-medium', vcpus: 2, memoryGib: 4, architecture: AMD64, maxPods: 110 },
  { name: 'e2-standard-2', vcpus: 2, memoryGib: 8, architecture: AMD64, maxPods: 110 },
  { name: 'e2-standard-4', vcpus: 4, memoryGib: 16, architecture: AMD64, maxPods: 110 },
  { name: 'e2-standard-8', vcpus: 8, memoryGib: 32, architecture: AMD64, maxPods: 110 },
  { name: 'n2-standard-2', vcpus: 2, memoryGib: 8, architecture: AMD64, maxPods: 110 },
  { name: 'n2-standard-4', vcpus: 4, memoryGib: 16, architecture: AMD64, maxPods: 110 },
  { name: 't2a-standard-1', vcpus: 1, memoryGib: 4, architecture: ARM64, maxPods: 110 },
  { name: 't2a-standard-2', vcpus: 2, memoryGib: 8, architecture: ARM64, maxPods: 110 },
  { name: 't2a-standard-4', vcpus: 4, memoryGib: 16, architecture: ARM64, maxPods: 110 },
];

/**
 * The number of pods follows from the network interfaces of the instance type. The burstable t3 and t4g are counted
 * with all they show to the scheduler: by default they may exceed their baseline for a surcharge.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/eni-max-pods.txt
 */
export const EKS_SHAPES: readonly CatalogueShape[] = [
  { name: 't3.medium', vcpus: 2, memoryGib: 4, architecture: AMD64, maxPods: 17 },
  { name: 't3.large', vcpus: 2, memoryGib: 8, architecture: AMD64, maxPods: 35 },
  { name: 't4g.medium', vcpus: 2, memoryGib: 4, architecture: ARM64, maxPods: 17 },
  { name: 'm5.large', vcpus: 2, memoryGib: 8, architecture: AMD64, maxPods: 29 },
  { name: 'm6i.large', vcpus: 2, memoryGib: 8, architecture: AMD64, maxPods: 29 },
  { name: 'm7g.large', vcpus: 2, memoryGib: 8, architecture: ARM64, maxPods: 29 },
];

/**
 * 110 pods is what AKS sets for all but two of its networks: give `maxPods` where the network is Azure CNI on the
 * nodes' subnet (30) or its overlay (250). The burstable B sizes are counted with all they show to the scheduler.
 *
 * @see https://learn.microsoft.com/azure/aks/quotas-skus-regions
 */
export const AKS_SHAPES: readonly CatalogueShape[] = [
  { name: 'Standard_B2s', vcpus: 2, memoryGib: 4, architecture: AMD64, maxPods: 110 },
  { name: 'Standard_B2ms', vcpus: 2, memoryGib: 8, architecture: AMD64, maxPods: 110 },
  { name: 'Standard_D2s_v5', vcpus: 2, memoryGib: 8, architecture: AMD64, maxPods: 110 },
  { name: 'Standard_D4s_v5', vcpus: 4, memoryGib: 16, architecture: AMD64, maxPods: 110 },
  { name: 'Standard_D2ps_v5', vcpus: 2, memoryGib: 8, architecture: ARM64, maxPods: 110 },
];

/** Oracle's Arm shape, of a size that the customer chooses. One OCPU is one core. */
export const ORACLE_A1_FLEX = 'VM.Standard.A1.Flex';
/** Oracle's free x86 shape. */
export const ORACLE_E21_MICRO = 'VM.Standard.E2.1.Micro';
