import { isSensitiveName, mayNameSecret, wordsOf } from '../../model/core/sensitive-names';
import { isLiteral, isRandom } from './literal-value';

/** A line that gives a value to a name. */
export interface Assignment {
  /** Number of the line, from 1. */
  readonly line: number;
  readonly name: string;
  /** Whether the name is a sensitive one, and the value can be the secret itself. */
  readonly isSecret: boolean;
}

/** How much a value must look like a secret, by what the file is for. */
enum Syntax {
  /** Values are written as they are. */
  DATA,
  /** What is not in quotes is a name of something. */
  SOURCE,
  /** Most of it is an example. */
  PROSE,
  /** Written by tools, full of digests. */
  LOCK,
}

const SOURCE = /\.(?:[cm]?[jt]sx?|py|go|java|kts?|rb|php|rs|cs|swift|scala|c|cc|cpp|h|hpp|sql|tf|vue|svelte)$/i;
const PROSE = /\.(?:md|mdx|rst|txt|adoc|html?)$/i;
const LOCK =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|go\.sum|[\w-]+\.lock)$/i;
const COMMENT = /^\s*(?:#|\/\/|\/?\*|--\s|;)/;
/** `NAME=value`, `name: value`, with what may stand in front, to the end of the line. */
const WHOLE_LINE =
  /^\s*(?:(?:#|\/\/|;)\s*)?(?:-\s+)?(?:(?:export|ENV|ARG|set|const|let|var)\s+)?(["']?)([A-Za-z_][\w.-]{0,99})\1\s*(?::=|=|:)(?!:)\s*(.*)$/;
/** `name: "value"` anywhere in a line. */
const QUOTED = /(["'`]?)\b([A-Za-z_][\w.-]{0,99})\1\s*(?:=>|:=|=|:)\s*(?:"([^"]*)"|'([^']*)'|`([^`]*)`)/g;
/** `name: NAME` of an item of a list, and `value: VALUE` behind it, in one line or in two. */
const ITEM_NAME = /^\s*(?:-\s+)?name:\s*["']?([\w.-]+)["']?\s*$/;
const ITEM_VALUE = /^\s*(?:-\s+)?value:\s*(.*)$/;
const FLOW_ITEM = /\bname:\s*["']?([\w.-]+)["']?\s*,\s*value:\s*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))/;
/** Longer lines are written by tools. */
const MAX_LINE = 5000;
const PASSWORDS = ['password', 'passwd', 'passphrase', 'pwd'];
/** What a secret belongs to. A name that ends in `secret` and says nothing of the kind is that of an object of the cluster. */
const OWNERS = [
  'client',
  'app',
  'jwt',
  'api',
  'shared',
  'session',
  'cookie',
  'webhook',
  'hook',
  'signing',
  'consumer',
  'oauth',
  'auth',
  'access',
  'user',
  'admin',
  'root',
  'hmac',
];

/** The values that a text gives to names, line by line. */
export function assignmentsIn(file: string, text: string): Assignment[] {
  const syntax = syntaxOf(file);
  if (syntax === Syntax.LOCK || !mayNameSecret(text)) {
    return [];
  }
  let item = '';
  const sealed = new SealedBlock();
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.length > MAX_LINE ? '' : raw;
    const pairs = sealed.holds(line) ? [] : pairsOf(line, syntax, item);
    item = ITEM_NAME.exec(line)?.[1] ?? (line.trim() === '' ? item : '');
    return pairs.map(([name, value]) => ({
      line: index + 1,
      name,
      isSecret: isSensitiveName(name) && isSecretValue(name, value, COMMENT.test(line) ? Syntax.PROSE : syntax),
    }));
  });
}

type Pair = readonly [name: string, value: string];

function pairsOf(line: string, syntax: Syntax, item: string): Pair[] {
  const [, value] = (item === '' ? null : ITEM_VALUE.exec(line)) ?? [];
  if (value !== undefined) {
    return [[item, unquoted(value)]];
  }
  if (!mayNameSecret(line)) {
    return [];
  }
  const [, flowName, ...flowValues] = FLOW_ITEM.exec(line) ?? [];
  const flow = flowValues.find((each) => each !== undefined);
  const quoted = [...line.matchAll(QUOTED)].map(([, , name = '', a, b, c]): Pair => [name, a ?? b ?? c ?? '']);
  const [, , name, rest] = (syntax === Syntax.DATA ? WHOLE_LINE.exec(line) : null) ?? [];
  return [
    ...(flowName === undefined || flow === undefined ? [] : [[flowName, flow] as const]),
    ...(quoted.length > 0 || name === undefined || rest === undefined ? quoted : [[name, unquoted(rest)] as const]),
  ];
}

/** The value without quotes around it, the comment and the comma behind it. */
function unquoted(text: string): string {
  const [, inQuotes] = /^"([^"]*)"|^'([^']*)'/.exec(text) ?? [];
  return (
    inQuotes ??
    text
      .replace(/\s+#.*$/, '')
      .replace(/[,;]?\s*$/, '')
      .replace(/^'([^']*)'$/, '$1')
  );
}

function isSecretValue(name: string, value: string, syntax: Syntax): boolean {
  if (syntax !== Syntax.DATA) {
    return isRandom(value) || (syntax === Syntax.SOURCE && isPassword(name, value));
  }
  // External stores call the key of a Secret so, which is any word.
  if (name === 'secretKey') {
    return isRandom(value);
  }
  // A mapping, a list or a document follows.
  return isLiteral(value) && !/^[{[]/.test(value) && !isObjectName(name, value);
}

/** In a program, a word of letters is more often a name, a key or a message. */
function isPassword(name: string, value: string): boolean {
  const isNamed = PASSWORDS.includes(wordsOf(name).at(-1) ?? '');
  return (
    isNamed &&
    isLiteral(value) &&
    /[^A-Za-z\s]/.test(value) &&
    !/\s|\$\{|[<>()]/.test(value) &&
    !/^[\w-]*password[\w-]*$/i.test(value)
  );
}

/** `existingSecret: app-secrets` of a values file. */
function isObjectName(name: string, value: string): boolean {
  const words = wordsOf(name);
  const isVariable = /^[A-Z0-9_]+$/.test(name);
  const isWord = /^[a-z]+(?:[-.][a-z]+)*$/.test(value) || /^[A-Z]+(?:_[A-Z]+)*$/.test(value);
  return !isVariable && isWord && !words.some((word) => OWNERS.includes(word) || PASSWORDS.includes(word));
}

function syntaxOf(file: string): Syntax {
  if (LOCK.test(file)) {
    return Syntax.LOCK;
  }
  return SOURCE.test(file) ? Syntax.SOURCE : PROSE.test(file) ? Syntax.PROSE : Syntax.DATA;
}

/** Lines below `encryptedData:`, whose values only a cluster can decrypt. */
class SealedBlock {
  #depth = -1;

  holds(line: string): boolean {
    const depth = line.search(/\S/);
    if (depth === -1) {
      return false;
    }
    if (this.#depth >= 0 && depth > this.#depth) {
      return true;
    }
    this.#depth = /^\s*["']?encryptedData["']?\s*:/.test(line) ? depth : -1;
    return false;
  }
}
