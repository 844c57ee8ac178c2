import { inspect } from 'node:util';
import * as vm from 'node:vm';
import fc from 'fast-check';
import { readHelmValues } from '../../../lib/model/release/helm-values';

const read = (given: unknown) => readHelmValues('values', given);
const fields = (given: unknown) => read(given).findings.map(({ code, field }) => [code, field]);

/** An object that contains itself. */
function cycle(): object {
  const inner: { [name: string]: unknown } = {};
  return Object.assign(inner, { again: [{ inner }] });
}

/** A map that is nested so many times. */
function nested(depth: number): object {
  return depth === 1 ? {} : { a: nested(depth - 1) };
}

/** A map whose parts occur twice each, level by level. */
function shared(levels: number): object {
  let part: object = { leaf: 1 };
  for (let level = 0; level < levels; level += 1) {
    part = { left: part, right: part };
  }
  return part;
}

/** The numbers anywhere in data. */
function numbers(data: unknown): number[] {
  const parts = typeof data === 'object' && data !== null ? Object.values(data) : [];
  return typeof data === 'number' ? [data] : parts.flatMap(numbers);
}

describe('readHelmValues', () => {
  it.each([
    {},
    {
      replicas: 2,
      ratio: 0.5,
      on: true,
      nothing: null,
      text: 'ä \u0000 😀',
      list: [1, ['a'], {}],
      map: { a: { b: '' } },
    },
    { small: -(2 ** 53) + 1, large: 2 ** 53 - 1, tiny: 1e-9 },
    { __proto__: null, plain: 'without a prototype' },
    JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "a.b/c": 2}'),
    vm.runInNewContext('({ from: ["another", { realm: 1 }] })'),
  ])('copies %j', (given) => {
    const { values, findings } = read(given);
    expect(findings).toEqual([]);
    expect(JSON.stringify(values)).toBe(JSON.stringify(given));
    expect(values).not.toBe(given);
    expect({}).not.toHaveProperty('polluted');
  });

  it('leaves out what is undefined in a map, as JSON does', () => {
    expect(read({ a: undefined, b: { c: undefined } })).toEqual({ values: { b: {} }, findings: [] });
  });

  it('accepts whatever JSON can hold, unless its numbers are whole and beyond 2^53', () => {
    const maps = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }));
    fc.assert(
      fc.property(maps, (given) => {
        const json = JSON.stringify(given);
        const { values, findings } = read(JSON.parse(json));
        const isWrong = numbers(given).some((each) => Number.isInteger(each) && !Number.isSafeInteger(each));
        expect(findings.filter(({ code }) => code !== 'placeholder').length > 0).toBe(isWrong);
        expect(isWrong ? json : JSON.stringify(values)).toBe(json);
      }),
    );
  });

  it.each([
    ['a function', () => 'hunter2'],
    ['a symbol', Symbol('hunter2')],
    ['a bigint', 7n],
    ['a date', new Date(0)],
    ['a map', new Map([['hunter2', 1]])],
    ['a regular expression', /hunter2/],
    [
      'a value with a class',
      new (class Secret {
        readonly text = 'hunter2';
      })(),
    ],
    ['a boxed text', new String('hunter2')],
    ['not a number', NaN],
    ['infinity', -Infinity],
    ['2^53', 2 ** 53],
    ['a huge number', 1e300],
    ['half of a surrogate pair', 'hunter2 \ud83d'],
    ['the other half', '\ude00 hunter2'],
    ['a list with a gap', [1, , 3]],
    ['a list that only claims to be long', Object.assign([], { length: 4_000_000_000 })],
    ['a list with a named entry', Object.assign(['hunter2'], { name: 'hunter2' })],
    ['a revoked proxy', revoked()],
    [
      'a proxy that throws',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('hunter2');
          },
        },
      ),
    ],
  ])('refuses %s at its path, and does not show it', (_, wrong) => {
    const { findings } = read({ backend: { env: [1, 'b', wrong] } });
    expect(findings).toMatchObject([{ code: 'values-not-yaml', field: 'values.backend.env[2]' }]);
    expect(inspect(findings)).not.toContain('hunter2');
  });

  it.each([
    [{ list: [undefined] }, 'values.list[0]'],
    [
      {
        get computed() {
          throw new Error('never read');
        },
      },
      'values.computed',
    ],
    [Object.defineProperty({}, 'hidden', { value: 1 }), 'values.hidden'],
    [{ [Symbol('key')]: 1 }, 'values'],
    [{ '\ud800': 1 }, 'values'],
    [{ 'a.b': { 'c"d': NaN } }, 'values["a.b"]["c\\"d"]'],
    [cycle(), 'values.again[0].inner'],
    [nested(101), `values${'.a'.repeat(100)}`],
    [null, 'values'],
    ['text', 'values'],
    [['list'], 'values'],
    [new Date(), 'values'],
    [undefined, 'values'],
  ])('refuses %# where it stands', (given, field) => {
    expect(fields(given)).toEqual([['values-not-yaml', field]]);
    expect(JSON.stringify(read(given).values)).toEqual(expect.any(String));
  });

  it('names every place at once', () => {
    expect(fields({ a: NaN, b: [() => 1, 5n] })).toEqual([
      ['values-not-yaml', 'values.a'],
      ['values-not-yaml', 'values.b[0]'],
      ['values-not-yaml', 'values.b[1]'],
    ]);
  });

  it('reads deep and repeated parts without effort', () => {
    expect(fields(nested(100))).toEqual([]);
    expect(fields(shared(60))).toEqual([]);
  });

  it('refuses placeholders that documentation left', () => {
    expect(read({ image: { repository: '<DOCKERHUB_USERNAME>/todo' } }).findings).toMatchObject([
      { code: 'placeholder', field: 'values.image.repository', given: 'a value that holds <DOCKERHUB_USERNAME>' },
    ]);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
