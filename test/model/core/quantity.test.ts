import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Cpu, type ICpu, type ISize, Size } from 'cdk8s-webapp';
import fc from 'fast-check';
import { isBinary, nanos } from '../../../lib/model/core/quantity';

const BILLION = 1_000_000_000n;

describe('nanos', () => {
  it.each([
    ['1', BILLION],
    ['250m', BILLION / 4n],
    ['0.5', BILLION / 2n],
    ['.5', undefined],
    ['5.', 5n * BILLION],
    ['1e3', 1000n * BILLION],
    ['1E3', 1000n * BILLION],
    ['12E', 12n * 10n ** 18n * BILLION],
    ['1e-3', BILLION / 1000n],
    ['100n', 100n],
    ['1u', 1000n],
    ['1k', 1000n * BILLION],
    ['1Ki', 1024n * BILLION],
    ['1.5Gi', 3n * 2n ** 29n * BILLION],
    ['1Ei', 2n ** 60n * BILLION],
    ['0.1n', 1n],
    ['0', 0n],
    ['', undefined],
    ['-1', undefined],
    ['1 Gi', undefined],
    ['1KB', undefined],
    ['NaN', undefined],
    ['undefinedm', undefined],
  ])('reads %j as %s billionths', (text, expected) => {
    expect(nanos(text)).toBe(expected);
  });

  it('adds up exactly where floating point does not', () => {
    expect(nanos('0.1')! + nanos('0.2')!).toBe(nanos('300m'));
  });

  it('orders any two amounts of millis as their numbers', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        const [left, right] = [nanos(Cpu.millis(a).amount)!, nanos(Cpu.millis(b).amount)!];
        return a < b ? left < right : a > b ? left > right : left === right;
      }),
    );
  });
});

describe('isBinary', () => {
  it.each(['1Ki', '0.5Mi', '1Ei'])('is true of %s', (text) => {
    expect(isBinary(text)).toBe(true);
  });

  it.each(['1', '1k', '1M', '250m', '1e3', 'Mi', ''])('is false of %j', (text) => {
    expect(isBinary(text)).toBe(false);
  });
});

describe('units', () => {
  it.each<[string, string]>([
    [Cpu.millis(250).amount, '250m'],
    [Cpu.units(1.5).amount, '1.5'],
    [Cpu.parse('2').amount, '2'],
    [Size.mebibytes(256).asString(), '256Mi'],
    [Size.gibibytes(1).asString(), '1Gi'],
    [Size.parse('1500M').asString(), '1500M'],
  ])('prints %s', (actual, expected) => {
    expect(actual).toBe(expected);
  });

  it('can be given in the value types of cdk8s and cdk8s-plus', () => {
    const cpu: ICpu = kplus.Cpu.millis(250);
    const size: ISize = cdk8s.Size.mebibytes(256);
    expect([cpu.amount, size.asString()]).toEqual(['250m', '256Mi']);
  });
});
