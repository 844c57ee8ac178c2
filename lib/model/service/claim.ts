import { Finding, show } from '../core/issue';
import { labelKey } from '../core/label-key';
import { dnsSubdomain, labelValue } from '../core/names';
import { ISize } from '../core/quantity';
import { list, map, Readers, record, text } from '../core/reading';
import { oneOf } from '../core/rules';
import { quantityFindings } from './container-resources';
import { sizeReader } from './service-reading';

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

/** What a container sees of a volume. */
export enum VolumeMode {
  /** A directory. */
  FILESYSTEM = 'Filesystem',
  /** A device without a file system. The path of its mount is that of the device. */
  BLOCK = 'Block',
}

/** What a new volume is filled from. */
export interface ClaimDataSource {
  /** Kind of the object, for example `VolumeSnapshot` or `PersistentVolumeClaim`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /**
   * API group of the object, for example `snapshot.storage.k8s.io`.
   * @default - the core group
   */
  readonly apiGroup?: string;
}

/**
 * Storage that a claim asks for.
 *
 * Of a claim that exists, Kubernetes changes only the size (upwards) and labels and annotations; the rest is immutable.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims
 */
export interface PersistentClaimOptions {
  /** Least size of the volume. */
  readonly size: ISize;
  /** From where it can be mounted. Several replicas of a Deployment need `READ_WRITE_MANY`. */
  readonly accessMode: AccessMode;
  /**
   * Other ways in which the volume can be mounted.
   * @default - none
   */
  readonly otherAccessModes?: AccessMode[];
  /**
   * Name of the StorageClass that provides the volume. An empty name, for a volume that is named or selected, keeps the
   * default class from making another one.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * Name of the claim. Those of a StatefulBackend are named by Kubernetes.
   * @default - names of workload and volume, with "-" between them
   */
  readonly name?: string;
  /**
   * Labels of the claim.
   * @default - those of the workload; none where a StatefulBackend makes claims from a template that can never change
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the claim.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Whether the volume is a directory or a device.
   * @default VolumeMode.FILESYSTEM
   */
  readonly volumeMode?: VolumeMode;
  /**
   * Name of the PersistentVolume to be bound to.
   * @default - any that fits
   */
  readonly volumeName?: string;
  /**
   * Labels that the PersistentVolume must have.
   * @default - any volume
   */
  readonly selector?: { [key: string]: string };
  /**
   * What the volume is filled from.
   * @default - it is empty
   */
  readonly dataSource?: ClaimDataSource;
}

/** How the options of a claim are read. */
export const CLAIM_OPTIONS: Readers = {
  size: sizeReader,
  accessMode: text,
  otherAccessModes: list(text),
  storageClass: text,
  name: text,
  labels: map(text),
  annotations: map(text),
  volumeMode: text,
  volumeName: text,
  selector: map(text),
  dataSource: record({ kind: text, name: text, apiGroup: text }),
};

/** Every way in which the volume can be mounted. */
export function accessModesOf({ accessMode, otherAccessModes = [] }: PersistentClaimOptions): AccessMode[] {
  return [accessMode, ...otherAccessModes];
}

/** Whether only the pods of one node, or only one pod, can mount a volume of these modes. */
export function isExclusive(modes: readonly AccessMode[]): boolean {
  const exclusive: readonly AccessMode[] = [AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD];
  return modes.length > 0 && modes.every((mode) => exclusive.includes(mode));
}

/** Everything that can be wrong with what a claim asks for, with field names relative to it. */
export function claimFindings(claim: Partial<PersistentClaimOptions>): Finding[] {
  const { size, accessMode, otherAccessModes = [], volumeMode, name, volumeName, dataSource } = claim;
  const { labels = {}, annotations = {}, selector = {} } = claim;
  const mode = { code: 'volume-mode-unknown', remedy: 'Use one of VolumeMode.' };
  return [
    ...quantityFindings('size', size?.asString() ?? ''),
    ...storageClassFindings('storageClass', claim),
    ...accessModeFindings('accessMode', accessMode),
    ...otherAccessModes.flatMap((each, index) => accessModeFindings(`otherAccessModes[${index}]`, each)),
    ...repeatedModes('otherAccessModes', [accessMode, ...otherAccessModes]),
    ...(name === undefined ? [] : dnsSubdomain('name', name)),
    ...(volumeMode === undefined ? [] : oneOf('volumeMode', volumeMode, Object.values(VolumeMode), mode)),
    ...(volumeName === undefined ? [] : dnsSubdomain('volumeName', volumeName)),
    ...(dataSource === undefined ? [] : dataSourceFindings('dataSource', dataSource)),
    ...Object.entries({ labels, selector }).flatMap(([part, map]) =>
      Object.entries(map).flatMap(([key, value]) => [
        ...labelKey(`${part}.${key}`, key),
        ...labelValue(`${part}.${key}`, value),
      ]),
    ),
    ...Object.keys(annotations).flatMap((key) => labelKey(`annotations.${key}`, key)),
  ];
}

/** Kubernetes gives these claims names of its own, so one that is given would be lost. */
export function nameUnusedFindings(field: string, { name }: Partial<PersistentClaimOptions>): Finding[] {
  if (name === undefined) {
    return [];
  }
  const [allowed, remedy] = ['nothing: Kubernetes makes a claim, and its name, for each pod', 'Leave the name out.'];
  return [{ code: 'claim-name-unused', field: `${field}.name`, given: show(name), allowed, remedy }];
}

/** One of the ways in which a volume can be mounted. */
export function accessModeFindings(field: string, given: unknown): Finding[] {
  const why = { code: 'access-mode-unknown', remedy: 'Use one of AccessMode.' };
  return oneOf(field, given, Object.values(AccessMode), why);
}

function repeatedModes(field: string, modes: readonly (AccessMode | undefined)[]): Finding[] {
  const repeated = modes.filter((mode, index) => modes.indexOf(mode) < index);
  const [allowed, remedy] = ['every mode once, that of accessMode included', 'Leave the second one out.'];
  return repeated.map((mode) => ({ code: 'access-mode-duplicate', field, given: show(mode), allowed, remedy }));
}

function storageClassFindings(field: string, claim: Partial<PersistentClaimOptions>): Finding[] {
  const { storageClass, volumeName, selector } = claim;
  const isBound = volumeName !== undefined || selector !== undefined;
  return storageClass === undefined || (storageClass === '' && isBound) ? [] : dnsSubdomain(field, storageClass);
}

function dataSourceFindings(field: string, { kind, name, apiGroup }: Partial<ClaimDataSource>): Finding[] {
  const [allowed, remedy] = ['the kind of an object', "Write { kind: 'PersistentVolumeClaim', name: '...' }."];
  return [
    ...(kind === undefined || kind === ''
      ? [{ code: 'setting-incomplete', field: `${field}.kind`, given: show(kind), allowed, remedy }]
      : []),
    ...dnsSubdomain(`${field}.name`, name),
    ...(apiGroup === undefined ? [] : dnsSubdomain(`${field}.apiGroup`, apiGroup)),
  ];
}
