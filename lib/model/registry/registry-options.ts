import { TokenReference } from './token-reference';

/** Kinds of container registries, in the words that people use. */
export enum RegistryType {
  DOCKER_HUB = 'Docker Hub',
  /** GitHub's. */
  GHCR = 'GHCR',
  /** Google's. */
  ARTIFACT_REGISTRY = 'Artifact Registry',
  /** Amazon's. */
  ECR = 'ECR',
  /** Azure's. */
  ACR = 'ACR',
  /** Oracle's. */
  OCIR = 'OCIR',
  CUSTOM = 'custom',
}

/** How many pulls a registry allows. */
export interface PullLimits {
  /**
   * Pulls in one window without a login, counted for each IP address. All nodes behind one address share them.
   * @default - no limit is known
   */
  readonly anonymousPulls?: number;
  /**
   * Pulls in one window with a login, counted for the account.
   * @default - no limit is known
   */
  readonly authenticatedPulls?: number;
  /** Length of the window in hours. */
  readonly windowHours: number;
}

/** What all registries can be given. */
export interface RegistryOptions {
  /** Names of the image repositories below the account: `todo-backend`, not `username/todo-backend`. */
  readonly repositories: string[];
  /**
   * Where the access token is kept.
   * @default - none: public images can be pulled, nothing can be pushed
   */
  readonly token?: TokenReference;
  /**
   * Name of the Secret of type kubernetes.io/dockerconfigjson with which nodes pull.
   * @default - none: nodes pull without a login
   */
  readonly pullSecretName?: string;
  /**
   * How many pulls the registry allows.
   * @default - on Docker Hub 100 in 6 hours without a login and 200 with that of a free account; elsewhere none is known
   * @see https://docs.docker.com/docker-hub/usage/
   */
  readonly pullLimits?: PullLimits;
}

/** An account of Docker Hub. */
export interface DockerHubOptions extends RegistryOptions {
  /** Name of the account that logs in. */
  readonly username: string;
  /**
   * Account or organization that the repositories belong to.
   * @default - the username
   */
  readonly namespace?: string;
}

/** An account of the GitHub Container Registry. */
export interface GhcrOptions extends RegistryOptions {
  /** User or organization that owns the packages, in lower case. */
  readonly owner: string;
  /**
   * Name of the account that logs in.
   * @default - the owner
   */
  readonly username?: string;
}

/** A repository of Google's Artifact Registry. */
export interface ArtifactRegistryOptions extends RegistryOptions {
  /** Region or multi-region, for example `us-central1` or `europe`. */
  readonly location: string;
  /** Id of the project, for example `acme-prod` or `example.com:acme-prod`. */
  readonly project: string;
  /** Name of the Docker repository, which holds the image repositories. */
  readonly repository: string;
  /**
   * Name that logs in: `oauth2accesstoken`, or `_json_key_base64` where the token is the key of a service account.
   * @default 'oauth2accesstoken'
   */
  readonly username?: string;
}

/** A private registry of Amazon ECR. */
export interface EcrOptions extends RegistryOptions {
  /** Number of the AWS account, 12 digits. */
  readonly accountId: string;
  /** Region, for example `eu-west-1`. */
  readonly region: string;
  /**
   * What the names of the repositories begin with, without "/" at the end.
   * @default - nothing
   */
  readonly namespace?: string;
}

/** A registry of Azure. */
export interface AcrOptions extends RegistryOptions {
  /** First part of the login server's name, in lower case: `acme` for `acme.azurecr.io`. */
  readonly name: string;
  /**
   * What the names of the repositories begin with, without "/" at the end.
   * @default - nothing
   */
  readonly namespace?: string;
  /**
   * Name that logs in: the id of a service principal or the name of a token.
   * @default - none: the nodes' managed identity pulls
   */
  readonly username?: string;
}

/** A tenancy's registry in Oracle Cloud. */
export interface OcirOptions extends RegistryOptions {
  /** Key of the region, for example `iad` for us-ashburn-1. */
  readonly region: string;
  /** Namespace of the tenancy's object storage. */
  readonly tenancyNamespace: string;
  /**
   * Name that logs in: `NAMESPACE/USER`, or `NAMESPACE/DOMAIN/USER` for federated users.
   * @default - none: nothing can log in
   */
  readonly username?: string;
}

/** Any other registry. */
export interface CustomRegistryOptions extends RegistryOptions {
  /** Host and port, without scheme and path: `registry.example.com:5000`. */
  readonly url: string;
  /**
   * Path in front of the names of the repositories.
   * @default - nothing
   */
  readonly namespace?: string;
  /**
   * Name that logs in.
   * @default - none
   */
  readonly username?: string;
}

/** What was observed of a registry. */
export interface RegistryFacts {
  /**
   * Whether the registry accepted a login with the token.
   * @default - nobody tried
   */
  readonly tokenAccepted?: boolean;
  /**
   * When the token ends.
   * @default - nobody looked
   */
  readonly tokenExpiresAt?: Date;
  /**
   * Whether the token was issued without an end.
   * @default - nobody looked
   */
  readonly tokenNeverExpires?: boolean;
  /**
   * Repositories that answered, by their names below the account or in full.
   * @default - nobody asked
   */
  readonly accessibleRepositories?: string[];
  /**
   * Pulls that are left in the current window: `ratelimit-remaining` on Docker Hub.
   * @default - nobody asked
   */
  readonly pullsRemaining?: number;
  /**
   * Pulls that the deployment needs: for each node one of every image, and of every platform of it that is fetched.
   * @default - nobody counted
   */
  readonly pullsNeeded?: number;
}
