/** Words that name something confidential. */
const SENSITIVE = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'secrets',
  'token',
  'bearer',
  'credential',
  'credentials',
];
/** Written as one word, or as the word `key` behind another one. */
const KEYS = [
  'private',
  'api',
  'access',
  'signing',
  'encryption',
  'secret',
  'master',
  'account',
  'shared',
  'license',
  'auth',
  'azure',
];
const KEY_WORDS = KEYS.map((kind) => `${kind}key`);
/** Last words by which a name is that of something about the secret, and not the secret. */
const ABOUT = new Set(
  (
    'file path dir directory name names namespace url uri endpoint host port address expiry expiration expires expire ttl ' +
    'lifetime age seconds secs minutes hours days duration timeout interval alg algorithm length size min max limit count ' +
    'type id issuer audience header field policy enabled disabled required ref reference class provider store mode version ' +
    'prefix suffix scope scopes format encoding hint label rotation review reviewer projection manager operator driver ' +
    'controller template generator engine'
  ).split(' '),
);
/** What a sensitive name holds, however it is written. */
const HINT = /pass|pwd|secret|token|bearer|credential|key/iu;
const cache = new Map<string, boolean>();
const MAX_CACHED = 10_000;

/**
 * Whether a name says that its value is confidential: `DB_PASSWORD`, `apiKey`, `jwt-secret`. Names of files, paths and
 * names are not, as in `DB_PASSWORD_FILE`, nor are public keys.
 */
export function isSensitiveName(name: string): boolean {
  let isSensitive = cache.get(name);
  if (isSensitive === undefined) {
    isSensitive = mayNameSecret(name) && judge(name);
    if (cache.size >= MAX_CACHED) {
      cache.clear();
    }
    cache.set(name, isSensitive);
  }
  return isSensitive;
}

/** Whether a text can have a sensitive name in it: a cheap test for what is worth reading closely. */
export function mayNameSecret(text: string): boolean {
  return HINT.test(text);
}

function judge(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return (
    !ABOUT.has(last) && !words.includes('public') && words.some((word, index) => isSensitiveAt(words, word, index))
  );
}

function isSensitiveAt(words: readonly string[], word: string, index: number): boolean {
  const before = words.slice(0, index);
  return (
    SENSITIVE.includes(word) ||
    KEY_WORDS.includes(word) ||
    SENSITIVE.some((each) => each.length > 'pwd'.length && word.endsWith(each) && word !== `${each}s`) ||
    (word === 'key' && (KEYS.includes(before.at(-1) ?? '') || before.includes('azure')))
  );
}

/** The words of a name, in lower case: `dbPassword`, `DB_PASSWORD` and `db-password` have the same. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}
