import { Finding } from '../../model/core/issue';
import { boolean, instance, list, map, number, record, text } from '../../model/core/reading';
import { hasMethods } from '../../model/core/untrusted';
import { Pipeline } from '../../model/pipeline/pipeline';
import { DeploymentMethod } from './deployment-method';

/** How one image is built. */
export interface ImageBuildOptions {
  /**
   * Directory that Docker builds from, from the root of the repository on.
   * @default - the directory that is named like the workload that answers with the image, or the first that runs it
   */
  readonly context?: string;
  /**
   * Path of the Dockerfile, from the root of the repository on.
   * @default - `Dockerfile` in the context
   */
  readonly dockerfile?: string;
  /**
   * Stage of the Dockerfile to build.
   * @default - the last one
   */
  readonly target?: string;
  /**
   * Build arguments. Everybody who can pull the image can read them. Variables of the pods whose names frameworks hand to
   * the browser (`NEXT_PUBLIC_...`) are build arguments anyway, with the values that they have in the environment.
   * @default - only those
   */
  readonly buildArguments?: { [name: string]: string };
  /**
   * Names of secrets of the pipeline that the Dockerfile mounts: `RUN --mount=type=secret,id=NPM_TOKEN`.
   * @default - none
   */
  readonly secrets?: string[];
}

/** Options of `GithubActions`. */
export interface GithubActionsProps {
  /** Name of the environment that is deployed to. A GitHub environment of that name protects it. */
  readonly environment: string;
  /**
   * What starts it, its stages and their budgets, and the secrets that it asks for.
   * @default - that of the environment's configuration
   */
  readonly pipeline?: Pipeline;
  /**
   * How the cluster comes to run what was rendered.
   * @default DeploymentMethod.kubectl()
   */
  readonly method?: DeploymentMethod;
  /**
   * How images are built, by the name of the repository below its account. All images of the configuration's registries
   * are built that pods of the environment run.
   * @default - from the Dockerfile in the directory that is named like the workload
   */
  readonly images?: { [repository: string]: ImageBuildOptions };
  /**
   * Names of repositories whose images something else builds.
   * @default - none
   */
  readonly builtElsewhere?: string[];
  /**
   * Names of secrets that hold the name that logs in to a registry, by the host of the registry.
   * @default - the username of the registry
   */
  readonly usernameSecrets?: { [registry: string]: string };
  /**
   * Path of the image lock, from the root of the repository on.
   * @default - that of the environment's image lock, from the working directory on
   */
  readonly lockFile?: string;
  /**
   * Directory that synthesis writes to, from the root of the repository on.
   * @default 'dist'
   */
  readonly outputDirectory?: string;
  /**
   * Branch that records what is deployed: the image lock and the manifests, as they were verified. Only this pipeline
   * writes to it.
   * @default - `deployed/<environment>`
   */
  readonly deployBranch?: string;
  /**
   * Commands that install what the program needs.
   * @default ['npm ci']
   */
  readonly install?: string[];
  /**
   * Commands that synthesize.
   * @default ['npx cdk8s-webapp synth']
   */
  readonly synth?: string[];
  /**
   * Commands that judge what was synthesized, before it is deployed.
   * @default - only what synthesis judges
   */
  readonly check?: string[];
  /**
   * Version of Node that runs them.
   * @default '22'
   */
  readonly nodeVersion?: string;
  /**
   * Whether GitHub signs where each image comes from. Private repositories need GitHub Enterprise Cloud for it.
   * @default false
   * @see https://docs.github.com/en/actions/concepts/security/artifact-attestations
   */
  readonly attest?: boolean;
  /**
   * Seconds that rolling back may take.
   * @default 120
   */
  readonly rollbackSeconds?: number;
  /**
   * Label of the machines that all jobs run on.
   * @default - `ubuntu-24.04`; images for Arm alone are built on `ubuntu-24.04-arm`
   */
  readonly runner?: string;
}

const READER = record({
  environment: text,
  pipeline: instance('a Pipeline', (value) => hasMethods(value, ['findings', 'nextStage'])),
  method: instance('a DeploymentMethod', (value) => DeploymentMethod.isDeploymentMethod(value)),
  images: map(
    record({ context: text, dockerfile: text, target: text, buildArguments: map(text), secrets: list(text) }),
  ),
  builtElsewhere: list(text),
  usernameSecrets: map(text),
  lockFile: text,
  outputDirectory: text,
  deployBranch: text,
  install: list(text),
  synth: list(text),
  check: list(text),
  nodeVersion: text,
  attest: boolean,
  rollbackSeconds: number,
  runner: text,
});

/** The properties as far as they can be used, and what is wrong with the others. */
export function readGithubActionsProps(given: unknown): {
  readonly props: Partial<GithubActionsProps>;
  readonly findings: Finding[];
} {
  const { value, findings } = READER('', given ?? {});
  return { props: (value ?? {}) as Partial<GithubActionsProps>, findings };
}
