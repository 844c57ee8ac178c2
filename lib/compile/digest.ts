const [SEED_A, SEED_B] = [0x9747b28c, 0x1b873593];
const [FACTOR_A, FACTOR_B] = [0x9e3779b1, 0x85ebca77];
const [MIX_A, MIX_B] = [0x7feb352d, 0x846ca68b];
const WORD_BYTES = 4;
const WORD_DIGITS = 8;

/**
 * A number of 64 bits that tells contents apart that differ by chance, not by intent. node:crypto would take longer to load
 * than everything that is compared here.
 */
export class Digest {
  #a = SEED_A;
  #b = SEED_B;

  /** Counts a content, and where it ends. */
  add(content: string | Uint8Array): this {
    if (typeof content === 'string') {
      this.addText(content);
    } else {
      this.addBytes(content);
    }
    this.addWord(content.length);
    return this;
  }

  /** In hexadecimal, 16 digits. */
  toString(): string {
    return [mixed(this.#a ^ this.#b), mixed(this.#b)]
      .map((word) => word.toString(16).padStart(WORD_DIGITS, '0'))
      .join('');
  }

  private addWord(word: number): void {
    this.#a = Math.imul(this.#a ^ word, FACTOR_A);
    this.#b = Math.imul(((this.#b << 13) | (this.#b >>> 19)) ^ word, FACTOR_B);
  }

  private addText(text: string): void {
    let [a, b] = [this.#a, this.#b];
    for (let index = 0; index < text.length; index += 1) {
      const word = text.charCodeAt(index);
      a = Math.imul(a ^ word, FACTOR_A);
      b = Math.imul(((b << 13) | (b >>> 19)) ^ word, FACTOR_B);
    }
    [this.#a, this.#b] = [a, b];
  }

  private addBytes(bytes: Uint8Array): void {
    const count = Math.floor(bytes.length / WORD_BYTES);
    // Words must begin at multiples of their length.
    const aligned = bytes.byteOffset % WORD_BYTES === 0 ? bytes : Uint8Array.from(bytes);
    const words = new Uint32Array(aligned.buffer, aligned.byteOffset, count);
    let [a, b] = [this.#a, this.#b];
    for (let index = 0; index < count; index += 1) {
      const word = words[index] as number;
      a = Math.imul(a ^ word, FACTOR_A);
      b = Math.imul(((b << 13) | (b >>> 19)) ^ word, FACTOR_B);
    }
    [this.#a, this.#b] = [a, b];
    bytes.subarray(count * WORD_BYTES).forEach((byte) => {
      this.addWord(byte);
    });
  }
}

/** Every bit of the word depends on every other, as an unsigned number. */
function mixed(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), MIX_A);
  const twice = Math.imul(once ^ (once >>> 15), MIX_B);
  return (twice ^ (twice >>> 16)) >>> 0;
}
