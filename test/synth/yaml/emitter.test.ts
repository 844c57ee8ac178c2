import fc from 'fast-check';
import { toYaml } from '../../../lib/synth/yaml/emitter';
import { RandomData } from '../../support/yaml-random';
import { JS_READERS } from '../../support/yaml-readers';
import { NUMBERS, TRAPS } from '../../support/yaml-traps';

const readers = Object.entries(JS_READERS);
const written = (value: unknown) =>
  toYaml({ value })
    .replace(/^value: ?/, '')
    .trimEnd();

describe.each(readers)('what %s reads', (_, read) => {
  it('is every text that is known to be a trap', () => {
    const documents = TRAPS.map((text) => ({
      [`k${text}`]: text,
      list: [text, [text], { [text]: text, name: text }],
      text,
    }));
    expect(documents.flatMap((document) => read(toYaml(document)))).toEqual(documents);
  });

  it('is every number, but for the sign of zero', () => {
    const documents = NUMBERS.map((number) => ({ number, list: [number, [number]] }));
    expect(documents.flatMap((document) => read(toYaml(document)))).toEqual(JSON.parse(JSON.stringify(documents)));
  });

  it('is random data', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const data = new RandomData(seed).object();
        expect(JSON.stringify(sorted(read(`---\n${toYaml(data)}`)))).toBe(JSON.stringify(sorted([data])));
      }),
      { numRuns: 200 },
    );
  });
});

/** Readers keep the order of the file, which is not that of the data. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, part]) => [key, sorted(part)])
    : value;
}

describe('a text', () => {
  it.each([
    ['backend', 'backend'],
    ['/api/health', '/api/health'],
    ['--port=8080', '--port=8080'],
    ['app.kubernetes.io/name', 'app.kubernetes.io/name'],
    ['https://app.example.com', 'https://app.example.com'],
    ['ghcr.io/acme/shop:1.4.2', 'ghcr.io/acme/shop:1.4.2'],
    ['$(HOST):8080', '$(HOST):8080'],
    ['two words', 'two words'],
    ['café', 'café'],
    ['1.0.0', '1.0.0'],
    ['1.0.0-staging', '1.0.0-staging'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['250m', '250m'],
    ['512Mi', '512Mi'],
    ['30s', '30s'],
  ])('is plain where every reader agrees: %s', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  it.each([
    ['8080', '"8080"'],
    ['true', '"true"'],
    ['on', '"on"'],
    ['1:30', '"1:30"'],
    ['0o17', '"0o17"'],
    ['1e3_0', '"1e3_0"'],
    ['e12', '"e12"'],
    ['a: b', '"a: b"'],
    ['', '""'],
    ['{{ a }}', '"{{ a }}"'],
    ['"a\\b"', '"\\"a\\\\b\\""'],
    ['\u0000\u0085\u2028\ufeff', '"\\x00\\x85\\u2028\\ufeff"'],
    ['💥', '"💥"'],
    ['\u{e0001}', '"\\U000e0001"'],
  ])('is quoted where one could disagree: %j', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  it.each([
    ['a\nb\n', '|\n  a\n  b\n# end of text'],
    ['a\nb', '|-\n  a\n  b'],
    ['a\n\n', '|+\n  a\n\n# end of text'],
    [' a\n\n\tb\n', '|2\n   a\n\n  \tb\n# end of text'],
    ['\na\n', '|2\n\n  a\n# end of text'],
  ])('of several lines is a literal block: %j', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  it.each([['a\r\nb'], ['a\u0001\nb'], ['\n'], [' \na'], ['a\n '], ['a\u2028\nb'], ['\u{f0000}\na']])(
    'of several lines that a literal block would change is quoted: %j',
    (text) => {
      expect(written(text)).toMatch(/^".*"$/);
    },
  );

  it('in the middle of a document needs no comment to keep its line break', () => {
    expect(toYaml({ a: 'x\ny\n', b: 1 })).toBe('a: |\n  x\n  y\nb: 1\n');
  });

  it('of any length stays on one line', () => {
    const text = 'word '.repeat(1000).trim();
    expect(toYaml({ text })).toBe(`text: ${text}\n`);
  });

  it('that is long says that it is a key', () => {
    const key = 'k'.repeat(300);
    expect(toYaml([{ [key]: { a: 1 } }])).toBe(`- ? ${key}\n  :\n    a: 1\n`);
  });
});

describe('fields', () => {
  it('are in the order that readers look for them', () => {
    const object = { spec: 1, kind: 'Widget', data: 2, metadata: { name: 'x', annotations: {} }, apiVersion: 'v1' };
    expect(toYaml(object)).toBe(
      'apiVersion: v1\nkind: Widget\nmetadata:\n  annotations: {}\n  name: x\ndata: 2\nspec: 1\n',
    );
  });

  it('begin with the name in lists of named things, and follow code units', () => {
    expect(
      toYaml({
        list: [
          { b: 1, name: 'x', a: [], Z: 0, 10: 1, 9: 2 },
          { kind: 'A', b: 1 },
        ],
      }),
    ).toBe('list:\n  - name: x\n    "10": 1\n    "9": 2\n    Z: 0\n    a: []\n    b: 1\n  - b: 1\n    kind: A\n');
  });

  it('may have any name', () => {
    const data = JSON.parse('{"__proto__": {"constructor": 1}, "constructor": {"__proto__": []}}') as object;
    expect(toYaml(data)).toBe('__proto__:\n  constructor: 1\nconstructor:\n  __proto__: []\n');
  });
});

describe('lists', () => {
  it('keep their order, in each other too', () => {
    expect(toYaml([3, 1, [2, [], [{}, { a: [null, true] }]]])).toBe(
      '- 3\n- 1\n- - 2\n  - []\n  - - {}\n    - a:\n        - null\n        - true\n',
    );
  });
});

describe('what is no data', () => {
  it.each([
    ['a number that is none', NaN],
    ['infinity', -Infinity],
    ['an integer beyond 2^53', 2 ** 53],
    ['a large number', 1e21],
    ['half of a surrogate pair', 'a\ud800b'],
    ['the other half', '\udc00\n'],
    ['such a half in a key', { '\ud800': 1 }],
    ['undefined', undefined],
    ['a function', () => 1],
    ['a bigint', 1n],
  ])('is refused: %s', (_, value) => {
    expect(() => toYaml({ value })).toThrow(TypeError);
  });
});
