import type { k8s } from 'cdk8s-plus-28';
import { CloudCluster } from '../model/cluster/cloud-cluster';
import { NodeResources } from '../model/cluster/node-resources';
import { Finding } from '../model/core/issue';
import { nanos } from '../model/core/quantity';
import { map, record, text } from '../model/core/reading';
import { showWithoutValue } from '../model/core/rules';
import { within } from '../model/core/validated';
import {
  ContainerResources,
  DEFAULT_RESOURCES,
  ResourceAmounts,
  resourceAmounts,
  resourceFindings,
} from '../model/service/container-resources';
import { OBJECT_OPTIONS, objectOptionFindings, ObjectOptions } from '../model/service/object-options';
import { resourcesReader } from '../model/service/service-reading';
import { Written } from './written';

/**
 * How much all pods of the namespace may ask for together: a ResourceQuota.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export interface ResourceQuotaOptions extends ObjectOptions {
  /**
   * Amounts by their names, such as `requests.cpu: '2'` or `count/secrets: '50'`. They are laid over those of the cluster.
   * @default - what the nodes of the cluster offer to pods: requests of CPU, memory and, where known, storage; pods
   */
  readonly hard?: { [name: string]: string };
}

/**
 * What a container gets that asks for nothing, and how much each may ask for: a LimitRange.
 *
 * @see https://kubernetes.io/docs/concepts/policy/limit-range/
 */
export interface LimitRangeOptions extends ObjectOptions {
  /**
   * Requests and limits of a container that names none.
   * @default - those of this library: 250m to 500m CPU, 256Mi to 512Mi memory
   */
  readonly defaults?: ContainerResources;
  /**
   * Least that a container requests, and most of its limit.
   * @default - no bounds
   */
  readonly bounds?: ContainerResources;
}

/** Reads a quota. */
export const resourceQuotaReader = record({ ...OBJECT_OPTIONS, hard: map(text) });
/** Reads a range. */
export const limitRangeReader = record({ ...OBJECT_OPTIONS, defaults: resourcesReader, bounds: resourcesReader });

/** The amounts of a quota. */
export function quotaHard(
  { hard = {} }: ResourceQuotaOptions,
  cluster: CloudCluster | undefined,
): { [name: string]: string } {
  return { ...(cluster === undefined ? {} : capacity(cluster)), ...hard };
}

/** What the nodes of a cluster offer to pods together, as a quota names it. */
function capacity(cluster: CloudCluster): { [name: string]: string } {
  const pools = cluster.allocatable().map(({ total }) => total);
  const sum = (amount: (resources: NodeResources) => number) => pools.reduce((all, pool) => all + amount(pool), 0);
  const isDiskKnown = pools.every(({ ephemeralStorageBytes }) => ephemeralStorageBytes !== undefined);
  return {
    'requests.cpu': `${sum(({ cpuMillis }) => cpuMillis)}m`,
    'requests.memory': `${sum(({ memoryBytes }) => memoryBytes)}`,
    ...(isDiskKnown
      ? { 'requests.ephemeral-storage': `${sum(({ ephemeralStorageBytes = 0 }) => ephemeralStorageBytes)}` }
      : {}),
    pods: `${sum(({ pods }) => pods)}`,
  };
}

/** The `spec` of a LimitRange. */
export function limitRangeSpec({
  defaults = DEFAULT_RESOURCES,
  bounds = {},
}: LimitRangeOptions): Written<k8s.LimitRangeSpec> {
  const [own, outer] = [resourceAmounts(defaults), resourceAmounts(bounds)];
  return {
    limits: [
      {
        type: 'Container',
        defaultRequest: amounts(own, ({ request }) => request),
        default: amounts(own, ({ limit }) => limit),
        min: amounts(outer, ({ request }) => request),
        max: amounts(outer, ({ limit }) => limit),
      },
    ],
  };
}

/** Amounts are amounts, and there are some. */
export function quotaFindings(options: ResourceQuotaOptions, cluster: CloudCluster | undefined): Finding[] {
  const hard = quotaHard(options, cluster);
  const wrong = Object.entries(hard).filter(([, amount]) => nanos(amount) === undefined);
  return [
    ...objectOptionFindings(options),
    ...wrong.map(([name, amount]) => ({
      code: 'quota-amount-invalid',
      field: `hard.${name}`,
      given: showWithoutValue(amount),
      allowed: 'an amount in Kubernetes notation, such as 2, 500m or 4Gi',
      remedy: 'Correct the amount.',
    })),
    ...(Object.keys(hard).length === 0 ? [emptyQuota()] : []),
  ];
}

/** Amounts are amounts, and the defaults lie within the bounds. */
export function limitRangeFindings(options: LimitRangeOptions): Finding[] {
  const { defaults = DEFAULT_RESOURCES, bounds = {} } = options;
  const wrong = [...resourceFindings('defaults', defaults), ...resourceFindings('bounds', bounds)];
  const given = resourceAmounts(defaults);
  return [
    ...objectOptionFindings(options),
    ...wrong,
    ...(wrong.length > 0
      ? []
      : resourceAmounts(bounds).flatMap((bound) =>
          within(
            'defaults',
            given.filter(({ name }) => name === bound.name).flatMap((own) => boundFindings(own, bound)),
          ),
        )),
  ];
}

/** A container without a limit gets that of the range, which Kubernetes refuses below the container's own request. */
export function limitlessFindings(
  { defaults = DEFAULT_RESOURCES }: LimitRangeOptions,
  pod: Written<k8s.PodTemplateSpec>,
) {
  const limits = new Map(resourceAmounts(defaults).map(({ name, limit = '' }) => [name, limit]));
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  return containers.flatMap(({ name, resources: { requests = {}, limits: own = {} } = {} }) =>
    Object.entries(requests)
      .filter(([resource, request]) => {
        const limit = nanos(limits.get(resource) ?? '');
        return own[resource] === undefined && limit !== undefined && limit < (nanos(String(request)) ?? 0n);
      })
      .map(([resource, request]) => ({
        code: 'limit-range-below-request',
        field: 'resources',
        given: `${resource} of ${request} in container ${name}, without a limit`,
        allowed: `at most ${limits.get(resource)}, the limit that the LimitRange of the namespace gives it`,
        remedy: 'Give the container a limit, or the LimitRange a larger default.',
      })),
  );
}

function boundFindings(own: ResourceAmounts, bound: ResourceAmounts): Finding[] {
  const amount = (given: string | undefined) => (given === undefined ? undefined : nanos(given));
  const [request, limit] = [amount(own.request ?? own.limit), amount(own.limit)];
  const [min, max] = [amount(bound.request), amount(bound.limit)];
  const isBelow = min !== undefined && request !== undefined && request < min;
  const isAbove = max !== undefined && limit !== undefined && limit > max;
  const finding = (part: string, given: string | undefined, allowed: string): Finding => ({
    code: 'limit-range-contradicts',
    field: `${own.field}.${part}`,
    given: String(given),
    allowed,
    remedy: 'Every pod that relies on the default would be refused: change the default or the bounds.',
  });
  return [
    ...(isBelow ? [finding('request', own.request ?? own.limit, `at least ${bound.request}, the lower bound`)] : []),
    ...(isAbove ? [finding('limit', own.limit, `at most ${bound.limit}, the upper bound`)] : []),
  ];
}

function amounts(
  all: readonly ResourceAmounts[],
  pick: (amounts: ResourceAmounts) => string | undefined,
): { [name: string]: string } | undefined {
  const entries = all.flatMap((each): [string, string][] => {
    const amount = pick(each);
    return amount === undefined ? [] : [[each.name, amount]];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function emptyQuota(): Finding {
  const [allowed, remedy] = ['amounts, or a cluster whose nodes are known', 'Give hard, or the cluster of the chart.'];
  return { code: 'quota-empty', field: 'hard', given: 'nothing, and no cluster', allowed, remedy };
}
