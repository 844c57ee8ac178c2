import { isMapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedPod } from '../checked-pod';
import { at, listAt, textAt } from '../data';
import { CLAIM, keyOf, objectsOf } from './kinds';
import { perScope } from './per-scope';

/** A volume that only one node, or one pod, can hold. */
export interface ExclusiveVolume {
  /** Where it stands in the object of the pod. */
  readonly field: string;
  /** What it is, in words. */
  readonly given: string;
  /** Whether a second pod could have it if it ran on the same node. */
  readonly perNode: boolean;
}

const SHARED_MODES = ['ReadWriteMany', 'ReadOnlyMany'];

/** Volumes of the pod whose claim is known and that only one node, or one pod, can hold. */
export function exclusiveVolumes(scope: CheckScope, { object, spec, field }: CheckedPod): ExclusiveVolume[] {
  return listAt(spec, 'volumes').flatMap((volume, index) => {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    const modes = name === undefined ? undefined : accessModes(scope).get(keyOf(object.namespace, name));
    return modes === undefined || modes.length === 0 || modes.some((mode) => SHARED_MODES.includes(mode))
      ? []
      : {
          field: `${field}.volumes[${index}].persistentVolumeClaim`,
          given: `claim ${name} with access ${modes.join(', ')}`,
          perNode: modes.includes('ReadWriteOnce'),
        };
  });
}

/** Directories of the node that a container of the pod can write to. */
export function writableHostPaths({ spec, field, containers }: CheckedPod): { field: string; path: string }[] {
  return listAt(spec, 'volumes').flatMap((volume, index) => {
    const name = textAt(volume, 'name');
    const isHostPath = isMapping(at(volume, 'hostPath'));
    const isWritten =
      isHostPath &&
      containers.some((container) =>
        listAt(container.spec, 'volumeMounts').some(
          (mount) => textAt(mount, 'name') === name && at(mount, 'readOnly') !== true,
        ),
      );
    return isWritten
      ? { field: `${field}.volumes[${index}].hostPath`, path: textAt(volume, 'hostPath', 'path') ?? '' }
      : [];
  });
}

const accessModes = perScope(
  (scope) =>
    new Map(
      objectsOf(scope, CLAIM).map(({ manifest, namespace, name }) => [
        keyOf(namespace, name),
        listAt(manifest, 'spec', 'accessModes').filter((mode) => typeof mode === 'string'),
      ]),
    ),
);
