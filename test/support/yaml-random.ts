import { NUMBERS, TRAPS } from './yaml-traps';

/** Pieces that make trouble where they meet. */
const PIECES = [
  ...[
    'a',
    'B',
    'z',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\t',
    '\r',
    ':',
    ': ',
    '#',
    ' #',
    '-',
    '- ',
    '?',
    '"',
    "'",
    '\\',
    ',',
    '[',
    ']',
    '{',
    '}',
  ],
  ...[
    '&',
    '*',
    '!',
    '|',
    '>',
    '%',
    '@',
    '`',
    '~',
    '=',
    '<',
    '.',
    '_',
    '+',
    '/',
    '$',
    '0',
    '1',
    '8',
    'e',
    'E',
    'x',
    'o',
    'b',
    'n',
    'y',
  ],
  ...[
    'yes',
    'null',
    '0o',
    '0x',
    '---',
    '...',
    '{{',
    '}}',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u0000',
    '\u007f',
    'é',
    '日',
    '💥',
  ],
];
/** Where characters are taken from: every plane, the parts that matter more often. */
const RANGES: readonly (readonly [number, number])[] = [
  [0, 0x20],
  [0x20, 0x7e],
  [0x20, 0x7e],
  [0x7f, 0xa1],
  [0xa1, 0x2ff],
  [0x300, 0x1fff],
  [0x2000, 0x206f],
  [0x2070, 0xd7ff],
  [0xe000, 0xf8ff],
  [0xf900, 0xffff],
  [0x10000, 0x1ffff],
  [0x20000, 0x10ffff],
];

/** Random data from a seed: the same seed gives the same data everywhere. */
export class RandomData {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A well-formed text. */
  text(): string {
    switch (this.below(4)) {
      case 0:
        return this.pick(TRAPS) + this.pick(PIECES) + (this.below(2) === 0 ? this.pick(TRAPS) : '');
      case 1:
        return this.many(8, () => this.pick(PIECES)).join('');
      case 2:
        return this.many(12, () => this.character()).join('');
      default:
        return this.number();
    }
  }

  /** An object, lists and maps in each other, up to a depth. */
  object(depth = 4): { [key: string]: unknown } {
    return Object.fromEntries(this.many(6, () => [this.key(), this.value(depth)]));
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  private value(depth: number): unknown {
    switch (this.below(depth > 0 ? 9 : 6)) {
      case 0:
        return this.pick(TRAPS);
      case 1:
        return this.text();
      case 2:
        return this.pick(NUMBERS);
      case 3:
        return (this.below(2_000_000_000) - 1_000_000_000) / this.pick([1, 1, 7, 1000, 1e9, 1e20]);
      case 4:
        return this.pick([true, false, null, {}, []]);
      case 5:
        return this.many(3, () => 'word').join(' ');
      case 6:
        return this.many(4, () => this.value(depth - 1));
      default:
        return this.object(depth - 1);
    }
  }

  private key(): string {
    const kind = this.below(4);
    const text =
      kind === 0
        ? this.text()
        : kind === 1
          ? this.pick(TRAPS)
          : `${this.pick(['name', 'a', 'key', '7'])}${this.below(9)}`;
    return text === '__proto__' && this.below(2) === 0 ? 'name' : text;
  }

  /** Looks like a number, a date or a time, and sometimes is one. */
  private number(): string {
    const alphabet = this.pick([
      '0123456789_',
      '01:',
      '0123456789.e+-_',
      '0123456789abcdefxXoObB_',
      '0123456789-:T Z.',
      '0123456789.kMGTPEim',
    ]);
    return this.many(9, () => alphabet.charAt(this.below(alphabet.length))).join('');
  }

  private character(): string {
    const [from, to] = this.pick(RANGES);
    return String.fromCodePoint(from + this.below(to - from + 1));
  }

  private pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  private many<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}
