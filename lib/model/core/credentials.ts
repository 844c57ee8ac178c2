import { show } from './issue';

/** What stands in a text for a credential that was taken out. No name, host or path can hold it. */
export const CONCEALED = '***';

/** Beginnings of access tokens of registries and of the clouds behind them, where a word begins. */
const TOKEN =
  /(?<![A-Za-z0-9])(?:dckr_[op]at_|gh[oprsu]_|github_pat_|glpat-|AKIA|ASIA(?=[A-Z0-9]{16})|eyJ)[^\s@/,"']*/g;
/** `user:password@` in front of a host. */
const USER_INFO = /(\/\/)[^/@\s]*@/g;
/** Hexadecimal keys and UUIDs, the older forms of tokens. */
const KEY = /^(?:[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/**
 * What is a credential wherever it stands: whole tokens, private keys, JSON Web Tokens, passwords in addresses. A reference
 * to a variable, as in `redis://:$(PASSWORD)@host`, is none.
 */
const CREDENTIAL = new RegExp(
  [
    '(?<![A-Za-z0-9])(?:dckr_[op]at_\\w{8,}|gh[oprsu]_\\w{16,}|github_pat_\\w{16,}|glpat-[\\w-]{16,})',
    '(?<![A-Za-z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])',
    '(?<![A-Za-z0-9])eyJ[\\w-]{8,}\\.[\\w-]{2,}\\.[\\w-]+',
    '-----BEGIN [A-Z ]*PRIVATE KEY-----',
    '://[^/@\\s:]*:(?!\\$\\([-.\\w]+\\)@)[^/@\\s]+@',
  ].join('|'),
);
const LEAST_RANDOM_LENGTH = 20;
const MAX_SHOWN_LENGTH = 500;

/** The text with everything that looks like a credential taken out. */
export function concealCredentials(text: string): string {
  return text.replace(USER_INFO, `$1${CONCEALED}@`).replace(TOKEN, CONCEALED);
}

/**
 * Whether a text that should be a name is more likely a token itself: it begins like one, is a key, or is a long word
 * of mixed characters without any separator.
 */
export function looksLikeToken(text: string): boolean {
  const random = text.length >= LEAST_RANDOM_LENGTH && /^[A-Za-z0-9+/=]+$/.test(text);
  return concealCredentials(text) !== text || KEY.test(text) || (random && isMixed(text));
}

/**
 * Whether a text that may be anything holds a credential. Keys and UUIDs alone are none: tenants and commits have such
 * names too.
 */
export function holdsCredential(text: string): boolean {
  return CREDENTIAL.test(text);
}

/** Prints what was given for a message: without credentials, not too long, and whatever it is. */
export function showSafely(given: unknown): string {
  if (typeof given === 'string') {
    const text = concealCredentials(given);
    return show(text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}...` : text);
  }
  const printable = given === null || ['undefined', 'number', 'boolean'].includes(typeof given);
  return printable ? show(given) : `a value of type ${typeof given}`;
}

/** What was given as a text that can be kept: without credentials, and `''` for what is no text. */
export function safeText(given: unknown): string {
  return typeof given === 'string' ? concealCredentials(given) : '';
}

function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /[0-9]/.test(text);
}
