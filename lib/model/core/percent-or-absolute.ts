import { Finding } from './issue';
import { wholeNumber } from './rules';

/** A number of pods, or a share of them. */
export class PercentOrAbsolute {
  /** A share of the pods, from 0 to 100. */
  static percent(percent: number): PercentOrAbsolute {
    return new PercentOrAbsolute(percent, true);
  }

  /** A number of pods. */
  static absolute(count: number): PercentOrAbsolute {
    return new PercentOrAbsolute(count, false);
  }

  private constructor(
    /** The number, or the share in percent. */
    readonly amount: number,
    /** Whether it is a share. */
    readonly isPercent: boolean,
  ) {}

  /** The amount as Kubernetes writes it: `25%` or `1`. */
  toString(): string {
    return this.isPercent ? `${this.amount}%` : String(this.amount);
  }
}

/** The number is whole, and a share at most all of them. */
export function percentOrAbsoluteFindings(field: string, given: PercentOrAbsolute): Finding[] {
  const why = { code: 'pods-out-of-range', remedy: 'Use PercentOrAbsolute.percent(...) or .absolute(...).' };
  return wholeNumber(field, given.amount, { min: 0, max: given.isPercent ? 100 : undefined }, why);
}
