import { isSensitiveName } from '../../model/core/sensitive-names';
import { Mapping } from '../../model/core/untrusted';
import { leakingOption } from '../secrets/leaking-option';
import { isHarmless } from '../secrets/leaks';
import { signOf, signOfKey, Signs, Unusual } from './sign';

const SECRET = signOf(Unusual.SECRET);
const NEGATIVE = signOf(Unusual.NEGATIVE);
const EMPTY_WORD = signOf(Unusual.EMPTY_WORD);

/** What is known while one object is looked at. */
export class Look {
  /** What the object shows. */
  readonly signs = new Signs();
  /** The minor version of Kubernetes that the object is for. */
  minor = 0;
  /** How deep the value is that is looked at. */
  depth = 0;

  /** What only keys and texts show. */
  skim(value: Mapping | readonly unknown[]): void {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) {
        this.skimInner(value[index]);
        this.noteItem(value, index);
      }
      return;
    }
    for (const key in value) {
      this.skimInner((value as Mapping)[key]);
      this.noteEntry(value as Mapping, key);
    }
  }

  /** Notes a key that no schema names, and the text that it may have. */
  noteEntry(owner: Mapping, key: string): void {
    const sign = signOfKey(key);
    const value = owner[key];
    if (sign !== -1) {
      this.signs.raise(sign);
    }
    if (typeof value === 'string') {
      this.noteText(owner, key, value, isSensitiveName(key));
    }
  }

  /** Notes a text of an object. */
  noteText(owner: Mapping, key: string, text: string, isSensitive: boolean): void {
    const name = key === 'value' ? owner['name'] : undefined;
    if (isSensitive || !isHarmless(text) || (typeof name === 'string' && isSensitiveName(name))) {
      this.signs.raise(SECRET);
    }
  }

  /** Notes an item of a list, which may be an argument of a program. */
  noteItem(list: readonly unknown[], index: number): void {
    const item = list[index];
    if (typeof item === 'string' && (!isHarmless(item) || leakingOption(list, index, item) !== undefined)) {
      this.signs.raise(SECRET);
    }
  }

  noteNegative(): void {
    this.signs.raise(NEGATIVE);
  }

  noteEmptyWord(): void {
    this.signs.raise(EMPTY_WORD);
  }

  private skimInner(value: unknown): void {
    if (typeof value === 'object' && value !== null) {
      this.skim(value as Mapping);
    }
  }
}
