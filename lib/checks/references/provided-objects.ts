import { CloudCluster } from '../../model/cluster/cloud-cluster';
import { ClusterProvider } from '../../model/cluster/cluster-provider';

/** Names of objects by their kind. */
interface Names {
  readonly [kind: string]: readonly string[];
}

/** What every conformant cluster has. What belongs to a namespace is in every one. */
const EVERYWHERE: Names = {
  ClusterRole: ['admin', 'cluster-admin', 'edit', 'view'],
  ConfigMap: ['kube-root-ca.crt'],
  Namespace: ['default', 'kube-node-lease', 'kube-public', 'kube-system'],
  PriorityClass: ['system-cluster-critical', 'system-node-critical'],
  ServiceAccount: ['default'],
};

/** What clusters of a provider have by what the provider itself offers, its add-ons included. */
const BY_PROVIDER: ReadonlyMap<ClusterProvider, Names> = new Map<ClusterProvider, Names>([
  [
    ClusterProvider.GOOGLE_CLOUD,
    {
      // There is no IngressClass: the controller of GKE reads an annotation, and passes over Ingresses that name a class.
      GatewayClass: [
        'gke-l7-global-external-managed',
        'gke-l7-global-external-managed-mc',
        'gke-l7-gxlb',
        'gke-l7-gxlb-mc',
        'gke-l7-regional-external-managed',
        'gke-l7-regional-external-managed-mc',
        'gke-l7-rilb',
        'gke-l7-rilb-mc',
      ],
      RuntimeClass: ['gvisor'],
      StorageClass: [
        'enterprise-multishare-rwx',
        'enterprise-rwx',
        'premium-rwo',
        'premium-rwx',
        'standard',
        'standard-rwo',
        'standard-rwx',
        'zonal-rwx',
      ],
    },
  ],
  [ClusterProvider.AMAZON_WEB_SERVICES, { IngressClass: ['alb'], StorageClass: ['gp2', 'gp3'] }],
  [
    ClusterProvider.MICROSOFT_AZURE,
    {
      IngressClass: ['azure-application-gateway', 'webapprouting.kubernetes.azure.com'],
      StorageClass: [
        'azurefile',
        'azurefile-csi',
        'azurefile-csi-premium',
        'azurefile-premium',
        'default',
        'managed',
        'managed-csi',
        'managed-csi-premium',
        'managed-premium',
      ],
    },
  ],
  [ClusterProvider.ORACLE_CLOUD, { StorageClass: ['oci', 'oci-bv'] }],
  [ClusterProvider.KIND, { StorageClass: ['standard'] }],
  [ClusterProvider.MINIKUBE, { IngressClass: ['nginx'], StorageClass: ['standard'] }],
]);

/** Begins the names of what Kubernetes itself is given. */
const SYSTEM_ROLE = 'system:';

/** Names of the objects of a kind that a cluster has by itself. */
export function providedNames(kind: string, cluster: CloudCluster | undefined): readonly string[] {
  const own = cluster === undefined ? undefined : BY_PROVIDER.get(cluster.provider);
  return [...namesIn(EVERYWHERE, kind), ...namesIn(own, kind)];
}

/** A kind can be called like something that every object of JavaScript has. */
function namesIn(names: Names = {}, kind: string): readonly string[] {
  return Object.hasOwn(names, kind) ? (names[kind] ?? []) : [];
}

/** Whether every cluster has the object, or may have it by itself. */
export function isProvided(kind: string, name: string, cluster: CloudCluster | undefined): boolean {
  return (kind === 'ClusterRole' && name.startsWith(SYSTEM_ROLE)) || providedNames(kind, cluster).includes(name);
}
