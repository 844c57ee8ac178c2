import { podOf } from '../../../lib/checks/checked-pod';
import { PodSecurityLevel } from '../../../lib/checks/policy/pod-security/control';
import { podSecurityViolations } from '../../../lib/checks/policy/pod-security/pod-security-violations';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { checkedObject } from '../../support/checks';
import { ConformancePod, conformancePods, describeWithPods, POD_VERSIONS } from '../../support/pod-security-pods';

/** Names of the controls that a pod breaks, in small letters as the names of the files have them. */
function broken({ name, manifest }: ConformancePod, level: PodSecurityLevel, version: string): string[] {
  const pod = podOf(checkedObject(manifest));
  if (pod === undefined) {
    throw new Error(`${name} is no pod`);
  }
  const violations = podSecurityViolations(pod, level, new KubernetesVersion(version));
  return [...new Set(violations.map(({ control }) => control.control.toLowerCase()))].sort();
}

/** The stricter controls that at level restricted stand for one of baseline; here that one finds what both refuse. */
const STRICTER: { readonly [control: string]: string } = {
  capabilities_restricted: 'capabilities_baseline',
  restrictedvolumes: 'hostpathvolumes',
  seccompprofile_restricted: 'seccompprofile_baseline',
};

/** What else the pods break, because the API server would refuse them else. */
const BESIDES: { readonly [name: string]: readonly string[] } = {
  allowprivilegeescalation3: ['capabilities_restricted'],
  privileged0: ['allowprivilegeescalation'],
  privileged1: ['allowprivilegeescalation'],
  windowshostprocess0: ['hostnamespaces'],
  windowshostprocess1: ['hostnamespaces'],
};

describeWithPods('pods of the conformance tests', () => {
  describe.each(Object.values(PodSecurityLevel))('level %s', (level) => {
    describe.each(POD_VERSIONS)('of %s', (version) => {
      it('admits every pod of pass', () => {
        const pods = conformancePods(level, version, 'pass');
        expect(pods.length).toBeGreaterThan(10);
        expect(pods.filter((pod) => broken(pod, level, version).length > 0)).toEqual([]);
      });

      it.each(conformancePods(level, version, 'fail').map((pod) => [pod.name, pod] as const))(
        'refuses %s for what its name says',
        (name, pod) => {
          const control = name.replace(/\d+$/, '');
          const besides = BESIDES[name] ?? [];
          const found = broken(pod, level, version).filter((each) => !besides.includes(each));
          expect(found.map((each) => (each === STRICTER[control] ? control : each))).toEqual([control]);
        },
      );
    });
  });
});
