import { ClusterProvider } from './cluster-provider';
import { KubernetesVersion } from './kubernetes-version';
import { dividedUp, NodeResources } from './node-resources';

/*
 * allocatable = capacity - reserved - hard eviction threshold
 *
 * All arithmetic is in bigint, in thousandths of a core and in bytes. Reservations are rounded up and what is left is
 * rounded down, so that a plan that fits here fits on the node.
 */

/** What a node has before anything is reserved. */
export interface NodeCapacity {
  /** Whose reservations apply. */
  readonly provider: ClusterProvider;
  /** Thousandths of a core that the operating system sees. */
  readonly cpuMillis: bigint;
  /** Thousandths of a core that may be promised to pods. Less than `cpuMillis` where the node cannot sustain them. */
  readonly sustainedMillis: bigint;
  /** Bytes that the operating system sees. */
  readonly memoryBytes: bigint;
  readonly maxPods: bigint;
  /** Whether the machine is one of Compute Engine's that share a core. */
  readonly sharedCore: boolean;
  /** @default - not known */
  readonly ephemeralStorageBytes?: bigint;
  /** @default - as the provider reserves */
  readonly reservedMillis?: bigint;
  /** @default - as the provider reserves */
  readonly reservedBytes?: bigint;
}

/** A part of an amount, from the end of the tier before, and which share of it is reserved. */
interface Tier {
  readonly upTo: bigint;
  /** In ten-thousandths. */
  readonly share: bigint;
}

interface Reservation {
  readonly cpuMillis: bigint;
  readonly memoryBytes: bigint;
}

const WHOLE = 10_000n;
const MIB = 1n << 20n;
const GIB = 1n << 30n;
const CORE = 1000n;
/** Above the largest machine that any provider offers. */
const NO_END = 1n << 200n;

/** Kubelet's own default, which all providers but older AKS keep. */
const EVICTION_BYTES = 100n * MIB;
const OLD_AKS_EVICTION_BYTES = 750n * MIB;
/** Share of the disk that kubelet keeps free, in ten-thousandths. */
const DISK_EVICTION_SHARE = 1000n;
/** AKS changed its memory reservation and its eviction threshold with this version. */
const NEW_AKS_MEMORY = '1.29';

const GKE_CPU: readonly Tier[] = [
  { upTo: 1n * CORE, share: 600n },
  { upTo: 2n * CORE, share: 100n },
  { upTo: 4n * CORE, share: 50n },
  { upTo: NO_END, share: 25n },
];
const GKE_MEMORY: readonly Tier[] = [
  { upTo: 4n * GIB, share: 2500n },
  { upTo: 8n * GIB, share: 2000n },
  { upTo: 16n * GIB, share: 1000n },
  { upTo: 128n * GIB, share: 600n },
  { upTo: NO_END, share: 200n },
];
/** 60, 100, 140, 180, 260, 420 and 740m for 1, 2, 4, 8, 16, 32 and 64 cores, as steps per core. */
const AKS_CPU: readonly Tier[] = [
  { upTo: 1n * CORE, share: 600n },
  { upTo: 2n * CORE, share: 400n },
  { upTo: 4n * CORE, share: 200n },
  { upTo: NO_END, share: 100n },
];
/** 60, 70, 80, 85 and 90m for 1 to 5 cores and 2.5m for each one more, as steps per core. */
const OKE_CPU: readonly Tier[] = [
  { upTo: 1n * CORE, share: 600n },
  { upTo: 3n * CORE, share: 100n },
  { upTo: 5n * CORE, share: 50n },
  { upTo: NO_END, share: 25n },
];
/**
 * 1, 1, 2 and 9 GiB on nodes of 4, 8, 16 and 128 GiB and 20 MiB for each GiB more (a little under 2 %); between these
 * points, and below the first, in proportion.
 */
const OKE_MEMORY: readonly Tier[] = [
  { upTo: 4n * GIB, share: 2500n },
  { upTo: 8n * GIB, share: 0n },
  { upTo: 16n * GIB, share: 1250n },
  { upTo: 128n * GIB, share: 625n },
  { upTo: NO_END, share: 200n },
];
/** OKE reserves the same for the operating system of every shape. */
const OKE_SYSTEM: Reservation = { cpuMillis: 100n, memoryBytes: 100n * MIB };
/** What GKE reserves on every machine that shares a core: all of the second core that its system sees, and 60m. */
const GKE_SHARED_CORE_CPU = 1060n;
const GKE_SMALL_MACHINE_MEMORY = 255n * MIB;

/**
 * What is left for pods on one node.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/plan-node-sizes
 * @see https://github.com/awslabs/amazon-eks-ami/blob/main/nodeadm/internal/kubelet/config.go
 * @see https://learn.microsoft.com/azure/aks/node-resource-reservations
 * @see https://docs.oracle.com/en-us/iaas/Content/ContEng/Tasks/contengtroubleshooting_topic-node_issues.htm
 */
export function allocatableOf(capacity: NodeCapacity, version: KubernetesVersion): NodeResources {
  const reservation = reservationOf(capacity, version);
  const cpu = capacity.sustainedMillis - (capacity.reservedMillis ?? reservation.cpuMillis);
  const memory =
    capacity.memoryBytes -
    (capacity.reservedBytes ?? reservation.memoryBytes) -
    evictionBytes(capacity.provider, version);
  const disk = capacity.ephemeralStorageBytes;
  return new NodeResources({
    cpuMillis: atLeastNothing(cpu),
    memoryBytes: atLeastNothing(memory),
    pods: Number(capacity.maxPods),
    ephemeralStorageBytes: disk === undefined ? undefined : atLeastNothing(diskLeft(capacity.provider, disk)),
  });
}

function reservationOf(capacity: NodeCapacity, version: KubernetesVersion): Reservation {
  const { cpuMillis, memoryBytes, maxPods } = capacity;
  switch (capacity.provider) {
    case ClusterProvider.GOOGLE_CLOUD:
      return {
        cpuMillis: capacity.sharedCore ? GKE_SHARED_CORE_CPU : tiered(cpuMillis, GKE_CPU),
        memoryBytes: memoryBytes < GIB ? GKE_SMALL_MACHINE_MEMORY : tiered(memoryBytes, GKE_MEMORY),
      };
    case ClusterProvider.AMAZON_WEB_SERVICES:
      return { cpuMillis: tiered(cpuMillis, GKE_CPU), memoryBytes: 255n * MIB + 11n * MIB * maxPods };
    case ClusterProvider.MICROSOFT_AZURE:
      return { cpuMillis: tiered(cpuMillis, AKS_CPU), memoryBytes: aksMemory(memoryBytes, maxPods, version) };
    case ClusterProvider.ORACLE_CLOUD:
      return {
        cpuMillis: tiered(cpuMillis, OKE_CPU) + OKE_SYSTEM.cpuMillis,
        memoryBytes: tiered(memoryBytes, OKE_MEMORY) + OKE_SYSTEM.memoryBytes,
      };
    default:
      return { cpuMillis: 0n, memoryBytes: 0n };
  }
}

/** AKS counts in MB; MiB reserve a little more. Before 1.29 it used the tiers of GKE. */
function aksMemory(memoryBytes: bigint, maxPods: bigint, version: KubernetesVersion): bigint {
  if (!version.isAtLeast(NEW_AKS_MEMORY)) {
    return tiered(memoryBytes, GKE_MEMORY);
  }
  const byPods = 20n * MIB * maxPods + 50n * MIB;
  const quarter = dividedUp(memoryBytes, 4n);
  return byPods < quarter ? byPods : quarter;
}

function evictionBytes(provider: ClusterProvider, version: KubernetesVersion): bigint {
  const isOldAks = provider === ClusterProvider.MICROSOFT_AZURE && !version.isAtLeast(NEW_AKS_MEMORY);
  return isOldAks ? OLD_AKS_EVICTION_BYTES : EVICTION_BYTES;
}

/** GKE also keeps the least of half the disk, 6 GiB + 35 % of it and 100 GiB for images and the system. */
function diskLeft(provider: ClusterProvider, disk: bigint): bigint {
  const left = disk - dividedUp(disk * DISK_EVICTION_SHARE, WHOLE);
  if (provider !== ClusterProvider.GOOGLE_CLOUD) {
    return left;
  }
  const choices = [dividedUp(disk, 2n), 6n * GIB + dividedUp(disk * 3500n, WHOLE), 100n * GIB];
  return left - choices.reduce((least, each) => (each < least ? each : least));
}

/** The sum of each tier's share of the part of the amount that lies in it, rounded up. */
function tiered(amount: bigint, tiers: readonly Tier[]): bigint {
  let sum = 0n;
  let from = 0n;
  for (const { upTo, share } of tiers) {
    const end = amount < upTo ? amount : upTo;
    sum += end > from ? (end - from) * share : 0n;
    from = upTo;
  }
  return dividedUp(sum, WHOLE);
}

function atLeastNothing(amount: bigint): number {
  return amount > 0n ? Number(amount) : 0;
}
