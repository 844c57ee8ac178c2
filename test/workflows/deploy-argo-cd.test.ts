import * as fs from 'node:fs';
import * as path from 'node:path';
import { DeploymentMethod } from 'cdk8s-webapp';
import { DEPLOY_BRANCH, DeployFixture, deployFixture, DIGESTS, LOCK } from '../support/deploy-fixture';
import { temporaryDirectory } from '../support/files';

const base = temporaryDirectory();
let fixture: DeployFixture;
beforeEach(() => {
  const directory = fs.mkdtempSync(path.join(base, 'argo-'));
  fixture = deployFixture(directory, { method: DeploymentMethod.argoCd(), verifySeconds: 3 });
});

/** What Argo CD has synced. */
const RUNNING = `username/todo-backend@${DIGESTS.backend} username/todo-frontend@${DIGESTS.frontend}`;

it('commits, and waits until Argo CD has taken it over', () => {
  const { calls, steps } = fixture.deploy({ RUNNING });
  expect(calls.filter((call) => /^kubectl (apply|delete)/.test(call))).toEqual([]);
  expect(steps.filter(({ outcome }) => outcome === 'failure')).toEqual([]);
  expect(fixture.deployed('dist/cloud/todo-chatbot.k8s.yaml')).toContain(`@${DIGESTS.frontend}`);
});

it('does not take the pods of before for those of now', () => {
  const result = fixture.deploy({ RUNNING: 'username/todo-backend:1.0.0' });
  expect(result.step('Verify').stdout).toContain(`The change to the image ${DIGESTS.backend} was not done within 3 s`);
});

it('goes back by a commit that has the content of the one before', () => {
  fixture.deploy({ RUNNING });
  const before = fixture.deployed(LOCK);
  const other = { 'needs.build-todo-backend.outputs.digest': `sha256:${'c'.repeat(64)}` };
  const result = fixture.deploy({ RUNNING }, other);
  expect(result.step('Roll back').outputs).toEqual({ outcome: 'rolled-back' });
  expect(fixture.deployed(LOCK)).toBe(before);
  fixture.git('fetch', '--quiet', 'origin', DEPLOY_BRANCH);
  expect(fixture.git('log', '--format=%s', 'FETCH_HEAD').trim().split('\n')).toEqual([
    'Roll cloud back',
    expect.stringMatching(/^Deploy /),
    expect.stringMatching(/^Deploy /),
  ]);
});

it('leaves a first installation, because nothing was there before', () => {
  const result = fixture.deploy({ RUNNING, HEALTH: '500 0.010000' });
  expect(result.step('Roll back').outputs).toEqual({ outcome: 'left' });
  expect(fixture.deployed(LOCK)).toContain(DIGESTS.backend);
});

it('changes nothing where nothing could be committed', () => {
  fs.writeFileSync(path.join(fixture.repository, '../remote.git/hooks/pre-receive'), '#!/bin/sh\nexit 1\n', {
    mode: 0o755,
  });
  const result = fixture.deploy({ RUNNING });
  expect(result.step('Deploy').outcome).toBe('failure');
  expect(result.step('Roll back').outputs).toEqual({ outcome: 'unchanged' });
});
