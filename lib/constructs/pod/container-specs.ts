import { Cpu, Size } from '../../model/core/quantity';
import { ContainerResources, DEFAULT_RESOURCES } from '../../model/service/container-resources';
import { mountsOf, SharedMount, VolumeMount } from '../../model/service/mount';
import { Volume } from '../../model/service/volume';
import { AppliesDefault, Default } from '../defaults';
import { EnvFrom } from '../env-from';
import { LifecycleAction, LifecycleHooks } from '../lifecycle-action';
import { WorkloadProps } from '../workload-props';
import { ContainerSpec } from './container';
import { ContainerOptions, ContainerPort, SidecarOptions } from './container-options';

/** What a side or init container gets when its author says nothing: 50m to 100m CPU, 64Mi to 128Mi memory, 64Mi to 256Mi disk. */
export const DEFAULT_SIDE_RESOURCES: ContainerResources = {
  cpu: { request: Cpu.millis(50), limit: Cpu.millis(100) },
  memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
};

const TMP = '/tmp';

/** An empty directory that the library, not the author, mounts. */
export interface ScratchMount {
  readonly name: string;
  readonly path: string;
}

/** What is known of the main container besides the properties. */
export interface MainContainer {
  readonly name: string;
  readonly ports: readonly ContainerPort[];
  readonly env: { [name: string]: string };
  /** @default true */
  readonly declarePort?: boolean;
}

/** The main container of a workload. */
export function mainContainer(main: MainContainer, props: WorkloadProps, applies: AppliesDefault): ContainerSpec {
  return {
    ...props,
    ...main,
    // That of a job is one of the pod.
    restartPolicy: undefined,
    ports: [...main.ports],
    envFrom: sources(props),
    lifecycle: lifecycle(props),
    mounts: mounts(scratchMounts(props, applies), props.volumes),
    defaultResources: DEFAULT_RESOURCES,
  };
}

/** The side or init containers of a workload, in the order in which their author wrote them. */
export function otherContainers(
  containers: { [name: string]: ContainerOptions } | undefined,
  props: WorkloadProps,
  applies: AppliesDefault,
): ContainerSpec[] {
  return Object.entries(containers ?? {}).map(([name, options]) => ({
    imagePullPolicy: props.imagePullPolicy,
    ...options,
    name,
    mounts: mounts(scratchMounts(options, applies, `${name}-`), options.volumes),
    defaultResources: DEFAULT_SIDE_RESOURCES,
    restartPolicy: (options as SidecarOptions).native === true ? 'Always' : undefined,
  }));
}

/** Everything that a whole environment is taken from, in the order in which later ones win. */
export function sources({ config, secrets, envFrom = [] }: WorkloadProps): EnvFrom[] {
  return [
    ...(config === undefined ? [] : [EnvFrom.config(config)]),
    ...(secrets === undefined ? [] : [EnvFrom.secrets(secrets)]),
    ...envFrom,
  ];
}

/** What a container mounts, as far as it decides which directories are made writable. */
export interface ScratchOptions {
  /** @default - none but /tmp */
  readonly writablePaths?: string[];
  /** @default - none */
  readonly volumes?: { [name: string]: VolumeMount };
  /** @default - none */
  readonly sharedVolumes?: { [name: string]: SharedMount };
}

/**
 * The directories that are writable although nobody named a volume for them. /tmp gives way to a volume that its author
 * mounts there.
 */
export function scratchMounts(options: ScratchOptions, applies: AppliesDefault, prefix = ''): ScratchMount[] {
  const { writablePaths = [], volumes = {}, sharedVolumes = {} } = options;
  const mounted = [...Object.values(volumes), ...Object.values(sharedVolumes)].flatMap(mountsOf);
  const isTaken = mounted.some(({ path }) => path === TMP) || writablePaths.includes(TMP);
  const tmp = applies(Default.WRITABLE_TMP) && !isTaken ? [TMP] : [];
  return [...tmp, ...writablePaths].map((path) => ({ name: prefix + scratchName(path), path }));
}

/** A volume name made of a path: `/app/.next/cache` becomes `app-next-cache`. */
export function scratchName(path: string): string {
  return path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function mounts(scratch: readonly ScratchMount[], named: { [name: string]: VolumeMount } = {}) {
  const sorted = Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map<string, VolumeMount>([
    ...scratch.map(({ name, path }): [string, VolumeMount] => [name, { path, volume: Volume.emptyDir() }]),
    ...sorted,
  ]);
}

/** While it drains, a container goes on serving until Services have forgotten it. */
function lifecycle({ lifecycle: given, shutdown }: WorkloadProps): LifecycleHooks | undefined {
  return shutdown?.drainSeconds === undefined
    ? given
    : { ...given, preStop: LifecycleAction.exec(['sleep', String(shutdown.drainSeconds)]) };
}
