import { POD_SECURITY_RULES } from '../../../lib/checks/policy/pod-security/pod-security-rules';
import { Rule } from '../../../lib/checks/rule';
import { runChecks } from '../../../lib/checks/run-checks';
import { severityIn } from '../../../lib/checks/severity';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { Stage } from '../../../lib/model/deployment/stage';
import { scopeOf } from '../../support/checks';
import { PolicyApp, policyObjects } from '../../support/policy-cases';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** Ids of the rules that find something wrong with pods. */
function findings(change: (app: PolicyApp) => void, version = '1.36'): string[] {
  const scope = scopeOf(policyObjects(change), { kubernetesVersion: new KubernetesVersion(version) });
  return POD_SECURITY_RULES.flatMap((rule) => rule.check(scope).map(({ field }) => `${rule.id} ${field}`));
}

function enforce(app: PolicyApp, level: string, version?: string): void {
  app.namespace.metadata.labels[ENFORCE] = level;
  app.namespace.metadata.labels[`${ENFORCE}-version`] = version;
}

function named(id: string): Rule | undefined {
  return POD_SECURITY_RULES.find((rule) => rule.id === id);
}

const PROBE = 'spec.template.spec.containers[0].livenessProbe.httpGet.host';

describe('what a namespace enforces', () => {
  it('is reported once, as what the cluster refuses', () => {
    const privileged = (app: PolicyApp) => (app.container.securityContext.privileged = true);
    const field = 'spec.template.spec.containers[0].securityContext.privileged';
    expect(findings(privileged)).toEqual([`privileged ${field}`]);
    expect(
      findings((app) => {
        enforce(app, 'baseline');
        privileged(app);
      }),
    ).toEqual([`pod-security-enforced ${field}`]);
  });

  it.each([
    ['privileged', ['run-as-root']],
    ['baseline', ['run-as-root']],
    ['restricted', ['pod-security-enforced']],
    ['strict', ['pod-security-label-invalid', 'run-as-root']],
  ])('is what level %s demands, and no more', (level, expected) => {
    const ids = findings((app) => {
      enforce(app, level);
      app.container.securityContext.runAsUser = 0;
    }).map((each) => each.split(' ')[0]);
    expect(ids).toEqual(expected);
  });

  it.each([
    ['1.33', 'latest', []],
    ['1.36', undefined, [`pod-security-enforced ${PROBE}`]],
    ['1.36', 'latest', [`pod-security-enforced ${PROBE}`]],
    ['1.36', 'v1.34', [`pod-security-enforced ${PROBE}`]],
    // The namespace admits it by the standards of old; by those of the cluster it is wrong.
    ['1.36', 'v1.28', [`probe-host ${PROBE}`]],
  ])('is told by the standards of its version: cluster %s, namespace %s', (cluster, version, expected) => {
    const change = (app: PolicyApp) => {
      enforce(app, 'restricted', version);
      app.container.livenessProbe.httpGet.host = 'example.com';
    };
    expect(findings(change, cluster)).toEqual(expected);
  });

  it('holds for its own pods', () => {
    const change = (app: PolicyApp) => {
      enforce(app, 'restricted');
      app.namespace.metadata.name = 'other';
      app.pod.hostNetwork = true;
    };
    expect(findings(change)).toEqual(['host-network spec.template.spec.hostNetwork']);
  });

  it('says which namespace, level and version refuse the pod, and what to do', () => {
    const objects = policyObjects((app) => {
      enforce(app, 'restricted', 'v1.28');
      app.pod.hostNetwork = true;
    });
    const [finding] = named('pod-security-enforced')?.check(scopeOf(objects)) ?? [];
    expect(finding).toMatchObject({
      allowed: 'false, or nothing, for namespace shop enforces restricted of 1.28',
      remedy: 'Remove hostNetwork, and reach the pod through a Service.',
    });
  });
});

describe('what no namespace enforces', () => {
  it.each([
    ['host-network', ['warning', 'error', 'error']],
    ['run-as-non-root', [undefined, 'warning', 'error']],
    ['pod-security-enforced', ['error', 'error', 'error']],
  ])('%s counts by stage', (id, expected) => {
    const severity = named(id)?.severity ?? {};
    expect([Stage.DEVELOPMENT, Stage.STAGING, Stage.PRODUCTION].map((stage) => severityIn(severity, stage))).toEqual(
      expected,
    );
  });

  it('can be excepted by control, object by object', () => {
    const objects = policyObjects(({ deployment, pod }) => {
      deployment.metadata.annotations = { 'except.cdk8s-webapp/host-network': 'It measures the network of its node.' };
      pod.hostNetwork = true;
      pod.hostPID = true;
    });
    const { issues, exceptions } = runChecks([scopeOf(objects)], []);
    expect(exceptions.map(({ rule }) => rule)).toEqual(['host-network']);
    expect(issues.map(({ code }) => code)).toContain('host-pid');
    expect(issues.map(({ code }) => code)).not.toContain('host-network');
  });

  it('is asked of every kind of pod, and of every container', () => {
    const spec = (containers: object[]) => ({
      containers,
      initContainers: containers,
      ephemeralContainers: containers,
    });
    const pod = spec([{ name: 'web', image: 'web:1', securityContext: { privileged: true } }]);
    const template = { spec: pod };
    const object = (apiVersion: string, kind: string, fields: object) => ({
      apiVersion,
      kind,
      metadata: { name: 'web' },
      ...fields,
    });
    const objects = [
      object('v1', 'Pod', { spec: pod }),
      object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }),
      object('apps/v1', 'DaemonSet', { spec: { template } }),
      object('example.com/v1', 'DaemonSet', { spec: { template } }),
    ];
    const places = named('privileged')
      ?.check(scopeOf(objects))
      .map(({ object: { kind }, field }) => `${kind} ${field}`);
    const expected = [
      ['Pod', 'spec'],
      ['CronJob', 'spec.jobTemplate.spec.template.spec'],
      ['DaemonSet', 'spec.template.spec'],
    ].flatMap(([kind = '', field = '']) =>
      ['containers', 'initContainers', 'ephemeralContainers'].map(
        (list) => `${kind} ${field}.${list}[0].securityContext.privileged`,
      ),
    );
    expect(places).toEqual(expected);
  });
});
