import {
  ClusterProvider,
  clusterProviderFindings,
  knownProvider,
  managedServiceOf,
} from '../../../lib/model/cluster/cluster-provider';

describe('ClusterProvider', () => {
  it.each([
    [ClusterProvider.ORACLE_CLOUD, 'Oracle Cloud', 'OKE'],
    [ClusterProvider.GOOGLE_CLOUD, 'Google Cloud', 'GKE'],
    [ClusterProvider.AMAZON_WEB_SERVICES, 'Amazon Web Services', 'EKS'],
    [ClusterProvider.MICROSOFT_AZURE, 'Microsoft Azure', 'AKS'],
    [ClusterProvider.KIND, 'kind', undefined],
    [ClusterProvider.MINIKUBE, 'minikube', undefined],
    [ClusterProvider.OTHER, 'other', undefined],
  ])('%s has its display name and its service', (provider, name, service) => {
    expect([provider, managedServiceOf(provider)]).toEqual([name, service]);
    expect(clusterProviderFindings('provider', provider)).toEqual([]);
    expect(knownProvider(name)).toBe(provider);
  });

  it.each(['oracle', 'OKE', '', undefined, null, 1n])('refuses %p', (given) => {
    expect(clusterProviderFindings('provider', given)).toMatchObject([
      { code: 'cluster-provider-unknown', field: 'provider' },
    ]);
    expect(knownProvider(given)).toBeUndefined();
  });
});
