import { showSafely } from '../../model/core/credentials';
import { listAt, textAt } from '../data';
import { Rule } from '../rule';
import { NO_PROBLEM, objectRule } from '../rule-kinds';
import { DEPLOYED } from '../severity';
import { CLUSTER_ROLE, CLUSTER_ROLE_BINDING, ROLE, ROLE_BINDING } from './kinds';

const WILD = ['apiGroups', 'resources', 'verbs'];

/** Who may do what in the cluster. */
export const RBAC_RULES: readonly Rule[] = [
  objectRule(
    {
      id: 'rbac-wildcard',
      severity: DEPLOYED,
      summary: 'Roles name what they allow, for * allows what does not exist yet too.',
      remedy: 'Name the resources and verbs that are needed: permissions of a ServiceAccount.',
      aliases: { kubeLinter: ['wildcard-in-rules'], checkov: ['CKV_K8S_49'] },
    },
    [ROLE, CLUSTER_ROLE],
    ({ manifest }) =>
      listAt(manifest, 'rules').flatMap((rule, index) =>
        WILD.filter((key) => listAt(rule, key).includes('*')).map((key) => ({
          field: `rules[${index}].${key}`,
          given: '"*"',
          allowed: `a list of ${key}`,
        })),
      ),
  ),
  objectRule(
    {
      id: 'cluster-admin-binding',
      severity: DEPLOYED,
      summary: 'Nobody is bound to cluster-admin, who may do everything.',
      remedy: 'Bind a role that allows what is needed.',
      aliases: {
        kubeLinter: ['cluster-admin-role-binding'],
        polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminClusterRole'],
      },
    },
    [CLUSTER_ROLE_BINDING, ROLE_BINDING],
    ({ manifest }) =>
      textAt(manifest, 'roleRef', 'name') === 'cluster-admin' && textAt(manifest, 'roleRef', 'kind') === 'ClusterRole'
        ? [{ field: 'roleRef.name', given: '"cluster-admin"', allowed: 'another role' }]
        : NO_PROBLEM,
  ),
  objectRule(
    {
      id: 'default-service-account-binding',
      severity: DEPLOYED,
      summary: 'No role is bound to a ServiceAccount that every pod has that names none.',
      remedy: 'Bind it to a ServiceAccount of the pods that need it.',
      aliases: { checkov: ['CKV_K8S_42'] },
    },
    [CLUSTER_ROLE_BINDING, ROLE_BINDING],
    ({ manifest }) =>
      listAt(manifest, 'subjects').flatMap((subject, index) =>
        textAt(subject, 'kind') === 'ServiceAccount' && textAt(subject, 'name') === 'default'
          ? {
              field: `subjects[${index}].name`,
              given: `"default" of namespace ${showSafely(textAt(subject, 'namespace'))}`,
              allowed: 'another ServiceAccount',
            }
          : [],
      ),
  ),
];
