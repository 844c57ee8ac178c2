import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from '../../lib/process/run';
import { temporaryDirectory } from '../support/files';
import { ROOT } from '../support/judges';

/** The script of the guide that commits what was rendered to a deploy branch. */
const [SCRIPT = ''] = [
  ...fs.readFileSync(path.join(ROOT, 'docs/argo-cd.md'), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g),
].flatMap(([, code = '']) => (code.includes('commit-tree') ? [code] : []));

const base = temporaryDirectory();
const [origin, work, bin] = ['origin', 'work', 'bin'].map((name) => path.join(base, name)) as [string, string, string];
const rendered = path.join(work, 'dist/staging/shop.k8s.yaml');

function git(...args: string[]): string {
  const { status, stdout, stderr } = run('git', args, { cwd: work });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trim();
}

/** Runs the script, with a command line that renders this text. */
function deploy(text: string, check = 0): number | null {
  fs.writeFileSync(
    path.join(bin, 'npx'),
    `#!/bin/sh\ncase $2 in check) exit ${check};; synth) mkdir -p dist/staging dist/qa; echo ${text} > ${rendered}; echo no > dist/qa/a.yaml;; esac\n`,
    { mode: 0o755 },
  );
  const PATH = `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`;
  return run('sh', ['-c', SCRIPT], { cwd: work, env: { PATH } }).status;
}

const history = () => git('log', '--format=%s', 'origin/deployed/staging').split('\n');

beforeAll(() => {
  [work, bin].forEach((directory) => {
    fs.mkdirSync(directory);
  });
  run('git', ['init', '--quiet', '--bare', origin], { cwd: base });
  git('init', '--quiet');
  git('config', 'user.name', 'ci');
  git('config', 'user.email', 'ci@example.com');
  git('remote', 'add', 'origin', origin);
  fs.writeFileSync(path.join(work, '.gitignore'), 'dist/\n');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Begin');
});

describe('the script of docs/argo-cd.md', () => {
  it('makes the branch, with the rendered manifests of the environment and nothing else', () => {
    expect(deploy('one')).toBe(0);
    git('fetch', '--quiet', 'origin');
    expect(git('ls-tree', '-r', '--name-only', 'origin/deployed/staging')).toBe('dist/staging/shop.k8s.yaml');
    expect(history()).toEqual([`Render ${git('rev-parse', 'HEAD')}`]);
  });

  it('makes no commit where nothing changed', () => {
    expect(deploy('one')).toBe(0);
    git('fetch', '--quiet', 'origin');
    expect(history()).toHaveLength(1);
  });

  it('adds a commit where something did', () => {
    expect(deploy('two')).toBe(0);
    git('fetch', '--quiet', 'origin');
    expect(history()).toHaveLength(2);
    expect(git('show', 'origin/deployed/staging:dist/staging/shop.k8s.yaml')).toBe('two');
  });

  it('deploys nothing that the checks refuse', () => {
    expect(deploy('three', 1)).toBe(1);
    git('fetch', '--quiet', 'origin');
    expect(history()).toHaveLength(2);
  });

  it('leaves the working copy as it is', () => {
    expect(git('status', '--short')).toBe('');
    expect(git('log', '--format=%s')).toBe('Begin');
  });
});
