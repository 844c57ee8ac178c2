import { CloudCluster } from '../cluster/cloud-cluster';
import { ImageLock } from '../image/image-lock';
import { Pipeline } from '../pipeline/pipeline';
import { ContainerRegistry } from '../registry/container-registry';
import { KubernetesSecret } from '../secret/kubernetes-secret';
import { ServiceConfiguration, ServiceOverrides } from '../service/service-configuration';
import { DeploymentGoals } from './deployment-goals';
import { Stage } from './stage';

/** What is true of an application in every environment that does not say otherwise. */
export interface DeploymentBaseProps {
  /** The services of the application, by name. */
  readonly services: { [name: string]: ServiceConfiguration };
  /**
   * Configuration that is not confidential.
   * @default - none
   */
  readonly config?: { [key: string]: string };
  /**
   * Where the images are stored.
   * @default - images are not compared with the repositories of any registry
   */
  readonly registries?: ContainerRegistry[];
  /**
   * Confidential configuration: which keys there are.
   * @default - services ask for no keys
   */
  readonly secret?: KubernetesSecret;
  /**
   * How a change is deployed.
   * @default - start-up times are not compared with any time budget
   */
  readonly pipeline?: Pipeline;
  /**
   * What is promised about time.
   * @default - nothing
   */
  readonly goals?: DeploymentGoals;
  /**
   * Oldest version of Kubernetes that the application runs on, for example `1.25`.
   * @default - any that this library supports
   */
  readonly requiresKubernetes?: string;
  /**
   * Most pods that a service may have.
   * @default - any number
   */
  readonly maxReplicas?: number;
}

/** What an environment says differently, and what it is. */
export interface EnvironmentProps {
  /** Stage of the environment. */
  readonly stage: Stage;
  /**
   * Where it runs.
   * @default - a cluster of its own of which nothing is known
   */
  readonly cluster?: CloudCluster;
  /**
   * Tags and digests of the images, from the lock file that the pipeline writes.
   * @default - the images are used as they are
   */
  readonly imageLock?: ImageLock;
  /**
   * Configuration; each key can be replaced or added by itself.
   * @default - that of the base
   */
  readonly config?: { [key: string]: string };
  /**
   * Settings of services of the base, by name.
   * @default - those of the base
   */
  readonly services?: { [name: string]: ServiceOverrides };
  /**
   * What is promised about time; each goal can be replaced by itself.
   * @default - the goals of the base
   */
  readonly goals?: DeploymentGoals;
  /**
   * Paths of settings of the base that this environment does not have, for example `services.worker` or `config.DEBUG`.
   * @default - none
   */
  readonly remove?: string[];
}
