import { KubernetesVersion } from '../../../model/cluster/kubernetes-version';
import { showSafely } from '../../../model/core/credentials';
import { isMapping, Mapping } from '../../../model/core/untrusted';
import { CheckedPod } from '../../checked-pod';
import { at, mappingAt, textAt } from '../../data';
import { Unusual } from '../../glance/sign';
import { NO_PROBLEM, Problem } from '../../rule-kinds';
import { PodSecurityControl, PodSecurityLevel } from './control';
import {
  contextProblem,
  hasUserNamespace,
  Holder,
  inContainers,
  inPodAndContainers,
  isExemptWindows,
  missingInPod,
} from './security-context';
import { SYSCTLS } from './sysctls';
import { VOLUME_TYPES } from './volume-types';

const { BASELINE, RESTRICTED } = PodSecurityLevel;
const PROFILES = ['RuntimeDefault', 'Localhost'];
const PROFILE = PROFILES.join(' or ');
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SELINUX_TYPES = ['container_t', 'container_init_t', 'container_kvm_t'];

/** What keeps processes of a pod in it. */
export const CONFINEMENT: readonly PodSecurityControl[] = [
  {
    id: 'seccomp-unconfined',
    needs: [Unusual.USER],
    control: 'seccompProfile_baseline',
    level: BASELINE,
    since: '1.19',
    summary: 'No container is freed from seccomp.',
    remedy: 'Set securityContext.seccompProfile.type of the pod to RuntimeDefault.',
    find: (pod) =>
      inPodAndContainers(pod, (context, holder) =>
        isMapping(context['seccompProfile']) && !isConfined(context)
          ? contextProblem(holder, context, 'seccompProfile.type', PROFILE)
          : undefined,
      ),
  },
  {
    id: 'seccomp-profile',
    needs: [Unusual.USER],
    control: 'seccompProfile_restricted',
    level: RESTRICTED,
    since: '1.19',
    summary: 'Every container has a seccomp profile.',
    remedy:
      'Set securityContext.seccompProfile.type of the pod to RuntimeDefault, as workloads of this library do by default.',
    aliases: { kubeScore: ['container-seccomp-profile'], polaris: ['linuxHardening'], checkov: ['CKV_K8S_31'] },
    find: (pod, version) => (isExemptWindows(pod, version) ? NO_PROBLEM : withoutProfile(pod)),
  },
  {
    id: 'app-armor-unconfined',
    needs: [Unusual.ANNOTATION, 'appArmorProfile'],
    control: 'appArmorProfile',
    level: BASELINE,
    summary: 'No container is freed from AppArmor.',
    remedy: 'Remove the profile, or set it to RuntimeDefault.',
    find: (pod) => [...appArmorFields(pod), ...appArmorAnnotations(pod)],
  },
  {
    id: 'selinux-options',
    needs: ['seLinuxOptions'],
    control: 'seLinuxOptions',
    level: BASELINE,
    summary: 'Containers keep the SELinux user, role and type that the runtime gives them.',
    remedy: 'Remove securityContext.seLinuxOptions, or keep its level alone.',
    find: (pod, version) => inPodAndContainers(pod, (context, holder) => foreignLabel(context, holder, version)),
  },
  {
    id: 'proc-mount',
    needs: ['procMount'],
    control: 'procMount',
    level: BASELINE,
    summary: 'Containers see /proc masked.',
    remedy: 'Remove securityContext.procMount.',
    aliases: { kubeLinter: ['unsafe-proc-mount'], polaris: ['procMount'] },
    find: (pod, version) => (hasUserNamespace(pod) && version.isAtLeast('1.35') ? NO_PROBLEM : unmaskedProc(pod)),
  },
  {
    id: 'proc-mount-in-user-namespace',
    needs: ['procMount'],
    control: 'procMount_restricted',
    level: RESTRICTED,
    since: '1.35',
    summary: 'Containers see /proc masked in a user namespace too.',
    remedy: 'Remove securityContext.procMount.',
    aliases: { kubeLinter: ['unsafe-proc-mount'], polaris: ['procMount'] },
    find: (pod) => (hasUserNamespace(pod) ? unmaskedProc(pod) : NO_PROBLEM),
  },
  SYSCTLS,
  VOLUME_TYPES,
];

function isConfined(context: Mapping): boolean {
  return PROFILES.includes(textAt(context, 'seccompProfile', 'type') ?? '');
}

/** Containers that have no profile of their own, where the pod has none either. A wrong one is for baseline to refuse. */
function withoutProfile(pod: CheckedPod): readonly Problem[] {
  if (isMapping(pod.securityContext['seccompProfile'])) {
    return NO_PROBLEM;
  }
  const open = pod.containers.filter((container) => !isMapping(container.securityContext['seccompProfile']));
  return open.length === 0
    ? NO_PROBLEM
    : [
        missingInPod(
          pod,
          'seccompProfile.type',
          open.map(({ name }) => name),
          PROFILE,
        ),
      ];
}

function appArmorFields(pod: CheckedPod): readonly Problem[] {
  return inPodAndContainers(pod, (context, holder) => {
    const profile = context['appArmorProfile'];
    return isMapping(profile) && !PROFILES.includes(textAt(profile, 'type') ?? '')
      ? contextProblem(holder, context, 'appArmorProfile.type', PROFILE)
      : undefined;
  });
}

/** What named the profile before Kubernetes 1.30. */
function appArmorAnnotations({ metadata, field }: CheckedPod): readonly Problem[] {
  const annotations = mappingAt(metadata, 'annotations');
  return Object.keys(annotations).flatMap((key) => {
    const given = textAt(annotations, key) ?? '';
    const isAllowed = given === '' || given === 'runtime/default' || given.startsWith('localhost/');
    return key.startsWith(APP_ARMOR) && !isAllowed
      ? {
          field: `${field.slice(0, -'spec'.length)}metadata.annotations["${key}"]`,
          given: showSafely(given),
          allowed: 'runtime/default or localhost/...',
        }
      : [];
  });
}

function foreignLabel(context: Mapping, holder: Holder, version: KubernetesVersion): Problem | undefined {
  const options = context['seLinuxOptions'];
  if (!isMapping(options)) {
    return undefined;
  }
  const key = ['user', 'role'].find((each) => (textAt(options, each) ?? '') !== '');
  if (key !== undefined) {
    return contextProblem(holder, context, `seLinuxOptions.${key}`, 'nothing');
  }
  const types = version.isAtLeast('1.31') ? [...SELINUX_TYPES, 'container_engine_t'] : SELINUX_TYPES;
  const type = textAt(options, 'type') ?? '';
  return type === '' || types.includes(type)
    ? undefined
    : contextProblem(holder, context, 'seLinuxOptions.type', `nothing, or one of ${types.join(', ')}`);
}

function unmaskedProc(pod: CheckedPod): readonly Problem[] {
  return inContainers(pod, (context, container) => {
    const given = at(context, 'procMount');
    return typeof given === 'string' && given !== 'Default'
      ? contextProblem(container, context, 'procMount', 'Default, or nothing')
      : undefined;
  });
}
