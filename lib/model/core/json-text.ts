/*
 * Reads JSON with what `JSON.parse` does not tell: the line of a mistake, on every version of Node, and keys that stand
 * twice, of which `JSON.parse` silently keeps the last. Files that merges and programs write have both.
 */

/** An object of the text. A map, so that no key, not even `__proto__`, has a meaning of its own. */
export type JsonObject = ReadonlyMap<string, unknown>;

/** A key that stands twice in one object. The first one counts. */
export interface RepeatedKey {
  /** Keys from the outermost object to the repeated one. */
  readonly path: readonly string[];
  /** Line of the repetition, beginning with 1. */
  readonly line: number;
}

/** What a JSON text says. */
export interface JsonText {
  readonly value: unknown;
  readonly repeated: readonly RepeatedKey[];
}

/** The text is no JSON. */
export class JsonSyntaxError extends Error {
  constructor(
    /** Line of the mistake, beginning with 1. */
    readonly line: number,
    /** What stands there. */
    readonly found: string,
    /** What may stand there, in words. */
    readonly expected: string,
  ) {
    super(`line ${line}: ${expected}`);
  }
}

const CHARACTERS = '[^"\\\\\\u0000-\\u001f]*';
const ESCAPE = '\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})';
const NUMBER = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.])';
const TOKEN = new RegExp(
  `[ \\t\\r\\n]*(?:([{}[\\],:]|"${CHARACTERS}(?:${ESCAPE}${CHARACTERS})*"|${NUMBER}|(?:true|false|null)(?!\\w))|$)`,
  'y',
);
const MAX_DEPTH = 32;
const MAX_FOUND_LENGTH = 24;

/**
 * Reads a JSON text. Objects become maps.
 *
 * @throws JsonSyntaxError where the text is none
 */
export function readJson(text: string): JsonText {
  const reader = new Reader(text.replace(/^\uFEFF/, ''));
  return { value: reader.document(), repeated: reader.repeated };
}

/** Whether the value is an object of a JSON text. */
export function isJsonObject(value: unknown): value is JsonObject {
  return value instanceof Map;
}

class Reader {
  readonly repeated: RepeatedKey[] = [];
  private position = 0;
  private token = '';

  constructor(private readonly text: string) {}

  document(): unknown {
    this.next();
    const value = this.value([]);
    if (this.token !== '') {
      throw this.error('nothing more');
    }
    return value;
  }

  private value(path: readonly string[]): unknown {
    if (path.length > MAX_DEPTH) {
      throw this.error(`at most ${MAX_DEPTH} levels`);
    }
    if (this.token === '{') {
      return this.object(path);
    }
    if (this.token === '[') {
      return this.array(path);
    }
    if (this.token === '' || '}],:'.includes(this.token)) {
      throw this.error('a value');
    }
    return JSON.parse(this.take());
  }

  private object(path: readonly string[]): JsonObject {
    const object = new Map<string, unknown>();
    this.items('}', () => {
      if (!this.token.startsWith('"')) {
        throw this.error('a key in double quotes');
      }
      const at = this.position;
      const key = String(JSON.parse(this.take()));
      this.expect(':');
      const value = this.value([...path, key]);
      if (object.has(key)) {
        this.repeated.push({ path: [...path, key], line: this.line(at) });
      } else {
        object.set(key, value);
      }
    });
    return object;
  }

  private array(path: readonly string[]): unknown[] {
    const array: unknown[] = [];
    this.items(']', () => array.push(this.value([...path, String(array.length)])));
    return array;
  }

  /** Reads from the opening mark to the closing one, with commas between the items. */
  private items(close: string, item: () => void): void {
    this.next();
    while (this.token !== close) {
      item();
      if (this.token !== close) {
        this.expect(',');
        if (this.token === close) {
          throw this.error('another item after the comma');
        }
      }
    }
    this.next();
  }

  private expect(mark: string): void {
    if (this.token !== mark) {
      throw this.error(`"${mark}"`);
    }
    this.next();
  }

  private take(): string {
    const { token } = this;
    this.next();
    return token;
  }

  /** Goes to the next token; at the end of the text that is the empty one. */
  private next(): void {
    TOKEN.lastIndex = this.position;
    const match = TOKEN.exec(this.text);
    if (match === null) {
      this.position += /^[ \t\r\n]*/.exec(this.text.slice(this.position))?.[0].length ?? 0;
      throw new JsonSyntaxError(this.line(), this.rest(this.position), 'JSON');
    }
    this.token = match[1] ?? '';
    this.position = TOKEN.lastIndex;
  }

  private error(expected: string): JsonSyntaxError {
    return new JsonSyntaxError(this.line(), this.rest(this.position - this.token.length), expected);
  }

  /** Line of a position: that of the current token, where none is given. */
  private line(position = this.position): number {
    return this.text.slice(0, position).split('\n').length;
  }

  private rest(from: number): string {
    const line = this.text.slice(from, from + MAX_FOUND_LENGTH).split(/[\r\n]/, 1)[0] ?? '';
    return line === '' ? 'the end' : line;
  }
}
