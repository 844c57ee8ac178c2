import { Finding, show } from '../../model/core/issue';
import { dnsLabel, portName, variableName } from '../../model/core/names';
import { oneOf, portNumber } from '../../model/core/rules';
import { within } from '../../model/core/validated';
import { Stage } from '../../model/deployment/stage';
import { Protocol } from '../../model/exposure/protocol';
import { HealthChecks, probesOf } from '../../model/service/health-checks';
import { serviceFindings } from '../../model/service/service-settings';
import { mountFindings, mountsOf, repeatedPathFindings } from '../../model/service/volume';
import { WorkloadProps } from '../workload-props';
import { ContainerOptions, ContainerPort, ProcessOptions } from './container-options';
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
  const { ports = [], health, envVariables = {}, lifecycle = {}, workingDir, terminationMessagePolicy } = options;
  const { postStart, preStop } = lifecycle;
  const why = { code: 'termination-message-policy-unknown', remedy: 'Use one of the two.' };
  return [
    ...Object.keys(envVariables).flatMap((name) => variableName(`envVariables.${name}`, name)),
    ...(postStart?.findings('lifecycle.postStart') ?? []),
    ...(preStop?.findings('lifecycle.preStop') ?? []),
    ...(workingDir === undefined || workingDir.startsWith('/') ? [] : [relativeFinding('workingDir', workingDir)]),
    ...(terminationMessagePolicy === undefined
      ? []
      : oneOf('terminationMessagePolicy', terminationMessagePolicy, MESSAGE_POLICIES, why)),
    ...ports.flatMap((port) => portFindings(`ports.${port.name}`, port)),
    ...duplicatePorts(all),
    ...(all.length > 0 ? [] : portlessFindings(options, health)),
  ];
}

function portFindings(field: string, { name, port, protocol = Protocol.TCP }: ContainerPort): Finding[] {
  const why = { code: 'protocol-unknown', remedy: 'Use one of Protocol.' };
  return [
    ...portName(`${field}.name`, name),
    ...portNumber(`${field}.port`, port),
    ...oneOf(`${field}.protocol`, protocol, Object.values(Protocol), why),
  ];
}

/** Every name and every number stands once in a container. */
function duplicatePorts(ports: readonly ContainerPort[]): Finding[] {
  const names = ports.map(({ name }) => name);
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
  const checks = Object.entries(health === undefined ? {} : probesOf(health));
  const asking = checks.filter(([, probe]) => probe !== undefined && needsContainerPort(probe.check));
  const hooks = Object.entries(lifecycle).filter(([, hook]) => hook?.needsPort === true);
  return [
    ...asking.map(([name]) => portMissing(`health.${name}.check`)),
    ...hooks.map(([name]) => portMissing(`lifecycle.${name}`)),
  ];
}

function portMissing(field: string): Finding {
  const remedy = 'Give the check a port, the container a port, or ask by HealthCheck.exec(...).';
  return { code: 'health-port-missing', field, given: 'no port', allowed: 'a port that is asked', remedy };
}

function relativeFinding(field: string, given: string): Finding {
  return { code: 'path-invalid', field, given: show(given), allowed: 'an absolute path', remedy: 'Begin it with "/".' };
}

/** Everything that can be wrong with side and init containers. */
export function otherContainerFindings(mainName: string, props: WorkloadProps, stage: Stage | undefined): Finding[] {
  const { sidecars = {}, initContainers = {} } = props;
  const known = [props.volumes ?? {}, ...[...Object.values(sidecars), ...Object.values(initContainers)].map(volumesOf)];
  const volumes = new Set(known.flatMap((each) => Object.keys(each)));
  const all = [
    ...Object.entries(sidecars).map(([name, options]) => ({ block: `sidecars.${name}`, name, options })),
    ...Object.entries(initContainers).map(([name, options]) => ({ block: `initContainers.${name}`, name, options })),
  ];
  const names = [mainName, ...all.map(({ name }) => name)];
  return [
    ...all.flatMap(({ block, name, options }) => [
      ...dnsLabel(block, name),
      ...within(block, [...containerFindings(options, stage), ...sharedFindings(options, volumes)]),
    ]),
    ...all.filter(({ name }, index) => names.indexOf(name) <= index).map(({ block, name }) => nameTaken(block, name)),
    ...Object.entries(initContainers).flatMap(([name, { health }]) => (health === undefined ? [] : [unaskable(name)])),
    ...sharedVolumeFindings(known),
  ];
}

function volumesOf({ volumes = {} }: ContainerOptions) {
  return volumes;
}

function containerFindings(options: ContainerOptions, stage: Stage | undefined): Finding[] {
  const { image, imagePullPolicy, env, resources, health, volumes, ports = [] } = options;
  return [
    ...serviceFindings({ image, imagePullPolicy, env, resources, health, volumes }, stage),
    ...processFindings(options, ports),
  ];
}

/** What is shared is there, and appears where nothing else does. */
function sharedFindings({ volumes = {}, sharedVolumes = {} }: ContainerOptions, known: ReadonlySet<string>): Finding[] {
  const own = Object.values(volumes).flatMap((mount) => mountsOf(mount).map(({ path }) => path));
  const shared = Object.values(sharedVolumes).map(({ path }) => path);
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

/** One name is one volume of the pod, whichever container names it. */
function sharedVolumeFindings(all: readonly { [name: string]: { volume: unknown } }[]): Finding[] {
  const names = all.flatMap((volumes) => Object.keys(volumes));
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))].map((name) => ({
    code: 'volume-name-taken',
    field: `volumes.${name}`,
    given: `${show(name)} in several containers`,
    allowed: 'a volume in the container that owns it, and in sharedVolumes of the others',
    remedy: 'Declare it once and name it in sharedVolumes elsewhere, or rename one of them.',
  }));
}

function nameTaken(block: string, name: string): Finding {
  const allowed = 'a name that no other container of the pod has';
  return { code: 'container-name-taken', field: block, given: show(name), allowed, remedy: 'Rename the container.' };
}

function unaskable(name: string): Finding {
  return {
    code: 'health-of-init-container',
    field: `initContainers.${name}.health`,
    given: 'a health check',
    allowed: 'none: what has not run to its end is not asked',
    remedy: 'Leave it out, or make it a sidecar with native: true.',
  };
}
