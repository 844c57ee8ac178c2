import * as fs from 'node:fs';
import * as path from 'node:path';
import { DeploymentMethod } from 'cdk8s-webapp';
import { DeployFixture, deployFixture, LOCK } from '../support/deploy-fixture';
import { temporaryDirectory } from '../support/files';

const base = temporaryDirectory();
let fixture: DeployFixture;
beforeEach(() => {
  fixture = deployFixture(fs.mkdtempSync(path.join(base, 'helm-')), { method: DeploymentMethod.helm() });
});

const INSTALLED = { RELEASES: '[{"name":"todo-chatbot"}]' };
const helmCalls = (calls: string[]) => calls.filter((call) => /^helm (?!list|history)/.test(call));

it('upgrades the release with the values of its environment, after its Namespace', () => {
  const { calls, steps } = fixture.deploy();
  expect(helmCalls(calls)).toEqual([
    expect.stringMatching(
      /^helm upgrade todo-chatbot dist\/charts\/todo-chatbot --install --namespace todo-app --values dist\/charts\/todo-chatbot\/values-cloud\.yaml --timeout \d+s$/,
    ),
  ]);
  expect(calls.filter((call) => call.startsWith('kubectl apply'))).toEqual([
    expect.stringMatching(/--filename \S+\/namespace\.json$/),
  ]);
  const namespace = path.join(fixture.repository, '../run-1/runner-temp/namespace.json');
  const { items } = JSON.parse(fs.readFileSync(namespace, 'utf8')) as { items: { kind: string }[] };
  expect(items.map(({ kind }) => kind)).toEqual(['Namespace']);
  expect(steps.filter(({ outcome }) => outcome === 'failure')).toEqual([]);
  expect(fixture.deployed(LOCK)).toContain('sha256:');
});

it('goes back to the revision that was deployed last, whatever failed in between', () => {
  const HISTORY = JSON.stringify([
    { revision: 3, status: 'superseded' },
    { revision: 4, status: 'deployed' },
    { revision: 5, status: 'failed' },
  ]);
  const result = fixture.deploy({ ...INSTALLED, HISTORY, NOT_READY: 'deployment/backend' });
  expect(helmCalls(result.calls)[1]).toMatch(
    /^helm rollback todo-chatbot 4 --namespace todo-app --wait --timeout \d+s$/,
  );
  expect(result.step('Roll back').outputs).toEqual({ outcome: 'rolled-back' });
});

it('uninstalls a first installation', () => {
  const result = fixture.deploy({ NOT_READY: 'deployment/backend' });
  // The release is there by the time that it is rolled back, and was not when it was deployed.
  expect(result.step('Roll back').outputs).toEqual({ outcome: 'removed' });
  const again = deployFixture(fs.mkdtempSync(path.join(base, 'helm-')), { method: DeploymentMethod.helm() });
  const { calls } = again.deploy({
    NOT_READY: 'deployment/backend',
    RELEASES: '[]',
    RELEASES_AFTER_UPGRADE: INSTALLED.RELEASES,
  });
  expect(helmCalls(calls)[1]).toMatch(/^helm uninstall todo-chatbot --namespace todo-app --wait --timeout \d+s$/);
});

it('leaves a release of which no revision was ever deployed', () => {
  const HISTORY = JSON.stringify([{ revision: 1, status: 'failed' }]);
  const result = fixture.deploy({ ...INSTALLED, HISTORY, UPGRADE_FAILS: '1' });
  expect(result.step('Roll back').outputs).toEqual({ outcome: 'left' });
  expect(helmCalls(result.calls)).toHaveLength(1);
});

it('changes nothing when the Namespace cannot be applied', () => {
  const result = fixture.deploy({ APPLY_FAILS: '1' });
  expect(result.step('Roll back').outputs).toEqual({ outcome: 'unchanged' });
  expect(helmCalls(result.calls)).toEqual([]);
});
