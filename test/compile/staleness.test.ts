import * as fs from 'node:fs';
import { run } from '../../lib/process/run';
import { CLI, CliProject, program, pause } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(60_000);

let project: CliProject;

beforeEach(() => {
  project = new CliProject({
    'main.ts': program(`print({ VALUE: value });`, `import { value } from './value';`),
    'value.ts': `export const value = 'first';`,
  });
  // What changed within the last clock tick is compiled, but not kept: it could change again unseen.
  pause();
});

afterEach(() => {
  project.remove();
});

const CACHE = 'node_modules/.cache/cdk8s-webapp';

/** Whether the next run compiles something. */
function compiles(): boolean {
  return project.run('synth', '--stdout', '--timings').stderr.includes('compile ');
}

function cached(): string[] {
  return fs.readdirSync(project.path(CACHE)).sort();
}

it('compiles once', () => {
  expect([compiles(), compiles(), compiles()]).toEqual([true, false, false]);
  expect(cached()).toEqual([
    expect.stringMatching(/^library-\w{16}\.compiled$/),
    expect.stringMatching(/^program-\w{16}\.compiled$/),
  ]);
});

it('compiles once for all commands', () => {
  project.succeed('synth');
  const before = cached();
  expect(project.run('check', '--timings').stderr).not.toContain('compile ');
  expect(cached()).toEqual(before);
});

it('keeps a library once, whatever it misses', () => {
  project.write({
    'main.ts': program(`print({ VALUE: library.value.join() });`, `import library = require('charts');`),
    'node_modules/charts/package.json':
      '{ "name": "charts", "main": "index.js", "peerDependencies": { "cdk8s": "*" } }',
    'node_modules/charts/index.js': `exports.value = ['no-such-package', './failing'].map((name) => {
      try { return require(name); } catch (error) { return error.code ?? error.message; }
    });`,
    'node_modules/charts/failing.js': `throw new Error('failed');`,
  });
  pause();
  expect(project.printed()).toEqual({ VALUE: 'MODULE_NOT_FOUND,failed' });
  const times = () => cached().map((name) => fs.statSync(project.path(CACHE, name)).mtimeMs);
  const before = times();
  expect(project.printed()).toEqual({ VALUE: 'MODULE_NOT_FOUND,failed' });
  expect(times()).toEqual(before);
});

describe('a change is noticed:', () => {
  const changes: [string, () => void][] = [
    ['a file of the program', () => project.write({ 'value.ts': `export const value = 'other';` })],
    [
      'a file of the same size and time',
      () => {
        const { atime, mtime } = fs.statSync(project.path('value.ts'));
        project.write({ 'value.ts': `export const value = 'other';` });
        fs.utimesSync(project.path('value.ts'), atime, mtime);
      },
    ],
    [
      'a new file that an import finds first',
      () => {
        project.write({ 'value.tsx': `export const value = 'wrong';` });
        fs.rmSync(project.path('value.ts'));
        project.write({
          'value/index.ts': `export const value = 'wrong';`,
          'value.js': `export const value = 'other';`,
        });
        fs.rmSync(project.path('value.tsx'));
      },
    ],
  ];

  it.each(changes)('%s', (_, change) => {
    expect(project.printed()).toEqual({ VALUE: 'first' });
    expect(compiles()).toBe(false);
    change();
    expect(project.printed()).toEqual({ VALUE: 'other' });
  });

  it('a file that shadows an index file, without any change to what was there', () => {
    fs.rmSync(project.path('value.ts'));
    project.write({ 'value/index.ts': `export const value = 'first';` });
    pause();
    expect(project.printed()).toEqual({ VALUE: 'first' });
    project.write({ 'value.ts': `export const value = 'other';` });
    expect(project.printed()).toEqual({ VALUE: 'other' });
  });

  it('imported JSON', () => {
    project.write({
      'value.ts': `import data from './data.json';\nexport const { value } = data;`,
      'data.json': '{"value":"first"}',
    });
    pause();
    expect(project.printed()).toEqual({ VALUE: 'first' });
    project.write({ 'data.json': '{"value":"other"}' });
    expect(project.printed()).toEqual({ VALUE: 'other' });
  });

  it('the paths of tsconfig.json, a file that it extends, and a file that an earlier path finds', () => {
    const config = (...places: string[]) => JSON.stringify({ compilerOptions: { paths: { value: places } } });
    project.write({
      'main.ts': program(`print({ VALUE: value });`, `import { value } from 'value';`),
      'tsconfig.json': '{ "extends": "./base.json" }',
      'base.json': config('./value.ts'),
    });
    pause();
    expect(project.printed()).toEqual({ VALUE: 'first' });
    project.write({
      'base.json': config('./early/value.ts', './second.ts'),
      'second.ts': `export const value = 'second';`,
    });
    pause();
    expect(project.printed()).toEqual({ VALUE: 'second' });
    expect(compiles()).toBe(false);
    project.write({ 'early/value.ts': `export const value = 'early';` });
    expect(project.printed()).toEqual({ VALUE: 'early' });
  });

  it('a tsconfig.json that appears', () => {
    const main = program(`class Base { constructor() { Object.assign(this, { field: 'set' }); } }
      class Below extends Base { field?: string; }
      print({ FIELD: String(new Below().field) });`);
    project.write({ 'main.ts': main });
    pause();
    expect(project.printed()).toEqual({ FIELD: 'undefined' });
    project.write({ 'tsconfig.json': '{ "compilerOptions": { "useDefineForClassFields": false } }' });
    expect(project.printed()).toEqual({ FIELD: 'set' });
  });

  it('the lock file, and package.json', () => {
    expect([compiles(), compiles()]).toEqual([true, false]);
    project.write({ 'package-lock.json': '{}' });
    pause();
    expect([compiles(), compiles()]).toEqual([true, false]);
    project.write({ 'package.json': '{ "type": "module" }' });
    pause();
    expect([compiles(), compiles()]).toEqual([true, false]);
  });

  it('an installed construct library', () => {
    project.write({
      'main.ts': program(`print({ VALUE: library.value });`, `import library = require('charts');`),
      'node_modules/charts/package.json':
        '{ "name": "charts", "main": "index.js", "peerDependencies": { "cdk8s": "*" } }',
      'node_modules/charts/index.js': `exports.value = require('./part').part;`,
      'node_modules/charts/part.js': `exports.part = 'first';`,
    });
    pause();
    expect(project.printed()).toEqual({ VALUE: 'first' });
    expect(compiles()).toBe(false);
    project.write({ 'node_modules/charts/part.js': `exports.part = 'other';` });
    expect(project.printed()).toEqual({ VALUE: 'other' });
  });

  it('an installed construct library that is gone, and no longer imported', () => {
    project.write({
      'main.ts': program(`print({ VALUE: library.value });`, `import library = require('charts');`),
      'node_modules/charts/package.json':
        '{ "name": "charts", "main": "index.js", "peerDependencies": { "cdk8s": "*" } }',
      'node_modules/charts/index.js': `exports.value = 'first';`,
    });
    pause();
    expect(project.printed()).toEqual({ VALUE: 'first' });
    fs.rmSync(project.path('node_modules/charts'), { recursive: true });
    project.write({ 'main.ts': program(`print({ VALUE: 'other' });`) });
    pause();
    expect(project.printed()).toEqual({ VALUE: 'other' });
    expect(compiles()).toBe(false);
  });

  it('a linked package, and where the link leads', () => {
    const files = (value: string) => ({
      'package.json': '{ "name": "linked", "main": "index.ts" }',
      'index.ts': `export const value = '${value}';`,
    });
    const write = (directory: string, value: string) => {
      project.write(
        Object.fromEntries(Object.entries(files(value)).map(([name, text]) => [`${directory}/${name}`, text])),
      );
    };
    write('packages/one', 'first');
    write('packages/two', 'second');
    const link = project.path('node_modules/linked');
    fs.symlinkSync(project.path('packages/one'), link);
    project.write({ 'main.ts': program(`print({ VALUE: value });`, `import { value } from 'linked';`) });
    pause();
    expect(project.printed()).toEqual({ VALUE: 'first' });
    write('packages/one', 'edited');
    pause();
    expect(project.printed()).toEqual({ VALUE: 'edited' });
    fs.rmSync(link);
    fs.symlinkSync(project.path('packages/two'), link);
    expect(project.printed()).toEqual({ VALUE: 'second' });
  });
});

describe('the cache', () => {
  it.each([
    [
      'damaged',
      (file: string) => {
        const bytes = fs.readFileSync(file);
        bytes[bytes.length >> 1]! ^= 1;
        fs.writeFileSync(file, bytes);
      },
    ],
    ['cut short', (file: string) => fs.truncateSync(file, 1000)],
    ['empty', (file: string) => fs.writeFileSync(file, '')],
    [
      'a directory',
      (file: string) => {
        fs.rmSync(file);
        fs.mkdirSync(file);
      },
    ],
  ])('is not believed when an entry is %s', (_, damage) => {
    project.succeed('synth', '--stdout');
    for (const name of cached()) {
      damage(project.path(CACHE, name));
    }
    expect(project.printed()).toEqual({ VALUE: 'first' });
    expect(project.run('synth', '--stdout').stderr).toBe('');
  });

  it('is not needed', () => {
    project.write({ 'node_modules/.cache': 'a file in the way' });
    expect(project.printed()).toEqual({ VALUE: 'first' });
    expect(project.run('synth').stderr).toBe('');
  });

  it('loses what has not been written for a month, and what a killed run left', () => {
    project.succeed('synth', '--stdout');
    const days = (count: number) => new Date(Date.now() - count * 24 * 3600 * 1000);
    for (const [name, age] of [
      ['program-old.compiled', 31],
      ['program-new.compiled', 29],
      ['x.compiled.1.2.tmp', 1],
    ] as const) {
      project.write({ [`${CACHE}/${name}`]: '' });
      fs.utimesSync(project.path(CACHE, name), days(age), days(age));
    }
    project.write({ 'value.ts': `export const value = 'other';` });
    pause();
    project.succeed('synth', '--stdout');
    expect(cached()).toContain('program-new.compiled');
    expect(cached()).toHaveLength(3);
  });

  it('serves runs at the same time', () => {
    const script = `for i in 1 2 3 4; do "$0" "$1" synth --json > out$i.txt 2>&1 & done; wait`;
    run('sh', ['-c', script, process.execPath, CLI], { cwd: project.directory });
    const outputs = [1, 2, 3, 4].map((index) => project.read(`out${index}.txt`));
    expect(outputs[0]).toContain('"VALUE": "first"');
    expect(new Set(outputs).size).toBe(1);
    expect(cached().filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(compiles()).toBe(false);
  });
});
