import { CloudCluster, ClusterProvider, Cpu, Kubeconfig, NodePool, NodeShape, Size, Stage } from 'cdk8s-webapp';
import { base } from '../base';

/** A developer's minikube. */
export const local = base.environment('local', {
  stage: Stage.DEVELOPMENT,
  cluster: new CloudCluster({
    provider: ClusterProvider.MINIKUBE,
    name: 'minikube',
    kubernetesVersion: '1.28',
    nodePools: [
      new NodePool({
        name: 'minikube',
        count: 1,
        shape: NodeShape.minikube({ cpu: Cpu.units(4), memory: Size.gibibytes(8) }),
      }),
    ],
    kubeconfig: Kubeconfig.fromFile({ path: '~/.kube/config', context: 'minikube' }),
  }),
});
