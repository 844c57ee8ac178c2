import { Finding, show } from '../../model/core/issue';
import { portName, variableName } from '../../model/core/names';
import { oneOf, portNumber } from '../../model/core/rules';
import { within } from '../../model/core/validated';
import { Stage } from '../../model/deployment/stage';
import { Protocol } from '../../model/exposure/service-exposure';
import {
  askedProbes,
  DEFAULT_TIMINGS,
  HealthChecks,
  KUBERNETES_TIMINGS,
  ProbeTimings,
} from '../../model/service/health-checks';
import { mountFindings, mountsOf, repeatedPathFindings, SharedMount } from '../../model/service/mount';
import { serviceFindings } from '../../model/service/service-settings';
import { AppliesDefault, Default } from '../defaults';
import { WorkloadProps } from '../workload-props';
import { ContainerOptions, ContainerPort, portNames, ProcessOptions } from './container-options';
import { needsContainerPort } from './probe';

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];

/** What a container has, as far as rules look at it. */
export interface JudgedContainer extends ProcessOptions {
  /** @default - no ports but that of the workload */
  readonly ports?: ContainerPort[];
  /** @default - not watched */
  readonly health?: HealthChecks;
}

/**
 * What can be wrong with the process of a container, besides what its service can be given.
 *
 * @param all every port of the container, that of the workload included
 */
export function processFindings(options: JudgedContainer, all: readonly ContainerPort[]): Finding[] {
  const { ports = [], health, envVariables = {}, lifecycle = {}, workingDir } = options;
  const { terminationMessagePath, terminationMessagePolicy } = options;
  const { postStart, preStop } = lifecycle;
  const why = { code: 'termination-message-policy-unknown', remedy: 'Use one of the two.' };
  return [
    ...Object.keys(envVariables).flatMap((name) => variableName(`envVariables.${name}`, name)),
    ...(postStart?.findings('lifecycle.postStart') ?? []),
    ...(preStop?.findings('lifecycle.preStop') ?? []),
    ...Object.entries({ workingDir, terminationMessagePath })
      .filter(([, path]) => path?.startsWith('/') === false)
      .map(([field, path]) => relativeFinding(field, path)),
    ...(terminationMessagePolicy === undefined
      ? []
      : oneOf('terminationMessagePolicy', terminationMessagePolicy, MESSAGE_POLICIES, why)),
    ...ports.flatMap((port, index) => portFindings(`ports.${port.name ?? index}`, port)),
    ...duplicatePorts(all),
    ...(all.length > 0 ? [] : portlessFindings(options, health)),
    ...namedPortFindings(options, health, all),
  ];
}

function portFindings(field: string, { name, port, hostPort, protocol = Protocol.TCP }: ContainerPort): Finding[] {
  const why = { code: 'protocol-unknown', remedy: 'Use one of Protocol.' };
  return [
    ...(name === undefined ? [] : portName(`${field}.name`, name)),
    ...portNumber(`${field}.port`, port),
    ...(hostPort === undefined ? [] : portNumber(`${field}.hostPort`, hostPort)),
    ...oneOf(`${field}.protocol`, protocol, Object.values(Protocol), why),
  ];
}

/** Every name and every number stands once in a container. */
function duplicatePorts(ports: readonly ContainerPort[]): Finding[] {
  const names = portNames(ports);
  const numbers = ports.map(({ port, protocol = Protocol.TCP }) => `${port}/${protocol}`);
  const repeated = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) < index);
  return [...repeated(names), ...repeated(numbers)].map(duplicatePort);
}

function duplicatePort(given: string): Finding {
  const remedy = 'Give each port a name and a number of its own; the first one is that of the workload.';
  return {
    code: 'port-duplicate',
    field: 'ports',
    given: `${show(given)} more than once`,
    allowed: 'every port once',
    remedy,
  };
}

/** A question over the network needs a port to go to. */
function portlessFindings({ lifecycle = {} }: ProcessOptions, health: HealthChecks | undefined): Finding[] {
  const checks = Object.entries(askedProbes(health ?? {}));
  const asking = checks.filter(([, probe]) => needsContainerPort(probe.check));
  const hooks = Object.entries(lifecycle).filter(([, hook]) => hook?.needsPort === true);
  return [
    ...asking.map(([name]) => portMissing(`health.${name}.check`)),
    ...hooks.map(([name]) => portMissing(`lifecycle.${name}`)),
  ];
}

/** A question to a port by its name needs a port of that name in its container. */
function namedPortFindings(
  { lifecycle = {} }: ProcessOptions,
  health: HealthChecks = {},
  all: readonly ContainerPort[],
) {
  const asked = [
    ...Object.entries(askedProbes(health)).map(([name, probe]) => [`health.${name}.check`, probe.check.portName]),
    ...Object.entries(lifecycle).map(([name, hook]) => [`lifecycle.${name}`, hook?.portName]),
  ];
  const names = portNames(all);
  return asked.flatMap(([field = '', name]) =>
    name === undefined || names.includes(name) ? [] : [portUnknown(`${field}.portName`, name, names)],
  );
}

function portUnknown(field: string, given: string, names: readonly string[]): Finding {
  const allowed = names.length === 0 ? 'no name: the container has no ports' : `one of ${names.join(', ')}`;
  const remedy = 'Correct the name, or give the container such a port.';
  return { code: 'health-port-unknown', field, given: show(given), allowed, remedy };
}

function portMissing(field: string): Finding {
  const remedy = 'Give the check a port, the container a port, or ask by HealthCheck.exec(...).';
  return { code: 'health-port-missing', field, given: 'no port', allowed: 'a port that is asked', remedy };
}

function relativeFinding(field: string, given: unknown): Finding {
  return { code: 'path-invalid', field, given: show(given), allowed: 'an absolute path', remedy: 'Begin it with "/".' };
}

/** Everything that can be wrong with side and init containers by themselves. */
export function otherContainerFindings(
  props: WorkloadProps,
  stage: Stage | undefined,
  applies: AppliesDefault,
): Finding[] {
  const { sidecars = {}, initContainers = {} } = props;
  const known = [props.volumes ?? {}, ...[...Object.values(sidecars), ...Object.values(initContainers)].map(volumesOf)];
  const volumes = new Set(known.flatMap((each) => Object.keys(each)));
  const all = [
    ...Object.entries(sidecars).map(([name, options]) => ({ block: `sidecars.${name}`, options })),
    ...Object.entries(initContainers).map(([name, options]) => ({ block: `initContainers.${name}`, options })),
  ];
  return [
    ...all.flatMap(({ block, options }) =>
      within(block, [...containerFindings(options, stage, applies), ...sharedFindings(options, volumes)]),
    ),
    ...Object.entries(initContainers).flatMap(([name, { health, lifecycle }]) =>
      Object.entries({ health, lifecycle })
        .filter(([, given]) => given !== undefined)
        .map(([field]) => unwatched(`initContainers.${name}.${field}`)),
    ),
  ];
}

function volumesOf({ volumes = {} }: ContainerOptions) {
  return volumes;
}

function containerFindings(options: ContainerOptions, stage: Stage | undefined, applies: AppliesDefault): Finding[] {
  const { image, imagePullPolicy, env, resources, health, volumes, ports = [] } = options;
  return [
    ...serviceFindings({ image, imagePullPolicy, env, resources, health, volumes }, stage, timingsOf(applies)),
    ...processFindings(options, ports),
  ];
}

/** What is shared is there, and appears where nothing else does. */
function sharedFindings({ volumes = {}, sharedVolumes = {} }: ContainerOptions, known: ReadonlySet<string>): Finding[] {
  const paths = (mounts: readonly SharedMount[]) => mounts.flatMap(mountsOf).map(({ path }) => path);
  const [own, shared] = [paths(Object.values(volumes)), paths(Object.values(sharedVolumes))];
  return [
    ...Object.entries(sharedVolumes).flatMap(([name, mount]) => mountFindings(`sharedVolumes.${name}`, mount)),
    ...Object.keys(sharedVolumes)
      .filter((name) => !known.has(name))
      .map((name) => unknownVolume(name, known)),
    ...repeatedPathFindings(
      'sharedVolumes',
      [...own, ...shared].filter((path) => shared.includes(path)),
    ),
  ];
}

function unknownVolume(name: string, known: ReadonlySet<string>): Finding {
  return {
    code: 'volume-unknown',
    field: `sharedVolumes.${name}`,
    given: show(name),
    allowed: known.size === 0 ? 'none: no container of the pod names a volume' : [...known].join(', '),
    remedy: 'Correct the name, or declare the volume with the container that owns it.',
  };
}

function unwatched(field: string): Finding {
  return {
    code: 'init-container-unwatched',
    field,
    given: 'something that runs beside the process',
    allowed: 'neither health nor lifecycle: Kubernetes has them for containers that go on running',
    remedy: 'Leave it out, or make it a sidecar with native: true.',
  };
}

/** What Kubernetes, or this library, takes for the timings that a probe does not name. */
export function timingsOf(applies: AppliesDefault): ProbeTimings {
  return applies(Default.PROBE_TIMINGS) ? DEFAULT_TIMINGS : KUBERNETES_TIMINGS;
}
