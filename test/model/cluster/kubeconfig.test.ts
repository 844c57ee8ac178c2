import { inspect } from 'node:util';
import fc from 'fast-check';
import { Kubeconfig, KubeconfigSource } from '../../../lib/model/cluster/kubeconfig';
import { Verdict } from '../../../lib/model/core/live-check';

const FILE = Kubeconfig.fromFile({ path: '~/.kube/config', context: 'arn:aws:eks:eu-west-1:1:cluster/shop' });
const SECRET = Kubeconfig.fromPipelineSecret('KUBECONFIG_CONTENT');
const KEY = 'TFMwdExTMUNSVWRKVGlCU1UwRWdVRkpKVmtGVVJTQkxSVmt0TFMwdExR';
const YAML = `apiVersion: v1\nusers:\n- name: admin\n  user:\n    client-key-data: ${KEY}\n`;

const codes = (value: Kubeconfig) => value.findings().map(({ field, code }) => `${field} ${code}`);

describe('Kubeconfig', () => {
  it('refers to a context of a file', () => {
    expect(FILE).toMatchObject({
      source: KubeconfigSource.FILE,
      path: '~/.kube/config',
      context: 'arn:aws:eks:eu-west-1:1:cluster/shop',
      secretName: undefined,
      place: 'Kubeconfig file ~/.kube/config, context arn:aws:eks:eu-west-1:1:cluster/shop',
    });
    expect(FILE.findings()).toEqual([]);
    expect(FILE.toString()).toBe(FILE.place);
  });

  it('refers to a secret of the pipeline', () => {
    expect(SECRET).toMatchObject({
      source: KubeconfigSource.PIPELINE_SECRET,
      secretName: 'KUBECONFIG_CONTENT',
      path: undefined,
      context: undefined,
      place: 'Kubeconfig pipeline secret KUBECONFIG_CONTENT',
    });
    expect(SECRET.findings()).toEqual([]);
  });

  it.each(['/home/ci/.kube/config', './kube config', 'C:\\Users\\me\\.kube\\config', 'tokens/kubeconfig'])(
    'accepts the path %s',
    (path) => {
      expect(Kubeconfig.fromFile({ path, context: 'kind-dev' }).findings()).toEqual([]);
    },
  );

  it.each<[unknown, unknown, string]>([
    ['', 'c', 'path kubeconfig-invalid'],
    [' ', 'c', 'path kubeconfig-invalid'],
    [undefined, 'c', 'path kubeconfig-invalid'],
    [5n, 'c', 'path kubeconfig-invalid'],
    ['a\0b', 'c', 'path kubeconfig-invalid'],
    ['<KUBECONFIG>', 'c', 'path placeholder'],
    ['f', '', 'context kubeconfig-invalid'],
    ['f', 'a b', 'context kubeconfig-invalid'],
    ['f', undefined, 'context kubeconfig-invalid'],
    ['f', 'x'.repeat(254), 'context kubeconfig-invalid'],
    ['f', '<CONTEXT>', 'context placeholder'],
  ])('refuses the path %p with the context %p', (path, context, expected) => {
    expect(codes(Kubeconfig.fromFile({ path, context } as never))).toEqual([expected]);
  });

  it.each([undefined, null, 'text', 5])('refuses %p instead of options', (options) => {
    expect(codes(Kubeconfig.fromFile(options as never))).toEqual([
      'path kubeconfig-invalid',
      'context kubeconfig-invalid',
    ]);
  });

  it.each(['', '1A', 'A-B', 'GITHUB_KUBECONFIG', 'github_x', '${{ secrets.X }}', 'K_'.repeat(51), undefined, {}])(
    'refuses %p as the name of a secret',
    (name) => {
      expect(codes(Kubeconfig.fromPipelineSecret(name as never))).toEqual(['secretName kubeconfig-invalid']);
    },
  );
});

describe('the content of a kubeconfig', () => {
  const contents = [
    YAML,
    YAML.replaceAll('\n', ' '),
    JSON.stringify({ kind: 'Config', apiVersion: 'v1', users: [{ user: { token: KEY } }] }),
    `  {"users":[{"user":{"password":"${KEY}"}}]}`,
    `users: [{user: {token: ${KEY}}}]`,
    `client-certificate-data: ${KEY}`,
    Buffer.from(YAML).toString('base64'),
    Buffer.from(`{\n  "kind": "Config", "x": "${KEY}"}`).toString('base64'),
    `-----BEGIN RSA PRIVATE KEY----- ${KEY}`,
    `${KEY}${'x'.repeat(4096)}`,
    `a\n${KEY}`,
  ];
  const makers: [string, (text: string) => Kubeconfig][] = [
    ['path', (path) => Kubeconfig.fromFile({ path, context: 'c' })],
    ['context', (context) => Kubeconfig.fromFile({ path: 'f', context })],
    ['secretName', (name) => Kubeconfig.fromPipelineSecret(name)],
  ];

  it.each(makers.flatMap(([field, make]) => contents.map((text) => [field, make, text] as const)))(
    'is refused as %s',
    (field, make, text) => {
      expect(codes(make(text))).toEqual([`${field} kubeconfig-content`]);
    },
  );

  it.each(makers.flatMap(([field, make]) => contents.map((text) => [field, make, text] as const)))(
    'is shown nowhere when given as %s',
    (_, make, text) => {
      const value = make(text);
      const facts = { fileExists: true, contextExists: true };
      const shown = [
        JSON.stringify(value),
        inspect(value, { depth: 9, showHidden: true }),
        String(value),
        value.place,
        JSON.stringify(value.findings()),
        JSON.stringify(value.verify(facts)),
      ].join();
      expect(shown).not.toContain(text.slice(0, 40));
      expect(shown).not.toContain(KEY.slice(0, 12));
    },
  );

  it('is refused as the name of a secret when it is a token', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const value = Kubeconfig.fromPipelineSecret(token);
    expect(codes(value)).toEqual(['secretName kubeconfig-content']);
    expect(JSON.stringify([value, value.findings(), value.place])).not.toContain('a1B2');
  });

  it('is never shown, whatever is refused', () => {
    const text = fc.string({ minLength: 8, unit: 'binary' }).filter((value) => value.trim().length >= 8);
    fc.assert(
      fc.property(fc.constantFrom(...makers), text, ([, make], given) => {
        const value = make(given);
        const refused = value.findings().filter(({ code }) => code !== 'placeholder');
        const shown = JSON.stringify([value, refused, value.place]);
        return refused.length === 0 || !shown.includes(JSON.stringify(given).slice(1, -1));
      }),
    );
  });
});

describe('what was observed of a kubeconfig', () => {
  const good = {
    fileExists: true,
    secretExists: true,
    contextExists: true,
    serverReachable: true,
    credentialsAccepted: true,
    serverVersion: 'v1.28.3-gke.1200',
  };
  const inFile = ['kubeconfig-file-exists', 'kubeconfig-context-exists'];
  const onServer = ['kubeconfig-server-reachable', 'kubeconfig-credentials-accepted', 'kubeconfig-server-version'];

  it.each([
    [FILE, [...inFile, ...onServer]],
    [SECRET, ['kubeconfig-secret-exists', ...onServer]],
  ])('of %s passes when all is well', (value, expected) => {
    expect(value.verify(good).map(({ code, verdict }) => [code, verdict])).toEqual(
      expected.map((code) => [code, Verdict.PASSED]),
    );
    expect(value.verify(good).every(({ subject }) => subject === value.place)).toBe(true);
  });

  it.each([[FILE], [SECRET]])('of %s is not verified when nobody looked', (value) => {
    for (const facts of [{}, undefined, null]) {
      const verdicts = value.verify(facts as never).map(({ verdict }) => verdict);
      expect(new Set(verdicts)).toEqual(new Set([Verdict.NOT_VERIFIED]));
    }
  });

  it.each([
    [FILE, { fileExists: false }, 'kubeconfig-file-exists'],
    [FILE, { contextExists: false }, 'kubeconfig-context-exists'],
    [SECRET, { secretExists: false }, 'kubeconfig-secret-exists'],
    [SECRET, { serverReachable: false }, 'kubeconfig-server-reachable'],
    [SECRET, { serverReachable: 'yes' }, 'kubeconfig-server-reachable'],
    [SECRET, { credentialsAccepted: false }, 'kubeconfig-credentials-accepted'],
    [SECRET, { serverVersion: 'v1.23.17' }, 'kubeconfig-server-version'],
    [SECRET, { serverVersion: 'unknown' }, 'kubeconfig-server-version'],
  ])('of %s fails with %p', (value, difference, expected) => {
    const failed = value
      .verify({ ...good, ...difference } as never)
      .filter(({ verdict }) => verdict === Verdict.FAILED);
    expect(failed.map(({ code }) => code)).toEqual([expected]);
    expect(failed[0]?.remedy).toMatch(/.+\.$/);
  });
});
