import { Cpu, Volume } from 'cdk8s-webapp';
import fc from 'fast-check';
import {
  copied,
  differenceFindings,
  leaves,
  merged,
  type SettingTree,
  settingText,
  without,
} from '../../../lib/model/deployment/settings';

const text = fc.stringMatching(/^[a-z]{1,3}$/);
const leaf = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.integer()), fc.constant(Cpu.units(1)));
const { tree } = fc.letrec<{ tree: SettingTree }>((tie) => ({
  tree: fc.dictionary(text, fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('tree'))),
}));

describe('merged', () => {
  it('merges maps, and lets lists and values with a class replace', () => {
    const base = { a: { x: 1, y: [1, 2] }, cpu: Cpu.units(1), keep: 'me' };
    const difference = { a: { y: [3], z: null }, cpu: Cpu.units(2) };
    expect(merged(base, difference)).toEqual({ a: { x: 1, y: [3], z: null }, cpu: Cpu.units(2), keep: 'me' });
  });

  it('lets a map replace a single value and the other way round', () => {
    expect(merged({ a: 1, b: { c: 2 } }, { a: { d: 3 }, b: 4 })).toEqual({ a: { d: 3 }, b: 4 });
  });

  it('takes undefined for nothing said', () => {
    expect(merged({ a: 1 }, { a: undefined, b: undefined })).toEqual({ a: 1 });
  });

  it('changes nothing where nothing differs', () => {
    fc.assert(
      fc.property(tree, (base) => {
        expect(merged(base, {})).toEqual(base);
        expect(merged(base, base)).toEqual(base);
      }),
    );
  });

  it('says at the end whatever the difference says', () => {
    fc.assert(
      fc.property(tree, tree, (base, difference) => {
        const result = leaves(merged(base, difference));
        leaves(difference).forEach((value, path) => {
          expect(result.get(path)).toEqual(value);
        });
      }),
    );
  });

  it('leaves base and difference as they were', () => {
    fc.assert(
      fc.property(tree, tree, (base, difference) => {
        const before = JSON.stringify([base, difference]);
        merged(base, difference);
        expect(JSON.stringify([base, difference])).toBe(before);
      }),
    );
  });

  it('keeps names that JavaScript objects treat specially', () => {
    const special = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as SettingTree;
    expect(Object.keys(merged({}, special))).toEqual(['__proto__', 'constructor']);
    expect({}).not.toHaveProperty('a');
  });
});

describe('without', () => {
  it('drops one setting, or a whole block', () => {
    const base = { a: { x: 1, y: 2 }, b: 3 };
    expect(without(base, 'a.x')).toEqual({ a: { y: 2 }, b: 3 });
    expect(without(base, 'a')).toEqual({ b: 3 });
  });

  it('finds names that hold dots themselves', () => {
    expect(without({ config: { 'app.yaml': '1', app: '2' } }, 'config.app.yaml')).toEqual({ config: { app: '2' } });
    expect(differenceFindings({ config: { 'app.yaml': '1' } }, {}, ['config.app.yaml'])).toEqual([]);
  });

  it('changes nothing where there is nothing to drop', () => {
    expect(without({ a: 1 }, 'b.c')).toEqual({ a: 1 });
  });
});

describe('copied', () => {
  it('shares no map and no list', () => {
    fc.assert(
      fc.property(tree, (original) => {
        const copy = copied(original);
        expect(copy).toEqual(original);
        expect(copy).not.toBe(original);
      }),
    );
    const inner = { list: [{ a: 1 }], map: { b: 2 } };
    const copy = copied(inner) as typeof inner;
    copy.list[0]!.a = 5;
    copy.map.b = 5;
    expect(inner).toEqual({ list: [{ a: 1 }], map: { b: 2 } });
  });
});

describe('differenceFindings', () => {
  it('reports undefined, for it would neither set nor delete', () => {
    expect(differenceFindings({ a: { b: 1 } }, { a: { b: undefined } }, [])).toMatchObject([
      { code: 'override-undefined', field: 'a.b', given: 'undefined' },
    ]);
  });

  it('reports a removal of what is not there', () => {
    expect(differenceFindings({ a: { b: 1 } }, {}, ['a.b', 'a', 'a.c', 'x.y', 'a.b.c'])).toMatchObject(
      ['a.c', 'x.y', 'a.b.c'].map((path) => ({ code: 'override-removes-nothing', given: JSON.stringify(path) })),
    );
  });
});

describe('settingText', () => {
  it.each<[unknown, string]>([
    ['text', 'text'],
    [5, '5'],
    [[1, 'a'], '[1,"a"]'],
    [Cpu.millis(250), '250m'],
    [Volume.emptyDir(), 'empty directory'],
    [null, 'null'],
  ])('prints %p as %s', (value, expected) => {
    expect(settingText(value)).toBe(expected);
  });
});
