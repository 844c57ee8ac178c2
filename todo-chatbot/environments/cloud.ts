import { Cpu, Exposure, HealthChecks, ImagePullPolicy, Size, Stage, Volume } from 'cdk8s-webapp';
import { BACKEND_RESOURCES, CONFIG, FRONTEND_HEALTH, HEALTH_CHECK, resources } from '../defaults';
import { Environment } from '../environment';

/** An Arm core of the free tier starts the backend slowly. */
const SLOW_START: HealthChecks = {
  check: HEALTH_CHECK,
  startup: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 20, timeoutSeconds: 10 },
  liveness: { initialDelaySeconds: 60, periodSeconds: 15, failureThreshold: 5, timeoutSeconds: 10 },
  readiness: { initialDelaySeconds: 30, periodSeconds: 10, failureThreshold: 5, timeoutSeconds: 10 },
};

/** Production on Oracle's free tier: one address, so the frontend's server passes /api on to the backend. */
export const cloud: Environment = {
  name: 'cloud',
  stage: Stage.PRODUCTION,
  // Not plain 1.0.0: that frontend was built with production's API address.
  imageTag: '1.0.0-cloud',
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  api: 'proxied',
  config: { ...CONFIG, emailProvider: 'gmail' },
  backend: {
    replicas: 2,
    resources: BACKEND_RESOURCES,
    health: SLOW_START,
    exposure: Exposure.clusterIp(),
    uploads: Volume.emptyDir(),
  },
  frontend: {
    replicas: 1,
    resources: resources([Cpu.millis(100), Size.mebibytes(128)], [Cpu.millis(200), Size.mebibytes(256)]),
    health: FRONTEND_HEALTH,
    exposure: Exposure.loadBalancer({ port: 80, host: 'cloud.example.com' }),
  },
};
