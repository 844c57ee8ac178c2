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
  return objects.map((object, index): ObjectName => {
    const base = bases[index] as string[];
    const isAlone = bases.filter((each) => each.join('\n') === base.join('\n')).length === 1;
    const component = components[index];
    return { component, path: isAlone ? base : [...base, ownName(object, component)] };
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
  const kind = KIND_NAMES.get(object.kind) ?? camelCase(object.kind.charAt(0).toLowerCase() + object.kind.slice(1));
  if (component === undefined) {
    return [kind];
  }
  const workloads = objects.filter((each, index) => components[index] === component && isWorkload(each));
  const isMain = isWorkload(object) && (workloads.length === 1 || nameOf(object) === component);
  return isMain ? [camelCase(component)] : [camelCase(component), kind];
}

function nameOf({ manifests }: AlignedObject): unknown {
  const [manifest] = manifests.values();
  return manifest?.metadata.name;
}

/** Ids of the construct, without those that say the workload once more. */
function ownName({ construct }: AlignedObject, component: string | undefined): string {
  const ids = construct.split('/').filter((id) => id !== RESOURCE && id !== component);
  return camelCase(ids.join('-')) || camelCase(construct);
}
