import { Finding } from '../core/issue';
import { KubernetesSecret } from './kubernetes-secret';
import { declaredNames, missingKeyFindings, sizeFindings, valueFindings } from './secret-value';

/** What one line sets. */
interface EnvLine {
  readonly field: string;
  readonly key: string;
  /** @default - the line has no "=" */
  readonly value?: string;
}

/** What kubectl takes from a file, and what it refuses. */
interface EnvFile {
  readonly lines: readonly EnvLine[];
  readonly findings: readonly Finding[];
}

/** kubectl reads the file with a buffer of 64 KiB, in which the line and its end must fit. */
const MAX_LINE_BYTES = 65_535;
/** What Go calls white space, which is not what JavaScript does: U+0085 is part of it, the byte order mark is not. */
const LEADING_SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
/** What bytes that are not UTF-8 become when a program reads them as text. */
const NOT_UTF8 = /[\ufffd\ud800-\udfff]/u;
/** An environment variable that is also a key of a Secret. */
const KEY = /^(?!\.$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]{0,252}$/;
const BYTE_ORDER_MARK = '\ufeff';
const QUOTES = ['"', "'", '`'];

/**
 * Judges a file before `kubectl create secret generic NAME --from-env-file=FILE` reads it, by the rules of kubectl: one
 * KEY=value per line, everything behind the first "=" is the value, quotes included.
 *
 * The text of a line is never part of a finding; a line that is wrong may be part of a value.
 *
 * @param text what the file holds
 * @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_secret_generic/
 */
export function checkSecretEnvFile(secret: KubernetesSecret, text: string): Finding[] {
  if (typeof text !== 'string') {
    const remedy = 'Read the file as UTF-8 and pass its text.';
    const given = `a value of type ${typeof text}`;
    return [{ code: 'env-file-not-text', field: 'file', given, allowed: 'the text of an env file', remedy }];
  }
  const { lines, findings } = readEnvFile(text);
  const values = lines.filter(({ value }) => value !== undefined);
  const size = values.reduce((sum, { value = '' }) => sum + Buffer.byteLength(value), 0);
  const ofLines = [...findings, ...lines.flatMap((line) => lineFindings(secret, line))];
  return [
    ...ofLines.sort((one, other) => lineNumber(one) - lineNumber(other)),
    ...missingKeyFindings(
      secret,
      (name) => values.some(({ key }) => key === name),
      (name) => name,
    ),
    ...sizeFindings('file', size),
  ];
}

/** Reads as kubectl does, but goes on where kubectl stops with an error, to report all of them. */
function readEnvFile(text: string): EnvFile {
  const lines = new Map<string, EnvLine>();
  const findings: Finding[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const field = `line ${index + 1}`;
    if (Buffer.byteLength(raw) > MAX_LINE_BYTES) {
      findings.push(tooLongFinding(field));
      break;
    }
    if (NOT_UTF8.test(raw)) {
      findings.push(notUtf8Finding(field));
      continue;
    }
    const line = contentOf(raw, index === 0);
    if (line === '' || line.startsWith('#')) {
      continue;
    }
    const [key = ''] = line.split('=', 1);
    const value = key.length === line.length ? undefined : line.slice(key.length + 1);
    const earlier = lines.get(key);
    if (!KEY.test(key)) {
      findings.push(keyFinding(field));
    } else if (earlier !== undefined) {
      findings.push(duplicateFinding(field, earlier));
    } else {
      lines.set(key, { field, key, value });
    }
  }
  return { lines: [...lines.values()], findings };
}

/** The line without its end and without what kubectl skips in front. */
function contentOf(raw: string, isFirst: boolean): string {
  const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  const text = isFirst && line.startsWith(BYTE_ORDER_MARK) ? line.slice(1) : line;
  return text.replace(LEADING_SPACE, '');
}

function lineFindings(secret: KubernetesSecret, { field, key, value }: EnvLine): Finding[] {
  if (value === undefined) {
    return [noValueFinding(field)];
  }
  const isQuoted = value.length > 1 && QUOTES.some((quote) => value.startsWith(quote) && value.endsWith(quote));
  const declared = secret.key(key);
  // A value in quotes is judged without them, because that is the value that its author means.
  const bytes = Buffer.from(isQuoted ? value.slice(1, -1) : value);
  return [
    ...(isQuoted ? [quotedFinding(field)] : []),
    ...(declared === undefined ? [unknownFinding(secret, field)] : valueFindings(field, secret, declared, bytes)),
  ];
}

function lineNumber({ field }: Finding): number {
  return Number(field.slice('line '.length));
}

function tooLongFinding(field: string): Finding {
  return {
    code: 'env-file-line-too-long',
    field,
    given: `more than ${MAX_LINE_BYTES} bytes`,
    allowed: `at most ${MAX_LINE_BYTES} bytes; kubectl leaves out this line and all after it without a word`,
    remedy: 'Create the Secret with --from-file, which takes values of any length.',
  };
}

function notUtf8Finding(field: string): Finding {
  const allowed = 'text in UTF-8; kubectl refuses the file';
  const remedy = 'Save the file as UTF-8, or give binary values with --from-file.';
  return { code: 'env-file-not-utf8', field, given: 'bytes that are not UTF-8', allowed, remedy };
}

function keyFinding(field: string): Finding {
  return {
    code: 'env-file-key-invalid',
    field,
    given: 'a line that does not begin with a key and "="',
    allowed: 'KEY=value, the key of letters, digits, "_", "-" and ".", not beginning with a digit or ".."',
    remedy:
      'Remove "export" and the spaces around the key; a value of several lines cannot stand here, give it with --from-file.',
  };
}

function duplicateFinding(field: string, earlier: EnvLine): Finding {
  return {
    code: 'env-file-key-duplicate',
    field,
    given: `the key of ${earlier.field} once more`,
    allowed: 'every key once; kubectl refuses the file',
    remedy: 'Remove one of the two lines.',
  };
}

function noValueFinding(field: string): Finding {
  return {
    code: 'env-file-without-value',
    field,
    given: 'a line without "="',
    allowed: 'KEY=value',
    remedy: 'Write the value here; kubectl would take it from the environment of whoever runs it, or leave it empty.',
  };
}

function quotedFinding(field: string): Finding {
  return {
    code: 'env-file-quoted',
    field,
    given: 'a value in quotes',
    allowed: 'a value without quotes around it; kubectl makes them part of the value',
    remedy: 'Remove the quotes at both ends.',
  };
}

function unknownFinding(secret: KubernetesSecret, field: string): Finding {
  const remedy = 'Correct the key, declare it, or remove the line.';
  return {
    code: 'secret-key-unknown',
    field,
    given: 'a key that is not declared',
    allowed: declaredNames(secret),
    remedy,
  };
}
