import { StageName } from '../../model/pipeline/pipeline-stage';
import { ATTEST, BUILD_PUSH, CHECKOUT, LOGIN, METADATA, SETUP_BUILDX } from './actions';
import { BuiltImage } from './built-image';
import { Login } from './credentials';
import { DeploymentPlan } from './deployment-plan';
import { EMULATE, REQUIRE_SECRETS } from './scripts/preparation';
import { Expression, WorkflowMapping } from './workflow-text';

/** Checkout, tools and synthesis, which belong to no stage. */
export const PREPARATION_MINUTES = 5;
export const DEFAULT_RUNNER = 'ubuntu-24.04';
const ARM_RUNNER = 'ubuntu-24.04-arm';
const ARM = /^linux\/arm64(?:\/|$)/;
/** The name under which Docker keeps logins to Docker Hub, and so the one under which attestations are pushed. */
const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_INDEX = 'index.docker.io';

/** Whole minutes, which is what GitHub counts timeouts in. */
export function minutes(seconds: number): number {
  return Math.ceil(seconds / 60);
}

/** Seconds that stages may take together. */
export function budgetOf({ pipeline }: DeploymentPlan, ...names: StageName[]): number {
  const stages = pipeline.stages.filter(({ name }) => names.includes(name));
  return stages.reduce((sum, { budgetSeconds }) => sum + budgetSeconds, 0);
}

/**
 * Builds one image and pushes it: the stages build and push. Each image has a job of its own, because jobs of a matrix
 * overwrite each other's outputs, and the digest is an output.
 */
export function buildJob(plan: DeploymentPlan, image: BuiltImage): WorkflowMapping {
  const login = plan.logins.get(image) as Login;
  const { attest = false } = plan.props;
  const budget = minutes(budgetOf(plan, StageName.BUILD, StageName.PUSH));
  return {
    name: `Build and push ${image.repository}`,
    'runs-on': plan.props.runner ?? runnerOf(image.platforms),
    'timeout-minutes': budget + PREPARATION_MINUTES,
    permissions: {
      contents: 'read',
      packages: login.isProvided ? 'write' : undefined,
      'id-token': attest ? 'write' : undefined,
      attestations: attest ? 'write' : undefined,
    },
    outputs: { digest: Expression.of('steps.push.outputs.digest') },
    steps: [
      ...requireSecrets([...login.secrets, ...(image.options.secrets ?? [])]),
      { name: 'Check out the commit', uses: CHECKOUT, with: { 'persist-credentials': false } },
      ...emulation(plan, image),
      { name: 'Set up Buildx', uses: SETUP_BUILDX },
      loginStep(login),
      tagsStep(image),
      { ...pushStep(image), 'timeout-minutes': budget },
      ...(attest ? [attestStep(image)] : []),
    ],
  };
}

/** A step that says which secrets are missing, before anything fails for the lack of one. */
export function requireSecrets(names: readonly string[]): WorkflowMapping[] {
  if (names.length === 0) {
    return [];
  }
  const values = names.map((name) => [name, Expression.secret(name)] as const);
  return [
    {
      name: 'Look for the secrets',
      env: { SECRET_NAMES: names.join(' '), ...Object.fromEntries(values) },
      run: REQUIRE_SECRETS,
    },
  ];
}

/** Images for Arm alone are built on Arm: emulation takes many times as long. */
function runnerOf(platforms: readonly string[]): string {
  return platforms.length > 0 && platforms.every((platform) => ARM.test(platform)) ? ARM_RUNNER : DEFAULT_RUNNER;
}

function emulation({ props }: DeploymentPlan, { platforms }: BuiltImage): WorkflowMapping[] {
  const isArmAlone = platforms.every((platform) => ARM.test(platform));
  const isNative =
    props.runner === undefined ? isArmAlone || !platforms.some((each) => ARM.test(each)) : platforms.length < 2;
  return isNative ? [] : [{ name: `Emulate processors for ${platforms.join(', ')}`, run: EMULATE }];
}

function loginStep({ registry, username, password }: Login): WorkflowMapping {
  return {
    name: `Log in to ${registry.url}`,
    uses: LOGIN,
    with: { registry: registry.url === DOCKER_HUB ? undefined : registry.url, username, password },
  };
}

/** `latest`, the commit, and the version where a tag with one started the run. */
function tagsStep({ reference }: BuiltImage): WorkflowMapping {
  return {
    name: 'Name the image',
    id: 'tags',
    uses: METADATA,
    with: {
      images: reference,
      flavor: 'latest=false',
      tags: ['type=raw,value=latest', 'type=sha,format=long,prefix=', 'type=semver,pattern={{version}}'].join('\n'),
    },
  };
}

function pushStep({ repository, context, options, platforms, buildArguments }: BuiltImage): WorkflowMapping {
  const { dockerfile, target, secrets = [] } = options;
  const given = buildArguments.map(([name, value]) => `${name}=${value}`);
  const mounted = secrets.map((name) => `${name}=${Expression.secret(name).text}`);
  return {
    name: 'Build and push the image',
    id: 'push',
    uses: BUILD_PUSH,
    with: {
      context,
      file: dockerfile,
      target,
      platforms: platforms.length === 0 ? undefined : platforms.join(','),
      'build-args': given.length === 0 ? undefined : given.join('\n'),
      secrets: mounted.length === 0 ? undefined : new Expression(mounted.join('\n')),
      push: true,
      tags: Expression.of('steps.tags.outputs.tags'),
      labels: Expression.of('steps.tags.outputs.labels'),
      'cache-from': `type=gha,scope=${repository}`,
      'cache-to': `type=gha,scope=${repository},mode=max`,
      // Records the build arguments, which everybody may read.
      provenance: 'mode=max',
      sbom: true,
    },
  };
}

function attestStep({ name }: BuiltImage): WorkflowMapping {
  return {
    name: 'Sign where the image comes from',
    uses: ATTEST,
    with: {
      'subject-name': name.startsWith(`${DOCKER_HUB}/`) ? name.replace(DOCKER_HUB, DOCKER_HUB_INDEX) : name,
      'subject-digest': Expression.of('steps.push.outputs.digest'),
      'push-to-registry': true,
    },
  };
}
