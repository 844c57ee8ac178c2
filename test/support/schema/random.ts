/** A source of random numbers: the same seed gives the same numbers on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0, below the limit. */
  below(limit: number): number {
    // A linear congruential generator, of which the high bits are random enough for tests.
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  /** One of the items. */
  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}
