import fc from 'fast-check';
import { filePathFindings, filesFindings, modeFindings } from '../../../lib/model/service/file-options';
import { summarized } from '../../support/findings';

describe('filesFindings', () => {
  it('accepts nothing, and everything', () => {
    expect(filesFindings('f', {})).toEqual([]);
    const items = [
      { key: 'a.yaml', path: 'conf.d/a.yaml', mode: 0o400 },
      { key: 'a.yaml', path: 'b.yaml' },
    ];
    expect(filesFindings('f', { items, mode: 0o777, optional: true })).toEqual([]);
  });

  it.each([
    [{ items: [{ key: 'a/b', path: 'a' }] }, 'f.items[0].key key-invalid'],
    [{ items: [{ key: 'a', path: '/a' }] }, 'f.items[0].path path-invalid'],
    [{ items: [{ key: 'a', path: 'a', mode: 1000 }] }, 'f.items[0].mode file-mode-invalid'],
    [{ mode: -1 }, 'f.mode file-mode-invalid'],
    [
      {
        items: [
          { key: 'a', path: 'a' },
          { key: 'b', path: 'a' },
        ],
      },
      'f.items volume-path-duplicate',
    ],
  ])('refuses %j', (options, expected) => {
    expect(summarized(filesFindings('f', options))).toEqual([expected]);
  });
});

describe('modeFindings', () => {
  it.each([undefined, 0, 0o400, 0o777])('allows %s', (mode) => {
    expect(modeFindings('m', mode)).toEqual([]);
  });

  it.each([0o1000, -1, 0.5, NaN, '0400' as never])('refuses %s', (mode) => {
    expect(modeFindings('m', mode)).toMatchObject([{ code: 'file-mode-invalid' }]);
  });
});

describe('filePathFindings', () => {
  it.each(['a', 'a/b', '..a', 'a..b', '...'])('allows %s', (path) => {
    expect(filePathFindings('p', path)).toEqual([]);
  });

  it.each(['', '/a', '..', '../a', 'a/..', 'a/../b', undefined])('refuses %s', (path) => {
    expect(filePathFindings('p', path)).toMatchObject([{ code: 'path-invalid' }]);
  });

  it('lets no path leave its directory', () => {
    const part = fc.constantFrom('a', '.', '..', '', 'b.c');
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('/')),
        (path) => {
          const isInside = new URL(path, 'file:///x/y/').pathname.startsWith('/x/y/');
          fc.pre(filePathFindings('p', path).length === 0);
          expect(isInside).toBe(true);
        },
      ),
    );
  });
});
