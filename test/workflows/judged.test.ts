import * as fs from 'node:fs';
import * as path from 'node:path';
import { DeploymentMethod } from 'cdk8s-webapp';
import { run } from '../../lib/process/run';
import { pipeline } from '../../todo-chatbot/base';
import { cloudApp, workflowText } from '../support/deploy-fixture';
import { temporaryDirectory } from '../support/files';
import { describeWithJudge, judge, ROOT } from '../support/judges';
import { otherRepositories } from '../support/pipelines';
import { workflowProblems, yamlProblems } from '../support/workflow-rules';

const directory = temporaryDirectory();
const WORKFLOWS = path.join(ROOT, '.github/workflows');
const SECRETS = [...pipeline.requiredCredentials];

/** A file of a workflow, and the secrets that it may use. */
interface Case {
  readonly file: string;
  readonly text: string;
  readonly secrets: readonly string[];
}

const committed = (name: string, secrets: readonly string[]): Case => {
  const file = path.join(WORKFLOWS, name);
  return { file, text: fs.readFileSync(file, 'utf8'), secrets };
};
const generated = (name: string, text: string, secrets: readonly string[] = SECRETS): Case => {
  const file = path.join(directory, `${name}.yml`);
  fs.writeFileSync(file, text);
  return { file, text, secrets };
};

/** What GitHub's own parser says, by file. */
function parserProblems(files: readonly string[]): { [file: string]: string[] } {
  const tsx = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  const script = path.join(ROOT, 'scripts/judges/parse-workflow.mjs');
  const { status, stdout, stderr } = run(process.execPath, [tsx, script, ...files], { cwd: ROOT });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as { [file: string]: string[] };
}

function linterProblems(files: readonly string[]): { message: string; filepath: string }[] {
  const { stdout } = run(judge('actionlint') ?? 'actionlint', ['-format', '{{json .}}', ...files], { cwd: ROOT });
  return JSON.parse(stdout) as { message: string; filepath: string }[];
}

describeWithJudge(['actionlint'], 'workflows of this project, and those of other repositories', () => {
  const cases = [
    committed('deploy-cloud.yml', SECRETS),
    committed('ci.yml', []),
    generated('helm', workflowText(cloudApp({ method: DeploymentMethod.helm() }))),
    generated('argo-cd', workflowText(cloudApp({ method: DeploymentMethod.argoCd() }))),
    ...otherRepositories().map(({ name, text, secrets }) => generated(name, text, secrets)),
  ];

  it('are all that there are', () => {
    expect(fs.readdirSync(WORKFLOWS).filter((name) => name.endsWith('.yml'))).toEqual(['ci.yml', 'deploy-cloud.yml']);
  });

  it('are read by the parser of GitHub without a problem', () => {
    expect(parserProblems(cases.map(({ file }) => file))).toEqual(
      Object.fromEntries(cases.map(({ file }) => [file, []])),
    );
  });

  it('give actionlint nothing to say, nor shellcheck where it is installed', () => {
    expect(linterProblems(cases.map(({ file }) => file))).toEqual([]);
  });

  it.each(cases.map((each) => [path.basename(each.file), each] as const))('keep the rules: %s', (_, each) => {
    expect(yamlProblems(each.text)).toEqual([]);
    expect(workflowProblems(each.text, each)).toEqual([]);
  });
});

describeWithJudge(['actionlint'], 'faults', () => {
  const { text } = committed('deploy-cloud.yml', SECRETS);
  const FAULTS: [string, (workflow: string) => string][] = [
    ['an unknown key', replace('    runs-on: ubuntu-24.04\n', '    runs-on: ubuntu-24.04\n    retries: 3\n')],
    ['a job that does not exist', replace('      - build-todo-backend\n', '      - build-todo-api\n')],
    ['an expression in a script', replace('          exit "$missing"', '          echo "${{ github.head_ref }}"')],
    ['a tag in place of a commit', replace(/actions\/checkout@[0-9a-f]{40}/, 'actions/checkout@v7')],
    ['a commit that nobody can read', replace(/(actions\/checkout@[0-9a-f]{40}) # v\S+/, '$1')],
    ['no permissions at the top', replace('permissions: {}\nconcurrency', 'concurrency')],
    ['permissions for everything', replace('permissions: {}\nconcurrency', 'permissions: write-all\nconcurrency')],
    ['a job that takes the permissions it gets', replace('    permissions:\n      contents: write\n', '')],
    ['another secret', replace('secrets.DOCKERHUB_TOKEN', 'secrets.DOCKER_TOKEN')],
    ['a wrong schedule', replace('  workflow_dispatch: {}\n', "  schedule:\n    - cron: '61 3 * * *'\n")],
    ['an id twice', replace('        id: verify\n', '        id: deploy\n')],
    ['a job without a timeout', replace('    timeout-minutes: 7\n', '')],
    ['an expression that is none', replace('steps.verify.outcome }}', 'steps.verify.outcome) }}')],
    ['a step that does not exist', replace('steps.push.outputs.digest }}', 'steps.pushed.outputs.digest }}')],
    [
      'an environment that is asked for twice',
      replace('    name: Report\n', '    name: Report\n    environment: { name: cloud }\n'),
    ],
    ['an unknown shell', replace('    shell: bash\n', '    shell: fish\n')],
    ['a field twice', replace('name: deploy-cloud\n', 'name: deploy-cloud\nname: deploy\n')],
    ['a token that stays on disk', replace('persist-credentials: false', 'persist-credentials: true')],
    ['code of strangers', replace('  workflow_dispatch: {}\n', '  pull_request_target: {}\n')],
    ['runs at once', replace(/concurrency:\n(?: {2}.*\n)+/, '')],
    ['a scope that is none', replace('      contents: write\n', '      content: write\n')],
    ['an unknown runner', replace('runs-on: ubuntu-24.04-arm', 'runs-on: ubuntu-24.4-arm')],
  ];

  const spoilt = FAULTS.map(([name, spoil]) => generated(name.replaceAll(/\W/g, '-'), spoil(text)));
  const found = new Map<string, string[]>();
  beforeAll(() => {
    const files = spoilt.map(({ file }) => file);
    const [parsed, linted] = [parserProblems(files), linterProblems(files)];
    for (const each of spoilt) {
      const yaml = yamlProblems(each.text);
      const own = yaml.length > 0 ? yaml : workflowProblems(each.text, each);
      const messages = linted.filter(({ filepath }) => filepath.endsWith(path.basename(each.file)));
      found.set(each.file, [...own, ...(parsed[each.file] ?? []), ...messages.map(({ message }) => message)]);
    }
  });

  it.each(FAULTS.map(([name], index) => [name, spoilt[index] as Case] as const))('%s is found', (_, each) => {
    expect(each.text).not.toBe(text);
    expect(found.get(each.file)).not.toEqual([]);
  });
});

function replace(what: string | RegExp, by: string): (text: string) => string {
  return (text) => text.replace(what, by);
}
