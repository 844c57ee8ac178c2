import { CredentialForm, CREDENTIAL_FORMS, CREDENTIAL_HINT } from './credential-forms';
import { show } from './issue';

/** What stands in a text for a credential that was taken out. No name, host or path can hold it. */
export const CONCEALED = '***';

/** Beginnings that no other text has, so that what follows them need not be whole. They are hints as well. */
const BEGINNINGS = ['dckr_[op]at_', 'gh[oprsu]_', 'github_pat_', 'glpat-', 'AKIA', 'ASIA(?=[A-Z0-9]{16})', 'eyJ'];
const isWord = ({ source }: CredentialForm) => source.startsWith('(?<!');
/** Of an address its password is taken out, and a key of several lines has no part that could be left. */
const isOther = (form: CredentialForm) => !isWord(form) && !/^(?::\/\/|-----)/.test(form.source);
const sourceOf = (forms: readonly CredentialForm[]) => forms.map(({ source }) => source).join('|');
/** A token from where it begins to where its word ends. */
const TOKEN = new RegExp(
  `(?:(?<![A-Za-z0-9])(?:${BEGINNINGS.join('|')})|(?=${sourceOf(CREDENTIAL_FORMS.filter(isWord))}))[^\\s@/,"']+`,
  'g',
);
const OTHER = new RegExp(sourceOf(CREDENTIAL_FORMS.filter(isOther)), 'g');
/** `user:password@` in front of a host. */
const USER_INFO = /(\/\/)[^/@\s]*@/g;
/** Hexadecimal keys and UUIDs, the older forms of tokens. */
const KEY = /^(?:[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const CREDENTIAL = new RegExp(sourceOf(CREDENTIAL_FORMS));
const LEAST_RANDOM_LENGTH = 20;
const MAX_SHOWN_LENGTH = 500;

/** The text with everything that looks like a credential taken out. */
export function concealCredentials(text: string): string {
  const anonymous = text.replace(USER_INFO, `$1${CONCEALED}@`);
  return CREDENTIAL_HINT.test(anonymous) ? anonymous.replace(OTHER, CONCEALED).replace(TOKEN, CONCEALED) : anonymous;
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
  return CREDENTIAL_HINT.test(text) && CREDENTIAL.test(text);
}

/** What credential a text holds, in words: `a token of GitHub`. `undefined` where it holds none. */
export function credentialIn(text: string): string | undefined {
  return holdsCredential(text) ? CREDENTIAL_FORMS.find(({ source }) => new RegExp(source).test(text))?.what : undefined;
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
