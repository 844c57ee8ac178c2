import { type Finding } from '../../../lib/model/core/issue';
import { withinShared } from '../../../lib/model/core/validated';

const finding: Finding = { code: 'name-invalid', field: 'name', given: '"A"', allowed: 'a', remedy: 'Rename it.' };

describe('a value that several hold', () => {
  it('is judged once, and reported by each under its own name', () => {
    let count = 0;
    const value = {
      findings: () => {
        count += 1;
        return [finding];
      },
    };
    expect(withinShared('secret', value)).toEqual([{ ...finding, field: 'secret.name' }]);
    expect(withinShared('registries[0]', value)).toEqual([{ ...finding, field: 'registries[0].name' }]);
    expect(count).toBe(1);
  });

  it('is not taken for another one', () => {
    expect(withinShared('a', { findings: () => [finding] })).toHaveLength(1);
    expect(withinShared('a', { findings: () => [] })).toEqual([]);
    expect(withinShared('a', undefined)).toEqual([]);
  });
});
