import { Finding, show } from '../core/issue';
import { labelKey } from '../core/label-key';
import { dnsLabel, labelValue } from '../core/names';
import { optionFindings, readOptions } from '../core/options';
import { list, map, Reader, record, text } from '../core/reading';
import { oneOf } from '../core/rules';
import { isMapping, textOf } from '../core/untrusted';
import { cidrFindings, exceptFindings } from './cidr';

/** One condition that the labels of an object fulfil. */
export interface LabelRequirement {
  /** Key of the label. */
  readonly key: string;
  /** `In`, `NotIn`, `Exists` or `DoesNotExist`. */
  readonly operator: string;
  /**
   * The values that the operator compares with.
   * @default - none, as `Exists` and `DoesNotExist` want it
   */
  readonly values?: string[];
}

/**
 * Which objects are meant, by their labels. One without conditions means all.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/
 */
export interface LabelSelector {
  /**
   * Labels that an object has.
   * @default - any
   */
  readonly matchLabels?: { [key: string]: string };
  /**
   * Conditions that its labels fulfil.
   * @default - none
   */
  readonly matchExpressions?: LabelRequirement[];
}

/** Pods by their labels, and by the labels of their namespace. */
export interface PodSelection {
  /**
   * Labels of the pods.
   * @default - all pods of the namespaces
   */
  readonly podSelector?: LabelSelector;
  /**
   * Labels of their namespaces.
   * @default - the namespace of the policy
   */
  readonly namespaceSelector?: LabelSelector;
}

/** What is left out of a range of addresses. */
export interface CidrOptions {
  /**
   * Ranges inside it that are not meant.
   * @default - none
   */
  readonly except?: string[];
}

/** Reads a `LabelSelector`. */
export const selectorReader: Reader = record({
  matchLabels: map(text),
  matchExpressions: list(record({ key: text, operator: text, values: list(text) })),
});
const SELECTION = { podSelector: selectorReader, namespaceSelector: selectorReader };

/** Label that every namespace carries with its own name, from Kubernetes 1.22 on. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
/** RFC 1918, shared address space of RFC 6598, and link-local, where clouds keep credentials. */
const PRIVATE_IPV4 = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
/** Unique local and link-local. */
const PRIVATE_IPV6 = ['fc00::/7', 'fe80::/10'];

/**
 * The other end of a connection: pods, or addresses outside of the cluster.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPeer {
  /** Addresses outside of the cluster, for example `203.0.113.0/24`; a single one ends in `/32`. */
  static cidr(cidr: string, options: CidrOptions = {}): NetworkPeer {
    const { options: known, wrong } = readOptions(options, { except: list(text) });
    return new NetworkPeer({}, wrong, textOf(cidr), known.except);
  }

  /** Every public IPv4 address: all but private ranges, those of the cluster and its cloud among them. */
  static internet(): NetworkPeer {
    return NetworkPeer.cidr('0.0.0.0/0', { except: PRIVATE_IPV4 });
  }

  /** Every public IPv6 address. Not every network plugin accepts it where the cluster has no IPv6. */
  static internetIpv6(): NetworkPeer {
    return NetworkPeer.cidr('::/0', { except: PRIVATE_IPV6 });
  }

  /** Pods with these labels in the namespace of the policy; without labels, all of them. */
  static pods(labels: { [key: string]: string } = {}): NetworkPeer {
    return NetworkPeer.select({ podSelector: selectorOf(labels) });
  }

  /** Pods of another namespace; without labels, all of them. */
  static namespace(name: string, podLabels?: { [key: string]: string }): NetworkPeer {
    const namespaceSelector = selectorOf({ [NAMESPACE_NAME]: name });
    return NetworkPeer.select(
      podLabels === undefined ? { namespaceSelector } : { namespaceSelector, podSelector: selectorOf(podLabels) },
    );
  }

  /** Pods as Kubernetes selects them. */
  static select(selection: PodSelection): NetworkPeer {
    const { options: known, wrong } = readOptions(selection, SELECTION);
    return new NetworkPeer(known, wrong);
  }

  /** @default - addresses, not pods */
  readonly podSelector?: LabelSelector;
  /** @default - the namespace of the policy, or addresses */
  readonly namespaceSelector?: LabelSelector;
  readonly #except: readonly string[];
  readonly #wrong: readonly Finding[];

  private constructor(
    selection: PodSelection,
    wrong: readonly Finding[],
    /** @default - pods, not addresses */
    readonly cidr?: string,
    except: readonly string[] = [],
  ) {
    this.podSelector = selection.podSelector;
    this.namespaceSelector = selection.namespaceSelector;
    this.#except = except;
    this.#wrong = wrong;
  }

  /** Ranges of addresses that are not meant: a copy. */
  get except(): string[] {
    return [...this.#except];
  }

  findings(field: string): Finding[] {
    return optionFindings(field, this.#wrong, this.rules(field));
  }

  /** The other end in words. */
  toString(): string {
    const { cidr, except, podSelector, namespaceSelector } = this;
    if (cidr !== undefined) {
      return except.length === 0 ? cidr : `${cidr} but ${except.join(', ')}`;
    }
    const pods = podSelector === undefined ? 'pods' : `pods ${show(podSelector)}`;
    return namespaceSelector === undefined ? pods : `${pods} of namespaces ${show(namespaceSelector)}`;
  }

  private rules(field: string): Finding[] {
    const { cidr, except, podSelector, namespaceSelector } = this;
    if (cidr !== undefined) {
      const wrong = cidrFindings(field, cidr);
      return wrong.length > 0 ? wrong : except.flatMap((range) => exceptFindings(`${field}.except`, cidr, range));
    }
    return [
      ...(podSelector === undefined && namespaceSelector === undefined ? [nobody(field)] : []),
      ...(podSelector === undefined ? [] : selectorFindings(`${field}.podSelector`, podSelector)),
      ...(namespaceSelector === undefined ? [] : namespaceFindings(`${field}.namespaceSelector`, namespaceSelector)),
    ];
  }
}

/** Keys, values and operators are such that Kubernetes accepts them. */
export function selectorFindings(field: string, { matchLabels = {}, matchExpressions = [] }: LabelSelector): Finding[] {
  return [
    ...Object.entries(matchLabels).flatMap(([key, value]) => [
      ...labelKey(`${field}.matchLabels.${key}`, key),
      ...labelValue(`${field}.matchLabels.${key}`, value),
    ]),
    ...matchExpressions.flatMap((requirement, index) =>
      requirementFindings(`${field}.matchExpressions[${index}]`, requirement),
    ),
  ];
}

function requirementFindings(field: string, { key, operator, values = [] }: LabelRequirement): Finding[] {
  const code = 'label-operator-invalid';
  const wantsValues = operator === 'In' || operator === 'NotIn';
  const mismatch: Finding = {
    code,
    field: `${field}.values`,
    given: show(values),
    allowed: wantsValues ? 'at least one value' : `no value beside ${operator}`,
    remedy: 'Give values to In and NotIn only.',
  };
  const wrong = oneOf(`${field}.operator`, operator, OPERATORS, { code, remedy: 'Use one of these operators.' });
  return [
    ...labelKey(`${field}.key`, key),
    ...wrong,
    ...(wrong.length === 0 && wantsValues !== values.length > 0 ? [mismatch] : []),
    ...values.flatMap((value) => labelValue(`${field}.values`, value)),
  ];
}

/** Where a namespace is named, the name is one of a namespace. */
function namespaceFindings(field: string, selector: LabelSelector): Finding[] {
  const { matchLabels = {} } = selector;
  const { [NAMESPACE_NAME]: name } = matchLabels;
  const wrong = name === undefined ? [] : dnsLabel(field, name);
  return wrong.length > 0 ? wrong : selectorFindings(field, selector);
}

function selectorOf(matchLabels: { [key: string]: string }): LabelSelector {
  return isMapping(matchLabels) && Object.keys(matchLabels).length === 0 ? {} : { matchLabels };
}

function nobody(field: string): Finding {
  const [allowed, remedy] = ['labels of pods or of namespaces', 'Use one of the factories of NetworkPeer.'];
  return { code: 'network-peer-empty', field, given: 'neither pods nor namespaces', allowed, remedy };
}
