import { ContainerResources, Exposure, HealthChecks, ImagePullPolicy, Stage, Volume } from 'cdk8s-webapp';

/** What differs from one environment of todo-chatbot to another. */
export interface Environment {
  readonly name: string;
  readonly stage: Stage;
  /** Tag of both images. NEXT_PUBLIC_* values are fixed at build time, so an image belongs to its environment. */
  readonly imageTag: string;
  readonly imagePullPolicy: ImagePullPolicy;
  /** Whether the browser calls the backend itself, or the frontend, whose server passes /api on. */
  readonly api: 'direct' | 'proxied';
  readonly config: EnvironmentConfig;
  readonly backend: BackendEnvironment;
  readonly frontend: ServiceEnvironment;
}

/** Configuration values that are not the same everywhere. */
export interface EnvironmentConfig {
  readonly logLevel: 'DEBUG' | 'INFO' | 'WARNING';
  readonly emailProvider: 'console' | 'gmail';
  readonly rateLimitPerMinute: number;
  /** Origins that may call the API besides the frontend's own. */
  readonly furtherOrigins: string[];
}

/** What differs for one of the two services. */
export interface ServiceEnvironment {
  readonly replicas: number;
  readonly resources: ContainerResources;
  readonly health: HealthChecks;
  readonly exposure: Exposure;
}

/** What differs for the backend. */
export interface BackendEnvironment extends ServiceEnvironment {
  /** Where uploaded files are kept. */
  readonly uploads: Volume;
}
