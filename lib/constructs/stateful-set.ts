import type { k8s } from 'cdk8s-plus-28';
import { Finding, show } from '../model/core/issue';
import { number, Readers, record, text } from '../model/core/reading';
import { oneOf, wholeNumber } from '../model/core/rules';
import { nameUnusedFindings } from '../model/service/claim';
import { VolumeKind } from '../model/service/volume';
import { Controller, Pods } from './controller';
import { Default } from './defaults';
import { ROLLOUT_OPTIONS, rolloutFindings } from './deployment';
import { claimTemplate } from './pod/volumes';
import { RolloutStrategy } from './rollout-strategy';
import { WorkloadProps } from './workload-props';
import { Written } from './written';

/** In which order the pods of a StatefulSet start and end. */
export enum PodManagementPolicy {
  /** One after another, by their numbers; each waits until the one before it is ready. */
  ORDERED_READY = 'OrderedReady',
  /** All at once. */
  PARALLEL = 'Parallel',
}

/** What becomes of the claims of a StatefulSet that nobody needs any more. */
export enum ClaimRetention {
  /** They stay, with their data. */
  RETAIN = 'Retain',
  /** They are deleted, and their volumes as the storage class says. */
  DELETE = 'Delete',
}

/** When claims are deleted. Needs Kubernetes 1.27, or a feature gate. */
export interface ClaimRetentionOptions {
  /**
   * When the StatefulSet is deleted.
   * @default ClaimRetention.RETAIN
   */
  readonly whenDeleted?: ClaimRetention;
  /**
   * When there are fewer replicas than before.
   * @default ClaimRetention.RETAIN
   */
  readonly whenScaled?: ClaimRetention;
}

/** How pods are numbered. Needs Kubernetes 1.27, or a feature gate. */
export interface StatefulSetOrdinals {
  /** Number of the first pod. */
  readonly start: number;
}

/** What a StatefulSet has besides its pods. */
export interface StatefulSetOptions {
  /**
   * How pods are replaced: `RolloutStrategy.rollingUpdate(...)` or `.onDelete()`.
   * @default - one after another, as Kubernetes has it
   */
  readonly strategy?: RolloutStrategy;
  /**
   * In which order pods start and end. Immutable.
   * @default - PodManagementPolicy.ORDERED_READY, as Kubernetes has it
   */
  readonly podManagementPolicy?: PodManagementPolicy;
  /**
   * What becomes of claims that nobody needs any more.
   * @default - they stay, as Kubernetes has it
   */
  readonly persistentVolumeClaimRetentionPolicy?: ClaimRetentionOptions;
  /**
   * How pods are numbered.
   * @default - from 0
   */
  readonly ordinals?: StatefulSetOrdinals;
  /**
   * Seconds that a new pod must be ready before the next one is replaced.
   * @default 0
   */
  readonly minReadySeconds?: number;
  /**
   * Old versions that are kept for a rollback.
   * @default - 10, as Kubernetes has it
   */
  readonly revisionHistoryLimit?: number;
  /**
   * `Always`, to write down what Kubernetes takes anyway: pods that go on running know nothing else.
   * @default - not rendered
   */
  readonly restartPolicy?: string;
}

/** The name of a pod, with its number and the hash of its version, is also a label. */
const MAX_NAME_LENGTH = 52;

const STATEFUL_SET_OPTIONS: Readers = {
  ...ROLLOUT_OPTIONS,
  podManagementPolicy: text,
  persistentVolumeClaimRetentionPolicy: record({ whenDeleted: text, whenScaled: text }),
  ordinals: record({ start: number }),
};

/**
 * Runs pods with names, addresses and claims of their own.
 *
 * @param serviceName name of the Service that gives the pods their addresses
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export function statefulSet(serviceName: (props: WorkloadProps, name: string) => string): Controller {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    readers: STATEFUL_SET_OPTIONS,
    ownsClaims: true,
    findings: (props: WorkloadProps & StatefulSetOptions) => [
      ...(props.strategy?.findingsForStatefulSet('strategy') ?? []),
      ...rolloutFindings(props),
      ...optionFindings(props),
      ...claimNameFindings(props),
    ],
    features: ({ persistentVolumeClaimRetentionPolicy, ordinals }: WorkloadProps & StatefulSetOptions) =>
      Object.entries({ persistentVolumeClaimRetentionPolicy, ordinals }).map(([field, given]) => {
        return { field, feature: 'an option of StatefulSets', since: '1.27', isUsed: given !== undefined };
      }),
    spec: (pods: Pods, props: WorkloadProps & StatefulSetOptions): Written<k8s.StatefulSetSpec> => {
      const { persistentVolumeClaimRetentionPolicy, ordinals } = props;
      const templates = [...pods.claims].map(([name, claim]): Written<k8s.KubePersistentVolumeClaimProps> => {
        const { metadata, spec } = claimTemplate(claim);
        return { metadata: { ...metadata, name }, spec };
      });
      return {
        serviceName: serviceName(props, pods.name),
        replicas: pods.replicas,
        selector: { matchLabels: pods.selector },
        updateStrategy: strategy(pods, props),
        podManagementPolicy: props.podManagementPolicy,
        persistentVolumeClaimRetentionPolicy,
        ordinals,
        minReadySeconds: props.minReadySeconds,
        revisionHistoryLimit: props.revisionHistoryLimit,
        template: pods.template(props.restartPolicy),
        volumeClaimTemplates: templates.length === 0 ? undefined : templates,
      };
    },
  };
}

/** The name leaves room for what Kubernetes adds to it. */
export function statefulNameFindings(name: string): Finding[] {
  if (name.length <= MAX_NAME_LENGTH && !name.includes('.')) {
    return [];
  }
  const allowed = `up to ${MAX_NAME_LENGTH} letters, digits and "-": the name of each pod and version is made from it`;
  const remedy = 'Choose a shorter name without dots; the API server accepts this one and then runs no pod.';
  return [{ code: 'stateful-name-invalid', field: 'name', given: show(name), allowed, remedy }];
}

function strategy(pods: Pods, { strategy: given }: StatefulSetOptions): object | undefined {
  const isNeeded = given !== undefined || pods.applies(Default.ROLLOUT_STRATEGY);
  return isNeeded ? (given ?? RolloutStrategy.rollingUpdate()).forStatefulSet() : undefined;
}

function optionFindings(props: StatefulSetOptions): Finding[] {
  const { podManagementPolicy, persistentVolumeClaimRetentionPolicy = {}, ordinals } = props;
  const policy = { code: 'pod-management-policy-unknown', remedy: 'Use one of PodManagementPolicy.' };
  const retention = { code: 'claim-retention-unknown', remedy: 'Use one of ClaimRetention.' };
  const number = { code: 'ordinals-out-of-range', remedy: 'Give the number of the first pod.' };
  return [
    ...(podManagementPolicy === undefined
      ? []
      : oneOf('podManagementPolicy', podManagementPolicy, Object.values(PodManagementPolicy), policy)),
    ...Object.entries(persistentVolumeClaimRetentionPolicy).flatMap(([name, given]) =>
      oneOf(`persistentVolumeClaimRetentionPolicy.${name}`, given, Object.values(ClaimRetention), retention),
    ),
    ...(ordinals === undefined ? [] : wholeNumber('ordinals.start', ordinals.start, { min: 0 }, number)),
  ];
}

/** Kubernetes names the claims of each pod itself. */
function claimNameFindings(props: WorkloadProps): Finding[] {
  const { sidecars = {}, initContainers = {}, volumes = {} } = props;
  const all = [
    ['', volumes] as const,
    ...Object.entries(sidecars).map(([name, options]) => [`sidecars.${name}.`, options.volumes ?? {}] as const),
    ...Object.entries(initContainers).map(([name, other]) => [`initContainers.${name}.`, other.volumes ?? {}] as const),
  ];
  return all.flatMap(([block, named]) =>
    Object.entries(named)
      .filter(([, { volume }]) => volume.kind === VolumeKind.PERSISTENT_CLAIM)
      .flatMap(([name, { volume }]) => nameUnusedFindings(`${block}volumes.${name}.volume`, volume.claimOptions ?? {})),
  );
}
