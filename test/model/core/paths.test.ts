import { directoryFindings } from '../../../lib/model/core/paths';

describe('directoryFindings', () => {
  it.each(['/app', '/app/uploads', '/app/.next/cache', '/a b', '/..a', '/a..'])('accepts %s', (path) => {
    expect(directoryFindings('path', path)).toEqual([]);
  });

  it.each(['', '/', 'app', '/app/', '/a//b', '/a/./b', '/a/../b', '/a/..', '/.', '/a:b', '/a<b', '/<NAME>/b', '/a>'])(
    'refuses %j and says what is allowed',
    (path) => {
      expect(directoryFindings('path', path)).toEqual([
        {
          code: 'path-invalid',
          field: 'path',
          given: JSON.stringify(path),
          allowed: expect.stringContaining('without "/" at the end'),
          remedy: expect.any(String),
        },
      ]);
    },
  );

  it.each([undefined, null, 5, ['/app']])('refuses %j, which only JavaScript can pass', (path) => {
    expect(directoryFindings('path', path as never)).toHaveLength(1);
  });
});
