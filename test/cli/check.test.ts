import { CliProject } from '../support/cli-project';

// Each run is a process.
jest.setTimeout(60_000);

const MAIN = `
import { App, Checks, Defaults, Rule, Severity, WebAppChart, AppConfig } from 'cdk8s-webapp';

const rule: Rule = {
  id: 'acme-owner',
  severity: { staging: Severity.WARNING, production: Severity.ERROR },
  summary: 'Every ConfigMap names the team that owns it.',
  remedy: 'Label it with owner.',
  check: (scope) => scope.ofKind('ConfigMap').map((object) => ({
    object, field: 'metadata.labels.owner', given: 'nothing', allowed: 'the name of a team',
  })),
};
const app = new App({ checks: { rules: [rule] } });
for (const environment of ['staging', 'production'] as const) {
  const stage = environment as never;
  const chart = new WebAppChart(app, environment, { name: 'shop', namespace: 'shop', stage, without: Defaults.all() });
  new AppConfig(chart, 'config', { name: 'config', data: { A: 'b' } });
  const other = new AppConfig(chart, 'other', { name: 'other', data: { A: 'b' } });
  Checks.of(other).except('acme-owner', 'Shared by all.');
}
app.synth();
`;
const BARE = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  annotations:
    except.cdk8s-webapp/no-such-rule: It is only a test.
`;

let project: CliProject;

beforeAll(() => {
  project = new CliProject({
    'main.ts': MAIN,
    'manifests/a.yaml': BARE,
    'manifests/deep/b.json':
      '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}]}',
    'manifests/node_modules/c.yaml': '}',
    'odd/a.yaml':
      'apiVersion: v1\nmetadata: { name: a, namespace: shop }\nspec: {}\n---\nkind: Service\nmetadata: { name: b }\n',
    'odd/alias.yaml': 'a: &a 1\n---\na: *a\n',
    'odd/itself.yaml': 'a: &a { b: *a }\n',
    'odd/c.yaml': [
      ...['apiVersion: v1', 'kind: List', 'items:', '  - null', '  - apiVersion: v1', '    kind: ConfigMap'],
      ...['    metadata: { name: x, namespace: shop }', '  - apiVersion: v1', '    kind: ConfigMap'],
      ...['    metadata: { name: x, namespace: shop }', ''],
    ].join('\n'),
    'odd/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n',
    'odd/kind-cluster.yaml': 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: [{ role: control-plane }]\n',
    'odd/wide.yaml': Buffer.from(
      '\ufeffapiVersion: v1\nkind: ConfigMap\nmetadata: { name: w, namespace: shop }\ndate: {}\n',
      'utf16le',
    ),
    'together/config.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: config, namespace: shop }\ndata: { A: b }\n',
    'together/pod.yaml': [
      ...['apiVersion: v1', 'kind: Pod', 'metadata: { name: a, namespace: shop }'],
      'spec: { containers: [{ name: a, image: "a:1", envFrom: [{ configMapRef: { name: config } }] }] }',
    ].join('\n'),
    'sources/values.yaml': 'database:\n  host: db\n  password: Kd8fj3kLw92hs\n',
    'sources/.env': 'LOG_LEVEL=INFO\nJWT_SECRET=q7Gd73hfKq92jdk3Ls02\n',
    'sources/main.ts': `const url = 'postgres://shop:${'hunter2'}@db/shop';\n`,
    'sources/fixture.yaml': '# cdk8s-webapp: allow-secret only a test\npassword: Kd8fj3kLw92hs\n',
    'sources/logo.png': '\u0000password: Kd8fj3kLw92hs',
    'crds/shop.yaml': `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: shops.acme.example }
spec:
  group: acme.example
  scope: Namespaced
  names: { kind: Shop, plural: shops }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: integer } } } } } } }
`,
    'custom/shop.yaml':
      'apiVersion: acme.example/v1\nkind: Shop\nmetadata: { name: a, namespace: shop }\nspec: { sise: 3 }\n',
    'broken/a.yaml': 'a: b\n---\nc: [secret-text\n',
    'broken/template.yaml': 'a: {{ .Values.a }}\n',
  });
});

afterAll(() => {
  project.remove();
});

interface Issue {
  readonly code: string;
  readonly path: string;
  readonly environment?: string;
  readonly place?: string;
}

function allIssuesIn(stdout: string): readonly Issue[] {
  return (JSON.parse(stdout) as { issues: readonly Issue[] }).issues;
}

/** The issues of rules that most of these tests are about. */
function issuesIn(stdout: string): readonly Issue[] {
  return allIssuesIn(stdout).filter(({ code }) =>
    ['acme-owner', 'exception-rule-unknown', 'manifest-unreadable'].includes(code),
  );
}

describe('cdk8s-webapp check', () => {
  it('judges every environment of the program, and says where each construct is made', () => {
    const { status, stdout } = project.run('check');
    expect(status).toBe(1);
    expect(stdout).toContain(
      [
        'production',
        '  production/config at main.ts:17',
        '    error acme-owner ConfigMap config metadata.labels.owner',
        '      given:   nothing',
        '      allowed: the name of a team',
        '      remedy:  Label it with owner.',
        '',
      ].join('\n'),
    );
    expect(stdout).toContain('  staging/config at main.ts:17\n    warning acme-owner');
    expect(stdout).toContain('  production/other acme-owner (1 finding): Shared by all.\n');
    expect(stdout).toMatch(/1 error, \d+ warnings?, 2 exceptions in 6 objects of production, staging\n$/);
    expect(stdout).not.toContain('\u001b');
  });

  it('judges one environment', () => {
    const { status, stdout } = project.run('check', '--env', 'staging', '--format', 'json');
    expect(status).toBe(0);
    expect(issuesIn(stdout).map(({ environment }) => environment)).toEqual(['staging']);
    expect(project.run('check', '--env', 'staging', '--strict').status).toBe(1);
  });

  it('writes SARIF', () => {
    const log = JSON.parse(project.run('check', '--format', 'sarif').stdout) as {
      runs: { results: { ruleId: string }[] }[];
    };
    expect(log.runs[0]?.results.find(({ ruleId }) => ruleId === 'acme-owner')).toMatchObject({
      level: 'error',
      message: {
        text: 'ConfigMap config (production/config), metadata.labels.owner: given nothing; allowed: the name of a team. Label it with owner.',
      },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'main.ts' }, region: { startLine: 17 } },
          logicalLocations: [{ fullyQualifiedName: 'production/config metadata.labels.owner' }],
        },
      ],
    });
  });

  it('writes annotations for GitHub', () => {
    expect(project.run('check', '--format', 'github').stdout).toContain(
      '::error file=main.ts,line=17,title=acme-owner::ConfigMap config (production/config), metadata.labels.owner: given nothing;',
    );
  });

  it('judges manifests of anybody, with the line of each object', () => {
    const { status, stdout } = project.run('check', 'manifests', '--format', 'json');
    expect(status).toBe(1);
    expect(issuesIn(stdout)).toMatchObject([{ code: 'exception-rule-unknown', place: 'manifests/a.yaml:2' }]);
    expect(JSON.parse(stdout)).toMatchObject({ checked: { parts: ['manifests'], objects: 2 } });
  });

  it('says which files it cannot read, and shows nothing of them', () => {
    const { status, stdout } = project.run('check', 'broken', '--format', 'json');
    expect(status).toBe(1);
    expect(issuesIn(stdout)).toMatchObject([
      { code: 'manifest-unreadable', place: expect.stringMatching(/^broken\/a\.yaml:[34]$/) as string },
      { code: 'manifest-unreadable', path: 'broken/template.yaml', given: 'a template' },
    ]);
    expect(stdout).not.toContain('secret-text');
  });

  it('says which objects lack a kind, are there twice, or are members of a list, and where', () => {
    const { status, stdout } = project.run('check', 'odd', '--format', 'json');
    expect(status).toBe(1);
    const places = allIssuesIn(stdout).map(({ code, place, path }) => [code, place ?? path]);
    expect(places).toEqual(
      expect.arrayContaining([
        ['kind-missing', 'odd/a.yaml:1'],
        ['kind-missing', 'odd/a.yaml:5'],
        ['object-duplicate', 'odd/c.yaml:8'],
        ['manifest-unreadable', 'odd/alias.yaml:3'],
        ['manifest-unreadable', 'odd/itself.yaml:1'],
        ['unknown-field', 'odd/wide.yaml:1'],
      ]),
    );
    expect(places.filter(([, place]) => /kustomization|kind-cluster/.test(String(place)))).toEqual([]);
  });

  it('judges files that are named one by one together', () => {
    const files = ['together/config.yaml', 'together/pod.yaml'];
    const codesOf = (...given: string[]) =>
      allIssuesIn(project.run('check', ...given, '--stage', 'development', '--format', 'json').stdout).map(
        ({ code }) => code,
      );
    expect(codesOf(...files)).not.toContain('nonexistent-config-map');
    expect(codesOf('together/pod.yaml')).toContain('nonexistent-config-map');
  });

  it('says so when what is for the program is asked of files', () => {
    const { status, stderr } = project.run('check', 'odd', '--env', 'production');
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--env is for the program') as string,
    });
  });

  it('finds secrets in files that are about to be committed, and shows none of them', () => {
    const { status, stdout } = project.run('check', 'sources', '--format', 'json');
    expect(status).toBe(1);
    const { issues } = JSON.parse(stdout) as { issues: { code: string; place: string }[] };
    expect(issues.map(({ code, place }) => [place, code])).toEqual([
      ['sources/.env:2', 'sensitive-value'],
      ['sources/main.ts:1', 'credential-exposed'],
      ['sources/values.yaml:3', 'sensitive-value'],
    ]);
    expect(stdout).not.toMatch(/Kd8fj|q7Gd7|hunter2/);
  });

  it('judges custom resources by the definitions that are given', () => {
    const codes = (...args: string[]) => {
      const { issues } = JSON.parse(project.run('check', 'custom', '--format', 'json', ...args).stdout) as {
        issues: { code: string; severity: string }[];
      };
      return issues.map(({ code, severity }) => `${severity} ${code}`);
    };
    expect(codes()).toEqual(['warning schema-unknown']);
    expect(codes('--crd', 'crds/shop.yaml')).toEqual(['error unknown-field']);
    expect(codes('--crd', 'crds/none.yaml')).toEqual(['error definition-missing', 'warning schema-unknown']);
  });

  it.each([
    [['check', '--capacity', '--format', 'json'], '--capacity is a table, and needs --format text'],
    [['check', 'nowhere'], "there is no file or directory 'nowhere'"],
    [['check', '--format', 'xml'], "there is no format 'xml'"],
    [['check', 'manifests', '--stage', 'prod'], "there is no stage 'prod'; known: development, staging, production"],
    [['check', 'manifests', '--kubernetes', '1.9'], '--kubernetes 1.9: allowed is Kubernetes 1.24 or newer'],
    [['check', '--stage', 'staging'], '--stage is for files'],
  ])('called as %p exits with 2', (args, expected) => {
    const { status, stderr } = project.run(...args);
    expect(stderr).toContain(expected);
    expect(status).toBe(2);
  });

  it('knows no other environment', () => {
    const { status, stderr } = project.run('check', '--env', 'prod');
    expect(stderr).toContain("there is no environment 'prod'; known: production, staging");
    expect(status).toBe(1);
  });
});
