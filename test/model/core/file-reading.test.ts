import * as fs from 'node:fs';
import * as path from 'node:path';
import { problemOf, readFile } from '../../../lib/model/core/file-reading';
import { utf8 } from '../../../lib/model/core/utf8';
import { temporaryDirectory } from '../../support/files';

const directory = temporaryDirectory();
const file = path.join(directory, 'a');
fs.writeFileSync(file, 'four');

describe('readFile', () => {
  it('reads what is not too large', () => {
    expect(readFile(file, 4)).toEqual({ bytes: Buffer.from('four') });
    expect(readFile(file, 3)).toEqual({ problem: 'which has 4 bytes' });
  });

  it.each([
    ['a directory', directory, 'which is a directory'],
    ['a device', '/dev/null', 'which is no file'],
    ['what is not there', path.join(directory, 'b'), 'which does not exist'],
    ['what is below a file', path.join(file, 'b'), 'which does not exist'],
    ['what no file can be called', 'a\0b', 'which cannot be read (ERR_INVALID_ARG_VALUE)'],
  ])('says why it does not read %s', (_, name, problem) => {
    expect(readFile(name, 4)).toEqual({ problem });
  });
});

describe('problemOf', () => {
  it.each([
    [{ code: 'EACCES' }, 'which may not be read'],
    [{ code: 'EMFILE' }, 'which cannot be read (EMFILE)'],
    [null, 'which cannot be read (unknown error)'],
    [new Error('secret'), 'which cannot be read (unknown error)'],
  ])('puts %j into words', (error, words) => {
    expect(problemOf(error)).toBe(words);
  });
});

describe('utf8', () => {
  it('tells text from bytes, and keeps a byte order mark', () => {
    expect(utf8(Buffer.from('\ufeffä'))).toBe('\ufeffä');
    expect(utf8(Buffer.from([0xc3]))).toBeUndefined();
  });
});
