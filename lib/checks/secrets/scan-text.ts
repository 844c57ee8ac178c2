import { concealCredentials } from '../../model/core/credentials';
import { Finding } from '../../model/core/issue';
import { assignmentsIn } from './assignments';
import { credentialOf } from './literal-value';

/** A secret in a file that is about to be committed. It holds no part of the value. */
export interface TextFinding extends Finding {
  readonly file: string;
  /** Number of the line, from 1. */
  readonly line: number;
}

/** A credential that its form gives away. Also the id of the rule for objects. */
export const CREDENTIAL_EXPOSED = 'credential-exposed';
/** A value that its name gives away. */
export const SENSITIVE_VALUE = 'sensitive-value';
/** Says that the value in this line, or in the next one, may stand there. The reason behind it is needed. */
const ALLOWED = /cdk8s-webapp: allow-secret\s+\S/;
const REMEDY =
  'Keep it in a Secret or in the store of the pipeline, and replace the credential where it was committed.';
const ALLOW = 'Where it is no secret, say why: # cdk8s-webapp: allow-secret REASON';
/** Longer words than these are data, not tokens. */
const MAX_WORD = 10_000;
const WORD = /[A-Za-z0-9+/]{24,}={0,2}/g;

/**
 * The secrets in a text file: values files, dotenv files, manifests, sources. Tokens and keys count by their form, in
 * base64 too; other values where the name beside them is a sensitive one.
 *
 * @param file its path, which says how it is written
 * @param text what it holds
 */
export function scanText(file: string, text: string): TextFinding[] {
  const lines = text.split('\n');
  const isAllowed = (line: number) => ALLOWED.test(lines[line - 1] ?? '') || ALLOWED.test(lines[line - 2] ?? '');
  const found = new Map<number, TextFinding>();
  lines.forEach((content, index) => {
    const what = credentialInLine(content);
    if (what !== undefined) {
      found.set(index + 1, finding(file, index + 1, CREDENTIAL_EXPOSED, what));
    }
  });
  for (const { line, name, isSecret } of assignmentsIn(file, text)) {
    if (isSecret && !found.has(line)) {
      found.set(line, finding(file, line, SENSITIVE_VALUE, `a literal value of ${concealCredentials(name)}`));
    }
  }
  return [...found.values()].filter(({ line }) => !isAllowed(line)).sort((a, b) => a.line - b.line);
}

function credentialInLine(line: string): string | undefined {
  const plain = credentialOf(line);
  if (plain !== undefined) {
    return plain;
  }
  for (const [word] of line.matchAll(WORD)) {
    const what = word.length % 4 === 0 && word.length < MAX_WORD ? credentialOf(word) : undefined;
    if (what !== undefined) {
      return what;
    }
  }
  return undefined;
}

function finding(file: string, line: number, code: string, given: string): TextFinding {
  const allowed = 'values that everybody who may read the file can know';
  return { file, line, code, field: `line ${line}`, given, allowed, remedy: `${REMEDY} ${ALLOW}` };
}
