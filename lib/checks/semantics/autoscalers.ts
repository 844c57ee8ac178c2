import { showWithoutValue } from '../../model/core/rules';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { ContainerRole } from '../checked-pod';
import { at, isSetAt, listAt, numberAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { all, inList, NO_PROBLEM, objectRule, Problem } from '../rule-kinds';
import { AUTOSCALER, DISRUPTION_BUDGET } from './api-kinds';
import { amountProblems } from './workloads';

const range = objectRule(
  {
    id: 'autoscaler-range',
    summary: 'An autoscaler has at least one pod, and no more as its least than as its most.',
    remedy: 'Lower minReplicas or raise maxReplicas.',
  },
  [AUTOSCALER],
  ({ manifest }) => {
    const least = numberAt(manifest, 'spec', 'minReplicas') ?? 1;
    const most = numberAt(manifest, 'spec', 'maxReplicas');
    // Zero is a feature gate, for metrics that do not come from the pods.
    const metrics = listAt(manifest, 'spec', 'metrics').map((metric) => at(metric, 'type'));
    const mayBeNone = metrics.includes('External') || metrics.includes('Object');
    return all(
      least < 0 || (least === 0 && !mayBeNone)
        ? [{ field: 'spec.minReplicas', given: String(least), allowed: 'at least 1' }]
        : NO_PROBLEM,
      most !== undefined && most < Math.max(1, least)
        ? [{ field: 'spec.maxReplicas', given: String(most), allowed: `at least ${Math.max(1, least)}` }]
        : NO_PROBLEM,
    );
  },
);

/** A metric of the autoscaler that compares with what containers request. */
interface Share {
  readonly field: string;
  readonly resource: string;
  /** @default - all containers */
  readonly container?: string;
}

const metricWithoutRequest = objectRule(
  {
    id: 'autoscaler-without-request',
    summary: 'Where an autoscaler counts in percent of the request, the containers of its target have one.',
    remedy: 'Give every container a request, or use an averageValue as target.',
  },
  [AUTOSCALER],
  (object, scope) => {
    const shares = sharesOf(object);
    const pod = shares.length === 0 ? undefined : targetOf(object, scope);
    return pod === undefined
      ? NO_PROBLEM
      : shares.flatMap(({ field, resource, container }) => {
          const counted = pod.containers.filter(
            ({ role, isSidecar, name }) =>
              (role === ContainerRole.MAIN || isSidecar) && (container === undefined || name === container),
          );
          const without = counted.filter(
            ({ spec }) =>
              !isSetAt(spec, 'resources', 'requests', resource) &&
              // A limit without a request is the request.
              !isSetAt(spec, 'resources', 'limits', resource),
          );
          return without.map(({ name }) => ({
            field,
            given: `a share of the ${showWithoutValue(resource)} request, which container ${showWithoutValue(name)} has not`,
            allowed: 'resources that all containers request',
          }));
        });
  },
);

function sharesOf({ manifest }: CheckedObject): Share[] {
  const metrics = listAt(manifest, 'spec', 'metrics');
  if (metrics.length === 0 && isSetAt(manifest, 'spec')) {
    // What Kubernetes does by default; autoscaling/v1 has a field for it.
    return [{ field: 'spec', resource: 'cpu' }];
  }
  return metrics.flatMap((metric, index) => {
    const key = at(metric, 'type') === 'ContainerResource' ? 'containerResource' : 'resource';
    const resource = textAt(metric, key, 'name');
    const isShare = at(metric, key, 'target', 'type') === 'Utilization';
    return isShare && resource !== undefined
      ? [{ field: `spec.metrics[${index}].${key}.target`, resource, container: textAt(metric, key, 'container') }]
      : [];
  });
}

function targetOf({ manifest, namespace }: CheckedObject, scope: CheckScope) {
  const target = at(manifest, 'spec', 'scaleTargetRef');
  const [kind, name] = [textAt(target, 'kind') ?? '', textAt(target, 'name')];
  const object = scope.ofKind(kind).find((each) => each.name === name && each.namespace === namespace);
  return object === undefined ? undefined : scope.pods.find((pod) => pod.object === object);
}

/** What a metric is compared with, by its type, and the field that describes it. */
const METRIC_FIELDS: ReadonlyMap<string, string> = new Map([
  ['Resource', 'resource'],
  ['ContainerResource', 'containerResource'],
  ['Pods', 'pods'],
  ['Object', 'object'],
  ['External', 'external'],
]);

const metricSource = objectRule(
  {
    id: 'autoscaler-metric',
    summary: 'A metric has the field of its type and one target.',
    remedy: 'Give the field that the type names, with averageUtilization, averageValue or value.',
  },
  [AUTOSCALER],
  ({ manifest }) =>
    inList(at(manifest, 'spec', 'metrics'), (metric, index): readonly Problem[] => {
      const type = textAt(metric, 'type') ?? '';
      const key = METRIC_FIELDS.get(type);
      const field = `spec.metrics[${index}]`;
      if (key === undefined) {
        return NO_PROBLEM;
      }
      if (!isSetAt(metric, key)) {
        return [{ field: `${field}.${key}`, given: 'nothing', allowed: `what type ${type} measures` }];
      }
      const target = at(metric, key, 'target');
      const targets = ['averageUtilization', 'averageValue', 'value'].filter((each) => isSetAt(target, each));
      return targets.length === 1 || target === undefined
        ? NO_PROBLEM
        : [
            {
              field: `${field}.${key}.target`,
              given: targets.join(' and ') || 'no amount',
              allowed: 'one of averageUtilization, averageValue and value',
            },
          ];
    }),
);

const disruptionBudget = objectRule(
  {
    id: 'disruption-budget-fields',
    needs: [Unusual.EVICTION],
    summary: 'A disruption budget says either how many pods stay or how many may go.',
    remedy: 'Give minAvailable or maxUnavailable.',
    aliases: { kubeScore: ['poddisruptionbudget-has-policy'] },
  },
  [DISRUPTION_BUDGET],
  ({ manifest }) => {
    const spec = at(manifest, 'spec');
    const given = ['minAvailable', 'maxUnavailable'].filter((key) => isSetAt(spec, key));
    return all(
      given.length === 1 || !isSetAt(manifest, 'spec')
        ? NO_PROBLEM
        : [
            {
              field: 'spec',
              given: given.join(' and ') || 'neither',
              allowed: 'one of minAvailable and maxUnavailable',
            },
          ],
      given.flatMap((key) => amountProblems(`spec.${key}`, at(spec, key), 100)),
    );
  },
);

export const AUTOSCALER_RULES: readonly Rule[] = [range, metricWithoutRequest, metricSource, disruptionBudget];
