import type { CheckIssue } from '../checks/check-report';
import { CheckedObject, labelOf } from '../checks/checked-object';
import { Severity } from '../checks/severity';
import { objectKey } from '../synth/object-key';

/** Objects of files that are an object of before: of the two, a cluster has the one that is applied last. */
export function fileDuplicates(objects: readonly CheckedObject[]): CheckIssue[] {
  const owners = new Map<string, CheckedObject>();
  return objects.flatMap((object) => {
    const { apiVersion, kind, name, namespace, path, place } = object;
    // Those with `generateName` get a name from the cluster.
    if (kind === '' || name === '') {
      return [];
    }
    const key = objectKey(apiVersion, kind, namespace, name);
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, object);
      return [];
    }
    return [
      {
        ...{ path, place, severity: Severity.ERROR, object: labelOf(object) },
        code: 'object-duplicate',
        field: 'metadata.name',
        given: `a second ${kind} of the name; the first is at ${owner.place ?? owner.path}`,
        allowed: 'every kind and name once in a namespace of a cluster',
        remedy: 'Remove one of the two, or check paths that are for different clusters each by itself.',
      },
    ];
  });
}
