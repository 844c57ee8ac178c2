import fc from 'fast-check';
import {
  concealCredentials,
  credentialIn,
  looksLikeToken,
  safeText,
  showSafely,
} from '../../../lib/model/core/credentials';
import { FAKE_CREDENTIALS } from '../../support/credentials';

/** Made here, so that no scanner of this repository takes them for real ones. */
const RANDOM = '0aB1'.repeat(9);
const TOKENS = [
  ...['dckr_pat_', 'dckr_oat_', 'ghp_', 'gho_', 'ghs_', 'github_pat_', 'glpat-'].map((prefix) => prefix + RANDOM),
  ...['AKIA', 'ASIA'].map((prefix) => prefix + '0A1B'.repeat(4)),
  ['eyJ', 'eyJ', 'c'].map((prefix) => prefix + RANDOM).join('.'),
];

describe('concealCredentials', () => {
  it.each(TOKENS)('takes out %s wherever it stands', (token) => {
    for (const text of [token, `Bearer ${token}`, `https://ghcr.io/${token}/x`, `user:${token}@ghcr.io`]) {
      expect(concealCredentials(text)).toContain('***');
      expect(concealCredentials(text)).not.toContain(token.slice(-8));
    }
  });

  it('takes out users and passwords of addresses', () => {
    expect(concealCredentials('https://user:hunter2@ghcr.io/a')).toBe('https://***@ghcr.io/a');
  });

  it.each([
    'username/todo-backend:1.0.0',
    `acme/api@sha256:${'0123456789abcdef'.repeat(4)}`,
    'keyJar',
    'high_ghp',
    'ASIA_REGISTRY_TOKEN',
    'name@example.com',
  ])('leaves %s alone', (text) => {
    expect(concealCredentials(text)).toBe(text);
  });
});

describe('every form', () => {
  it.each(FAKE_CREDENTIALS)('of %s is known', (_, credential) => {
    expect(credentialIn(`before ${credential} behind`)).toMatch(/^(?:a|an|the) /);
  });

  // Of a private key only the first line has a form.
  it.each(FAKE_CREDENTIALS.filter(([, text]) => !text.startsWith('-----BEGIN')))(
    'of %s is taken out',
    (_, credential) => {
      expect(credentialIn(concealCredentials(`before ${credential} behind`))).toBeUndefined();
    },
  );
});

describe('looksLikeToken', () => {
  it.each([...TOKENS, RANDOM, '0123456789abcdef'.repeat(2), '3f2504e0-4f89-41d3-9a0c-0305e82c3301'])(
    'suspects %s',
    (text) => {
      expect(looksLikeToken(text)).toBe(true);
    },
  );

  it.each(['DOCKERHUB_TOKEN', 'GITHUB_TOKEN', 'registry-credentials', 'Registry2', 'dockerHubTokenOfProduction'])(
    'does not suspect %s',
    (text) => {
      expect(looksLikeToken(text)).toBe(false);
    },
  );
});

describe('showSafely', () => {
  it.each([
    ['a "text"', '"a \\"text\\""'],
    [5, '5'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ password: 'hunter2' }, 'a value of type object'],
    [10n, 'a value of type bigint'],
    ['ghp_0123456789', '"***"'],
  ])('prints %p as %s', (given, text) => {
    expect(showSafely(given)).toBe(text);
  });

  it('prints the beginning of long text', () => {
    expect(showSafely('a'.repeat(100_000)).length).toBeLessThan(600);
  });

  it('prints whatever it is given', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true });
    fc.assert(
      fc.property(anything, (given) => typeof showSafely(given) === 'string' && typeof safeText(given) === 'string'),
    );
  });
});
