import type { k8s } from 'cdk8s-plus-28';
import { boolean, instance, list, map, number, Readers, record, text } from '../../model/core/reading';
import { Protocol } from '../../model/exposure/protocol';
import { ImagePullPolicy } from '../../model/image/container-image';
import { ContainerResources } from '../../model/service/container-resources';
import { HealthChecks } from '../../model/service/health-checks';
import { SharedMount, VolumeMount } from '../../model/service/mount';
import { healthReader, resourcesReader, sharedVolumesReader, volumesReader } from '../../model/service/service-reading';
import { EnvFrom, isEnvFrom } from '../env-from';
import { EnvValue, isEnvValue } from '../env-value';
import { isLifecycleAction, LifecycleHooks } from '../lifecycle-action';
import { manifestPart } from './manifest-part';

/** A port on which a container listens. */
export interface ContainerPort {
  /**
   * Name of the port, up to 15 characters, unique among the containers that run beside each other.
   * @default - none
   */
  readonly name?: string;
  /** Number of the port. */
  readonly port: number;
  /**
   * Transport protocol.
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
  /**
   * Port of the node that leads to it. The Pod Security Standards refuse one; prefer a Service.
   * @default - none
   */
  readonly hostPort?: number;
  /**
   * Whether the Service of the workload offers the port too.
   * @default - true where the Service is reached inside the cluster only; what a load balancer or node port offers is
   *   said one by one
   */
  readonly onService?: boolean;
}

/** How the process of a container runs: what main, side and init containers have in common. */
export interface ProcessOptions {
  /**
   * The program, in place of the image's entry point. It is not run by a shell.
   * @default - the entry point of the image
   */
  readonly command?: string[];
  /**
   * Arguments of the program.
   * @default - those of the image
   */
  readonly args?: string[];
  /**
   * Working directory.
   * @default - that of the image
   */
  readonly workingDir?: string;
  /**
   * Variables whose values come from configuration, secrets or facts about the pod. They are rendered before `env`, so
   * that its texts can refer to them: `$(NAME)`.
   * @default - none
   */
  readonly envVariables?: { [name: string]: EnvValue };
  /**
   * Configuration and secrets of which every key becomes a variable.
   * @default - none
   */
  readonly envFrom?: EnvFrom[];
  /**
   * Actions after the start and before the end.
   * @default - none
   */
  readonly lifecycle?: LifecycleHooks;
  /**
   * Fields of the container's security context, laid over those of the library: maps merge, lists replace.
   * @default - no privilege escalation, no capabilities, read-only root file system
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context-1
   */
  readonly securityContext?: k8s.SecurityContext;
  /**
   * Whether the process has an open standard input.
   * @default false
   */
  readonly stdin?: boolean;
  /**
   * Whether the process has a terminal.
   * @default false
   */
  readonly tty?: boolean;
  /**
   * File to which the container writes its last words.
   * @default - /dev/termination-log
   */
  readonly terminationMessagePath?: string;
  /**
   * Where the cluster takes the last words of a container from: `File` or `FallbackToLogsOnError`.
   * @default - the file of terminationMessagePath
   */
  readonly terminationMessagePolicy?: string;
}

/** A container beside the main one, or before it. */
export interface ContainerOptions extends ProcessOptions {
  /** Reference of the image, for example `ghcr.io/acme/migrate:1.4.2`. */
  readonly image: string;
  /**
   * When the node asks the registry for the image.
   * @default - that of the workload
   */
  readonly imagePullPolicy?: ImagePullPolicy;
  /**
   * Variables with literal values. Confidential values belong in a Secret.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * CPU and memory.
   * @default - 50m to 100m CPU, 64Mi to 128Mi memory, 64Mi to 256Mi of the node's disk
   */
  readonly resources?: ContainerResources;
  /**
   * Ports on which it listens.
   * @default - none
   */
  readonly ports?: ContainerPort[];
  /**
   * How its health is watched. Containers that run before the main one have no probes.
   * @default - not at all
   */
  readonly health?: HealthChecks;
  /**
   * Volumes of its own, by name.
   * @default - none but /tmp
   */
  readonly volumes?: { [name: string]: VolumeMount };
  /**
   * Where volumes of other containers of the pod appear, by the name of the volume.
   * @default - nowhere
   */
  readonly sharedVolumes?: { [name: string]: SharedMount };
}

/** A container that runs beside the main one. */
export interface SidecarOptions extends ContainerOptions {
  /**
   * Whether it starts before the main container and ends after it, also beside jobs. Needs Kubernetes 1.29.
   * @default false
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly native?: boolean;
}

const action = instance('a LifecycleAction', isLifecycleAction);
const port = record({ name: text, port: number, hostPort: number, protocol: text, onService: boolean });

/** The names of ports that have one: that of a workload without a name has an empty one. */
export function portNames(ports: readonly ContainerPort[]): string[] {
  return ports.flatMap(({ name = '' }) => (name === '' ? [] : [name]));
}

/** How the process of a container is read. */
export const PROCESS_OPTIONS: Readers = {
  command: list(text),
  args: list(text),
  workingDir: text,
  envVariables: map(instance('an EnvValue', isEnvValue)),
  envFrom: list(instance('an EnvFrom', isEnvFrom)),
  lifecycle: record({ postStart: action, preStop: action }),
  securityContext: manifestPart,
  stdin: boolean,
  tty: boolean,
  terminationMessagePath: text,
  terminationMessagePolicy: text,
};

/** Reads ports. */
export const portsReader = list(port);

const CONTAINER_OPTIONS: Readers = {
  ...PROCESS_OPTIONS,
  image: text,
  imagePullPolicy: text,
  env: map(text),
  resources: resourcesReader,
  ports: portsReader,
  health: healthReader,
  volumes: volumesReader,
  sharedVolumes: sharedVolumesReader,
};

/** Reads containers by their names. */
export const containersReader = map(record(CONTAINER_OPTIONS));
/** Reads side containers by their names. */
export const sidecarsReader = map(record({ ...CONTAINER_OPTIONS, native: boolean }));
