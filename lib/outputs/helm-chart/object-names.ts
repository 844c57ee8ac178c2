import { isMapping } from '../../model/core/untrusted';
import { AlignedObject } from './aligned-object';

/** Kinds that run pods, and where their pods are described. */
export const POD_TEMPLATES: ReadonlyMap<string, string> = new Map([
  ['Deployment', 'spec.template'],
  ['StatefulSet', 'spec.template'],
  ['DaemonSet', 'spec.template'],
  ['ReplicaSet', 'spec.template'],
  ['Rollout', 'spec.template'],
  ['Job', 'spec.template'],
  ['CronJob', 'spec.jobTemplate.spec.template'],
]);

/** What charts call objects whose kind says it at greater length. */
const KIND_NAMES: ReadonlyMap<string, string> = new Map([
  ['ConfigMap', 'config'],
  ['HorizontalPodAutoscaler', 'autoscaling'],
  ['PersistentVolumeClaim', 'persistence'],
]);
/** The construct that stands for its parent. */
const RESOURCE = 'Resource';

/** Where the values of an object are. */
export interface ObjectName {
  /** Path of its values, for example `['backend', 'service']`. */
  readonly path: readonly string[];
  /**
   * The workload that it belongs to: its label `app`.
   * @default - it belongs to none
   */
  readonly component?: string;
}

/**
 * Where the values of each object are, in the order of the objects: those of a workload under its name, those of what
 * belongs to it under its kind too (`backend.service`), and all others under their kind (`config`). Where several objects
 * share a kind, their constructs tell them apart (`backend.persistence.uploads`).
 */
export function nameObjects(objects: readonly AlignedObject[]): ObjectName[] {
  const components = objects.map(componentOf);
  const bases = objects.map((object, index) => basePath(object, components[index], objects, components));
  const byKind = distinguished(bases, (index) => kindName(objects[index] as AlignedObject));
  const byName = distinguished(byKind, (index) => ownName(objects[index] as AlignedObject, components[index]));
  const paths = distinguished(byName, String);
  return objects.map((_, index): ObjectName => ({ component: components[index], path: paths[index] as string[] }));
}

/** The paths, of which those that are not unique have one more part. */
function distinguished(paths: readonly string[][], more: (index: number) => string): string[][] {
  const keys = paths.map((path) => path.join('/'));
  return paths.map((path, index) => {
    const [part, key] = [more(index), keys[index]];
    const isUnique = keys.filter((each) => each === key).length === 1;
    return isUnique || part === '' || part === path.at(-1) ? path : [...path, part];
  });
}

/** A name of Kubernetes as charts write it: `todo-backend` is `todoBackend`. */
export function camelCase(name: string): string {
  return name.replace(/[^A-Za-z0-9]+([A-Za-z0-9]?)/g, (_, next: string) => next.toUpperCase());
}

/** Whether the object runs pods. */
export function isWorkload({ kind }: AlignedObject): boolean {
  return POD_TEMPLATES.has(kind);
}

function componentOf(object: AlignedObject): string | undefined {
  const [{ metadata }] = object.manifests.values() as unknown as [{ metadata: { name?: string; labels?: unknown } }];
  const app = isMapping(metadata.labels) ? metadata.labels['app'] : undefined;
  return typeof app === 'string' && app !== '' ? app : isWorkload(object) ? metadata.name : undefined;
}

function basePath(
  object: AlignedObject,
  component: string | undefined,
  objects: readonly AlignedObject[],
  components: readonly (string | undefined)[],
): string[] {
  if (component === undefined) {
    return [kindName(object)];
  }
  const workloads = objects.filter((each, index) => components[index] === component && isWorkload(each));
  const isMain = isWorkload(object) && (workloads.length === 1 || nameOf(object) === component);
  return isMain ? [camelCase(component)] : [camelCase(component), kindName(object)];
}

function kindName({ kind }: AlignedObject): string {
  return KIND_NAMES.get(kind) ?? camelCase(kind.charAt(0).toLowerCase() + kind.slice(1));
}

function nameOf({ manifests }: AlignedObject): unknown {
  const [manifest] = manifests.values();
  return manifest?.metadata.name;
}

/** Ids of the construct, without those that say the workload once more. */
function ownName({ construct }: AlignedObject, component: string | undefined): string {
  const ids = construct.split('/').filter((id) => id !== RESOURCE && id !== component);
  return camelCase(ids.join('-'));
}
