import { Mapping } from '../../model/core/untrusted';
import { isUsualVariable } from '../semantics/environment';
import { amount, isIndivisible } from '../semantics/resources';
import { Inspection } from './inspection';
import { ALL_UNUSUAL, signOf, Signs, Unusual } from './sign';
import { isUsualName, isUsualPort } from './usual';
import { areVolumesUsual, Mounting, Volume } from './usual-volumes';

const CONTAINERS = signOf(Unusual.CONTAINERS);
const SEVERAL_PORTS = signOf(Unusual.SEVERAL_PORTS);
const NAME = signOf(Unusual.NAME);
const VOLUME = signOf(Unusual.VOLUME);
const IMAGE = signOf(Unusual.IMAGE);
const UNLIMITED = signOf(Unusual.UNLIMITED);
const AMOUNT = signOf(Unusual.AMOUNT);
const PROBE = signOf(Unusual.PROBE);
const VARIABLE = signOf(Unusual.VARIABLE);
const OPEN = signOf(Unusual.OPEN);
const USER = signOf(Unusual.USER);
const ENDING = signOf(Unusual.ENDING);
const TOKEN = signOf(Unusual.TOKEN);
const SPREAD = signOf(Unusual.SPREAD);
const PORT = signOf(Unusual.PORT);
/** With a tag other than latest, or a digest. */
const VERSIONED = /^[^\s@]+:(?!latest(?:@|$))\w[\w.-]{0,127}(?:@[^\s@]+)?$|^[^\s@:]+@[^\s@]+$/;
const FIRST_HIGH_ID = 10_000;

interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly containers: readonly Container[];
  readonly ephemeralContainers?: readonly unknown[];
  readonly initContainers?: readonly unknown[];
  readonly restartPolicy?: string;
  readonly serviceAccountName?: string;
  readonly volumes?: readonly Volume[];
  readonly securityContext?: UserContext;
}

interface UserContext {
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seccompProfile?: { readonly type: string };
}

interface SecurityContext extends UserContext {
  readonly allowPrivilegeEscalation?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[] };
  readonly readOnlyRootFilesystem?: boolean;
}

interface Amounts {
  readonly [name: string]: string | number | undefined;
}

interface Resources {
  readonly limits?: Amounts;
  readonly requests?: Amounts;
}

interface Handler {
  readonly port?: number | string;
  readonly path?: string;
}

interface Probe {
  readonly exec?: unknown;
  readonly failureThreshold?: number;
  readonly grpc?: Handler;
  readonly httpGet?: Handler;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly tcpSocket?: Handler;
  readonly terminationGracePeriodSeconds?: number;
  readonly timeoutSeconds?: number;
}

interface Hook {
  readonly exec?: unknown;
  readonly sleep?: unknown;
}

interface Port {
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly name?: string;
}

interface Container extends Mounting {
  readonly image?: string;
  readonly lifecycle?: { readonly postStart?: Hook; readonly preStop?: Hook };
  readonly livenessProbe?: Probe;
  readonly name: string;
  readonly ports?: readonly Port[];
  readonly readinessProbe?: Probe;
  readonly resources?: Resources;
  readonly securityContext?: SecurityContext;
  readonly startupProbe?: Probe;
}

/** What is looked at in pods, by the definitions of their parts. */
export const POD_INSPECTIONS: readonly (readonly [definition: string, inspect: Inspection])[] = [
  ['batch.v1.JobSpec', inspectJob],
  ['core.v1.Container', inspectContainer],
  ['core.v1.ContainerPort', inspectContainerPort],
  ['core.v1.EnvFromSource', inspectVariables],
  ['core.v1.EnvVar', inspectVariable],
  ['core.v1.EphemeralContainer', inspectContainer],
  ['core.v1.Pod', inspectTemplate],
  ['core.v1.PodSpec', inspectPod],
  ['core.v1.PodTemplateSpec', inspectTemplate],
  ['core.v1.ResourceRequirements', inspectResources],
  ['core.v1.TopologySpreadConstraint', inspectSpread],
];

function inspectJob(_: Mapping, signs: Signs): void {
  signs.raise(ENDING);
}

function inspectTemplate({ spec }: Mapping, signs: Signs): void {
  for (const sign of spec === undefined ? ALL_UNUSUAL : []) {
    signs.raise(sign);
  }
}

function inspectPod(value: Mapping, signs: Signs): void {
  const pod = value as unknown as PodSpec;
  const { containers, initContainers, ephemeralContainers } = pod;
  if (containers.length !== 1 || initContainers !== undefined || ephemeralContainers !== undefined) {
    for (const sign of [CONTAINERS, PROBE, SEVERAL_PORTS, VOLUME]) {
      signs.raise(sign);
    }
  } else if (!areVolumesUsual(pod.volumes, containers[0] ?? {})) {
    signs.raise(VOLUME);
  }
  if (pod.restartPolicy !== undefined && pod.restartPolicy !== 'Always') {
    signs.raise(ENDING);
  }
  if (pod.serviceAccountName !== undefined && !isUsualName(pod.serviceAccountName)) {
    signs.raise(NAME);
  }
  if (pod.automountServiceAccountToken !== false) {
    signs.raise(TOKEN);
  }
  const { runAsNonRoot, runAsUser = 0, runAsGroup = 0, seccompProfile } = pod.securityContext ?? {};
  const isHigh = runAsUser >= FIRST_HIGH_ID && runAsGroup >= FIRST_HIGH_ID;
  if (runAsNonRoot !== true || !isHigh || !isConfining(seccompProfile)) {
    signs.raise(USER);
  }
}

function isConfining(profile: UserContext['seccompProfile']): boolean {
  return profile !== undefined && (profile.type === 'RuntimeDefault' || profile.type === 'Localhost');
}

function inspectContainer(value: Mapping, signs: Signs): void {
  const container = value as unknown as Container;
  const { name, image, ports, resources, securityContext } = container;
  if (!isUsualName(name)) {
    signs.raise(CONTAINERS);
  }
  if (image === undefined || !VERSIONED.test(image)) {
    signs.raise(IMAGE);
  }
  if (ports !== undefined && ports.length > 1) {
    signs.raise(SEVERAL_PORTS);
  }
  if (resources === undefined || !isLimited(resources)) {
    signs.raise(UNLIMITED);
  }
  if (!isProbed(container)) {
    signs.raise(PROBE);
  }
  inspectContext(securityContext ?? {}, signs);
}

function inspectContext(context: SecurityContext, signs: Signs): void {
  const { allowPrivilegeEscalation, readOnlyRootFilesystem, capabilities } = context;
  const isClosed = allowPrivilegeEscalation === false && readOnlyRootFilesystem === true;
  if (!isClosed || capabilities?.drop?.includes('ALL') !== true) {
    signs.raise(OPEN);
  }
  const { runAsNonRoot = true, runAsUser = FIRST_HIGH_ID, runAsGroup = FIRST_HIGH_ID, seccompProfile } = context;
  const isHigh = runAsUser >= FIRST_HIGH_ID && runAsGroup >= FIRST_HIGH_ID;
  if (!runAsNonRoot || !isHigh || (seccompProfile !== undefined && !isConfining(seccompProfile))) {
    signs.raise(USER);
  }
}

/** Whether there is a request and a limit of everything but a limit of CPU, which few want. */
function isLimited({ requests = {}, limits = {} }: Resources): boolean {
  return (
    (isAmount(requests['cpu']) || isAmount(limits['cpu'])) &&
    (isAmount(requests['memory']) || isAmount(limits['memory'])) &&
    isAmount(limits['memory']) &&
    isAmount(limits['ephemeral-storage'])
  );
}

function isAmount(value: string | number | undefined): boolean {
  return typeof value === 'number' ? value > 0 : value !== undefined && /[1-9]/.test(value);
}

function inspectResources(value: Mapping, signs: Signs): void {
  const { requests = {}, limits = {} } = value as Resources;
  if (!areWithin(requests, limits) || !areWithin(limits, {})) {
    signs.raise(AMOUNT);
  }
}

/** Whether no amount is above its limit or negative, and none is of something that a node cannot lend out. */
function areWithin(amounts: Amounts, limits: Amounts): boolean {
  for (const name in amounts) {
    const [given, limit] = [amount(amounts[name]), amount(limits[name])];
    const isAbove = given === undefined || (limit !== undefined && given > limit) || given < 0n;
    if (isAbove || isIndivisible(name)) {
      return false;
    }
  }
  return true;
}

function inspectContainerPort(value: Mapping, signs: Signs): void {
  const { containerPort, hostPort, name = 'http' } = value as unknown as Port;
  if (!isUsualPort(containerPort) || !isUsualPort(name) || hostPort !== undefined) {
    signs.raise(PORT);
  }
}

/** Whether both probes are there and ask different things, of ports that the container has. */
function isProbed({ livenessProbe, readinessProbe, startupProbe, lifecycle, ports = [] }: Container): boolean {
  return (
    livenessProbe !== undefined &&
    readinessProbe !== undefined &&
    (lifecycle === undefined || (isUsualHook(lifecycle.postStart) && isUsualHook(lifecycle.preStop))) &&
    isUsualProbe(livenessProbe, ports) &&
    isUsualProbe(readinessProbe, ports) &&
    (startupProbe === undefined || isUsualProbe(startupProbe, ports)) &&
    (livenessProbe.httpGet?.path !== readinessProbe.httpGet?.path || patience(livenessProbe) > patience(readinessProbe))
  );
}

/** Seconds of failure after which Kubernetes acts. */
function patience({ failureThreshold = 3, periodSeconds = 10 }: Probe): number {
  return failureThreshold * periodSeconds;
}

/** Hooks that call no port. */
function isUsualHook(hook: Hook | undefined): boolean {
  return hook === undefined || ((hook.exec ?? hook.sleep) !== undefined && isSingle(hook));
}

function isUsualProbe(probe: Probe, ports: readonly Port[]): boolean {
  const { exec, grpc, httpGet, tcpSocket, terminationGracePeriodSeconds } = probe;
  const call = httpGet ?? tcpSocket ?? grpc;
  const handlers = Number(exec !== undefined) + Number(grpc !== undefined) + Number(httpGet !== undefined);
  return (
    handlers + Number(tcpSocket !== undefined) === 1 &&
    terminationGracePeriodSeconds === undefined &&
    (call === undefined || hasPort(ports, call.port)) &&
    areUsualNumbers(probe)
  );
}

function areUsualNumbers(probe: Probe): boolean {
  const { failureThreshold = 1, initialDelaySeconds = 0, periodSeconds = 1, successThreshold = 1 } = probe;
  const isFrequent = periodSeconds >= 1 && (probe.timeoutSeconds ?? 1) >= 1;
  return isFrequent && failureThreshold >= 1 && initialDelaySeconds >= 0 && successThreshold === 1;
}

function hasPort(ports: readonly Port[], wanted: number | string | undefined): boolean {
  for (const { name, containerPort } of ports) {
    if (wanted !== undefined && (wanted === name || wanted === containerPort)) {
      return true;
    }
  }
  return false;
}

function inspectVariable({ name, value = '', valueFrom }: Mapping, signs: Signs): void {
  if (!isUsualVariable(name as string) || (valueFrom !== undefined && (value !== '' || !isSingle(valueFrom)))) {
    signs.raise(VARIABLE);
  }
}

function inspectVariables({ prefix, configMapRef, secretRef }: Mapping, signs: Signs): void {
  if (prefix !== undefined || (configMapRef === undefined) === (secretRef === undefined)) {
    signs.raise(VARIABLE);
  }
}

function isSingle(sources: unknown): boolean {
  return Object.keys(sources as object).length === 1;
}

function inspectSpread({ maxSkew, topologyKey, minDomains, matchLabelKeys }: Mapping, signs: Signs): void {
  if ((maxSkew as number) < 1 || topologyKey === '' || minDomains !== undefined || matchLabelKeys !== undefined) {
    signs.raise(SPREAD);
  }
}
