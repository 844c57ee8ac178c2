import { createRequire } from 'node:module';
import type { Document, LineCounter, ScalarTag, Tags } from 'yaml';

/** Of dates and numbers: kubectl reads no dates, and numbers in a way of its own. */
const OTHERWISE = ['timestamp', 'int', 'float'].map((name) => `tag:yaml.org,2002:${name}`);
const WITH_BASE = /^0(?:[xX][0-9a-fA-F]+|[oO]?[0-7]+|[bB][01]+)$/;
const DECIMAL = /^(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** What begins with a dot: there, underscores stand between digits alone. */
const FRACTION = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
/** Integers with a base are below that. */
const INTEGERS = 2n ** 64n;
const NEGATIVES = 2n ** 63n + 1n;

/**
 * Numbers as Go's yaml.v2 reads them, which kubectl is built with: with underscores anywhere, in octal where they begin with
 * 0, and never by sixties. What only begins like one is text.
 *
 * @see https://pkg.go.dev/sigs.k8s.io/yaml/goyaml.v2
 */
const NUMBER: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^(?:[-+]?\d|[-+]?\.[\d_]|[-+]_)/,
  resolve: (text) => numberIn(text) ?? text,
};
/** What somebody says to be an integer. */
const INTEGER: ScalarTag = { tag: 'tag:yaml.org,2002:int', resolve: (text) => numberIn(text) ?? text };
/** The two that are written as words. */
const WORD: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (text) => (/nan/i.test(text) ? NaN : text.startsWith('-') ? -Infinity : Infinity),
};

/**
 * The package `yaml`, loaded when it is first needed, past every bundler: few programs read YAML, and the package is as
 * large as this library.
 */
export function loadYaml(): typeof import('yaml') {
  return createRequire(__filename)('yaml') as typeof import('yaml');
}

/**
 * The documents of a text, read as kubectl reads them: YAML 1.1, with the numbers of Go and without dates.
 *
 * @param lines learns where lines begin, where somebody wants to know; messages of errors then show nothing of the text
 */
export function kubernetesDocuments(text: string, lines?: LineCounter): Document.Parsed[] {
  const customTags = (tags: Tags): Tags => [
    ...tags.filter((tag) => typeof tag !== 'object' || !OTHERWISE.includes(tag.tag)),
    WORD,
    NUMBER,
    INTEGER,
  ];
  return [
    ...loadYaml().parseAllDocuments(text, {
      ...{ schema: 'yaml-1.1', version: '1.1', customTags },
      ...(lines === undefined ? {} : { lineCounter: lines, prettyErrors: false }),
    }),
  ] as Document.Parsed[];
}

function numberIn(text: string): number | undefined {
  if (text.startsWith('.')) {
    return FRACTION.test(text) ? finite(text.replaceAll('_', '')) : undefined;
  }
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  if (WITH_BASE.test(digits)) {
    const integer = BigInt(digits.replace(/^0[oO]?(?=[0-7])/, '0o'));
    return integer < (sign < 0 ? NEGATIVES : INTEGERS) ? sign * Number(integer) : undefined;
  }
  return DECIMAL.test(digits) ? finite(plain) : undefined;
}

function finite(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
