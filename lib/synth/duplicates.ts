import { Issue } from '../model/core/issue';
import { clusterKeys, PlacedChart } from './app-tree';
import { objectKey } from './object-key';
import { RenderedObject } from './render';

/** Within one cluster no two objects are the same object, or one would silently replace the other. */
export function duplicateIssues(charts: readonly PlacedChart[], rendered: readonly RenderedObject[]): Issue[] {
  const clusters = clusterKeys(charts);
  const owners = new Map<string, RenderedObject>();
  return rendered.flatMap((object) => {
    const { apiVersion, kind, metadata } = object.manifest;
    if (metadata.name === undefined) {
      // The cluster makes a name of its own from `generateName`.
      return [];
    }
    const key = JSON.stringify([
      clusters.get(object.chart),
      objectKey(apiVersion, kind, metadata.namespace, metadata.name),
    ]);
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, object);
      return [];
    }
    return [duplicateIssue(object, owner)];
  });
}

function duplicateIssue({ manifest: { kind, metadata }, source }: RenderedObject, owner: RenderedObject): Issue {
  return {
    path: source.node.path,
    code: 'object-duplicate',
    field: 'name',
    given: `${kind} ${metadata.name}, which ${owner.source.node.path} is too`,
    allowed: 'every kind and name once in a namespace of a cluster',
    remedy:
      kind === 'Namespace'
        ? 'Say createNamespace: false in one of the two charts.'
        : 'Give one of the two another name or namespace, or deploy to another cluster.',
  };
}
