import { isMapping } from '../model/core/untrusted';

/** The members of a list that a file holds (`kind: List`), for kubectl and Argo CD apply them one by one. */
export function listMembers(manifest: unknown): unknown[] {
  if (!isMapping(manifest) || typeof manifest['kind'] !== 'string' || !manifest['kind'].endsWith('List')) {
    return [manifest];
  }
  const { items } = manifest;
  if (!Array.isArray(items)) {
    return [manifest];
  }
  const members: unknown[] = items.filter(isMapping);
  // Other kinds that end like that may be about anything.
  const isList =
    (manifest['apiVersion'] === 'v1' && manifest['kind'] === 'List') ||
    (members.length === items.length && members.every((item) => 'apiVersion' in (item as object)));
  return isList ? members.flatMap(listMembers) : [manifest];
}
