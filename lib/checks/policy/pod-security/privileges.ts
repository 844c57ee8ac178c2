import { CheckedPod } from '../../checked-pod';
import { at, listAt } from '../../data';
import { Unusual } from '../../glance/sign';
import { NO_PROBLEM, Problem } from '../../rule-kinds';
import { PodSecurityControl, PodSecurityLevel } from './control';
import {
  contextProblem,
  hasUserNamespace,
  inContainers,
  inPodAndContainers,
  isExemptWindows,
  listed,
  missingInPod,
} from './security-context';

const { BASELINE, RESTRICTED } = PodSecurityLevel;
/** Capabilities that container runtimes grant by default, but for NET_RAW. */
const HARMLESS: ReadonlySet<unknown> = new Set([
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP'],
  ...['SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
]);
const BIND = 'NET_BIND_SERVICE';

/** What processes of a pod may do. */
export const PRIVILEGES: readonly PodSecurityControl[] = [
  {
    id: 'privileged',
    needs: ['privileged'],
    control: 'privileged',
    level: BASELINE,
    summary: 'Containers are not privileged.',
    remedy: 'Remove securityContext.privileged; add the single capability that is needed, if any.',
    aliases: {
      kubeLinter: ['privileged-container'],
      kubeScore: ['container-security-context-privileged'],
      polaris: ['runAsPrivileged'],
      checkov: ['CKV_K8S_16'],
    },
    find: (pod) =>
      inContainers(pod, (context, container) =>
        context['privileged'] === true
          ? contextProblem(container, context, 'privileged', 'false, or nothing')
          : undefined,
      ),
  },
  {
    id: 'dangerous-capabilities',
    needs: ['add'],
    control: 'capabilities_baseline',
    level: BASELINE,
    summary: 'Containers add no capability that leads out of them.',
    remedy: 'Remove it from securityContext.capabilities.add.',
    aliases: { polaris: ['dangerousCapabilities'], checkov: ['CKV_K8S_25', 'CKV_K8S_39'] },
    find: (pod) =>
      addedCapabilities(pod, (each) => !HARMLESS.has(each), `nothing but ${[...HARMLESS].sort().join(', ')}`),
  },
  {
    id: 'added-capabilities',
    needs: ['add'],
    control: 'capabilities_restricted',
    level: RESTRICTED,
    since: '1.22',
    summary: 'Containers add no capability but NET_BIND_SERVICE.',
    remedy: 'Remove it from securityContext.capabilities.add.',
    aliases: { polaris: ['insecureCapabilities'], checkov: ['CKV_K8S_25'] },
    find: (pod, version) =>
      isExemptWindows(pod, version)
        ? NO_PROBLEM
        : addedCapabilities(pod, (each) => each !== BIND && HARMLESS.has(each), `nothing, or ${BIND}`),
  },
  {
    id: 'drop-all-capabilities',
    needs: [Unusual.OPEN],
    control: 'capabilities_restricted',
    level: RESTRICTED,
    since: '1.22',
    summary: 'Containers drop all capabilities.',
    remedy: 'Set securityContext.capabilities.drop to ALL, as workloads of this library do by default.',
    aliases: {
      kubeLinter: ['drop-net-raw-capability'],
      polaris: ['insecureCapabilities'],
      checkov: ['CKV_K8S_28', 'CKV_K8S_37'],
    },
    find: (pod, version) =>
      isExemptWindows(pod, version)
        ? NO_PROBLEM
        : inContainers(pod, (context, container) =>
            listAt(context, 'capabilities', 'drop').includes('ALL')
              ? undefined
              : contextProblem(container, context, 'capabilities.drop', 'a list with ALL'),
          ),
  },
  {
    id: 'privilege-escalation',
    needs: [Unusual.OPEN],
    control: 'allowPrivilegeEscalation',
    level: RESTRICTED,
    summary: 'Processes gain no privileges that their parents do not have.',
    remedy: 'Set securityContext.allowPrivilegeEscalation to false, as workloads of this library do by default.',
    aliases: {
      kubeLinter: ['privilege-escalation-container'],
      polaris: ['privilegeEscalationAllowed'],
      checkov: ['CKV_K8S_20'],
    },
    find: (pod, version) =>
      isExemptWindows(pod, version)
        ? NO_PROBLEM
        : inContainers(pod, (context, container) =>
            context['allowPrivilegeEscalation'] === false
              ? undefined
              : contextProblem(container, context, 'allowPrivilegeEscalation', 'false'),
          ),
  },
  {
    id: 'run-as-non-root',
    needs: [Unusual.USER],
    control: 'runAsNonRoot',
    level: RESTRICTED,
    summary: 'Containers may not start as root.',
    remedy: 'Set securityContext.runAsNonRoot of the pod to true, as workloads of this library do by default.',
    aliases: { kubeLinter: ['run-as-non-root'], polaris: ['runAsRootAllowed'], checkov: ['CKV_K8S_23'] },
    find: (pod, version) => (hasUserNamespace(pod) && version.isAtLeast('1.35') ? NO_PROBLEM : maybeRoot(pod)),
  },
  {
    id: 'run-as-root',
    needs: [Unusual.USER],
    control: 'runAsUser',
    level: RESTRICTED,
    since: '1.23',
    summary: 'Containers do not ask to run as root.',
    remedy: 'Set runAsUser to another user that the image works with: userId of a workload.',
    aliases: {
      kubeLinter: ['run-as-non-root'],
      kubeScore: ['container-security-context-user-group-id'],
      checkov: ['CKV_K8S_40'],
    },
    find: (pod, version) =>
      hasUserNamespace(pod) && version.isAtLeast('1.35')
        ? NO_PROBLEM
        : inPodAndContainers(pod, (context, holder) =>
            context['runAsUser'] === 0
              ? contextProblem(holder, context, 'runAsUser', 'a user other than 0, or nothing')
              : undefined,
          ),
  },
];

function addedCapabilities(
  pod: CheckedPod,
  isRefused: (capability: unknown) => boolean,
  allowed: string,
): readonly Problem[] {
  return inContainers(pod, (context, container) => {
    const refused = listAt(context, 'capabilities', 'add').filter(isRefused);
    return refused.length === 0
      ? undefined
      : { field: `${container.field}.securityContext.capabilities.add`, given: listed(refused), allowed };
  });
}

/** Who says that root is allowed; else, where nobody says that it is not, the containers that this leaves open. */
function maybeRoot(pod: CheckedPod): readonly Problem[] {
  const said = inPodAndContainers(pod, (context, holder) =>
    context['runAsNonRoot'] === false ? contextProblem(holder, context, 'runAsNonRoot', 'true') : undefined,
  );
  const own = pod.securityContext['runAsNonRoot'];
  if (said.length > 0 || own === true) {
    return said;
  }
  const open = pod.containers.filter((container) => typeof at(container.securityContext, 'runAsNonRoot') !== 'boolean');
  return open.length === 0
    ? NO_PROBLEM
    : [
        missingInPod(
          pod,
          'runAsNonRoot',
          open.map(({ name }) => name),
          'true',
        ),
      ];
}
