/*
 * How one text is written so that every reader takes it for the same text: Go (yaml.v2, yaml.v3), JavaScript and Python,
 * YAML 1.1 and 1.2. Plain where all of them agree; where one could disagree, in double quotes. See ADR 6.
 */

/** What may stand in a file as it is: printable, seen, and a character to every reader. Ranges, for Unicode grows. */
const SHOWN =
  '\\u00a1-\\u00ac\\u00ae-\\u061b\\u061d-\\u1fff\\u2010-\\u2027\\u2030-\\u205e\\u2070-\\ud7ff\\uf900-\\ufdcf\\uff01-\\uffdc';

/** Begins like a word, a path, an option, a reference to a variable. No indicator, no digit, no dot or sign alone. */
const PLAIN_START = `(?:[A-Za-z_/$(${SHOWN}]|--?[A-Za-z]|\\.\\.?/)`;
/** A colon before a space or the end would make a key, a number sign behind a space a comment. */
const PLAIN_REST = `(?:[!-9;-~${SHOWN}]|:(?! |$)| (?![#]|$))*`;
const PLAIN = new RegExp(`^${PLAIN_START}${PLAIN_REST}$`);

/** Words that one reader or another takes for a boolean, null or a number, in any case; `e1` is one of them. */
const WORD_WITH_MEANING = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|-?e[-+]?[0-9_]+)$/i;

/** Versions, addresses and quantities: they begin with a digit, and are a number to nobody. */
const PLAIN_WITH_DIGITS =
  /^(?:\d+(?:\.\d+){2,}(?:-[A-Za-z][A-Za-z0-9.-]*)?(?:\/\d+)?|\d+(?:[numkMGTP]|[KMGTPE]i|[numk]?s|h))$/;

/** Everything that double quotes cannot hold as it is. */
const ESCAPED = new RegExp(`[^ !#-[\\]-~${SHOWN}\\ud800-\\udfff]`, 'g');
/** Beyond the basic plane: emoji and letters are shown; private, reserved and invisible characters are not. */
const ESCAPED_ASTRAL = /[^\0-\ud7ff\ue000-\uffff\u{10000}-\u{1fffd}\u{20000}-\u{2fffd}\u{30000}-\u{3fffd}]/gu;

const SHORT_ESCAPES: { readonly [character: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};

/** Text that a literal block shows as it is: lines of shown characters and tabs, and more than line breaks. */
const LITERAL = new RegExp(`^(?=[^]*[^\\n])(?=[^]*\\n)[\\t\\n -~${SHOWN}\\ud800-\\udfff]*$`);
/** Spaces alone on a line at the beginning or end are read differently. */
const BLANK_EDGE = /^\n*[ \t]+\n|\n[ \t]+\n*$/;
const ASTRAL = /[\ud800-\udfff]/;

/** Keys are repeated thousands of times, and so are many values. */
const known = new Map<string, string>();
const KNOWN_LIMIT = 10_000;
const KNOWN_LENGTH = 64;

/** The text on one line. */
export function inlineText(text: string): string {
  if (text.length > KNOWN_LENGTH) {
    return isPlain(text) ? text : quoted(text);
  }
  let written = known.get(text);
  if (written === undefined) {
    written = isPlain(text) ? text : quoted(text);
    if (known.size < KNOWN_LIMIT) {
      known.set(text, written);
    }
  }
  return written;
}

/** Whether a literal block gives exactly the text back. */
export function isLiteral(text: string): boolean {
  return text.includes('\n') && LITERAL.test(text) && !BLANK_EDGE.test(text) && !hasEscapedAstral(text);
}

/**
 * The lines of a literal block, its header included, without an end of line.
 *
 * @param indent what the lines are indented by
 */
export function literal(text: string, indent: string): string {
  // Readers guess the indentation from the first line, unless they are told.
  const hint = /^[ \t\n]/.test(text) ? '2' : '';
  const chomping = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') ? '+' : '';
  const lines = chomping === '-' ? text : text.slice(0, -1);
  return `|${hint}${chomping}\n${lines.replace(/^(?=[^\n])/gm, indent)}`;
}

/**
 * A number, as every reader reads it: PyYAML takes an exponent for one only behind a dot and before a sign.
 *
 * @throws TypeError when it is no number, infinite, or an integer that not every reader can hold
 */
export function numberText(value: number): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) {
    throw new TypeError(`${value} is no number that every reader of YAML reads`);
  }
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) ? !WORD_WITH_MEANING.test(text) : PLAIN_WITH_DIGITS.test(text);
}

function quoted(text: string): string {
  const escaped = text.replace(ESCAPED, escape);
  return `"${ASTRAL.test(text) ? escaped.replace(ESCAPED_ASTRAL, escapeAstral) : escaped}"`;
}

function escape(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return SHORT_ESCAPES[character] ?? (code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`);
}

function escapeAstral(character: string): string {
  const code = character.codePointAt(0) as number;
  if (code >= 0xd800 && code <= 0xdfff) {
    throw new TypeError('half of a surrogate pair is no character');
  }
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

function hasEscapedAstral(text: string): boolean {
  return ASTRAL.test(text) && text.search(ESCAPED_ASTRAL) !== -1;
}
