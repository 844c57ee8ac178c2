import { isMapping, Mapping } from '../model/core/untrusted';
import { CheckedObject } from './checked-object';
import { at, mappingAt, textAt } from './data';

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
  /** Its `securityContext`; empty where it has none. */
  readonly securityContext: Mapping;
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
  /** Its `securityContext`; empty where it has none. */
  readonly securityContext: Mapping;
  /** Labels, annotations of the pods. */
  readonly metadata: Mapping;
  /** Where the specification stands in the object: `spec.template.spec`, or `spec` of a Pod. */
  readonly field: string;
  /** All containers, the main ones first. */
  readonly containers: readonly CheckedContainer[];
}

/** Where kinds hold the template of their pods. */
interface TemplatePlace {
  readonly apiVersion: string;
  readonly keys: readonly string[];
  /** The specification of the pods, as findings name it. */
  readonly field: string;
}

const TEMPLATES: ReadonlyMap<string, TemplatePlace> = new Map([
  templateOf('v1', 'Pod', []),
  templateOf('v1', 'PodTemplate', ['template']),
  templateOf('v1', 'ReplicationController', ['spec', 'template']),
  templateOf('apps/v1', 'Deployment', ['spec', 'template']),
  templateOf('apps/v1', 'StatefulSet', ['spec', 'template']),
  templateOf('apps/v1', 'DaemonSet', ['spec', 'template']),
  templateOf('apps/v1', 'ReplicaSet', ['spec', 'template']),
  templateOf('batch/v1', 'Job', ['spec', 'template']),
  templateOf('batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']),
]);
const ROLES = Object.values(ContainerRole);

/** Whether objects of the kind have pods. */
export function mayHavePod({ kind, apiVersion }: CheckedObject): boolean {
  return TEMPLATES.get(kind)?.apiVersion === apiVersion;
}

/** The pod of an object, `undefined` where it has none. */
export function podOf(object: CheckedObject): CheckedPod | undefined {
  const place = TEMPLATES.get(object.kind);
  const given = place?.apiVersion === object.apiVersion ? at(object.manifest, ...place.keys) : undefined;
  if (place === undefined || given === undefined) {
    return undefined;
  }
  const template = mappingAt(given);
  const spec = mappingAt(template, 'spec');
  const containers: CheckedContainer[] = [];
  for (const role of ROLES) {
    addContainers(containers, spec[role], role, place.field);
  }
  return {
    object,
    spec,
    securityContext: mappingAt(spec, 'securityContext'),
    metadata: mappingAt(template, 'metadata'),
    field: place.field,
    containers,
  };
}

function templateOf(apiVersion: string, kind: string, keys: readonly string[]): [string, TemplatePlace] {
  return [kind, { apiVersion, keys, field: [...keys, 'spec'].join('.') }];
}

function addContainers(containers: CheckedContainer[], list: unknown, role: ContainerRole, place: string): void {
  if (!Array.isArray(list)) {
    return;
  }
  for (let index = 0; index < list.length; index += 1) {
    const spec: unknown = list[index];
    if (isMapping(spec)) {
      containers.push({
        spec,
        securityContext: mappingAt(spec, 'securityContext'),
        role,
        isSidecar: role === ContainerRole.INIT && spec['restartPolicy'] === 'Always',
        name: textAt(spec, 'name') ?? '',
        field: `${place}.${role}[${index}]`,
      });
    }
  }
}
