import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { transformFileSync } from '@swc/core';
import { restoreOutput } from '../../lib/synth/output/restore';
import { writeOutput } from '../../lib/synth/output/write-output';
import { run } from '../../scripts/process';
import { ROOT } from '../support/judges';
import { filesBelow, groupsOf, leftovers } from '../support/output-states';

const RANDOM_KILLS = 200;
const FIXTURE = path.join(ROOT, 'test/support/kill-fixture.js');

let root: string;
let outdir: string;
let old: { [file: string]: string };
let fresh: { [file: string]: string };

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-'));
  outdir = path.join(root, 'dist');
  [old, fresh] = ['a', 'b'].map((state) => {
    writeOutput(path.join(root, state), groupsOf(state), { isComplete: true });
    return filesBelow(path.join(root, state));
  }) as [typeof old, typeof fresh];
  // Compiled once, for the kills are many.
  for (const directory of ['lib/model/core', 'lib/synth', 'test/support']) {
    compile(directory);
  }
});
afterAll(() => {
  fs.rmSync(root, { recursive: true });
});

function compile(directory: string): void {
  const files = fs.readdirSync(path.join(ROOT, directory), { recursive: true }).map(String);
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const target = path.join(root, 'compiled', directory, file.replace(/\.ts$/, '.js'));
    const { code } = transformFileSync(path.join(ROOT, directory, file), {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, code);
  }
}

/** Writes state b over state a in a process that is killed. */
function writeAndDie(...when: string[]): string {
  fs.rmSync(outdir, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'a'), outdir, { recursive: true });
  const { stdout, stderr, status } = run(process.execPath, [
    FIXTURE,
    path.join(root, 'compiled'),
    outdir,
    'b',
    ...when,
  ]);
  expect([status, stderr]).toEqual([137, '']);
  return stdout;
}

/** Every file is whole, and the next command makes the whole of them one state. */
function outcome(): 'old' | 'fresh' | 'restored' {
  const found = filesBelow(outdir);
  for (const [file, text] of Object.entries(found)) {
    expect([old[file], fresh[file]].includes(text)).toBe(true);
  }
  const isOld = same(found, old);
  const isFresh = same(found, fresh);
  restoreOutput(outdir);
  const restored = filesBelow(outdir);
  expect(same(restored, old) || same(restored, fresh)).toBe(true);
  writeOutput(outdir, groupsOf('b'), { isComplete: true });
  expect(same(filesBelow(outdir), fresh)).toBe(true);
  expect(leftovers(outdir)).toEqual([]);
  return isOld ? 'old' : isFresh ? 'fresh' : 'restored';
}

function same(a: { [file: string]: string }, b: { [file: string]: string }): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

describe('a process that is killed while it writes', () => {
  it('after each call of the file system leaves the old state, the new one, or one that the next run restores', () => {
    const { calls } = JSON.parse(writeAndDie('never')) as { calls: number };
    expect(outcome()).toBe('fresh');
    expect(calls).toBeGreaterThan(30);
    const outcomes = Array.from({ length: calls }, (_, index) => {
      writeAndDie('after', String(index + 1));
      return outcome();
    });
    expect(new Set(outcomes)).toEqual(new Set(['old', 'restored', 'fresh']));
  });

  it(`at ${RANDOM_KILLS} random moments does too`, () => {
    const times = Array.from({ length: 5 }, () => JSON.parse(writeAndDie('never')) as { microseconds: number });
    const longest = Math.max(...times.map(({ microseconds }) => microseconds));
    const outcomes = Array.from({ length: RANDOM_KILLS }, () => {
      writeAndDie('within', String(Math.floor(Math.random() * longest)));
      return outcome();
    });
    expect(outcomes).toHaveLength(RANDOM_KILLS);
    expect(outcomes).toContain('old');
  });
});
