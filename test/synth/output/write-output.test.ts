import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readIndex } from '../../../lib/synth/output/index-file';
import { restoreOutput } from '../../../lib/synth/output/restore';
import { type OutputGroup, writeOutput } from '../../../lib/synth/output/write-output';
import { filesBelow, groupsOf, leftovers } from '../../support/output-states';
import { issuesFrom } from '../../support/synthesis';

const ALL = { isComplete: true };
const group = (name: string, files: { [path: string]: string }): OutputGroup => ({
  name,
  files: Object.entries(files).map(([file, text]) => ({ path: file, text })),
});

let root: string;
let outdir: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-'));
  outdir = path.join(root, 'dist');
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

const put = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(outdir, file)), { recursive: true });
  fs.writeFileSync(path.join(outdir, file), text);
};
const manifests = () => Object.keys(filesBelow(outdir)).filter((file) => !file.startsWith('.'));
const codes = (call: () => unknown) =>
  issuesFrom(call).map(({ path: place, code }) => `${path.relative(root, place)} ${code}`);

describe('writeOutput', () => {
  it('writes the files of each group, and says what it did', () => {
    const groups = [group('production', { 'production/b': 'b', 'production/a': 'a' }), group('', { plain: 'p' })];
    expect(writeOutput(outdir, groups, ALL)).toEqual({
      written: ['plain', 'production/a', 'production/b'],
      removed: [],
      unchanged: [],
    });
    expect(filesBelow(outdir)).toMatchObject({ plain: 'p', 'production/a': 'a', 'production/b': 'b' });
    expect(leftovers(outdir)).toEqual([]);
  });

  it('does not touch files with the right content', () => {
    const files = { 'production/a': 'a', 'production/b': 'b' };
    writeOutput(outdir, [group('production', files)], ALL);
    const before = ['production/a', 'production/b', '.cdk8s-webapp/production.index'].map((file) =>
      fs.statSync(path.join(outdir, file)),
    );
    const result = writeOutput(outdir, [group('production', { ...files, 'production/b': 'changed' })], ALL);
    expect(result).toEqual({ written: ['production/b'], removed: [], unchanged: ['production/a'] });
    const [a, b] = ['production/a', 'production/b'].map((file) => fs.statSync(path.join(outdir, file)));
    expect([a?.ino, a?.mtimeMs]).toEqual([before[0]?.ino, before[0]?.mtimeMs]);
    expect(b?.ino).not.toBe(before[1]?.ino);
  });

  it('removes what it wrote and is not given any more, with directories that nothing is left in', () => {
    writeOutput(outdir, [group('a', { 'a/x': '1', 'a/sub/y': '2' }), group('b', { 'b/x': '1' })], ALL);
    put('b/notes.txt', 'mine');
    const result = writeOutput(outdir, [group('a', { 'a/x': '1' })], ALL);
    expect(result.removed).toEqual(['a/sub/y', 'b/x']);
    expect(Object.keys(filesBelow(outdir))).toEqual(['.cdk8s-webapp/a.index', 'a/x', 'b/notes.txt']);
    expect(fs.existsSync(path.join(outdir, 'a/sub'))).toBe(false);
  });

  it('leaves groups alone that it is not given, where they may still exist', () => {
    writeOutput(outdir, [group('a', { 'a/x': '1' }), group('b', { 'b/x': '1', 'b/y': '2' })], ALL);
    expect(writeOutput(outdir, [group('b', { 'b/x': '3' })], { isComplete: false })).toEqual({
      written: ['b/x'],
      removed: ['b/y'],
      unchanged: [],
    });
    expect(manifests()).toEqual(['a/x', 'b/x']);
  });

  it('moves a file from one group to another', () => {
    writeOutput(outdir, [group('a', { 'shared/x': '1' })], ALL);
    writeOutput(outdir, [group('b', { 'shared/x': '2' })], ALL);
    expect(filesBelow(outdir)['shared/x']).toBe('2');
  });

  it('neither replaces nor removes a file that it did not write, and writes nothing then', () => {
    put('production/a', 'mine');
    put('production/b', 'b');
    const groups = [group('production', { 'production/a': 'a', 'production/b': 'b', 'production/c': 'c' })];
    expect(codes(() => writeOutput(outdir, groups, ALL))).toEqual(['dist/production/a output-not-ours']);
    expect(filesBelow(outdir)).toEqual({ 'production/a': 'mine', 'production/b': 'b' });
    expect(leftovers(outdir)).toEqual([]);
  });

  it('takes over a file that has the right content already', () => {
    put('production/a', 'a');
    expect(writeOutput(outdir, [group('production', { 'production/a': 'a' })], ALL).unchanged).toEqual([
      'production/a',
    ]);
    expect(writeOutput(outdir, [group('production', {})], ALL).removed).toEqual(['production/a']);
  });

  it('knows its files in an index with the marks of a merge conflict', () => {
    writeOutput(outdir, [group('a', { 'a/x': '1', 'a/y': '2' })], ALL);
    const index = path.join(outdir, '.cdk8s-webapp/a.index');
    const lines = fs.readFileSync(index, 'utf8').split('\n');
    fs.writeFileSync(index, ['<<<<<<< HEAD', lines[0], '=======', ...lines.slice(1), '>>>>>>> x', ''].join('\n'));
    expect(writeOutput(outdir, [group('a', { 'a/x': 'new' })], ALL)).toMatchObject({
      written: ['a/x'],
      removed: ['a/y'],
    });
  });

  it('never leaves the directory, whatever an index says', () => {
    fs.writeFileSync(path.join(root, 'outside'), 'x');
    put('.cdk8s-webapp/a.index', '{"file":"../outside","sha256":""}\n{"file":"/etc/passwd"}\n');
    writeOutput(outdir, [group('a', {})], ALL);
    expect(fs.existsSync(path.join(root, 'outside'))).toBe(true);
  });

  it('writes through a symbolic link', () => {
    fs.mkdirSync(path.join(root, 'elsewhere'));
    fs.symlinkSync('elsewhere', outdir);
    writeOutput(outdir, [group('a', { 'a/x': '1' })], ALL);
    expect(fs.lstatSync(outdir).isSymbolicLink()).toBe(true);
    expect(filesBelow(path.join(root, 'elsewhere'))['a/x']).toBe('1');
  });
});

describe('an output directory that does not take the files', () => {
  const write = () => writeOutput(outdir, [group('a', { 'a/x': '1' })], ALL);

  it('because it is a file', () => {
    fs.writeFileSync(outdir, '');
    expect(codes(write)).toEqual(['dist output-blocked']);
  });

  it('because a directory is where a file must be', () => {
    put('a/x/y', '');
    expect(codes(write)).toEqual(['dist/a/x output-blocked']);
  });

  it('because a file is where a directory must be', () => {
    put('a', '');
    expect(codes(write)[0]).toContain('output-blocked');
  });

  it.each([
    ['accessSync', 'EACCES', 'output-not-writable'],
    ['writeFileSync', 'EROFS', 'output-not-writable'],
    ['mkdirSync', 'ENOSPC', 'output-disk-full'],
    ['writeFileSync', 'EIO', 'output-failed'],
  ] as const)('because %s fails with %s', (call, errno, code) => {
    jest.spyOn(fs, call).mockImplementation(() => {
      throw Object.assign(new Error(`${errno}: x`), { code: errno, path: path.join(outdir, 'a') });
    });
    expect(codes(write)).toEqual([`dist/a ${code}`]);
  });

  it('because a part of it lies on another disk, where nothing can be moved to at once', () => {
    put('a/notes.txt', '');
    const stat = fs.statSync;
    jest.spyOn(fs, 'statSync').mockImplementation(((file: string) => {
      const found = stat(file);
      return file.endsWith('a') ? Object.assign(found, { dev: found.dev + 1 }) : found;
    }) as typeof fs.statSync);
    expect(codes(write)).toEqual(['dist/a output-other-disk']);
    expect(manifests()).toEqual(['a/notes.txt']);
  });

  it('because another process is at work', () => {
    const living = `.cdk8s-webapp/lock-${process.ppid}-${os.hostname().replace(/[^A-Za-z0-9.-]/g, '_')}`;
    put(living, '');
    jest.spyOn(Date, 'now').mockReturnValueOnce(0).mockReturnValue(60_000);
    expect(codes(write)).toEqual([`dist/${living} output-in-use`]);
    expect(manifests()).toEqual([]);
  });

  it('but not because of what a dead process left', () => {
    put(`.cdk8s-webapp/lock-${2 ** 22 + 1}-${os.hostname().replace(/[^A-Za-z0-9.-]/g, '_')}`, '');
    put('.cdk8s-webapp/stage/0', 'x');
    put('.cdk8s-webapp/journal.draft', '{');
    write();
    expect(leftovers(outdir)).toEqual([]);
  });

  it('because its journal is none', () => {
    put('.cdk8s-webapp/journal', '{"moves":[{"staged":0,"file":"../x"}],"removals":[]}');
    const expected = ['dist/.cdk8s-webapp/journal output-journal-invalid'];
    expect(codes(write)).toEqual(expected);
    expect(codes(() => restoreOutput(outdir))).toEqual(expected);
  });
});

describe('a disk that is full at any call', () => {
  const CALLS = ['writeFileSync', 'mkdirSync', 'renameSync'] as const;

  /** Writes state b over state a while the disk is full from a certain call on. */
  function writeOnFullDisk(from: number): { calls: number; failed: boolean } {
    writeOutput(outdir, groupsOf('a'), ALL);
    let calls = 0;
    for (const call of CALLS) {
      const original = fs[call] as (...args: unknown[]) => unknown;
      jest.spyOn(fs, call).mockImplementation(((...args: unknown[]) => {
        calls += 1;
        if (calls >= from) {
          throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', path: String(args[0]) });
        }
        return original(...args);
      }) as never);
    }
    const issues = issuesFrom(() => writeOutput(outdir, groupsOf('b'), ALL));
    jest.restoreAllMocks();
    return { calls, failed: issues.some(({ code }) => code === 'output-disk-full') };
  }

  it('leaves the old state, or one that the next run finishes', () => {
    writeOutput(path.join(root, 'a'), groupsOf('a'), ALL);
    writeOutput(path.join(root, 'b'), groupsOf('b'), ALL);
    const [old, fresh] = [filesBelow(path.join(root, 'a')), filesBelow(path.join(root, 'b'))];
    const { calls } = writeOnFullDisk(Infinity);
    const outcomes = Array.from({ length: calls }, (_, index) => {
      fs.rmSync(outdir, { recursive: true });
      expect(writeOnFullDisk(index + 1).failed).toBe(true);
      const isOld = JSON.stringify(filesBelow(outdir)) === JSON.stringify(old);
      restoreOutput(outdir);
      expect(filesBelow(outdir)).toEqual(isOld ? old : fresh);
      expect(leftovers(outdir)).toEqual([]);
      return isOld;
    });
    expect(new Set(outcomes)).toEqual(new Set([true, false]));
  });
});

describe('the index', () => {
  it('lists files and the objects in them', () => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'a', sha256: 'hash' };
    writeOutput(outdir, [{ name: 'a', files: [{ path: 'a/x', text: 'x', objects: [object] }] }], ALL);
    expect(readIndex(fs.readFileSync(path.join(outdir, '.cdk8s-webapp/a.index'), 'utf8'))).toEqual([
      { file: 'a/x', sha256: '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881' },
      { file: 'a/x', ...object },
    ]);
  });
});
