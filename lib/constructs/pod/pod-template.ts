import type { k8s } from 'cdk8s-plus-28';
import { merged } from '../../model/deployment/settings';
import { Volume } from '../../model/service/volume';
import { AppliesDefault, Default } from '../defaults';
import { Written } from '../written';
import { container, ContainerSpec, nonEmpty, nonEmptyTree } from './container';
import { PodOptions } from './pod-options';
import { podVolume } from './volumes';

/** How a pod ends. */
export interface GracefulShutdown {
  /**
   * Seconds from the request to stop until the container is killed, the drain included.
   * @default 30
   */
  readonly gracePeriodSeconds?: number;
  /**
   * Seconds that the container goes on serving after the request to stop, while load balancers and Services forget
   * it. Runs `sleep` in the container, so its image must have that program.
   * @default - none: the process gets SIGTERM at once
   */
  readonly drainSeconds?: number;
}

/** User of a process where its author says nothing: above the ids that a node's own users have. */
export const DEFAULT_USER_ID = 10001;
/** Seconds until a stopping container is killed where the author says nothing. */
export const DEFAULT_GRACE_PERIOD_SECONDS = 30;

type Metadata = ({ [key: string]: string } | undefined)[];

/** Everything that a pod is rendered from. */
export interface PodSpec {
  readonly labels: { [key: string]: string };
  readonly annotations: { [key: string]: string };
  readonly options: PodOptions;
  readonly main: ContainerSpec;
  readonly sidecars: readonly ContainerSpec[];
  readonly initContainers: readonly ContainerSpec[];
  readonly imagePullSecretNames: readonly string[];
  /** Name of the claim behind a volume that is one. */
  readonly claimName: (volumeName: string) => string;
  /** Names of volumes that the pod has without naming them: claims of a StatefulSet. */
  readonly providedVolumes: readonly string[];
  /** @default - that of the library, where it names one */
  readonly userId?: number;
  /** @default - the default of the library */
  readonly gracePeriodSeconds?: number;
  /** @default - Always, as a Deployment has it */
  readonly restartPolicy?: string;
  /** @default - the account `default` of the namespace */
  readonly serviceAccountName?: string;
  /**
   * Whether the pod may call the API server with its account.
   * @default - nobody says
   */
  readonly mountsToken?: boolean;
}

/**
 * A pod that passes the Pod Security Standard "restricted" and writes only where a volume is mounted, as far as no
 * default is turned off.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function podTemplate(spec: PodSpec, applies: AppliesDefault): Written<k8s.PodTemplateSpec> {
  const { options } = spec;
  const [labels, annotations] = [nonEmptyTree(spec.labels), nonEmptyTree(spec.annotations)] as Metadata;
  const initial = [...spec.sidecars.filter(isNative), ...spec.initContainers];
  const beside = spec.sidecars.filter((sidecar) => !isNative(sidecar));
  return {
    metadata: labels === undefined && annotations === undefined ? undefined : { labels, annotations },
    spec: {
      ...placement(options),
      serviceAccountName: spec.serviceAccountName,
      automountServiceAccountToken: spec.mountsToken ?? (applies(Default.NO_TOKEN) ? false : undefined),
      enableServiceLinks: applies(Default.NO_SERVICE_LINKS) ? false : undefined,
      imagePullSecrets: nonEmpty(spec.imagePullSecretNames.map((name) => ({ name }))),
      securityContext: podSecurityContext(spec, applies),
      terminationGracePeriodSeconds:
        spec.gracePeriodSeconds ?? (applies(Default.GRACE_PERIOD) ? DEFAULT_GRACE_PERIOD_SECONDS : undefined),
      restartPolicy: spec.restartPolicy,
      initContainers: nonEmpty(initial.map((each) => container(each, applies))),
      containers: [spec.main, ...beside].map((each) => container(each, applies)),
      volumes: nonEmpty(volumes(spec)),
    },
  };
}

/** A native sidecar is an init container that is not waited for. */
function isNative({ restartPolicy }: ContainerSpec): boolean {
  return restartPolicy !== undefined;
}

/** What Kubernetes writes as the author did. */
function placement(options: PodOptions): Partial<Written<k8s.PodSpec>> {
  return {
    nodeSelector: options.nodeSelector,
    tolerations: options.tolerations,
    affinity: options.affinity,
    topologySpreadConstraints: options.topologySpreadConstraints,
    priorityClassName: options.priorityClassName,
    runtimeClassName: options.runtimeClassName,
    schedulerName: options.schedulerName,
    hostAliases: options.hostAliases,
    dnsPolicy: options.dnsPolicy,
    dnsConfig: options.dnsConfig,
    hostname: options.hostname,
    subdomain: options.subdomain,
    shareProcessNamespace: options.shareProcessNamespace,
    hostNetwork: options.hostNetwork,
    hostPID: options.hostPid,
    hostIPC: options.hostIpc,
  };
}

function podSecurityContext({ options, userId }: PodSpec, applies: AppliesDefault): k8s.PodSecurityContext | undefined {
  // A recursive chown of a large volume at every start would take longer than any startup probe allows.
  const hardened = { runAsNonRoot: true, fsGroupChangePolicy: 'OnRootMismatch' };
  const id = userId ?? DEFAULT_USER_ID;
  const user = { runAsUser: id, runAsGroup: id, fsGroup: id };
  const context: k8s.PodSecurityContext = {
    ...(applies(Default.NON_ROOT_USER) ? hardened : {}),
    ...(applies(Default.NON_ROOT_USER) || userId !== undefined ? user : {}),
    ...(applies(Default.SECCOMP_PROFILE) ? { seccompProfile: { type: 'RuntimeDefault' } } : {}),
  };
  return nonEmptyTree(merged({ ...context }, { ...options.podSecurityContext }));
}

/** The volumes of all containers, each once. */
function volumes(spec: PodSpec): Written<k8s.Volume>[] {
  const all = new Map<string, Volume>();
  for (const { mounts } of [spec.main, ...spec.sidecars, ...spec.initContainers]) {
    mounts.forEach(({ volume }, name) => all.set(name, volume));
  }
  return [...all]
    .filter(([name]) => !spec.providedVolumes.includes(name))
    .map(([name, volume]) => podVolume(name, volume, spec.claimName(name)));
}
