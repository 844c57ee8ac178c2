import { nanos } from '../../model/core/quantity';
import { Amounts } from './problem';

/** Positions of the resources that every node has; others follow in the order in which they are met. */
export const CPU = 0;
export const MEMORY = 1;
export const PODS = 2;
export const STORAGE = 3;

const NANOS_PER_MILLI = 1_000_000n;
const NANOS_PER_UNIT = 1_000_000_000n;
/** Quantities repeat, and reading one is slow. */
const READ = new Map<string, number | undefined>();
const MOST_KEPT = 10_000;
const MIB = 2 ** 20;

/** The resources of a cluster, by position. */
export class Resources {
  readonly #names = ['cpu', 'memory', 'pods', 'ephemeral-storage'];

  positionOf(name: string): number {
    const known = this.#names.indexOf(name);
    return known === -1 ? this.#names.push(name) - 1 : known;
  }

  nameOf(position: number): string {
    return this.#names[position] ?? '';
  }

  get length(): number {
    return this.#names.length;
  }

  /** An amount for messages: `250m`, `512Mi`, `1`. */
  show(position: number, amount: number): string {
    if (position === CPU) {
      return `${amount}m`;
    }
    return position === MEMORY || position === STORAGE ? `${Math.floor(amount / MIB)}Mi` : `${amount}`;
  }
}

/** Thousandths of CPU, whole units of everything else, rounded up; `undefined` where the value is no quantity. */
export function amountOf(resource: string, quantity: unknown): number | undefined {
  if (typeof quantity !== 'string' && typeof quantity !== 'number') {
    return undefined;
  }
  const isCpu = resource === 'cpu' || resource.endsWith('.cpu');
  const key = `${isCpu ? 'm' : ''} ${quantity}`;
  if (READ.has(key)) {
    return READ.get(key);
  }
  const read = nanos(String(quantity));
  const step = isCpu ? NANOS_PER_MILLI : NANOS_PER_UNIT;
  const amount = read === undefined ? undefined : Number((read + step - 1n) / step);
  if (READ.size >= MOST_KEPT) {
    READ.clear();
  }
  READ.set(key, amount);
  return amount;
}

/** The sum, position by position. */
export function plus(a: Amounts, b: Amounts, times = 1): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => (a[index] ?? 0) + (b[index] ?? 0) * times);
}

/** The larger, position by position. */
export function most(a: Amounts, b: Amounts): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => Math.max(a[index] ?? 0, b[index] ?? 0));
}
