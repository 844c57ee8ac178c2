export * from './model';
export { type CheckOptions } from './checks/check-options';
export { type CheckIssue, type CheckReport, type UsedException } from './checks/check-report';
export { type CheckScope } from './checks/check-scope';
export { type CheckedObject } from './checks/checked-object';
export { type CheckedContainer, type CheckedPod, ContainerRole } from './checks/checked-pod';
export { type Rule, type RuleAliases, type RuleFinding } from './checks/rule';
export { type RuleSeverity, Severity } from './checks/severity';
export { ApiAccess, type DirectApiOptions, type ProxiedApiOptions } from './constructs/api-access';
export { AppConfig, type AppConfigProps, type IAppConfig } from './constructs/app-config';
export { AppSecrets, type IAppSecrets } from './constructs/app-secrets';
export { Backend, type BackendProps } from './constructs/backend';
export { type ConfigDirectoryOptions } from './constructs/config-files';
export { type ConfigMapReferenceOptions } from './constructs/config-map-reference';
export { type AppNamespace, type NamespaceOptions } from './constructs/app-namespace';
export { AppNetworkPolicy, type AppNetworkPolicyProps } from './constructs/app-network-policy';
export {
  AppServiceAccount,
  type AppServiceAccountProps,
  type ServiceAccountOptions,
} from './constructs/app-service-account';
export { Checks } from './constructs/checks';
export { CloudIdentity } from './constructs/cloud-identity';
export { Default, Defaults } from './constructs/defaults';
export { type DeploymentOptions } from './constructs/deployment';
export { EnvFrom, type EnvFromOptions } from './constructs/env-from';
export { EnvValue, type KeyReferenceOptions, type ResourceReferenceOptions } from './constructs/env-value';
export { type ExposedService, type RouteToService } from './constructs/exposed-service';
export { ExternalNameService, type ExternalNameServiceProps } from './constructs/external-name-service';
export { type ApiOptions, Frontend, type FrontendProps } from './constructs/frontend';
export { Job, type JobProps } from './constructs/job';
export { type JobOptions } from './constructs/job-controller';
export { Gateway, type GatewayProps } from './constructs/gateway';
export { KubernetesObject } from './constructs/kubernetes-object';
export { LifecycleAction, type LifecycleHooks } from './constructs/lifecycle-action';
export { MigrationJob, type MigrationJobProps } from './constructs/migration-job';
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
export { PersistentClaim } from './constructs/persistent-claim';
export { type RollingUpdateOptions, RolloutStrategy } from './constructs/rollout-strategy';
export { ConcurrencyPolicy, ScheduledJob, type ScheduledJobProps } from './constructs/scheduled-job';
export { type SecretMetadata } from './constructs/secrets/declared-secret';
export {
  type AppSecretsKeys,
  type CsiSecretProps,
  type ExternalSecretProps,
  type SealedSecretProps,
  type SecretIdentity,
} from './constructs/secrets/secret-props';
export { ServiceMonitor, type ServiceMonitorProps } from './constructs/service-monitor';
export {
  type GatewayListener,
  type IGateway,
  ListenerProtocol,
  RouteNamespaces,
} from './constructs/routing/gateway-listener';
export { type GatewayReferenceOptions } from './constructs/routing/gateway-reference';
export { Route, type WeightedTarget } from './constructs/routing/route';
export {
  type HeaderOptions,
  type RedirectOptions,
  type RewriteOptions,
  RouteFilter,
} from './constructs/routing/route-filter';
export {
  type ExternalRouteOptions,
  type RouteMatch,
  type RouteOptions,
  type RoutePortOptions,
  type RouteRuleOptions,
  type RouteTargetOptions,
} from './constructs/routing/route-options';
export {
  type ServedWorkload,
  type ServedWorkloadOptions,
  type ServedWorkloadProps,
} from './constructs/served-workload';
export { TlsCertificate, type TlsCertificateProps } from './constructs/tls-certificate';
export { type TrafficEntry, TrafficSource } from './constructs/traffic-entry';
export { type IngressHost, WebIngress, type WebIngressProps } from './constructs/web-ingress';
export { WebRoute, type WebRouteProps } from './constructs/web-route';
export { SinglePageApp, type SinglePageAppProps } from './constructs/single-page-app';
export { StatefulBackend, type StatefulBackendProps } from './constructs/stateful-backend';
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
export { Alert, WorkloadAlerts, type WorkloadAlertsProps } from './constructs/workload-alerts';
export { type IWorkload, type PodPort } from './constructs/workload-reference';
export { WebAppChart, type WebAppChartProps } from './charts/web-app-chart';
export { DeploymentKind, DeploymentMethod, type HelmMethodOptions } from './outputs/github-actions/deployment-method';
export { GithubActions } from './outputs/github-actions/github-actions';
export { type GithubActionsProps, type ImageBuildOptions } from './outputs/github-actions/github-actions-props';
export { App, type AppProps, type RenderOptions } from './synth/app';
export { type SynthesisHost } from './synth/host';
export { type Manifest, type ManifestFile, type ManifestMetadata, type SynthesizedObject } from './synth/manifest';
export { type Synthesis, type SynthesisTimings } from './synth/synthesis';
export { HelmChart, type HelmChartProps } from './outputs/helm-chart/helm-chart';
export { ArgoCd } from './outputs/argo-cd/argo-cd';
export { ArgoCdCluster } from './outputs/argo-cd/argo-cd-cluster';
export { ArgoCdLayout } from './outputs/argo-cd/argo-cd-layout';
export { ArgoCdProject, type ArgoCdProjectOptions } from './outputs/argo-cd/argo-cd-project';
export { type ArgoCdEnvironmentOptions, type ArgoCdProps } from './outputs/argo-cd/argo-cd-props';
export { ArgoCdSync, type AutomatedSyncOptions } from './outputs/argo-cd/argo-cd-sync';
