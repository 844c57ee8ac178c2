import { ApiObjectMetadata, Lazy } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { dnsSubdomain } from '../model/core/names';
import { ObjectOptions } from '../model/service/object-options';
import { podRange } from '../model/service/pod-range';
import { findAppContext } from './app-context';
import { AppServiceAccount, hasPermissions, ServiceAccountOptions } from './app-service-account';
import { autoscalerSpec, requestFindings } from './autoscaler';
import { AppliesDefault, Default } from './defaults';
import { disruptionBudgetSpec, evictionPolicyFindings } from './disruption-budget';
import { KubernetesObject } from './kubernetes-object';
import { LabelsOfObject } from './labels';
import { NETWORK_POLICY_KIND } from './network-policy-spec';
import { ContainerSpec } from './pod/container';
import { WorkloadProps } from './workload-props';
import { Written } from './written';

/** A workload as the objects beside it see it. */
export interface CompanionHost {
  /** Where the objects are defined. */
  readonly scope: Construct;
  /** Name of the workload. */
  readonly name: string;
  /** Version of the API of what runs the pods. */
  readonly apiVersion: string;
  /** Kind of what runs the pods. */
  readonly kind: string;
  /** Labels of an object of the workload. */
  readonly labelsOf: LabelsOfObject;
  /** Annotations of the objects beside it. */
  readonly annotations: { [key: string]: string };
  /** Labels that select the pods. */
  readonly selector: { [key: string]: string };
  readonly props: WorkloadProps;
  readonly applies: AppliesDefault;
}

/** Kinds of which Kubernetes keeps a number of pods running. */
const SCALABLE_KINDS = ['Deployment', 'StatefulSet'];
/** Settings that say how many pods run, and how many must. */
const SCALING_SETTINGS = ['autoscaling', 'autoscalingMetrics', 'disruptionBudget'] as const;

/** Whether a number of pods is kept running, as opposed to run to their end. */
export function isScalable(kind: string): boolean {
  return SCALABLE_KINDS.includes(kind);
}

/** Whether there can be two pods of the workload or more. */
export function isSeveral(kind: string, props: WorkloadProps): boolean {
  return isScalable(kind) && podRange(props).most > 1;
}

/** Whether the pods get a token of their account; `undefined` where nobody says. */
export function mountsToken({ mountToken, serviceAccount = {} }: WorkloadProps): boolean | undefined {
  return mountToken ?? (hasPermissions(serviceAccount) ? true : undefined);
}

/** The account of the pods: their own, unless another one is named or nobody wants one. */
export function renderServiceAccount(host: CompanionHost): AppServiceAccount | undefined {
  const { serviceAccount, serviceAccountName } = host.props;
  const isWanted = serviceAccount !== undefined || host.applies(Default.SERVICE_ACCOUNT);
  const name = serviceAccount?.name ?? host.name;
  // A name that the account has from its workload is judged there.
  const isRepeated = serviceAccount?.name === undefined && dnsSubdomain('name', name).length > 0;
  if (serviceAccountName !== undefined || !isWanted || isRepeated) {
    return undefined;
  }
  const without = host.applies(Default.NO_TOKEN) ? [] : [Default.NO_TOKEN];
  const options: ServiceAccountOptions = { ...serviceAccount, ...metadata(host, serviceAccount) };
  return new AppServiceAccount(host.scope, 'service-account', { ...options, without });
}

/** The HorizontalPodAutoscaler, where the number of pods follows the load. */
export function renderAutoscaler(host: CompanionHost): KubernetesObject | undefined {
  const { apiVersion, kind, name } = host;
  const { autoscaling, autoscalingMetrics = [] } = host.props;
  if (autoscaling === undefined || !isScalable(kind)) {
    return undefined;
  }
  // Their amounts were written out when they were read.
  const metrics = autoscalingMetrics as unknown as Written<k8s.MetricSpecV2>[];
  return new KubernetesObject(host.scope, 'autoscaler', {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(host, autoscaling),
    spec: autoscalerSpec(autoscaling, { apiVersion, kind, name }, metrics),
  });
}

/** The PodDisruptionBudget, where one is asked for or several pods can run. */
export function renderDisruptionBudget(host: CompanionHost): KubernetesObject | undefined {
  const { disruptionBudget } = host.props;
  const applies = host.applies(Default.DISRUPTION_BUDGET);
  const isDefault = isSeveral(host.kind, host.props) && applies;
  if (!isScalable(host.kind) || (disruptionBudget === undefined && !isDefault)) {
    return undefined;
  }
  const version = findAppContext(host.scope)?.kubernetesVersion;
  return new KubernetesObject(host.scope, 'disruption-budget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(host, disruptionBudget),
    spec: disruptionBudgetSpec(disruptionBudget ?? {}, host.selector, version, applies),
  });
}

/** The NetworkPolicy. What it allows is known when the whole program has run. */
export function renderNetworkPolicy(host: CompanionHost, produce: () => object): KubernetesObject | undefined {
  if (!host.applies(Default.NETWORK_POLICY)) {
    return undefined;
  }
  return new KubernetesObject(host.scope, 'network-policy', {
    ...NETWORK_POLICY_KIND,
    metadata: metadata(host, host.props.networkPolicy),
    spec: Lazy.any({ produce }),
  });
}

/**
 * What is wrong with the objects beside a workload.
 *
 * @param containers main and side containers
 */
export function companionFindings(host: CompanionHost, containers: readonly ContainerSpec[]): Finding[] {
  const { props, applies } = host;
  const { autoscaling, autoscalingMetrics, disruptionBudget, serviceAccountName } = props;
  const version = findAppContext(host.scope)?.kubernetesVersion;
  const hasMetrics = (autoscalingMetrics ?? []).length > 0;
  return [
    ...(isScalable(host.kind) ? [] : unscalable(host)),
    ...(autoscaling === undefined
      ? []
      : requestFindings(autoscaling, containers, hasMetrics, applies(Default.RESOURCES))),
    ...(autoscaling === undefined && hasMetrics ? [metricsUnused()] : []),
    ...(disruptionBudget === undefined ? [] : evictionPolicyFindings(disruptionBudget, version)),
    ...(serviceAccountName === undefined ? [] : accountNameFindings(props, serviceAccountName)),
  ];
}

function metadata(host: CompanionHost, options: ObjectOptions = {}): ApiObjectMetadata {
  const annotations = { ...host.annotations, ...options.annotations };
  return {
    name: options.name ?? host.name,
    labels: host.labelsOf(options.labels),
    annotations: Object.keys(annotations).length === 0 ? undefined : annotations,
  };
}

function accountNameFindings({ serviceAccount }: WorkloadProps, name: string): Finding[] {
  const twice: Finding = {
    code: 'service-account-twice',
    field: 'serviceAccountName',
    given: 'the name of an account beside serviceAccount',
    allowed: 'one of the two: a pod has one account',
    remedy: 'Name the account in serviceAccount.name, or define it by AppServiceAccount and give its name only.',
  };
  return [...dnsSubdomain('serviceAccountName', name), ...(serviceAccount === undefined ? [] : [twice])];
}

function unscalable({ kind, props }: CompanionHost): Finding[] {
  return SCALING_SETTINGS.filter((setting) => props[setting] !== undefined).map((setting) => ({
    code: 'scaling-unsupported',
    field: setting,
    given: `a setting for pods that are kept running, in a ${kind}`,
    allowed: `nothing: the pods of a ${kind} run to their end`,
    remedy: 'Leave it out.',
  }));
}

function metricsUnused(): Finding {
  return {
    code: 'autoscaling-metrics-unused',
    field: 'autoscalingMetrics',
    given: 'metrics without autoscaling',
    allowed: 'metrics beside autoscaling',
    remedy: 'Add autoscaling: { minReplicas, maxReplicas }, or leave the metrics out.',
  };
}
