import { isUsualName } from './usual';

/** A volume of a pod that is right by its schema. */
export interface Volume {
  readonly name: string;
  readonly [source: string]: unknown;
}

/** What a container says about volumes, right by its schema. */
export interface Mounting {
  /** @default - it mounts no files */
  readonly volumeMounts?: readonly Mount[];
  /** @default - it has no devices */
  readonly volumeDevices?: unknown;
}

interface Mount {
  readonly name: string;
  readonly mountPath: string;
}

/** Types that hold no secret of the storage, and no list of sources. */
const TYPES = ['configMap', 'downwardAPI', 'emptyDir', 'persistentVolumeClaim', 'secret'];
const NONE: readonly never[] = [];

/** Whether the only container of a pod mounts each volume, at a path of its own, and no other. */
export function areVolumesUsual(volumes: readonly Volume[] = NONE, { volumeMounts = NONE, volumeDevices }: Mounting) {
  if (volumeDevices !== undefined) {
    return false;
  }
  for (const volume of volumes) {
    if (!isUsualVolume(volume) || !isNamed(volumeMounts, volume.name) || isTwice(volumes, volume, 'name')) {
      return false;
    }
  }
  for (const mount of volumeMounts) {
    const isPath = mount.mountPath !== '' && !mount.mountPath.includes(':');
    if (!isPath || !isNamed(volumes, mount.name) || isTwice(volumeMounts, mount, 'mountPath')) {
      return false;
    }
  }
  return true;
}

function isUsualVolume(volume: Volume): boolean {
  let types = 0;
  for (const key in volume) {
    if (key !== 'name') {
      types += TYPES.includes(key) ? 1 : 2;
    }
  }
  return types === 1 && isUsualName(volume.name);
}

function isNamed(all: readonly { readonly name: string }[], wanted: string): boolean {
  for (const { name } of all) {
    if (name === wanted) {
      return true;
    }
  }
  return false;
}

function isTwice<K extends string, T extends { readonly [key in K]: unknown }>(
  all: readonly T[],
  one: T,
  key: K,
): boolean {
  for (const each of all) {
    if (each !== one && each[key] === one[key]) {
      return true;
    }
  }
  return false;
}
