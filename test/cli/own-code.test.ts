import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from '../../lib/process/run';
import { version } from '../../package.json';
import { CLI, CliProject, pause } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(60_000);

const OWN = path.join('node_modules', 'cdk8s-webapp', 'build', 'lib', 'cli');
const CACHE = path.join('node_modules', '.cache', 'cdk8s-webapp');

let project: CliProject;

/** A project in which the command itself is installed. */
beforeEach(() => {
  project = new CliProject({});
  fs.cpSync(path.dirname(CLI), project.path(OWN), {
    recursive: true,
    filter: (file) => !file.endsWith('.d.ts'),
  });
});

afterEach(() => {
  project.remove();
});

function command(...args: string[]): string {
  const { status, stdout, stderr } = run(process.execPath, [project.path(OWN, 'main.cjs'), ...args], {
    cwd: project.directory,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** Files of compiled code of the command, and what identifies each. */
function kept(): { [file: string]: number } {
  const files = fs.readdirSync(project.path(CACHE)).filter((name) => name.startsWith('command-'));
  return Object.fromEntries(files.map((name) => [name, fs.statSync(project.path(CACHE, name)).ino]));
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
    command('--version');
    command('check', '--help');
    const names = Object.keys(kept()).map((name) => name.replace(/-[0-9a-f]+\.compiled$/, ''));
    // That of the rules is a file of its own.
    expect(names.sort()).toEqual(['command-check', 'command-check', 'command-help']);
    const all = kept();
    command('check', '--help');
    expect(kept()).toEqual(all);
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
