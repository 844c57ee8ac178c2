import { isCoveredBy, isUniform, Variants } from './variants';

/** Texts of the manifests that are one thing wherever they occur: names of objects, host names. */
export class SharedValues {
  readonly #known: { readonly variants: Variants; readonly expression: string }[] = [];

  /**
   * Makes a text known.
   *
   * @param expression how templates read it
   */
  add(variants: Variants, expression: string): void {
    this.#known.push({ variants, expression });
  }

  /** How templates read a text that is a known one in all environments; `undefined` where none is. */
  find(variants: Variants): string | undefined {
    return this.#known.find((each) => isCoveredBy(each.variants, variants))?.expression;
  }

  /** The same, of texts that differ between environments: others can be equal without being the same. */
  findDifferent(variants: Variants): string | undefined {
    return isUniform(variants) ? undefined : this.find(variants);
  }
}
