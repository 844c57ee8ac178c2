import { CheckScope } from '../check-scope';
import { CheckedContainer, CheckedPod, ContainerRole } from '../checked-pod';
import { at, listAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule, RuleAliases } from '../rule';
import { containerRule, NO_PROBLEM } from '../rule-kinds';
import { ADVICE, RuleSeverity, STRICT } from '../severity';
import { keyOf, LIMIT_RANGE, objectsOf } from './kinds';
import { perScope } from './per-scope';

type Side = 'limits' | 'requests';

interface ResourceText {
  readonly id: string;
  readonly severity: RuleSeverity;
  readonly summary: string;
  readonly aliases: RuleAliases;
  /** @default false */
  readonly optIn?: boolean;
}

/** The Kubernetes from which on a pod can name what its containers need together. */
const POD_LEVEL_SINCE = '1.34';

/** What containers ask for, and what they get at most. */
export const RESOURCE_RULES: readonly Rule[] = [
  resourceRule('cpu', 'requests', {
    id: 'cpu-request',
    severity: STRICT,
    summary: 'Containers say how much CPU they need, so that the scheduler finds a node that has it.',
    aliases: {
      kubeLinter: ['unset-cpu-requirements'],
      kubeScore: ['container-resources'],
      polaris: ['cpuRequestsMissing'],
      checkov: ['CKV_K8S_10'],
    },
  }),
  resourceRule('cpu', 'limits', {
    id: 'cpu-limit',
    severity: STRICT,
    optIn: true,
    summary: 'Containers have a limit of CPU.',
    aliases: { kubeScore: ['container-resources'], polaris: ['cpuLimitsMissing'], checkov: ['CKV_K8S_11'] },
  }),
  resourceRule('memory', 'requests', {
    id: 'memory-request',
    severity: STRICT,
    summary: 'Containers say how much memory they need, so that the scheduler finds a node that has it.',
    aliases: { kubeScore: ['container-resources'], polaris: ['memoryRequestsMissing'], checkov: ['CKV_K8S_12'] },
  }),
  resourceRule('memory', 'limits', {
    id: 'memory-limit',
    severity: STRICT,
    summary: 'Containers have a limit of memory, so that one that leaks does not take that of its neighbours.',
    aliases: {
      kubeLinter: ['unset-memory-requirements'],
      kubeScore: ['container-resources'],
      polaris: ['memoryLimitsMissing'],
      checkov: ['CKV_K8S_13'],
    },
  }),
  resourceRule('ephemeral-storage', 'requests', {
    id: 'ephemeral-storage-request',
    severity: ADVICE,
    summary: 'Containers say how much of the disk of their node they need.',
    aliases: { kubeScore: ['container-ephemeral-storage-request-and-limit'] },
  }),
  resourceRule('ephemeral-storage', 'limits', {
    id: 'ephemeral-storage-limit',
    severity: ADVICE,
    summary: 'Containers have a limit of what they write to the disk of their node.',
    aliases: { kubeScore: ['container-ephemeral-storage-request-and-limit'] },
  }),
];

function resourceRule(resource: string, side: Side, text: ResourceText): Rule {
  const noun = side === 'limits' ? 'limit' : 'request';
  const remedy = `Set resources.${side}.${resource}: the ${noun} in resources of a workload.`;
  // Whoever wants what few want has every container looked at.
  const needs = text.optIn === true ? undefined : [Unusual.UNLIMITED];
  return containerRule({ ...text, needs, remedy }, (container, pod, scope) =>
    container.role === ContainerRole.EPHEMERAL || isNamed(container, pod, scope, resource, side)
      ? NO_PROBLEM
      : [{ field: `${container.field}.resources.${side}.${resource}`, given: 'nothing', allowed: 'an amount above 0' }],
  );
}

function isNamed(
  { spec }: CheckedContainer,
  pod: CheckedPod,
  scope: CheckScope,
  resource: string,
  side: Side,
): boolean {
  return (
    names(spec['resources'], resource, side) ||
    (resource !== 'ephemeral-storage' &&
      names(pod.spec['resources'], resource, side) &&
      scope.kubernetesVersion.isAtLeast(POD_LEVEL_SINCE)) ||
    defaultsOf(scope, pod).some((each) => names(each, resource, side))
  );
}

/** Whether the resources name the amount. A limit without a request is the request too. */
function names(resources: unknown, resource: string, side: Side): boolean {
  return (
    isAmount(at(resources, side, resource)) || (side === 'requests' && isAmount(at(resources, 'limits', resource)))
  );
}

/** What the LimitRanges of the namespace give containers that name nothing, as resources. */
function defaultsOf(scope: CheckScope, { object }: CheckedPod): readonly unknown[] {
  return limitRanges(scope).get(keyOf(object.namespace)) ?? [];
}

const limitRanges = perScope((scope) => {
  const found = new Map<string, unknown[]>();
  for (const { manifest, namespace } of objectsOf(scope, LIMIT_RANGE)) {
    const limits = listAt(manifest, 'spec', 'limits')
      .filter((each) => at(each, 'type') === 'Container')
      .map((each) => ({ requests: at(each, 'defaultRequest'), limits: at(each, 'default') }));
    const key = keyOf(namespace);
    found.set(key, [...(found.get(key) ?? []), ...limits]);
  }
  return found;
});

/** Whether the value is an amount other than 0; that it is a valid one is for the schema to say. */
function isAmount(value: unknown): boolean {
  return typeof value === 'number' ? value > 0 : typeof value === 'string' && /[1-9]/.test(value);
}
