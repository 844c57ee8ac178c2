import { safeText } from '../core/credentials';
import { Finding } from '../core/issue';
import { LiveCheck } from '../core/live-check';
import { dnsSubdomain } from '../core/names';
import { fieldsOf } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { ContainerImage } from '../image/container-image';
import {
  acrFields,
  artifactRegistryFields,
  customFields,
  dockerHubFields,
  ecrFields,
  ghcrFields,
  ocirFields,
  RegistryFields,
} from './registry-fields';
import { registryLiveChecks } from './registry-live-checks';
import {
  AcrOptions,
  ArtifactRegistryOptions,
  CustomRegistryOptions,
  DockerHubOptions,
  EcrOptions,
  GhcrOptions,
  OcirOptions,
  PullLimits,
  RegistryFacts,
  RegistryType,
} from './registry-options';
import { pullLimitFindings, repositoryListFindings, textFindings, tokenFindings } from './registry-rules';
import { TokenReference } from './token-reference';

/** Stands for any name below the account, to learn how names there begin. */
const ANY_REPOSITORY = 'x';

/**
 * Where the images of an application are stored. It knows where the access token is kept, never the token: texts that
 * look like one are refused wherever they are given, and are neither kept nor shown.
 */
export class ContainerRegistry implements IValidated {
  /** Docker Hub. Its images are written without the host, `username/todo-backend`, as everybody writes them. */
  static dockerHub(options: DockerHubOptions): ContainerRegistry {
    return new ContainerRegistry(dockerHubFields(options));
  }

  /** The GitHub Container Registry: `ghcr.io/OWNER/NAME`. */
  static ghcr(options: GhcrOptions): ContainerRegistry {
    return new ContainerRegistry(ghcrFields(options));
  }

  /**
   * Google's Artifact Registry: `LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/NAME`.
   *
   * @see https://cloud.google.com/artifact-registry/docs/docker/names
   */
  static artifactRegistry(options: ArtifactRegistryOptions): ContainerRegistry {
    return new ContainerRegistry(artifactRegistryFields(options));
  }

  /**
   * A private registry of Amazon ECR: `ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME`.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
   */
  static ecr(options: EcrOptions): ContainerRegistry {
    return new ContainerRegistry(ecrFields(options));
  }

  /** A registry of Azure: `NAME.azurecr.io`. */
  static acr(options: AcrOptions): ContainerRegistry {
    return new ContainerRegistry(acrFields(options));
  }

  /** A tenancy's registry in Oracle Cloud: `REGION.ocir.io/NAMESPACE/NAME`. */
  static ocir(options: OcirOptions): ContainerRegistry {
    return new ContainerRegistry(ocirFields(options));
  }

  /** Any other registry. */
  static custom(options: CustomRegistryOptions): ContainerRegistry {
    return new ContainerRegistry(customFields(options));
  }

  /** Kind of the registry. */
  readonly type: RegistryType;
  /** Host and port, without scheme and path: `docker.io`. */
  readonly url: string;
  /** @default - nothing stands between the host and the names of repositories */
  readonly namespace?: string;
  /** @default - no name logs in */
  readonly username?: string;
  /** @default - none: public images can be pulled, nothing can be pushed */
  readonly token?: TokenReference;
  /** @default - none: nodes pull without a login */
  readonly pullSecretName?: string;
  readonly #repositories: unknown;
  readonly #pullLimits?: PullLimits;
  readonly #hasWrongToken: boolean;
  readonly #findings: readonly Finding[];

  private constructor(fields: RegistryFields) {
    const { repositories, token, pullSecretName, pullLimits } = fields.options;
    this.type = fields.type;
    this.url = fields.url;
    this.namespace = fields.namespace;
    this.username = fields.username;
    this.token = TokenReference.isTokenReference(token) ? token : undefined;
    this.pullSecretName = pullSecretName === undefined ? undefined : safeText(pullSecretName);
    this.#repositories = Array.isArray(repositories) ? repositories.map(withoutCredentials) : undefined;
    this.#pullLimits = pullLimits === undefined ? undefined : { windowHours: NaN, ...fieldsOf(pullLimits) };
    // What was given instead of a reference can be the token, so that it was given is all that is kept.
    this.#hasWrongToken = token !== undefined && this.token === undefined;
    this.#findings = fields.findings;
  }

  /** The registry and the account, for messages. */
  get place(): string {
    return `ContainerRegistry ${this.url}${this.namespace === undefined ? '' : `/${this.namespace}`}`;
  }

  /** Names of the image repositories below the account. */
  get repositories(): string[] {
    const given = Array.isArray(this.#repositories) ? (this.#repositories as unknown[]) : [];
    return given.filter((name) => typeof name === 'string');
  }

  /** How many pulls the registry allows, or `undefined` when no limit is known. */
  get pullLimits(): PullLimits | undefined {
    return this.#pullLimits === undefined ? undefined : { ...this.#pullLimits };
  }

  /** Pulls in one window that the nodes have, with or without a login; `undefined` when no limit is known. */
  get nodePullLimit(): number | undefined {
    return this.pullSecretName === undefined ? this.#pullLimits?.anonymousPulls : this.#pullLimits?.authenticatedPulls;
  }

  findings(): Finding[] {
    const { token, pullSecretName } = this;
    return [
      ...this.#findings,
      ...repositoryListFindings('repositories', this.#repositories, this.type === RegistryType.DOCKER_HUB),
      ...(token === undefined && !this.#hasWrongToken ? [] : tokenFindings('token', token)),
      ...(pullSecretName === undefined ? [] : textFindings('pullSecretName', pullSecretName, dnsSubdomain)),
      ...(this.#pullLimits === undefined ? [] : pullLimitFindings('pullLimits', this.#pullLimits)),
    ];
  }

  /**
   * An image of this registry, as references to it are written. Whether the repository is declared is judged by
   * `repositoryFindings`, because values say what is wrong with them and never throw.
   *
   * @param repository name below the account
   * @param tag a semantic version, or `latest`; without it the image moves, unless an `ImageLock` pins it
   */
  image(repository: string, tag?: string): ContainerImage {
    return ContainerImage.of(`${this.reference(repository)}${tag === undefined ? '' : `:${tag}`}`);
  }

  /** Whether the image belongs to the account of this registry, in a declared repository or not. */
  owns(image: ContainerImage): boolean {
    const account = this.nameOf(ANY_REPOSITORY).slice(0, -ANY_REPOSITORY.length);
    return account !== '' && image.name.startsWith(account);
  }

  /** The image lies in one of the declared repositories. An image that is no reference is its own finding. */
  repositoryFindings(field: string, image: ContainerImage): Finding[] {
    if (image.name === '' || this.repositories.some((name) => this.nameOf(name) === image.name)) {
      return [];
    }
    return [
      {
        code: 'repository-undeclared',
        field,
        given: image.toString(),
        allowed: `an image of ${this.repositories.map((name) => this.reference(name)).join(', ')}`,
        remedy: 'Correct the image, or add its repository to the repositories of the registry.',
      },
    ];
  }

  /**
   * Whether the token still works, the repositories are there, and the pulls of a deployment are left.
   *
   * @param now the time for which the end of the token is judged
   */
  verify(facts: RegistryFacts, now: Date): LiveCheck[] {
    const declared = {
      hasToken: this.token !== undefined,
      repositories: this.repositories,
      nameOf: (repository: string) => this.nameOf(repository),
      pullLimit: this.nodePullLimit,
    };
    return registryLiveChecks(this.place, declared, fieldsOf(facts), now);
  }

  /** The registry, for messages. */
  toString(): string {
    return `${this.type} ${this.url}`;
  }

  private nameOf(repository: string): string {
    return ContainerImage.of(this.reference(repository)).name;
  }

  private reference(repository: string): string {
    const host = this.type === RegistryType.DOCKER_HUB ? [] : [this.url];
    const namespace = this.namespace === undefined ? [] : [this.namespace];
    return [...host, ...namespace, repository].join('/');
  }
}

function withoutCredentials(given: unknown): unknown {
  return typeof given === 'string' ? safeText(given) : given;
}
