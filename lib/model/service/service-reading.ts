import { instance, list, map, number, Reader, Readers, record, text } from '../core/reading';
import { hasMethods } from '../core/untrusted';

const cpu = instance('an amount such as Cpu.millis(250)', ({ amount }) => typeof amount === 'string');
const size = instance('an amount such as Size.mebibytes(256)', (value) => hasMethods(value, ['asString']));
const timing = record({
  initialDelaySeconds: number,
  periodSeconds: number,
  timeoutSeconds: number,
  failureThreshold: number,
});
const check = instance('a HealthCheck', ({ path }) => typeof path === 'string');
const volume = instance('a Volume', (value) => 'emptyDirOptions' in value || 'claimOptions' in value);

/** What can be said of a service, besides its image. */
export const SERVICE_OPTIONS: Readers = {
  imagePullPolicy: text,
  imagePullSecretNames: list(text),
  secretKeys: list(text),
  replicas: number,
  resources: record({
    cpu: record({ request: cpu, limit: cpu }),
    memory: record({ request: size, limit: size }),
    ephemeralStorage: record({ request: size, limit: size }),
  }),
  health: record({ check, startup: timing, liveness: timing, readiness: timing }),
  env: map(text),
  volumes: map(record({ path: text, volume })),
  exposure: instance('an Exposure', (value) => hasMethods(value, ['publicUrl'])),
};

/** A service of a base, or what an environment says of it. */
export const serviceReader: Reader = record({
  ...SERVICE_OPTIONS,
  image: instance('a ContainerImage', (value) => hasMethods(value, ['findings', 'withTag'])),
});
