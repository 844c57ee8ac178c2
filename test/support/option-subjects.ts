import {
  ApiAccess,
  AppConfig,
  AppNetworkPolicy,
  AppSecrets,
  AppServiceAccount,
  AccessMode,
  Backend,
  type BackendProps,
  CertificateIssuer,
  EnvFrom,
  EnvValue,
  Exposure,
  ExternalData,
  ExternalNameService,
  ExternalObject,
  Frontend,
  Gateway,
  HealthCheck,
  IngressTls,
  Job,
  KubernetesSecret,
  LifecycleAction,
  MetricTarget,
  MigrationJob,
  NetworkPeer,
  PersistentClaim,
  ProjectedSource,
  RolloutStrategy,
  Route,
  RouteFilter,
  ScheduledJob,
  SecretKey,
  SecretSource,
  ServiceMonitor,
  SinglePageApp,
  Size,
  StatefulBackend,
  TlsCertificate,
  Volume,
  WebAppChart,
  WebIngress,
  WebRoute,
  Worker,
  WorkloadAlerts,
} from 'cdk8s-webapp';
import { type Construct } from 'constructs';
import { ENTRY, SHARED } from './options';
import { seal } from './sealed';

/** What takes options, and a place where they are right. */
export interface Subject {
  /** The smallest valid options. */
  readonly smallest: (chart: WebAppChart) => object;
  readonly define: (chart: WebAppChart, options: never) => void;
  /**
   * Where the construct has what the options describe.
   * @default - they are its properties
   */
  readonly field?: string;
}

const IMAGE = 'ghcr.io/acme/api:1.4.2';
const HOST = 'shop.example.com';
const PUBLIC = Gateway.fromName('public', { namespace: 'edge' });
const SEALED = seal('x');
const SMALLEST_MOUNT = { path: '/data', volume: Volume.emptyDir() };

/** The smallest valid value of each interface that has required options, for those on the way to an option. */
export const SMALLEST: { [type: string]: ((chart: WebAppChart) => object) | undefined } = {
  Autoscaling: () => ({ minReplicas: 2, maxReplicas: 3, cpu: MetricTarget.averageValue('100m') }),
  ClaimDataSource: () => ({ kind: 'PersistentVolumeClaim', name: 'old' }),
  ContainerOptions: () => ({ image: IMAGE, ports: [{ name: 'side', port: 9000 }] }),
  ContainerPort: () => ({ name: 'admin', port: 9000 }),
  FileItem: () => ({ key: 'A', path: 'a' }),
  HealthChecks: () => ({ check: HealthCheck.tcp() }),
  IngressHost: (chart) => ({ host: 'api.example.com', routes: [Route.to(backend(chart, 'other'))] }),
  LabelRequirement: () => ({ key: 'app', operator: 'Exists' }),
  Mount: () => ({ path: '/mnt' }),
  Permission: () => ({ resources: ['configmaps'], verbs: ['get'] }),
  RemoteReference: () => ({ key: 'shop' }),
  RouteMatch: () => ({ path: '/further' }),
  RoutePath: () => ({ path: '/further' }),
  ServicePort: () => ({ name: 'more', port: 9000 }),
  SharedMount: () => ({ path: '/shared' }),
  SidecarOptions: () => ({ image: IMAGE, ports: [{ name: 'side', port: 9000 }] }),
  StatefulSetOrdinals: () => ({ start: 1 }),
  VolumeMount: () => SMALLEST_MOUNT,
};

function backend(chart: WebAppChart, id: string, props: Partial<BackendProps> = {}): Backend {
  return new Backend(chart, id, { image: IMAGE, port: 8000, ...props });
}

/** A construct with properties of its own. */
function construct<T>(
  type: new (scope: Construct, id: string, props: T) => unknown,
  smallest: (chart: WebAppChart) => T & object,
): Subject {
  return { smallest, define: (chart, options) => new type(chart, 'it', options) };
}

/** What a property of a backend holds. */
function held(
  field: string,
  smallest: object,
  props: (options: never, chart: WebAppChart) => Partial<BackendProps>,
): Subject {
  return { field, smallest: () => smallest, define: (chart, options) => backend(chart, 'it', props(options, chart)) };
}

/** A source of a projected volume of a backend. */
function projected(smallest: object, make: (options: never, chart: WebAppChart) => ProjectedSource): Subject {
  return {
    ...volume(smallest, (options, chart) => Volume.projected([make(options, chart)])),
    field: `volumes.${ENTRY}.volume.sources[0]`,
  };
}

/** A volume of a backend. */
function volume(smallest: object, make: (options: never, chart: WebAppChart) => Volume): Subject {
  return held(`volumes.${ENTRY}.volume`, smallest, (options, chart) => ({
    volumes: { [ENTRY]: { path: '/data', volume: make(options, chart) } },
  }));
}

/** A route of a WebRoute. */
function route(make: (options: never, chart: WebAppChart) => Route, smallest = {}): Subject {
  return {
    field: 'routes[0]',
    smallest: () => smallest,
    define: (chart, options) =>
      new WebRoute(chart, 'it', { gateway: PUBLIC, host: HOST, routes: [make(options, chart)] }),
  };
}

function filter(make: (options: never) => RouteFilter, smallest: object): Subject {
  const field = 'routes[0].filters[0]';
  return {
    ...route((options, chart) => Route.to(backend(chart, 'api'), { filters: [make(options)] }), smallest),
    field,
  };
}

function peer(make: (options: never) => NetworkPeer): Subject {
  return held(`networkPolicy.egress.${ENTRY}.peers[0]`, {}, (options) => ({
    networkPolicy: { egress: { [ENTRY]: { peers: [make(options)] } } },
  }));
}

function source(field: string, smallest: object, make: (options: never) => SecretSource): Subject {
  return secret(field, smallest, (options) => ({ keys: [SecretKey.required(ENTRY)], source: make(options) }));
}

function secret(
  field: string,
  smallest: object,
  make: (options: never) => Omit<ConstructorParameters<typeof KubernetesSecret>[0], 'name' | 'namespace'>,
): Subject {
  return {
    field,
    smallest: () => smallest,
    define: (chart, options) => {
      const props = { name: 'it', namespace: 'shop', ...make(options) };
      AppSecrets.fromSecret(chart, 'it', new KubernetesSecret(props));
    },
  };
}

function external(make: (options: never) => ExternalObject): Subject {
  return {
    field: 'external[0]',
    smallest: () => ({}),
    define: (chart, options) =>
      new WebAppChart(chart.node.root, 'other', { name: 'other', namespace: 'other', external: [make(options)] }),
  };
}

function tls(make: (options: never) => IngressTls, smallest = {}): Subject {
  return {
    field: 'tls',
    smallest: () => smallest,
    define: (chart, options) =>
      new WebIngress(chart, 'it', { host: HOST, routes: [Route.to(backend(chart, 'api'))], tls: make(options) }),
  };
}

const config = (chart: WebAppChart) => AppConfig.fromConfigMapName(chart, 'config', 'config', { keys: ['A'] });
const secrets = (chart: WebAppChart) => AppSecrets.fromSecretName(chart, 'secrets', 'secrets', { required: ['A'] });
const claim = { size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_ONCE };
const store = { store: 'vault', remote: {} };
const probe = (check: HealthCheck): Partial<BackendProps> => ({ health: { check } });

/** Constructs, by their names. */
export const CONSTRUCTS: { readonly [name: string]: Subject } = {
  AppConfig: construct(AppConfig, () => ({ data: { A: 'a' } })),
  AppNetworkPolicy: construct(AppNetworkPolicy, () => ({})),
  AppServiceAccount: construct(AppServiceAccount, () => ({})),
  Backend: construct(Backend, () => ({ image: IMAGE, port: 8000, volumes: { [SHARED]: SMALLEST_MOUNT } })),
  ExternalNameService: construct(ExternalNameService, () => ({ externalName: 'db.example.com' })),
  Frontend: construct(Frontend, () => ({ image: IMAGE, port: 3000 })),
  Gateway: construct(Gateway, () => ({ className: 'envoy', listeners: { https: { hostname: '*.example.com' } } })),
  Job: construct(Job, () => ({ image: IMAGE })),
  MigrationJob: construct(MigrationJob, () => ({ image: IMAGE })),
  PersistentClaim: construct(PersistentClaim, () => claim),
  ScheduledJob: construct(ScheduledJob, () => ({ image: IMAGE, schedule: '0 3 * * *' })),
  ServiceMonitor: construct(ServiceMonitor, (chart) => ({ workload: backend(chart, 'api') })),
  SinglePageApp: construct(SinglePageApp, () => ({ image: IMAGE })),
  StatefulBackend: construct(StatefulBackend, () => ({ image: IMAGE, port: 8000 })),
  TlsCertificate: construct(TlsCertificate, () => ({
    dnsNames: [HOST],
    issuer: CertificateIssuer.clusterIssuer('letsencrypt'),
  })),
  WebAppChart: {
    smallest: () => ({ name: 'other', namespace: 'other' }),
    define: (chart, options) => new WebAppChart(chart.node.root as WebAppChart, 'other', options),
  },
  WebIngress: construct(WebIngress, (chart) => ({ host: HOST, routes: [Route.to(backend(chart, 'api'))] })),
  WebRoute: construct(WebRoute, (chart) => ({
    gateway: PUBLIC,
    host: HOST,
    routes: [Route.to(backend(chart, 'api'))],
  })),
  Worker: construct(Worker, () => ({ image: IMAGE })),
  WorkloadAlerts: construct(WorkloadAlerts, (chart) => ({ workload: backend(chart, 'api') })),
};

/** Functions that make a construct or a value which an option holds, by their names. */
export const FUNCTIONS: { readonly [name: string]: Subject } = {
  'ApiAccess.direct': {
    field: 'api',
    smallest: () => ({ browserVariable: 'API_URL' }),
    define: (chart, options) => {
      const exposure = Exposure.ingress({ host: HOST });
      const api = ApiAccess.direct(backend(chart, 'api', { exposure }), options);
      new Frontend(chart, 'it', { image: IMAGE, port: 3000, api });
    },
  },
  'ApiAccess.proxied': {
    field: 'api',
    smallest: () => ({ browserVariable: 'API_URL', serverVariable: 'API' }),
    define: (chart, options) => {
      const exposure = Exposure.ingress({ host: HOST });
      const api = ApiAccess.proxied(backend(chart, 'api'), options);
      new Frontend(chart, 'it', { image: IMAGE, port: 3000, exposure, api });
    },
  },
  'AppConfig.fromConfigMapName': {
    smallest: () => ({ keys: ['A'] }),
    define: (chart, options) => AppConfig.fromConfigMapName(chart, 'it', 'it', options),
  },
  'AppSecrets.fromSecretName': {
    field: 'keys',
    smallest: () => ({ required: ['A'] }),
    define: (chart, options) => AppSecrets.fromSecretName(chart, 'it', 'it', options),
  },
  'AppSecrets.fromSecret': {
    field: 'metadata',
    smallest: () => ({}),
    define: (chart, options) => {
      const keys = [SecretKey.required('A')];
      const described = { name: 'it', namespace: 'shop', keys, source: SecretSource.externalSecrets(store) };
      AppSecrets.fromSecret(chart, 'it', new KubernetesSecret(described), options);
    },
  },
  'AppSecrets.externalSecret': {
    smallest: () => ({ required: [ENTRY], store: 'vault' }),
    define: (chart, options) => AppSecrets.externalSecret(chart, 'it', options),
  },
  'AppSecrets.sealedSecret': {
    smallest: () => ({ encryptedData: { [ENTRY]: SEALED } }),
    define: (chart, options) => AppSecrets.sealedSecret(chart, 'it', options),
  },
  'AppSecrets.csi': {
    smallest: () => ({ required: [ENTRY], provider: 'vault' }),
    define: (chart, options) => AppSecrets.csi(chart, 'it', options),
  },
  'CertificateIssuer.external': {
    field: 'issuer',
    smallest: () => ({ kind: 'AWSPCAIssuer', group: 'awspca.cert-manager.io' }),
    define: (chart, options) =>
      new TlsCertificate(chart, 'it', { dnsNames: [HOST], issuer: CertificateIssuer.external('ca', options) }),
  },
  'EnvFrom.config': held('envFrom[0]', {}, (o, chart) => ({ envFrom: [EnvFrom.config(config(chart), o)] })),
  'EnvFrom.secrets': held('envFrom[0]', {}, (o, chart) => ({ envFrom: [EnvFrom.secrets(secrets(chart), o)] })),
  'EnvValue.fromConfig': held(`envVariables.${ENTRY}`, {}, (options, chart) => ({
    envVariables: { [ENTRY]: EnvValue.fromConfig(config(chart), 'A', options) },
  })),
  'EnvValue.fromSecret': held(`envVariables.${ENTRY}`, {}, (options, chart) => ({
    envVariables: { [ENTRY]: EnvValue.fromSecret(secrets(chart), 'A', options) },
  })),
  'EnvValue.fromResource': held(`envVariables.${ENTRY}`, {}, (options) => ({
    envVariables: { [ENTRY]: EnvValue.fromResource('limits.cpu', options) },
  })),
  'Exposure.clusterIp': held('exposure', {}, (options) => ({ exposure: Exposure.clusterIp(options) })),
  'Exposure.headless': held('exposure', {}, (options) => ({ exposure: Exposure.headless(options) })),
  'Exposure.nodePort': held('exposure', {}, (options) => ({ exposure: Exposure.nodePort(options) })),
  'Exposure.loadBalancer': held('exposure', {}, (options) => ({ exposure: Exposure.loadBalancer(options) })),
  'Exposure.ingress': held('exposure', { host: HOST }, (options) => ({ exposure: Exposure.ingress(options) })),
  'Exposure.httpRoute': held('exposure', { host: HOST, gateway: 'public' }, (options) => ({
    exposure: Exposure.httpRoute(options),
  })),
  'ExternalData.extract': source('source.dataFrom[0]', { key: 'shop' }, (options) =>
    SecretSource.externalSecrets({ store: 'vault', dataFrom: [ExternalData.extract(options)] }),
  ),
  'ExternalData.find': source('source.dataFrom[0]', { nameRegexp: '^shop' }, (options) =>
    SecretSource.externalSecrets({ store: 'vault', dataFrom: [ExternalData.find(options)] }),
  ),
  'ExternalObject.configMap': external((options) => ExternalObject.configMap('it', options)),
  'ExternalObject.secret': external((options) => ExternalObject.secret('it', options)),
  'ExternalObject.serviceAccount': external((options) => ExternalObject.serviceAccount('it', options)),
  'ExternalObject.persistentClaim': external((options) => ExternalObject.persistentClaim('it', options)),
  'ExternalObject.service': external((options) => ExternalObject.service('it', options)),
  'ExternalObject.gateway': external((options) => ExternalObject.gateway('it', options)),
  'ExternalObject.issuer': external((options) => ExternalObject.issuer('it', options)),
  'ExternalObject.secretStore': external((options) => ExternalObject.secretStore('it', options)),
  'ExternalObject.of': external((options) => ExternalObject.of('ConfigMap', 'it', options)),
  'Gateway.fromName': {
    field: 'gateway',
    smallest: () => ({}),
    define: (chart, options) => {
      const routes = [Route.to(backend(chart, 'api'))];
      new WebRoute(chart, 'it', { gateway: Gateway.fromName('public', options), host: HOST, routes });
    },
  },
  'HealthCheck.httpGet': held('health.check', {}, (options) => probe(HealthCheck.httpGet('/', options))),
  'HealthCheck.tcp': held('health.check', {}, (options) => probe(HealthCheck.tcp(options))),
  'HealthCheck.grpc': held('health.check', {}, (options) => probe(HealthCheck.grpc(options))),
  'IngressTls.issuedBy': tls((options) => IngressTls.issuedBy(CertificateIssuer.clusterIssuer('ca'), options)),
  'IngressTls.none': tls((options) => IngressTls.none(options), { inProduction: true }),
  KubernetesSecret: {
    smallest: () => ({ name: 'it', namespace: 'shop', keys: [SecretKey.required('A')] }),
    define: (chart, options) => AppSecrets.fromSecret(chart, 'it', new KubernetesSecret(options)),
  },
  'LifecycleAction.httpGet': held('lifecycle.postStart', {}, (options) => ({
    lifecycle: { postStart: LifecycleAction.httpGet('/', options) },
  })),
  'NetworkPeer.cidr': peer((options) => NetworkPeer.cidr('10.0.0.0/8', options)),
  'NetworkPeer.select': {
    ...peer((options) => NetworkPeer.select(options)),
    smallest: () => ({ podSelector: { matchLabels: { app: 'api' } } }),
  },
  'ProjectedSource.config': projected({}, (options, chart) => ProjectedSource.config(config(chart), options)),
  'ProjectedSource.secret': projected({}, (options, chart) => ProjectedSource.secret(secrets(chart), options)),
  'ProjectedSource.serviceAccountToken': projected({ path: 'token' }, (o) => ProjectedSource.serviceAccountToken(o)),
  'RolloutStrategy.rollingUpdate': held('strategy', {}, (options) => ({
    strategy: RolloutStrategy.rollingUpdate(options),
  })),
  'Route.to': route((options, chart) => Route.to(backend(chart, 'api'), options)),
  'Route.weighted': route((options, chart) =>
    Route.weighted([{ workload: backend(chart, 'api'), weight: 1 }], options),
  ),
  'Route.toExternal': route((options) => Route.toExternal('legacy', options), { port: 80 }),
  'Route.redirect': route((options) => Route.redirect({ host: 'www.example.com' }, options)),
  'RouteFilter.redirect': {
    ...route((options) => Route.redirect(options), { host: 'www.example.com' }),
    field: 'routes[0].filters[0]',
  },
  'RouteFilter.rewrite': filter((options) => RouteFilter.rewrite(options), { host: 'api.example.com' }),
  'RouteFilter.requestHeaders': filter((options) => RouteFilter.requestHeaders(options), { remove: ['x-a'] }),
  'RouteFilter.responseHeaders': filter((options) => RouteFilter.responseHeaders(options), { remove: ['x-a'] }),
  'SecretKey.required': secret('keys[0]', {}, (options) => ({ keys: [SecretKey.required('A', options)] })),
  'SecretKey.optional': secret('keys[0]', {}, (options) => ({ keys: [SecretKey.optional('A', options)] })),
  'SecretSource.externalSecrets': source('source', { store: 'vault' }, (o) => SecretSource.externalSecrets(o)),
  'SecretSource.sealedSecrets': source('source', { encryptedData: { [ENTRY]: SEALED } }, (o) =>
    SecretSource.sealedSecrets(o),
  ),
  'SecretSource.csi': source('source', { provider: 'vault' }, (o) => SecretSource.csi(o)),
  'Volume.emptyDir': volume({}, (options) => Volume.emptyDir(options)),
  'Volume.memory': volume({}, (options) => Volume.memory(options)),
  'Volume.persistentClaim': volume(claim, (options) => Volume.persistentClaim(options)),
  'Volume.existingClaim': volume({}, (options) => Volume.existingClaim('data', options)),
  'Volume.ephemeralClaim': volume(claim, (options) => Volume.ephemeralClaim(options)),
  'Volume.configFiles': volume({}, (options, chart) => Volume.configFiles(config(chart), options)),
  'Volume.secretFiles': volume({}, (options, chart) => Volume.secretFiles(secrets(chart), options)),
  'Volume.projected': volume({}, (options, chart) =>
    Volume.projected([ProjectedSource.config(config(chart))], options),
  ),
  'Volume.csi': volume({ driver: 'csi.example.com', readOnly: true }, (options) => Volume.csi(options)),
  'Volume.downwardApi': volume({}, (o) => Volume.downwardApi([{ path: 'name', field: 'metadata.name' }], o)),
  'Volume.nfs': volume({ server: 'nfs.example.com', path: '/' }, (options) => Volume.nfs(options)),
  'Volume.hostPath': volume({}, (options) => Volume.hostPath('/var/log', options)),
};
