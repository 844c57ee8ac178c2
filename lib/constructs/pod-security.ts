import { k8s } from 'cdk8s-plus-28';
import { Finding } from '../model/core/issue';

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

/**
 * What a namespace of that level refuses about a pod, in words; empty when it admits it. It looks at the fields that the
 * API of this library can set.
 */
export function podSecurityViolations(level: PodSecurityLevel, { spec }: k8s.PodTemplateSpec): string[] {
  if (spec === undefined || level === PodSecurityLevel.PRIVILEGED) {
    return [];
  }
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  return containers.flatMap(({ name, securityContext: own = {} }) => {
    const wrong = [
      ...baselineViolations(own, spec.securityContext ?? {}),
      ...(level === PodSecurityLevel.RESTRICTED ? restrictedViolations(own, spec.securityContext ?? {}) : []),
    ];
    return wrong.map((what) => `${what} in container ${name}`);
  });
}

/** The namespace admits the pods, where it is known what it enforces. */
export function podSecurityFindings(level: PodSecurityLevel | undefined, template: k8s.PodTemplateSpec): Finding[] {
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
      remedy:
        'Do not turn the default off, or give the chart namespaceOptions: { podSecurity } of a level that admits it.',
    },
  ];
}

function baselineViolations(own: k8s.SecurityContext, pod: k8s.PodSecurityContext): string[] {
  const added = (own.capabilities?.add ?? []).filter((capability) => !BASELINE_CAPABILITIES.includes(capability));
  return [
    ...(own.privileged === true ? ['privileged'] : []),
    ...added.map((capability) => `added capability ${capability}`),
    ...((own.seccompProfile ?? pod.seccompProfile)?.type === 'Unconfined' ? ['seccompProfile Unconfined'] : []),
    ...(own.procMount === undefined || own.procMount === 'Default' ? [] : [`procMount ${own.procMount}`]),
  ];
}

function restrictedViolations(own: k8s.SecurityContext, pod: k8s.PodSecurityContext): string[] {
  const added = (own.capabilities?.add ?? []).filter(
    (capability) => capability !== 'NET_BIND_SERVICE' && BASELINE_CAPABILITIES.includes(capability),
  );
  const profile = (own.seccompProfile ?? pod.seccompProfile)?.type ?? '';
  return [
    ...((own.runAsNonRoot ?? pod.runAsNonRoot) === true ? [] : ['no runAsNonRoot: true']),
    ...((own.runAsUser ?? pod.runAsUser) === 0 ? ['runAsUser 0'] : []),
    ...(CONFINED_PROFILES.includes(profile) || profile === 'Unconfined' ? [] : ['no seccompProfile']),
    ...(own.allowPrivilegeEscalation === false ? [] : ['no allowPrivilegeEscalation: false']),
    ...((own.capabilities?.drop ?? []).includes('ALL') ? [] : ['capabilities that are not dropped']),
    ...added.map((capability) => `added capability ${capability}`),
  ];
}
