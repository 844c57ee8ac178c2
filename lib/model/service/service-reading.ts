import { boolean, instance, list, map, number, Reader, Readers, record, text } from '../core/reading';
import { hasMethods } from '../core/untrusted';
import { networkAccessReader } from '../network/network-rule';
import { autoscalingReader } from './autoscaling';
import { disruptionBudgetReader } from './disruption-budget';

const cpu = instance('an amount such as Cpu.millis(250)', ({ amount }) => typeof amount === 'string');
/** Reads an amount of memory or storage. */
export const sizeReader = instance('an amount such as Size.mebibytes(256)', (value) => hasMethods(value, ['asString']));
const check = instance('a HealthCheck', (value) => hasMethods(value, ['findings']) && 'https' in value);
const probe = record({
  check,
  initialDelaySeconds: number,
  periodSeconds: number,
  timeoutSeconds: number,
  failureThreshold: number,
  successThreshold: number,
  enabled: boolean,
  allowSlowAnswers: boolean,
});
const volume = instance('a Volume', (value) => hasMethods(value, ['findings']) && 'isExclusive' in value);

const MOUNT: Readers = { path: text, subPath: text, subPathExpr: text, readOnly: boolean };
const SHARED_MOUNT: Readers = { ...MOUNT, alsoAt: list(record(MOUNT)) };
/** Reads where volumes of other containers appear, by their names. */
export const sharedVolumesReader: Reader = map(record(SHARED_MOUNT));
/** Reads volumes by their names. */
export const volumesReader: Reader = map(record({ ...SHARED_MOUNT, volume }));
/** Reads how health is watched. */
export const healthReader: Reader = record({ check, startup: probe, liveness: probe, readiness: probe });
/** Reads what a container asks of its node. */
export const resourcesReader: Reader = record({
  cpu: record({ request: cpu, limit: cpu }),
  memory: record({ request: sizeReader, limit: sizeReader }),
  ephemeralStorage: record({ request: sizeReader, limit: sizeReader }),
  extended: map(text),
});

const exposure = instance('an Exposure', (value) => hasMethods(value, ['publicUrl']));
const SERVICE_OBJECT_OPTIONS: Readers = {
  ports: list(
    record({
      name: text,
      port: number,
      targetPort: number,
      targetPortName: text,
      nodePort: number,
      protocol: text,
      appProtocol: text,
    }),
  ),
  labels: map(text),
  annotations: map(text),
  selector: map(text),
  clusterIp: text,
  sessionAffinity: text,
  sessionAffinitySeconds: number,
  publishNotReadyAddresses: boolean,
  internalTrafficPolicy: text,
  ipFamilies: list(text),
  ipFamilyPolicy: text,
};

/** What can be said of a service, besides its image. */
export const SERVICE_OPTIONS: Readers = {
  imagePullPolicy: text,
  imagePullSecretNames: list(text),
  secretKeys: list(text),
  replicas: number,
  autoscaling: autoscalingReader,
  disruptionBudget: disruptionBudgetReader,
  networkPolicy: networkAccessReader,
  resources: resourcesReader,
  health: healthReader,
  env: map(text),
  volumes: volumesReader,
  exposure,
  service: record(SERVICE_OBJECT_OPTIONS),
  services: map(record({ ...SERVICE_OBJECT_OPTIONS, exposure })),
};

/** A service of a base, or what an environment says of it. */
export const serviceReader: Reader = record({
  ...SERVICE_OPTIONS,
  image: instance('a ContainerImage', (value) => hasMethods(value, ['findings', 'withTag'])),
});
