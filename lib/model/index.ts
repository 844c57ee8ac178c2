export { Architecture } from './architecture';
export { CloudCluster, type CloudClusterProps, type ClusterFacts, type NodePoolAllocatable } from './cloud-cluster';
export {
  CLUSTER_LIFECYCLE,
  ClusterEvent,
  ClusterState,
  clusterState,
  type ClusterStateFacts,
} from './cluster-lifecycle';
export { ClusterProvider } from './cluster-provider';
export { ContainerImage, type ImageAttributes, ImagePullPolicy } from './container-image';
export { ContainerRegistry } from './container-registry';
export {
  type ContainerResources,
  type CpuResources,
  DEFAULT_RESOURCES,
  type EphemeralStorageResources,
  type MemoryResources,
} from './container-resources';
export { DeploymentBase } from './deployment-base';
export { DeploymentConfiguration } from './deployment-configuration';
export { type DeploymentGoals } from './deployment-goals';
export { type DeploymentBaseProps, type EnvironmentProps } from './deployment-props';
export { checkSecretEnvFile } from './env-file';
export { EXECUTION_FLOW, type ExecutionStep } from './execution-flow';
export {
  type ClusterIpOptions,
  Exposure,
  ExposureKind,
  type GatewayRoute,
  type HttpRouteOptions,
  type IngressExposureOptions,
  type IngressRoute,
  type LoadBalancerOptions,
  type NodePortOptions,
  ServiceType,
} from './exposure';
export {
  EXPOSURE_LIFECYCLE,
  ExposureEvent,
  ExposureState,
  exposureState,
  type ExposureStateFacts,
} from './exposure-lifecycle';
export { type FreeTierAllowance } from './free-tier';
export { HealthCheck, type HealthChecks, type ProbeTiming } from './health-checks';
export {
  HelmRelease,
  type HelmReleaseFacts,
  type HelmReleaseProps,
  releaseConflicts,
  type ReleasePlacement,
} from './helm-release';
export { IMAGE_LIFECYCLE, ImageEvent, ImageState, imageState, type ImageStateFacts } from './image-lifecycle';
export { type ImageFacts } from './image-live-checks';
export { ImageLock, type ImageLockOptions } from './image-lock';
export { type ImagePin } from './image-pin';
export { type Finding, type Issue } from './issue';
export { Kubeconfig, type KubeconfigFacts, type KubeconfigFileOptions } from './kubeconfig';
export { KubernetesSecret, type KubernetesSecretProps, missingSecretKeys } from './kubernetes-secret';
export { KubernetesVersion } from './kubernetes-version';
export { Lifecycle, type Transition } from './lifecycle';
export { type LiveCheck, Verdict } from './live-check';
export { NodePool, type NodePoolProps, type NodeTaint, TaintEffect } from './node-pool';
export { NodeResources } from './node-resources';
export { NodeShape } from './node-shape';
export {
  type CustomNodeOptions,
  type LocalNodeOptions,
  type NodeReservation,
  type NodeShapeOptions,
  type OracleA1FlexOptions,
} from './node-shape-options';
export { Pipeline, type PipelineProps } from './pipeline';
export { type PipelineFacts } from './pipeline-live-checks';
export { PipelineRun, type PipelineRunProps, RunOutcome } from './pipeline-run';
export { type PipelineStage, StageName } from './pipeline-stage';
export { PipelineStatus, type PipelineSummary, summarize } from './pipeline-summary';
export { PipelineTrigger, type PushTriggerOptions, TriggerKind } from './pipeline-trigger';
export { Cpu, type ICpu, type ISize, Size } from './quantity';
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
} from './registry-options';
export { RELEASE_LIFECYCLE, ReleaseEvent, ReleaseState } from './release-lifecycle';
export { SecretFormat, SecretKey, type SecretKeyOptions } from './secret-key';
export { checkSecretObject } from './secret-object';
export { SecretSource } from './secret-source';
export { SecretType } from './secret-type';
export {
  type HealthOverrides,
  type ServiceConfiguration,
  type ServiceOverrides,
  type VolumeOverrides,
} from './service-configuration';
export {
  exposureConflicts,
  type ExposurePlacement,
  Protocol,
  ServiceExposure,
  type ServiceExposureFacts,
  type ServiceExposureProps,
} from './service-exposure';
export { type ServiceOptions, type ServiceSettings } from './service-settings';
export { type Setting, SettingOrigin } from './settings';
export { Stage } from './stage';
export { TokenReference } from './token-reference';
export { type IValidated, issuesOf, requireValid } from './validated';
export { ValidationError } from './validation-error';
export { AccessMode, type EmptyDirOptions, type PersistentClaimOptions, Volume, type VolumeMount } from './volume';
