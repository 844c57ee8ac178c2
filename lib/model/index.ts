export { Architecture } from './cluster/architecture';
export {
  CloudCluster,
  type CloudClusterProps,
  type ClusterFacts,
  type NodePoolAllocatable,
} from './cluster/cloud-cluster';
export { ClusterAddOn, type ClusterAddOnReplicas, type ClusterAddOnRequests } from './cluster/cluster-add-on';
export {
  CLUSTER_LIFECYCLE,
  ClusterEvent,
  ClusterState,
  clusterState,
  type ClusterStateFacts,
} from './cluster/cluster-lifecycle';
export { ClusterProvider } from './cluster/cluster-provider';
export { ContainerImage, type ImageAttributes, ImagePullPolicy } from './image/container-image';
export { ContainerRegistry } from './registry/container-registry';
export {
  type ContainerResources,
  type CpuResources,
  DEFAULT_RESOURCES,
  type EphemeralStorageResources,
  type MemoryResources,
} from './service/container-resources';
export { DeploymentBase } from './deployment/deployment-base';
export { DeploymentConfiguration } from './deployment/deployment-configuration';
export { type DeploymentGoals } from './deployment/deployment-goals';
export { type DeploymentBaseProps, type EnvironmentProps } from './deployment/deployment-props';
export { checkSecretEnvFile } from './secret/env-file';
export { EXECUTION_FLOW, type ExecutionStep } from './pipeline/execution-flow';
export {
  Exposure,
  ExposureKind,
  type GatewayRoute,
  type IngressRoute,
  type LoadBalancerDetails,
  type RouteObject,
  ServiceType,
} from './exposure/exposure';
export {
  type ClusterIpOptions,
  type HeadlessOptions,
  type HttpRouteOptions,
  type IngressExposureOptions,
  type LoadBalancerOptions,
  type NodePortOptions,
} from './exposure/exposure-options';
export { exposureConflicts, type ExposurePlacement, type RoutedAddress } from './exposure/exposure-conflicts';
export { CertificateIssuer, type ExternalIssuerOptions } from './exposure/certificate-issuer';
export { IngressTls, IngressTlsKind, type IssuedTlsOptions, type PlainHttpOptions } from './exposure/ingress-tls';
export { InternalLoadBalancer, type SubnetOptions } from './exposure/internal-load-balancer';
export { PathType, type RoutePath } from './exposure/route-path';
export {
  type FurtherServiceOptions,
  IpFamily,
  IpFamilyPolicy,
  type ServiceObjectOptions,
  type ServicePort,
  SessionAffinity,
} from './exposure/service-object';
export { TrafficPolicy } from './exposure/traffic-policy';
export {
  EXPOSURE_LIFECYCLE,
  ExposureEvent,
  ExposureState,
  exposureState,
  type ExposureStateFacts,
} from './exposure/exposure-lifecycle';
export { type ExternalDataOptions, ExternalObject, type ExternalObjectOptions } from './external/external-object';
export { DEFAULT_FREE_TIER_ALLOWANCE, type FreeTierAllowance } from './cluster/free-tier';
export {
  type CheckPortOptions,
  type GrpcCheckOptions,
  HealthCheck,
  HealthCheckKind,
  type HttpCheckOptions,
} from './service/health-check';
export { type HealthChecks, type ProbeOptions, type ProbeTiming } from './service/health-checks';
export {
  HelmRelease,
  type HelmReleaseFacts,
  type HelmReleaseProps,
  releaseConflicts,
  type ReleasePlacement,
} from './release/helm-release';
export { IMAGE_LIFECYCLE, ImageEvent, ImageState, imageState, type ImageStateFacts } from './image/image-lifecycle';
export { type ImageFacts } from './image/image-live-checks';
export { ImageLock, type ImageLockOptions } from './image/image-lock';
export { type ImagePin } from './image/image-pin';
export { type Finding, type Issue } from './core/issue';
export { Kubeconfig, type KubeconfigFacts, type KubeconfigFileOptions, KubeconfigSource } from './cluster/kubeconfig';
export { KubernetesSecret, type KubernetesSecretProps, missingSecretKeys } from './secret/kubernetes-secret';
export { KubernetesVersion } from './cluster/kubernetes-version';
export { Lifecycle, type LifecycleProps, type Transition } from './core/lifecycle';
export { type LiveCheck, Verdict } from './core/live-check';
export { NodePool, type NodePoolProps, type NodeTaint, TaintEffect } from './cluster/node-pool';
export { type NodeResourceAmounts, NodeResources } from './cluster/node-resources';
export { NodeShape } from './cluster/node-shape';
export {
  type CustomNodeOptions,
  type LocalNodeOptions,
  type NodeReservation,
  type NodeShapeOptions,
  type OracleA1FlexOptions,
} from './cluster/node-shape-options';
export { Pipeline, type PipelineProps } from './pipeline/pipeline';
export { type PipelineFacts } from './pipeline/pipeline-live-checks';
export { PipelineRun, type PipelineRunProps, RunOutcome } from './pipeline/pipeline-run';
export { type PipelineStage, STAGE_ORDER, StageName } from './pipeline/pipeline-stage';
export { PipelineStatus, type PipelineSummary, summarize } from './pipeline/pipeline-summary';
export {
  PipelineTrigger,
  type PushTriggerOptions,
  type TagTriggerOptions,
  TriggerKind,
} from './pipeline/pipeline-trigger';
export { PercentOrAbsolute } from './core/percent-or-absolute';
export { Cpu, type ICpu, type ISize, Size } from './core/quantity';
export {
  type AcrOptions,
  type ArtifactRegistryOptions,
  type CustomRegistryOptions,
  type DockerHubOptions,
  type EcrOptions,
  type GhcrOptions,
  type OcirOptions,
  type PullLimits,
  type RegistryFacts,
  type RegistryOptions,
  RegistryType,
} from './registry/registry-options';
export { HelmStatus, RELEASE_LIFECYCLE, ReleaseEvent, ReleaseState, releaseStateOf } from './release/release-lifecycle';
export { SecretFormat, SecretKey, type SecretKeyOptions } from './secret/secret-key';
export { checkSecretObject } from './secret/secret-object';
export { type CsiOptions } from './secret/csi-driver';
export { ExternalData, type FindOptions } from './secret/external-data';
export {
  ExternalCreationPolicy,
  ExternalDeletionPolicy,
  type ExternalSecretsOptions,
  type ExternalStore,
  SecretStoreKind,
} from './secret/external-store';
export { DecodingStrategy, type RemoteReference } from './secret/remote-reference';
export { type SealedData, type SealedFor, type SealedSecretsOptions, SealingScope } from './secret/sealed-data';
export { SecretSource, SecretSourceKind } from './secret/secret-source';
export { SecretType } from './secret/secret-type';
export {
  type ServiceConfiguration,
  type ServiceOverrides,
  type VolumeOverrides,
} from './service/service-configuration';
export { Protocol } from './exposure/protocol';
export {
  type ServedPort,
  ServiceExposure,
  type ServiceExposureFacts,
  type ServiceExposureProps,
} from './exposure/service-exposure';
export { type ServiceOptions, type ServiceSettings } from './service/service-settings';
export { type Setting, SettingOrigin } from './deployment/settings';
export { Stage } from './deployment/stage';
export { TokenReference, TokenSource } from './registry/token-reference';
export { type IValidated, issuesOf, requireValid } from './core/validated';
export { ValidationError } from './core/validation-error';
export {
  type FileItem,
  type FilesOptions,
  type IConfigMapReference,
  type ISecretReference,
} from './service/file-options';
export { type FieldFile, ProjectedSource, type TokenFileOptions } from './service/projected-source';
export { AccessMode, type ClaimDataSource, type PersistentClaimOptions, VolumeMode } from './service/claim';
export { type Mount, type SharedMount, type VolumeMount } from './service/mount';
export { type HostPathOptions, HostPathType, type NfsVolumeOptions } from './service/node-volume';
export {
  type CsiVolumeOptions,
  type EmptyDirOptions,
  type ExistingClaimOptions,
  type IPersistentClaim,
  type ProjectedOptions,
  Volume,
  VolumeKind,
} from './service/volume';
export { releaseState, revisionState } from './release/release-history';
export { ReleaseRevision, type ReleaseRevisionProps } from './release/release-revision';
export { type SecretFacts } from './secret/secret-live-checks';
export {
  type Autoscaling,
  type AutoscalingOverrides,
  MetricTarget,
  PolicySelection,
  ScalingPolicy,
  type ScalingRules,
} from './service/autoscaling';
export { type DisruptionBudget, UnhealthyPodEvictionPolicy } from './service/disruption-budget';
export { type ObjectOptions } from './service/object-options';
export {
  type CidrOptions,
  type LabelRequirement,
  type LabelSelector,
  NetworkPeer,
  type PodSelection,
} from './network/network-peer';
export { NetworkPort } from './network/network-port';
export { type NetworkAccess, type NetworkRule } from './network/network-rule';
