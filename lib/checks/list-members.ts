import { isMapping } from '../model/core/untrusted';

/** The members of a list that a file holds (`kind: List`), for kubectl and Argo CD apply them one by one. */
export function listMembers(manifest: unknown): unknown[] {
  if (!isMapping(manifest) || typeof manifest['kind'] !== 'string' || !manifest['kind'].endsWith('List')) {
    return [manifest];
  }
  const { items } = manifest;
  const isList = Array.isArray(items) && items.every((item) => isMapping(item) && 'apiVersion' in item);
  return isList ? items.flatMap(listMembers) : [manifest];
}
