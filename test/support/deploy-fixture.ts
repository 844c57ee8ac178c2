import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  App,
  type DeploymentMethod,
  GithubActions,
  type GithubActionsProps,
  Pipeline,
  PipelineTrigger,
  StageName,
} from 'cdk8s-webapp';
import { run } from '../../lib/process/run';
import { writeSynthesis } from '../../lib/synth/write-synthesis';
import { cloud } from '../../todo-chatbot/environments/cloud';
import { TodoChatbot } from '../../todo-chatbot/todo-chatbot';
import { judge } from './judges';
import { type JobResult, readWorkflow, type Runner, runJob, type Workflow, type WorkflowJob } from './workflow-run';

export const DIGESTS = { backend: `sha256:${'b'.repeat(64)}`, frontend: `sha256:${'f'.repeat(64)}` };
export const LOCK = 'todo-chatbot/environments/cloud.images.json';
export const DEPLOY_BRANCH = 'deployed/cloud';

/** A pipeline whose waits a test can wait for. */
export function quickPipeline(verifySeconds: number, name = 'deploy-cloud'): Pipeline {
  return new Pipeline({
    name,
    triggers: [PipelineTrigger.push({ branches: ['main'] })],
    stages: [
      { name: StageName.BUILD, budgetSeconds: 60 },
      { name: StageName.PUSH, budgetSeconds: 20 },
      { name: StageName.DEPLOY, budgetSeconds: 20 },
      { name: StageName.VERIFY, budgetSeconds: verifySeconds },
    ],
    requiredCredentials: ['DOCKERHUB_USERNAME', 'DOCKERHUB_TOKEN', 'KUBECONFIG_CONTENT'],
  });
}

/** todo-chatbot in the cloud, and its pipeline. */
export function cloudApp(props: Partial<GithubActionsProps> = {}): App {
  const app = new App();
  new TodoChatbot(app, 'cloud', cloud);
  new GithubActions(app, 'pipeline', {
    environment: 'cloud',
    usernameSecrets: { 'docker.io': 'DOCKERHUB_USERNAME' },
    synth: ['npm run synth'],
    ...props,
  });
  return app;
}

/** The text of the only workflow of an app. */
export function workflowText(app: App): string {
  const group = app.render().derived.find(({ name }) => name === 'pipelines');
  return group?.files[0]?.text ?? '';
}

/** The deployment of todo-chatbot with programs that stand in for the cluster. */
export interface DeployFixture {
  readonly workflow: Workflow;
  readonly repository: string;
  /** Runs the job with a cluster that answers as the variables say. */
  deploy(env?: { [name: string]: string }, expressions?: { [expression: string]: string }): JobResult;
  git(...args: string[]): string;
  /** The file as the deploy branch has it. */
  deployed(file: string): string;
}

/**
 * Synthesizes like `npm run synth`, as far as the lock file changes the manifests: the program itself is not in the
 * repository of the test.
 */
const NPM = `
[[ $* == 'run synth' ]] || exit 0
while IFS=$'\\t' read -r repository tag digest; do
  sed --in-place --regexp-extended "s#image: $repository:.*#image: $repository:$tag@$digest#" dist/cloud/*.yaml
done < <(jq --raw-output '.images | to_entries[] | [.key, .value.tag, .value.digest] | @tsv' ${LOCK})
\${AFTER_SYNTH:-:}
`;

/** A cluster. What it answers stands in variables: exit codes of commands, the assigned address, what it has already. */
const KUBECTL = `
case "$*" in
  'patch --local'* | 'config '*) exec "$REAL_KUBECTL" "$@" ;;
  'get --filename'*) printf '%s' "\${EXISTING:-}"; exit "\${GET_FAILS:-0}" ;;
  'apply '*) [[ $* != *'/previous/'* ]] || exit "\${REAPPLY_FAILS:-0}"; exit "\${APPLY_FAILS:-0}" ;;
  'rollout status'*)
    sleep "\${ROLLOUT_SECONDS:-0}"
    [[ -f $CALLS.rolled-back || $* != *"\${NOT_READY:-nothing}"* ]] || { touch "$CALLS.rolled-back"; exit 1; }
    ;;
  'get service '*) printf '%s' "\${ADDRESS:-}" ;;
  'get job/'*) printf '%s' "\${JOB_STATE:-Complete}" ;;
  'get deployment/'*) printf '%s' "\${RUNNING:-}" ;;
esac
`;
const CURL = `printf '%s\\n' "\${HEALTH:-200 0.120000}"`;
/** Releases as Helm keeps them. */
const HELM = `
case "$*" in
  list\\ *) if [[ -f $CALLS.upgraded ]]; then printf '%s' "\${RELEASES_AFTER_UPGRADE:-\${RELEASES:-[]}}"; else printf '%s' "\${RELEASES:-[]}"; fi ;;
  history\\ *) printf '%s' "\${HISTORY:-[]}" ;;
  upgrade\\ *) touch "$CALLS.upgraded"; exit "\${UPGRADE_FAILS:-0}" ;;
esac
`;

const KUBECONFIG = `apiVersion: v1
kind: Config
current-context: test
contexts: [{ name: test, context: { cluster: test, user: test } }]
clusters: [{ name: test, cluster: { server: 'https://127.0.0.1:1' } }]
users: [{ name: test, user: {} }]
`;

/** @param directory an empty directory */
export function deployFixture(
  directory: string,
  options: { verifySeconds?: number; method?: DeploymentMethod; edit?: (repository: string) => void } = {},
): DeployFixture {
  const repository = path.join(directory, 'repository');
  const remote = path.join(directory, 'remote.git');
  const { verifySeconds = 20, method } = options;
  const git = (...args: string[]) => gitIn(repository, args);
  fs.mkdirSync(path.join(repository, path.dirname(LOCK)), { recursive: true });
  fs.writeFileSync(path.join(repository, LOCK), cloud.imageLock?.format() ?? '');
  const app = cloudApp({ pipeline: quickPipeline(verifySeconds), method });
  writeSynthesis(path.join(repository, 'dist'), app.render(), repository);
  options.edit?.(repository);
  gitIn(directory, ['init', '--quiet', '--bare', remote]);
  gitIn(directory, ['init', '--quiet', '--initial-branch=main', repository]);
  git('add', '--all');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '-m', 'First');
  git('remote', 'add', 'origin', remote);
  git('push', '--quiet', 'origin', 'main');
  const workflow = readWorkflow(workflowText(app));
  let runs = 0;
  return {
    workflow,
    repository,
    git,
    deploy: (env = {}, expressions = {}) => {
      git('checkout', '--quiet', '--force', 'main');
      const temporary = path.join(directory, `run-${(runs += 1)}`);
      return runJob(workflow.jobs['deploy'] as WorkflowJob, runnerOf(repository, temporary, env, expressions));
    },
    deployed: (file) => gitIn(remote, ['show', `${DEPLOY_BRANCH}:${file}`]),
  };
}

function runnerOf(
  repository: string,
  temporary: string,
  env: { [name: string]: string },
  expressions: { [expression: string]: string },
): Runner {
  fs.mkdirSync(temporary);
  return {
    ...{ repository, temporary },
    standIns: { npm: NPM, kubectl: KUBECTL, curl: CURL, helm: HELM },
    env: { REAL_KUBECTL: judge('kubectl') ?? '', ADDRESS: '203.0.113.7 ', ...env },
    expressions: {
      'github.token': 'token',
      'secrets.KUBECONFIG_CONTENT': KUBECONFIG,
      'needs.build-todo-backend.outputs.digest': DIGESTS.backend,
      'needs.build-todo-frontend.outputs.digest': DIGESTS.frontend,
      ...expressions,
    },
  };
}

function gitIn(cwd: string, args: string[]): string {
  const { status, stdout, stderr } = run('git', args, { cwd, env: { GIT_CONFIG_NOSYSTEM: '1', HOME: cwd } });
  if (status !== 0) {
    throw new Error(`git ${args.join(' ')}: ${stderr}`);
  }
  return stdout;
}
