import fc from 'fast-check';
import { isJsonObject, JsonSyntaxError, readJson } from '../../../lib/model/core/json-text';

/** The value as `JSON.parse` would have given it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return isJsonObject(value) ? Object.fromEntries([...value].map(([key, each]) => [key, plain(each)])) : value;
}

function errorOf(text: string): JsonSyntaxError {
  try {
    readJson(text);
  } catch (error) {
    return error as JsonSyntaxError;
  }
  throw new Error(`${text} was read`);
}

describe('readJson', () => {
  it('reads what JSON.stringify writes as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (text, indent) => {
        const pretty = JSON.stringify(JSON.parse(text), undefined, indent);
        expect(plain(readJson(pretty).value)).toEqual(JSON.parse(pretty));
      }),
    );
  });

  it('refuses exactly what JSON.parse refuses', () => {
    const marks = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"\\u00e9"',
        '1',
        '-0.5e3',
        '01',
        'true',
        'nul',
        '\n',
        '.',
        '"',
      ),
      { maxLength: 8 },
    );
    const accepts = (read: () => unknown) => {
      try {
        read();
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(marks, (parts) => {
        const text = parts.join('');
        return accepts(() => readJson(text)) === accepts(() => JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 1, 'the end', 'a value'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, '"b": 2', '","'],
    ['{\n  "a": 1,\n}', 3, '}', 'another item after the comma'],
    ['{"a" 1}', 1, '1}', '":"'],
    ['{a: 1}', 1, 'a: 1}', 'JSON'],
    ['{1: 1}', 1, '1: 1}', 'a key in double quotes'],
    ['[1, }', 1, '}', 'a value'],
    ['{"a": 1}\n\n{}', 3, '{}', 'nothing more'],
    ['{\r\n"a":\r\n<<<<<<< HEAD\r\n', 3, '<<<<<<< HEAD', 'JSON'],
    ['{"a": "b\nc"}', 1, '"b', 'JSON'],
    ['{"a": 1', 1, 'the end', '","'],
    ['[', 1, 'the end', 'a value'],
  ])('says of %j that line %i has %s where %s belongs', (text, line, found, expected) => {
    expect(errorOf(text)).toMatchObject({ line, found, expected });
  });

  it('returns for hostile text', () => {
    expect(errorOf('['.repeat(100_000)).expected).toBe('at most 32 levels');
    expect(errorOf('{"a":'.repeat(100_000)).expected).toBe('at most 32 levels');
    expect(errorOf(`"${'\\'.repeat(99_999)}`).line).toBe(1);
    expect(errorOf(`${' '.repeat(100_000)}x`).found).toBe('x');
  });

  it('tells keys that stand twice, and keeps the first', () => {
    const { value, repeated } = readJson('{\n"a": {"b": 1,\n"b": 2},\n"a": 3}');
    expect(plain(value)).toEqual({ a: { b: 1 } });
    expect(repeated).toEqual([
      { path: ['a', 'b'], line: 3 },
      { path: ['a'], line: 4 },
    ]);
  });

  it('gives no key a meaning of its own', () => {
    const { value } = readJson('{"__proto__": {"polluted": true}}');
    expect(isJsonObject(value) && value.has('__proto__')).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  it('reads past a byte order mark', () => {
    expect(readJson('\uFEFF{}').value).toEqual(new Map());
  });
});
