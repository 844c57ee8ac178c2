import { AccessMode, Cpu, Exposure, ImagePullPolicy, Size, Stage, Volume } from 'cdk8s-webapp';
import { BACKEND_HEALTH, CONFIG, FRONTEND_HEALTH, resources } from '../defaults';
import { Environment } from '../environment';

/** What users see, on GKE. */
export const production: Environment = {
  name: 'production',
  stage: Stage.PRODUCTION,
  imageTag: '1.0.0',
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  api: 'direct',
  config: { ...CONFIG, logLevel: 'WARNING', rateLimitPerMinute: 100 },
  backend: {
    replicas: 3,
    resources: resources([Cpu.millis(500), Size.mebibytes(512)], [Cpu.units(1), Size.gibibytes(1)]),
    health: BACKEND_HEALTH,
    exposure: Exposure.ingress({ host: 'api.example.com' }),
    uploads: Volume.persistentClaim({
      size: Size.gibibytes(20),
      accessMode: AccessMode.READ_WRITE_MANY,
      storageClass: 'standard-rwx',
    }),
  },
  frontend: {
    replicas: 2,
    resources: resources([Cpu.units(1), Size.gibibytes(1)], [Cpu.units(2), Size.gibibytes(2)]),
    health: FRONTEND_HEALTH,
    exposure: Exposure.ingress({ host: 'app.example.com' }),
  },
};
