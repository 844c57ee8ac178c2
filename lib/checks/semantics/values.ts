import { showWithoutValue } from '../../model/core/rules';
import { isMapping } from '../../model/core/untrusted';
import { at } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { ApiKind, both, inList, NO_PROBLEM, objectRule, podRule, Problem } from '../rule-kinds';
import * as kinds from './api-kinds';

/**
 * Words that fields may hold, in the shape of the objects that have them: the words of a field, the fields of a mapping, or
 * `each` item of a list.
 */
interface Shape {
  readonly [field: string]: Shape | readonly string[];
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const NODE_TAINTS = ['Honor', 'Ignore'];
const RETENTION = ['Retain', 'Delete'];
const SECCOMP = ['RuntimeDefault', 'Localhost', 'Unconfined'];
const UPDATES = ['RollingUpdate', 'OnDelete'];

const SECCOMP_PROFILE: Shape = { seccompProfile: { type: SECCOMP } };
const HTTP_PROBE: Shape = { httpGet: { scheme: ['HTTP', 'HTTPS'] } };
const CONTAINERS: Shape = {
  each: {
    imagePullPolicy: ['Always', 'IfNotPresent', 'Never'],
    ports: { each: { protocol: PROTOCOLS } },
    terminationMessagePolicy: ['File', 'FallbackToLogsOnError'],
    securityContext: SECCOMP_PROFILE,
    volumeMounts: { each: { mountPropagation: ['None', 'HostToContainer', 'Bidirectional'] } },
    livenessProbe: HTTP_PROBE,
    readinessProbe: HTTP_PROBE,
    startupProbe: HTTP_PROBE,
  },
};
const CLAIM_SPEC: Shape = { accessModes: { each: ACCESS_MODES }, volumeMode: ['Filesystem', 'Block'] };

/** The schema of Kubernetes says of none of these fields what it may hold. */
const POD_SHAPE: Shape = {
  containers: CONTAINERS,
  initContainers: CONTAINERS,
  ephemeralContainers: CONTAINERS,
  restartPolicy: ['Always', 'OnFailure', 'Never'],
  dnsPolicy: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  preemptionPolicy: ['PreemptLowerPriority', 'Never'],
  os: { name: ['linux', 'windows'] },
  securityContext: { fsGroupChangePolicy: ['OnRootMismatch', 'Always'], ...SECCOMP_PROFILE },
  tolerations: { each: { effect: ['NoSchedule', 'PreferNoSchedule', 'NoExecute', ''] } },
  topologySpreadConstraints: {
    each: {
      whenUnsatisfiable: ['DoNotSchedule', 'ScheduleAnyway'],
      nodeAffinityPolicy: NODE_TAINTS,
      nodeTaintsPolicy: NODE_TAINTS,
    },
  },
  volumes: {
    each: {
      ephemeral: { volumeClaimTemplate: { spec: CLAIM_SPEC } },
      hostPath: {
        type: ['', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'],
      },
    },
  },
};

const JOB_SHAPE: Shape = {
  completionMode: ['NonIndexed', 'Indexed'],
  podReplacementPolicy: ['TerminatingOrFailed', 'Failed'],
  podFailurePolicy: { rules: { each: { action: ['FailJob', 'FailIndex', 'Ignore', 'Count'] } } },
};

const POLICY_RULES: Shape = { each: { ports: { each: { protocol: PROTOCOLS } } } };
const SCALING: Shape = {
  selectPolicy: ['Max', 'Min', 'Disabled'],
  policies: { each: { type: ['Pods', 'Percent'] } },
};

/** What `spec` of a kind may hold. */
const KIND_SHAPES: readonly (readonly [ApiKind, Shape])[] = [
  [kinds.DEPLOYMENT, { strategy: { type: ['RollingUpdate', 'Recreate'] } }],
  [kinds.DAEMON_SET, { updateStrategy: { type: UPDATES } }],
  [
    kinds.STATEFUL_SET,
    {
      updateStrategy: { type: UPDATES },
      podManagementPolicy: ['OrderedReady', 'Parallel'],
      persistentVolumeClaimRetentionPolicy: { whenDeleted: RETENTION, whenScaled: RETENTION },
      volumeClaimTemplates: { each: { spec: CLAIM_SPEC } },
    },
  ],
  [kinds.JOB, JOB_SHAPE],
  [kinds.CRON_JOB, { concurrencyPolicy: ['Allow', 'Forbid', 'Replace'], jobTemplate: { spec: JOB_SHAPE } }],
  [
    kinds.SERVICE,
    {
      type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
      sessionAffinity: ['None', 'ClientIP'],
      externalTrafficPolicy: ['Cluster', 'Local'],
      internalTrafficPolicy: ['Cluster', 'Local'],
      ipFamilyPolicy: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
      ipFamilies: { each: ['IPv4', 'IPv6'] },
      ports: { each: { protocol: PROTOCOLS } },
    },
  ],
  [
    kinds.INGRESS,
    { rules: { each: { http: { paths: { each: { pathType: ['Exact', 'Prefix', 'ImplementationSpecific'] } } } } } },
  ],
  [kinds.NETWORK_POLICY, { policyTypes: { each: ['Ingress', 'Egress'] }, ingress: POLICY_RULES, egress: POLICY_RULES }],
  [
    kinds.AUTOSCALER,
    {
      metrics: { each: { type: ['Resource', 'ContainerResource', 'Pods', 'Object', 'External'] } },
      behavior: { scaleUp: SCALING, scaleDown: SCALING },
    },
  ],
  [kinds.DISRUPTION_BUDGET, { unhealthyPodEvictionPolicy: ['IfHealthyBudget', 'AlwaysAllow'] }],
  [kinds.CLAIM, CLAIM_SPEC],
];
const SHAPES: ReadonlyMap<string, Shape> = new Map(KIND_SHAPES.map(([{ kind }, shape]) => [kind, shape]));

const VALUE_TEXT = {
  summary: 'Fields that hold one of some words hold one of them.',
  remedy: 'Use one of these words; capitals count.',
};

const valueUnknown = objectRule(
  {
    id: 'value-unknown',
    needs: [
      Unusual.EMPTY_WORD,
      Unusual.DIRECTION,
      'podReplacementPolicy',
      'podFailurePolicy',
      'accessModes',
      'ipFamilies',
    ],
    ...VALUE_TEXT,
  },
  KIND_SHAPES.map(([kind]) => kind),
  ({ kind, manifest }) => valueProblems('spec', at(manifest, 'spec'), SHAPES.get(kind) ?? {}),
);

const podValueUnknown = podRule(
  {
    id: 'pod-value-unknown',
    needs: [Unusual.EMPTY_WORD, 'ephemeralContainers', 'hostPath', 'accessModes', 'os'],
    ...VALUE_TEXT,
  },
  ({ spec, field }) => valueProblems(field, spec, POD_SHAPE),
);

function valueProblems(field: string, value: unknown, shape: Shape | readonly string[]): readonly Problem[] {
  if (isWords(shape)) {
    return typeof value !== 'string' || shape.includes(value) ? NO_PROBLEM : [unknown(field, value, shape)];
  }
  const { each } = shape;
  if (each !== undefined) {
    return inList(value, (item, index) => valueProblems(`${field}[${index}]`, item, each));
  }
  let problems = NO_PROBLEM;
  if (isMapping(value)) {
    for (const key of Object.keys(value)) {
      const inner = Object.hasOwn(shape, key) ? shape[key] : undefined;
      problems = inner === undefined ? problems : both(problems, valueProblems(`${field}.${key}`, value[key], inner));
    }
  }
  return problems;
}

function isWords(shape: Shape | readonly string[]): shape is readonly string[] {
  return Array.isArray(shape);
}

function unknown(field: string, given: string, words: readonly string[]): Problem {
  const allowed = `one of ${words.filter((word) => word !== '').join(', ')}`;
  return { field, given: showWithoutValue(given), allowed };
}

export const VALUE_RULES: readonly Rule[] = [valueUnknown, podValueUnknown];
