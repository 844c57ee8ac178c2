import { compareText, Manifest } from './manifest';

/**
 * Kinds in the order in which they must exist: what is referred to comes before what refers to it, so that one
 * `kubectl apply` from top to bottom finds everything in place.
 */
const ORDER = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'IngressClass',
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Service',
  'PodDisruptionBudget',
  'DaemonSet',
  'Deployment',
  'StatefulSet',
  'HorizontalPodAutoscaler',
  'Job',
  'CronJob',
  'Ingress',
];
const RANK: ReadonlyMap<string, number> = new Map(ORDER.map((kind, index) => [kind, index]));

/**
 * Sorts objects by kind as `ORDER` says, unknown kinds last, and within a kind by name, so that any order of
 * definition gives the same file.
 */
export function inApplyOrder<T extends Manifest>(manifests: readonly T[]): T[] {
  return [...manifests].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compareText(a.kind, b.kind) ||
      compareText(a.apiVersion, b.apiVersion) ||
      compareText(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
      compareText(a.metadata.name, b.metadata.name),
  );
}

function rank({ kind }: Manifest): number {
  return RANK.get(kind) ?? ORDER.length;
}
