import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  App,
  Backend,
  ContainerRegistry,
  DeploymentMethod,
  GithubActions,
  type GithubActionsProps,
  ImageLock,
  Pipeline,
  Stage,
  TokenReference,
  WebAppChart,
} from 'cdk8s-webapp';
import { todoChatbot } from '../../../main';
import { cloud } from '../../../todo-chatbot/environments/cloud';
import { dev } from '../../../todo-chatbot/environments/dev';
import { TodoChatbot } from '../../../todo-chatbot/todo-chatbot';
import { cloudApp, quickPipeline, workflowText } from '../../support/deploy-fixture';
import { OtherRepository, otherApp, pipelineWithMigration } from '../../support/pipelines';
import { issuesFrom, summary } from '../../support/synthesis';
import { readWorkflow, type WorkflowJob } from '../../support/workflow-run';

const any = (value: unknown) => value as never;
const jobOf = (app: App, id: string) => readWorkflow(workflowText(app)).jobs[id] as WorkflowJob;
const stepOf = (job: WorkflowJob, name: string | RegExp) => {
  const [step] = job.steps.filter((each) => (typeof name === 'string' ? each.name === name : name.test(each.name)));
  return step ?? { name: 'none' };
};
const names = ({ steps }: WorkflowJob) => steps.map(({ name }) => name);

describe('todo-chatbot', () => {
  const text = workflowText(todoChatbot());
  const workflow = readWorkflow(text);

  it('has the workflow that is committed', () => {
    const file = path.join(__dirname, '../../../.github/workflows/deploy-cloud.yml');
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  it('is deployed when main is pushed, or by hand, one deployment at a time', () => {
    expect(workflow).toMatchObject({
      name: 'deploy-cloud',
      on: { push: { branches: ['main'] }, workflow_dispatch: {} },
      permissions: {},
      concurrency: { group: 'deploy-cloud', 'cancel-in-progress': false },
    });
  });

  it('builds each image in a job of its own, on the processors of the cluster', () => {
    expect(Object.keys(workflow.jobs)).toEqual(['build-todo-backend', 'build-todo-frontend', 'deploy', 'report']);
    const frontend = workflow.jobs['build-todo-frontend'] as WorkflowJob;
    expect(frontend['runs-on']).toBe('ubuntu-24.04-arm');
    expect(stepOf(frontend, 'Build and push the image').with).toMatchObject({
      context: 'frontend',
      platforms: 'linux/arm64',
      'build-args': 'NEXT_PUBLIC_API_URL=http://cloud.example.com',
      push: true,
      provenance: 'mode=max',
      sbom: true,
    });
    expect(stepOf(workflow.jobs['build-todo-backend'] as WorkflowJob, /^Build and push/).with).not.toHaveProperty(
      'build-args',
    );
  });

  it('deploys in one job that asks for the environment once, within the budgets of the stages', () => {
    const { deploy } = workflow.jobs;
    expect(deploy).toMatchObject({
      needs: ['build-todo-backend', 'build-todo-frontend'],
      environment: { name: 'cloud', url: 'http://cloud.example.com' },
      permissions: { contents: 'write' },
    });
    expect(stepOf(deploy as WorkflowJob, 'Deploy').env).toMatchObject({ BUDGET_SECONDS: '30' });
    expect(stepOf(deploy as WorkflowJob, 'Verify').env).toMatchObject({
      BUDGET_SECONDS: '460',
      LOAD_BALANCERS: 'todo-app frontend-service',
      HEALTH_CHECKS: 'http://cloud.example.com/api/health frontend-service',
    });
    expect(stepOf(deploy as WorkflowJob, 'Roll back').env).toMatchObject({ BUDGET_SECONDS: '120' });
  });

  it('gives a kubeconfig to the steps that need it, and to none that runs code of packages', () => {
    const { steps } = workflow.jobs['deploy'] as WorkflowJob;
    const given = steps.filter(({ env = {} }) => JSON.stringify(env).match(/KUBECONFIG|github\.token/));
    expect(given.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Install']));
    expect(given.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Synthesize']));
  });
});

describe('other repositories', () => {
  it('log in to GHCR as the job, build with secrets, and start by tag and clock', () => {
    const app = otherApp('ghcr');
    const workflow = readWorkflow(workflowText(app));
    expect(workflow.on).toEqual({ push: { tags: ['v*'] }, schedule: [{ cron: '30 5 * * 1-5' }] });
    const api = workflow.jobs['build-api'] as WorkflowJob;
    expect(api.permissions).toEqual({ contents: 'read', packages: 'write' });
    expect(stepOf(api, 'Log in to ghcr.io').with).toEqual({
      registry: 'ghcr.io',
      username: '${{ github.actor }}',
      password: '${{ secrets.GITHUB_TOKEN }}',
    });
    expect(stepOf(api, 'Build and push the image').with).toMatchObject({
      ...{ context: '.', file: 'docker/api.Dockerfile', target: 'run' },
      secrets: 'NPM_TOKEN=${{ secrets.NPM_TOKEN }}',
      platforms: 'linux/amd64,linux/arm64',
    });
    expect(names(api)).toContain('Emulate processors for linux/amd64, linux/arm64');
    expect(names(workflow.jobs['deploy'] as WorkflowJob)).toContain('Check');
  });

  it('log in to ECR with a key, and sign', () => {
    const front = jobOf(otherApp('ecr'), 'build-web-front');
    expect(front.permissions).toEqual({ contents: 'read', 'id-token': 'write', attestations: 'write' });
    expect(stepOf(front, /^Log in/).with).toMatchObject({ username: '${{ secrets.AWS_ACCESS_KEY_ID }}' });
    expect(stepOf(front, /^Build and push/).with?.['build-args']).toBe(
      'PUBLIC_API_URL=\nTITLE=costs ${{ \'${{\' }} github.token }}: "a" # b',
    );
    expect(stepOf(front, /^Sign/).with?.['subject-name']).toBe(
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web/front',
    );
  });

  it('use machines of their own, and images that something else builds', () => {
    const { jobs } = readWorkflow(workflowText(otherApp('custom')));
    expect(Object.keys(jobs)).toEqual(['build-api', 'deploy', 'report']);
    expect(Object.values(jobs).map((job) => job['runs-on'])).toEqual(['ubuntu-22.04', 'ubuntu-22.04', 'ubuntu-22.04']);
    expect(jobs['deploy']?.env).toMatchObject({
      DEPLOY_BRANCH: 'live',
      WORKLOADS: 'shop deployment/api\nshop deployment/web',
    });
  });

  it('build from the directory of what answers, and stay as they are when an image changes', () => {
    const [one, other] = ['1.0.0', '1.0.1'].map((tag) => pipelineWithMigration(tag));
    const contexts = [...(one ?? '').matchAll(/ context: (.+)/g)].map(([, context]) => context);
    expect(contexts.sort()).toEqual(['api', 'mail', 'news', 'schema-change', 'web']);
    expect(other).toBe(one);
  });

  it('have a job for each image, whatever their names', () => {
    const { jobs } = readWorkflow(pipelineWithMigration('1.0.0'));
    expect(Object.keys(jobs)).toEqual(expect.arrayContaining(['build-team-api', 'build-team-api-3']));
  });

  it('migrate before the rollout, and ask the host of an Ingress', () => {
    const deploy = jobOf(otherApp('custom'), 'deploy');
    expect(stepOf(deploy, 'Deploy').run).toContain('before-rollout.json');
    expect(stepOf(deploy, 'Verify').env).toMatchObject({ LOAD_BALANCERS: '' });
  });
});

describe('the image lock', () => {
  it('keeps its spelling of a repository, and its place in the repository', () => {
    const pins = { 'acme/api': { tag: '1.0.0' }, 'docker.io/acme/web/front': { tag: '1.0.0' } };
    const file = path.join(process.cwd(), 'environments/live.images.json');
    const app = otherApp({
      ...{ name: 'hub', secrets: ['TOKEN', 'KUBECONFIG'], triggers: quickPipeline(60).triggers },
      registry: ContainerRegistry.custom({
        ...{ url: 'docker.io', namespace: 'acme', username: 'acme', repositories: ['api', 'web/front'] },
        token: TokenReference.fromPipelineSecret('TOKEN'),
      }),
      imageLock: ImageLock.parse(JSON.stringify({ images: pins, version: 1 }), file),
      props: { lockFile: undefined },
    });
    const deploy = jobOf(app, 'deploy');
    expect(deploy.env?.['LOCK_FILE']).toBe('environments/live.images.json');
    expect(stepOf(deploy, 'Pin the images').env?.['IMAGES']).toBe(
      'acme/api ${{ needs.build-api.outputs.digest }}\ndocker.io/acme/web/front ${{ needs.build-web-front.outputs.digest }}',
    );
  });
});

describe('several environments', () => {
  it('have a workflow each', () => {
    const app = cloudApp();
    const configuration = dev;
    new TodoChatbot(app, 'other', configuration);
    const issues = summary(issuesFrom(() => (new GithubActions(app, 'second', { environment: 'dev' }), app.render())));
    expect(issues).toContain('second environment pipeline-kubeconfig-unreachable');
  });

  it('do not write one file', () => {
    const app = cloudApp();
    new GithubActions(app, 'second', { environment: 'cloud', usernameSecrets: { 'docker.io': 'DOCKERHUB_USERNAME' } });
    expect(summary(issuesFrom(() => app.render()))).toEqual(['second (file) output-file-duplicate']);
  });

  it('can share a program, with a pipeline of another name', () => {
    const app = cloudApp();
    const pipeline = quickPipeline(60, 'deploy-cloud-again');
    const usernameSecrets = { 'docker.io': 'DOCKERHUB_USERNAME' };
    new GithubActions(app, 'second', { environment: 'cloud', pipeline, usernameSecrets });
    const [group] = app.render().derived;
    expect(group?.files.map((file) => file.path)).toEqual(['deploy-cloud.yml', 'deploy-cloud-again.yml']);
  });
});

describe('the same program', () => {
  it('gives the same workflow, whatever is defined first', () => {
    const app = new App();
    new GithubActions(app, 'pipeline', {
      environment: 'cloud',
      usernameSecrets: { 'docker.io': 'DOCKERHUB_USERNAME' },
      synth: ['npm run synth'],
    });
    new TodoChatbot(app, 'cloud', cloud);
    expect(workflowText(app)).toBe(workflowText(cloudApp()));
  });
});

describe('what is wrong is reported', () => {
  const problems = (props: Partial<GithubActionsProps>) => summary(issuesFrom(() => cloudApp(props).render()));
  const withCredentials = (...requiredCredentials: string[]) => {
    const { name, triggers, stages } = quickPipeline(60);
    return new Pipeline({ name, triggers, stages, requiredCredentials });
  };

  it.each<[string, Partial<GithubActionsProps>, string[]]>([
    ['another environment', { environment: 'prod' }, ['pipeline environment pipeline-environment-unknown']],
    ['no environment', { environment: undefined }, ['pipeline environment pipeline-environment-unknown']],
    ['a number', { environment: any(5) }, ['pipeline environment setting-invalid']],
    ['a text for a list', { synth: any('npx') }, ['pipeline synth setting-invalid']],
    ['an unknown setting', any({ envrionment: 'x' }), ['pipeline envrionment setting-unknown']],
    ['another method', { method: any('helm') }, ['pipeline method setting-invalid']],
    [
      'a wrong option of Helm',
      { method: DeploymentMethod.helm(any({ chart: 5 })) },
      ['pipeline method.chart setting-invalid'],
    ],
    ['no command', { synth: [] }, ['pipeline synth pipeline-command-missing']],
    ['an empty command', { install: [' '] }, ['pipeline install pipeline-command-missing']],
    ['half a second', { rollbackSeconds: 0.5 }, ['pipeline rollbackSeconds rollback-seconds-out-of-range']],
    ['a pattern as a branch', { deployBranch: 'deployed/*' }, ['pipeline deployBranch deploy-branch-invalid']],
    ['a directory outside', { outputDirectory: '../dist' }, ['pipeline outputDirectory repository-path-invalid']],
    ['a lock file among manifests', { lockFile: 'dist/lock.json' }, ['pipeline lockFile repository-path-invalid']],
    ['a lock file outside', { lockFile: '/tmp/lock.json' }, ['pipeline lockFile repository-path-invalid']],
    [
      'an image that no pod runs',
      { images: { 'todo-worker': {} }, builtElsewhere: ['todo-cron'] },
      ['pipeline images.todo-worker built-repository-unknown', 'pipeline builtElsewhere[0] built-repository-unknown'],
    ],
    [
      'a context outside, and a Dockerfile of somebody',
      { images: { 'todo-backend': { context: '../x', dockerfile: '/etc/Dockerfile' } } },
      [
        'pipeline images.todo-backend.context repository-path-invalid',
        'pipeline images.todo-backend.dockerfile repository-path-invalid',
      ],
    ],
    [
      'a credential as a build argument',
      { images: { 'todo-backend': { buildArguments: { KEY: `ghp_${'a1B2'.repeat(9)}` } } } },
      ['pipeline images.todo-backend.buildArguments.KEY build-argument-invalid'],
    ],
    [
      'a build argument of two lines',
      { images: { 'todo-backend': { buildArguments: { KEY: 'a\nb' } } } },
      ['pipeline images.todo-backend.buildArguments.KEY build-argument-invalid'],
    ],
    [
      'nothing to build',
      { builtElsewhere: ['todo-backend', 'todo-frontend'], usernameSecrets: {} },
      [
        'pipeline images pipeline-builds-nothing',
        'pipeline pipeline.requiredCredentials pipeline-credential-unused',
        'pipeline pipeline.requiredCredentials pipeline-credential-unused',
      ],
    ],
    [
      'a secret that nothing uses',
      { usernameSecrets: {} },
      ['pipeline pipeline.requiredCredentials pipeline-credential-unused'],
    ],
    [
      'a secret that nobody asks for',
      { pipeline: withCredentials('DOCKERHUB_USERNAME', 'DOCKERHUB_TOKEN') },
      ['pipeline pipeline.requiredCredentials pipeline-credential-undeclared'],
    ],
    [
      'a registry that nothing is pushed to',
      { usernameSecrets: { 'docker.io': 'DOCKERHUB_USERNAME', 'ghcr.io': 'GHCR_USERNAME' } },
      ['pipeline usernameSecrets username-registry-unknown'],
    ],
    [
      'what is no name of a secret',
      { usernameSecrets: { 'docker.io': 'ghp-secret' } },
      ['pipeline usernameSecrets or images pipeline-secret-name-invalid'],
    ],
  ])('%s', (_, props, expected) => {
    expect(problems(props)).toEqual(expected);
  });

  it('without showing what could be a secret', () => {
    const TOKEN = `ghp_${'a1B2'.repeat(9)}`;
    const images = { 'todo-backend': { buildArguments: { KEY: TOKEN }, secrets: [`${TOKEN}-x`] } };
    const shown = JSON.stringify(
      issuesFrom(() => cloudApp({ images, usernameSecrets: { 'docker.io': `${TOKEN}-y` } }).render()),
    );
    expect(shown).toContain('build-argument-invalid');
    expect(shown).not.toContain(TOKEN);
  });

  it.each<[string, Partial<OtherRepository>, string[]]>([
    [
      'a registry without a token',
      { registry: ContainerRegistry.ghcr({ owner: 'acme', repositories: ['api', 'web/front'] }) },
      ['pipeline images.api registry-login-missing', 'pipeline images.web/front registry-login-missing'],
    ],
    [
      'the token of GitHub for another registry',
      {
        registry: ContainerRegistry.custom({
          ...{ url: 'registry.example.com', username: 'robot', repositories: ['api', 'web/front'] },
          token: TokenReference.fromPipelineSecret('GITHUB_TOKEN'),
        }),
      },
      ['pipeline images.api registry-login-missing', 'pipeline images.web/front registry-login-missing'],
    ],
    [
      'a registry that nobody can log in to',
      {
        registry: ContainerRegistry.acr({
          ...{ name: 'acme', repositories: ['api', 'web/front'] },
          token: TokenReference.fromPipelineSecret('ACR_TOKEN'),
        }),
        secrets: ['ACR_TOKEN', 'KUBECONFIG'],
      },
      ['pipeline images.api registry-login-missing', 'pipeline images.web/front registry-login-missing'],
    ],
  ])('%s', (_, other, expected) => {
    const app = otherApp({
      ...{ name: 'x', secrets: ['KUBECONFIG'], triggers: quickPipeline(60).triggers },
      ...(other as Pick<OtherRepository, 'registry'>),
    });
    expect(summary(issuesFrom(() => app.render()))).toEqual(expected);
  });

  it('an application without a model', () => {
    const app = new App();
    const chart = new WebAppChart(app, 'live', { name: 'shop', namespace: 'shop', stage: Stage.DEVELOPMENT });
    new Backend(chart, 'api', { image: 'acme/api:1.0.0', port: 8080 });
    new GithubActions(app, 'pipeline', { environment: 'live' });
    expect(summary(issuesFrom(() => app.render()))).toEqual([
      'pipeline pipeline pipeline-missing',
      'pipeline images pipeline-builds-nothing',
      'pipeline lockFile pipeline-image-lock-missing',
      'pipeline environment pipeline-kubeconfig-unreachable',
    ]);
  });

  it('two releases, or two values of one build argument', () => {
    const app = new App();
    for (const name of ['one', 'two']) {
      const chart = new WebAppChart(app, name, { name, namespace: name, configuration: cloud });
      new Backend(chart, name, {
        ...cloud.service('backend'),
        ...{
          port: 8080,
          env: { PUBLIC_NAME: name },
          secretKeys: undefined,
          exposure: undefined,
          imagePullPolicy: undefined,
        },
      });
    }
    const method = DeploymentMethod.helm();
    const builtElsewhere: string[] = [];
    const usernameSecrets = { 'docker.io': 'DOCKERHUB_USERNAME' };
    new GithubActions(app, 'pipeline', { environment: 'cloud', method, builtElsewhere, usernameSecrets });
    expect(summary(issuesFrom(() => app.render()))).toEqual(
      expect.arrayContaining([
        'pipeline images.todo-backend.buildArguments.PUBLIC_NAME build-argument-conflict',
        'pipeline method pipeline-release-ambiguous',
      ]),
    );
  });

  it.each([undefined, null, 5, 'x', [], { pipeline: {} }, { images: { x: null } }, { method: null }])(
    'and nothing is thrown for %j',
    (props) => {
      const app = new App();
      expect(() => new GithubActions(app, 'pipeline', any(props))).not.toThrow();
      expect(issuesFrom(() => app.render()).length).toBeGreaterThan(0);
    },
  );
});
