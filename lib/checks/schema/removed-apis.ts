/**
 * API versions that Kubernetes stopped to serve before the oldest version of the tables, as the API version, the minor
 * version without it, and its kinds.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const REMOVED = [
  'extensions/v1beta1 16 DaemonSet Deployment NetworkPolicy PodSecurityPolicy ReplicaSet',
  'extensions/v1beta1 22 Ingress',
  'apps/v1beta1 16 ControllerRevision Deployment StatefulSet',
  'apps/v1beta2 16 ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'networking.k8s.io/v1beta1 22 Ingress IngressClass',
  'admissionregistration.k8s.io/v1beta1 22 MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1beta1 22 CustomResourceDefinition',
  'apiregistration.k8s.io/v1beta1 22 APIService',
  'authentication.k8s.io/v1beta1 22 TokenReview',
  'authorization.k8s.io/v1beta1 22 LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview',
  'batch/v2alpha1 21 CronJob',
  'certificates.k8s.io/v1beta1 22 CertificateSigningRequest',
  'coordination.k8s.io/v1beta1 22 Lease',
  'rbac.authorization.k8s.io/v1alpha1 22 ClusterRole ClusterRoleBinding Role RoleBinding',
  'rbac.authorization.k8s.io/v1beta1 22 ClusterRole ClusterRoleBinding Role RoleBinding',
  'scheduling.k8s.io/v1alpha1 22 PriorityClass',
  'scheduling.k8s.io/v1beta1 22 PriorityClass',
  'storage.k8s.io/v1beta1 22 CSIDriver CSINode StorageClass VolumeAttachment',
];

/** The minor version that first had not the kind in the API version; `undefined` where it is not among those. */
export function removedBeforeTables(apiVersion: string, kind: string): number | undefined {
  for (const line of REMOVED) {
    const [version, minor, ...kinds] = line.split(' ');
    if (version === apiVersion && kinds.includes(kind)) {
      return Number(minor);
    }
  }
  return undefined;
}
