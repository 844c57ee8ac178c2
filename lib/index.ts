export * from './model';
export { ApiAccess, type DirectApiOptions, type ProxiedApiOptions } from './constructs/api-access';
export { AppConfig, type AppConfigProps, type IAppConfig } from './constructs/app-config';
export { type AppNamespace, type NamespaceOptions } from './constructs/app-namespace';
export { AppNetworkPolicy, type AppNetworkPolicyProps } from './constructs/app-network-policy';
export { AppSecrets, type AppSecretsKeys, type IAppSecrets } from './constructs/app-secrets';
export {
  AppServiceAccount,
  type AppServiceAccountProps,
  type ServiceAccountOptions,
} from './constructs/app-service-account';
export { Backend, type BackendProps } from './constructs/backend';
export { CloudIdentity } from './constructs/cloud-identity';
export { Default, Defaults } from './constructs/defaults';
export { type DeploymentOptions } from './constructs/deployment';
export { EnvFrom, type EnvFromOptions } from './constructs/env-from';
export { EnvValue, type KeyReferenceOptions, type ResourceReferenceOptions } from './constructs/env-value';
export { type ExposedService } from './constructs/exposed-service';
export { Frontend, type FrontendProps } from './constructs/frontend';
export { KubernetesObject } from './constructs/kubernetes-object';
export { LifecycleAction, type LifecycleHooks } from './constructs/lifecycle-action';
export { type LimitRangeOptions, type ResourceQuotaOptions } from './constructs/namespace-limits';
export { type NetworkOptions } from './constructs/network-options';
export { PolicyType } from './constructs/network-policy-spec';
export { type Permission } from './constructs/permission';
export { PodSecurityLevel } from './constructs/pod-security';
export {
  type ContainerOptions,
  type ContainerPort,
  type ProcessOptions,
  type SidecarOptions,
} from './constructs/pod/container-options';
export { type PodOptions } from './constructs/pod/pod-options';
export { type GracefulShutdown } from './constructs/pod/pod-template';
export { type RollingUpdateOptions, RolloutStrategy } from './constructs/rollout-strategy';
export { type ServedWorkload, type ServedWorkloadProps } from './constructs/served-workload';
export { type TrafficEntry, TrafficSource } from './constructs/traffic-entry';
export { Worker, type WorkerProps } from './constructs/worker';
export { type Workload } from './constructs/workload';
export { type WorkloadProps } from './constructs/workload-props';
export { type IWorkload, type ServedPort } from './constructs/workload-reference';
export { WebAppChart, type WebAppChartProps } from './charts/web-app-chart';
export { App, type AppProps } from './synth/app';
export { type Manifest, type ManifestFile, type ManifestMetadata } from './synth/manifest';
