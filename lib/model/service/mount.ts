import { Finding, show } from '../core/issue';
import { dnsLabel } from '../core/names';
import { directoryFindings } from '../core/paths';
import { AccessMode } from './claim';
import { filePathFindings } from './file-options';
import { Volume, VolumeKind } from './volume';

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
   * The part of the volume that appears there, in which `$(NAME)` stands for a variable of the container. Not beside
   * `subPath`.
   * @default - all of it
   */
  readonly subPathExpr?: string;
  /**
   * Whether the container may not write.
   * @default false
   */
  readonly readOnly?: boolean;
}

/** Where a volume of another container appears. */
export interface SharedMount extends Mount {
  /**
   * Other paths of the same container at which the volume, or parts of it, appear.
   * @default - none
   */
  readonly alsoAt?: Mount[];
}

/** A volume at a directory of the container. A volume cannot be declared without being mounted. */
export interface VolumeMount extends SharedMount {
  /** What is mounted there. */
  readonly volume: Volume;
}

/** Every path at which a volume appears in a container. */
export function mountsOf({ path, subPath, subPathExpr, readOnly, alsoAt = [] }: SharedMount): Mount[] {
  return [{ path, subPath, subPathExpr, readOnly }, ...alsoAt];
}

/** Names are names, paths are absolute and each is used once, and what is mounted is right. */
export function volumeFindings(field: string, mounts: { [name: string]: VolumeMount }): Finding[] {
  const paths = Object.values(mounts).flatMap((mount) => mountsOf(mount).map(({ path }) => path));
  return [
    ...Object.entries(mounts).flatMap(([name, mount]) => [
      ...dnsLabel(`${field}.${name}`, name),
      ...mountFindings(`${field}.${name}`, mount),
      ...mount.volume.findings(`${field}.${name}.volume`),
    ]),
    ...repeatedPathFindings(field, paths),
  ];
}

/** Every path is absolute; the parts of the volume lie inside it. */
export function mountFindings(field: string, { alsoAt = [], ...mount }: SharedMount): Finding[] {
  return [
    ...pathFindings(field, mount),
    ...alsoAt.flatMap((other, index) => pathFindings(`${field}.alsoAt[${index}]`, other)),
  ];
}

function pathFindings(field: string, { path, subPath, subPathExpr }: Mount): Finding[] {
  return [
    ...directoryFindings(`${field}.path`, path),
    ...(subPath === undefined ? [] : filePathFindings(`${field}.subPath`, subPath)),
    ...(subPathExpr === undefined ? [] : filePathFindings(`${field}.subPathExpr`, subPathExpr)),
    ...(subPath === undefined || subPathExpr === undefined ? [] : [partTwice(`${field}.subPathExpr`)]),
  ];
}

function partTwice(field: string): Finding {
  const [given, allowed] = ['a part of the volume beside subPath', 'one of the two'];
  return { code: 'volume-part-twice', field, given, allowed, remedy: 'Leave subPath or subPathExpr out.' };
}

/**
 * Replicas can mount what they must share.
 *
 * @param ownClaims whether each replica gets claims of its own
 */
export function sharingFindings(
  field: string,
  mounts: { [name: string]: VolumeMount },
  replicas: number,
  ownClaims: boolean,
): Finding[] {
  const shared = Object.entries(mounts).filter(
    ([, { volume }]) => volume.isExclusive && !(ownClaims && volume.kind === VolumeKind.PERSISTENT_CLAIM),
  );
  return replicas <= 1 ? [] : shared.map(([name, { volume }]) => unshareable(`${field}.${name}`, volume, replicas));
}

function unshareable(field: string, volume: Volume, replicas: number): Finding {
  return {
    code: 'volume-not-shareable',
    field: `${field}.volume.accessMode`,
    given: `${volume.accessModes.join(', ')} with ${replicas} replicas`,
    allowed: `${AccessMode.READ_WRITE_MANY} where several replicas mount the volume`,
    remedy: 'Use a storage class that offers ReadWriteMany, run one replica, or make it a StatefulBackend.',
  };
}

/** No two volumes of a container are mounted at one path. */
export function repeatedPathFindings(field: string, paths: readonly string[]): Finding[] {
  const repeated = paths.filter((path, index) => paths.indexOf(path) < index);
  return [...new Set(repeated)].map((path) => ({
    code: 'volume-path-duplicate',
    field,
    given: `${show(path)} more than once`,
    allowed: 'every path once',
    remedy: 'Give each volume a path of its own.',
  }));
}
