import { PercentOrAbsolute } from 'cdk8s-webapp';
import { percentOrAbsoluteFindings } from '../../../lib/model/core/percent-or-absolute';

describe('PercentOrAbsolute', () => {
  it.each([
    [PercentOrAbsolute.percent(25), '25%'],
    [PercentOrAbsolute.percent(0), '0%'],
    [PercentOrAbsolute.percent(100), '100%'],
    [PercentOrAbsolute.absolute(0), '0'],
    [PercentOrAbsolute.absolute(1000), '1000'],
  ])('is written as Kubernetes does: %s', (amount, text) => {
    expect(String(amount)).toBe(text);
    expect(percentOrAbsoluteFindings('a', amount)).toEqual([]);
  });

  it.each([
    PercentOrAbsolute.percent(101),
    PercentOrAbsolute.percent(-1),
    PercentOrAbsolute.percent(12.5),
    PercentOrAbsolute.absolute(-1),
    PercentOrAbsolute.absolute(0.5),
    PercentOrAbsolute.absolute(NaN),
    PercentOrAbsolute.absolute('1' as never),
    PercentOrAbsolute.absolute(undefined as never),
  ])('refuses %s', (amount) => {
    expect(percentOrAbsoluteFindings('a', amount)).toMatchObject([{ field: 'a', code: 'pods-out-of-range' }]);
  });
});
