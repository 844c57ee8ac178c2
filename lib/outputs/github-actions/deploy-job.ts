import { StageName } from '../../model/pipeline/pipeline-stage';
import { CHECKOUT, SETUP_HELM, SETUP_KUBECTL, SETUP_NODE } from './actions';
import { budgetOf, DEFAULT_RUNNER, minutes, PREPARATION_MINUTES, requireSecrets } from './build-job';
import { BuiltImage } from './built-image';
import { RunningWorkload } from './deployed-environment';
import { DeploymentKind } from './deployment-method';
import { DeploymentPlan } from './deployment-plan';
import { HELM_DEPLOY, KUBECTL_DEPLOY, PRUNE, RECORD } from './scripts/deployment';
import { CHECK_OUTPUT, FETCH_DEPLOYED, PIN_IMAGES, WRITE_KUBECONFIG } from './scripts/preparation';
import { ARGO_CD_ROLL_BACK, HELM_ROLL_BACK, KUBECTL_ROLL_BACK } from './scripts/rollback';
import { DIAGNOSE, VERIFY, VERIFY_SYNC } from './scripts/verification';
import { Expression, WorkflowMapping } from './workflow-text';

const DEFAULT_ROLLBACK_SECONDS = 120;
const KUBECONFIG_VARIABLE = { KUBECONFIG: new Expression(`${Expression.of('runner.temp').text}/kubeconfig`) };
const TOKEN = { GITHUB_TOKEN: Expression.of('github.token') };
/** The deployment has begun, and nobody knows that it works. */
const IS_HALF_DONE = [
  '(failure() || cancelled())',
  `contains(fromJSON('["success", "failure", "cancelled"]'), steps.deploy.outcome)`,
  "steps.verify.outcome != 'success'",
].join(' && ');

/**
 * Deploys, verifies, and rolls back: steps of one job, because each job that names a protected environment waits for its
 * reviewers.
 */
export function deployJob(plan: DeploymentPlan): WorkflowMapping {
  const { environment, props, health } = plan;
  const seconds = budgetOf(plan, StageName.DEPLOY, StageName.VERIFY) + rollbackSeconds(plan);
  const url = health.map((target) => new URL(target.url)).find(({ hostname }) => hostname.includes('.'))?.origin;
  return {
    name: `Deploy to ${environment.name}`,
    needs: plan.images.map(({ job }) => job),
    'runs-on': props.runner ?? DEFAULT_RUNNER,
    'timeout-minutes': minutes(seconds) + PREPARATION_MINUTES,
    environment: { name: environment.name, url },
    // To push the deploy branch.
    permissions: { contents: 'write' },
    outputs: {
      deploy: Expression.of('steps.deploy.outcome'),
      verify: Expression.of('steps.verify.outcome'),
      record: plan.method.kind === DeploymentKind.ARGO_CD ? undefined : Expression.of('steps.record.outcome'),
      'roll-back': Expression.of('steps.roll-back.outputs.outcome'),
      addresses: Expression.of('steps.verify.outputs.addresses'),
    },
    env: commonVariables(plan),
    steps: [...preparation(plan), ...deployment(plan), ...rollBack(plan), removeKubeconfig()],
  };
}

/** Digests, each behind its repository, as the jobs that built them tell. */
export function digests(images: readonly BuiltImage[]): Expression {
  return new Expression(
    images.map(({ job, lockKey }) => `${lockKey} ${Expression.of(`needs.${job}.outputs.digest`).text}`).join('\n'),
  );
}

function commonVariables(plan: DeploymentPlan): WorkflowMapping {
  return {
    ENVIRONMENT: plan.environment.name,
    LOCK_FILE: plan.lockFile,
    OUTPUT: plan.output,
    INDEX: plan.index,
    DEPLOY_BRANCH: plan.deployBranch,
    WORKLOADS: lines(plan.environment.workloads),
  };
}

/** From the commit to checked manifests and a cluster that can be reached. */
function preparation(plan: DeploymentPlan): WorkflowMapping[] {
  const { props, method, kubeconfigSecret, images } = plan;
  const { install = ['npm ci'], synth = ['npx cdk8s-webapp synth'], check = [], nodeVersion = '22' } = props;
  const commands = (name: string, list: readonly string[]) =>
    list.length === 0 ? [] : [{ name, run: list.join('\n') }];
  return [
    ...requireSecrets([kubeconfigSecret]),
    { name: 'Check out the commit', uses: CHECKOUT, with: { 'persist-credentials': false } },
    {
      name: 'Set up Node',
      uses: SETUP_NODE,
      with: { 'node-version': nodeVersion, 'package-manager-cache': false },
    },
    ...commands('Install', install),
    { name: 'Pin the images', env: { IMAGES: digests(images) }, run: PIN_IMAGES },
    ...commands('Synthesize', synth),
    ...commands('Check', check),
    {
      name: 'Check what is going to be deployed',
      env: { IMAGES: digests(images), WORKFLOW_FILE: plan.workflowFile },
      run: CHECK_OUTPUT,
    },
    { name: 'Set up kubectl', uses: SETUP_KUBECTL, with: { version: plan.kubectlVersion } },
    ...(method.kind === DeploymentKind.HELM
      ? [{ name: 'Set up Helm', uses: SETUP_HELM, with: { version: method.helmVersion } }]
      : []),
    { name: 'Fetch what is deployed', env: TOKEN, run: FETCH_DEPLOYED },
    {
      name: 'Write the kubeconfig',
      env: { ...KUBECONFIG_VARIABLE, KUBECONFIG_SECRET: Expression.secret(kubeconfigSecret) },
      run: WRITE_KUBECONFIG,
    },
  ];
}

function deployment(plan: DeploymentPlan): WorkflowMapping[] {
  const { method, environment, images } = plan;
  const budget = { BUDGET_SECONDS: String(budgetOf(plan, StageName.DEPLOY)) };
  const record = { name: 'Record what is deployed', id: 'record', env: TOKEN, run: RECORD };
  const isCommitted = method.kind === DeploymentKind.ARGO_CD;
  const step = { name: 'Deploy', id: 'deploy', 'timeout-minutes': minutes(budgetOf(plan, StageName.DEPLOY)) + 1 };
  const deploy = isCommitted
    ? { ...step, env: TOKEN, run: RECORD }
    : method.kind === DeploymentKind.HELM
      ? { ...step, env: { ...KUBECONFIG_VARIABLE, ...budget, ...release(plan) }, run: HELM_DEPLOY }
      : { ...step, env: { ...KUBECONFIG_VARIABLE, ...budget }, run: KUBECTL_DEPLOY };
  const running = images.filter(({ isRunning }) => isRunning).map(({ lockKey }) => lockKey);
  return [
    deploy,
    {
      name: 'Verify',
      id: 'verify',
      'timeout-minutes': minutes(budgetOf(plan, StageName.VERIFY)) + 1,
      env: {
        ...KUBECONFIG_VARIABLE,
        BUDGET_SECONDS: String(budgetOf(plan, StageName.VERIFY)),
        DEPLOYED: isCommitted ? running.join('\n') : undefined,
        LOAD_BALANCERS: lines(environment.loadBalancers),
        HEALTH_CHECKS: plan.health.map(({ url, service }) => [url, service ?? []].flat().join(' ')).join('\n'),
      },
      run: isCommitted ? VERIFY_SYNC : VERIFY,
    },
    ...(method.kind === DeploymentKind.KUBECTL
      ? [{ name: 'Remove what is not rendered any more', env: KUBECONFIG_VARIABLE, run: PRUNE }]
      : []),
    ...(isCommitted ? [] : [record]),
  ];
}

function rollBack(plan: DeploymentPlan): WorkflowMapping[] {
  const { method, environment } = plan;
  const seconds = rollbackSeconds(plan);
  const isCommitted = method.kind === DeploymentKind.ARGO_CD;
  const running = plan.images.filter(({ isRunning }) => isRunning).map(({ lockKey }) => lockKey);
  const scripts = {
    [DeploymentKind.KUBECTL]: KUBECTL_ROLL_BACK,
    [DeploymentKind.HELM]: HELM_ROLL_BACK,
    [DeploymentKind.ARGO_CD]: ARGO_CD_ROLL_BACK,
  };
  return [
    {
      name: 'Diagnose',
      if: Expression.of(IS_HALF_DONE),
      env: { ...KUBECONFIG_VARIABLE, NAMESPACES: environment.namespaces.join(' ') },
      run: DIAGNOSE,
    },
    {
      name: 'Roll back',
      id: 'roll-back',
      if: Expression.of(IS_HALF_DONE),
      'timeout-minutes': minutes(seconds) + 1,
      env: {
        ...KUBECONFIG_VARIABLE,
        ...(isCommitted ? { ...TOKEN, DEPLOYED: running.join('\n') } : {}),
        BUDGET_SECONDS: String(seconds),
        ...release(plan),
      },
      run: scripts[method.kind],
    },
  ];
}

function removeKubeconfig(): WorkflowMapping {
  return {
    name: 'Remove the kubeconfig',
    if: Expression.of('always()'),
    env: KUBECONFIG_VARIABLE,
    run: 'rm -f "$KUBECONFIG"\n',
  };
}

function release({ release: planned }: DeploymentPlan): WorkflowMapping {
  return planned === undefined
    ? {}
    : { RELEASE: planned.name, NAMESPACE: planned.namespace, CHART: planned.chart, VALUES: planned.values };
}

function rollbackSeconds({ props }: DeploymentPlan): number {
  return props.rollbackSeconds ?? DEFAULT_ROLLBACK_SECONDS;
}

function lines(workloads: readonly RunningWorkload[]): string {
  return workloads.map(({ namespace, name }) => `${namespace} ${name}`).join('\n');
}
