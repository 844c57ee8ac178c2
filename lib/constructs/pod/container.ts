import type { k8s } from 'cdk8s-plus-28';
import { merged, SettingTree } from '../../model/deployment/settings';
import { Protocol } from '../../model/exposure/protocol';
import { ContainerResources, resourceAmounts } from '../../model/service/container-resources';
import { Mount, mountsOf, VolumeMount } from '../../model/service/mount';
import { DEFAULT_PULL_POLICY } from '../../model/service/service-settings';
import { AppliesDefault, Default } from '../defaults';
import { LifecycleHooks } from '../lifecycle-action';
import { Written } from '../written';
import { ContainerOptions, ContainerPort } from './container-options';
import { probes } from './probe';

/** A container of a pod under its name, ready to be rendered. */
export interface ContainerSpec extends ContainerOptions {
  /** Name of the container. */
  readonly name: string;
  /** Volumes at their paths, in the order in which they are rendered. */
  readonly mounts: ReadonlyMap<string, VolumeMount>;
  /** Resources where nobody names any. */
  readonly defaultResources: ContainerResources;
  /**
   * Whether configuration is rendered as values, because its ConfigMap may come too late.
   * @default false
   */
  readonly inlinesConfig?: boolean;
  /**
   * Whether its first port is listed.
   * @default true
   */
  readonly declarePort?: boolean;
  /** @default - the container lives as long as it wants */
  readonly restartPolicy?: string;
}

/** The container as Kubernetes writes it. */
export function container(spec: ContainerSpec, applies: AppliesDefault): Written<k8s.Container> {
  const { name, image, command, args, workingDir, ports = [], health, stdin, tty, terminationMessagePolicy } = spec;
  const firstPort = ports[0]?.port;
  const listed = spec.declarePort === false ? ports.slice(1) : ports;
  const fillsIn = applies(Default.IMPLIED_VALUES);
  return {
    name,
    image,
    imagePullPolicy: spec.imagePullPolicy ?? (applies(Default.PULL_POLICY) ? DEFAULT_PULL_POLICY : undefined),
    restartPolicy: spec.restartPolicy,
    command: nonEmpty(command),
    args: nonEmpty(args),
    workingDir,
    ports: nonEmpty(listed.map((port) => containerPort(port, fillsIn))),
    env: nonEmpty(variables(spec)),
    envFrom: nonEmpty(environmentSources(spec)),
    resources: resources(spec, applies),
    ...(health === undefined ? {} : probes(health, firstPort, applies)),
    lifecycle: lifecycle(spec.lifecycle, firstPort, fillsIn),
    securityContext: securityContext(spec, applies),
    volumeMounts: nonEmpty(volumeMounts(spec)),
    volumeDevices: nonEmpty(volumeDevices(spec)),
    stdin,
    tty,
    terminationMessagePath: spec.terminationMessagePath,
    terminationMessagePolicy,
  };
}

function containerPort({ name, port, hostPort, protocol }: ContainerPort, fillsIn: boolean): k8s.ContainerPort {
  const implied = fillsIn ? Protocol.TCP : undefined;
  return { name: name === '' ? undefined : name, containerPort: port, hostPort, protocol: protocol ?? implied };
}

/** References first: only what stands before a text can be named in it. */
function variables({ env = {}, envVariables = {}, envFrom = [], inlinesConfig }: ContainerSpec): Written<k8s.EnvVar>[] {
  return [
    ...(inlinesConfig === true ? envFrom.flatMap((source) => source.values ?? []) : []),
    ...Object.entries(envVariables).map(([name, value]) =>
      inlinesConfig === true ? (value.inlined(name) ?? value.render(name)) : value.render(name),
    ),
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
  ] as Written<k8s.EnvVar>[];
}

function environmentSources({ envFrom = [], inlinesConfig }: ContainerSpec): k8s.EnvFromSource[] {
  return envFrom
    .filter(({ values }) => inlinesConfig !== true || values === undefined)
    .map((source) => source.render());
}

function resources(spec: ContainerSpec, applies: AppliesDefault): Written<k8s.ResourceRequirements> | undefined {
  const given = spec.resources ?? (applies(Default.RESOURCES) ? spec.defaultResources : {});
  const amounts = resourceAmounts(given);
  const pick = (which: 'request' | 'limit') => {
    const known = amounts.filter((amount) => amount[which] !== undefined);
    return known.length === 0
      ? undefined
      : Object.fromEntries(known.map((amount) => [amount.name, amount[which] ?? '']));
  };
  return amounts.length === 0 ? undefined : { requests: pick('request'), limits: pick('limit') };
}

function lifecycle(
  hooks: LifecycleHooks = {},
  port: number | undefined,
  fillsIn: boolean,
): Written<k8s.Lifecycle> | undefined {
  const { postStart, preStop } = hooks;
  return postStart === undefined && preStop === undefined
    ? undefined
    : { postStart: postStart?.render(port, fillsIn), preStop: preStop?.render(port, fillsIn) };
}

function securityContext(spec: ContainerSpec, applies: AppliesDefault): k8s.SecurityContext | undefined {
  const context: k8s.SecurityContext = {
    ...(applies(Default.NO_PRIVILEGE_ESCALATION) ? { allowPrivilegeEscalation: false } : {}),
    ...(applies(Default.NO_CAPABILITIES) ? { capabilities: { drop: ['ALL'] } } : {}),
    ...(applies(Default.READ_ONLY_ROOT) ? { readOnlyRootFilesystem: true } : {}),
  };
  return nonEmptyTree(merged({ ...context }, { ...spec.securityContext }));
}

function volumeMounts({ mounts, sharedVolumes = {} }: ContainerSpec): k8s.VolumeMount[] {
  const directories = [...mounts].filter(([, { volume }]) => !volume.isDevice);
  const all = [...directories, ...Object.entries(sharedVolumes)];
  return all.flatMap(([name, mount]) => mountsOf(mount).map((each) => volumeMount(name, each)));
}

function volumeDevices({ mounts }: ContainerSpec): k8s.VolumeDevice[] {
  return [...mounts]
    .filter(([, { volume }]) => volume.isDevice)
    .flatMap(([name, mount]) => mountsOf(mount).map(({ path }) => ({ name, devicePath: path })));
}

function volumeMount(name: string, { path, ...others }: Mount): k8s.VolumeMount {
  return { name, mountPath: path, ...others };
}

/** An empty list says nothing, so it is left out. */
export function nonEmpty<T>(list: T[] | undefined): T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

/** A map that says nothing is left out. */
export function nonEmptyTree(tree: SettingTree): SettingTree | undefined {
  return Object.keys(tree).length === 0 ? undefined : tree;
}
