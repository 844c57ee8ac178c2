import { CloudCluster, ClusterProvider, Cpu, Kubeconfig, NodePool, NodeShape, Size } from 'cdk8s-webapp';

const KUBERNETES = '1.28';
const LAPTOP = { cpu: Cpu.units(4), memory: Size.gibibytes(8) };
const pipelineKubeconfig = Kubeconfig.fromPipelineSecret('KUBECONFIG_CONTENT');

const nodes = (count: number, shape: NodeShape) => [new NodePool({ name: 'default-pool', count, shape })];
const localKubeconfig = (context: string) => Kubeconfig.fromFile({ path: '~/.kube/config', context });

export const minikube = new CloudCluster({
  provider: ClusterProvider.MINIKUBE,
  name: 'minikube',
  kubernetesVersion: KUBERNETES,
  nodePools: nodes(1, NodeShape.minikube(LAPTOP)),
  kubeconfig: localKubeconfig('minikube'),
});

export const kind = new CloudCluster({
  provider: ClusterProvider.KIND,
  name: 'kind',
  kubernetesVersion: KUBERNETES,
  nodePools: nodes(1, NodeShape.kind(LAPTOP)),
  kubeconfig: localKubeconfig('kind-kind'),
});

export const gkeStaging = new CloudCluster({
  provider: ClusterProvider.GOOGLE_CLOUD,
  name: 'staging',
  region: 'us-east1',
  kubernetesVersion: KUBERNETES,
  nodePools: nodes(2, NodeShape.gke('e2-standard-2')),
  kubeconfig: pipelineKubeconfig,
});

export const gkeProduction = new CloudCluster({
  provider: ClusterProvider.GOOGLE_CLOUD,
  name: 'production',
  region: 'us-east1',
  kubernetesVersion: KUBERNETES,
  nodePools: nodes(3, NodeShape.gke('e2-standard-4')),
  kubeconfig: pipelineKubeconfig,
});

/** Oracle's free tier: Arm nodes. */
export const okeFree = new CloudCluster({
  provider: ClusterProvider.ORACLE_CLOUD,
  name: 'todo-chatbot-cluster',
  region: 'us-ashburn-1',
  kubernetesVersion: KUBERNETES,
  nodePools: nodes(2, NodeShape.oracleA1Flex({ ocpus: 1, memoryGib: 6 })),
  kubeconfig: pipelineKubeconfig,
  freeTier: true,
});
