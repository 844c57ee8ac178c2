import {
  AccessMode,
  CloudCluster,
  ClusterProvider,
  Cpu,
  Exposure,
  ImageLock,
  ImagePullPolicy,
  Kubeconfig,
  NodePool,
  NodeShape,
  Size,
  Stage,
  Volume,
} from 'cdk8s-webapp';
import { base } from '../base';

/** What users see, on GKE. */
export const production = base.environment('production', {
  stage: Stage.PRODUCTION,
  imageLock: ImageLock.read(`${__dirname}/production.images.json`),
  cluster: new CloudCluster({
    provider: ClusterProvider.GOOGLE_CLOUD,
    name: 'production',
    region: 'us-east1',
    kubernetesVersion: '1.28',
    nodePools: [new NodePool({ name: 'default-pool', count: 3, shape: NodeShape.gke('e2-standard-4') })],
    kubeconfig: Kubeconfig.fromPipelineSecret('KUBECONFIG_CONTENT'),
  }),
  config: { LOG_LEVEL: 'WARNING', RATE_LIMIT_PER_MINUTE: '100' },
  services: {
    backend: {
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      replicas: 3,
      resources: {
        cpu: { request: Cpu.millis(500), limit: Cpu.units(1) },
        memory: { request: Size.mebibytes(512), limit: Size.gibibytes(1) },
      },
      exposure: Exposure.ingress({ host: 'api.example.com' }),
      volumes: {
        uploads: {
          volume: Volume.persistentClaim({
            size: Size.gibibytes(20),
            accessMode: AccessMode.READ_WRITE_MANY,
            storageClass: 'standard-rwx',
          }),
        },
      },
    },
    frontend: {
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      replicas: 2,
      resources: {
        cpu: { request: Cpu.units(1), limit: Cpu.units(2) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
      },
      exposure: Exposure.ingress({ host: 'app.example.com' }),
    },
  },
});
