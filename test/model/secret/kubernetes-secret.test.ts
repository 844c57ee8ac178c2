import { inspect } from 'node:util';
import { Verdict } from '../../../lib/model/core/live-check';
import {
  KubernetesSecret,
  KubernetesSecretProps,
  missingSecretKeys,
} from '../../../lib/model/secret/kubernetes-secret';
import { SecretFormat, SecretKey } from '../../../lib/model/secret/secret-key';
import { SecretFacts } from '../../../lib/model/secret/secret-live-checks';
import { SecretSource, SecretSourceKind } from '../../../lib/model/secret/secret-source';
import { SecretType } from '../../../lib/model/secret/secret-type';

const PROPS: KubernetesSecretProps = {
  name: 'todo-app-secrets',
  namespace: 'todo-app',
  keys: [
    SecretKey.required('DATABASE_URL', { format: SecretFormat.URL }),
    SecretKey.required('JWT_SECRET', { minLength: 32 }),
    SecretKey.required('GEMINI_API_KEY'),
    SecretKey.optional('OPENAI_API_KEY'),
    SecretKey.optional('CLOUDINARY_CLOUD_NAME'),
    SecretKey.optional('CLOUDINARY_API_KEY'),
    SecretKey.optional('CLOUDINARY_API_SECRET'),
    SecretKey.optional('GMAIL_EMAIL', { format: SecretFormat.EMAIL }),
    SecretKey.optional('GMAIL_APP_PASSWORD'),
    SecretKey.optional('RESEND_API_KEY'),
    SecretKey.optional('JWT_ALGORITHM'),
    SecretKey.optional('JWT_EXPIRATION_HOURS', { format: SecretFormat.NUMBER }),
  ],
};
const secret = (props: object = {}) => new KubernetesSecret({ ...PROPS, ...props });

describe('KubernetesSecret', () => {
  it('takes the Secret of the reference application without findings', () => {
    expect(secret().findings()).toEqual([]);
    expect(secret().requiredKeys).toEqual(['DATABASE_URL', 'JWT_SECRET', 'GEMINI_API_KEY']);
    expect(secret().optionalKeys).toHaveLength(9);
    expect(secret().place).toBe('KubernetesSecret todo-app-secrets');
  });

  it('is opaque, created by hand and without a rotation period unless told', () => {
    const { type, source, rotationDays } = secret();
    expect({ type, kind: source.kind, rotationDays }).toEqual({
      type: SecretType.OPAQUE,
      kind: SecretSourceKind.BY_HAND,
      rotationDays: undefined,
    });
  });

  it('keeps what is set', () => {
    const source = SecretSource.externalSecrets({ store: 'vault' });
    const keys = [SecretKey.required('tls.crt'), SecretKey.required('tls.key')];
    const tls = secret({ type: SecretType.TLS, keys, rotationDays: 90, source });
    expect(tls.findings()).toEqual([]);
    expect([tls.type, tls.rotationDays, tls.source]).toEqual([SecretType.TLS, 90, source]);
    expect(tls.key('tls.key')).toBe(keys[1]);
    expect(tls.key('tls.pem')).toBeUndefined();
  });

  it('copies its keys, inwards and outwards', () => {
    const keys = [SecretKey.required('A')];
    const one = secret({ keys });
    keys.push(SecretKey.required('B'));
    one.keys.pop();
    one.requiredKeys.pop();
    expect(one.requiredKeys).toEqual(['A']);
  });

  it.each([
    [{ name: 'Todo' }, 'name', 'name-invalid'],
    [{ namespace: 'todo.app' }, 'namespace', 'name-invalid'],
    [{ namespace: undefined }, 'namespace', 'name-invalid'],
    [{ type: 'kubernetes.io/service-account-token' }, 'type', 'secret-type-unknown'],
    [{ keys: [] }, 'keys', 'secret-keys-empty'],
    [{ keys: undefined }, 'keys', 'secret-keys-empty'],
    [{ keys: 'DATABASE_URL' }, 'keys', 'secret-keys-empty'],
    [{ keys: [SecretKey.required('A B')] }, 'keys[0].name', 'key-invalid'],
    [{ keys: ['DATABASE_URL'] }, 'keys[0]', 'secret-key-invalid'],
    [{ keys: [SecretKey.required('A'), SecretKey.optional('A')] }, 'keys', 'key-duplicate'],
    [{ type: SecretType.TLS }, 'keys', 'secret-type-keys'],
    [{ rotationDays: 0 }, 'rotationDays', 'rotation-out-of-range'],
    [{ rotationDays: 1.5 }, 'rotationDays', 'rotation-out-of-range'],
    [{ source: SecretSource.csi({ provider: '' }) }, 'source.provider', 'name-invalid'],
  ])('refuses %j', (props, field, code) => {
    expect(secret(props).findings()).toMatchObject([{ field, code }]);
  });

  it.each([
    [undefined, 'name name-invalid'],
    [null, 'props setting-invalid'],
    [5, 'props setting-invalid'],
    ['text', 'props setting-invalid'],
    [{}, 'name name-invalid'],
    [{ keys: [null, 5] }, 'name name-invalid'],
    [{ days: 30 }, 'days setting-unknown'],
    [{ source: null }, 'source secret-source-unknown'],
  ])('does not throw for %j', (props, expected) => {
    const wrong = new KubernetesSecret(props as never);
    expect(wrong.findings().map(({ code, field }) => `${field} ${code}`)).toContain(expected);
    expect(wrong.place).toBe('KubernetesSecret undefined');
    expect(wrong.keys).toEqual([]);
  });

  it('reports everything at once', () => {
    const codes = secret({ name: 'A', namespace: 'B', rotationDays: 0, keys: [] })
      .findings()
      .map(({ code }) => code);
    expect(codes).toEqual(['name-invalid', 'name-invalid', 'secret-keys-empty', 'rotation-out-of-range']);
  });
});

describe('KubernetesSecret.verify', () => {
  const now = new Date('2026-02-09T12:00:00Z');
  const days = (count: number) => new Date(now.getTime() - count * 86_400_000);
  const GOOD: SecretFacts = {
    exists: true,
    keyNames: ['DATABASE_URL', 'JWT_SECRET', 'GEMINI_API_KEY'],
    lastRotated: days(30),
    clusterWideReaders: [],
    encryptedAtRest: true,
    foundInVersionControl: false,
  };
  const verdicts = (facts: SecretFacts, props: object = { rotationDays: 90 }) =>
    new Map(
      secret(props)
        .verify(facts, now)
        .map(({ code, verdict }) => [code, verdict]),
    );

  it('passes when every fact is good', () => {
    expect([...verdicts(GOOD)]).toEqual([
      ['secret-exists', Verdict.PASSED],
      ['secret-access-restricted', Verdict.PASSED],
      ['secret-encrypted-at-rest', Verdict.PASSED],
      ['secret-not-in-version-control', Verdict.PASSED],
      ['secret-keys-present', Verdict.PASSED],
      ['secret-rotation-due', Verdict.PASSED],
    ]);
  });

  it.each([{}, undefined as never])('takes nothing for passed that was not observed', (facts) => {
    expect(new Set(verdicts(facts).values())).toEqual(new Set([Verdict.NOT_VERIFIED]));
  });

  it.each([
    ['secret-exists', { exists: false }],
    ['secret-access-restricted', { clusterWideReaders: ['system:serviceaccount:ci:deployer'] }],
    ['secret-access-restricted', { clusterWideReaders: '' as never }],
    ['secret-encrypted-at-rest', { encryptedAtRest: false }],
    ['secret-not-in-version-control', { foundInVersionControl: true }],
    ['secret-keys-present', { keyNames: ['DATABASE_URL', 'JWT_SECRET'] }],
    ['secret-rotation-due', { lastRotated: days(91) }],
    ['secret-rotation-due', { lastRotated: new Date(days(90).getTime() - 1) }],
    ['secret-rotation-due', { lastRotated: days(-1) }],
  ])('fails %s alone for %j', (code, fact) => {
    const failed = [...verdicts({ ...GOOD, ...fact })].filter(([, verdict]) => verdict !== Verdict.PASSED);
    expect(failed).toEqual([[code, Verdict.FAILED]]);
  });

  it('lets the values be as old as the period', () => {
    expect(verdicts({ lastRotated: days(1) }, { rotationDays: 1 }).get('secret-rotation-due')).toBe(Verdict.PASSED);
    expect(verdicts({ lastRotated: days(90) }).get('secret-rotation-due')).toBe(Verdict.PASSED);
  });

  it('cannot judge the rotation without a period, or without times', () => {
    expect(verdicts(GOOD, {}).get('secret-rotation-due')).toBe(Verdict.NOT_VERIFIED);
    expect(verdicts({ lastRotated: new Date(NaN) }).get('secret-rotation-due')).toBe(Verdict.NOT_VERIFIED);
    const noTime = secret({ rotationDays: 1 }).verify(GOOD, undefined as never);
    expect(noTime.find(({ code }) => code === 'secret-rotation-due')?.verdict).toBe(Verdict.NOT_VERIFIED);
  });

  it('names the keys that are missing, and repeats no other name', () => {
    const checks = secret().verify({ keyNames: ['JWT_SECRET', 'hunter2'] }, now);
    expect(checks.find(({ code }) => code === 'secret-keys-present')?.observed).toBe(
      'missing: DATABASE_URL, GEMINI_API_KEY',
    );
    expect(inspect(checks, { depth: null })).not.toContain('hunter2');
  });
});

describe('missingSecretKeys', () => {
  it('accepts every declared key', () => {
    expect(missingSecretKeys(secret(), ['DATABASE_URL', 'RESEND_API_KEY'])).toEqual([]);
  });

  it('names each key that is not declared once, and lists those that are', () => {
    const keys = [SecretKey.required('A'), SecretKey.optional('B')];
    expect(missingSecretKeys(secret({ keys }), ['A', 'C', 'C'])).toEqual([
      {
        code: 'secret-key-undeclared',
        field: 'keys.C',
        given: '"C"',
        allowed: 'the keys that KubernetesSecret todo-app-secrets declares: A, B',
        remedy: expect.stringMatching(/declare/),
      },
    ]);
  });
});
