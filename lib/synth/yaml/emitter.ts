import { keysInOrder, keyText } from './keys';
import { inlineText, isLiteral, literal, numberText } from './scalar';

interface Mapping {
  readonly [key: string]: unknown;
}

/**
 * Writes plain data, as `JSON.parse` gives it, as one YAML document without a separator. The order of keys in the data does
 * not show; the order of lists does.
 *
 * @throws TypeError for what no manifest can hold: no plain data, no finite number, half of a surrogate pair
 */
export function toYaml(value: unknown): string {
  return new Emitter().document(value);
}

class Emitter {
  #out = '';
  /** Whether the last line is the last of a text, whose line break belongs to it. */
  #endsWithText = false;

  document(value: unknown): string {
    if (isFilled(value)) {
      if (Array.isArray(value)) {
        this.list(value, '');
      } else {
        this.map(value as Mapping, '', false);
      }
    } else {
      this.#out = `${inlineScalar(value)}\n`;
    }
    // Helm cuts white space off the end of a document, and with it the line break of a text. A comment keeps it.
    return this.#endsWithText ? `${this.#out}# end of text\n` : this.#out;
  }

  /** The entries of a map; the first goes where the line stands, behind the dash of its item or the indentation. */
  private map(map: Mapping, indent: string, isItem: boolean): void {
    let lead = '';
    for (const key of keysInOrder(map, isItem)) {
      this.#out += `${lead}${keyText(inlineText(key), indent)}`;
      this.entry(map[key], indent);
      lead = indent;
    }
  }

  /** A value behind its key. */
  private entry(value: unknown, indent: string): void {
    if (!isFilled(value)) {
      this.scalar(value, indent);
      return;
    }
    const inner = `${indent}  `;
    this.#out += `\n${inner}`;
    if (Array.isArray(value)) {
      this.list(value, inner);
    } else {
      this.map(value as Mapping, inner, false);
    }
  }

  private list(items: readonly unknown[], indent: string): void {
    const inner = `${indent}  `;
    let lead = '-';
    for (const item of items) {
      this.#out += lead;
      lead = `${indent}-`;
      if (!isFilled(item)) {
        this.scalar(item, indent);
        continue;
      }
      this.#out += ' ';
      if (Array.isArray(item)) {
        this.list(item, inner);
      } else {
        this.map(item as Mapping, inner, true);
      }
    }
  }

  private scalar(value: unknown, indent: string): void {
    this.#endsWithText = false;
    if (typeof value !== 'string') {
      this.#out += ` ${inlineScalar(value)}\n`;
    } else if (isLiteral(value)) {
      this.#out += ` ${literal(value, `${indent}  `)}\n`;
      this.#endsWithText = /\s$/.test(value);
    } else {
      this.#out += ` ${inlineText(value)}\n`;
    }
  }
}

/** Whether the value is a map or list with something in it. */
function isFilled(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  if (Array.isArray(value)) {
    return value.length > 0;
  }
  for (const key in value) {
    if (Object.hasOwn(value, key)) {
      return true;
    }
  }
  return false;
}

function inlineScalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return inlineText(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? '[]' : '{}';
    default:
      throw new TypeError(`a value of type ${typeof value} is no data`);
  }
}
