import { groupOf } from '../checks/checked-object';
import { isClusterScoped } from './kinds';

/** What two objects of one cluster have in common when they are the same one. Versions of a group are versions of the same object. */
export function objectKey(apiVersion: string, kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([groupOf(apiVersion), kind, isClusterScoped(kind) ? undefined : namespace, name]);
}
