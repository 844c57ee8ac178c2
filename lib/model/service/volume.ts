import { Finding } from '../core/issue';
import { dnsSubdomain } from '../core/names';
import { optionFindings, readOptions } from '../core/options';
import { ISize } from '../core/quantity';
import { boolean, instance, map, Readers, text } from '../core/reading';
import { listOf } from '../core/untrusted';
import { within } from '../core/validated';
import {
  AccessMode,
  accessModeFindings,
  accessModesOf,
  CLAIM_OPTIONS,
  claimFindings,
  isExclusive,
  nameUnusedFindings,
  PersistentClaimOptions,
  VolumeMode,
} from './claim';
import { quantityFindings } from './container-resources';
import {
  configMapReader,
  FILES_OPTIONS,
  filesFindings,
  FilesOptions,
  IConfigMapReference,
  ISecretReference,
  modeFindings,
  secretReader,
} from './file-options';
import {
  HOST_PATH_OPTIONS,
  hostPathFindings,
  HostPathOptions,
  NFS_OPTIONS,
  nfsFindings,
  NfsVolumeOptions,
} from './node-volume';
import { FieldFile, ProjectedSource, projectedReader } from './projected-source';
import { sizeReader } from './service-reading';

/** What keeps the files of a volume. */
export enum VolumeKind {
  /** A directory of the node that lives and dies with the pod. */
  EMPTY_DIR = 'empty directory',
  /** Memory of the node, which counts as memory of the containers that write it. */
  MEMORY = 'memory',
  /** A PersistentVolumeClaim that is rendered beside the workload. */
  PERSISTENT_CLAIM = 'claim',
  /** A PersistentVolumeClaim that is defined elsewhere. */
  EXISTING_CLAIM = 'existing claim',
  /** A claim that lives and dies with the pod. */
  EPHEMERAL_CLAIM = 'ephemeral claim',
  /** Keys of a ConfigMap. */
  CONFIG_FILES = 'configuration files',
  /** Keys of a Secret. */
  SECRET_FILES = 'secret files',
  /** Files from several sources in one directory. */
  PROJECTED = 'projected files',
  /** Facts about the pod. */
  DOWNWARD_API = 'facts about the pod',
  /** Whatever a CSI driver mounts into a pod. */
  CSI = 'CSI volume',
  /** A directory of a server. */
  NFS = 'NFS directory',
  /** A directory or file of the node. */
  HOST_PATH = 'path of the node',
}

/** A directory that lives and dies with its pod. */
export interface EmptyDirOptions {
  /**
   * The pod is evicted when the directory grows above it.
   * @default - no limit but the node's disk or memory
   */
  readonly sizeLimit?: ISize;
}

/** A claim that is defined elsewhere. */
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

/** A claim that several workloads can mount, such as a `PersistentClaim`. */
export interface IPersistentClaim {
  /** Name of the PersistentVolumeClaim. */
  readonly claimName: string;
  /** From where it can be mounted. */
  readonly accessModes: AccessMode[];
}

/** Files of all sources of a projected volume. */
export interface ProjectedOptions {
  /**
   * Permissions of the files that have none of their own, for example `0o440`.
   * @default - 0o644, as Kubernetes has it
   */
  readonly mode?: number;
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
   * Type of the file system.
   * @default - the driver decides
   */
  readonly fsType?: string;
  /**
   * What the driver is told.
   * @default - nothing
   */
  readonly attributes?: { [name: string]: string };
  /**
   * Name of the Secret that the driver gets.
   * @default - none
   */
  readonly nodePublishSecretName?: string;
}

interface VolumeFields {
  readonly emptyDirOptions?: EmptyDirOptions;
  readonly claimOptions?: PersistentClaimOptions;
  readonly claimName?: string;
  readonly claim?: IPersistentClaim;
  readonly readOnly?: boolean;
  readonly accessModes?: readonly AccessMode[];
  readonly files?: FilesOptions;
  readonly configMap?: IConfigMapReference;
  readonly secret?: ISecretReference;
  readonly projected?: readonly ProjectedSource[];
  readonly csiOptions?: CsiVolumeOptions;
  readonly nfsOptions?: NfsVolumeOptions;
  readonly hostPath?: string;
  readonly hostPathOptions?: HostPathOptions;
}

const EMPTY_DIR_OPTIONS: Readers = { sizeLimit: sizeReader };
const EXISTING_CLAIM_OPTIONS: Readers = { readOnly: boolean, accessMode: text };
const claimReader = instance(
  'a PersistentClaim',
  ({ claimName, accessModes }) => typeof claimName === 'string' && Array.isArray(accessModes),
);
const CSI_OPTIONS: Readers = {
  driver: text,
  readOnly: boolean,
  fsType: text,
  attributes: map(text),
  nodePublishSecretName: text,
};

/** What is wrong with the value, at the field that it is given at. */
type Judge = (field: string) => Finding[];

/**
 * Where the files of a directory are kept. The Pod Security Standard "restricted" allows every kind but NFS, which
 * "baseline" allows, and paths of the node.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export class Volume {
  /** Empty at start, gone with the pod, not shared between replicas. */
  static emptyDir(options?: EmptyDirOptions): Volume {
    return Volume.directory(VolumeKind.EMPTY_DIR, options);
  }

  /** As an empty directory, in memory. What is written counts against the memory limits of the containers. */
  static memory(options?: EmptyDirOptions): Volume {
    return Volume.directory(VolumeKind.MEMORY, options);
  }

  /**
   * A PersistentVolumeClaim of the workload: rendered beside a Deployment and shared by its pods; of a StatefulBackend,
   * one for each pod.
   */
  static persistentClaim(options: PersistentClaimOptions): Volume {
    const { claim, judge } = claimOf(options);
    return new Volume(VolumeKind.PERSISTENT_CLAIM, { claimOptions: claim, accessModes: accessModesOf(claim) }, judge);
  }

  /** A PersistentVolumeClaim of that name, which somebody else makes. */
  static existingClaim(claimName: string, options?: ExistingClaimOptions): Volume {
    const read = readOptions(options, EXISTING_CLAIM_OPTIONS);
    const { readOnly, accessMode } = read.options;
    const accessModes = accessMode === undefined ? [] : [accessMode];
    return new Volume(VolumeKind.EXISTING_CLAIM, { readOnly, claimName, accessModes }, (field) =>
      optionFindings(field, read.wrong, [
        ...dnsSubdomain(`${field}.claimName`, claimName),
        ...accessModes.flatMap((mode) => accessModeFindings(`${field}.accessMode`, mode)),
      ]),
    );
  }

  /** A claim that is defined once and can be mounted by several workloads. */
  static sharedClaim(claim: IPersistentClaim): Volume {
    const { value, findings } = claimReader('claim', claim ?? null);
    const { claimName, accessModes } = (value ?? {}) as Partial<IPersistentClaim>;
    const fields = { claimName, accessModes, claim: value as IPersistentClaim | undefined };
    return new Volume(VolumeKind.EXISTING_CLAIM, fields, (field) => optionFindings(field, findings, []));
  }

  /** A claim for each pod, deleted with it. */
  static ephemeralClaim(options: PersistentClaimOptions): Volume {
    const { claim, judge } = claimOf(options);
    return new Volume(VolumeKind.EPHEMERAL_CLAIM, { claimOptions: claim }, (field) => [
      ...judge(field),
      ...nameUnusedFindings(field, claim),
    ]);
  }

  /** Keys of a ConfigMap as files. */
  static configFiles(config: IConfigMapReference, options?: FilesOptions): Volume {
    const { value, findings } = configMapReader('config', config ?? null);
    return Volume.ofFiles(VolumeKind.CONFIG_FILES, { configMap: value as IConfigMapReference }, findings, options);
  }

  /** Keys of a Secret as files. */
  static secretFiles(secret: ISecretReference, options?: FilesOptions): Volume {
    const { value, findings } = secretReader('secret', secret ?? null);
    return Volume.ofFiles(VolumeKind.SECRET_FILES, { secret: value as ISecretReference }, findings, options);
  }

  /** Files from several sources in one directory. */
  static projected(sources: ProjectedSource[], options?: ProjectedOptions): Volume {
    const { value = [], findings } = projectedReader('sources', sources ?? null);
    const read = readOptions(options, { mode: FILES_OPTIONS['mode'] as Readers[string] });
    const fields = { projected: listOf(value as ProjectedSource[]), files: { mode: read.options.mode } };
    return new Volume(VolumeKind.PROJECTED, fields, (field) =>
      optionFindings(
        field,
        [...findings, ...read.wrong],
        [
          ...modeFindings(`${field}.mode`, fields.files.mode),
          ...fields.projected.flatMap((source, index) => source.findings(`${field}.sources[${index}]`)),
        ],
      ),
    );
  }

  /** What a CSI driver mounts. */
  static csi(options: CsiVolumeOptions): Volume {
    const { options: csi, wrong } = readOptions(options, CSI_OPTIONS);
    return new Volume(VolumeKind.CSI, { csiOptions: csi as CsiVolumeOptions }, (field) =>
      optionFindings(field, wrong, [
        ...dnsSubdomain(`${field}.driver`, csi.driver),
        ...(csi.nodePublishSecretName === undefined
          ? []
          : dnsSubdomain(`${field}.nodePublishSecretName`, csi.nodePublishSecretName)),
      ]),
    );
  }

  /** Facts about the pod as files. */
  static downwardApi(files: FieldFile[], options?: ProjectedOptions): Volume {
    const source = ProjectedSource.fields(files);
    const read = readOptions(options, { mode: FILES_OPTIONS['mode'] as Readers[string] });
    const fields = { projected: [source], files: { mode: read.options.mode } };
    return new Volume(VolumeKind.DOWNWARD_API, fields, (field) =>
      optionFindings(field, read.wrong, [
        ...modeFindings(`${field}.mode`, fields.files.mode),
        ...source.findings(field),
      ]),
    );
  }

  /** A directory of a server that speaks NFS. The level "restricted" of the Pod Security Standards refuses it. */
  static nfs(options: NfsVolumeOptions): Volume {
    const { options: nfs, wrong } = readOptions(options, NFS_OPTIONS);
    return new Volume(VolumeKind.NFS, { nfsOptions: nfs as NfsVolumeOptions }, (field) =>
      optionFindings(field, wrong, nfsFindings(field, nfs)),
    );
  }

  /**
   * A directory or file of the node, for what belongs to nodes: files are lost when the pod moves. The levels "restricted"
   * and "baseline" of the Pod Security Standards refuse it.
   *
   * @param path absolute path in the file system of the node
   */
  static hostPath(path: string, options?: HostPathOptions): Volume {
    const read = readOptions(options, HOST_PATH_OPTIONS);
    return new Volume(VolumeKind.HOST_PATH, { hostPath: path, hostPathOptions: read.options }, (field) =>
      optionFindings(field, read.wrong, hostPathFindings(field, path, read.options)),
    );
  }

  private static directory(kind: VolumeKind, given: EmptyDirOptions | undefined): Volume {
    const { options, wrong } = readOptions(given, EMPTY_DIR_OPTIONS);
    return new Volume(kind, { emptyDirOptions: options }, (field) =>
      optionFindings(field, wrong, quantityFindings(`${field}.sizeLimit`, options.sizeLimit?.asString())),
    );
  }

  private static ofFiles(kind: VolumeKind, source: VolumeFields, wrong: readonly Finding[], given?: FilesOptions) {
    const read = readOptions(given, FILES_OPTIONS);
    return new Volume(kind, { ...source, files: read.options }, (field) =>
      optionFindings(field, [...wrong, ...read.wrong], filesFindings(field, read.options)),
    );
  }

  /** What keeps the files. */
  readonly kind: VolumeKind;
  /** @default - not an empty directory */
  readonly emptyDirOptions?: EmptyDirOptions;
  /** @default - no claim is rendered */
  readonly claimOptions?: PersistentClaimOptions;
  /** @default - not an existing claim */
  readonly claimName?: string;
  /** @default - not a claim that the program defines */
  readonly claim?: IPersistentClaim;
  /** @default false */
  readonly readOnly?: boolean;
  /** @default - not files */
  readonly files?: FilesOptions;
  /** @default - not files of a ConfigMap */
  readonly configMap?: IConfigMapReference;
  /** @default - not files of a Secret */
  readonly secret?: ISecretReference;
  /** @default - not mounted by a CSI driver */
  readonly csiOptions?: CsiVolumeOptions;
  /** @default - not a directory of a server */
  readonly nfsOptions?: NfsVolumeOptions;
  /** @default - not a path of the node */
  readonly hostPath?: string;
  /** @default - not a path of the node */
  readonly hostPathOptions?: HostPathOptions;

  readonly #accessModes: readonly AccessMode[];
  readonly #projected: readonly ProjectedSource[];
  readonly #judge: Judge;

  private constructor(kind: VolumeKind, fields: VolumeFields, judge: Judge) {
    this.kind = kind;
    this.emptyDirOptions = fields.emptyDirOptions;
    this.claimOptions = fields.claimOptions;
    this.claimName = fields.claimName;
    this.claim = fields.claim;
    this.readOnly = fields.readOnly;
    this.files = fields.files;
    this.configMap = fields.configMap;
    this.secret = fields.secret;
    this.csiOptions = fields.csiOptions;
    this.nfsOptions = fields.nfsOptions;
    this.hostPath = fields.hostPath;
    this.hostPathOptions = fields.hostPathOptions;
    this.#accessModes = fields.accessModes ?? [];
    this.#projected = fields.projected ?? [];
    this.#judge = judge;
  }

  /** From where a claim can be mounted, as far as it is known: a copy. */
  get accessModes(): AccessMode[] {
    return [...this.#accessModes];
  }

  /** A copy of the parts of projected files, and of facts about the pod. */
  get projected(): ProjectedSource[] {
    return [...this.#projected];
  }

  /** Whether only the pods of one node, or only one pod, can mount it. */
  get isExclusive(): boolean {
    return isExclusive(this.#accessModes);
  }

  /** Whether it is a device without a file system. */
  get isDevice(): boolean {
    return this.claimOptions?.volumeMode === VolumeMode.BLOCK;
  }

  /** Everything that is wrong with it. */
  findings(field: string): Finding[] {
    return this.#judge(field);
  }

  /** What is mounted, in words. */
  toString(): string {
    const { kind, claimOptions, emptyDirOptions } = this;
    if (claimOptions === undefined) {
      // The name of a configuration may be made of its content, which can still grow.
      const { nfsOptions: nfs, hostPath } = this;
      const server = nfs === undefined ? undefined : `${nfs.server}:${nfs.path}`;
      const source = this.claimName ?? this.secret?.secretName ?? this.csiOptions?.driver ?? server ?? hostPath;
      const limit = emptyDirOptions?.sizeLimit?.asString();
      return [kind, source ?? '', limit === undefined ? '' : `of at most ${limit}`].filter(Boolean).join(' ');
    }
    const { size, storageClass } = claimOptions;
    const suffix = storageClass === undefined ? '' : `, class ${storageClass}`;
    return `${kind} of ${size?.asString()} ${accessModesOf(claimOptions).join(' ')}${suffix}`;
  }
}

function claimOf(given: PersistentClaimOptions): { claim: PersistentClaimOptions; judge: Judge } {
  const { options, wrong } = readOptions(given, CLAIM_OPTIONS);
  const judge = (field: string) => optionFindings(field, wrong, within(field, claimFindings(options)));
  return { claim: options as PersistentClaimOptions, judge };
}
