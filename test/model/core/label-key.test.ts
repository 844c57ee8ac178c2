import { labelKey } from '../../../lib/model/core/label-key';

describe('labelKey', () => {
  it.each(['team', 'a', 'Team_1.x', 'example.com/team', `example.com/${'a'.repeat(63)}`])('accepts %s', (key) => {
    expect(labelKey('labels', key)).toEqual([]);
  });

  it.each([
    '',
    'bad key!',
    '-a',
    'a-',
    'Example.com/team',
    '/team',
    'a/b/c',
    'a'.repeat(64),
    '__proto__',
    5,
    undefined,
  ])('refuses %j', (key) => {
    expect(labelKey('labels', key)).toMatchObject([{ code: 'label-invalid', field: 'labels' }]);
  });
});
