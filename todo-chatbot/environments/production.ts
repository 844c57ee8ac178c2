import { AccessMode, Cpu, Exposure, ImageLock, ImagePullPolicy, Size, Stage, Volume } from 'cdk8s-webapp';
import { base } from '../base';
import { gkeProduction } from '../clusters';

/** What users see, on GKE. */
export const production = base.environment('production', {
  stage: Stage.PRODUCTION,
  imageLock: ImageLock.read(`${__dirname}/production.images.json`),
  cluster: gkeProduction,
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
