import type { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';
import { Autoscaling, MetricTarget, ScalingRules } from '../model/service/autoscaling';
import { resourceAmounts } from '../model/service/container-resources';
import { ContainerSpec } from './pod/container';
import { Written } from './written';

/** What an autoscaler scales. */
export interface ScaleTarget {
  /** Version of its API. */
  readonly apiVersion: string;
  /** Its kind. */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
}

/**
 * The `spec` of a HorizontalPodAutoscaler.
 *
 * @param metrics other metrics, as Kubernetes writes them
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
 */
export function autoscalerSpec(
  autoscaling: Autoscaling,
  scaleTargetRef: ScaleTarget,
  metrics: readonly Written<k8s.MetricSpecV2>[],
): Written<k8s.HorizontalPodAutoscalerSpecV2> {
  const { minReplicas, maxReplicas, cpu, memory, scaleUp, scaleDown } = autoscaling;
  const all = [
    ...(cpu === undefined ? [] : [resourceMetric('cpu', cpu)]),
    ...(memory === undefined ? [] : [resourceMetric('memory', memory)]),
    ...metrics,
  ];
  const isPlain = scaleUp === undefined && scaleDown === undefined;
  return {
    scaleTargetRef,
    minReplicas,
    maxReplicas,
    metrics: all.length === 0 ? undefined : all,
    behavior: isPlain ? undefined : { scaleUp: scalingRules(scaleUp), scaleDown: scalingRules(scaleDown) },
  };
}

/**
 * A share is one of what the containers request, so each of them requests it: else the autoscaler reports an error and
 * does nothing.
 *
 * @param containers main and side containers
 * @param hasMetrics whether there are metrics besides CPU and memory
 */
export function requestFindings(
  { cpu, memory }: Autoscaling,
  containers: readonly ContainerSpec[],
  hasMetrics: boolean,
  hasDefaults: boolean,
): Finding[] {
  const isDefault = cpu === undefined && memory === undefined && !hasMetrics;
  const wanted = [
    ...(cpu?.percent !== undefined || isDefault ? ['cpu'] : []),
    ...(memory?.percent === undefined ? [] : ['memory']),
  ];
  return wanted.flatMap((resource) =>
    containers
      .filter(({ resources, defaultResources }) => {
        const amounts = resourceAmounts(resources ?? (hasDefaults ? defaultResources : {}));
        return !amounts.some(({ name, request, limit }) => name === resource && (request ?? limit) !== undefined);
      })
      .map(({ name }) => withoutRequest(resource, name)),
  );
}

function withoutRequest(resource: string, container: string): Finding {
  return {
    code: 'autoscaling-without-request',
    field: `autoscaling.${resource}`,
    given: `a share of the request for ${resource}, and container ${container} requests none`,
    allowed: 'containers that all request it',
    remedy: `Give the container resources.${resource}.request, or use MetricTarget.averageValue(...).`,
  };
}

function resourceMetric(name: string, { percent, quantity = '' }: MetricTarget): Written<k8s.MetricSpecV2> {
  const target: Written<k8s.MetricTargetV2> =
    percent === undefined
      ? { type: 'AverageValue', averageValue: quantity }
      : { type: 'Utilization', averageUtilization: percent };
  return { type: 'Resource', resource: { name, target } };
}

function scalingRules(rules: ScalingRules | undefined): k8s.HpaScalingRulesV2 | undefined {
  return rules === undefined
    ? undefined
    : { ...rules, policies: rules.policies?.map(({ type, value, periodSeconds }) => ({ type, value, periodSeconds })) };
}
