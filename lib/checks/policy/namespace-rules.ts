import { showSafely } from '../../model/core/credentials';
import { CheckScope } from '../check-scope';
import { at } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { ApiKind, NO_PROBLEM, objectRule, podRule } from '../rule-kinds';
import { ADVICE } from '../severity';
import {
  AUTOSCALER,
  CLAIM,
  CRON_JOB,
  DAEMON_SET,
  DEPLOYMENT,
  DISRUPTION_BUDGET,
  INGRESS,
  JOB,
  LIMIT_RANGE,
  NAMESPACE,
  NETWORK_POLICY,
  objectsOf,
  RESOURCE_QUOTA,
  ROLE,
  ROLE_BINDING,
  SERVICE,
  SERVICE_ACCOUNT,
  STATEFUL_SET,
} from './kinds';

const POD: ApiKind = { group: '', kind: 'Pod' };
const CONFIG_MAP: ApiKind = { group: '', kind: 'ConfigMap' };
const SECRET: ApiKind = { group: '', kind: 'Secret' };
/** Kinds of every application that live in a namespace. */
const NAMESPACED = [
  ...[CONFIG_MAP, SECRET, SERVICE_ACCOUNT, CLAIM, SERVICE, POD, DEPLOYMENT, STATEFUL_SET, DAEMON_SET, JOB, CRON_JOB],
  ...[INGRESS, NETWORK_POLICY, AUTOSCALER, DISRUPTION_BUDGET, ROLE, ROLE_BINDING],
];

/** Where objects live, and what may live there. */
export const NAMESPACE_RULES: readonly Rule[] = [
  objectRule(
    {
      id: 'default-namespace',
      needs: [Unusual.NAMESPACE],
      severity: ADVICE,
      summary: 'Objects say in which namespace they live, and it is not the one of everybody.',
      remedy: 'Set metadata.namespace: namespace of a chart.',
      aliases: { kubeLinter: ['use-namespace'], checkov: ['CKV_K8S_21'] },
    },
    NAMESPACED,
    ({ namespace = '' }) =>
      namespace === '' || namespace === 'default'
        ? [
            {
              field: 'metadata.namespace',
              given: namespace === '' ? 'nothing' : `"${namespace}"`,
              allowed: 'a namespace of the application',
            },
          ]
        : NO_PROBLEM,
  ),
  limitedRule(RESOURCE_QUOTA, {
    id: 'resource-quota',
    summary: 'A namespace has a ResourceQuota, so that one application cannot take the whole cluster.',
    remedy: 'Add a ResourceQuota: resourceQuota of a chart.',
  }),
  limitedRule(LIMIT_RANGE, {
    id: 'limit-range',
    summary: 'A namespace has a LimitRange for containers that name no resources.',
    remedy: 'Add a LimitRange: limitRange of a chart.',
  }),
  podRule(
    {
      id: 'priority-class',
      severity: ADVICE,
      optIn: true,
      summary: 'Pods say which of them make way when nodes are full.',
      remedy: 'Set priorityClassName.',
      aliases: { kubeLinter: ['priority-class-name'], polaris: ['priorityClassNotSet'] },
    },
    ({ spec, field }) => {
      const given = at(spec, 'priorityClassName');
      return typeof given === 'string' && given !== ''
        ? NO_PROBLEM
        : [
            {
              field: `${field}.priorityClassName`,
              given: given === undefined ? 'nothing' : showSafely(given),
              allowed: 'the name of a PriorityClass',
            },
          ];
    },
  ),
];

/** A namespace that is made here has an object of the kind. */
function limitedRule(kind: ApiKind, text: Pick<Rule, 'id' | 'remedy' | 'summary'>): Rule {
  return objectRule({ ...text, severity: ADVICE, optIn: true }, [NAMESPACE], ({ name }, scope: CheckScope) =>
    objectsOf(scope, kind).some(({ namespace }) => namespace === name)
      ? NO_PROBLEM
      : [{ field: 'metadata.name', given: `a namespace without a ${kind.kind}`, allowed: `one with a ${kind.kind}` }],
  );
}
