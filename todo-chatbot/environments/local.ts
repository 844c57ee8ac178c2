import { Exposure, ImagePullPolicy, Stage, Volume } from 'cdk8s-webapp';
import { BACKEND_HEALTH, BACKEND_RESOURCES, CONFIG, FRONTEND_HEALTH, FRONTEND_RESOURCES } from '../defaults';
import { Environment } from '../environment';

/** A developer's minikube. */
export const local: Environment = {
  name: 'local',
  stage: Stage.DEVELOPMENT,
  imageTag: 'latest',
  imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
  api: 'direct',
  config: CONFIG,
  backend: {
    replicas: 1,
    resources: BACKEND_RESOURCES,
    health: BACKEND_HEALTH,
    // kubectl port-forward service/backend-service 8000
    exposure: Exposure.clusterIp({ host: 'localhost' }),
    uploads: Volume.emptyDir(),
  },
  frontend: {
    replicas: 1,
    resources: FRONTEND_RESOURCES,
    health: FRONTEND_HEALTH,
    exposure: Exposure.nodePort({ nodePort: 30000, host: 'localhost' }),
  },
};
