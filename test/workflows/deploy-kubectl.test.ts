import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEPLOY_BRANCH, DeployFixture, deployFixture, DIGESTS, LOCK } from '../support/deploy-fixture';
import { temporaryDirectory } from '../support/files';
import { JobResult } from '../support/workflow-run';

const base = temporaryDirectory();
let fixture: DeployFixture;
const make = (options: Parameters<typeof deployFixture>[1] = {}) =>
  deployFixture(fs.mkdtempSync(path.join(base, 'deploy-')), options);
beforeEach(() => {
  fixture = make();
});

const outcomes = ({ steps }: JobResult) =>
  Object.fromEntries(steps.filter(({ name }) => NAMES.includes(name)).map(({ name, outcome }) => [name, outcome]));
const NAMES = ['Deploy', 'Verify', 'Record what is deployed', 'Roll back'];
const SUCCESS = {
  Deploy: 'success',
  Verify: 'success',
  'Record what is deployed': 'success',
  'Roll back': 'skipped',
};
const ROLLED_BACK = {
  Deploy: 'success',
  Verify: 'failure',
  'Record what is deployed': 'skipped',
  'Roll back': 'success',
};

describe('a deployment that works', () => {
  it('applies the manifests with the digests that were built, waits for all, and records them', () => {
    const result = fixture.deploy();
    expect(outcomes(result)).toEqual(SUCCESS);
    expect(result.calls.filter((call) => /^kubectl (apply|rollout|get service|delete)|^curl/.test(call))).toEqual([
      'kubectl apply --server-side --force-conflicts --field-manager=cdk8s-webapp --filename dist/cloud',
      expect.stringMatching(/^kubectl rollout status deployment\/backend --namespace todo-app --timeout \d+s$/),
      expect.stringMatching(/^kubectl rollout status deployment\/frontend --namespace todo-app --timeout \d+s$/),
      expect.stringMatching(/^kubectl get service frontend-service --namespace todo-app /),
      expect.stringMatching(/^curl .*--connect-to ::203\.0\.113\.7: .* http:\/\/cloud\.example\.com\/api\/health$/),
    ]);
    expect(JSON.parse(fixture.deployed(LOCK))).toEqual({
      images: {
        'username/todo-backend': { digest: DIGESTS.backend, tag: expect.stringMatching(/^c0ffee/) as string },
        'username/todo-frontend': { digest: DIGESTS.frontend, tag: expect.stringMatching(/^c0ffee/) as string },
      },
      version: 1,
    });
    expect(fixture.deployed('dist/cloud/todo-chatbot.k8s.yaml')).toContain(`@${DIGESTS.backend}`);
  });

  it('commits nothing but the lock file, the manifests and their index, on top of what was deployed before', () => {
    fixture.deploy();
    fixture.deploy();
    const files = fixture.git('ls-tree', '-r', '--name-only', 'refs/remotes/origin/deployed/cloud').trim().split('\n');
    expect(files).toEqual(['dist/.cdk8s-webapp/cloud.index', 'dist/cloud/todo-chatbot.k8s.yaml', LOCK]);
    fixture.git('fetch', '--quiet', 'origin', DEPLOY_BRANCH);
    expect(fixture.git('log', '--format=%s%n%b', 'FETCH_HEAD')).toBe(
      `${'Deploy c0ffee0123456789c0ffee0123456789c0ffee01 to cloud\nhttps://github.com/acme/todo/actions/runs/42\n\n'.repeat(2)}`,
    );
  });

  it('tells the addresses, and warns of a slow answer', () => {
    const result = fixture.deploy({ HEALTH: '204 1.500000' });
    expect(result.step('Verify').outputs).toEqual({ addresses: 'frontend-service 203.0.113.7' });
    expect(result.step('Verify').stdout).toContain('::warning title=Slow health check::');
  });

  it('keeps the kubeconfig from others, and removes it', () => {
    const result = fixture.deploy({ AFTER_SYNTH: 'true' });
    expect(result.step('Remove the kubeconfig').outcome).toBe('success');
    expect(fs.existsSync(path.join(fixture.repository, '../run-1/runner-temp/kubeconfig'))).toBe(false);
    expect(result.steps.map(({ stdout }) => stdout).join('')).not.toContain('127.0.0.1');
  });

  it('asks an IPv6 address in brackets, and a name as it is', () => {
    expect(fixture.deploy({ ADDRESS: '2001:db8::7 ' }).calls.join()).toContain('--connect-to ::[2001:db8::7]: ');
    expect(fixture.deploy({ ADDRESS: ' lb.example.net' }).calls.join()).toContain('--connect-to ::lb.example.net: ');
  });
});

describe('objects that are not rendered any more', () => {
  const drop = (kind: string, name: string, group: string) => {
    const index = path.join(fixture.repository, 'dist/.cdk8s-webapp/cloud.index');
    const entry = { file: 'cloud/x.yaml', apiVersion: group, kind, namespace: 'todo-app', name, sha256: '' };
    fs.appendFileSync(index, `${JSON.stringify(entry)}\n`);
  };

  it('are deleted after the verification, but for what can hold data', () => {
    drop('Ingress', 'old-ingress', 'networking.k8s.io/v1');
    drop('PersistentVolumeClaim', 'old-uploads', 'v1');
    fixture.git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--all', '-m', 'Old');
    fixture.deploy();
    fixture.git('reset', '--quiet', '--hard', 'HEAD~1');
    const result = fixture.deploy();
    expect(result.calls.filter((call) => call.startsWith('kubectl delete'))).toEqual([
      'kubectl delete Ingress.networking.k8s.io old-ingress --namespace todo-app --ignore-not-found --wait=false',
    ]);
    expect(result.step('Remove what is not rendered any more').stdout).toContain(
      'PersistentVolumeClaim old-uploads stays',
    );
  });
});

describe('a deployment that does not become ready', () => {
  it('goes back to what was verified before, configuration included', () => {
    fixture.deploy();
    const before = fixture.deployed(LOCK);
    const result = fixture.deploy({ NOT_READY: 'deployment/backend' });
    expect(outcomes(result)).toEqual(ROLLED_BACK);
    expect(result.step('Roll back').outputs).toEqual({ outcome: 'rolled-back' });
    const applied = result.calls.filter((call) => call.startsWith('kubectl apply'));
    expect(applied[1]).toMatch(/--filename \S+\/runner-temp\/previous\/dist\/cloud$/);
    expect(result.calls.filter((call) => call.startsWith('kubectl delete'))).toEqual([]);
    expect(result.calls.filter((call) => call.startsWith('kubectl rollout')).length).toBe(3);
    expect(fixture.deployed(LOCK)).toBe(before);
  });

  it('shows events, and no logs', () => {
    const { calls } = fixture.deploy({ NOT_READY: 'deployment/frontend' });
    expect(calls).toContain('kubectl get events --namespace todo-app --sort-by .lastTimestamp');
    expect(calls.filter((call) => call.includes('logs'))).toEqual([]);
  });

  it('fails where the earlier output cannot be applied either', () => {
    fixture.deploy();
    const result = fixture.deploy({ NOT_READY: 'deployment/backend', REAPPLY_FAILS: '1' });
    expect(outcomes(result)).toEqual({ ...ROLLED_BACK, 'Roll back': 'failure' });
    expect(result.step('Roll back').outputs).toEqual({});
  });

  it('is removed when it was the first installation, but for what can hold data or was there before', () => {
    const result = fixture.deploy({
      NOT_READY: 'deployment/backend',
      EXISTING: 'namespace/todo-app\nnetworkpolicy.networking.k8s.io/default-deny\n',
    });
    expect(outcomes(result)).toEqual(ROLLED_BACK);
    expect(result.step('Roll back').outputs).toEqual({ outcome: 'removed' });
    const deleted = result.calls.filter((call) => call.startsWith('kubectl delete'));
    expect(deleted).toContain(
      'kubectl delete Deployment.apps backend --namespace todo-app --ignore-not-found --wait=false',
    );
    expect(deleted).toContain(
      'kubectl delete Service frontend-service --namespace todo-app --ignore-not-found --wait=false',
    );
    expect(deleted.filter((call) => / (?:Namespace|\S+ default-deny) /.test(call))).toEqual([]);
    expect(deleted).toHaveLength(10);
  });

  it('is left where the application was there before, made by somebody else', () => {
    const result = fixture.deploy({ NOT_READY: 'deployment/backend', EXISTING: 'deployment.apps/backend\n' });
    expect(result.step('Roll back').outputs).toEqual({ outcome: 'left' });
    expect(result.calls.filter((call) => call.startsWith('kubectl delete'))).toEqual([]);
  });

  it('changes nothing where nothing was applied', () => {
    const result = fixture.deploy({ GET_FAILS: '1' });
    expect(outcomes(result)).toEqual({ ...ROLLED_BACK, Deploy: 'failure', Verify: 'skipped' });
    expect(result.step('Roll back').outputs).toEqual({ outcome: 'unchanged' });
    expect(result.calls.filter((call) => /^kubectl (apply|delete)/.test(call))).toEqual([]);
  });

  it('goes back also when the manifests were applied in part', () => {
    fixture.deploy();
    const result = fixture.deploy({ APPLY_FAILS: '1' });
    expect(result.step('Roll back').outputs).toEqual({ outcome: 'rolled-back' });
  });
});

describe('the budget of the verification', () => {
  it('ends the wait for an address', () => {
    fixture = make({ verifySeconds: 2 });
    const started = performance.now();
    const result = fixture.deploy({ ADDRESS: ' ' });
    expect(result.step('Verify').stdout).toContain(
      '::error title=Out of time::The assignment of an address to the Service frontend-service was not done within 2 seconds.',
    );
    expect(outcomes(result)).toEqual(ROLLED_BACK);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it.each(['500 0.010000', '301 0.010000', '000 0.000000'])('ends the wait for health that answers %s', (HEALTH) => {
    fixture = make({ verifySeconds: 2 });
    const result = fixture.deploy({ HEALTH });
    expect(result.step('Verify').stdout).toContain('The answer of http://cloud.example.com/api/health was not done');
    expect(outcomes(result)).toEqual(ROLLED_BACK);
  });

  it('is one for all waits', () => {
    fixture = make({ verifySeconds: 4 });
    const result = fixture.deploy({ ROLLOUT_SECONDS: '1.5', ADDRESS: ' ' });
    const [backend = 0, frontend = 0] = result.calls.flatMap((call) =>
      [...call.matchAll(/rollout status .* --timeout (\d+)s/g)].map(([, seconds]) => Number(seconds)),
    );
    expect(backend - frontend).toBeGreaterThanOrEqual(1);
    expect(result.step('Verify').stdout).toContain('was not done within 4 seconds');
  });
});

describe('what is never deployed', () => {
  const isUntouched = (result: JobResult) => {
    expect(result.calls.filter((call) => /^kubectl (apply|delete)/.test(call))).toEqual([]);
    expect(outcomes(result)).toEqual({
      ...ROLLED_BACK,
      ...{ Deploy: 'skipped', Verify: 'skipped', 'Roll back': 'skipped' },
    });
  };

  it.each<[string, string, { [name: string]: string }, { [expression: string]: string }]>([
    ['without its secret', 'Secret KUBECONFIG_CONTENT is missing', {}, { 'secrets.KUBECONFIG_CONTENT': '' }],
    ['with a secret that is no kubeconfig', 'No kubeconfig', {}, { 'secrets.KUBECONFIG_CONTENT': 'nonsense' }],
    ['an image without a digest', 'No digest', {}, { 'needs.build-todo-backend.outputs.digest': '' }],
    [
      'a program that does not read the lock file',
      'Image not deployed',
      { AFTER_SYNTH: 'git checkout --quiet dist' },
      {},
    ],
    ['a placeholder', 'Placeholder', { AFTER_SYNTH: 'echo # <EXTERNAL_IP> >>dist/cloud/todo-chatbot.k8s.yaml' }, {}],
    [
      'a workflow that is stale',
      'Stale workflow',
      { AFTER_SYNTH: 'truncate --size 0 .github/workflows/deploy-cloud.yml' },
      {},
    ],
  ])('%s', (_, title, env, expressions) => {
    const files: { [name: string]: string } = {};
    if (env['AFTER_SYNTH'] !== undefined) {
      // A command with redirections cannot stand in a variable.
      files['AFTER_SYNTH'] = `bash ${path.join(fixture.repository, '../after-synth')}`;
      fs.writeFileSync(
        path.join(fixture.repository, '../after-synth'),
        env['AFTER_SYNTH'].replace('echo #', "echo '#").replace('IP>', "IP>'"),
      );
    }
    const result = fixture.deploy({ ...env, ...files }, expressions);
    expect(result.steps.map(({ stdout }) => stdout).join('\n')).toContain(`::error title=${title}`);
    isUntouched(result);
  });

  it('anything while it is not known what was deployed before', () => {
    fixture.git('remote', 'set-url', 'origin', '/nonexistent');
    const result = fixture.deploy();
    expect(result.step('Fetch what is deployed').stdout).toContain('::error title=Repository not reached');
    isUntouched(result);
  });
});
