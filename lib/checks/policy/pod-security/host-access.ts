import { showSafely } from '../../../model/core/credentials';
import { isMapping } from '../../../model/core/untrusted';
import { CheckedContainer } from '../../checked-pod';
import { at, listAt, textAt } from '../../data';
import { NO_PROBLEM, Problem, RuleText } from '../../rule-kinds';
import { PodSecurityControl, PodSecurityLevel } from './control';
import { contextProblem, inPodAndContainers } from './security-context';

const { BASELINE } = PodSecurityLevel;
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['postStart', 'preStop'];
const ACTIONS = ['httpGet', 'tcpSocket'];

/** What reaches past the pod to its node. */
export const HOST_ACCESS: readonly PodSecurityControl[] = [
  hostNamespace('hostNetwork', {
    id: 'host-network',
    summary: 'Pods do not share the network of their node.',
    remedy: 'Remove hostNetwork, and reach the pod through a Service.',
    aliases: { kubeLinter: ['host-network'], polaris: ['hostNetworkSet'], checkov: ['CKV_K8S_19'] },
  }),
  hostNamespace('hostPID', {
    id: 'host-pid',
    summary: 'Pods do not see the processes of their node.',
    remedy: 'Remove hostPID.',
    aliases: { kubeLinter: ['host-pid'], polaris: ['hostPIDSet'], checkov: ['CKV_K8S_17'] },
  }),
  hostNamespace('hostIPC', {
    id: 'host-ipc',
    summary: 'Pods do not share memory with the processes of their node.',
    remedy: 'Remove hostIPC.',
    aliases: { kubeLinter: ['host-ipc'], polaris: ['hostIPCSet'], checkov: ['CKV_K8S_18'] },
  }),
  {
    id: 'host-path',
    needs: ['hostPath'],
    control: 'hostPathVolumes',
    level: BASELINE,
    summary: 'Pods mount no directory of their node.',
    remedy: 'Mount a claim or an emptyDir volume: volumes with Volume.persistentClaim(...) or Volume.emptyDir().',
    aliases: { polaris: ['hostPathSet'] },
    find: ({ spec, field }) =>
      listAt(spec, 'volumes').flatMap((volume, index) =>
        isMapping(at(volume, 'hostPath'))
          ? {
              field: `${field}.volumes[${index}].hostPath`,
              given: showSafely(at(volume, 'hostPath', 'path')),
              allowed: 'no volume of type hostPath',
            }
          : [],
      ),
  },
  {
    id: 'host-port',
    needs: ['hostPort'],
    control: 'hostPorts',
    level: BASELINE,
    summary: 'Containers take no port of their node.',
    remedy: 'Remove hostPort, and reach the pod through a Service.',
    aliases: { polaris: ['hostPortSet'], checkov: ['CKV_K8S_26'] },
    find: ({ containers }) => containers.flatMap(hostPorts),
  },
  {
    id: 'probe-host',
    needs: ['host'],
    control: 'hostProbesAndHostLifecycle',
    level: BASELINE,
    since: '1.34',
    summary: 'Probes and lifecycle hooks ask the pod itself, not a host that they name.',
    remedy: 'Remove host: the kubelet asks the pod then.',
    find: ({ containers }) => containers.flatMap(namedHosts),
  },
  {
    id: 'windows-host-process',
    needs: ['hostProcess'],
    control: 'windowsHostProcess',
    level: BASELINE,
    summary: 'Containers do not run as processes of a Windows node.',
    remedy: 'Remove windowsOptions.hostProcess.',
    aliases: { polaris: ['hostProcess'] },
    find: (pod) =>
      inPodAndContainers(pod, (context, holder) =>
        at(context, 'windowsOptions', 'hostProcess') === true
          ? contextProblem(holder, context, 'windowsOptions.hostProcess', 'false, or nothing')
          : undefined,
      ),
  },
];

function hostNamespace(key: string, text: RuleText): PodSecurityControl {
  return {
    ...text,
    needs: [key],
    control: 'hostNamespaces',
    level: BASELINE,
    find: ({ spec, field }) =>
      at(spec, key) === true ? [{ field: `${field}.${key}`, given: 'true', allowed: 'false, or nothing' }] : NO_PROBLEM,
  };
}

function hostPorts({ spec, field }: CheckedContainer): Problem[] {
  return listAt(spec, 'ports').flatMap((port, index) => {
    const given = at(port, 'hostPort');
    return typeof given === 'number' && given !== 0
      ? { field: `${field}.ports[${index}].hostPort`, given: String(given), allowed: 'nothing' }
      : [];
  });
}

function namedHosts({ spec, field }: CheckedContainer): readonly Problem[] {
  const hosts = [...hostsIn(spec, PROBES), ...hostsIn(spec['lifecycle'], HOOKS, 'lifecycle.')];
  return hosts.map(({ place, host }) => ({
    field: `${field}.${place}`,
    given: showSafely(host),
    allowed: 'nothing: the pod is asked',
  }));
}

/** Hosts that handlers of probes or hooks name. */
function hostsIn(holder: unknown, keys: readonly string[], prefix = ''): { place: string; host: string }[] {
  const found: { place: string; host: string }[] = [];
  for (const key of keys) {
    const handler = at(holder, key);
    for (const action of handler === undefined ? [] : ACTIONS) {
      const host = textAt(handler, action, 'host') ?? '';
      if (host !== '') {
        found.push({ place: `${prefix}${key}.${action}.host`, host });
      }
    }
  }
  return found;
}
