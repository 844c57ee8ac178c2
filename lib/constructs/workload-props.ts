import { ImagePullPolicy } from '../model/container-image';
import { ContainerResources } from '../model/container-resources';
import { Exposure } from '../model/exposure';
import { HealthChecks } from '../model/health-checks';
import { Volume, VolumeMount } from '../model/volume';
import { GracefulShutdown } from './pod-template';

/** What every workload that serves HTTP has. */
export interface WorkloadProps {
  /** Reference of the container image, for example `ghcr.io/acme/api:1.4.2`. */
  readonly image: string;
  /** Port on which the container serves HTTP. */
  readonly port: number;
  /**
   * When the node asks the registry for the image.
   * @default ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: ImagePullPolicy;
  /**
   * Name of the Deployment and of its container, value of the label `app` that selects the pods.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Name of the Service.
   * @default - the name of the workload with `-service` at the end
   */
  readonly serviceName?: string;
  /**
   * Number of pods, at least 1.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * CPU and memory of each pod.
   * @default - 250m to 500m CPU, 256Mi to 512Mi memory
   */
  readonly resources?: ContainerResources;
  /**
   * How the health of the container is watched.
   * @default - not at all: Kubernetes takes a container that runs for one that works
   */
  readonly health?: HealthChecks;
  /**
   * Variables with literal values. Confidential values belong in `AppSecrets`.
   * @default - none
   */
  readonly env?: { [name: string]: string };
  /**
   * Directories that are volumes.
   * @default - none but /tmp
   */
  readonly volumes?: VolumeMount[];
  /**
   * Directories, besides /tmp, for files that may be lost, such as caches. The rest of the container's file system
   * is read-only.
   * @default - none
   */
  readonly writablePaths?: string[];
  /**
   * Numeric user and group of the process, also the group that owns its volumes. Never 0.
   * @default 10001
   */
  readonly userId?: number;
  /**
   * How a pod ends.
   * @default - SIGTERM at once, killed after 30 s
   */
  readonly shutdown?: GracefulShutdown;
  /**
   * How the workload can be reached.
   * @default - inside the cluster only, on the port of the container
   */
  readonly exposure?: Exposure;
}

/** Pods of a workload where its author says nothing. */
export const DEFAULT_REPLICAS = 1;
/** User of a process where its author says nothing: above the ids that a node's own users have. */
export const DEFAULT_USER_ID = 10001;

/** Every volume of the pod: /tmp, the writable paths, and those that the author named. */
export function volumeMounts({ writablePaths = [], volumes = [] }: WorkloadProps): VolumeMount[] {
  const scratch = ['/tmp', ...writablePaths].map((path) => ({
    name: scratchName(path),
    path,
    volume: Volume.emptyDir(),
  }));
  return [...scratch, ...volumes];
}

/** A volume name made of a path: `/app/.next/cache` becomes `app-next-cache`. */
function scratchName(path: string): string {
  return path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
