import { Default, PodSecurityLevel } from 'cdk8s-webapp';
import { type GivenProps, pod, problems } from '../../support/workloads';

const IMAGE = { image: 'acme/side:1.0.0' };
const CODE = 'security-context-contradictory';
const ROOT = { runAsUser: 0 };

describe('security contexts that contradict each other', () => {
  it.each<[string, GivenProps, string[]]>([
    ['a pod as root', { podSecurityContext: ROOT }, ['podSecurityContext.runAsUser']],
    [
      'once, however many containers',
      { podSecurityContext: ROOT, sidecars: { side: IMAGE } },
      ['podSecurityContext.runAsUser'],
    ],
    ['a container as root', { securityContext: ROOT }, ['securityContext.runAsUser']],
    [
      'a side container as root',
      { sidecars: { side: { ...IMAGE, securityContext: ROOT } } },
      ['sidecars.side.securityContext.runAsUser'],
    ],
    [
      'an init container that must not be what the pod is',
      {
        podSecurityContext: { ...ROOT, runAsNonRoot: false },
        initContainers: { one: { ...IMAGE, securityContext: { runAsNonRoot: true } } },
      },
      ['initContainers.one.securityContext.runAsUser'],
    ],
    ['root, of whom nobody says that he is', { userId: 0, sidecars: { side: IMAGE } }, ['userId']],
    ['two users', { userId: 1001, podSecurityContext: { runAsUser: 1002 } }, ['podSecurityContext.runAsUser']],
    ['privileged', { securityContext: { privileged: true } }, ['securityContext.privileged']],
  ])('are refused: %s', (_, props, fields) => {
    expect(problems(props)).toEqual(fields.map((field) => `${field} ${CODE}`));
  });

  it.each<GivenProps>([
    { podSecurityContext: { ...ROOT, runAsNonRoot: false } },
    { podSecurityContext: ROOT, without: [Default.NON_ROOT_USER] },
    { securityContext: { ...ROOT, runAsNonRoot: false } },
    { podSecurityContext: ROOT, securityContext: { runAsUser: 5 } },
    { userId: 0, podSecurityContext: { runAsNonRoot: false } },
    { userId: 0, without: [Default.NON_ROOT_USER] },
    { userId: 1001, podSecurityContext: { runAsUser: 1001 } },
    { securityContext: { privileged: true, allowPrivilegeEscalation: true } },
    { securityContext: { privileged: true }, without: [Default.NO_PRIVILEGE_ESCALATION] },
  ])('but not %j', (props) => {
    expect(problems(props, { createNamespace: false })).toEqual([]);
  });

  it('and root is the user of a pod whose namespace admits him', () => {
    const root = { userId: 0, podSecurityContext: { runAsNonRoot: false } };
    const level = (podSecurity: PodSecurityLevel) => ({ namespaceOptions: { podSecurity } });
    expect(pod(root, level(PodSecurityLevel.BASELINE))['securityContext']).toMatchObject({
      runAsUser: 0,
      runAsGroup: 0,
      fsGroup: 0,
      runAsNonRoot: false,
    });
    expect(problems(root, level(PodSecurityLevel.RESTRICTED))).toEqual(['securityContext pod-security-refused']);
  });
});
