import { kubernetesVersionFindings } from '../cluster/kubernetes-version';
import { Finding, Issue, show } from '../core/issue';
import { dataKey } from '../core/names';
import { plainTextFindings } from '../core/plain-text';
import { wholeNumber } from '../core/rules';
import { within, withinShared } from '../core/validated';
import { Exposure, ExposureKind } from '../exposure/exposure';
import { platformFindings } from '../image/container-image';
import { TokenSource } from '../registry/token-reference';
import { missingSecretKeys } from '../secret/kubernetes-secret';
import { podRange } from '../service/pod-range';
import { ResolvedService } from '../service/service-resolution';
import { serviceFindings, ServiceSettings } from '../service/service-settings';
import { goalConflicts, goalFindings, verificationConflicts } from './deployment-goals';
import { DeploymentBaseProps, EnvironmentProps } from './deployment-props';
import { environmentNameFindings, stageFindings } from './stage';

/** What the rules of an environment look at: its entities, and what base and environment resolve to. */
export interface DeploymentContext extends Omit<DeploymentBaseProps, 'services'>, Omit<EnvironmentProps, 'services'> {
  readonly environment: string;
}

/** What is wrong with an environment besides its services: with its entities, and between them. */
export function environmentIssues(context: DeploymentContext, services: readonly ResolvedService[]): Issue[] {
  const { environment, cluster, secret, pipeline, registries = [], imageLock } = context;
  const findings = [
    ...environmentNameFindings('environment', environment),
    ...stageFindings('stage', context.stage),
    ...withinShared('cluster', cluster),
    ...registries.flatMap((registry, index) => withinShared(`registries[${index}]`, registry)),
    ...withinShared('secret', secret),
    ...withinShared('pipeline', pipeline),
    ...withinShared('imageLock', imageLock),
    ...within('imageLock', imageLock?.unusedPins(services.map(({ image }) => image.repository)) ?? []),
    ...Object.entries(context.config ?? {}).flatMap(([key, value]) => configFindings(`config.${key}`, key, value)),
    ...goalFindings('goals', context.goals ?? {}),
    ...kubernetesFindings(context),
    ...credentialFindings(context),
    ...(context.maxReplicas === undefined ? [] : maxReplicasFindings('maxReplicas', context.maxReplicas)),
  ];
  return findings.map((finding) => ({ path: environment, ...finding }));
}

/** What is wrong with one service, by itself and beside the environment's entities. */
export function serviceIssues(context: DeploymentContext, service: ResolvedService): Issue[] {
  const { cluster, secret, pipeline, registries = [], goals = {} } = context;
  const { name, image, settings } = service;
  const secretKeys = settings.secretKeys ?? [];
  const owner = registries.find((registry) => registry.owns(image));
  const findings = [
    ...serviceFindings(settings, context.stage),
    ...image.findings().filter(({ field, code }) => field !== 'image' || code === 'image-tag'),
    ...(owner?.repositoryFindings('image', image) ?? foreignImageFindings('image', service, context)),
    ...(cluster === undefined ? [] : platformFindings('image', image, cluster.platforms)),
    ...replicaLimitFindings(settings, context.maxReplicas),
    ...providerFindings('exposure', settings.exposure, context),
    ...Object.entries(settings.services ?? {}).flatMap(([other, { exposure }]) =>
      providerFindings(`services.${other}.exposure`, exposure, context),
    ),
    ...goalConflicts(settings, goals),
    ...(pipeline === undefined ? [] : verificationConflicts(settings, pipeline)),
    ...(secret === undefined ? undeclaredSecret(secretKeys) : missingSecretKeys(secret, secretKeys)),
  ];
  return findings.map((finding) => ({ path: `${context.environment}/${name}`, ...finding }));
}

function configFindings(field: string, key: string, value: string): Finding[] {
  return [...dataKey(field, key), ...plainTextFindings(field, value)];
}

function maxReplicasFindings(field: string, given: number): Finding[] {
  const why = { code: 'replicas-out-of-range', remedy: 'Give the most pods that a service may have.' };
  return wholeNumber(field, given, { min: 1 }, why);
}

function kubernetesFindings({ cluster, requiresKubernetes }: DeploymentContext): Finding[] {
  if (requiresKubernetes === undefined) {
    return [];
  }
  const wrong = kubernetesVersionFindings('requiresKubernetes', requiresKubernetes);
  const version = cluster?.kubernetesVersion;
  if (wrong.length > 0 || version === undefined || version.isAtLeast(requiresKubernetes)) {
    return wrong;
  }
  return [
    {
      code: 'kubernetes-too-old',
      field: 'cluster.kubernetesVersion',
      given: show(version.toString()),
      allowed: `at least ${requiresKubernetes}, which the application requires`,
      remedy: 'Upgrade the cluster, or require less.',
    },
  ];
}

/** GitHub provides it by itself, so nobody has to configure it. */
const PROVIDED_TOKEN = 'GITHUB_TOKEN';

/**
 * The pipeline asks for every secret of its own that a registry or the cluster refers to; otherwise nothing would notice
 * before a run that one is not configured. GitHub compares names without regard to case.
 */
function credentialFindings({ cluster, registries = [], pipeline }: DeploymentContext): Finding[] {
  const known = pipeline?.requiredCredentials.map((name) => String(name).toUpperCase()) ?? [];
  const references = [
    ...registries.map(({ token }, index) => ({
      field: `registries[${index}].token`,
      name: token?.source === TokenSource.PIPELINE_SECRET ? token.name : '',
    })),
    { field: 'cluster.kubeconfig', name: cluster?.kubeconfig?.secretName ?? '' },
  ];
  return references
    .map(({ field, name }) => ({ field, name: name.toUpperCase() }))
    .filter(({ name }) => pipeline !== undefined && name !== '' && name !== PROVIDED_TOKEN && !known.includes(name))
    .map(({ field, name }) => ({
      code: 'credential-undeclared',
      field,
      given: name,
      allowed: 'a secret among the requiredCredentials of the pipeline',
      remedy: 'Add the name to requiredCredentials, so that a run is not the first to miss the secret.',
    }));
}

/** An image of a registry that nobody declared is none that the pipeline pushes. */
function foreignImageFindings(field: string, { image }: ResolvedService, { registries = [] }: DeploymentContext) {
  if (registries.length === 0) {
    return [];
  }
  return [
    {
      code: 'image-of-no-registry',
      field,
      given: show(image.repository),
      allowed: `an image of ${registries.map(({ place }) => place).join(' or ')}`,
      remedy: 'Declare the registry that stores it, or take the image from a declared one.',
    },
  ];
}

function replicaLimitFindings(settings: ServiceSettings, maxReplicas: number | undefined): Finding[] {
  const replicas = podRange(settings).most;
  const field = settings.autoscaling === undefined ? 'replicas' : 'autoscaling.maxReplicas';
  if (maxReplicas === undefined || replicas <= maxReplicas) {
    return [];
  }
  const remedy = 'Run fewer, or raise maxReplicas of the base.';
  return [{ code: 'replicas-above-limit', field, given: show(replicas), allowed: `at most ${maxReplicas}`, remedy }];
}

/** A local cluster has nobody to assign the address of a load balancer: the Service would wait for ever. */
function providerFindings(field: string, exposure: Exposure | undefined, { cluster }: DeploymentContext): Finding[] {
  if (exposure?.kind !== ExposureKind.LOAD_BALANCER || cluster === undefined || cluster.supportsLoadBalancer) {
    return [];
  }
  return [
    {
      code: 'exposure-unsupported',
      field,
      given: exposure.toString(),
      allowed: `on ${cluster.provider}: ClusterIP, NodePort, Ingress or HTTPRoute`,
      remedy: 'Use Exposure.nodePort(...), or a provider with load balancers.',
    },
  ];
}

function undeclaredSecret(keys: readonly string[]): Finding[] {
  if (keys.length === 0) {
    return [];
  }
  return [
    {
      code: 'secret-undeclared',
      field: 'secretKeys',
      given: keys.join(', '),
      allowed: 'keys of the secret that the base declares',
      remedy: 'Declare the KubernetesSecret in the base.',
    },
  ];
}
