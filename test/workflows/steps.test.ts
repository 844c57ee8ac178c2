import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from '../../lib/process/run';
import { writeSynthesis } from '../../lib/synth/write-synthesis';
import { cloudApp, DIGESTS, workflowText } from '../support/deploy-fixture';
import { temporaryDirectory } from '../support/files';
import { judge, ROOT } from '../support/judges';
import { otherApp } from '../support/pipelines';
import { JobResult, readWorkflow, runJob, type WorkflowJob } from '../support/workflow-run';

const base = temporaryDirectory();
const jobOf = (text: string, id: string) => readWorkflow(text).jobs[id] as WorkflowJob;
const only = (job: WorkflowJob, ...names: string[]): WorkflowJob => ({
  ...job,
  steps: job.steps.filter(({ name }) => names.includes(name)),
});

describe('the secrets of a build', () => {
  const job = only(jobOf(workflowText(cloudApp()), 'build-todo-backend'), 'Look for the secrets');
  const look = (username: string, token: string) => {
    const temporary = fs.mkdtempSync(path.join(base, 'secrets-'));
    const expressions = { 'secrets.DOCKERHUB_USERNAME': username, 'secrets.DOCKERHUB_TOKEN': token };
    return runJob(job, { repository: temporary, temporary, standIns: {}, expressions }).step('Look for the secrets');
  };

  it('are all there', () => {
    expect(look('me', 'hunter2')).toMatchObject({ outcome: 'success', stdout: '' });
  });

  it('are all named that are missing, and none is shown', () => {
    const { outcome, stdout } = look('', '');
    expect(outcome).toBe('failure');
    expect(stdout.match(/title=Secret \S+ is missing/g)).toHaveLength(2);
    expect(look('', 'hunter2').stdout).not.toContain('hunter2');
  });
});

describe('a migration', () => {
  const deploy = (JOB_STATE: string): JobResult => {
    const repository = fs.mkdtempSync(path.join(base, 'migration-'));
    const temporary = fs.mkdtempSync(path.join(base, 'migration-run-'));
    const app = otherApp('custom');
    writeSynthesis(path.join(repository, 'dist'), app.render(), repository);
    const job = only(jobOf(workflowText(app), 'deploy'), 'Deploy');
    const steps = job.steps.map((step) => ({ ...step, env: { ...step.env, BUDGET_SECONDS: '4' } }));
    const kubectl = `
      case "$*" in
        'patch --local'*) exec "$REAL_KUBECTL" "$@" ;;
        'get job/'*) printf '%s' "$JOB_STATE" ;;
      esac`;
    const env = { JOB_STATE, REAL_KUBECTL: judge('kubectl') ?? '' };
    return runJob({ ...job, steps }, { repository, temporary, standIns: { kubectl }, expressions: {}, env });
  };
  const applied = ({ calls }: JobResult) =>
    calls.flatMap((call) => [...call.matchAll(/apply .* --filename (\S+)/g)].map(([, file = '']) => file));

  it('ends before the rest is applied, and what it needs comes first', () => {
    const result = deploy('Complete');
    const [first = '', second] = applied(result);
    expect([path.basename(first), second]).toEqual(['before-rollout.json', 'dist/live']);
    const { items } = JSON.parse(fs.readFileSync(first, 'utf8')) as { items: { kind: string }[] };
    expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Namespace', 'ServiceAccount', 'Job']));
    expect(items.map(({ kind }) => kind)).not.toContain('Deployment');
    const calls = result.calls.map((call) => call.split(' ').slice(0, 3).join(' '));
    expect(calls.slice(-3)).toEqual([
      'kubectl apply --server-side',
      expect.stringMatching(/^kubectl get job\/migrate-/),
      'kubectl apply --server-side',
    ]);
  });

  it('that fails stops the deployment', () => {
    const result = deploy('Failed');
    expect(result.step('Deploy')).toMatchObject({ outcome: 'failure' });
    expect(result.step('Deploy').stdout).toContain('::error title=Migration failed');
    expect(applied(result)).toHaveLength(1);
  });

  it('has the budget of the deployment', () => {
    const result = deploy('');
    expect(result.step('Deploy').stdout).toMatch(/The migration job\/migrate-\S+ was not done within 4 seconds/);
    expect(applied(result)).toHaveLength(1);
  });
});

describe('the report', () => {
  const report = (expressions: { [expression: string]: string }) => {
    const temporary = fs.mkdtempSync(path.join(base, 'report-'));
    const known = {
      'needs.build-todo-backend.result': 'success',
      'needs.build-todo-frontend.result': 'failure',
      "needs.deploy.outputs.deploy || 'not begun'": 'not begun',
      "needs.deploy.outputs.verify || 'not begun'": 'not begun',
      "needs.deploy.outputs.record || 'not begun'": 'not begun',
      "needs.deploy.outputs.roll-back || 'not needed'": 'not needed',
      'needs.build-todo-backend.outputs.digest': DIGESTS.backend,
      'needs.build-todo-frontend.outputs.digest': '',
      'needs.deploy.outputs.addresses': '',
      ...expressions,
    };
    const job = jobOf(workflowText(cloudApp()), 'report');
    return runJob(job, { repository: temporary, temporary, standIns: {}, expressions: known }).summary;
  };

  it('tells what failed, and what there is all the same', () => {
    expect(report({})).toBe(`## deploy-cloud to cloud

| stage | result |
| --- | --- |
| build and push todo-backend | success |
| build and push todo-frontend | failure |
| deploy | not begun |
| verify | not begun |
| record | not begun |
| roll back | not needed |

Commit \`c0ffee0123456789c0ffee0123456789c0ffee01\`
- \`username/todo-backend@${DIGESTS.backend}\`
`);
  });

  it('tells addresses', () => {
    expect(report({ 'needs.deploy.outputs.addresses': 'frontend-service 203.0.113.7' })).toContain(
      '- Service `frontend-service` has the address `203.0.113.7`\n',
    );
  });
});

describe('scripts/fetch-schemas.sh', () => {
  const fetchSchemas = (...args: string[]) => {
    const directory = fs.mkdtempSync(path.join(base, 'schemas-'));
    const bin = path.join(directory, 'bin');
    fs.mkdirSync(bin);
    fs.writeFileSync(path.join(bin, 'curl'), '#!/usr/bin/env bash\necho "${@: -1}" >"${@: -2:1}"\n', { mode: 0o755 });
    const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
    const result = run('bash', [path.join(ROOT, 'scripts/fetch-schemas.sh'), ...args], {
      cwd: directory,
      env: { PATH },
    });
    return { ...result, directory };
  };

  it('fetches the definitions of each version, and each CRD of cdk8s.yaml', () => {
    const { status, directory } = fetchSchemas('schemas', '27', '28');
    expect(status).toBe(0);
    expect(fs.readFileSync(path.join(directory, 'schemas/kubernetes/v1.28.json'), 'utf8')).toContain('/release-1.28/');
    const listed = fs.readFileSync(path.join(ROOT, 'cdk8s.yaml'), 'utf8').match(/^ {2}- https:/gm) ?? [];
    const crds = fs.readdirSync(path.join(directory, 'schemas/crds'));
    expect(crds).toHaveLength(listed.length);
    expect(crds.filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says how it is called', () => {
    expect(fetchSchemas('schemas', 'v1.28')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('usage:') as string,
    });
  });
});
