import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { CheckScope } from '../../../lib/checks/check-scope';
import { POLICY_RULES } from '../../../lib/checks/policy/policy-rules';
import { severityIn } from '../../../lib/checks/severity';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { Stage } from '../../../lib/model/deployment/stage';
import { todoChatbot } from '../../../main';
import { environments } from '../../../todo-chatbot/environments';
import { manifestsIn, scopeOf } from '../../support/checks';
import { EXAMPLES, synthesizeExample } from '../../support/examples';

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-webapp-policy-'));
const VERSIONS = ['1.24', '1.28', '1.36'];

afterAll(() => {
  fs.rmSync(outdir, { recursive: true, force: true });
});

/** What counts of what the rules find. */
function issues(objects: readonly object[], stage: Stage, version: string): string[] {
  const scope: CheckScope = scopeOf(objects, { stage, kubernetesVersion: new KubernetesVersion(version) });
  return POLICY_RULES.filter(({ optIn }) => optIn !== true).flatMap((rule) =>
    rule.check(scope).flatMap(({ object }) => {
      const severity = severityIn(rule.severity, object.stage);
      return severity === undefined ? [] : `${severity} ${rule.id}: ${object.kind} ${object.name}`;
    }),
  );
}

/** The objects that an example writes for each of its environments, all of which are judged as production. */
const examples = new Map(EXAMPLES.map((name) => [name, objectsOfExample(name)]));

function objectsOfExample(name: string): object[][] {
  const directory = path.join(outdir, name);
  synthesizeExample(name, directory);
  return fs
    .readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => {
      const folder = path.join(directory, entry.name);
      const files = fs.readdirSync(folder).filter((file) => file.endsWith('.yaml'));
      return files.flatMap((file) => manifestsIn(fs.readFileSync(path.join(folder, file), 'utf8')));
    });
}

/** What is right to say of our own applications, and why it stays. */
const KNOWN: { readonly [application: string]: readonly string[] } = {
  // One replica, for the nodes of the free tier hold no more.
  'todo-chatbot/cloud': ['warning single-replica: Deployment frontend'],
  // The smallest use: one replica is the default, and which path tells that it works, only its author knows.
  shop: [
    'warning liveness-probe: Deployment api',
    'warning liveness-probe: Deployment web',
    'warning readiness-probe: Deployment api',
    'warning readiness-probe: Deployment web',
    'warning single-replica: Deployment api',
    'warning single-replica: Deployment web',
  ],
};

const files = todoChatbot().files();

describe.each(VERSIONS)('by the policies of Kubernetes %s, nothing else is wrong with', (version) => {
  it.each(environments.map(({ environment, stage }) => ({ environment, stage })))(
    'todo-chatbot in $environment',
    ({ environment, stage }) => {
      const objects = files.filter((file) => file.path.startsWith(`${environment}/`)).flatMap((file) => file.objects);
      expect(objects.length).toBeGreaterThan(5);
      expect(issues(objects, stage, version)).toEqual(KNOWN[`todo-chatbot/${environment}`] ?? []);
    },
  );

  it.each(EXAMPLES)('example %s', (name) => {
    const all = examples.get(name) ?? [];
    expect(all.length).toBeGreaterThan(0);
    for (const objects of all) {
      expect(issues(objects, Stage.PRODUCTION, version)).toEqual(KNOWN[name] ?? []);
    }
  });
});
