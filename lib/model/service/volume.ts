import { Finding, show } from '../core/issue';
import { dnsLabel, dnsSubdomain } from '../core/names';
import { directoryFindings } from '../core/paths';
import { ISize } from '../core/quantity';
import { oneOf } from '../core/rules';
import { hasMethods } from '../core/untrusted';
import { quantityFindings } from './container-resources';

/** From where a claim's volume can be mounted. */
export enum AccessMode {
  /** Read and write by the pods of one node. */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** Read and write by one pod. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
  /** Read and write by the pods of all nodes. */
  READ_WRITE_MANY = 'ReadWriteMany',
  /** Read by the pods of all nodes. */
  READ_ONLY_MANY = 'ReadOnlyMany',
}

/** An empty directory that lives and dies with its pod. */
export interface EmptyDirOptions {
  /**
   * The pod is evicted when the directory grows above it.
   * @default - no limit but the node's disk
   */
  readonly sizeLimit?: ISize;
}

/** Storage that outlives its pods. */
export interface PersistentClaimOptions {
  /** Least size of the volume. */
  readonly size: ISize;
  /** Name of the StorageClass that provides the volume. */
  readonly storageClass: string;
  /** From where it can be mounted. Several replicas need `READ_WRITE_MANY`. */
  readonly accessMode: AccessMode;
}

/**
 * Where the files of a directory are kept.
 *
 * There is no way to mount a directory of the node: such files are lost when the pod moves, and every checker
 * refuses them.
 */
export class Volume {
  /** Empty at start, gone with the pod, not shared between replicas. */
  static emptyDir(options: EmptyDirOptions = {}): Volume {
    return new Volume(options, undefined);
  }

  /** A PersistentVolumeClaim, rendered beside the workload. */
  static persistentClaim(options: PersistentClaimOptions): Volume {
    return new Volume(undefined, options);
  }

  private constructor(
    /** @default - not an empty directory */
    readonly emptyDirOptions?: EmptyDirOptions,
    /** @default - not a claim */
    readonly claimOptions?: PersistentClaimOptions,
  ) {}

  /** Whether only the pods of one node, or only one pod, can mount it. */
  get isExclusive(): boolean {
    const mode = this.claimOptions?.accessMode;
    return mode === AccessMode.READ_WRITE_ONCE || mode === AccessMode.READ_WRITE_ONCE_POD;
  }

  /** What is mounted, in words. */
  toString(): string {
    if (this.claimOptions === undefined) {
      return 'empty directory';
    }
    const { size, accessMode, storageClass } = this.claimOptions;
    return `claim of ${size.asString()} ${accessMode}, class ${storageClass}`;
  }
}

/** A volume at a directory of the container. A volume cannot be declared without being mounted. */
export interface VolumeMount {
  /** Absolute path of the directory in the container. */
  readonly path: string;
  /** What is mounted there. */
  readonly volume: Volume;
}

/** Paths are absolute and each is used once, sizes are amounts, and replicas can share what they must share. */
export function volumeFindings(field: string, mounts: { [name: string]: VolumeMount }, replicas: number): Finding[] {
  const paths = Object.values(mounts).map(({ path }) => path);
  return [
    ...Object.entries(mounts).flatMap(([name, mount]) => mountFindings(`${field}.${name}`, name, mount, replicas)),
    ...repeatedPathFindings(field, paths),
  ];
}

function mountFindings(field: string, name: string, { path, volume }: VolumeMount, replicas: number): Finding[] {
  const { emptyDirOptions, claimOptions } = volume;
  return [
    ...dnsLabel(field, name),
    ...directoryFindings(`${field}.path`, path),
    ...quantityFindings(`${field}.volume.sizeLimit`, emptyDirOptions?.sizeLimit?.asString()),
    ...(claimOptions === undefined ? [] : claimFindings(`${field}.volume`, claimOptions)),
    ...(volume.isExclusive && replicas > 1
      ? [sharedFinding(`${field}.volume.accessMode`, claimOptions, replicas)]
      : []),
  ];
}

function claimFindings(field: string, claim: PersistentClaimOptions): Finding[] {
  return [
    ...(hasMethods(claim.size, ['asString'])
      ? quantityFindings(`${field}.size`, claim.size.asString())
      : quantityFindings(`${field}.size`, '')),
    ...dnsSubdomain(`${field}.storageClass`, claim.storageClass),
    ...oneOf(`${field}.accessMode`, claim.accessMode, Object.values(AccessMode), {
      code: 'access-mode-unknown',
      remedy: 'Use one of AccessMode.',
    }),
  ];
}

function sharedFinding(field: string, claim: PersistentClaimOptions | undefined, replicas: number): Finding {
  return {
    code: 'volume-not-shareable',
    field,
    given: `${claim?.accessMode} with ${replicas} replicas`,
    allowed: `${AccessMode.READ_WRITE_MANY} where several replicas mount the volume`,
    remedy: 'Use a storage class that offers ReadWriteMany, or run one replica.',
  };
}

/** No two volumes of a pod are mounted at one path. */
export function repeatedPathFindings(field: string, paths: readonly string[]): Finding[] {
  const repeated = paths.filter((path, index) => paths.indexOf(path) < index);
  return [...new Set(repeated)].map((path) => ({
    code: 'volume-path-duplicate',
    field,
    given: `${show(path)} more than once`,
    allowed: 'every path once',
    remedy: 'Give each volume a path of its own; remember that /tmp is mounted already.',
  }));
}
