import { Construct } from 'constructs';
import { Finding } from '../model/core/issue';
import { fulfilsRequirement } from '../model/core/label-requirement';
import { list, record, text } from '../model/core/reading';
import { oneOf } from '../model/core/rules';
import { LabelRequirement, LabelSelector, selectorFindings, selectorReader } from '../model/network/network-peer';
import { NetworkRule, networkRuleFindings, networkRuleReader } from '../model/network/network-rule';
import { OBJECT_OPTIONS, objectOptionFindings } from '../model/service/object-options';
import { Default, defaultsOf } from './defaults';
import { KubernetesObject } from './kubernetes-object';
import { NETWORK_POLICY_KIND, networkPolicySpec, PolicyType } from './network-policy-spec';
import { Validation } from './validation';

/** Options of `AppNetworkPolicy`. */
export interface AppNetworkPolicyProps {
  /**
   * Name of the NetworkPolicy.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * The pods that the policy is for.
   * @default - every pod of the namespace
   */
  readonly podSelector?: LabelSelector;
  /**
   * Who may call the pods.
   * @default - nobody, where the policy is about calls to the pods
   */
  readonly ingress?: NetworkRule[];
  /**
   * Whom the pods may call.
   * @default - nobody, where the policy is about calls of the pods
   */
  readonly egress?: NetworkRule[];
  /**
   * Directions that the policy is about: in these, only what is listed is allowed.
   * @default - those for which rules are given; both where none are
   */
  readonly policyTypes?: PolicyType[];
  /**
   * Labels of the NetworkPolicy.
   * @default - only the common ones
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations of the NetworkPolicy.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

const NETWORK_POLICY = Symbol.for('cdk8s-webapp.AppNetworkPolicy');

const propsReader = record({
  ...OBJECT_OPTIONS,
  podSelector: selectorReader,
  ingress: list(networkRuleReader),
  egress: list(networkRuleReader),
  policyTypes: list(text),
});

/**
 * A NetworkPolicy of its own, for what the policies of the workloads do not say.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class AppNetworkPolicy extends Construct {
  /** Tells an `AppNetworkPolicy` from any other construct, also across two copies of this library. */
  static isAppNetworkPolicy(construct: unknown): construct is AppNetworkPolicy {
    return typeof construct === 'object' && construct !== null && NETWORK_POLICY in construct;
  }

  /** The NetworkPolicy. */
  readonly networkPolicy: KubernetesObject;
  readonly #podSelector: LabelSelector;

  constructor(scope: Construct, id: string, given: AppNetworkPolicyProps = {}) {
    super(scope, id);
    Object.defineProperty(this, NETWORK_POLICY, { value: true });
    const { value = {}, findings } = propsReader('', given);
    const props = value as AppNetworkPolicyProps;
    const { name = id, labels, annotations, podSelector = {}, ingress, egress } = props;
    this.#podSelector = podSelector;
    Validation.of(this).report(...findings, ...propsFindings({ ...props, name }));
    const fillsIn = defaultsOf(this)(Default.IMPLIED_VALUES);
    const types = fillsIn || !isImplied(props) ? policyTypes(props) : undefined;
    const spec = networkPolicySpec({ podSelector, ingress, egress, policyTypes: types });
    const metadata = { name, labels, annotations };
    this.networkPolicy = new KubernetesObject(this, 'Resource', { ...NETWORK_POLICY_KIND, metadata, spec });
  }

  /** Whether the policy is for pods with these labels. */
  selects(labels: { [key: string]: string }): boolean {
    const { matchLabels = {}, matchExpressions = [] } = this.#podSelector;
    return (
      Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
      matchExpressions.every((requirement) => fulfils(labels, requirement))
    );
  }
}

function policyTypes({ policyTypes: given, ingress, egress }: AppNetworkPolicyProps): PolicyType[] {
  const both = [PolicyType.INGRESS, PolicyType.EGRESS];
  const [hasIngress, hasEgress] = [ingress !== undefined, egress !== undefined];
  return given ?? (hasIngress === hasEgress ? both : hasIngress ? [PolicyType.INGRESS] : [PolicyType.EGRESS]);
}

/** Kubernetes takes every policy for one of Ingress, and for one of Egress where it has such rules. */
function isImplied({ policyTypes: given, ingress }: AppNetworkPolicyProps): boolean {
  return given === undefined && ingress !== undefined;
}

function propsFindings(props: AppNetworkPolicyProps): Finding[] {
  const { podSelector = {}, ingress = [], egress = [] } = props;
  const types = policyTypes(props);
  const why = { code: 'policy-type-unknown', remedy: 'Use one of PolicyType.' };
  const directions: [PolicyType, string, NetworkRule[] | undefined][] = [
    [PolicyType.INGRESS, 'ingress', props.ingress],
    [PolicyType.EGRESS, 'egress', props.egress],
  ];
  return [
    ...objectOptionFindings(props),
    ...selectorFindings('podSelector', podSelector),
    ...ingress.flatMap((rule, index) => networkRuleFindings(`ingress[${index}]`, rule)),
    ...egress.flatMap((rule, index) => networkRuleFindings(`egress[${index}]`, rule)),
    ...types.flatMap((type, index) => oneOf(`policyTypes[${index}]`, type, Object.values(PolicyType), why)),
    ...directions.flatMap(([type, field, rules]) =>
      rules === undefined || types.includes(type) ? [] : [unusedRules(field, type)],
    ),
  ];
}

/** Kubernetes ignores rules for a direction that the policy is not about. */
function unusedRules(field: string, type: PolicyType): Finding {
  const [allowed, remedy] = [`rules for a direction of policyTypes`, `Add PolicyType.${type.toUpperCase()}.`];
  return { code: 'policy-rules-unused', field, given: `rules, but policyTypes without ${type}`, allowed, remedy };
}

function fulfils(labels: { [key: string]: string }, { key, operator, values = [] }: LabelRequirement): boolean {
  const value = labels[key];
  return fulfilsRequirement(operator, value, values) ?? value === undefined;
}
