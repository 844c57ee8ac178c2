import { compareText } from '../../model/core/compare-text';
import { Mapping } from '../../model/core/untrusted';
import { CheckedContainer, CheckedPod, ContainerRole } from '../checked-pod';
import { at, mappingAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { isOf, NO_PROBLEM, podRule, Problem } from '../rule-kinds';
import { ADVICE } from '../severity';
import { DAEMON_SET, DEPLOYMENT, STATEFUL_SET } from './kinds';
import { services } from './selections';

const LONG_RUNNING = [DEPLOYMENT, STATEFUL_SET, DAEMON_SET];
const ACTIONS = ['httpGet', 'tcpSocket', 'exec', 'grpc'];

/** How Kubernetes learns whether containers work. */
export const PROBE_RULES: readonly Rule[] = [
  podRule(
    {
      id: 'liveness-probe',
      needs: [Unusual.PROBE],
      severity: ADVICE,
      summary: 'Containers that hang are noticed and started again.',
      remedy: 'Add a livenessProbe: health.liveness of a workload.',
      aliases: {
        kubeLinter: ['no-liveness-probe'],
        polaris: ['livenessProbeMissing'],
        checkov: ['CKV_K8S_8'],
      },
    },
    (pod) =>
      isLongRunning(pod)
        ? mainContainers(pod)
            .filter(({ spec }) => !hasProbe(spec, 'livenessProbe'))
            .map(({ field }) => ({ field: `${field}.livenessProbe`, given: 'nothing', allowed: 'a probe' }))
        : NO_PROBLEM,
  ),
  podRule(
    {
      id: 'readiness-probe',
      needs: [Unusual.PROBE],
      severity: ADVICE,
      summary: 'Pods behind a Service say when they are ready for traffic.',
      remedy: 'Add a readinessProbe: health.readiness of a workload.',
      aliases: {
        kubeLinter: ['no-readiness-probe'],
        kubeScore: ['pod-probes'],
        polaris: ['readinessProbeMissing'],
        checkov: ['CKV_K8S_9'],
      },
    },
    (pod, scope) => {
      const isProbed = pod.containers.some(({ spec }) => hasProbe(spec, 'readinessProbe'));
      const [service] = isProbed
        ? []
        : services(scope)
            .selecting(pod)
            .map(({ name }) => name)
            .sort(compareText);
      return service === undefined
        ? NO_PROBLEM
        : [
            {
              field: `${pod.field}.containers[0].readinessProbe`,
              given: 'nothing',
              allowed: `a probe, for Service ${service} sends traffic as soon as the container runs`,
            },
          ];
    },
  ),
  podRule(
    {
      id: 'identical-probes',
      needs: [Unusual.PROBE],
      severity: ADVICE,
      summary: 'A container that is not ready is not restarted at once: liveness tolerates more than readiness.',
      remedy: 'Let liveness allow more failures (failureThreshold times periodSeconds), or ask another path.',
      aliases: { kubeScore: ['pod-probes-identical'] },
    },
    (pod) => (isLongRunning(pod) ? pod.containers.flatMap(identicalProbes) : NO_PROBLEM),
  ),
];

function isLongRunning({ object }: CheckedPod): boolean {
  return LONG_RUNNING.some((kind) => isOf(object, kind));
}

function mainContainers({ containers }: CheckedPod): readonly CheckedContainer[] {
  return containers.filter(({ role }) => role === ContainerRole.MAIN);
}

function hasProbe(spec: Mapping, key: string): boolean {
  return Object.keys(mappingAt(spec, key)).length > 0;
}

/** Both probes ask the same, and liveness gives up no later than readiness: what is busy is killed, not left alone. */
function identicalProbes({ spec, field }: CheckedContainer): readonly Problem[] {
  const liveness = mappingAt(spec, 'livenessProbe');
  const readiness = mappingAt(spec, 'readinessProbe');
  const action = ACTIONS.find((each) => at(liveness, each) !== undefined);
  return action !== undefined && patience(liveness) <= patience(readiness) && asksTheSame(liveness, readiness, action)
    ? [
        {
          field: `${field}.livenessProbe`,
          given: `what readinessProbe asks, given up after ${patience(liveness)} s as there after ${patience(readiness)} s`,
          allowed: 'a probe that asks for less, or that tolerates failures for longer',
        },
      ]
    : NO_PROBLEM;
}

function asksTheSame(one: Mapping, other: Mapping, action: string): boolean {
  return JSON.stringify(one[action]) === JSON.stringify(other[action]);
}

/** Seconds of failure after which Kubernetes acts. */
function patience(probe: Mapping): number {
  return numberAt(probe, 'failureThreshold', 3) * numberAt(probe, 'periodSeconds', 10);
}

function numberAt(probe: Mapping, key: string, otherwise: number): number {
  const value = at(probe, key);
  return typeof value === 'number' ? value : otherwise;
}
