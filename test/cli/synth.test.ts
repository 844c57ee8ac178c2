import * as fs from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { version } from '../../package.json';
import { CliProject, program, SHOP } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(60_000);

let project: CliProject;

beforeEach(() => {
  project = new CliProject(SHOP);
});

afterEach(() => {
  project.remove();
});

describe('cdk8s-webapp synth', () => {
  it('writes every environment, with one line that says so and no colors', () => {
    const { status, stdout, stderr } = project.run('synth');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^dist: 2 files \(2 written, 0 removed\), 8 objects, \d+ ms\n$/);
    expect(project.read('dist/production/shop.k8s.yaml')).toContain('replicas: 3');
    expect(project.exists('dist/staging/shop.k8s.yaml')).toBe(true);
  });

  it('executes the program each time', () => {
    project.write({ 'main.ts': program(`print({ TIME: String(process.hrtime.bigint()) });`) });
    expect(project.printed()['TIME']).not.toBe(project.printed()['TIME']);
  });

  it('writes the environments that --env names alone', () => {
    project.succeed('synth', '--env', 'staging');
    expect(fs.readdirSync(project.path('dist')).filter((name) => !name.startsWith('.'))).toEqual(['staging']);
    project.succeed('synth', '--env', 'staging', '--env=production');
    expect(project.exists('dist/production')).toBe(true);
  });

  it('says which environments there are', () => {
    const { status, stderr } = project.run('synth', '--env', 'prod');
    expect(status).toBe(1);
    expect(stderr).toContain('App environments [environment-unknown]');
    expect(stderr).toContain('staging, production');
    expect(project.exists('dist')).toBe(false);
  });

  it('writes to --output, to CDK8S_OUTDIR, or where cdk8s.yaml says', () => {
    project.write({ 'cdk8s.yaml': 'language: typescript\napp: node main.ts\noutput: from-config\n' });
    project.succeed('synth');
    expect(project.exists('from-config/staging')).toBe(true);
    project.succeed('synth', '--output', 'deep/elsewhere');
    expect(project.exists('deep/elsewhere/staging')).toBe(true);
    expect(project.exists('dist')).toBe(false);
  });

  it('prints YAML and nothing else with --stdout, and writes nothing', () => {
    project.write({ 'main.ts': `${SHOP['main.ts']}\nconsole.log('from the program');` });
    const { stdout, stderr } = project.run('synth', '--stdout', '--env', 'production');
    const kinds = parseAllDocuments(stdout).map((document) => (document.toJS() as { kind: string }).kind);
    expect(kinds).toEqual(['Namespace', 'ConfigMap', 'Service', 'Deployment']);
    expect(stderr).toBe('from the program\n');
    expect(project.exists('dist')).toBe(false);
  });

  it('prints the objects with --json', () => {
    const result = JSON.parse(project.succeed('synth', '--json', '--env', 'production')) as {
      environments: string[];
      objects: { file: string; environment: string; construct: string; manifest: { kind: string } }[];
    };
    expect(result.environments).toEqual(['production']);
    expect(result.objects.map(({ manifest }) => manifest.kind)).toContain('Deployment');
    expect(result.objects[0]).toMatchObject({ environment: 'production', file: 'production/shop.k8s.yaml' });
    expect(project.exists('dist')).toBe(false);
  });

  it('prints what took how long to stderr with --timings', () => {
    const { stdout, stderr } = project.run('synth', '--timings', '--stdout');
    expect(stdout.startsWith('---\n')).toBe(true);
    const phases = stderr.split('\n').map((line) => line.replace(/ +[\d.]+ ms$/, ''));
    expect(phases).toEqual([
      ...['start', 'load', 'compile', 'run program', 'validate', 'render', 'print', 'keep compiled', 'total', ''],
    ]);
  });

  it('runs the file that --app names, or the last source file in the app of cdk8s.yaml', () => {
    fs.renameSync(project.path('main.ts'), project.path('deploy.ts'));
    expect(project.run('synth').stderr).toContain('main.ts (the default) is no file in');
    project.succeed('synth', '--app', 'deploy.ts');
    project.write({ 'cdk8s.yaml': 'app: "npx ts-node -P tsconfig.json deploy.ts"\n' });
    project.succeed('synth');
    project.write({ 'cdk8s.yaml': 'app: node absent.ts\n' });
    expect(project.run('synth').stderr).toContain('absent.ts (cdk8s.yaml names it) is no file in');
  });

  it('passes what follows -- to the program', () => {
    project.write({ 'main.ts': program(`print({ ARGS: process.argv.slice(2).join(' ') });`) });
    expect(project.succeed('synth', '--stdout', '--', '--flag', 'value')).toContain('ARGS: --flag value');
  });
});

describe('a program that is wrong', () => {
  it('has all its problems reported as blocks, and what was there stays', () => {
    project.succeed('synth');
    const before = project.read('dist/production/shop.k8s.yaml');
    project.write({ 'settings.ts': 'export const replicas = -1;\n' });
    const { status, stderr, stdout } = project.run('synth');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^ValidationError: \d problems? found\n\nproduction/);
    expect(stderr).toContain('  given:   -1\n');
    expect(project.read('dist/production/shop.k8s.yaml')).toBe(before);
  });

  it('is told where it threw, in its own source alone', () => {
    const settings = `\nexport interface Long {\n  a: string;\n}\nfunction inner(): never {\n  throw new TypeError('no replicas');\n}\nexport const replicas = inner();\n`;
    project.write({ 'settings.ts': settings });
    for (const run of [project.run('synth'), project.run('synth')]) {
      expect(run).toMatchObject({ status: 1, stdout: '' });
      const [head, ...frames] = run.stderr.trim().split('\n');
      expect(head).toBe('TypeError: no replicas');
      expect(frames[0]).toBe(`    at inner (${project.path('settings.ts')}:6:9)`);
      expect(frames[1]).toContain(`${project.path('settings.ts')}:8:25`);
      expect(frames.join('\n')).not.toMatch(/node:|node_modules|main\.cjs/);
    }
  });

  it.each([
    [
      'later',
      `setTimeout(() => { throw new RangeError('later'); }, 1);`,
      /^RangeError: later\n +at .*main\.ts:\d+:\d+/,
    ],
    ['in a promise', `void Promise.reject(new Error('rejected'));`, /^Error: rejected\n +at .*main\.ts:\d+:\d+/],
    [
      'an Error with a cause',
      `throw new Error('outer', { cause: new AggregateError([new RangeError('inner'), 'text'], 'both') });`,
      /^Error: outer\n( +at .*\n)*Caused by AggregateError: both\n( +at .*\n)*Caused by RangeError: inner\n( +at .*\n)*Caused by text$/m,
    ],
    ['no Error', `throw 'text';`, /^Error: the program threw text, which is no Error/],
  ])('fails when it throws %s', (_, body, expected) => {
    project.write({ 'main.ts': `${SHOP['main.ts']}\n${body}` });
    const { status, stderr } = project.run('synth');
    expect(status).toBe(1);
    expect(stderr).toMatch(expected);
    expect(project.exists('dist')).toBe(false);
  });

  it('is told where its syntax is wrong, and which imports lead nowhere', () => {
    project.write({ 'main.ts': `import './absent';\nimport 'no-such-package';\n`, 'bad.ts': 'const = 1;\n' });
    const { status, stderr } = project.run('synth');
    expect(status).toBe(1);
    expect(stderr).toContain('CompileError: 2 problems found');
    expect(stderr).toContain('main.ts:1:8\n  Could not resolve "./absent"');
    expect(stderr).toContain('main.ts:2:8\n  Could not resolve "no-such-package"');
    expect(project.run('synth', '--app', 'bad.ts').stderr).toContain('bad.ts:1:7');
  });

  it.each([
    ['never synthesizes', `import { App } from 'cdk8s-webapp';\nnew App();`, 'main.ts ended and synthesized nothing'],
    ['has no chart', `import { App } from 'cdk8s-webapp';\nnew App().synth();`, 'the App has no chart'],
    [
      'writes two apps to one directory',
      `${SHOP['main.ts']}\nconst other = new App();\nnew WebAppChart(other, 'x', { name: 'x', namespace: 'x' });\nother.synth();`,
      'two apps of the program write to dist',
    ],
  ])('is told when it %s', (_, main, expected) => {
    project.write({ 'main.ts': main });
    const { status, stderr } = project.run('synth');
    expect(status).toBe(1);
    expect(stderr).toContain(expected);
  });

  it('writes nothing when it exits with a code of its own', () => {
    project.write({ 'main.ts': `${SHOP['main.ts']}\nprocess.exit(3);` });
    expect(project.run('synth')).toMatchObject({ status: 3, stdout: '', stderr: '' });
    expect(project.exists('dist')).toBe(false);
  });
});

describe('programs of every kind', () => {
  it('may exit with success, or synthesize later', () => {
    project.write({ 'main.ts': `${SHOP['main.ts']}\nprocess.exit(0);` });
    project.succeed('synth');
    expect(project.exists('dist/production')).toBe(true);
    const later = (SHOP['main.ts'] ?? '').replace('app.synth();', 'setTimeout(() => app.synth(), 5);');
    project.write({ 'main.ts': later });
    expect(project.succeed('synth', '--stdout')).toContain('kind: Deployment');
  });

  it('may use the App of cdk8s', () => {
    const stock = `import { ApiObject, App, Chart } from 'cdk8s';
const app = new App({ checks: { enabled: false } });
new ApiObject(new Chart(app, 'plain'), 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });
app.synth();`;
    project.write({ 'main.ts': stock });
    project.succeed('synth', '--output', 'out');
    expect(project.read('out/plain.k8s.yaml')).toContain('kind: ConfigMap');
    for (const option of [['--stdout'], ['--json'], ['--env', 'plain']]) {
      const { status, stderr } = project.run('synth', ...option);
      expect(status).toBe(1);
      expect(stderr).toContain("Import App from 'cdk8s-webapp'");
    }
  });
});

describe('wrong calls', () => {
  it.each([
    [[], 'a command is missing; there are synth, check, explain, diff'],
    [['synht'], "unknown command 'synht'; did you mean synth?"],
    [['toString'], "unknown command 'toString'"],
    [['synth', '--outptu', 'x'], "unknown option '--outptu'"],
    [['synth', 'production'], "unexpected argument 'production'"],
    [['synth', '--env'], "option '--env <value>' argument missing"],
    [['synth', '--output='], '--output needs a value that is not empty'],
    [['synth', '--stdout', '--json'], '--stdout and --json cannot be combined'],
    [['synth', '--stdout', '--output', 'x'], '--stdout and --output cannot be combined'],
    [['synth', '--watch', '--json'], '--json and --watch cannot be combined'],
    [['explain'], 'ENV is missing'],
  ])('%j is refused with exit code 2', (args, expected) => {
    const { status, stdout, stderr } = project.run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`cdk8s-webapp: ${expected}`);
    expect(stderr).toContain('--help" for what is possible.');
  });

  it('help and version are printed', () => {
    expect(project.succeed('--version')).toBe(`${version}\n`);
    expect(project.succeed('--help')).toContain('Usage: cdk8s-webapp COMMAND');
    for (const command of ['synth', 'explain', 'diff']) {
      expect(project.succeed(command, '--help')).toContain(`Usage: cdk8s-webapp ${command}`);
    }
  });
});
