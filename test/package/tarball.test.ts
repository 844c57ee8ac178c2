import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as source from 'cdk8s-webapp';
import * as model from 'cdk8s-webapp/model';
import * as testing from 'cdk8s-webapp/testing';
import { parseAllDocuments } from 'yaml';
import { run, type RunResult } from '../../lib/process/run';
import { devDependencies, version } from '../../package.json';

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

/** What a CommonJS program in the project prints as JSON. */
function evaluate(...program: string[]): unknown {
  return JSON.parse(succeed(project, process.execPath, '--eval', program.join('\n')).stdout);
}

beforeAll(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-user-'));
  npm(ROOT, 'pack', '--pack-destination', project);
  tarball = path.join(project, `cdk8s-webapp-${version}.tgz`);
  fs.writeFileSync(path.join(project, 'package.json'), '{ "name": "shop", "private": true }\n');
  const tools = (['typescript', '@types/node', 'tsx'] as const).map((name) => `${name}@${devDependencies[name]}`);
  npm(project, 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball, ...tools);
});

afterAll(() => {
  fs.rmSync(project, { recursive: true, force: true });
});

describe('the packed tarball', () => {
  it('holds what was built and no source, test or generated manifest', () => {
    const { stdout } = succeed(project, 'tar', '-tzf', tarball);
    const files = stdout.trim().split('\n');
    const allowed =
      /^package\/(build\/lib\/[^/]+\.js|build\/lib\/[a-z-]+\/index\.js|build\/lib\/(checks\/run-checks|checks\/capacity\/capacity-table|outputs\/(argo-cd\/argo-cd-files|github-actions\/workflow-file|helm-chart\/chart-builder))\.js|build\/lib\/cli\/(check\.js|commands\.cjs|main\.cjs)|build\/(lib|imports)\/.+\.d\.ts|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/build/lib/index.d.ts']));
  });

  it('is found in order by publint and by "are the types wrong"', () => {
    expect(tool(ROOT, 'publint/src/cli.js', '--strict', tarball).stdout).toContain('All good!');
    expect(tool(ROOT, '@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'node16').stdout).toContain('🌟');
  });
});

describe('its entry points', () => {
  it.each([
    ['', source],
    ['/model', model],
    ['/testing', testing],
  ])('cdk8s-webapp%s has every value of its source, under its own name', (entry, { ...values }) => {
    const [names, renamed] = evaluate(
      `const all = require('cdk8s-webapp${entry}');`,
      'const renamed = Object.keys(all).filter((key) => typeof all[key] === "function" && all[key].name !== key);',
      'console.log(JSON.stringify([Object.keys(all).sort(), renamed]));',
    ) as [string[], string[]];
    expect(names).toEqual(Object.keys(values).sort());
    expect(renamed).toEqual([]);
  });

  it('export the same objects, to require and to import', () => {
    const copies = evaluate(
      "const whole = require('cdk8s-webapp');",
      "const model = require('cdk8s-webapp/model');",
      "Promise.all([import('cdk8s-webapp'), import('cdk8s-webapp/model')]).then((imported) => {",
      '  const copied = (key) => [whole, ...imported].some((all) => all[key] !== model[key]);',
      '  console.log(JSON.stringify(Object.keys(model).filter(copied)));',
      '});',
    );
    expect(copies).toEqual([]);
  });

  it('judge by the same classes, whichever of them a value is from', () => {
    const judged = evaluate(
      "const { App, Backend, Size, ValidationError, WebAppChart } = require('cdk8s-webapp');",
      "const model = require('cdk8s-webapp/model');",
      "const props = { name: 'shop', namespace: 'shop', stage: model.Stage.PRODUCTION };",
      "const chart = new WebAppChart(new App(), 'production', props);",
      'const memory = { request: model.Size.mebibytes(64), limit: Size.mebibytes(32) };',
      "const image = model.ContainerImage.parse('acme/api:1.0.0').toString();",
      "new Backend(chart, 'api', { image, port: 8000, resources: { memory } });",
      'try { chart.node.root.synth(); } catch (error) {',
      '  const codes = error.issues.map(({ code }) => code);',
      '  console.log(JSON.stringify([codes, error instanceof model.ValidationError, memory.request instanceof Size]));',
      '}',
    );
    expect(judged).toEqual([['limit-below-request'], true, true]);
  });

  it('test constructs by the same classes', () => {
    const tested = evaluate(
      "const { App, Backend, ValidationError, WebAppChart } = require('cdk8s-webapp');",
      "const { Manifests, TestChart } = require('cdk8s-webapp/testing');",
      'const chart = new TestChart();',
      "new Backend(chart, 'api', { image: 'acme/api:latest', port: 8000 });",
      'const isOurs = chart instanceof WebAppChart && chart.node.root instanceof App;',
      'try { Manifests.of(chart).all(); } catch (error) {',
      '  console.log(JSON.stringify([isOurs, error instanceof ValidationError, Manifests.of(chart).issueCodes]));',
      '}',
    );
    expect(tested).toEqual([true, true, ['image-moves']]);
  });

  it('load two files for the model, none of them of another package', () => {
    const files = evaluate(
      "require('cdk8s-webapp/model');",
      'console.log(JSON.stringify(Object.keys(require.cache)));',
    ) as string[];
    const own = path.join(fs.realpathSync(project), 'node_modules', 'cdk8s-webapp', 'build', 'lib');
    const loaded = files.map((file) => path.relative(own, file).replace(/-[0-9A-Z]{8}\./, '-HASH.'));
    expect(loaded).toEqual([path.join('model', 'index.js'), 'shared-HASH.js']);
  });
});

describe('an empty project that installs it', () => {
  it('type-checks and synthesizes the ten lines of examples/shop', () => {
    fs.copyFileSync(path.join(ROOT, 'examples', 'shop', 'main.ts'), path.join(project, 'main.ts'));
    succeed(project, path.join('node_modules', '.bin', 'tsc'), ...TYPESCRIPT_OPTIONS, 'main.ts');
    expect(succeed(project, 'npx', '--no-install', 'cdk8s-webapp', 'synth').stdout).toMatch(/^dist: 1 file /);
    const text = fs.readFileSync(path.join(project, 'dist', 'production', 'shop.k8s.yaml'), 'utf8');
    const kinds = parseAllDocuments(text).map((document) => (document.toJS() as { kind: string }).kind);
    expect(kinds).toEqual([
      ...['Namespace', 'NetworkPolicy', 'NetworkPolicy', 'NetworkPolicy', 'ServiceAccount', 'ServiceAccount'],
      ...['Service', 'Service', 'Deployment', 'Deployment', 'Ingress'],
    ]);
  });

  it('type-checks and passes a test with the test runner of Node', () => {
    const program = [
      "import assert from 'node:assert/strict';",
      "import { test } from 'node:test';",
      "import { Backend } from 'cdk8s-webapp';",
      "import { Manifests, TestChart } from 'cdk8s-webapp/testing';",
      "test('api', () => {",
      '  const chart = new TestChart();',
      "  new Backend(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8000, replicas: 2 });",
      "  assert.equal(Manifests.of(chart).get('Deployment', 'api').spec.replicas, 2);",
      '});',
    ];
    fs.writeFileSync(path.join(project, 'api.test.ts'), program.join('\n'));
    succeed(
      project,
      path.join('node_modules', '.bin', 'tsc'),
      ...TYPESCRIPT_OPTIONS,
      '--esModuleInterop',
      'api.test.ts',
    );
    const { stdout } = succeed(project, process.execPath, '--import', 'tsx', '--test', 'api.test.ts');
    expect(stdout).toMatch(/^(#|ℹ) pass 1$/m);
  });

  it('gets errors with construct path, field, given, allowed and remedy, and no file', () => {
    const wrong = fs.readFileSync(path.join(project, 'main.ts'), 'utf8').replace('port: 8000', 'port: 70000');
    fs.writeFileSync(path.join(project, 'wrong.ts'), wrong.replaceAll("'production'", "'wrong'"));
    const { status, stderr } = run('npx', ['--no-install', 'cdk8s-webapp', 'synth', '--app', 'wrong.ts'], {
      cwd: project,
    });
    expect(status).toBe(1);
    expect(stderr).toContain(
      [
        'wrong/api port [port-out-of-range] at wrong.ts:5',
        '  given:   70000',
        '  allowed: a whole number from 1 to 65535',
        '  remedy:  Give the TCP port that the process listens on.',
      ].join('\n'),
    );
    expect(fs.existsSync(path.join(project, 'dist', 'wrong'))).toBe(false);
  });

  it('compiles once, and takes its commands from files that load neither cdk8s nor a compiler', () => {
    const cache = path.join(project, 'node_modules', '.cache', 'cdk8s-webapp');
    const synth = () => succeed(project, 'npx', '--no-install', 'cdk8s-webapp', 'synth', '--timings').stderr;
    synth();
    expect(synth()).not.toContain('compile ');
    expect(fs.readdirSync(cache).length).toBeGreaterThan(0);
    const own = path.join(project, 'node_modules', 'cdk8s-webapp', 'build', 'lib', 'cli');
    const files = fs.readdirSync(own, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => path.extname(file) !== '' && !file.endsWith('.d.ts'))).toEqual([
      'check.js',
      'commands.cjs',
      'main.cjs',
    ]);
    for (const file of ['commands.cjs', 'main.cjs']) {
      expect(fs.readFileSync(path.join(own, file), 'utf8')).not.toMatch(/require\("(?:cdk8s[^"]*|constructs)"\)/);
    }
  });
});
