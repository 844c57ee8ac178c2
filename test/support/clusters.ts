import { CloudCluster, ClusterProvider, Kubeconfig, NodePool, NodeShape } from 'cdk8s-webapp';

/** A cluster that nothing is wrong with. */
export function cluster(props: { [name: string]: unknown } = {}): CloudCluster {
  return new CloudCluster({
    provider: ClusterProvider.GOOGLE_CLOUD,
    name: 'shop',
    region: 'us-east1',
    kubernetesVersion: '1.28',
    nodePools: [new NodePool({ name: 'pool', count: 1, shape: NodeShape.gke('e2-standard-2') })],
    kubeconfig: Kubeconfig.fromFile({ path: 'kubeconfig', context: 'shop' }),
    ...props,
  });
}
