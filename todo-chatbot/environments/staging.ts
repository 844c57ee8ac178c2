import { AccessMode, Exposure, ImagePullPolicy, Size, Stage, Volume } from 'cdk8s-webapp';
import { BACKEND_HEALTH, BACKEND_RESOURCES, CONFIG, FRONTEND_HEALTH, FRONTEND_RESOURCES } from '../defaults';
import { Environment } from '../environment';

/** The rehearsal of production, on GKE. */
export const staging: Environment = {
  name: 'staging',
  stage: Stage.STAGING,
  imageTag: '1.0.0-staging',
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  api: 'direct',
  config: CONFIG,
  backend: {
    replicas: 2,
    resources: BACKEND_RESOURCES,
    health: BACKEND_HEALTH,
    exposure: Exposure.ingress({ host: 'api-staging.example.com' }),
    uploads: Volume.persistentClaim({
      size: Size.gibibytes(5),
      accessMode: AccessMode.READ_WRITE_MANY,
      storageClass: 'standard-rwx',
    }),
  },
  frontend: {
    replicas: 2,
    resources: FRONTEND_RESOURCES,
    health: FRONTEND_HEALTH,
    exposure: Exposure.ingress({ host: 'staging.example.com' }),
  },
};
