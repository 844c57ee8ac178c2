import { Finding, show } from '../../model/core/issue';
import { AppliesDefault, Default } from '../defaults';
import { WorkloadProps } from '../workload-props';
import { ProcessOptions } from './container-options';

/** No security context asks for what another one, or a default of the library, rules out. */
export function securityFindings(props: WorkloadProps, applies: AppliesDefault): Finding[] {
  const { sidecars = {}, initContainers = {} } = props;
  const containers = [
    { block: '', options: props as ProcessOptions },
    ...Object.entries(sidecars).map(([name, options]) => ({ block: `sidecars.${name}.`, options })),
    ...Object.entries(initContainers).map(([name, options]) => ({ block: `initContainers.${name}.`, options })),
  ];
  return [
    ...userFindings(props),
    ...containers.flatMap(({ block, options }) => [
      ...rootFindings(block, options, props, applies),
      ...privilegeFindings(block, options, applies),
    ]),
  ];
}

/** The user is said in one place. */
function userFindings({ userId, podSecurityContext = {} }: WorkloadProps): Finding[] {
  const { runAsUser } = podSecurityContext;
  if (userId === undefined || runAsUser === undefined || userId === runAsUser) {
    return [];
  }
  return [contradictory('podSecurityContext.runAsUser', show(runAsUser), `${userId}, as userId says`)];
}

/** The kubelet starts no container as root that must not be root. */
function rootFindings(block: string, options: ProcessOptions, props: WorkloadProps, applies: AppliesDefault) {
  const { securityContext = {} } = options;
  const { podSecurityContext = {}, userId } = props;
  const ofPod = podSecurityContext.runAsNonRoot ?? applies(Default.NON_ROOT_USER);
  const nonRoot = securityContext.runAsNonRoot ?? ofPod;
  if (!nonRoot || (securityContext.runAsUser ?? podSecurityContext.runAsUser ?? userId) !== 0) {
    return [];
  }
  const isOwn = securityContext.runAsUser !== undefined || securityContext.runAsNonRoot !== undefined;
  const isOfPod = block !== '' && !isOwn;
  // The pod's own setting is reported once, with the main container.
  const ofAll = podSecurityContext.runAsUser === undefined ? 'userId' : 'podSecurityContext.runAsUser';
  const field = isOwn ? `${block}securityContext.runAsUser` : ofAll;
  return isOfPod
    ? []
    : [contradictory(field, '0, which is root', 'another user, or runAsNonRoot: false in the security context')];
}

/** The API server refuses a privileged container that may not escalate. */
function privilegeFindings(block: string, { securityContext = {} }: ProcessOptions, applies: AppliesDefault) {
  const { privileged, allowPrivilegeEscalation } = securityContext;
  const escalates = allowPrivilegeEscalation ?? !applies(Default.NO_PRIVILEGE_ESCALATION);
  const allowed = 'with allowPrivilegeEscalation: true only';
  return privileged === true && !escalates
    ? [contradictory(`${block}securityContext.privileged`, 'true', allowed)]
    : [];
}

function contradictory(field: string, given: string, allowed: string): Finding {
  const remedy = 'Say one thing: what the cluster would refuse to run is never rendered.';
  return { code: 'security-context-contradictory', field, given, allowed, remedy };
}
