import {
  AccessMode,
  CloudCluster,
  ClusterProvider,
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

/** The rehearsal of production, on GKE. */
export const staging = base.environment('staging', {
  stage: Stage.STAGING,
  imageLock: ImageLock.read(`${__dirname}/staging.images.json`),
  cluster: new CloudCluster({
    provider: ClusterProvider.GOOGLE_CLOUD,
    name: 'staging',
    region: 'us-east1',
    kubernetesVersion: '1.28',
    nodePools: [new NodePool({ name: 'default-pool', count: 2, shape: NodeShape.gke('e2-standard-2') })],
    kubeconfig: Kubeconfig.fromPipelineSecret('KUBECONFIG_CONTENT'),
  }),
  services: {
    backend: {
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      replicas: 2,
      exposure: Exposure.ingress({ host: 'api-staging.example.com' }),
      volumes: {
        uploads: {
          volume: Volume.persistentClaim({
            size: Size.gibibytes(5),
            accessMode: AccessMode.READ_WRITE_MANY,
            storageClass: 'standard-rwx',
          }),
        },
      },
    },
    frontend: {
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      replicas: 2,
      exposure: Exposure.ingress({ host: 'staging.example.com' }),
    },
  },
});
