/**
 * Kinds in the order in which they must exist: what is referred to comes before what refers to it, so that one
 * `kubectl apply` from top to bottom finds everything in place.
 */
const APPLY_ORDER = [
  // Where everything else lives, and what makes further kinds known.
  ...['Namespace', 'CustomResourceDefinition'],
  // Classes that others name.
  ...['PriorityLevelConfiguration', 'FlowSchema', 'PriorityClass', 'RuntimeClass', 'DeviceClass', 'CSIDriver'],
  ...['StorageClass', 'VolumeAttributesClass', 'VolumeSnapshotClass', 'IngressClass', 'GatewayClass'],
  // Limits hold for what is created after them.
  ...['ResourceQuota', 'LimitRange', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  ...['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'NetworkPolicy'],
  // Who may do what.
  ...['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  // Configuration, and what makes Secrets.
  ...['Secret', 'ConfigMap', 'SealedSecret', 'ClusterSecretStore', 'SecretStore', 'ClusterExternalSecret'],
  ...['ExternalSecret', 'SecretProviderClass', 'ClusterIssuer', 'Issuer', 'Certificate'],
  // Storage.
  ...['PersistentVolume', 'PersistentVolumeClaim', 'VolumeSnapshot'],
  // Pods know by variables the Services that existed before them, and are protected from the start.
  ...['Service', 'EndpointSlice', 'Endpoints', 'PodDisruptionBudget'],
  // Workloads, and what scales them.
  ...['Pod', 'ReplicationController', 'ReplicaSet', 'DaemonSet', 'Deployment', 'StatefulSet', 'Rollout'],
  ...['HorizontalPodAutoscaler', 'VerticalPodAutoscaler', 'ScaledObject', 'Job', 'CronJob', 'ScaledJob'],
  // Traffic, when there is somebody to answer.
  ...['Gateway', 'ReferenceGrant', 'BackendTLSPolicy', 'Ingress', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'],
  ...['UDPRoute', 'APIService', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  // Who watches.
  ...['ServiceMonitor', 'PodMonitor', 'Probe', 'PrometheusRule', 'AlertmanagerConfig'],
  // Deployments of deployments.
  ...['AppProject', 'Application', 'ApplicationSet'],
];
const RANKS: ReadonlyMap<string, number> = new Map(APPLY_ORDER.map((kind, index) => [kind, index]));

/** Kinds whose objects belong to no namespace, whatever a chart writes into them. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  ...['Namespace', 'CustomResourceDefinition', 'APIService', 'Node', 'PersistentVolume', 'CSIDriver', 'DeviceClass'],
  ...['PriorityLevelConfiguration', 'FlowSchema', 'PriorityClass', 'RuntimeClass', 'StorageClass', 'IngressClass'],
  ...['VolumeAttributesClass', 'VolumeSnapshotClass', 'VolumeSnapshotContent', 'GatewayClass', 'ClusterRole'],
  ...['ClusterRoleBinding', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicy'],
  ...['MutatingAdmissionPolicyBinding', 'ClusterIssuer', 'ClusterSecretStore', 'ClusterExternalSecret'],
]);

/** The place of a kind in the order of applying; that of kinds that are not known is behind all others. */
export function applyRank(kind: string): number {
  return RANKS.get(kind) ?? APPLY_ORDER.length;
}

/** Whether objects of the kind belong to no namespace. */
export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.has(kind);
}
