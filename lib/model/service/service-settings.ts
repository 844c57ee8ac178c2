import { Finding } from '../core/issue';
import { dnsSubdomain, variableName } from '../core/names';
import { plainTextFindings } from '../core/plain-text';
import { oneOf, wholeNumber } from '../core/rules';
import { within } from '../core/validated';
import { Stage } from '../deployment/stage';
import { Exposure } from '../exposure/exposure';
import { exposureFindings } from '../exposure/exposure-rules';
import {
  FurtherServiceOptions,
  furtherServiceFindings,
  serviceObjectFindings,
  ServiceObjectOptions,
} from '../exposure/service-object';
import { ImagePullPolicy, movingImageFindings, referenceFindings } from '../image/container-image';
import { networkAccessFindings, NetworkAccess } from '../network/network-rule';
import { Autoscaling, autoscalingFindings, replicasTwice } from './autoscaling';
import { ContainerResources, DEFAULT_RESOURCES, resourceFindings } from './container-resources';
import { DisruptionBudget, disruptionBudgetFindings } from './disruption-budget';
import { DEFAULT_TIMINGS, healthFindings, HealthChecks, ProbeTimings } from './health-checks';
import { volumeFindings, VolumeMount } from './mount';
import { DEFAULT_REPLICAS, podRange } from './pod-range';

/** What one service of an application can be given in one environment. */
export interface ServiceOptions {
  /**
   * When the node asks the registry for the image.
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;
  /**
   * Names of the Secrets of type kubernetes.io/dockerconfigjson with which the node logs in to the registry.
   * @default - none; in a `DeploymentConfiguration`, the pull secret of the registry that the image belongs to
   */
  readonly imagePullSecretNames?: string[];
  /**
   * Keys of the Secret that the service reads. Its construct must be given a Secret that declares them.
   * @default - none
   */
  readonly secretKeys?: string[];
  /**
   * Number of pods, at least 1.
   * @default - 1, or as many as `autoscaling` wants
   */
  readonly replicas?: number;
  /**
   * How the number of pods follows the load.
   * @default - it does not
   */
  readonly autoscaling?: Autoscaling;
  /**
   * How many pods a drain of nodes may take away at a time.
   * @default - one, where two pods or more can run; else no budget is rendered
   */
  readonly disruptionBudget?: DisruptionBudget;
  /**
   * Connections of the pods besides those that the exposure and the program declare.
   * @default - none
   */
  readonly networkPolicy?: NetworkAccess;
  /**
   * CPU and memory of each pod.
   * @default - 250m to 500m CPU, 256Mi to 512Mi memory, 128Mi to 1Gi of the node's disk
   */
  readonly resources?: ContainerResources;
  /**
   * How the health of the container is watched.
   * @default - not at all: Kubernetes takes a container that runs for one that works
   */
  readonly health?: HealthChecks;
  /**
   * Variables with literal values. Confidential values belong in a Secret.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Directories that are volumes, by the name of the volume.
   * @default - none but /tmp
   */
  readonly volumes?: { [name: string]: VolumeMount };
  /**
   * How the service can be reached.
   * @default - inside the cluster only, on the port of the container
   */
  readonly exposure?: Exposure;
  /**
   * What its Kubernetes Service has besides.
   * @default - the ports of the container, and nothing else
   */
  readonly service?: ServiceObjectOptions;
  /**
   * Further Kubernetes Services over the same pods, by their names.
   * @default - none
   */
  readonly services?: { [name: string]: FurtherServiceOptions };
}

/** What one service of an application is given in one environment. */
export interface ServiceSettings extends ServiceOptions {
  /** Reference of the container image, for example `ghcr.io/acme/api:1.4.2`. */
  readonly image: string;
}

/** When images are pulled where the author says nothing. */
export const DEFAULT_PULL_POLICY = ImagePullPolicy.IF_NOT_PRESENT;

/**
 * Everything that can be wrong with the settings of a service, whatever runs it.
 *
 * @param stage that of the environment, if one is known
 * @param timings what is taken for the timings that a probe does not name
 */
export function serviceFindings(
  settings: ServiceSettings,
  stage: Stage | undefined,
  timings: ProbeTimings = DEFAULT_TIMINGS,
): Finding[] {
  const { image, health, exposure, imagePullPolicy, volumes = {} } = settings;
  return [
    ...referenceFindings('image', image),
    ...movingImageFindings('image', image, stage),
    ...(imagePullPolicy === undefined ? [] : pullPolicyFindings(imagePullPolicy)),
    ...(settings.imagePullSecretNames ?? []).flatMap((name, index) =>
      dnsSubdomain(`imagePullSecretNames[${index}]`, name),
    ),
    ...podNumberFindings(settings),
    ...resourceFindings('resources', settings.resources ?? DEFAULT_RESOURCES),
    ...(health === undefined ? [] : healthFindings('health', health, timings)),
    ...Object.entries(settings.env ?? {}).flatMap(([name, value]) => variableFindings(`env.${name}`, name, value)),
    ...volumeFindings('volumes', volumes),
    ...(exposure === undefined ? [] : exposureFindings('exposure', exposure, stage)),
    ...(settings.service === undefined ? [] : within('service', serviceObjectFindings(settings.service))),
    ...Object.entries(settings.services ?? {}).flatMap(([name, further]) =>
      furtherServiceFindings(name, further, stage),
    ),
    ...networkAccessFindings('networkPolicy', settings.networkPolicy ?? {}),
  ];
}

/** A variable has a name that Kubernetes accepts and a value that is no placeholder. */
export function variableFindings(field: string, name: string, value: string): Finding[] {
  return [...variableName(field, name), ...plainTextFindings(field, value)];
}

/** How many pods run, and how many must stay. */
function podNumberFindings(settings: ServiceOptions): Finding[] {
  const { replicas = DEFAULT_REPLICAS, autoscaling, disruptionBudget } = settings;
  const wrong = [
    ...replicaFindings('replicas', replicas),
    ...(autoscaling === undefined ? [] : autoscalingFindings('autoscaling', autoscaling)),
    ...(autoscaling === undefined || settings.replicas === undefined ? [] : [replicasTwice('replicas')]),
  ];
  return wrong.length > 0 || disruptionBudget === undefined
    ? wrong
    : disruptionBudgetFindings('disruptionBudget', disruptionBudget, podRange(settings));
}

function replicaFindings(field: string, replicas: number): Finding[] {
  return wholeNumber(
    field,
    replicas,
    { min: 1 },
    {
      code: 'replicas-out-of-range',
      remedy: 'Run at least one pod, or leave the workload out of this environment.',
    },
  );
}

function pullPolicyFindings(given: ImagePullPolicy): Finding[] {
  const why = { code: 'pull-policy-unknown', remedy: 'Use one of ImagePullPolicy.' };
  return oneOf('imagePullPolicy', given, Object.values(ImagePullPolicy), why);
}
