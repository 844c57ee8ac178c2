import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { ApiKind, isOf } from '../rule-kinds';

/* The kinds that rules of this directory look at. */
export const NAMESPACE: ApiKind = { group: '', kind: 'Namespace' };
export const SERVICE: ApiKind = { group: '', kind: 'Service' };
export const SERVICE_ACCOUNT: ApiKind = { group: '', kind: 'ServiceAccount' };
export const CLAIM: ApiKind = { group: '', kind: 'PersistentVolumeClaim' };
export const LIMIT_RANGE: ApiKind = { group: '', kind: 'LimitRange' };
export const RESOURCE_QUOTA: ApiKind = { group: '', kind: 'ResourceQuota' };
export const DEPLOYMENT: ApiKind = { group: 'apps', kind: 'Deployment' };
export const STATEFUL_SET: ApiKind = { group: 'apps', kind: 'StatefulSet' };
export const DAEMON_SET: ApiKind = { group: 'apps', kind: 'DaemonSet' };
export const REPLICA_SET: ApiKind = { group: 'apps', kind: 'ReplicaSet' };
export const JOB: ApiKind = { group: 'batch', kind: 'Job' };
export const CRON_JOB: ApiKind = { group: 'batch', kind: 'CronJob' };
export const AUTOSCALER: ApiKind = { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' };
export const DISRUPTION_BUDGET: ApiKind = { group: 'policy', kind: 'PodDisruptionBudget' };
export const INGRESS: ApiKind = { group: 'networking.k8s.io', kind: 'Ingress' };
export const NETWORK_POLICY: ApiKind = { group: 'networking.k8s.io', kind: 'NetworkPolicy' };
export const GATEWAY: ApiKind = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };
export const ROLE: ApiKind = { group: 'rbac.authorization.k8s.io', kind: 'Role' };
export const CLUSTER_ROLE: ApiKind = { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' };
export const ROLE_BINDING: ApiKind = { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' };
export const CLUSTER_ROLE_BINDING: ApiKind = { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' };

/** The objects of a kind. */
export function objectsOf(scope: CheckScope, kind: ApiKind): readonly CheckedObject[] {
  const named = scope.ofKind(kind.kind);
  return named.length === 0 ? named : named.filter((object) => isOf(object, kind));
}

/** One text for a namespace and a name, to find objects by. No namespace is one of its own: that of the command. */
export function keyOf(namespace: string | undefined, ...names: readonly string[]): string {
  return names.length === 1 ? `${namespace ?? ''}/${names[0]}` : [namespace ?? '', ...names].join('/');
}
