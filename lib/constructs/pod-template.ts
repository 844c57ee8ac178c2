import { k8s } from 'cdk8s-plus-28';
import { ImagePullPolicy } from '../model/image/container-image';
import { ContainerResources, resourceAmounts } from '../model/service/container-resources';
import { CompleteProbeTiming, HealthChecks, probeTimings } from '../model/service/health-checks';
import { VolumeMount } from '../model/service/volume';

/** Name of the container port that carries HTTP. */
export const HTTP_PORT_NAME = 'http';

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

/** Seconds until a stopping container is killed where the author says nothing. */
export const DEFAULT_GRACE_PERIOD_SECONDS = 30;

/** A volume of a pod under its name. */
export interface NamedMount extends VolumeMount {
  readonly name: string;
}

/** Everything that a pod of one container is rendered from, without gaps. */
export interface PodSpec {
  readonly labels: { [key: string]: string };
  readonly containerName: string;
  readonly image: string;
  readonly imagePullPolicy: ImagePullPolicy;
  readonly imagePullSecretNames: string[];
  /** @default - the container listens on no port */
  readonly port?: number;
  readonly resources: ContainerResources;
  /** @default - no probes */
  readonly health?: HealthChecks;
  readonly env: ReadonlyMap<string, string>;
  readonly configMapNames: string[];
  readonly secretNames: string[];
  readonly mounts: NamedMount[];
  /** Name of the claim behind a volume that is one. */
  readonly claimName: (volumeName: string) => string;
  readonly userId: number;
  readonly shutdown: GracefulShutdown;
}

/**
 * A pod that passes the Pod Security Standard "restricted" and writes only where a volume is mounted.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function podTemplate(spec: PodSpec): k8s.PodTemplateSpec {
  const { userId, shutdown } = spec;
  return {
    metadata: { labels: spec.labels },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets:
        spec.imagePullSecretNames.length === 0 ? undefined : spec.imagePullSecretNames.map((name) => ({ name })),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: userId,
        runAsGroup: userId,
        fsGroup: userId,
        // A recursive chown of a large volume at every start would take longer than any startup probe allows.
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      terminationGracePeriodSeconds: shutdown.gracePeriodSeconds ?? DEFAULT_GRACE_PERIOD_SECONDS,
      containers: [container(spec)],
      volumes: spec.mounts.map((mount) => volume(mount, spec)),
    },
  };
}

function container(spec: PodSpec): k8s.Container {
  const { port, health, shutdown } = spec;
  return {
    name: spec.containerName,
    image: spec.image,
    imagePullPolicy: spec.imagePullPolicy,
    ports: port === undefined ? undefined : [{ name: HTTP_PORT_NAME, containerPort: port, protocol: 'TCP' }],
    env: spec.env.size === 0 ? undefined : [...spec.env].map(([name, value]) => ({ name, value })),
    envFrom: environmentSources(spec),
    resources: resourceRequirements(spec.resources),
    ...(health === undefined || port === undefined ? {} : probes(health, port)),
    lifecycle:
      shutdown.drainSeconds === undefined
        ? undefined
        : { preStop: { exec: { command: ['sleep', String(shutdown.drainSeconds)] } } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    volumeMounts: spec.mounts.map(({ name, path }) => ({ name, mountPath: path })),
  };
}

function environmentSources({ configMapNames, secretNames }: PodSpec): k8s.EnvFromSource[] | undefined {
  const sources = [
    ...configMapNames.map((name) => ({ configMapRef: { name } })),
    ...secretNames.map((name) => ({ secretRef: { name } })),
  ];
  return sources.length === 0 ? undefined : sources;
}

function resourceRequirements(resources: ContainerResources): k8s.ResourceRequirements {
  const amounts = resourceAmounts(resources);
  const pick = (which: 'request' | 'limit') =>
    Object.fromEntries(
      amounts.flatMap((amount) => {
        const text = amount[which];
        return text === undefined ? [] : [[amount.name, k8s.Quantity.fromString(text)]];
      }),
    );
  return { requests: pick('request'), limits: pick('limit') };
}

function probes(health: HealthChecks, port: number) {
  const timings = probeTimings(health);
  const probe = (timing: CompleteProbeTiming): k8s.Probe => ({
    httpGet: { path: health.check.path, port: k8s.IntOrString.fromNumber(port), scheme: 'HTTP' },
    ...timing,
  });
  return {
    startupProbe: probe(timings.startup),
    livenessProbe: probe(timings.liveness),
    readinessProbe: probe(timings.readiness),
  };
}

function volume({ name, volume: { emptyDirOptions, claimOptions } }: NamedMount, spec: PodSpec): k8s.Volume {
  if (claimOptions !== undefined) {
    return { name, persistentVolumeClaim: { claimName: spec.claimName(name) } };
  }
  const limit = emptyDirOptions?.sizeLimit?.asString();
  return { name, emptyDir: limit === undefined ? {} : { sizeLimit: k8s.Quantity.fromString(limit) } };
}
