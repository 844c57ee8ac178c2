import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { EXAMPLES, synthesizeExample } from '../support/examples';
import { describeWithJudge, ROOT } from '../support/judges';
import { kubeLinter, kubeScore, lint, LinterFinding } from '../support/linters';

/** A row of the table in docs/linters.md: findings that are known, and why they stay. */
interface KnownFinding {
  readonly tool: string;
  readonly rule: string;
  /** Where the objects are, for example `todo-chatbot/production/Deployment/backend`; `*` stands for any one part. */
  readonly where: string;
  readonly reason: string;
}

/** The findings about the objects of one environment. */
interface Judged {
  readonly environment: string;
  readonly findings: readonly LinterFinding[];
}

const LIST = 'docs/linters.md';

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-linters-'));

afterAll(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
});

/** The directories that hold manifests, by the names that the list gives them. */
function environments(): Map<string, string> {
  const found = new Map(
    ['staging', 'production'].map((name) => [`todo-chatbot/${name}`, path.join(ROOT, 'dist', name)]),
  );
  for (const name of EXAMPLES) {
    const directory = path.join(outdir, name);
    synthesizeExample(name, directory);
    for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
      if (entry.isDirectory() && !entry.name.startsWith('.')) {
        found.set(`examples/${name}/${entry.name}`, path.join(directory, entry.name));
      }
    }
  }
  return found;
}

function knownFindings(): KnownFinding[] {
  const lines = fs.readFileSync(path.join(ROOT, LIST), 'utf8').split('\n');
  return lines
    .filter((line) => /^\| kube-/.test(line))
    .map((line) => {
      const [tool = '', rule = '', where = '', reason = ''] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'));
      return { tool, rule, where, reason };
    });
}

function isAbout(known: KnownFinding, environment: string, finding: LinterFinding): boolean {
  const place = `${environment}/${finding.object}`.split('/');
  const parts = known.where.split('/');
  const isThere = parts.length === place.length && parts.every((part, index) => part === '*' || part === place[index]);
  return known.tool === finding.tool && known.rule === finding.rule && isThere;
}

/** A row of the list, with the tool's own words where the reason has to go. */
function row(environment: string, { tool, rule, object, message }: LinterFinding): string {
  return `| ${tool} | \`${rule}\` | \`${environment}/${object}\` | ${message} |`;
}

describe('docs/linters.md', () => {
  it.each([
    ['kube-linter', 'scripts/judges/kube-linter/go.mod', /stackrox\/kube-linter v(\S+)$/m],
    ['kube-score', 'scripts/install-judges.sh', /cmd\/kube-score v(\S+)$/m],
  ])('names the version of %s that judges', (tool, file, version) => {
    const [, pinned = ''] = version.exec(fs.readFileSync(path.join(ROOT, file), 'utf8')) ?? [];
    expect(fs.readFileSync(path.join(ROOT, LIST), 'utf8')).toMatch(
      new RegExp(`\\[${tool}\\]\\(\\S+\\)\\s+${pinned.replaceAll('.', '\\.')}\\s`),
    );
  });
});

describeWithJudge(['kube-linter', 'kube-score'], 'kube-linter and kube-score, by their default rules', () => {
  const known = knownFindings();
  const judged: Judged[] = [];

  beforeAll(() => {
    for (const [environment, directory] of environments()) {
      judged.push({ environment, findings: lint(directory) });
    }
  });

  it('judge todo-chatbot and every example', () => {
    const applications = judged.map(({ environment }) => environment.replace(/^examples\//, '').split('/')[0]);
    expect([...new Set(applications)]).toEqual(['todo-chatbot', ...EXAMPLES]);
  });

  it(`find nothing that ${LIST} does not list`, () => {
    const unlisted = judged.flatMap(({ environment, findings }) =>
      findings
        .filter((finding) => !known.some((each) => isAbout(each, environment, finding)))
        .map((finding) => row(environment, finding)),
    );
    expect(unlisted).toEqual([]);
  });

  it(`find everything that ${LIST} lists`, () => {
    const needless = known.filter(
      (each) =>
        !judged.some(({ environment, findings }) => findings.some((finding) => isAbout(each, environment, finding))),
    );
    expect(needless).toEqual([]);
  });
});

/** What no linter can like: a pod without limits, probes or confinement, alone behind a Service that misses it. */
const BAD = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'bad', namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'bad' } },
      template: {
        metadata: { labels: { app: 'bad' } },
        spec: {
          containers: [{ name: 'bad', image: 'ghcr.io/acme/bad:latest', securityContext: { privileged: true } }],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'bad', namespace: 'shop' },
    spec: { selector: { app: 'other' }, ports: [{ port: 80 }] },
  },
];

describeWithJudge(['kube-linter', 'kube-score'], 'the linters', () => {
  let directory: string;

  beforeAll(() => {
    directory = fs.mkdtempSync(path.join(outdir, 'bad-'));
    fs.writeFileSync(path.join(directory, 'bad.yaml'), BAD.map((object) => `---\n${stringify(object)}`).join(''));
  });

  const rules = (findings: readonly LinterFinding[]) => findings.map(({ rule, object }) => `${rule} ${object}`);

  it('kube-linter finds what is wrong with a manifest', () => {
    expect(rules(kubeLinter(directory))).toEqual(
      expect.arrayContaining([
        'dangling-service Service/bad',
        'latest-tag Deployment/bad',
        'no-anti-affinity Deployment/bad',
        'no-read-only-root-fs Deployment/bad',
        'privileged-container Deployment/bad',
        'run-as-non-root Deployment/bad',
        'unset-memory-requirements Deployment/bad',
      ]),
    );
  });

  it('kube-score finds what is wrong with a manifest', () => {
    expect(rules(kubeScore(directory))).toEqual(
      expect.arrayContaining([
        'container-image-tag Deployment/bad',
        'container-resources Deployment/bad',
        'container-security-context-privileged Deployment/bad',
        'deployment-has-host-podantiaffinity Deployment/bad',
        'deployment-has-poddisruptionbudget Deployment/bad',
        'pod-networkpolicy Deployment/bad',
        'service-targets-pod Service/bad',
      ]),
    );
  });

  it.each([
    ['kube-linter', kubeLinter],
    ['kube-score', kubeScore],
  ])('%s refuses a manifest that it cannot read', (_tool, judge) => {
    const unreadable = fs.mkdtempSync(path.join(outdir, 'unreadable-'));
    const service = { ...BAD[1], spec: { ports: 3 } };
    fs.writeFileSync(path.join(unreadable, 'service.yaml'), stringify(service));
    expect(() => judge(unreadable)).toThrow(/did not judge all of/);
  });
});
