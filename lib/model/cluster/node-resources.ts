import { Cpu, nanos, Size } from '../core/quantity';

/** Amounts as whole numbers. */
export interface NodeResourceAmounts {
  /** Thousandths of a core. */
  readonly cpuMillis: number;
  /** Bytes of memory. */
  readonly memoryBytes: number;
  /** Number of pods. */
  readonly pods: number;
  /**
   * Bytes of the disk for logs, writable layers and empty directories.
   * @default - not known
   */
  readonly ephemeralStorageBytes?: number;
}

/**
 * What a node, or several, offers to pods: the `allocatable` of the node's status.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/reserve-compute-resources/#node-allocatable
 */
export class NodeResources {
  /** Thousandths of a core. */
  readonly cpuMillis: number;
  /** Bytes of memory. */
  readonly memoryBytes: number;
  /** Number of pods. */
  readonly pods: number;
  /** @default - not known */
  readonly ephemeralStorageBytes?: number;

  constructor(amounts: NodeResourceAmounts) {
    this.cpuMillis = amounts.cpuMillis;
    this.memoryBytes = amounts.memoryBytes;
    this.pods = amounts.pods;
    this.ephemeralStorageBytes = amounts.ephemeralStorageBytes;
  }

  get cpu(): Cpu {
    return Cpu.millis(this.cpuMillis);
  }

  get memory(): Size {
    return Size.parse(`${this.memoryBytes}`);
  }

  /** The disk, `undefined` where it is not known. */
  get ephemeralStorage(): Size | undefined {
    return this.ephemeralStorageBytes === undefined ? undefined : Size.parse(`${this.ephemeralStorageBytes}`);
  }

  /** The resources of so many equal nodes together. A pod runs on one node, so a sum alone never says that it fits. */
  times(count: number): NodeResources {
    const storage = this.ephemeralStorageBytes;
    return new NodeResources({
      cpuMillis: this.cpuMillis * count,
      memoryBytes: this.memoryBytes * count,
      pods: this.pods * count,
      ephemeralStorageBytes: storage === undefined ? undefined : storage * count,
    });
  }

  /** For messages: `1930m CPU, 6052Mi memory, 110 pods`. Memory is rounded down to whole Mi. */
  toString(): string {
    return `${this.cpuMillis}m CPU, ${Math.floor(this.memoryBytes / 2 ** 20)}Mi memory, ${this.pods} pods`;
  }
}

const NANOS_PER_MILLI = 1_000_000n;
const NANOS_PER_UNIT = 1_000_000_000n;

/** Whole thousandths, rounded down; 0 where the text is no quantity. */
export function millisIn(quantity: string | undefined): bigint {
  return (nanos(quantity ?? '') ?? 0n) / NANOS_PER_MILLI;
}

/** Whole units, rounded down; 0 where the text is no quantity. */
export function unitsIn(quantity: string | undefined): bigint {
  return (nanos(quantity ?? '') ?? 0n) / NANOS_PER_UNIT;
}

/** The quotient, rounded up. */
export function dividedUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

/** Whole thousandths, rounded up. */
export function millisCovering(quantity: string): bigint {
  return dividedUp(nanos(quantity) ?? 0n, NANOS_PER_MILLI);
}

/** Whole units, rounded up. */
export function unitsCovering(quantity: string): bigint {
  return dividedUp(nanos(quantity) ?? 0n, NANOS_PER_UNIT);
}
