import fc from 'fast-check';
import { overlaid } from '../../lib/constructs/overlay';

describe('overlaid', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['maps merge', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
    ['values replace', { a: 1 }, { a: 'x' }, { a: 'x' }],
    ['lists replace', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['an empty list empties', { a: [{ name: 'x' }] }, { a: [] }, { a: [{ name: 'x' }] }],
    ['null removes', { a: 1, b: 2 }, { a: null }, { b: 2 }],
    ['null below nothing removes nothing', {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    ['undefined changes nothing', { a: 1 }, { a: undefined }, { a: 1 }],
    [
      'named things merge by name, in their order',
      [{ name: 'x', a: 1 }, { name: 'y' }],
      [{ name: 'z' }, { name: 'y', b: 2 }],
      [{ name: 'x', a: 1 }, { name: 'y', b: 2 }, { name: 'z' }],
    ],
    [
      'mounts merge by path, for a volume can have several',
      [{ name: 'v', mountPath: '/a' }],
      [{ name: 'v', mountPath: '/b' }],
      [
        { name: 'v', mountPath: '/a' },
        { name: 'v', mountPath: '/b' },
      ],
    ],
    ['an item is removed by name', [{ name: 'x' }, { name: 'y' }], [{ name: 'x', $patch: 'delete' }], [{ name: 'y' }]],
    ['what is not there cannot be removed', [{ name: 'x' }], [{ name: 'y', $patch: 'delete' }], [{ name: 'x' }]],
    ['a list of nameless things replaces', [{ name: 'x' }], [{ key: 'y' }], [{ key: 'y' }]],
    ['a map replaces a value', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
  ])('%s', (_, below, above, expected) => {
    expect(overlaid(below, above)).toEqual(expected);
  });

  const key = fc.constantFrom('a', 'b', 'c');
  const { tree } = fc.letrec<{ tree: object; value: unknown }>((tie) => ({
    tree: fc.dictionary(key, tie('value')),
    value: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.array(fc.integer()), tie('tree')),
  }));

  it('changes nothing where nothing is said', () => {
    fc.assert(
      fc.property(tree, (below) => {
        expect(overlaid(below, {})).toEqual(below);
      }),
    );
  });

  it('says the same twice as once', () => {
    fc.assert(
      fc.property(tree, tree, (below, above) => {
        const once = overlaid(below, above);
        expect(overlaid(once, above)).toEqual(once);
      }),
    );
  });

  it('has everything that is laid over it', () => {
    fc.assert(
      fc.property(tree, tree, (below, above) => {
        expect(overlaid(below, above)).toMatchObject(above);
      }),
    );
  });

  it('changes neither of the two', () => {
    fc.assert(
      fc.property(tree, tree, (below, above) => {
        const before = JSON.stringify([below, above]);
        overlaid(below, above);
        expect(JSON.stringify([below, above])).toBe(before);
      }),
    );
  });
});
