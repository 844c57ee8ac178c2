import { isMapping, Mapping } from '../model/core/untrusted';
import { CheckedObject } from './checked-object';
import { at, listAt, mappingAt, textAt } from './data';

/** What a container is for. */
export enum ContainerRole {
  /** Runs as long as the pod. */
  MAIN = 'containers',
  /** Ends before the main ones start; a sidecar, which does not end, is one with `restartPolicy: Always`. */
  INIT = 'initContainers',
  /** Put into a running pod by hand. */
  EPHEMERAL = 'ephemeralContainers',
}

/** A container of a pod. */
export interface CheckedContainer {
  readonly spec: Mapping;
  readonly role: ContainerRole;
  /** Whether it is an init container that keeps running. */
  readonly isSidecar: boolean;
  /** Empty where it has none. */
  readonly name: string;
  /** Where it stands in the object: `spec.template.spec.containers[0]`. */
  readonly field: string;
}

/** What pods of an object are made from, or the pod itself. */
export interface CheckedPod {
  /** The object that holds it. */
  readonly object: CheckedObject;
  readonly spec: Mapping;
  /** Labels, annotations of the pods. */
  readonly metadata: Mapping;
  /** Where the specification stands in the object: `spec.template.spec`, or `spec` of a Pod. */
  readonly field: string;
  /** All containers, the main ones first. */
  readonly containers: readonly CheckedContainer[];
}

/** Where kinds of pods and of controllers hold the template of their pods. */
const TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['v1/Pod', []],
  ['v1/PodTemplate', ['template']],
  ['v1/ReplicationController', ['spec', 'template']],
  ['apps/v1/Deployment', ['spec', 'template']],
  ['apps/v1/StatefulSet', ['spec', 'template']],
  ['apps/v1/DaemonSet', ['spec', 'template']],
  ['apps/v1/ReplicaSet', ['spec', 'template']],
  ['batch/v1/Job', ['spec', 'template']],
  ['batch/v1/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);
const ROLES = Object.values(ContainerRole);

/** The pod of an object, `undefined` where it has none. */
export function podOf(object: CheckedObject): CheckedPod | undefined {
  const keys = TEMPLATES.get(`${object.apiVersion}/${object.kind}`);
  if (keys === undefined || at(object.manifest, ...keys) === undefined) {
    return undefined;
  }
  const template = mappingAt(object.manifest, ...keys);
  const field = [...keys, 'spec'].join('.');
  const spec = mappingAt(template, 'spec');
  return {
    ...{ object, spec, field },
    metadata: mappingAt(template, 'metadata'),
    containers: ROLES.flatMap((role) => containersOf(spec, role, field)),
  };
}

function containersOf(pod: Mapping, role: ContainerRole, field: string): CheckedContainer[] {
  return listAt(pod, role).flatMap((spec, index) =>
    isMapping(spec)
      ? {
          ...{ spec, role, field: `${field}.${role}[${index}]` },
          isSidecar: role === ContainerRole.INIT && spec['restartPolicy'] === 'Always',
          name: textAt(spec, 'name') ?? '',
        }
      : [],
  );
}
