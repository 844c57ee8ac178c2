import { showWithoutValue } from '../../model/core/rules';
import { CheckedObject } from '../checked-object';
import { at } from '../data';
import { Rule } from '../rule';
import { ApiKind, NO_PROBLEM, objectRule, podRule, Problem } from '../rule-kinds';
import * as kinds from './api-kinds';

/** Words that a field may hold. A step ending in `[]` goes through a list. */
interface Words {
  readonly path: readonly string[];
  readonly words: readonly string[];
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const SCHEMES = ['HTTP', 'HTTPS'];
const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const NODE_TAINTS = ['Honor', 'Ignore'];
const RETENTION = ['Retain', 'Delete'];
const SECCOMP = ['RuntimeDefault', 'Localhost', 'Unconfined'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute', ''];

function words(path: string, ...allowed: readonly string[]): Words {
  return { path: path.split('.'), words: allowed };
}

const CONTAINER_WORDS = ['containers[]', 'initContainers[]', 'ephemeralContainers[]'].flatMap((list) => [
  words(`${list}.imagePullPolicy`, ...PULL_POLICIES),
  words(`${list}.ports[].protocol`, ...PROTOCOLS),
  words(`${list}.terminationMessagePolicy`, 'File', 'FallbackToLogsOnError'),
  words(`${list}.securityContext.seccompProfile.type`, ...SECCOMP),
  words(`${list}.volumeMounts[].mountPropagation`, 'None', 'HostToContainer', 'Bidirectional'),
  words(`${list}.livenessProbe.httpGet.scheme`, ...SCHEMES),
  words(`${list}.readinessProbe.httpGet.scheme`, ...SCHEMES),
  words(`${list}.startupProbe.httpGet.scheme`, ...SCHEMES),
]);

/** The schema of Kubernetes says of none of these fields what it may hold. */
const POD_WORDS: readonly Words[] = [
  ...CONTAINER_WORDS,
  words('restartPolicy', 'Always', 'OnFailure', 'Never'),
  words('dnsPolicy', 'ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
  words('preemptionPolicy', 'PreemptLowerPriority', 'Never'),
  words('os.name', 'linux', 'windows'),
  words('securityContext.fsGroupChangePolicy', 'OnRootMismatch', 'Always'),
  words('securityContext.seccompProfile.type', ...SECCOMP),
  words('tolerations[].effect', ...EFFECTS),
  words('topologySpreadConstraints[].whenUnsatisfiable', 'DoNotSchedule', 'ScheduleAnyway'),
  words('topologySpreadConstraints[].nodeAffinityPolicy', ...NODE_TAINTS),
  words('topologySpreadConstraints[].nodeTaintsPolicy', ...NODE_TAINTS),
  words('volumes[].ephemeral.volumeClaimTemplate.spec.accessModes[]', ...ACCESS_MODES),
  words(
    'volumes[].hostPath.type',
    ...['', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'],
  ),
];

const JOB_WORDS: readonly Words[] = [
  words('completionMode', 'NonIndexed', 'Indexed'),
  words('podReplacementPolicy', 'TerminatingOrFailed', 'Failed'),
  words('podFailurePolicy.rules[].action', 'FailJob', 'FailIndex', 'Ignore', 'Count'),
];

const KIND_WORDS: readonly (readonly [ApiKind, readonly Words[]])[] = [
  [kinds.DEPLOYMENT, [words('spec.strategy.type', 'RollingUpdate', 'Recreate')]],
  [kinds.DAEMON_SET, [words('spec.updateStrategy.type', 'RollingUpdate', 'OnDelete')]],
  [
    kinds.STATEFUL_SET,
    [
      words('spec.updateStrategy.type', 'RollingUpdate', 'OnDelete'),
      words('spec.podManagementPolicy', 'OrderedReady', 'Parallel'),
      words('spec.persistentVolumeClaimRetentionPolicy.whenDeleted', ...RETENTION),
      words('spec.persistentVolumeClaimRetentionPolicy.whenScaled', ...RETENTION),
      words('spec.volumeClaimTemplates[].spec.accessModes[]', ...ACCESS_MODES),
    ],
  ],
  [kinds.JOB, JOB_WORDS.map(({ path, words: allowed }) => ({ path: ['spec', ...path], words: allowed }))],
  [
    kinds.CRON_JOB,
    [
      words('spec.concurrencyPolicy', 'Allow', 'Forbid', 'Replace'),
      ...JOB_WORDS.map(({ path, words: allowed }) => ({
        path: ['spec', 'jobTemplate', 'spec', ...path],
        words: allowed,
      })),
    ],
  ],
  [
    kinds.SERVICE,
    [
      words('spec.type', 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
      words('spec.sessionAffinity', 'None', 'ClientIP'),
      words('spec.externalTrafficPolicy', 'Cluster', 'Local'),
      words('spec.internalTrafficPolicy', 'Cluster', 'Local'),
      words('spec.ipFamilyPolicy', 'SingleStack', 'PreferDualStack', 'RequireDualStack'),
      words('spec.ipFamilies[]', 'IPv4', 'IPv6'),
      words('spec.ports[].protocol', ...PROTOCOLS),
    ],
  ],
  [kinds.INGRESS, [words('spec.rules[].http.paths[].pathType', 'Exact', 'Prefix', 'ImplementationSpecific')]],
  [
    kinds.NETWORK_POLICY,
    [
      words('spec.policyTypes[]', 'Ingress', 'Egress'),
      words('spec.ingress[].ports[].protocol', ...PROTOCOLS),
      words('spec.egress[].ports[].protocol', ...PROTOCOLS),
    ],
  ],
  [
    kinds.AUTOSCALER,
    [
      words('spec.metrics[].type', 'Resource', 'ContainerResource', 'Pods', 'Object', 'External'),
      words('spec.behavior.scaleUp.selectPolicy', 'Max', 'Min', 'Disabled'),
      words('spec.behavior.scaleDown.selectPolicy', 'Max', 'Min', 'Disabled'),
      words('spec.behavior.scaleUp.policies[].type', 'Pods', 'Percent'),
      words('spec.behavior.scaleDown.policies[].type', 'Pods', 'Percent'),
    ],
  ],
  [kinds.DISRUPTION_BUDGET, [words('spec.unhealthyPodEvictionPolicy', 'IfHealthyBudget', 'AlwaysAllow')]],
  [kinds.CLAIM, [words('spec.accessModes[]', ...ACCESS_MODES), words('spec.volumeMode', 'Filesystem', 'Block')]],
];

const VALUE_TEXT = {
  summary: 'Fields that hold one of some words hold one of them.',
  remedy: 'Use one of these words; capitals count.',
};

const valueUnknown = objectRule(
  { id: 'value-unknown', ...VALUE_TEXT },
  KIND_WORDS.map(([kind]) => kind),
  (object) => wordsOf(object).flatMap((each) => wordProblems('', object.manifest, each)),
);

const podValueUnknown = podRule({ id: 'pod-value-unknown', ...VALUE_TEXT }, ({ spec, field }) =>
  POD_WORDS.flatMap((each) => wordProblems(field, spec, each)),
);

function wordsOf({ kind }: CheckedObject): readonly Words[] {
  return KIND_WORDS.find(([each]) => each.kind === kind)?.[1] ?? [];
}

function wordProblems(field: string, value: unknown, { path, words: allowed }: Words): readonly Problem[] {
  let inner = value;
  for (const [depth, step] of path.entries()) {
    const isList = step.endsWith('[]');
    const key = isList ? step.slice(0, -2) : step;
    inner = at(inner, key);
    if (inner === undefined) {
      return NO_PROBLEM;
    }
    if (isList) {
      const place = `${joined(field, path.slice(0, depth))}.${key}`.replace(/^\./, '');
      const rest = { path: path.slice(depth + 1), words: allowed };
      return Array.isArray(inner)
        ? inner.flatMap((item, index) => wordProblems(`${place}[${index}]`, item, rest))
        : NO_PROBLEM;
    }
  }
  return typeof inner !== 'string' || allowed.includes(inner)
    ? NO_PROBLEM
    : [
        {
          field: joined(field, path),
          given: showWithoutValue(inner),
          allowed: `one of ${allowed.filter((word) => word !== '').join(', ')}`,
        },
      ];
}

function joined(field: string, path: readonly string[]): string {
  return [field, ...path].filter((part) => part !== '').join('.');
}

export const VALUE_RULES: readonly Rule[] = [valueUnknown, podValueUnknown];
