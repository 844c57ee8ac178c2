import {
  AccessMode,
  ContainerResources,
  Cpu,
  Exposure,
  FurtherServiceOptions,
  HealthCheck,
  HealthChecks,
  ImagePullPolicy,
  IngressTls,
  IpFamilyPolicy,
  MetricTarget,
  Size,
  Volume,
  VolumeMount,
  ServedWorkloadProps,
  ServiceObjectOptions,
  SessionAffinity,
  WorkloadProps,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { Place } from './piece';
import { podSettings, scaling } from './pod-settings';
import * as values from './values';

/** What a workload is described with, before its place is known. */
export interface WorkloadDescription {
  readonly props: ServedWorkloadProps;
  /** Ending of the explicit name of the workload. */
  readonly name?: string;
  /** Ending of the explicit name of the Service. */
  readonly serviceName?: string;
  readonly exposure?: (place: Place) => Exposure;
  /** What the main Service has, and a further one. */
  readonly service?: ServiceObjectOptions;
  readonly further?: FurtherServiceOptions;
}

/** The properties at a place. */
export function propsAt({ props, name, serviceName, exposure, service, further }: WorkloadDescription, place: Place) {
  return {
    ...props,
    ...(service === undefined ? {} : { service }),
    ...(further === undefined ? {} : { services: { [`${place.id}-also`]: furtherOf(further, props.port) } }),
    ...(name === undefined ? {} : { name: `${place.id}-${name}` }),
    ...(serviceName === undefined ? {} : { serviceName: `${place.id}-${serviceName}` }),
    ...(exposure === undefined ? {} : { exposure: exposure(place) }),
  };
}

/** A further Service, whose ports lead to that of the workload. */
function furtherOf({ ports, ...options }: FurtherServiceOptions, targetPort: number): FurtherServiceOptions {
  // A load balancer has a number of its own.
  const number = options.exposure?.port;
  return ports === undefined
    ? options
    : { ...options, ports: ports.map((port) => ({ ...port, port: number ?? port.port, targetPort })) };
}

/** The properties at a place of a workload that nobody calls: its port is one of its container only. */
export function uncalledPropsAt({ props: given, name }: WorkloadDescription, place: Place): WorkloadProps {
  const { port, ...props } = given;
  return {
    ...props,
    ports: [{ name: 'metrics', port }, ...(props.ports ?? [])],
    ...(name === undefined ? {} : { name: `${place.id}-${name}` }),
  };
}

/** An object without fields that it need not have. */
function omit<T extends object>(object: T, fields: readonly string[]): T {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field))) as T;
}

/** What only workloads have that go on running. */
const OF_RUNNING = ['replicas', 'health', 'autoscaling', 'disruptionBudget'];

/** The properties at a place of what runs to its end: without what belongs to what goes on running. */
export function jobPropsAt(description: WorkloadDescription, place: Place): WorkloadProps {
  return omit(uncalledPropsAt(description, place), OF_RUNNING);
}

/** A request, a limit, or both in the right order. */
function amounts<T>(amount: (count: number) => T) {
  return fc
    .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 9999 }))
    .map(([least, more]) => ({ request: amount(least), limit: amount(least + more) }))
    .chain(({ request, limit }) => fc.constantFrom({ request }, { limit }, { request, limit }));
}

export const resources: fc.Arbitrary<ContainerResources> = values.optional({
  cpu: fc.oneof(amounts(Cpu.millis), amounts(Cpu.units)),
  memory: fc.oneof(amounts(Size.mebibytes), amounts(Size.gibibytes)),
  ephemeralStorage: amounts(Size.mebibytes),
});

const check = fc.oneof(
  fc
    .tuple(values.urlPath, values.optional({ headers: fc.constant({ 'X-Probe': '1' }), https: fc.boolean() }))
    .map(([path, options]) => HealthCheck.httpGet(path, options)),
  fc.constant(HealthCheck.tcp()),
  values.optional({ service: values.label }).map((options) => HealthCheck.grpc(options)),
  fc.constant(HealthCheck.exec(['/bin/grpc_health_probe', '-addr=:80'])),
);

/** Probes whose times fit each other. */
export const health: fc.Arbitrary<HealthChecks> = fc
  .record({
    check,
    period: fc.integer({ min: 1, max: 30 }),
    failures: fc.integer({ min: 1, max: 5 }),
    isTimed: fc.boolean(),
  })
  .map(({ check, period, failures, isTimed }) => {
    const timing = { periodSeconds: period, timeoutSeconds: Math.min(period, 5), failureThreshold: failures };
    return isTimed
      ? { check, startup: timing, readiness: timing, liveness: { ...timing, initialDelaySeconds: period } }
      : { check };
  });

const anyVolume = fc.oneof(
  values.optional({ sizeLimit: values.size }).map((options) => Volume.emptyDir(options)),
  fc
    .record({
      size: values.size,
      storageClass: values.label,
      accessMode: fc.constantFrom(AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY),
    })
    .map((options) => Volume.persistentClaim(options)),
);

const exclusiveVolume = fc
  .record({
    size: values.size,
    storageClass: values.label,
    accessMode: fc.constantFrom(AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD),
  })
  .map((options) => Volume.persistentClaim(options));

/** Volumes at paths of their own, and writable paths beside them. */
const files = fc
  .record({
    volumes: fc.dictionary(values.volumeName, fc.oneof(anyVolume, exclusiveVolume), {
      noNullPrototype: true,
      maxKeys: 3,
    }),
    writable: fc.uniqueArray(values.directory, {
      maxLength: 2,
      selector: (path) => path.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    }),
  })
  .map(({ volumes, writable }) => ({
    volumes: Object.fromEntries(
      Object.entries(volumes).map(([name, volume], index): [string, VolumeMount] => [
        `v-${name}`,
        { path: `/mnt/${index}`, volume },
      ]),
    ),
    writablePaths: writable.map((path) => `/w${path}`),
  }));

/** Every way to be reached. Hosts and node ports are those of the place. */
const exposure: fc.Arbitrary<(place: Place) => Exposure> = fc
  .record({
    kind: fc.constantFrom('cluster-ip', 'node-port', 'load-balancer', 'ingress', 'http-route'),
    options: values.optional({ port: values.port }),
    route: values.optional({ path: values.urlPath }),
    names: values.optional({ tlsSecretName: values.label, className: values.label, gatewayNamespace: values.label }),
    isAssigned: fc.boolean(),
    domain: values.domain,
  })
  .map(({ kind, options, route, names, isAssigned, domain }) => ({ id, index }: Place) => {
    const host = `${id}.${domain}`;
    const { gatewayNamespace, tlsSecretName, ...ingress } = names;
    const tls = tlsSecretName === undefined ? {} : { tls: IngressTls.secret(tlsSecretName) };
    switch (kind) {
      case 'node-port':
        return Exposure.nodePort(isAssigned ? { ...options, nodePort: 30000 + index, host: '192.0.2.7' } : options);
      case 'load-balancer':
        return Exposure.loadBalancer(isAssigned ? { ...options, host } : options);
      case 'ingress':
        return Exposure.ingress({ ...options, ...route, ...ingress, ...tls, host });
      case 'http-route':
        return Exposure.httpRoute({
          ...options,
          ...route,
          host,
          gateway: 'gateway',
          ...(gatewayNamespace === undefined ? {} : { gatewayNamespace }),
        });
      default:
        return Exposure.clusterIp(options);
    }
  });

/** Either a drain or an action before the end; a share of CPU only of what is requested. */
function oneHook(given: ServedWorkloadProps): ServedWorkloadProps {
  const { shutdown = {}, lifecycle = {}, resources, autoscaling } = given;
  const isRequested = resources === undefined || resources.cpu !== undefined;
  return {
    ...given,
    ...(lifecycle.preStop === undefined || shutdown.drainSeconds === undefined
      ? {}
      : { shutdown: omit(shutdown, ['drainSeconds']) }),
    ...(isRequested || autoscaling?.cpu?.percent === undefined
      ? {}
      : { autoscaling: { ...autoscaling, cpu: MetricTarget.averageValue('100m') } }),
  };
}

const props = fc
  .tuple(
    fc.record({ image: values.image, port: values.port }),
    values.optional({
      imagePullPolicy: fc.constantFrom(...Object.values(ImagePullPolicy)),
      imagePullSecretNames: fc.uniqueArray(values.label, { maxLength: 2 }),
      replicas: fc.integer({ min: 1, max: 9 }),
      resources,
      health,
      env: fc.dictionary(values.variableName, values.text, { noNullPrototype: true, maxKeys: 6 }),
      userId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      shutdown: fc.constantFrom(
        {},
        { gracePeriodSeconds: 60 },
        { drainSeconds: 5 },
        { gracePeriodSeconds: 90, drainSeconds: 30 },
      ),
    }),
    fc.option(files, { nil: {} }),
    fc.option(podSettings, { nil: {} }),
    fc.option(scaling, { nil: {} }),
  )
  .map(([required, chosen, mounted, pod, scaled]) => ({ ...chosen, ...mounted, ...pod, ...scaled, ...required }))
  // Volumes that one pod holds allow one replica only.
  .map((all) => {
    const mounts: readonly VolumeMount[] = 'volumes' in all ? Object.values(all.volumes ?? {}) : [];
    const isExclusive = mounts.some(({ volume }) => volume.isExclusive);
    // Either a number or a range.
    const { autoscaling, ...counted } = oneHook(all as ServedWorkloadProps);
    return isExclusive || autoscaling === undefined
      ? { ...counted, ...(isExclusive ? { replicas: 1 } : {}) }
      : omit({ ...counted, autoscaling }, ['replicas']);
  });

const service: fc.Arbitrary<ServiceObjectOptions> = values.optional({
  labels: fc.constant({ 'example.com/team': 'shop' }),
  annotations: fc.constant({ 'example.com/scrape': 'true' }),
  sessionAffinity: fc.constantFrom(...Object.values(SessionAffinity)),
  publishNotReadyAddresses: fc.boolean(),
  ipFamilyPolicy: fc.constantFrom(...Object.values(IpFamilyPolicy)),
});

const further: fc.Arbitrary<FurtherServiceOptions> = fc
  .tuple(
    service,
    values.optional({
      ports: values.port.map((port) => [{ name: 'also', port }]),
      exposure: fc.constantFrom(
        Exposure.clusterIp(),
        Exposure.headless(),
        Exposure.nodePort(),
        Exposure.loadBalancer(),
        Exposure.loadBalancer({ loadBalancerIp: '203.0.113.7', allocateNodePorts: false }),
      ),
    }),
  )
  .map(([options, { ports, exposure }]) => ({
    ...options,
    ...(exposure === undefined ? {} : { exposure }),
    ...(ports === undefined ? {} : { ports }),
  }));

/** Any valid properties of a workload that is called by others. */
export const workload: fc.Arbitrary<WorkloadDescription> = fc
  .tuple(
    fc.record({ props }),
    values.optional({ name: values.label, serviceName: values.label, exposure, service, further }),
  )
  .map(([required, chosen]) => ({ ...chosen, ...required }));
