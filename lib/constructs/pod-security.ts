import type { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';
import { fieldsOf, listOf, textOf } from '../model/core/untrusted';
import { Written } from './written';

/**
 * Level of the Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityLevel {
  /** Confined as far as a web application can be. */
  RESTRICTED = 'restricted',
  /** No known way out of the container, but root is allowed. */
  BASELINE = 'baseline',
  /** Everything is allowed. */
  PRIVILEGED = 'privileged',
}

/** Capabilities that level baseline lets a container add. */
const BASELINE_CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];
const CONFINED_PROFILES = ['RuntimeDefault', 'Localhost'];
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const APP_ARMOR_PROFILE = /^(?:|runtime\/default|localhost\/.*)$/;
/** Sysctls of a pod that do not reach its node. Those that are newer than the rest are in it too. */
const SAFE_SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];
/** Volumes that level restricted lets a pod have, as fields of a volume. */
const RESTRICTED_VOLUMES: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
] satisfies (keyof Written<k8s.Volume>)[];

/** What the security contexts of a pod and of its containers have in common. */
type AnyContext = Pick<
  k8s.SecurityContext,
  'runAsNonRoot' | 'runAsUser' | 'seLinuxOptions' | 'seccompProfile' | 'windowsOptions'
>;

/**
 * What a namespace of that level refuses about a pod, in words; empty when it admits it. It looks at the fields that the
 * API of this library can set.
 */
export function podSecurityViolations(
  level: PodSecurityLevel,
  { metadata, spec }: Written<k8s.PodTemplateSpec>,
): string[] {
  if (spec === undefined || level === PodSecurityLevel.PRIVILEGED) {
    return [];
  }
  const isRestricted = level === PodSecurityLevel.RESTRICTED;
  const { securityContext: common = {} } = spec;
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  return [
    ...hostViolations(spec),
    ...profileViolations(metadata?.annotations ?? {}),
    ...contextViolations(common),
    ...listOf(common.sysctls)
      .map((sysctl) => textOf(fieldsOf(sysctl).name))
      .filter((name) => name !== '' && !SAFE_SYSCTLS.includes(name))
      .map((name) => `sysctl ${name}`),
    ...(isRestricted ? restrictedPodViolations(spec) : []),
    ...containers.flatMap((container) => {
      const wrong = [
        ...baselineViolations(container),
        ...(isRestricted ? restrictedViolations(container.securityContext ?? {}, common) : []),
      ];
      return wrong.map((what) => `${what} in container ${container.name}`);
    }),
  ];
}

/** The namespace admits the pods, where it is known what it enforces. */
export function podSecurityFindings(
  level: PodSecurityLevel | undefined,
  template: Written<k8s.PodTemplateSpec>,
): Finding[] {
  const violations = level === undefined ? [] : podSecurityViolations(level, template);
  if (violations.length === 0) {
    return [];
  }
  return [
    {
      code: 'pod-security-refused',
      field: 'securityContext',
      given: violations.join('; '),
      allowed: `what the Pod Security level ${level} of the namespace admits`,
      remedy: 'Do without it, or give the chart namespaceOptions: { podSecurity } of a level that admits it.',
    },
  ];
}

/** What a pod takes of its node. */
function hostViolations({ volumes = [], ...pod }: Written<k8s.PodSpec>): string[] {
  const { hostNetwork, hostPID: hostPid, hostIPC: hostIpc } = pod;
  const shared = Object.entries({ hostNetwork, hostPid, hostIpc }).filter(([, isShared]) => isShared === true);
  const directories = volumes.filter(({ hostPath }) => hostPath !== undefined);
  return [...shared.map(([name]) => name), ...directories.map(({ name }) => `hostPath volume ${name}`)];
}

/** Before Kubernetes 1.30 an annotation of the pod says by which profile of AppArmor a container is confined. */
function profileViolations(annotations: { [key: string]: string }): string[] {
  return Object.entries(annotations)
    .filter(([key, profile]) => key.startsWith(APP_ARMOR_ANNOTATION) && !APP_ARMOR_PROFILE.test(profile))
    .map(([key]) => `annotation ${key}`);
}

/** What level baseline refuses in the context of a pod or of a container. */
function contextViolations({ seccompProfile, seLinuxOptions, windowsOptions }: AnyContext): string[] {
  const { type = '', user = '', role = '' } = seLinuxOptions ?? {};
  return [
    ...(seccompProfile?.type === 'Unconfined' ? ['seccompProfile Unconfined'] : []),
    ...(SELINUX_TYPES.includes(type) && user === '' && role === '' ? [] : ['seLinuxOptions']),
    ...(windowsOptions?.hostProcess === true ? ['hostProcess'] : []),
  ];
}

function baselineViolations({ ports = [], securityContext: own = {} }: Written<k8s.Container>): string[] {
  const added = listOf(own.capabilities?.add).filter((capability) => !BASELINE_CAPABILITIES.includes(capability));
  return [
    ...(own.privileged === true ? ['privileged'] : []),
    ...added.map((capability) => `added capability ${capability}`),
    ...contextViolations(own),
    ...(own.procMount === undefined || own.procMount === 'Default' ? [] : [`procMount ${own.procMount}`]),
    ...ports.flatMap(({ hostPort = 0 }) => (hostPort === 0 ? [] : [`hostPort ${hostPort}`])),
  ];
}

function restrictedPodViolations({ securityContext: common = {}, volumes = [] }: Written<k8s.PodSpec>): string[] {
  const others = volumes.filter((volume) =>
    Object.entries(volume).some(
      ([kind, source]) => source !== undefined && !['name', 'hostPath', ...RESTRICTED_VOLUMES].includes(kind),
    ),
  );
  return [
    ...(common.runAsNonRoot === false ? ['runAsNonRoot: false'] : []),
    ...(common.runAsUser === 0 ? ['runAsUser 0'] : []),
    ...others.map(({ name }) => `volume ${name}`),
  ];
}

function restrictedViolations(own: k8s.SecurityContext, pod: k8s.PodSecurityContext): string[] {
  const added = listOf(own.capabilities?.add).filter(
    (capability) => capability !== 'NET_BIND_SERVICE' && BASELINE_CAPABILITIES.includes(capability),
  );
  const profile = (own.seccompProfile ?? pod.seccompProfile)?.type ?? '';
  return [
    ...((own.runAsNonRoot ?? pod.runAsNonRoot) === true ? [] : ['no runAsNonRoot: true']),
    ...(own.runAsUser === 0 ? ['runAsUser 0'] : []),
    ...(CONFINED_PROFILES.includes(profile) || profile === 'Unconfined' ? [] : ['no seccompProfile']),
    ...(own.allowPrivilegeEscalation === false ? [] : ['no allowPrivilegeEscalation: false']),
    ...(listOf(own.capabilities?.drop).includes('ALL') ? [] : ['capabilities that are not dropped']),
    ...added.map((capability) => `added capability ${capability}`),
  ];
}
