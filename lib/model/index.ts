export { ContainerImage, ImagePullPolicy } from './container-image';
export {
  type ContainerResources,
  type CpuResources,
  DEFAULT_RESOURCES,
  type EphemeralStorageResources,
  type MemoryResources,
} from './container-resources';
export {
  type ClusterIpOptions,
  Exposure,
  type IngressExposureOptions,
  type IngressRoute,
  type LoadBalancerOptions,
  type NodePortOptions,
  ServiceType,
} from './exposure';
export { HealthCheck, type HealthChecks, type ProbeTiming } from './health-checks';
export { type Finding, type Issue } from './issue';
export { Cpu, type ICpu, type ISize, Size } from './quantity';
export { Stage } from './stage';
export { ValidationError } from './validation-error';
export { AccessMode, type EmptyDirOptions, type PersistentClaimOptions, Volume, type VolumeMount } from './volume';
