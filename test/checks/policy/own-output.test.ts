import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { CheckScope } from '../../../lib/checks/check-scope';
import { POLICY_RULES } from '../../../lib/checks/policy/policy-rules';
import { severityIn } from '../../../lib/checks/severity';
import { Stage } from '../../../lib/model/deployment/stage';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { todoChatbot } from '../../../main';
import { manifestsIn, scopeOf } from '../../support/checks';
import { EXAMPLES, synthesizeExample } from '../../support/examples';

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-policy-'));
const kubernetesVersion = new KubernetesVersion('1.28');

afterAll(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
});

/** What counts of what the rules find, for each object the rule and its severity. */
function issues(scope: CheckScope): string[] {
  return POLICY_RULES.filter(({ optIn }) => optIn !== true).flatMap((rule) =>
    rule.check(scope).flatMap(({ object, field, given }) => {
      const severity = severityIn(rule.severity, object.stage);
      return severity === undefined ? [] : `${severity} ${rule.id}: ${object.kind} ${object.name} ${field} ${given}`;
    }),
  );
}

const STAGES: { readonly [environment: string]: Stage } = {
  local: Stage.DEVELOPMENT,
  dev: Stage.DEVELOPMENT,
  staging: Stage.STAGING,
  production: Stage.PRODUCTION,
  cloud: Stage.PRODUCTION,
};

test('todo', () => {
  for (const { path: file, objects } of todoChatbot().files()) {
    const environment = file.split('/')[0] ?? '';
    console.log(environment, issues(scopeOf(objects, { stage: STAGES[environment], kubernetesVersion })));
  }
});

test.each(EXAMPLES)('example %s', (name) => {
  const directory = path.join(outdir, name);
  synthesizeExample(name, directory);
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory() && !entry.name.startsWith('.')) {
      const objects = fs
        .readdirSync(path.join(directory, entry.name))
        .filter((f) => f.endsWith('.yaml'))
        .flatMap((f) => manifestsIn(fs.readFileSync(path.join(directory, entry.name, f), 'utf8')));
      console.log(name, entry.name, issues(scopeOf(objects, { kubernetesVersion })));
    }
  }
});
