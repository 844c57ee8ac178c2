import { Finding, show } from '../core/issue';
import { dnsLabel, dnsSubdomain } from '../core/names';
import { directoryFindings } from '../core/paths';
import { ISize } from '../core/quantity';
import { oneOf } from '../core/rules';
import { fieldsOf, hasMethods, listOf } from '../core/untrusted';
import { quantityFindings } from './container-resources';
import { filePathFindings, filesFindings, FilesOptions, IConfigMapReference, ISecretReference } from './file-options';
import { ProjectedSource, projectedFindings } from './projected-source';

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

/** What keeps the files of a volume. */
export enum VolumeKind {
  /** A directory of the node that lives and dies with the pod. */
  EMPTY_DIR = 'empty directory',
  /** Memory of the node, which counts as memory of the containers that write it. */
  MEMORY = 'memory',
  /** A PersistentVolumeClaim that is rendered beside the workload. */
  PERSISTENT_CLAIM = 'claim',
  /** A PersistentVolumeClaim that somebody else makes. */
  EXISTING_CLAIM = 'existing claim',
  /** A claim that lives and dies with the pod. */
  EPHEMERAL_CLAIM = 'ephemeral claim',
  /** Keys of a ConfigMap. */
  CONFIG_FILES = 'configuration files',
  /** Keys of a Secret. */
  SECRET_FILES = 'secret files',
  /** Files from several sources in one directory. */
  PROJECTED = 'projected files',
  /** Whatever a CSI driver mounts into a pod. */
  CSI = 'CSI volume',
}

/** A directory that lives and dies with its pod. */
export interface EmptyDirOptions {
  /**
   * The pod is evicted when the directory grows above it.
   * @default - no limit but the node's disk or memory
   */
  readonly sizeLimit?: ISize;
}

/** Storage that a claim asks for. */
export interface PersistentClaimOptions {
  /** Least size of the volume. */
  readonly size: ISize;
  /** From where it can be mounted. Several replicas need `READ_WRITE_MANY`. */
  readonly accessMode: AccessMode;
  /**
   * Name of the StorageClass that provides the volume.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
}

/** A claim that somebody else makes. */
export interface ExistingClaimOptions {
  /**
   * Whether no container may write.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * From where it can be mounted, so that replicas which cannot share it are refused.
   * @default - not known
   */
  readonly accessMode?: AccessMode;
}

/** A volume that a CSI driver mounts into the pod. */
export interface CsiVolumeOptions {
  /** Name of the driver, for example `secrets-store.csi.k8s.io`. */
  readonly driver: string;
  /**
   * Whether no container may write.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * What the driver is told.
   * @default - nothing
   */
  readonly attributes?: { [name: string]: string };
}

interface VolumeFields {
  readonly emptyDirOptions?: EmptyDirOptions;
  readonly claimOptions?: PersistentClaimOptions;
  readonly claimName?: string;
  readonly readOnly?: boolean;
  readonly accessMode?: AccessMode;
  readonly files?: FilesOptions;
  readonly configMap?: IConfigMapReference;
  readonly secret?: ISecretReference;
  readonly projected?: readonly ProjectedSource[];
  readonly csiOptions?: CsiVolumeOptions;
}

/**
 * Where the files of a directory are kept: every kind of volume that the Pod Security Standard "restricted" allows.
 *
 * There is no way to mount a directory of the node: such files are lost when the pod moves, and every checker
 * refuses them.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export class Volume {
  /** Empty at start, gone with the pod, not shared between replicas. */
  static emptyDir(options: EmptyDirOptions = {}): Volume {
    return new Volume(VolumeKind.EMPTY_DIR, { emptyDirOptions: options });
  }

  /** As an empty directory, in memory. What is written counts against the memory limits of the containers. */
  static memory(options: EmptyDirOptions = {}): Volume {
    return new Volume(VolumeKind.MEMORY, { emptyDirOptions: options });
  }

  /**
   * A PersistentVolumeClaim of the workload: rendered beside a Deployment and shared by its pods; of a StatefulBackend,
   * one for each pod.
   */
  static persistentClaim(options: PersistentClaimOptions): Volume {
    return new Volume(VolumeKind.PERSISTENT_CLAIM, { claimOptions: options, accessMode: fieldsOf(options).accessMode });
  }

  /** A PersistentVolumeClaim of that name, which is not rendered. */
  static existingClaim(claimName: string, options: ExistingClaimOptions = {}): Volume {
    return new Volume(VolumeKind.EXISTING_CLAIM, { ...options, claimName });
  }

  /** A claim for each pod, deleted with it. */
  static ephemeralClaim(options: PersistentClaimOptions): Volume {
    return new Volume(VolumeKind.EPHEMERAL_CLAIM, { claimOptions: options });
  }

  /** Keys of a ConfigMap as files. */
  static configFiles(config: IConfigMapReference, options: FilesOptions = {}): Volume {
    return new Volume(VolumeKind.CONFIG_FILES, { configMap: config, files: options });
  }

  /** Keys of a Secret as files. */
  static secretFiles(secret: ISecretReference, options: FilesOptions = {}): Volume {
    return new Volume(VolumeKind.SECRET_FILES, { secret, files: options });
  }

  /** Files from several sources in one directory. */
  static projected(sources: ProjectedSource[], options: FilesOptions = {}): Volume {
    return new Volume(VolumeKind.PROJECTED, { projected: listOf(sources), files: { mode: fieldsOf(options).mode } });
  }

  /** What a CSI driver mounts. */
  static csi(options: CsiVolumeOptions): Volume {
    return new Volume(VolumeKind.CSI, { csiOptions: options });
  }

  /** What keeps the files. */
  readonly kind: VolumeKind;
  /** @default - not an empty directory */
  readonly emptyDirOptions?: EmptyDirOptions;
  /** @default - no claim is rendered */
  readonly claimOptions?: PersistentClaimOptions;
  /** @default - not an existing claim */
  readonly claimName?: string;
  /** @default false */
  readonly readOnly?: boolean;
  /** @default - not known, or not needed */
  readonly accessMode?: AccessMode;
  /** @default - not files of a ConfigMap or Secret */
  readonly files?: FilesOptions;
  /** @default - not files of a ConfigMap */
  readonly configMap?: IConfigMapReference;
  /** @default - not files of a Secret */
  readonly secret?: ISecretReference;
  /** @default - not mounted by a CSI driver */
  readonly csiOptions?: CsiVolumeOptions;

  readonly #projected: readonly ProjectedSource[];

  private constructor(kind: VolumeKind, fields: VolumeFields) {
    this.kind = kind;
    this.emptyDirOptions = fields.emptyDirOptions;
    this.claimOptions = fields.claimOptions;
    this.claimName = fields.claimName;
    this.readOnly = fields.readOnly;
    this.accessMode = fields.accessMode;
    this.files = fields.files;
    this.configMap = fields.configMap;
    this.secret = fields.secret;
    this.csiOptions = fields.csiOptions;
    this.#projected = fields.projected ?? [];
  }

  /** A copy of the parts of projected files. */
  get projected(): ProjectedSource[] {
    return [...this.#projected];
  }

  /** Whether only the pods of one node, or only one pod, can mount it. */
  get isExclusive(): boolean {
    return this.accessMode === AccessMode.READ_WRITE_ONCE || this.accessMode === AccessMode.READ_WRITE_ONCE_POD;
  }

  /** What is mounted, in words. */
  toString(): string {
    if (this.claimOptions === undefined) {
      return [this.kind, this.claimName ?? ''].join(' ').trimEnd();
    }
    const { size, accessMode, storageClass } = this.claimOptions;
    const suffix = storageClass === undefined ? '' : `, class ${storageClass}`;
    return `${this.kind} of ${size.asString()} ${accessMode}${suffix}`;
  }
}

/** Where a volume appears in a container. */
export interface Mount {
  /** Absolute path of the directory or file in the container. */
  readonly path: string;
  /**
   * The part of the volume that appears there.
   * @default - all of it
   */
  readonly subPath?: string;
  /**
   * Whether the container may not write.
   * @default false
   */
  readonly readOnly?: boolean;
}

/** A volume at a directory of the container. A volume cannot be declared without being mounted. */
export interface VolumeMount extends Mount {
  /** What is mounted there. */
  readonly volume: Volume;
  /**
   * Other paths of the same container at which the volume, or parts of it, appear.
   * @default - none
   */
  readonly alsoAt?: Mount[];
}

/** Every path at which a volume appears in its container. */
export function mountsOf({ path, subPath, readOnly, alsoAt = [] }: VolumeMount): Mount[] {
  return [{ path, subPath, readOnly }, ...alsoAt];
}

/** Paths are absolute and each is used once, sizes are amounts, and replicas can share what they must share. */
export function volumeFindings(field: string, mounts: { [name: string]: VolumeMount }, replicas: number): Finding[] {
  const paths = Object.values(mounts).flatMap((mount) => mountsOf(mount).map(({ path }) => path));
  return [
    ...Object.entries(mounts).flatMap(([name, mount]) => [
      ...dnsLabel(`${field}.${name}`, name),
      ...volumeMountFindings(`${field}.${name}`, mount),
      ...sharingFindings(`${field}.${name}`, mount.volume, replicas),
    ]),
    ...repeatedPathFindings(field, paths),
  ];
}

/** Everything that can be wrong with a volume at its paths, whoever runs it. */
export function volumeMountFindings(field: string, mount: VolumeMount): Finding[] {
  const { alsoAt = [], volume } = mount;
  return [
    ...mountFindings(field, mount),
    ...alsoAt.flatMap((other, index) => mountFindings(`${field}.alsoAt[${index}]`, other)),
    ...contentFindings(`${field}.volume`, volume),
  ];
}

/** The path is absolute; the part of the volume lies inside it. */
export function mountFindings(field: string, { path, subPath }: Mount): Finding[] {
  return [
    ...directoryFindings(`${field}.path`, path),
    ...(subPath === undefined ? [] : filePathFindings(`${field}.subPath`, subPath)),
  ];
}

function contentFindings(field: string, volume: Volume): Finding[] {
  const { emptyDirOptions, claimOptions, kind, claimName, files, csiOptions } = volume;
  return [
    ...quantityFindings(`${field}.sizeLimit`, emptyDirOptions?.sizeLimit?.asString()),
    ...(claimOptions === undefined ? [] : claimFindings(field, claimOptions)),
    ...(kind === VolumeKind.EXISTING_CLAIM ? dnsSubdomain(`${field}.claimName`, claimName) : []),
    ...(files === undefined ? [] : filesFindings(field, files)),
    ...volume.projected.flatMap((source, index) => projectedFindings(`${field}.sources[${index}]`, source)),
    ...(csiOptions === undefined ? [] : dnsSubdomain(`${field}.driver`, csiOptions.driver)),
  ];
}

function claimFindings(field: string, claim: PersistentClaimOptions): Finding[] {
  return [
    ...quantityFindings(`${field}.size`, hasMethods(claim.size, ['asString']) ? claim.size.asString() : ''),
    ...(claim.storageClass === undefined ? [] : dnsSubdomain(`${field}.storageClass`, claim.storageClass)),
    ...oneOf(`${field}.accessMode`, claim.accessMode, Object.values(AccessMode), {
      code: 'access-mode-unknown',
      remedy: 'Use one of AccessMode.',
    }),
  ];
}

function sharingFindings(field: string, volume: Volume, replicas: number): Finding[] {
  if (!volume.isExclusive || replicas <= 1) {
    return [];
  }
  return [
    {
      code: 'volume-not-shareable',
      field: `${field}.volume.accessMode`,
      given: `${volume.accessMode} with ${replicas} replicas`,
      allowed: `${AccessMode.READ_WRITE_MANY} where several replicas mount the volume`,
      remedy: 'Use a storage class that offers ReadWriteMany, run one replica, or give each pod a claim of its own.',
    },
  ];
}

/** No two volumes of a container are mounted at one path. */
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
