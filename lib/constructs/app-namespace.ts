import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { CloudCluster } from '../model/cluster/cloud-cluster';
import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { Finding } from '../model/core/issue';
import { map, record, text } from '../model/core/reading';
import { oneOf } from '../model/core/rules';
import { within } from '../model/core/validated';
import { Stage } from '../model/deployment/stage';
import { objectOptionFindings } from '../model/service/object-options';
import { Default, defaultsOf } from './defaults';
import { KubernetesObject } from './kubernetes-object';
import {
  LimitRangeOptions,
  limitRangeFindings,
  limitRangeReader,
  limitRangeSpec,
  quotaFindings,
  quotaHard,
  ResourceQuotaOptions,
  resourceQuotaReader,
} from './namespace-limits';
import { NETWORK_POLICY_KIND, networkPolicySpec, PolicyType } from './network-policy-spec';
import { PodSecurityLevel } from './pod-security';
import { Validation } from './validation';

/** What a Namespace is like. */
export interface NamespaceOptions {
  /**
   * Labels of the Namespace. They take the place of those of the library.
   * @default - the common ones, `environment`, and those of the Pod Security Standard
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the Namespace.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * What the cluster refuses in pods of the namespace.
   * @default PodSecurityLevel.RESTRICTED
   */
  readonly podSecurity?: PodSecurityLevel;
  /**
   * How much all pods of the namespace may ask for together; `{}` for what the nodes of the cluster offer.
   * @default - no quota
   */
  readonly resourceQuota?: ResourceQuotaOptions;
  /**
   * What containers get that ask for nothing, such as those of other charts; `{}` for the defaults of this library.
   * @default - no range
   */
  readonly limitRange?: LimitRangeOptions;
}

/** Options of `AppNamespace`. */
export interface AppNamespaceProps extends NamespaceOptions {
  /** Name of the Namespace. */
  readonly name: string;
  /** Stage of the environment, the value of the label `environment`. */
  readonly stage: Stage;
  /** @default - nothing is known of the cluster */
  readonly cluster?: CloudCluster;
}

/** Reads what a Namespace is like. */
export const namespaceOptionsReader = record({
  labels: map(text),
  annotations: map(text),
  podSecurity: text,
  resourceQuota: resourceQuotaReader,
  limitRange: limitRangeReader,
});

const POD_SECURITY = 'pod-security.kubernetes.io';
/** Name of the policy that lets nothing pass. */
const DEFAULT_DENY = 'default-deny';
const DEFAULT_QUOTA = 'resource-quota';
const DEFAULT_LIMIT_RANGE = 'limit-range';

/**
 * The Namespace of an application, with what holds for all that runs in it.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export class AppNamespace extends Construct {
  /** The Namespace. */
  readonly namespaceObject: KubernetesObject;
  /** @default - connections are not restricted */
  readonly networkPolicy?: KubernetesObject;
  /** @default - there is none */
  readonly resourceQuota?: KubernetesObject;
  /** @default - there is none */
  readonly limitRange?: KubernetesObject;

  constructor(scope: Construct, id: string, props: AppNamespaceProps) {
    super(scope, id);
    const { name, annotations, cluster } = props;
    const applies = defaultsOf(this);
    Validation.of(this).report(...namespaceFindings(props));
    this.namespaceObject = new KubernetesObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: namespaceLabels(props, applies), annotations },
    });
    // A chart puts its namespace into every object; this one belongs to none.
    this.namespaceObject.overlay({ metadata: { namespace: null } });
    this.networkPolicy = applies(Default.NETWORK_POLICY) ? this.renderDefaultDeny() : undefined;
    this.resourceQuota = this.renderQuota(props.resourceQuota, cluster);
    this.limitRange = this.renderLimitRange(props.limitRange);
  }

  private renderDefaultDeny(): KubernetesObject {
    const spec = networkPolicySpec({ podSelector: {}, policyTypes: [PolicyType.INGRESS, PolicyType.EGRESS] });
    return new KubernetesObject(this, DEFAULT_DENY, {
      ...NETWORK_POLICY_KIND,
      metadata: this.metadata({}, DEFAULT_DENY),
      spec,
    });
  }

  private renderQuota(options: ResourceQuotaOptions | undefined, cluster: CloudCluster | undefined) {
    if (options === undefined) {
      return undefined;
    }
    const [metadata, hard] = [this.metadata(options, DEFAULT_QUOTA), quotaHard(options, cluster)];
    return new KubernetesObject(this, 'resource-quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata,
      spec: { hard },
    });
  }

  private renderLimitRange(options: LimitRangeOptions | undefined) {
    if (options === undefined) {
      return undefined;
    }
    const metadata = this.metadata(options, DEFAULT_LIMIT_RANGE);
    const spec = limitRangeSpec(options);
    return new KubernetesObject(this, 'limit-range', { apiVersion: 'v1', kind: 'LimitRange', metadata, spec });
  }

  private metadata({ name, labels, annotations }: ResourceQuotaOptions, defaultName: string): ApiObjectMetadata {
    const own = defaultsOf(this)(Default.COMMON_LABELS) ? COMPONENT : {};
    return { name: name ?? defaultName, labels: { ...own, ...labels }, annotations };
  }
}

const COMPONENT = { 'app.kubernetes.io/component': 'namespace' };

/** The level that the labels of a Namespace make the cluster enforce; `undefined` where they make it enforce none. */
export function enforcedLevel(
  options: NamespaceOptions,
  applies: (name: Default) => boolean,
): PodSecurityLevel | undefined {
  const { podSecurity, labels = {} } = options;
  const own = podSecurity ?? (applies(Default.POD_SECURITY_LABELS) ? PodSecurityLevel.RESTRICTED : undefined);
  const level: string | undefined = labels[`${POD_SECURITY}/enforce`] ?? own;
  return Object.values(PodSecurityLevel).find((each) => each === level);
}

function namespaceLabels(props: AppNamespaceProps, applies: (name: Default) => boolean): { [key: string]: string } {
  const { podSecurity, stage, labels, cluster } = props;
  const level = podSecurity ?? (applies(Default.POD_SECURITY_LABELS) ? PodSecurityLevel.RESTRICTED : undefined);
  return {
    ...(applies(Default.COMMON_LABELS) ? { ...COMPONENT, environment: stage } : {}),
    ...(level === undefined ? {} : podSecurityLabels(level, cluster?.kubernetesVersion)),
    ...labels,
  };
}

/** What a pod breaks is refused, logged and told to whoever applies it, by the rules of the cluster's own version. */
function podSecurityLabels(level: PodSecurityLevel, version: KubernetesVersion | undefined): { [key: string]: string } {
  const isKnown = version !== undefined && version.major > 0;
  const pinned = isKnown ? `v${version.major}.${version.minor}` : 'latest';
  const modes = ['enforce', 'audit', 'warn'];
  return Object.fromEntries(
    modes.flatMap((mode) => [
      [`${POD_SECURITY}/${mode}`, level],
      [`${POD_SECURITY}/${mode}-version`, pinned],
    ]),
  );
}

function namespaceFindings({ podSecurity, resourceQuota, limitRange, cluster, ...options }: AppNamespaceProps) {
  const why = { code: 'pod-security-level-unknown', remedy: 'Use one of PodSecurityLevel.' };
  const { labels, annotations } = options;
  const all: Finding[] = [
    ...objectOptionFindings({ labels, annotations }),
    ...(podSecurity === undefined ? [] : oneOf('podSecurity', podSecurity, Object.values(PodSecurityLevel), why)),
    ...(resourceQuota === undefined ? [] : within('resourceQuota', quotaFindings(resourceQuota, cluster))),
    ...(limitRange === undefined ? [] : within('limitRange', limitRangeFindings(limitRange))),
  ];
  return within('namespaceOptions', all);
}
