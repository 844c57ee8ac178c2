import * as path from 'node:path';
import { WebAppChart } from '../../charts/web-app-chart';
import { compareText } from '../../model/core/compare-text';
import { Finding } from '../../model/core/issue';
import { Pipeline } from '../../model/pipeline/pipeline';
import { ContainerRegistry } from '../../model/registry/container-registry';
import { builtImages, BuiltImage } from './built-image';
import { credentialFindings, Login, loginOf } from './credentials';
import { DeployedEnvironment } from './deployed-environment';
import { DeploymentKind, DeploymentMethod } from './deployment-method';
import { GithubActionsProps } from './github-actions-props';
import { HealthTarget, healthTargets } from './health-targets';
import { isRepositoryPath, pathFinding, WORKFLOWS } from './repository-path';

/** A release of Helm. */
export interface PlannedRelease {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly values: string;
}

/** Everything that a workflow is made of. */
export interface DeploymentPlan {
  readonly pipeline: Pipeline;
  readonly environment: DeployedEnvironment;
  readonly method: DeploymentMethod;
  readonly images: readonly BuiltImage[];
  /** How to log in to the registry of each image. */
  readonly logins: ReadonlyMap<BuiltImage, Login>;
  /** Name of the secret that holds the kubeconfig. */
  readonly kubeconfigSecret: string;
  /** Version of kubectl: that of the cluster. */
  readonly kubectlVersion: string;
  readonly lockFile: string;
  /** Directory of the environment's manifests. */
  readonly output: string;
  /** The index of that directory. */
  readonly index: string;
  readonly deployBranch: string;
  readonly workflowFile: string;
  readonly health: readonly HealthTarget[];
  /** @default - the method needs none */
  readonly release?: PlannedRelease;
  readonly props: Partial<GithubActionsProps>;
}

/** A plan, or what stands in its way. */
export interface Planning {
  /** @default - something is wrong */
  readonly plan?: DeploymentPlan;
  readonly findings: readonly Finding[];
}

/** Directory of the indexes below the output directory. */
const INDEXES = '.cdk8s-webapp';
const DEFAULT_OUTPUT = 'dist';

/** What the pipeline of an environment has to do. */
export function planDeployment(environment: DeployedEnvironment, props: Partial<GithubActionsProps>): Planning {
  const { charts } = environment;
  const pipeline =
    props.pipeline ?? charts.find(({ configuration }) => configuration?.pipeline)?.configuration?.pipeline;
  const method = props.method ?? DeploymentMethod.kubectl();
  const { images = {}, builtElsewhere = [], usernameSecrets = {} } = props;
  const built = builtImages(environment, registriesOf(charts), { images, builtElsewhere });
  const logins = new Map(built.images.map((image) => [image, loginOf(image.registry, usernameSecrets)]));
  const lock = lockOf(charts, props);
  const cluster = charts.find((chart) => chart.cluster)?.cluster;
  const kubeconfigSecret = cluster?.kubeconfig?.secretName;
  const use = { logins: [...logins.values()], images: built.images, kubeconfigSecret, usernameSecrets };
  const findings = [
    ...(pipeline === undefined ? [pipelineMissing(environment.name)] : []),
    ...built.findings,
    ...(built.images.length === 0 ? [nothingBuilt()] : []),
    ...[...logins].flatMap(([image, login]) => login.findings(`images.${image.repository}`)),
    ...lock.findings,
    ...(kubeconfigSecret === undefined ? [kubeconfigUnreachable(cluster?.kubeconfig?.place)] : []),
    ...(method.kind === DeploymentKind.HELM && charts.length > 1 ? [severalReleases(charts)] : []),
    ...credentialFindings(pipeline, use),
  ];
  if (findings.length > 0 || pipeline === undefined || kubeconfigSecret === undefined) {
    return { findings };
  }
  const values = { pipeline, environment, method, images: built.images, logins, kubeconfigSecret, props };
  const kubectlVersion = `v${cluster?.kubernetesVersion.text ?? ''}`;
  return { findings, plan: { ...values, ...placesOf(values), kubectlVersion, lockFile: lock.file } };
}

/** Where things are, and what follows from them. */
function placesOf({
  pipeline,
  environment,
  method,
  props,
}: Pick<DeploymentPlan, 'pipeline' | 'environment' | 'method' | 'props'>) {
  const { outputDirectory: output = DEFAULT_OUTPUT, deployBranch = `deployed/${environment.name}` } = props;
  const [chart] = environment.charts;
  return {
    deployBranch,
    output: `${output}/${environment.name}`,
    index: `${output}/${INDEXES}/${environment.name}.index`,
    workflowFile: `${WORKFLOWS}/${pipeline.name}.yml`,
    health: healthTargets(environment),
    release: method.kind === DeploymentKind.HELM && chart ? releaseOf(chart, method, output) : undefined,
  };
}

/** Each once, in one order. */
function registriesOf(charts: readonly WebAppChart[]): ContainerRegistry[] {
  const registries = charts.flatMap(({ configuration }) => configuration?.registries ?? []);
  return [...new Set(registries)].sort((a, b) => compareText(a.place, b.place));
}

function releaseOf(
  { release, name, environment }: WebAppChart,
  { chart }: DeploymentMethod,
  output: string,
): PlannedRelease {
  const directory = chart ?? `${output}/charts/${name}`;
  const values = `${directory}/values-${environment}.yaml`;
  return { name: release.name, namespace: release.namespace, chart: directory, values };
}

/** The lock file that the pipeline writes and the program reads. */
function lockOf(
  charts: readonly WebAppChart[],
  { lockFile, outputDirectory = DEFAULT_OUTPUT }: Partial<GithubActionsProps>,
): { readonly file: string; readonly findings: Finding[] } {
  const given = charts.flatMap(({ configuration }) => configuration?.imageLock?.fileName ?? []);
  const files = lockFile === undefined ? [...new Set(given.map(fromWorkingDirectory))] : [lockFile];
  const [file = ''] = files;
  if (files.length !== 1) {
    return { file, findings: [lockFinding(files)] };
  }
  const isRight = isRepositoryPath(file) && !file.startsWith(`${outputDirectory}/`);
  return { file, findings: isRight ? [] : [lockPlaceFinding(file, outputDirectory)] };
}

/** With `/` on every platform. */
function fromWorkingDirectory(file: string): string {
  return (path.isAbsolute(file) ? path.relative(process.cwd(), file) : file).split(path.sep).join('/');
}

function pipelineMissing(environment: string): Finding {
  return {
    code: 'pipeline-missing',
    field: 'pipeline',
    given: `nothing, and the configuration of ${environment} has none either`,
    allowed: 'a Pipeline',
    remedy: 'Give it here, or to the DeploymentBase of the environment.',
  };
}

function nothingBuilt(): Finding {
  return {
    code: 'pipeline-builds-nothing',
    field: 'images',
    given: 'no image of a registry of the configuration in any pod of the environment',
    allowed: 'at least one image for the stages build and push',
    remedy: 'Give the DeploymentBase the registries that the images are pushed to.',
  };
}

function kubeconfigUnreachable(place: string | undefined): Finding {
  return {
    code: 'pipeline-kubeconfig-unreachable',
    field: 'environment',
    given: place ?? 'an environment without a cluster',
    allowed: 'a cluster whose kubeconfig is a secret of the pipeline',
    remedy: "Give the cluster Kubeconfig.fromPipelineSecret('KUBECONFIG_CONTENT').",
  };
}

function severalReleases(charts: readonly WebAppChart[]): Finding {
  return {
    code: 'pipeline-release-ambiguous',
    field: 'method',
    given: `the applications ${charts.map(({ name }) => name).join(', ')}`,
    allowed: 'one application in the environment, which is one release',
    remedy: 'Deploy with kubectl or Argo CD, or give each application an environment of its own.',
  };
}

function lockFinding(files: readonly string[]): Finding {
  return {
    code: 'pipeline-image-lock-missing',
    field: 'lockFile',
    given: files.length === 0 ? 'an environment without an image lock' : `the files ${files.join(', ')}`,
    allowed: 'one file, in which the pipeline writes what it has built and the program reads it',
    remedy: 'Give the environment `imageLock: ImageLock.read(...)`.',
  };
}

function lockPlaceFinding(file: string, output: string): Finding {
  return {
    ...pathFinding('lockFile', file),
    allowed: `a path below the root of the repository, outside of ${output}, which holds manifests`,
  };
}
