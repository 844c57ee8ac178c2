import { Finding } from '../core/issue';
import { oneOf } from '../core/rules';
import { printable } from '../core/untrusted';

/** Who runs a cluster. */
export enum ClusterProvider {
  /** Oracle Kubernetes Engine (OKE). */
  ORACLE_CLOUD = 'Oracle Cloud',
  /** Google Kubernetes Engine (GKE), Standard mode. */
  GOOGLE_CLOUD = 'Google Cloud',
  /** Elastic Kubernetes Service (EKS). */
  AMAZON_WEB_SERVICES = 'Amazon Web Services',
  /** Azure Kubernetes Service (AKS). */
  MICROSOFT_AZURE = 'Microsoft Azure',
  /** Kubernetes in containers, on one machine. */
  KIND = 'kind',
  /** Kubernetes in a virtual machine or container, on one machine. */
  MINIKUBE = 'minikube',
  /** Any other conformant Kubernetes. */
  OTHER = 'other',
}

const MANAGED_SERVICES: ReadonlyMap<string, string> = new Map([
  [ClusterProvider.ORACLE_CLOUD, 'OKE'],
  [ClusterProvider.GOOGLE_CLOUD, 'GKE'],
  [ClusterProvider.AMAZON_WEB_SERVICES, 'EKS'],
  [ClusterProvider.MICROSOFT_AZURE, 'AKS'],
]);

/** Short name of the provider's Kubernetes service, `undefined` where the provider is no cloud that is known. */
export function managedServiceOf(provider: ClusterProvider): string | undefined {
  return MANAGED_SERVICES.get(provider);
}

/** The provider, `undefined` where it is none that is known. */
export function knownProvider(given: unknown): ClusterProvider | undefined {
  return Object.values(ClusterProvider).find((provider) => provider === given);
}

/** The provider is one that is known. */
export function clusterProviderFindings(field: string, given: unknown): Finding[] {
  return oneOf(field, printable(given), Object.values(ClusterProvider), {
    code: 'cluster-provider-unknown',
    remedy: 'Use one of ClusterProvider; OTHER stands for any conformant Kubernetes.',
  });
}
