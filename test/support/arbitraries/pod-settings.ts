import {
  Default,
  Defaults,
  EnvValue,
  HealthCheck,
  LifecycleAction,
  MetricTarget,
  PercentOrAbsolute,
  PolicySelection,
  Protocol,
  RolloutStrategy,
  ScalingPolicy,
  ServiceAccountOptions,
  SidecarOptions,
  Volume,
  WorkloadProps,
} from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { image, optional, text, urlPath } from './values';

/** What can be said of a chart only, or leaves a workload without what others of these settings need. */
const NOT_TURNED_OFF: readonly Default[] = [
  Default.COMMON_LABELS,
  Default.CONFIG_NAME_HASH,
  Default.POD_SECURITY_LABELS,
  // In a namespace that lets nothing pass, pods without a policy reach nobody.
  Default.NETWORK_POLICY,
  // The namespace admits pods of the level restricted.
  ...Defaults.hardening(),
  // A Service with several ports needs it, a share of a request that there is one.
  Default.PORT_NAME,
  Default.RESOURCES,
];

const ofWorkload = Object.values(Default).filter((each) => !NOT_TURNED_OFF.includes(each));

/** Any defaults that a workload can do without. */
const without = fc.subarray(ofWorkload);

const rules = optional({
  stabilizationWindowSeconds: fc.nat({ max: 3600 }),
  selectPolicy: fc.constantFrom(...Object.values(PolicySelection)),
  policies: fc.array(
    fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((count) => ScalingPolicy.pods(count, 60)),
      fc.integer({ min: 1, max: 100 }).map((share) => ScalingPolicy.percent(share, 15)),
    ),
    { minLength: 1, maxLength: 3 },
  ),
});

const targets = optional({
  cpu: fc.oneof(
    fc.integer({ min: 1, max: 2000 }).map((millis) => MetricTarget.averageValue(`${millis}m`)),
    fc.integer({ min: 1, max: 100 }).map((share) => MetricTarget.utilization(share)),
  ),
  memory: fc.integer({ min: 1, max: 4096 }).map((mebibytes) => MetricTarget.averageValue(`${mebibytes}Mi`)),
  scaleUp: rules,
  scaleDown: rules,
});

/** From so many pods to so many. An autoscaler without a metric looks at a share of the CPU that is requested. */
const autoscaling = fc
  .record({ least: fc.integer({ min: 1, max: 5 }), more: fc.nat({ max: 9 }), targets })
  .map(({ least, more, targets }) => ({
    cpu: MetricTarget.averageValue('100m'),
    ...targets,
    minReplicas: least,
    maxReplicas: least + more,
  }));

/** Budgets that leave room for a drain, however few pods there are. */
const disruptionBudget = fc.oneof(
  fc.integer({ min: 1, max: 3 }).map((count) => ({ maxUnavailable: PercentOrAbsolute.absolute(count) })),
  fc.integer({ min: 1, max: 100 }).map((share) => ({ maxUnavailable: PercentOrAbsolute.percent(share) })),
  fc.constant({ minAvailable: PercentOrAbsolute.absolute(0) }),
);

const variable = fc.oneof(
  text.map((value) => EnvValue.fromValue(value)),
  fc
    .constantFrom('metadata.name', 'metadata.namespace', 'status.podIP', 'spec.nodeName', "metadata.labels['app']")
    .map((field) => EnvValue.fromField(field)),
  fc.constantFrom('limits.cpu', 'requests.memory').map((resource) => EnvValue.fromResource(resource)),
);

const command = fc.constantFrom<string[]>(['/bin/true'], ['sh', '-c', 'echo "$HOME" > /tmp/started']);

/** What a container beside the main one has, on ports that no main container is given. */
const sidecar: fc.Arbitrary<SidecarOptions> = fc
  .record({
    image,
    args: command,
    port: fc.constantFrom(65400, 65401),
    isWatched: fc.boolean(),
    native: fc.boolean(),
    isStoring: fc.boolean(),
  })
  .map(({ image, args, port, isWatched, native, isStoring }) => ({
    image,
    args,
    native,
    ...(isStoring ? { volumes: { 'side-cache': { path: '/cache', volume: Volume.memory() } } } : {}),
    ports: [{ name: 'side', port }],
    ...(isWatched ? { health: { check: HealthCheck.tcp() } } : {}),
  }));

const initContainer = fc.record({
  image,
  command,
  envVariables: fc.constant({ POD: EnvValue.fromField('metadata.name') }),
  volumes: fc.constant({ 'wait-data': { path: '/data', subPathExpr: '$(POD)', volume: Volume.emptyDir() } }),
});

const permissions = [
  { resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['patch'], resourceNames: ['api'] },
];

const serviceAccount = fc.constantFrom<ServiceAccountOptions>(
  { permissions },
  { permissions, clusterRoles: ['view'] },
  { annotations: { 'example.com/owner': 'shop' } },
  { imagePullSecretNames: ['registry'] },
);

const hook = fc.oneof(
  command.map((each) => LifecycleAction.exec(each)),
  urlPath.map((path) => LifecycleAction.httpGet(path)),
);

const named = <T>(name: string, options: fc.Arbitrary<T>): fc.Arbitrary<{ [name: string]: T }> =>
  options.map((each) => ({ [name]: each }));

/** What any pod can have besides its main container. */
export const podSettings: fc.Arbitrary<Partial<WorkloadProps>> = optional({
  without,
  envVariables: fc.dictionary(fc.stringMatching(/^X_[A-Z]{1,9}$/), variable, { noNullPrototype: true, maxKeys: 4 }),
  initContainers: named('wait', initContainer),
  lifecycle: optional({ postStart: hook, preStop: hook }),
  podAnnotations: fc.constant({ 'example.com/scrape': 'true' }),
  podLabels: fc.constant({ 'example.com/team': 'shop' }),
  ports: fc
    .record({ onService: fc.boolean(), protocol: fc.constantFrom(Protocol.TCP, Protocol.UDP) })
    .map((settings) => [{ name: 'admin', port: 65402, ...settings }]),
  serviceAccount,
  sidecars: named('proxy', sidecar),
});

/** How many pods there are, and must be. */
export const scaling = optional({ autoscaling, disruptionBudget });

const amounts = optional({
  maxSurge: fc.integer({ min: 1, max: 100 }).map((share) => PercentOrAbsolute.percent(share)),
  maxUnavailable: fc.nat({ max: 3 }).map((count) => PercentOrAbsolute.absolute(count)),
});

/** How a Deployment is rolled out. */
export const rollout = optional({
  strategy: fc.oneof(
    fc.constant(RolloutStrategy.recreate()),
    amounts.map((options) => RolloutStrategy.rollingUpdate(options)),
  ),
  minReadySeconds: fc.nat({ max: 60 }),
  progressDeadlineSeconds: fc.integer({ min: 61, max: 1200 }),
  revisionHistoryLimit: fc.nat({ max: 20 }),
});
