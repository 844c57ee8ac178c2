import * as fc from 'fast-check';
import { podOf } from '../../lib/checks/checked-pod';
import { PodSecurityLevel } from '../../lib/checks/policy/pod-security/control';
import { podSecurityViolations } from '../../lib/checks/policy/pod-security/pod-security-violations';
import { KubernetesVersion } from '../../lib/model/cluster/kubernetes-version';
import { securedPod } from '../support/arbitraries/secured-pod';
import { RANDOM } from '../support/arbitraries/settings';
import { checkedObject } from '../support/checks';
import { askJudge, describeWithJudge } from '../support/judges';

/** What the admission controller says about a pod that breaks a control. Restricted has controls that replace laxer ones. */
const REASONS: { readonly [control: string]: { readonly baseline: string; readonly restricted?: string } } = {
  allowPrivilegeEscalation: { baseline: 'allowPrivilegeEscalation != false' },
  appArmorProfile: { baseline: 'forbidden AppArmor profile' },
  capabilities_baseline: { baseline: 'non-default capabilities', restricted: 'unrestricted capabilities' },
  capabilities_restricted: { baseline: 'unrestricted capabilities' },
  hostNamespaces: { baseline: 'host namespaces' },
  hostPathVolumes: { baseline: 'hostPath volumes', restricted: 'restricted volume types' },
  hostPorts: { baseline: 'hostPort' },
  hostProbesAndHostLifecycle: { baseline: 'probe or lifecycle host' },
  privileged: { baseline: 'privileged' },
  procMount: { baseline: 'procMount' },
  procMount_restricted: { baseline: 'procMount' },
  restrictedVolumes: { baseline: 'restricted volume types' },
  runAsNonRoot: { baseline: 'runAsNonRoot != true' },
  runAsUser: { baseline: 'runAsUser=0' },
  seLinuxOptions: { baseline: 'seLinuxOptions' },
  seccompProfile_baseline: { baseline: 'seccompProfile' },
  seccompProfile_restricted: { baseline: 'seccompProfile' },
  sysctls: { baseline: 'forbidden sysctls' },
  windowsHostProcess: { baseline: 'hostProcess' },
};
const ALL_REASONS = [...new Set(Object.values(REASONS).flatMap((each) => Object.values(each)))].sort();

/** Every version of Kubernetes that this library knows. */
const VERSIONS = Array.from({ length: 13 }, (_, index) => `v1.${24 + index}`);

/** Reasons against each pod, by the code of the admission controller. */
function theirs(pods: readonly object[], level: PodSecurityLevel, version: string): string[][] {
  const { stdout, stderr } = askJudge(
    'pod-security',
    [level, version],
    pods.map((pod) => JSON.stringify(pod)).join('\n---\n'),
  );
  expect(stderr).toBe('');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => ALL_REASONS.filter((reason) => new RegExp(`[:,] ${reason}s? \\(|[:,] ${reason}(,|$)`).test(line)));
}

/** Reasons against each pod, by ours. */
function ours(pods: readonly object[], level: PodSecurityLevel, version: string): string[][] {
  return pods.map((pod) => {
    const checked = podOf(checkedObject(pod));
    const violations =
      checked === undefined ? [] : podSecurityViolations(checked, level, new KubernetesVersion(version));
    const reasons = violations.map(({ control: { control } }) => {
      const { baseline = control, restricted = baseline } = REASONS[control] ?? {};
      return level === PodSecurityLevel.RESTRICTED ? restricted : baseline;
    });
    return [...new Set(reasons)].sort();
  });
}

describeWithJudge(['pod-security'], 'the admission code of the Pod Security Standards', () => {
  const { seed } = RANDOM;
  const numRuns = RANDOM.numRuns * 10;
  const pods = fc.sample(securedPod, { seed, numRuns }).map((pod, index) => ({
    ...pod,
    metadata: { ...(pod as { readonly metadata: object }).metadata, name: `pod-${index}` },
  }));

  it.each(VERSIONS)(`gives the same reasons against ${numRuns} random pods of seed ${seed} by %s`, (version) => {
    for (const level of Object.values(PodSecurityLevel)) {
      const expected = theirs(pods, level, version);
      const differences = ours(pods, level, version).flatMap((found, index) =>
        found.join() === expected[index]?.join() ? [] : { level, pod: pods[index], found, expected: expected[index] },
      );
      expect(differences.slice(0, 2)).toEqual([]);
    }
  });

  it('admits some of these pods and refuses others for each reason', () => {
    const verdicts = theirs(pods, PodSecurityLevel.BASELINE, 'v1.36').concat(
      theirs(pods, PodSecurityLevel.RESTRICTED, 'v1.36'),
    );
    expect(verdicts.filter((reasons) => reasons.length === 0).length).toBeGreaterThan(numRuns / 10);
    expect([...new Set(verdicts.flat())].sort()).toEqual(ALL_REASONS);
  });
});
