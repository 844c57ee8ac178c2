const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PREEMPTION_POLICIES = ['Never', 'PreemptLowerPriority'];
const PROFILES = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const RETENTION = ['Delete', 'Retain'];
const UPDATES = ['OnDelete', 'RollingUpdate'];
const HONORED = ['Honor', 'Ignore'];

/**
 * Values of fields, by definition and field: the schemas of Kubernetes name them in descriptions only. Only fields whose
 * values are the same in all versions, and that applications use.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export const ENUMS: { readonly [field: string]: readonly string[] } = {
  'apps.v1.DaemonSetUpdateStrategy.type': UPDATES,
  'apps.v1.DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': RETENTION,
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': RETENTION,
  'apps.v1.StatefulSetSpec.podManagementPolicy': ['OrderedReady', 'Parallel'],
  'apps.v1.StatefulSetUpdateStrategy.type': UPDATES,
  'autoscaling.v2.HPAScalingPolicy.type': ['Percent', 'Pods'],
  'autoscaling.v2.HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'],
  'autoscaling.v2.MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'autoscaling.v2.MetricTarget.type': ['AverageValue', 'Utilization', 'Value'],
  'batch.v1.CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'batch.v1.JobSpec.completionMode': ['Indexed', 'NonIndexed'],
  'core.v1.AppArmorProfile.type': PROFILES,
  'core.v1.Container.imagePullPolicy': PULL_POLICIES,
  'core.v1.Container.terminationMessagePolicy': ['FallbackToLogsOnError', 'File'],
  'core.v1.ContainerPort.protocol': PROTOCOLS,
  'core.v1.HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'core.v1.PersistentVolumeClaimSpec.volumeMode': ['Block', 'Filesystem'],
  'core.v1.PodSecurityContext.fsGroupChangePolicy': ['Always', 'OnRootMismatch'],
  'core.v1.PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'core.v1.PodSpec.preemptionPolicy': PREEMPTION_POLICIES,
  'core.v1.PodSpec.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'core.v1.SeccompProfile.type': PROFILES,
  'core.v1.ServicePort.protocol': PROTOCOLS,
  'core.v1.ServiceSpec.externalTrafficPolicy': ['Cluster', 'Local'],
  'core.v1.ServiceSpec.internalTrafficPolicy': ['Cluster', 'Local'],
  'core.v1.ServiceSpec.ipFamilyPolicy': ['PreferDualStack', 'RequireDualStack', 'SingleStack'],
  'core.v1.ServiceSpec.sessionAffinity': ['ClientIP', 'None'],
  'core.v1.ServiceSpec.type': ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
  'core.v1.Toleration.effect': ['NoExecute', 'NoSchedule', 'PreferNoSchedule'],
  'core.v1.TopologySpreadConstraint.nodeAffinityPolicy': HONORED,
  'core.v1.TopologySpreadConstraint.nodeTaintsPolicy': HONORED,
  'core.v1.TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'core.v1.VolumeMount.mountPropagation': ['Bidirectional', 'HostToContainer', 'None'],
  'meta.v1.LabelSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'In', 'NotIn'],
  'networking.v1.HTTPIngressPath.pathType': ['Exact', 'ImplementationSpecific', 'Prefix'],
  'networking.v1.NetworkPolicyPort.protocol': PROTOCOLS,
  'policy.v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['AlwaysAllow', 'IfHealthyBudget'],
  'scheduling.v1.PriorityClass.preemptionPolicy': PREEMPTION_POLICIES,
};
