import fc from 'fast-check';
import { fieldsOf, hasMethods, listOf, printable, textOf } from '../../../lib/model/core/untrusted';

const NO_OBJECTS = [undefined, null, 'text', 5, 5n, true, Symbol('s')];

describe('values of which nothing is known', () => {
  it.each(NO_OBJECTS)('%p has no fields, no items, no methods', (value) => {
    expect(fieldsOf(value as never)).toEqual({});
    expect(listOf(value as never)).toEqual([]);
    expect(hasMethods(value, ['toString'])).toBe(false);
  });

  it('have the fields and items that they have', () => {
    const list = [1, 2];
    expect(fieldsOf({ a: 1 })).toEqual({ a: 1 });
    expect(listOf(list)).toEqual(list);
    expect(listOf(list)).not.toBe(list);
    expect([textOf('a'), textOf(5), textOf(undefined)]).toEqual(['a', '', '']);
    expect(hasMethods({ a: () => 1 }, ['a'])).toBe(true);
    expect(hasMethods({ a: 1 }, ['a'])).toBe(false);
  });

  it('can always be printed', () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    expect(printable(circular)).toBe('a value of type object');
    expect(printable(2n)).toBe('a value of type bigint');
    fc.assert(fc.property(fc.anything({ withBigInt: true }), (value) => void JSON.stringify(printable(value))));
  });

  it.each(['text', '', 5, true, null, undefined])('are printed as they are where that is possible: %p', (value) => {
    expect(printable(value)).toBe(value);
  });
});
