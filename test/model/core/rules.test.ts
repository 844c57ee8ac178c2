import fc from 'fast-check';
import { oneOf, pattern, portNumber, showWithoutValue, wholeNumber } from '../../../lib/model/core/rules';

const WHY = { code: 'wrong', remedy: 'Do better.' };
const MAX_INT32 = 2 ** 31 - 1;

describe('wholeNumber', () => {
  it.each([0, 1, MAX_INT32])('accepts %d where no maximum is named', (given) => {
    expect(wholeNumber('n', given, { min: 0 }, WHY)).toEqual([]);
  });

  it.each([-1, 0.5, NaN, Infinity, '1', null, undefined, {}, 1n])('refuses %p and names no maximum', (given) => {
    expect(wholeNumber('n', given, { min: 0 }, WHY)).toMatchObject([
      { ...WHY, field: 'n', allowed: 'a whole number of at least 0' },
    ]);
  });

  it.each([MAX_INT32 + 1, 3_000_000_000, Number.MAX_SAFE_INTEGER, 1e300])(
    'refuses %d, which Kubernetes cannot decode, and names the maximum',
    (given) => {
      expect(wholeNumber('n', given, { min: 1 }, WHY)).toMatchObject([
        { allowed: 'a whole number from 1 to 2147483647', given: String(given) },
      ]);
    },
  );

  it('accepts exactly the numbers of its range', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.integer(), (given, a, b) => {
        const range = { min: Math.min(a, b), max: Math.max(a, b) };
        const isInside = given >= range.min && given <= range.max;
        return wholeNumber('n', given, range, WHY).length === (isInside ? 0 : 1);
      }),
    );
  });

  it('prints no object, which may hold a password', () => {
    expect(wholeNumber('n', { password: 'hunter2' }, { min: 1, max: 5 }, WHY)).toMatchObject([
      { given: 'a value of type object', allowed: 'a whole number from 1 to 5' },
    ]);
  });
});

describe('portNumber', () => {
  it.each([1, 80, 65535])('accepts %d', (port) => {
    expect(portNumber('port', port)).toEqual([]);
  });

  it.each([0, 65536, 80.5, '80'])('refuses %p', (port) => {
    expect(portNumber('port', port)).toMatchObject([{ code: 'port-out-of-range' }]);
  });
});

describe('oneOf', () => {
  it('accepts a word of the list and says the list otherwise', () => {
    expect(oneOf('word', 'a', ['a', 'b'], WHY)).toEqual([]);
    expect(oneOf('word', 'c', ['a', 'b'], WHY)).toMatchObject([{ given: '"c"', allowed: 'one of a, b' }]);
  });
});

describe('a text that a rule refuses', () => {
  const form = { expression: /^[a-z]+$/, maxLength: 5, allowed: 'letters' };

  it.each([
    ['DATABASE_URL=postgres://u:hunter2@db/x', '"DATABASE_URL=***"'],
    ['https://admin:hunter2@shop.example.com', '"https://***@shop.example.com"'],
    ['https://admin:hun/ter2@shop.example.com', '"https://***@shop.example.com"'],
    ['admin:hun@ter2@shop.example.com', '"***@shop.example.com"'],
    ['https://shop.example.com/?token=hunter2', '"https://shop.example.com/?token=***"'],
    ['ghp_hunter2', '"***"'],
    ['0123456789abcdef'.repeat(2), '"***"'],
    ['Name', '"Name"'],
    ['name@example', '"name@example"'],
    ['https://shop.example.com/a', '"https://shop.example.com/a"'],
    ['', '""'],
  ])('%s is shown without the value it may hold', (given, shown) => {
    expect(pattern('name', given, form, WHY)).toEqual([{ ...WHY, field: 'name', given: shown, allowed: 'letters' }]);
  });

  it('does not show the value in the name of the field either', () => {
    const [finding] = pattern('env.URL=postgres://u:hunter2@db/x', 'URL=postgres://u:hunter2@db/x', form, WHY);
    expect(finding).toMatchObject({ field: 'env.URL=***', given: '"URL=***"' });
  });

  it.each([undefined, null, 5, {}, []])('can be %j, which only JavaScript can pass', (given) => {
    expect(pattern('name', given, form, WHY)).toHaveLength(1);
  });

  it('never shows what stands behind an equals sign', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (name, value) => {
        const secret = `<${value}>`;
        return !showWithoutValue(`${name.replaceAll('<', '')}=${secret}`).includes('<');
      }),
    );
  });
});
