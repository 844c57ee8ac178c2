import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { type RunResult } from '../../lib/process/run';
import { EXAMPLES, synthesizeExample } from '../support/examples';
import { askJudge, describeWithJudge, ROOT, SPLIT_CRDS, SPLIT_SCHEMAS } from '../support/judges';
import { askKubeconform } from '../support/kubeconform';

const DIST = join(ROOT, 'dist');
const ENVIRONMENTS = ['cloud', 'dev', 'local', 'production', 'staging'];

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: { readonly [key: string]: string };
  };
}

/** Every manifest below a directory, in the files that kubectl and kubeconform read too, by a parser of neither. */
function parseManifests(directory: string): Manifest[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(yaml|yml|json)$/.test(file))
    .flatMap((file) => parseAllDocuments(readFileSync(join(directory, file), 'utf8')))
    .map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Manifest | null;
    })
    .filter((manifest) => manifest !== null);
}

/** Has kubectl annotate manifests without a cluster: it reads them all, and prints what it read. */
function annotateWithKubectl(paths: readonly string[], input?: string): RunResult {
  return askJudge('kubectl', ['annotate', '--local', '-R', ...paths, 'a=b', '-o', 'json'], input);
}

/** Every manifest below a directory as kubectl reads it, annotated. */
function readWithKubectl(directory: string): Manifest[] {
  const { status, stdout, stderr } = annotateWithKubectl(['-f', directory]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  // kubectl prints one indented object after another, so only an object of its own opens in the first column.
  return stdout.split(/^(?=\{$)/m).map((text) => JSON.parse(text) as Manifest);
}

function identity({ apiVersion, kind, metadata }: Manifest): string {
  return [apiVersion, kind, metadata.namespace ?? '', metadata.name].join(' ');
}

function annotated(manifest: Manifest): Manifest {
  const { metadata } = manifest;
  return { ...manifest, metadata: { ...metadata, annotations: { ...metadata.annotations, a: 'b' } } };
}

function sorted(manifests: readonly Manifest[]): Manifest[] {
  return [...manifests].sort((one, other) => (identity(one) < identity(other) ? -1 : 1));
}

/** A Deployment that is right, with quantities and an int-or-string both as numbers and as text. */
function deployment(spec: object, container: object): string {
  const labels = { app: 'backend' };
  const resources = { requests: { cpu: 1, memory: '128Mi' }, limits: { cpu: '1500m', memory: 268435456 } };
  return stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'backend' },
    spec: {
      selector: { matchLabels: labels },
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'backend', image: 'backend:1', resources, ...container }] },
      },
      ...spec,
    },
  });
}

/** Every version of every custom resource in imports/, as the classes that we generated name them. */
function customResources(): Pick<Manifest, 'apiVersion' | 'kind'>[] {
  return readdirSync(join(ROOT, 'imports')).flatMap((file) =>
    [...readFileSync(join(ROOT, 'imports', file), 'utf8').matchAll(/apiVersion: '(\S+)',\s+kind: '(\S+)'/g)].map(
      ([, apiVersion = '', kind = '']) => ({ apiVersion, kind }),
    ),
  );
}

describe('dist/', () => {
  it('holds one directory for each environment, the chart, and what is for Argo CD', () => {
    const directories = readdirSync(DIST, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(directories.map((entry) => entry.name).sort()).toEqual(
      ['.cdk8s-webapp', 'argocd', 'charts', ...ENVIRONMENTS].sort(),
    );
  });

  it('holds no index that kubectl or Argo CD would read', () => {
    const indexes = readdirSync(join(DIST, '.cdk8s-webapp'));
    expect(indexes).toEqual(['argocd', 'charts', ...ENVIRONMENTS].map((name) => `${name}.index`));
    expect(parseManifests(join(DIST, '.cdk8s-webapp'))).toEqual([]);
  });
});

describeWithJudge(['kubectl'], 'kubectl', () => {
  describe.each(ENVIRONMENTS)('reads dist/%s', (environment) => {
    const directory = join(DIST, environment);

    it('as the objects that another parser finds', () => {
      const manifests = parseManifests(directory);
      expect(manifests).not.toEqual([]);
      expect(readWithKubectl(directory).map(identity).sort()).toEqual(manifests.map(identity).sort());
    });

    it('as the values that another parser finds, and annotates every object', () => {
      expect(sorted(readWithKubectl(directory))).toEqual(sorted(parseManifests(directory)).map(annotated));
    });
  });

  // Like every Go program it reads YAML 1.1, which is why it is asked: to the parser above this name is text.
  it('refuses a bare word that Go reads as a boolean', () => {
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: n\n';
    const { status, stderr } = annotateWithKubectl(['-f', '-'], namespace);
    expect(status).toBe(1);
    expect(stderr).toContain('cannot unmarshal bool');
  });
});

describeWithJudge(['kubeconform', SPLIT_SCHEMAS, SPLIT_CRDS], 'kubeconform', () => {
  it.each(ENVIRONMENTS)('accepts every manifest in dist/%s for Kubernetes 1.28', (environment) => {
    const directory = join(DIST, environment);
    const valid = parseManifests(directory).length;
    expect(valid).toBeGreaterThan(0);
    expect(askKubeconform([directory])).toEqual({
      resources: [],
      summary: { valid, invalid: 0, errors: 0, skipped: 0 },
    });
  });

  it.each(EXAMPLES)('accepts every manifest of examples/%s for Kubernetes 1.28', (example) => {
    const directory = mkdtempSync(join(tmpdir(), 'cdk8s-webapp-example-'));
    try {
      synthesizeExample(example, directory);
      const valid = parseManifests(directory).length;
      expect(valid).toBeGreaterThan(0);
      expect(askKubeconform([directory])).toEqual({
        resources: [],
        summary: { valid, invalid: 0, errors: 0, skipped: 0 },
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  // The judge has to be able to fail: with a wrong schema location, or schemas that are not strict, it would accept all.
  it('accepts a Deployment that is right', () => {
    const { summary } = askKubeconform([], deployment({ replicas: 2 }, {}));
    expect(summary).toEqual({ valid: 1, invalid: 0, errors: 0, skipped: 0 });
  });

  it.each([
    ['a misspelt field', deployment({ replica: 2 }, {}), /replica.*not allowed/],
    ['an unknown field deep inside', deployment({}, { livenessProbe: { httpGet: { port: 80, pth: '/' } } }), /pth/],
    ['a value of the wrong type', deployment({ replicas: 'two' }, {}), /\/spec\/replicas/],
    ['a required field that is missing', deployment({ selector: undefined }, {}), /missing.*selector/],
  ])('refuses %s', (_mistake, manifest, message) => {
    const { resources, summary } = askKubeconform([], manifest);
    expect(summary).toEqual({ valid: 0, invalid: 1, errors: 0, skipped: 0 });
    expect(resources[0]?.msg).toMatch(message);
  });

  // A schema that does not compile, or that nothing finds, would be an error and not a verdict.
  it('has a strict schema for every custom resource that we generate constructs for', () => {
    const kinds = customResources();
    expect(kinds.length).toBeGreaterThan(10);
    const objects = kinds.map((kind) => stringify({ ...kind, metadata: { name: 'x' }, misspelt: {} }));
    const { resources, summary } = askKubeconform([], objects.join('---\n'));
    expect(summary).toEqual({ valid: 0, invalid: kinds.length, errors: 0, skipped: 0 });
    expect(resources.filter(({ msg }) => !msg.includes("'misspelt' not allowed"))).toEqual([]);
  });

  it.each([
    ['accepts', {}, { valid: 1, invalid: 0 }],
    ['refuses an unknown field deep inside', { backendRefs: [{ name: 'api', prt: 80 }] }, { valid: 0, invalid: 1 }],
    [
      'refuses a value of the wrong type',
      { matches: [{ path: { type: 'Suffix', value: '/' } }] },
      { valid: 0, invalid: 1 },
    ],
  ])('%s an HTTPRoute', (_verdict, rule, verdict) => {
    const spec = { parentRefs: [{ name: 'gateway' }], rules: [{ backendRefs: [{ name: 'api', port: 80 }], ...rule }] };
    const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'api' }, spec };
    expect(askKubeconform([], stringify(route)).summary).toEqual({ ...verdict, errors: 0, skipped: 0 });
  });
});

describeWithJudge(['pod-security'], 'the Pod Security admission controller', () => {
  const judge = (manifests: string) => askJudge('pod-security', ['restricted', 'v1.28'], manifests);

  it.each(ENVIRONMENTS)('admits every pod of dist/%s to a restricted namespace', (environment) => {
    const manifests = readFileSync(join(DIST, environment, 'todo-chatbot.k8s.yaml'), 'utf8');
    expect(judge(manifests)).toEqual({
      status: 0,
      stdout: 'Deployment/backend: allowed\nDeployment/frontend: allowed\n',
      stderr: '',
    });
  });

  it('refuses a pod that is not confined', () => {
    expect(judge(deployment({}, {}))).toMatchObject({ status: 1, stdout: expect.stringContaining('runAsNonRoot') });
  });
});
