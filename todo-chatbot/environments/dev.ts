import { CloudCluster, ClusterProvider, Cpu, Kubeconfig, NodePool, NodeShape, Size, Stage } from 'cdk8s-webapp';
import { base } from '../base';

/** A kind cluster: as local, but it says more, and servers outside the cluster may call it. */
export const dev = base.environment('dev', {
  stage: Stage.DEVELOPMENT,
  cluster: new CloudCluster({
    provider: ClusterProvider.KIND,
    name: 'kind',
    kubernetesVersion: '1.28',
    nodePools: [
      new NodePool({ name: 'kind', count: 1, shape: NodeShape.kind({ cpu: Cpu.units(4), memory: Size.gibibytes(8) }) }),
    ],
    kubeconfig: Kubeconfig.fromFile({ path: '~/.kube/config', context: 'kind-kind' }),
  }),
  config: {
    LOG_LEVEL: 'DEBUG',
    CORS_ORIGINS: 'http://localhost:30000,http://localhost:3000,http://localhost:8000',
  },
});
