import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { POLICY_RULES } from '../../lib/checks/policy/policy-rules';
import { KubernetesVersion } from '../../lib/model/cluster/kubernetes-version';
import { scopeOf } from '../support/checks';
import { askJudge, describeWithJudge } from '../support/judges';
import { kubeLinter, kubeScore, LinterFinding } from '../support/linters';
import { POLICY_CASES, PolicyApp, policyObjects } from '../support/policy-cases';

/** Cases in which another tool judges otherwise, and why we do not follow. */
const DIFFERENCES: { readonly [difference: string]: string } = {
  'kube-linter: unsafe-sysctl, good': 'It refuses every parameter of net., those too that the standards call safe.',
  'kube-linter: memory-limit, good': 'It does not look at the LimitRange that gives the limit.',
  'kube-linter: replicas-not-spread, good': 'It does not look at topologySpreadConstraints.',
  'kube-linter: network-policy, bad':
    'It asks for a policy of any type; a pod that may reach everything is not confined.',
  'kube-linter: priority-class, bad': 'It asks which class is named, not whether one is.',
  'kube-score: image-tag-latest, bad': 'It takes the port of a registry for a tag.',
  'kube-score: memory-limit, good': 'It does not look at the LimitRange that gives the limit.',
  'kube-score: identical-probes, good': 'It does not look at how long each probe tolerates failures.',
  'kube-score: replicas-not-spread, good': 'It does not look at topologySpreadConstraints.',
};

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-policy-'));

afterAll(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
});

/** Rules that our rules know by other names, for one tool. */
function aliasesOf(rule: string, tool: LinterFinding['tool']): readonly string[] {
  const { kubeLinter: linter, kubeScore: score } = POLICY_RULES.find(({ id }) => id === rule)?.aliases ?? {};
  return (tool === 'kube-linter' ? linter : score) ?? [];
}

function allAliases(tool: LinterFinding['tool']): string[] {
  return [...new Set(POLICY_RULES.flatMap(({ id }) => aliasesOf(id, tool)))].sort();
}

/** What a tool finds, by rules that ours name. */
function theirs(tool: LinterFinding['tool'], objects: readonly object[], aliases: readonly string[]): boolean {
  const directory = fs.mkdtempSync(path.join(outdir, 'case-'));
  fs.writeFileSync(path.join(directory, 'objects.yaml'), objects.map((each) => `---\n${stringify(each)}`).join(''));
  const findings =
    tool === 'kube-linter'
      ? kubeLinter(directory, ['--do-not-auto-add-defaults', '--include', aliases.join(',')])
      : kubeScore(directory, ['--all-default-optional']);
  return findings.some(({ rule }) => aliases.includes(rule));
}

function ours(id: string, objects: readonly object[], version: string): boolean {
  const scope = scopeOf(objects, { kubernetesVersion: new KubernetesVersion(version) });
  return POLICY_RULES.some((rule) => rule.id === id && rule.check(scope).length > 0);
}

describeWithJudge(['kube-linter', 'kube-score'], 'rules that other tools have too', () => {
  it('are spelled as kube-linter spells them', () => {
    const { stdout } = askJudge('kube-linter', ['checks', 'list', '--format', 'json']);
    const known = (JSON.parse(stdout) as { readonly name: string }[]).map(({ name }) => name);
    expect(allAliases('kube-linter').filter((alias) => !known.includes(alias))).toEqual([]);
  });

  it('are spelled as kube-score spells them', () => {
    const { stdout } = askJudge('kube-score', ['list']);
    const known = stdout.split('\n').map((line) => line.split(',')[0]);
    expect(allAliases('kube-score').filter((alias) => !known.includes(alias))).toEqual([]);
  });

  it('judge as these tools do, but for what is listed', () => {
    const differences = (['kube-linter', 'kube-score'] as const).flatMap((tool) =>
      POLICY_CASES.flatMap(({ rule, bad, good, version = '1.28' }) => {
        const aliases = aliasesOf(rule, tool);
        const judge = (change: ((app: PolicyApp) => void) | undefined, verdict: string) => {
          const objects = policyObjects(change);
          const isSame = theirs(tool, objects, aliases) === ours(rule, objects, version);
          return isSame ? [] : [`${tool}: ${rule}, ${verdict}`];
        };
        return aliases.length === 0 ? [] : [...judge(bad, 'bad'), ...judge(good, 'good')];
      }),
    );
    expect(differences).toEqual(Object.keys(DIFFERENCES));
  });
});
