import * as fs from 'node:fs';
import * as path from 'node:path';
import * as webapp from 'cdk8s-webapp';
import ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');
const MODEL = fs.readFileSync(path.join(ROOT, 'docs/model.md'), 'utf8');
/** Constructs have a page each, with the rules that only they have. */
const PAGES = fs
  .readdirSync(path.join(ROOT, 'docs/constructs'))
  .map((page) => fs.readFileSync(path.join(ROOT, 'docs/constructs', page), 'utf8'));
const CHECKS = fs.readFileSync(path.join(ROOT, 'docs/checks.md'), 'utf8');
const DOCUMENT = [MODEL, CHECKS, ...PAGES].join('\n');

interface Row {
  readonly code: string;
  readonly contract: string;
  readonly test: string;
}

/** The rows of the tables of rules. */
const rows: Row[] = [...DOCUMENT.matchAll(/^\| `([a-z0-9-]+)` +\| [^|]+\| ([^|]*)\| `([^`|]+\.test\.ts)` +\|$/gm)].map(
  ([, code = '', contract = '', test = '']) => ({ code, contract: contract.trim(), test }),
);

/** The rules of the contract, as it words them. */
const CONTRACT = [
  'node_count must be >= 1',
  'kubernetes_version must be >= 1.24',
  'kubeconfig must be valid and accessible',
  'access_token must be valid and not expired',
  'repositories must exist and be accessible',
  'pull rate limits must not be exceeded',
  'tag must follow semantic versioning or be "latest"',
  'digest must be valid SHA256 hash',
  'platform must match cluster architecture',
  'release_name must be unique within namespace',
  'chart_version must exist',
  'values must be valid YAML',
  'All required keys must be present',
  'Values must be base64 encoded',
  'Never committed to version control',
  'Access restricted to namespace',
  'Encrypted at rest in etcd',
  'Rotated periodically',
  'service_type must be valid (ClusterIP, NodePort, LoadBalancer)',
  'external_ip must be assigned for LoadBalancer type',
  'port must be available and not conflicting',
  'All required secrets must be configured',
  'Stages must execute in order',
  'Deployment must pass health checks',
  'replicas must be >= 1',
  'resource limits must be >= requests',
  'health check timings must be reasonable',
];

const sources = fs
  .readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => fs.readFileSync(path.join(ROOT, 'lib', file), 'utf8'))
  .join('\n');

describe('docs/model.md and docs/constructs', () => {
  it('list every code of the library once', () => {
    const inSource = new Set([...sources.matchAll(/code: '([a-z0-9-]+)'/g)].map(([, code = '']) => code));
    const listed = rows.map(({ code }) => code);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining([...inSource]));
  });

  it('list no code that the library does not have', () => {
    expect(rows.filter(({ code }) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it.each(CONTRACT)('has a rule for "%s"', (line) => {
    expect(rows.map(({ contract }) => contract)).toContain(line);
  });

  it('quotes no other line', () => {
    expect(rows.map(({ contract }) => contract).filter((line) => line !== '' && !CONTRACT.includes(line))).toEqual([]);
  });

  it.each(rows)('names a test that shows $code', ({ code, test }) => {
    expect(fs.readFileSync(path.join(ROOT, test), 'utf8')).toContain(code);
  });

  it('shows what its example explains', () => {
    const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(DOCUMENT) ?? [];
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const written: string[] = [];
    const host = { stdout: { write: (text: string) => written.push(text) } };
    const run = new Function('require', 'exports', 'process', outputText) as (...args: unknown[]) => void;
    run(() => webapp, {}, host);
    expect(DOCUMENT).toContain(`\`\`\`text\n${written.join('')}\`\`\``);
  });
});
