import { Finding, show } from '../../model/core/issue';
import { dnsLabel, dnsSubdomain } from '../../model/core/names';
import { oneOf } from '../../model/core/rules';
import { Protocol } from '../../model/exposure/service-exposure';
import { mountsOf, repeatedPathFindings, sharingFindings } from '../../model/service/mount';
import { podRange } from '../../model/service/pod-range';
import { AppliesDefault } from '../defaults';
import { WorkloadProps } from '../workload-props';
import { ContainerOptions, ContainerPort } from './container-options';
import { ScratchMount, scratchMounts } from './container-specs';
import { PodOptions } from './pod-options';

/** A container beside the others of its pod. */
interface PodContainer {
  /** Where its properties are, with a dot at the end; empty for the main container. */
  readonly block: string;
  readonly name: string;
  readonly volumes: ContainerOptions['volumes'];
  readonly ports: readonly ContainerPort[];
  /** Directories that the library makes writable. */
  readonly scratch: readonly ScratchMount[];
  /** Whether it has ended when the main container starts. */
  readonly isInit: boolean;
}

/** The main container of a workload, and how its pods are run. */
export interface JudgedPod {
  readonly containerName: string;
  readonly ports: readonly ContainerPort[];
  readonly applies: AppliesDefault;
  /** Whether each pod gets claims of its own. */
  readonly ownsClaims: boolean;
}

const DNS_POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];

/** What can be wrong between the containers of a pod, and with the pod as a whole. */
export function podFindings(pod: JudgedPod, props: WorkloadProps): Finding[] {
  const containers = containersOf(pod, props);
  return [
    ...containers.flatMap((container, index) => [
      ...nameFindings(container, containers.slice(0, index)),
      ...volumeNameFindings(container, containers.slice(0, index)),
      ...portFindings(container, containers.slice(0, index)),
      ...sharingFindings(`${container.block}volumes`, container.volumes ?? {}, podRange(props).most, pod.ownsClaims),
    ]),
    ...(props.hostNetwork === true ? containers.flatMap(hostPortFindings) : []),
    ...writablePathFindings(containers[0]),
    ...placementFindings(props),
  ];
}

function containersOf({ containerName, ports, applies }: JudgedPod, props: WorkloadProps): PodContainer[] {
  const others = (field: string, containers: { [name: string]: ContainerOptions } = {}) =>
    Object.entries(containers).map(([name, options]) => ({
      block: `${field}.${name}.`,
      name,
      volumes: options.volumes,
      ports: options.ports ?? [],
      scratch: scratchMounts(options, applies, `${name}-`),
      isInit: field === 'initContainers',
    }));
  const main = { block: '', name: containerName, volumes: props.volumes, ports, isInit: false };
  return [
    { ...main, scratch: scratchMounts(props, applies) },
    ...others('sidecars', props.sidecars),
    ...others('initContainers', props.initContainers),
  ];
}

/** The name is free, and one that JavaScript keeps in its place. */
function nameFindings({ block, name, scratch }: PodContainer, before: readonly PodContainer[]): Finding[] {
  if (block === '') {
    return [];
  }
  const field = block.slice(0, -1);
  const wrong = dnsLabel(field, name);
  const [allowed, remedy] = ['a name that no other container of the pod has', 'Rename the container.'];
  return [
    ...(wrong.length > 0 ? wrong : scratch.flatMap((each) => dnsLabel(field, each.name))),
    ...(before.some((other) => other.name === name)
      ? [{ code: 'container-name-taken', field, given: show(name), allowed, remedy }]
      : []),
    ...(/^[0-9]+$/.test(name) ? [unordered(field, name)] : []),
  ];
}

function unordered(field: string, name: string): Finding {
  const [allowed, remedy] = ['a name with a letter', 'Add one: JavaScript puts names that are numbers in front.'];
  return { code: 'container-name-unordered', field, given: show(name), allowed, remedy };
}

/** One name is one volume of the pod, whichever container names it. */
function volumeNameFindings(container: PodContainer, before: readonly PodContainer[]): Finding[] {
  const scratch = new Map(container.scratch.map(({ name, path }) => [path, name]));
  const own = [...scratch.values(), ...Object.keys(container.volumes ?? {})];
  const taken = before.flatMap((other) => [
    ...other.scratch.map(({ name }) => name),
    ...Object.keys(other.volumes ?? {}),
  ]);
  // A container with the name of another is reported as such.
  const isTwin = before.some((other) => other.name === container.name);
  const repeated = own.filter((name, index) => own.indexOf(name) < index || (!isTwin && taken.includes(name)));
  return [...new Set(repeated)].map((name) => ({
    code: 'volume-name-taken',
    field: `${container.block}volumes`,
    given: show(name),
    allowed: 'a name that no other volume of the pod has; a writable directory /a/b has the name a-b, /tmp has tmp',
    remedy: 'Rename it; to mount a volume in several containers, name it in sharedVolumes of the others.',
  }));
}

/** Containers that run beside each other share the network, so each port is that of one. */
function portFindings({ block, ports, isInit }: PodContainer, before: readonly PodContainer[]): Finding[] {
  const taken = isInit ? [] : before.filter((other) => !other.isInit).flatMap((other) => other.ports);
  const clashes = ports.filter(({ name, port, protocol = Protocol.TCP }) =>
    taken.some(
      (other) =>
        (Boolean(name) && other.name === name) ||
        (other.port === port && (other.protocol ?? Protocol.TCP) === protocol),
    ),
  );
  const [allowed, remedy] = ['names and numbers that no container beside it has', 'Choose another name or number.'];
  return clashes.map(({ name, port }) => ({
    code: 'port-duplicate',
    field: `${block}ports`,
    given: name ? `${show(name)} with ${port}` : `${port}`,
    allowed,
    remedy,
  }));
}

/** In the network of the node, a port of the container is one of the node: no other number leads to it. */
function hostPortFindings({ block, ports }: PodContainer): Finding[] {
  const allowed = 'the number of the port itself: with hostNetwork, ports of containers are those of the node';
  return ports
    .filter(({ port, hostPort = port }) => hostPort !== port)
    .map(({ name, port, hostPort }) => ({
      code: 'host-port-mismatch',
      field: `${block}ports.${name || port}.hostPort`,
      given: show(hostPort),
      allowed,
      remedy: 'Leave hostPort out, or hostNetwork.',
    }));
}

/** The directories that the library makes writable get in nobody's way. */
function writablePathFindings(main: PodContainer | undefined): Finding[] {
  const paths = (main?.scratch ?? []).map(({ path }) => path);
  const mounts = Object.entries(main?.volumes ?? {});
  const mounted = mounts.flatMap(([name, mount]) => mountsOf(mount).map(({ path }) => ({ name, path })));
  return [
    ...repeatedPathFindings('writablePaths', paths),
    ...mounted
      .filter(({ path }) => paths.includes(path))
      .flatMap(({ name, path }) => repeatedPathFindings(`volumes.${name}.path`, [path, path])),
  ];
}

function placementFindings(options: PodOptions): Finding[] {
  const { hostname, subdomain, priorityClassName, runtimeClassName, dnsPolicy, dnsConfig } = options;
  const why = { code: 'dns-policy-unknown', remedy: 'Use one of the four.' };
  const named = Object.entries({ priorityClassName, runtimeClassName });
  return [
    ...Object.entries({ hostname, subdomain }).flatMap(([field, name]) =>
      name === undefined ? [] : dnsLabel(field, name),
    ),
    ...named.flatMap(([field, name]) => (name === undefined ? [] : dnsSubdomain(field, name))),
    ...(dnsPolicy === undefined ? [] : oneOf('dnsPolicy', dnsPolicy, DNS_POLICIES, why)),
    ...(dnsPolicy === 'None' && (dnsConfig?.nameservers ?? []).length === 0 ? [serverless()] : []),
  ];
}

function serverless(): Finding {
  const [allowed, remedy] = ['at least one name server', 'Name one, or leave dnsPolicy out.'];
  return { code: 'setting-incomplete', field: 'dnsConfig.nameservers', given: 'none', allowed, remedy };
}
