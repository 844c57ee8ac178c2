import { Stage } from 'cdk8s-webapp';
import { scanText } from '../../../lib/checks/secrets/scan-text';
import { SECRET_RULES } from '../../../lib/checks/secrets/secret-rules';
import { foundBy, scopeOf } from '../../support/checks';
import { FAKE_CREDENTIALS, FAKE_KEY, FAKE_PASSWORD } from '../../support/credentials';

const text = JSON.stringify;

/** A container's environment, and other places where a text can stand. */
const PLACES: readonly (readonly [string, (value: string) => object])[] = [
  ['a variable', (value) => pod({ env: [{ name: 'SETTING', value }] })],
  ['an argument', (value) => pod({ args: ['--setting', value] })],
  ['a ConfigMap', (value) => configMap({ data: { setting: value } })],
  ['a file of a ConfigMap', (value) => configMap({ data: { 'app.yaml': `a: 1\nsetting: ${value}\n` } })],
  ['a binary file', (value) => configMap({ binaryData: { file: base64(value) } })],
  ['an annotation', (value) => configMap({ metadata: { name: 'c', annotations: { setting: value } } })],
  [
    'a custom resource',
    (value) => ({ apiVersion: 'acme.io/v1', kind: 'App', metadata: { name: 'a' }, spec: { list: [{ value }] } }),
  ],
  ['base64', (value) => pod({ env: [{ name: 'SETTING', value: base64(value) }] })],
];

function base64(value: string): string {
  // Long enough that nothing else is meant.
  return Buffer.from(`${value}\n`.padEnd(20, ' ')).toString('base64');
}

function pod(container: object): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'c', image: 'a:1.0.0', ...container }] },
  };
}

function configMap(fields: object): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, ...fields };
}

const found = (manifest: object) =>
  SECRET_RULES.flatMap((rule) =>
    rule
      .check(scopeOf([manifest], { stage: Stage.PRODUCTION }))
      .map(({ field, given, allowed }) => ({ id: rule.id, field, given, allowed })),
  );

describe('credentials', () => {
  it.each(FAKE_CREDENTIALS)('of %s are found wherever they stand, and never shown', (_, credential) => {
    for (const [place, make] of PLACES) {
      const findings = found(make(credential));
      expect([place, findings.map(({ id }) => id)]).toEqual([place, ['credential-exposed']]);
      expect(text(findings)).not.toContain(credential.slice(-6));
    }
  });

  it.each(FAKE_CREDENTIALS)('of %s are found in files, and never shown', (_, credential) => {
    const files = ['values.yaml', '.env', 'src/app.ts', 'README.md', 'package-lock.json'];
    for (const file of files) {
      const findings = scanText(file, `# about it\n\nSETTING=${credential}\n`);
      expect(findings.map(({ code, line }) => `${code} ${line}`)).toEqual(['credential-exposed 3']);
      expect(text(findings)).not.toContain(credential.slice(-6));
    }
  });
});

/** File and line that holds a secret which only its name gives away. */
const NAMED: readonly (readonly [file: string, line: string])[] = [
  ['values.yaml', `password: ${FAKE_PASSWORD}`],
  ['values.yaml', `  dbPassword: "${FAKE_PASSWORD}"`],
  ['values.yaml', `  - password: '${FAKE_PASSWORD}' # of the database`],
  ['values.yaml', `jwtSecret: ${FAKE_KEY}`],
  ['values.yaml', 'clientSecret: lower-case-words'],
  ['values.yaml', `apiKey: ${FAKE_KEY}`],
  ['values.yaml', `DB_PASSWORD: hunter2`],
  ['values.yaml', `env: [{ name: API_TOKEN, value: ${FAKE_KEY} }]`],
  ['values.yaml', `# password: ${FAKE_KEY}`],
  ['values.yaml', 'secretKey: 3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['values-production.yml', `smtp: { user: mail, password: "${FAKE_PASSWORD}" }`],
  ['.env', 'DB_PASSWORD=hunter2'],
  ['.env', 'export JWT_SECRET="a long sentence of words"'],
  ['.env.production', `AWS_SECRET_ACCESS_KEY=${FAKE_KEY}`],
  ['.env', `AZURE_STORAGE_KEY=${FAKE_KEY}`],
  ['.env', 'ADMIN_PASSWD = letmein'],
  ['.env', `PRIVATE_KEY=${FAKE_KEY}`],
  ['.env', `BEARER=${FAKE_KEY}`],
  ['.env', 'GMAIL_APP_PASSWORD=abcd efgh ijkl mnop'],
  ['config/app.properties', 'spring.datasource.password=hunter2'],
  ['settings.ini', 'smtp_password = hunter2'],
  ['config.toml', `api_key = "${FAKE_KEY}"`],
  ['settings.json', `  "clientSecret": "${FAKE_KEY}",`],
  ['Dockerfile', `ENV API_TOKEN=${FAKE_KEY}`],
  ['deploy.sh', `export DB_PASSWORD=${FAKE_PASSWORD}`],
  ['src/app.ts', `const apiKey = '${FAKE_KEY}';`],
  ['src/app.ts', `  password: '${FAKE_PASSWORD}',`],
  ['src/app.ts', `connect({ user: 'app', password: "${FAKE_PASSWORD}" });`],
  ['src/app.py', `API_SECRET = "${FAKE_KEY}"`],
  ['main.go', `token := "${FAKE_KEY}"`],
  ['main.tf', `  password = "${FAKE_PASSWORD}"`],
  ['README.md', `Use \`API_KEY="${FAKE_KEY}"\`.`],
];

/** File and line that holds none, however much it looks like one. */
const HARMLESS: readonly (readonly [file: string, line: string])[] = [
  ['values.yaml', 'password: ""'],
  ['values.yaml', 'password:'],
  ['values.yaml', 'password: CHANGEME'],
  ['values.yaml', 'password: <your password>'],
  ['values.yaml', 'password: ${DB_PASSWORD}'],
  ['values.yaml', "password: '{{ .Values.password }}'"],
  ['values.yaml', 'password: null'],
  ['values.yaml', 'existingSecret: todo-app-secrets'],
  ['values.yaml', 'secretName: api-tls'],
  ['values.yaml', 'tlsSecret: api-tls'],
  ['values.yaml', 'secretKey: DATABASE_URL'],
  ['values.yaml', '- secretKey: smtp-password-2'],
  ['values.yaml', 'secrets: { create: true }'],
  ['values.yaml', 'imagePullSecrets: []'],
  ['values.yaml', 'automountServiceAccountToken: false'],
  ['values.yaml', 'tokenExpirationSeconds: 3600'],
  ['values.yaml', 'maxTokens: 4096'],
  ['values.yaml', '# password: the one of the database'],
  ['values.yaml', `publicKey: ${FAKE_KEY}`],
  ['values.yaml', `digest: sha256:${'0123456789abcdef'.repeat(4)}`],
  ['values.yaml', 'tenantId: 3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['values.yaml', `commit: ${'0123456789abcdef'.repeat(2)}01234567`],
  ['values.yaml', 'host: db.example.com'],
  ['values.yaml', 'url: https://user@example.com/path'],
  ['values.yaml', 'repository: https://github.com/acme/shop.git'],
  ['values.yaml', 'image: ghcr.io/acme/api:1.4.2'],
  ['values.yaml', 'cors: https://app.example.com,https://api.example.com'],
  ['values.yaml', 'schedule: "0 3 * * *"'],
  ['values.yaml', 'password: |'],
  ['values.yaml', 'env: [{ name: API_TOKEN, valueFrom: { secretKeyRef: { name: app, key: token } } }]'],
  ['.env', 'DB_PASSWORD='],
  ['.env', 'DB_PASSWORD=***'],
  ['.env.example', 'DB_PASSWORD=your-password'],
  ['.env', 'DB_PASSWORD_FILE=/run/secrets/db'],
  ['.env', 'SECRET_NAME=app-secrets'],
  ['.env', 'TOKEN_PATH=/var/run/token'],
  ['.env', 'TOKEN_URL=https://login.example.com/token'],
  ['.env', 'JWT_ALGORITHM=HS256'],
  ['.env', 'JWT_SECRET=op://vault/item/field'],
  ['.env', 'DATABASE_URL=postgres://localhost/shop'],
  ['.env', 'CACHE_URL=redis://:$(PASSWORD)@cache:6379'],
  ['.env', 'CACHE_URL=redis://:${PASSWORD}@cache:6379'],
  ['.env', 'KEYBOARD=us'],
  ['deploy.sh', 'export TOKEN=$(vault read -field=token secret/app)'],
  ['deploy.sh', 'curl -H "Authorization: Bearer $TOKEN" https://api.example.com'],
  ['src/app.ts', 'const apiKey = process.env.API_KEY;'],
  ['src/app.ts', '  password: string;'],
  ['src/app.ts', "const secret = new Secret('app');"],
  ['src/app.ts', "SecretKey.required('DATABASE_URL'),"],
  ['src/app.ts', "TokenReference.fromPipelineSecret('DOCKERHUB_TOKEN'),"],
  ['src/app.ts', "const TOKEN_HEADER = 'X-Auth-Token';"],
  ['src/app.ts', "  token: 'the token of the registry',"],
  ['src/app.ts', "if (kind === 'Secret') {"],
  ['src/app.ts', "secretName: 'todo-app-secrets',"],
  ['src/app.ts', "throw new Error('password: too short');"],
  ['src/app.ts', 'const key = `${user}:${password}`;'],
  ['src/app.py', "password = os.environ['PASSWORD']"],
  ['main.go', 'token := os.Getenv("TOKEN")'],
  ['package-lock.json', `      "integrity": "sha512-${FAKE_KEY}${FAKE_KEY}==",`],
  ['yarn.lock', `  token: ${FAKE_KEY}`],
  ['go.sum', `github.com/acme/x v1.0.0 h1:${FAKE_KEY}=`],
  ['README.md', 'Set `DB_PASSWORD=secret` in your shell.'],
  ['README.md', 'The token: it expires after an hour.'],
  ['values.yaml', 'ca: -----BEGIN CERTIFICATE-----'],
  ['values.yaml', 'key: -----BEGIN PUBLIC KEY-----'],
  ['values.yaml', `ssh: ssh-rsa ${FAKE_KEY}${FAKE_KEY} me@example.com`],
  ['values.yaml', `password: ${FAKE_PASSWORD} # cdk8s-webapp: allow-secret of a test server`],
];

describe('values with sensitive names', () => {
  it.each(NAMED)('are found in %s: %s', (file, line) => {
    const findings = scanText(file, `first: line\n${line}\n`);
    expect(findings.map(({ code, line: at }) => `${code} ${at}`)).toEqual(['sensitive-value 2']);
    expect(text(findings)).not.toMatch(/hunter2|letmein|Tr0ub|0aB1|3f2504e0|lower-case-words|abcd efgh/);
  });

  it.each(HARMLESS)('are not found in %s: %s', (file, line) => {
    expect(scanText(file, `first: line\n${line}\n`)).toEqual([]);
  });

  it('are as many as were asked for', () => {
    expect(FAKE_CREDENTIALS.length + NAMED.length).toBeGreaterThanOrEqual(60);
    expect(HARMLESS.length).toBeGreaterThanOrEqual(60);
  });
});

describe('scanText', () => {
  it('reads names and values of two lines', () => {
    expect(
      scanText('values.yaml', `env:\n  - name: API_TOKEN\n    value: "${FAKE_KEY}"\n  - name: MODE\n    value: fast\n`),
    ).toMatchObject([
      { code: 'sensitive-value', file: 'values.yaml', line: 3, field: 'line 3', given: 'a literal value of API_TOKEN' },
    ]);
  });

  it('leaves alone what only a cluster can decrypt', () => {
    const sealed = `spec:\n  encryptedData:\n    DB_PASSWORD: AgB${FAKE_KEY}\n    API_KEY: AgC${FAKE_KEY}\n  template: {}\npassword: hunter2\n`;
    expect(scanText('sealed.yaml', sealed).map(({ line }) => line)).toEqual([6]);
  });

  it('wants a reason for what is allowed', () => {
    const line = `password: ${FAKE_PASSWORD}`;
    expect(scanText('a.yaml', `# cdk8s-webapp: allow-secret test server\n${line}`)).toEqual([]);
    expect(scanText('a.yaml', `# cdk8s-webapp: allow-secret\n${line}`)).toHaveLength(1);
    expect(scanText('a.yaml', `# cdk8s-webapp: allow-secret test server\n\n${line}`)).toHaveLength(1);
  });

  it('finds base64 in the middle of a line', () => {
    const [, [, credential] = ['', '']] = FAKE_CREDENTIALS;
    expect(scanText('app.ts', `send("${base64(credential)}");`)).toMatchObject([
      { code: 'credential-exposed', line: 1 },
    ]);
  });

  it('reads long lines in a time that grows with their length', () => {
    const long = `${'password="'.repeat(20_000)}${'a:'.repeat(50_000)}${'/'.repeat(50_000)}${'eyJ'.repeat(20_000)}`;
    const started = performance.now();
    scanText('a.json', long);
    scanText('a.yaml', `${'password '.repeat(500)}\n`.repeat(100));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('the rules about secrets', () => {
  const VARIABLE = 'spec.containers[0].env[0].value';

  it.each([
    ['sensitive-variable', pod({ env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }), VARIABLE],
    ['sensitive-variable', pod({ env: [{ name: 'jwtSecret', value: FAKE_KEY }] }), VARIABLE],
    ['sensitive-config-map-key', configMap({ data: { DB_PASSWORD: 'hunter2' } }), 'data.DB_PASSWORD'],
    [
      'sensitive-config-map-key',
      configMap({ data: { 'app.properties': 'a=b\ndb.password=hunter2\n' } }),
      'data.app.properties',
    ],
    [
      'sensitive-config-map-key',
      configMap({ binaryData: { 'app.ini': base64('password = hunter2') } }),
      'binaryData.app.ini',
    ],
    ['sensitive-field', pod({ args: ['--password=hunter2'] }), 'spec.containers[0].args[0]'],
    ['sensitive-field', pod({ command: ['app', '--db-password', 'hunter2'] }), 'spec.containers[0].command[2]'],
    [
      'sensitive-field',
      { apiVersion: 'acme.io/v1', kind: 'App', metadata: { name: 'a' }, spec: { apiToken: FAKE_KEY } },
      'spec.apiToken',
    ],
    [
      'sensitive-field',
      configMap({ metadata: { name: 'c', annotations: { 'acme.io/password': 'hunter2' } } }),
      'metadata.annotations.acme.io/password',
    ],
    [
      'secret-with-data',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { a: 'hunter2' } },
      'stringData',
    ],
    [
      'secret-with-data',
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'aHVudGVyMg==' } },
      'data',
    ],
    ['placeholder', pod({ env: [{ name: 'HOST', value: 'http://<EXTERNAL_IP>' }] }), VARIABLE],
    ['placeholder', pod({ env: [{ name: 'HOST', value: 'CHANGEME' }] }), VARIABLE],
    ['placeholder', pod({ env: [{ name: 'HOST', value: '${HOST}' }] }), VARIABLE],
    ['placeholder', pod({ image: '{{ .Values.image }}' }), 'spec.containers[0].image'],
    ['placeholder', pod({ image: '<DOCKERHUB_USERNAME>/api' }), 'spec.containers[0].image'],
  ])('%s finds it, and shows no value', (id, manifest, field) => {
    const findings = found(manifest);
    expect(findings.map((each) => `${each.id} ${each.field}`)).toEqual([`${id} ${field}`]);
    expect(text(findings)).not.toMatch(/hunter2|0aB1|aHVudGVyMg/);
  });

  it.each([
    [
      'a reference to a Secret',
      pod({ env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] }),
    ],
    ['a reference to a variable', pod({ env: [{ name: 'DB_PASSWORD', value: '$(OTHER)' }] })],
    ['a file', pod({ env: [{ name: 'DB_PASSWORD_FILE', value: '/run/secrets/db' }] })],
    ['a program with variables', pod({ command: ['sh', '-c', 'echo ${HOST} <input >output'] })],
    ['HTML', configMap({ data: { 'index.html': '<html><body>{{ title }}</body></html>' } })],
    ['a Secret without values', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } }],
    [
      'sealed values',
      {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: { name: 's' },
        spec: { encryptedData: { DB_PASSWORD: `AgB${FAKE_KEY}` } },
      },
    ],
    [
      'keys of an ExternalSecret',
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 's' },
        spec: {
          data: [{ secretKey: 'DB_PASSWORD', remoteRef: { key: 'prod/db-1' } }],
          target: { template: { data: { url: 'postgres://app:{{ .password }}@db' } } },
        },
      },
    ],
    [
      'a rule of Prometheus',
      {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name: 'r' },
        spec: { groups: [{ rules: [{ annotations: { summary: '{{ $labels.pod }}' } }] }] },
      },
    ],
  ])('find nothing in %s', (_, manifest) => {
    expect(found(manifest)).toEqual([]);
  });

  it('are named as long as nothing better is known', () => {
    const ids = SECRET_RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(foundBy(SECRET_RULES[1]!, scopeOf([pod({ env: [{ name: 'TOKEN', value: 'x1y2' }] })]))).toEqual([
      'Pod p spec.containers[0].env[0].value: a literal value of TOKEN',
    ]);
  });
});
