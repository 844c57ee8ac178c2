import { at, listAt, mappingAt } from '../data';
import { Unusual } from '../glance/sign';
import { selects } from '../label-selection';
import { Rule } from '../rule';
import { isOf, NO_PROBLEM, objectRule, podRule } from '../rule-kinds';
import { ADVICE, DEPLOYED } from '../severity';
import { exclusiveVolumes } from './claims';
import { AUTOSCALER, DEPLOYMENT, STATEFUL_SET } from './kinds';
import { autoscalerOf, replicasOf } from './replicas';
import { services } from './selections';

const TERMS = [
  ['requiredDuringSchedulingIgnoredDuringExecution'],
  ['preferredDuringSchedulingIgnoredDuringExecution', 'podAffinityTerm'],
] as const;

/** Whether an application answers while one of its pods, or a node, is away. */
export const AVAILABILITY_RULES: readonly Rule[] = [
  podRule(
    {
      id: 'single-replica',
      needs: [Unusual.REPLICAS],
      severity: ADVICE,
      summary: 'Deployments behind a Service run two pods or more.',
      remedy: 'Set replicas to 2 or more, or add autoscaling.',
      aliases: {
        kubeLinter: ['minimum-three-replicas'],
        kubeScore: ['deployment-replicas'],
        polaris: ['deploymentMissingReplicas'],
      },
    },
    (pod, scope) => {
      const replicas = isOf(pod.object, DEPLOYMENT) ? replicasOf(scope, pod.object) : undefined;
      const isAlone = replicas !== undefined && replicas.autoscaler === undefined && replicas.maximum === 1;
      // A volume that only one pod can hold leaves no choice.
      return isAlone && services(scope).selecting(pod).length > 0 && exclusiveVolumes(scope, pod).length === 0
        ? [{ field: 'spec.replicas', given: '1', allowed: '2 or more: nobody answers while the one pod is moved' }]
        : NO_PROBLEM;
    },
  ),
  objectRule(
    {
      id: 'autoscaler-minimum',
      severity: ADVICE,
      summary: 'Autoscalers keep two pods or more.',
      remedy: 'Set minReplicas to 2 or more: autoscaling of a workload.',
      aliases: {
        kubeLinter: ['hpa-minimum-three-replicas'],
        kubeScore: ['horizontalpodautoscaler-replicas'],
        polaris: ['hpaMinAvailability'],
      },
    },
    [AUTOSCALER],
    ({ manifest }) => {
      const minimum = at(manifest, 'spec', 'minReplicas') ?? 1;
      return typeof minimum === 'number' && minimum < 2
        ? [{ field: 'spec.minReplicas', given: String(minimum), allowed: '2 or more' }]
        : NO_PROBLEM;
    },
  ),
  objectRule(
    {
      id: 'replicas-with-autoscaler',
      needs: [Unusual.REPLICAS],
      severity: DEPLOYED,
      summary: 'Objects that an autoscaler scales name no number of replicas, for each apply would reset it.',
      remedy: 'Remove replicas.',
      aliases: { kubeScore: ['deployment-targeted-by-hpa-does-not-have-replicas-configured'] },
    },
    [DEPLOYMENT, STATEFUL_SET],
    (object, scope) => {
      const given = at(object.manifest, 'spec', 'replicas');
      const autoscaler = typeof given === 'number' ? autoscalerOf(scope, object) : undefined;
      return autoscaler === undefined
        ? NO_PROBLEM
        : [
            {
              field: 'spec.replicas',
              given: String(given),
              allowed: `nothing, for HorizontalPodAutoscaler ${autoscaler.name} sets it`,
            },
          ];
    },
  ),
  podRule(
    {
      id: 'rolling-update',
      needs: ['strategy'],
      severity: ADVICE,
      summary: 'Deployments behind a Service replace their pods one after the other.',
      remedy: 'Set strategy.type to RollingUpdate: rollout of a workload.',
      aliases: { kubeLinter: ['no-rolling-update-strategy'], kubeScore: ['deployment-strategy'] },
    },
    (pod, scope) => {
      const { object } = pod;
      const isRecreated = isOf(object, DEPLOYMENT) && at(object.manifest, 'spec', 'strategy', 'type') === 'Recreate';
      // The old pod must let go of a volume that only one node can hold before the new one starts.
      return isRecreated && services(scope).selecting(pod).length > 0 && exclusiveVolumes(scope, pod).length === 0
        ? [{ field: 'spec.strategy.type', given: '"Recreate"', allowed: 'RollingUpdate' }]
        : NO_PROBLEM;
    },
  ),
  podRule(
    {
      id: 'replicas-not-spread',
      needs: [Unusual.REPLICAS],
      severity: ADVICE,
      summary: 'Pods of one object are spread over nodes.',
      remedy: 'Add podAntiAffinity or topologySpreadConstraints that select the pods themselves.',
      aliases: {
        kubeLinter: ['no-anti-affinity'],
        kubeScore: ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
        polaris: ['topologySpreadConstraint'],
      },
    },
    ({ object, spec, metadata, field }, scope) => {
      const replicas = replicasOf(scope, object);
      return replicas === undefined || replicas.maximum < 2 || isSpread(spec, mappingAt(metadata, 'labels'))
        ? NO_PROBLEM
        : [
            {
              field: `${field}.affinity.podAntiAffinity`,
              given: `nothing that keeps up to ${replicas.maximum} pods apart`,
              allowed: 'a rule about the pods themselves: else one node may hold them all',
            },
          ];
    },
  ),
];

/** Whether the pod asks to be kept away from others like it. */
function isSpread(spec: unknown, labels: { readonly [key: string]: unknown }): boolean {
  const constraints = listAt(spec, 'topologySpreadConstraints');
  const terms = TERMS.flatMap(([list, ...keys]) =>
    listAt(spec, 'affinity', 'podAntiAffinity', list).map((term) => mappingAt(term, ...keys)),
  );
  return [...constraints, ...terms].some((each) => {
    const selector = at(each, 'labelSelector');
    return selector !== undefined && selector !== null && selects(selector, labels);
  });
}
