import { RuleAliases } from '../rule';

/** A kind that is referred to, and the rule that says that the object must be there. */
export interface ReferredKind {
  /** Id of the rule. */
  readonly id: string;
  readonly kind: string;
  /** What to do where there is none. */
  readonly remedy: string;
  /** @default - other programs have no such rule */
  readonly aliases?: RuleAliases;
}

const declare = (factory: string) => `Correct the name, or declare it: external: [ExternalObject.${factory}(...)].`;
const provide = (factory: string) =>
  `Correct the name, or say that the cluster provides it: provides: [ExternalObject.${factory}(...)].`;

/** Kinds of a namespace. */
export const NAMESPACED_KINDS: readonly ReferredKind[] = [
  {
    id: 'nonexistent-config-map',
    kind: 'ConfigMap',
    remedy: 'Define it by AppConfig; where somebody else makes it, use AppConfig.fromConfigMapName.',
    aliases: { kubeLinter: ['env-value-from'] },
  },
  {
    id: 'nonexistent-secret',
    kind: 'Secret',
    remedy: 'Make it by AppSecrets; where somebody else does, use AppSecrets.fromSecretName or declare it in external.',
    aliases: { kubeLinter: ['env-value-from'] },
  },
  {
    id: 'nonexistent-service-account',
    kind: 'ServiceAccount',
    remedy: 'Define it by AppServiceAccount, or declare it: external: [ExternalObject.serviceAccount(...)].',
    aliases: { kubeLinter: ['non-existent-service-account'] },
  },
  {
    id: 'nonexistent-claim',
    kind: 'PersistentVolumeClaim',
    remedy: 'Define it by PersistentClaim; where somebody else makes it, use Volume.existingClaim.',
  },
  {
    id: 'nonexistent-service',
    kind: 'Service',
    remedy: declare('service'),
    aliases: {
      kubeLinter: ['dangling-ingress'],
      kubeScore: ['ingress-targets-service', 'statefulset-has-servicename'],
    },
  },
  {
    id: 'nonexistent-role',
    kind: 'Role',
    remedy: "Define it, or declare it: external: [ExternalObject.of('Role', ...)].",
  },
  { id: 'nonexistent-gateway', kind: 'Gateway', remedy: declare('gateway') },
  { id: 'nonexistent-issuer', kind: 'Issuer', remedy: declare('issuer') },
  { id: 'nonexistent-secret-store', kind: 'SecretStore', remedy: declare('secretStore') },
  {
    id: 'nonexistent-secret-provider-class',
    kind: 'SecretProviderClass',
    remedy: 'Make it by AppSecrets.csi, or correct the name.',
  },
];

/** Kinds of the whole cluster. */
export const CLUSTER_KINDS: readonly ReferredKind[] = [
  { id: 'nonexistent-ingress-class', kind: 'IngressClass', remedy: provide('ingressClass') },
  { id: 'nonexistent-storage-class', kind: 'StorageClass', remedy: provide('storageClass') },
  { id: 'nonexistent-priority-class', kind: 'PriorityClass', remedy: provide('priorityClass') },
  { id: 'nonexistent-runtime-class', kind: 'RuntimeClass', remedy: provide('runtimeClass') },
  { id: 'nonexistent-cluster-role', kind: 'ClusterRole', remedy: provide('clusterRole') },
  { id: 'nonexistent-gateway-class', kind: 'GatewayClass', remedy: provide('gatewayClass') },
  { id: 'nonexistent-cluster-issuer', kind: 'ClusterIssuer', remedy: provide('clusterIssuer') },
  { id: 'nonexistent-cluster-secret-store', kind: 'ClusterSecretStore', remedy: provide('clusterSecretStore') },
  {
    id: 'nonexistent-persistent-volume',
    kind: 'PersistentVolume',
    remedy:
      "Correct the name, or say that the cluster provides it: provides: [ExternalObject.of('PersistentVolume', ...)].",
  },
];
