export * from './model';
export { ApiAccess, type DirectApiOptions, type ProxiedApiOptions } from './constructs/api-access';
export { AppConfig, type AppConfigProps, type IAppConfig } from './constructs/app-config';
export { AppSecrets, type AppSecretsKeys, type IAppSecrets } from './constructs/app-secrets';
export { Backend, type BackendProps } from './constructs/backend';
export { Default, Defaults } from './constructs/defaults';
export { type DeploymentOptions } from './constructs/deployment';
export { EnvFrom, type EnvFromOptions } from './constructs/env-from';
export { EnvValue, type KeyReferenceOptions, type ResourceReferenceOptions } from './constructs/env-value';
export { type ExposedService } from './constructs/exposed-service';
export { type ApiOptions, Frontend, type FrontendProps } from './constructs/frontend';
export { KubernetesObject } from './constructs/kubernetes-object';
export { LifecycleAction, type LifecycleHooks } from './constructs/lifecycle-action';
export {
  type ContainerOptions,
  type ContainerPort,
  type ProcessOptions,
  type SidecarOptions,
} from './constructs/pod/container-options';
export { type PodOptions } from './constructs/pod/pod-options';
export { type GracefulShutdown } from './constructs/pod/pod-template';
export { PersistentClaim } from './constructs/persistent-claim';
export { type RollingUpdateOptions, RolloutStrategy } from './constructs/rollout-strategy';
export {
  type ServedWorkload,
  type ServedWorkloadOptions,
  type ServedWorkloadProps,
  type ServiceShape,
} from './constructs/served-workload';
export { SinglePageApp, type SinglePageAppProps } from './constructs/single-page-app';
export { StatefulBackend, type StatefulBackendProps, StatefulServices } from './constructs/stateful-backend';
export {
  ClaimRetention,
  type ClaimRetentionOptions,
  PodManagementPolicy,
  type StatefulSetOptions,
  type StatefulSetOrdinals,
} from './constructs/stateful-set';
export { Worker, type WorkerProps } from './constructs/worker';
export { type Workload } from './constructs/workload';
export { type WorkloadProps } from './constructs/workload-props';
export { WebAppChart, type WebAppChartProps } from './charts/web-app-chart';
export { App, type AppProps } from './synth/app';
export { type Manifest, type ManifestFile, type ManifestMetadata } from './synth/manifest';
