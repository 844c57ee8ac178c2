import { KubernetesVersion } from '../../../model/cluster/kubernetes-version';
import { showSafely } from '../../../model/core/credentials';
import { listAt, textAt } from '../../data';
import { PodSecurityControl, PodSecurityLevel } from './control';

/** Kernel parameters that are of the pod alone, and the version from which on they are taken for safe. */
const SAFE: readonly { readonly since: string; readonly names: readonly string[] }[] = [
  {
    since: '1.0',
    names: [
      ...['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start'],
      ...['net.ipv4.ping_group_range', 'net.ipv4.tcp_syncookies'],
    ],
  },
  { since: '1.27', names: ['net.ipv4.ip_local_reserved_ports'] },
  {
    since: '1.29',
    names: [
      ...['net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes'],
      'net.ipv4.tcp_keepalive_time',
    ],
  },
  { since: '1.32', names: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'] },
];

/** Which kernel parameters pods set. */
export const SYSCTLS: PodSecurityControl = {
  id: 'unsafe-sysctl',
  needs: ['sysctls'],
  control: 'sysctls',
  level: PodSecurityLevel.BASELINE,
  summary: 'Pods set no kernel parameter that other pods of the node share.',
  remedy: 'Remove it from securityContext.sysctls.',
  aliases: { kubeLinter: ['unsafe-sysctls'] },
  find: ({ spec, field }, version) =>
    listAt(spec, 'securityContext', 'sysctls').flatMap((sysctl, index) => {
      const name = textAt(sysctl, 'name') ?? '';
      const safe = safeFrom(version);
      return safe.includes(name)
        ? []
        : {
            field: `${field}.securityContext.sysctls[${index}].name`,
            given: showSafely(name),
            allowed: `one of ${safe.join(', ')}`,
          };
    }),
};

function safeFrom(version: KubernetesVersion): readonly string[] {
  return SAFE.filter(({ since }) => version.isAtLeast(since)).flatMap(({ names }) => names);
}
