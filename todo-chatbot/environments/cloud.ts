import { Cpu, Exposure, ImageLock, ImagePullPolicy, Size, Stage } from 'cdk8s-webapp';
import { base } from '../base';
import { okeFree } from '../clusters';

/**
 * Production on Oracle's free tier. An Arm core starts the backend slowly, so the goals are what its probes can meet.
 * There is one address: the frontend's server passes /api on to the backend.
 */
export const cloud = base.environment('cloud', {
  stage: Stage.PRODUCTION,
  imageLock: ImageLock.read(`${__dirname}/cloud.images.json`),
  cluster: okeFree,
  goals: { scaleSeconds: 240, restartSeconds: 45, hangDetectionSeconds: 75 },
  config: { EMAIL_PROVIDER: 'gmail' },
  services: {
    backend: {
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      replicas: 2,
      health: {
        startup: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 20, timeoutSeconds: 10 },
        liveness: { initialDelaySeconds: 60, periodSeconds: 15, failureThreshold: 5, timeoutSeconds: 10 },
        readiness: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 5, timeoutSeconds: 10 },
      },
      exposure: Exposure.clusterIp(),
    },
    frontend: {
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
      },
      exposure: Exposure.loadBalancer({ port: 80, host: 'cloud.example.com' }),
    },
  },
});
