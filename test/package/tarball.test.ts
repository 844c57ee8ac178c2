import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { devDependencies, version } from '../../package.json';
import { run, type RunResult } from '../../scripts/process';

const ROOT = path.resolve(__dirname, '../..');
const TYPESCRIPT_OPTIONS = ['--noEmit', '--strict', '--module', 'node16', '--target', 'es2022', '--types', 'node'];

let project: string;
let tarball: string;

/** Runs a program and expects it to succeed; what it said is in the message when it does not. */
function succeed(cwd: string, program: string, ...args: string[]): RunResult {
  const result = run(program, args, { cwd, env: { NODE_PATH: undefined } });
  expect(result).toMatchObject({ status: 0 });
  return result;
}

const npm = (cwd: string, ...args: string[]) => succeed(cwd, 'npm', ...args);
const tool = (cwd: string, name: string, ...args: string[]) =>
  succeed(cwd, process.execPath, path.join(ROOT, 'node_modules', ...name.split('/')), ...args);

beforeAll(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-user-'));
  npm(ROOT, 'pack', '--pack-destination', project);
  tarball = path.join(project, `cdk8s-webapp-${version}.tgz`);
  fs.writeFileSync(path.join(project, 'package.json'), '{ "name": "shop", "private": true }\n');
  const tools = (['tsx', 'typescript', '@types/node'] as const).map((name) => `${name}@${devDependencies[name]}`);
  npm(project, 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball, ...tools);
});

afterAll(() => {
  fs.rmSync(project, { recursive: true, force: true });
});

describe('the packed tarball', () => {
  it('holds what was built and no source, test or generated manifest', () => {
    const { stdout } = succeed(project, 'tar', '-tzf', tarball);
    const files = stdout.trim().split('\n');
    const allowed = /^package\/(build\/(lib|imports)\/.+\.(js|d\.ts)|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/build/lib/index.d.ts']));
  });

  it('is found in order by publint and by "are the types wrong"', () => {
    expect(tool(ROOT, 'publint/src/cli.js', '--strict', tarball).stdout).toContain('All good!');
    expect(tool(ROOT, '@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'node16').stdout).toContain('🌟');
  });
});

describe('an empty project that installs it', () => {
  it('type-checks and synthesizes the ten lines of examples/shop', () => {
    fs.copyFileSync(path.join(ROOT, 'examples', 'shop', 'main.ts'), path.join(project, 'main.ts'));
    succeed(project, path.join('node_modules', '.bin', 'tsc'), ...TYPESCRIPT_OPTIONS, 'main.ts');
    succeed(project, path.join('node_modules', '.bin', 'tsx'), 'main.ts');
    const text = fs.readFileSync(path.join(project, 'dist', 'production', 'shop.k8s.yaml'), 'utf8');
    const kinds = parseAllDocuments(text).map((document) => (document.toJS() as { kind: string }).kind);
    expect(kinds).toEqual(['Namespace', 'Service', 'Service', 'Deployment', 'Deployment', 'Ingress']);
  });

  it('can use the model alone, without loading cdk8s', () => {
    const program = [
      "const { Stage, KubernetesVersion } = require('cdk8s-webapp/model');",
      "console.log(Stage.PRODUCTION, new KubernetesVersion('1.28').isAtLeast('1.24'));",
      'console.log(Object.keys(require.cache).filter((file) => /node_modules.(cdk8s|constructs)[^-]/.test(file)).length);',
    ].join('\n');
    expect(succeed(project, process.execPath, '--eval', program).stdout).toBe('production true\n0\n');
  });

  it('gets errors with construct path, field, given, allowed and remedy, and no file', () => {
    const wrong = fs.readFileSync(path.join(project, 'main.ts'), 'utf8').replace('port: 8000', 'port: 70000');
    fs.writeFileSync(path.join(project, 'wrong.ts'), wrong.replaceAll("'production'", "'wrong'"));
    const { status, stderr } = run(path.join('node_modules', '.bin', 'tsx'), ['wrong.ts'], { cwd: project });
    expect(status).toBe(1);
    expect(stderr).toContain(
      [
        'wrong/api port [port-out-of-range]',
        '  given:   70000',
        '  allowed: a whole number from 1 to 65535',
        '  remedy:  Give the TCP port that the process listens on.',
      ].join('\n'),
    );
    expect(fs.existsSync(path.join(project, 'dist', 'wrong'))).toBe(false);
  });
});
