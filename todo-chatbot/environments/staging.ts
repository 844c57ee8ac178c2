import { AccessMode, Exposure, ImageLock, ImagePullPolicy, Size, Stage, Volume } from 'cdk8s-webapp';
import { base } from '../base';
import { gkeStaging } from '../clusters';

/** The rehearsal of production, on GKE. */
export const staging = base.environment('staging', {
  stage: Stage.STAGING,
  imageLock: ImageLock.read(`${__dirname}/staging.images.json`),
  cluster: gkeStaging,
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
