import * as fs from 'node:fs';
import * as path from 'node:path';
import { run, RunResult } from '../../lib/process/run';
import { version } from '../../package.json';
import { CLI, CliProject, pause, program } from '../support/cli-project';
import { ROOT } from '../support/judges';

// Each run is a process.
jest.setTimeout(60_000);

const OWN = path.join('node_modules', 'cdk8s-webapp', 'build', 'lib', 'cli');
const CACHE = path.join('node_modules', '.cache', 'cdk8s-webapp');

const MANIFEST = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: more }\n';

let project: CliProject;

/** A project in which the command itself is installed. */
beforeEach(() => {
  project = new CliProject({});
  fs.cpSync(path.dirname(CLI), project.path(OWN), {
    recursive: true,
    filter: (file) => !file.endsWith('.d.ts'),
  });
  for (const name of ['esbuild', 'get-tsconfig', 'yaml']) {
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), project.path('node_modules', name));
  }
});

afterEach(() => {
  project.remove();
});

function commandOf(...args: string[]): RunResult {
  return run(process.execPath, [project.path(OWN, 'main.cjs'), ...args], { cwd: project.directory });
}

function command(...args: string[]): string {
  const { status, stdout, stderr } = commandOf(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** Files of compiled code of the command, and what identifies each. */
function kept(): { [file: string]: number } {
  const all = fs.existsSync(project.path(CACHE)) ? fs.readdirSync(project.path(CACHE)) : [];
  const files = all.filter((name) => name.startsWith('command-'));
  return Object.fromEntries(files.map((name) => [name, fs.statSync(project.path(CACHE, name)).ino]));
}

/** What each of them is for, sorted. */
function names(): string[] {
  return Object.keys(kept())
    .map((name) => name.replace(/^command-|-[0-9a-f]+\.compiled$/g, ''))
    .sort();
}

describe('the compiled code of the command itself', () => {
  it('is kept by the first run, and taken by the next', () => {
    expect(command('--version')).toBe(`${version}\n`);
    const first = kept();
    expect(Object.keys(first)).toHaveLength(1);
    expect(command('--version')).toBe(`${version}\n`);
    expect(kept()).toEqual(first);
  });

  it('is kept for each command, for each uses other functions', () => {
    project.write({ 'main.ts': program(''), 'more.yaml': MANIFEST });
    command('--version');
    command('check', 'more.yaml');
    command('synth');
    // The rules, and the compiler, are files of their own.
    expect(names()).toEqual(['check', 'check', 'help', 'synth', 'synth']);
    const all = kept();
    command('check', 'more.yaml');
    command('synth');
    expect(kept()).toEqual(all);
  });

  it('is kept once, with all other code, also where the program exits by itself', () => {
    project.write({ 'main.ts': `${program('')}process.exit(0);\n` });
    pause();
    command('synth');
    const times = () =>
      fs.readdirSync(project.path(CACHE)).map((name) => fs.statSync(project.path(CACHE, name)).mtimeMs);
    const before = times();
    command('synth');
    expect(times()).toEqual(before);
  });

  it('is not kept by a run that does something else than usual', () => {
    project.write({ 'main.ts': 'throw new Error("wrong");' });
    command('synth', '--help');
    expect(commandOf('synth')).toMatchObject({ status: 1 });
    expect(commandOf('synth', '--wrong')).toMatchObject({ status: 2 });
    expect(commandOf('nonsense')).toMatchObject({ status: 2 });
    expect(names()).toEqual([]);
  });

  it('is of files in ASCII that import nothing by themselves', () => {
    const packages = ['esbuild', 'get-tsconfig'].map((name) => require.resolve(name));
    const own = ['main.cjs', 'commands.cjs', 'check.js'].map((name) => project.path(OWN, name));
    for (const file of [...own, ...packages]) {
      const source = fs.readFileSync(file, 'utf8');
      expect({ file, isAscii: /^[\0-\x7f]*$/.test(source) }).toEqual({ file, isAscii: true });
      expect({ file, imports: /\bimport\s*\(/.test(source) }).toEqual({ file, imports: false });
    }
  });

  it('is not used once the package has changed', () => {
    command('--version');
    const file = project.path(OWN, 'commands.cjs');
    const newer = version.replace(/\d/, '9');
    pause();
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(`"${version}"`, `"${newer}"`));
    expect(command('--version')).toBe(`${newer}\n`);
    expect(command('--version')).toBe(`${newer}\n`);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
    [
      'changed in one bit',
      (bytes: Buffer) => bytes.map((byte, index) => (index === bytes.length - 9 ? byte ^ 1 : byte)),
    ],
  ])('is replaced when it is %s', (_, damage) => {
    command('--version');
    const [name = ''] = Object.keys(kept());
    const file = project.path(CACHE, name);
    const right = fs.readFileSync(file);
    fs.writeFileSync(file, damage(Buffer.from(right)));
    expect(command('--version')).toBe(`${version}\n`);
    const replaced = kept();
    expect(fs.statSync(file).size).toBeGreaterThan(right.length / 2);
    command('--version');
    expect(kept()).toEqual(replaced);
  });

  it('is no error where it cannot be kept', () => {
    fs.mkdirSync(project.path('node_modules', '.cache'));
    fs.writeFileSync(project.path(CACHE), 'a file where a directory should be');
    expect(command('--version')).toBe(`${version}\n`);
    expect(fs.readFileSync(project.path(CACHE), 'utf8')).toBe('a file where a directory should be');
  });
});
