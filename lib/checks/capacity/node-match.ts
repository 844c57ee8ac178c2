import { NodePool, NodeTaint, TaintEffect } from '../../model/cluster/node-pool';
import { fulfilsRequirement } from '../../model/core/label-requirement';
import { Mapping } from '../../model/core/untrusted';
import { at, listAt, mappingAt, textAt } from '../data';

/** Whether pods may run on the nodes of a pool. */
export enum Match {
  YES = 'yes',
  /** It depends on labels that providers set and nobody declared. */
  MAYBE = 'maybe',
  NO = 'no',
}

/** Whether, and why not. */
export interface PoolMatch {
  readonly match: Match;
  /**
   * Why the pods may not run there.
   * @default - they may
   */
  readonly reason?: string;
}

const YES: PoolMatch = { match: Match.YES };
const MAYBE: PoolMatch = { match: Match.MAYBE };
/** Domains below which providers and kubelet label nodes by themselves. */
const PROVIDER_DOMAINS = [
  'kubernetes.io',
  'k8s.io',
  'google.com',
  'amazonaws.com',
  'azure.com',
  'oraclecloud.com',
  'node.info',
];
/** Labels without a domain that AKS and OKE set. */
const PROVIDER_LABELS = [
  'agentpool',
  'displayName',
  'hostname',
  'internal_addr',
  'name',
  'storageprofile',
  'storagetier',
];

/** Whether the scheduler may put the pod on nodes of the pool, resources aside. */
export function poolMatch(pod: Mapping, pool: NodePool): PoolMatch {
  // A pod that names its node is past the scheduler.
  if (textAt(pod, 'nodeName') !== undefined) {
    return MAYBE;
  }
  const ofTaints = taintMatch(pod, pool);
  return ofTaints.match === Match.NO ? ofTaints : labelMatch(pod, pool);
}

/** Whether the pod tolerates the taints of the pool's nodes, their labels aside. */
export function taintMatch(pod: Mapping, pool: NodePool): PoolMatch {
  const taint = pool.taints.find((each) => keepsOff(each) && !isTolerated(each, listAt(pod, 'tolerations')));
  if (taint === undefined) {
    return YES;
  }
  const { key, value = '', effect } = taint;
  return no(`its taint ${key}${value === '' ? '' : `=${value}`}:${effect} is not tolerated`);
}

/** Whether the pod's selector and required affinity accept the labels of the pool's nodes, taints aside. */
export function labelMatch(pod: Mapping, pool: NodePool): PoolMatch {
  const labels = labelsOf(pool);
  const selector = mappingAt(pod, 'nodeSelector');
  const terms = at(pod, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return all([
    ...Object.keys(selector).map((key) => fulfils(labels, key, 'In', [selector[key]])),
    ...(terms === undefined ? [] : [anyTerm(labels, listAt(terms, 'nodeSelectorTerms'))]),
  ]);
}

/** The value of a label of the pool's nodes; `undefined` where they lack it, `null` where that is not known. */
export function labelValueOf(pool: NodePool, key: string): string | null | undefined {
  return valueOf(labelsOf(pool), key);
}

function labelsOf(pool: NodePool): Mapping {
  const architecture = pool.shape?.architecture;
  return {
    'kubernetes.io/arch': architecture,
    'beta.kubernetes.io/arch': architecture,
    'kubernetes.io/os': 'linux',
    'beta.kubernetes.io/os': 'linux',
    ...pool.labels,
  };
}

function valueOf(labels: Mapping, key: string): string | null | undefined {
  if (Object.hasOwn(labels, key)) {
    const value = labels[key];
    return typeof value === 'string' ? value : null;
  }
  const slash = key.indexOf('/');
  const domain = key.slice(0, Math.max(0, slash));
  const isProviders =
    slash === -1
      ? PROVIDER_LABELS.includes(key)
      : PROVIDER_DOMAINS.some((each) => domain === each || domain.endsWith(`.${each}`));
  return isProviders ? null : undefined;
}

/** One of the terms is fulfilled; one that demands nothing is not. */
function anyTerm(labels: Mapping, terms: readonly unknown[]): PoolMatch {
  const matches = terms.map((term) => {
    const expressions = listAt(term, 'matchExpressions');
    const fields = listAt(term, 'matchFields');
    return expressions.length + fields.length === 0
      ? no('a term of its node affinity is empty')
      : all([
          ...expressions.map((each) =>
            fulfils(labels, textAt(each, 'key') ?? '', textAt(each, 'operator'), listAt(each, 'values')),
          ),
          // The name of a node, which is not known before there is one.
          ...fields.map(() => MAYBE),
        ]);
  });
  return (
    matches.find(({ match }) => match === Match.YES) ??
    matches.find(({ match }) => match === Match.MAYBE) ??
    matches[0] ??
    no('its node affinity has no term')
  );
}

function fulfils(labels: Mapping, key: string, operator: string | undefined, values: readonly unknown[]): PoolMatch {
  const value = valueOf(labels, key);
  if (value === null) {
    return MAYBE;
  }
  const isFulfilled = compare(operator, value, values);
  const has = value === undefined ? `it has no label ${key}` : `its label ${key} is ${value}`;
  return isFulfilled === undefined ? MAYBE : isFulfilled ? YES : no(has);
}

/** `undefined` for an operator that nobody knows. */
function compare(operator: string | undefined, value: string | undefined, values: readonly unknown[]) {
  switch (operator) {
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return fulfilsRequirement(operator, value, values);
  }
}

function keepsOff({ effect }: NodeTaint): boolean {
  return effect === TaintEffect.NO_SCHEDULE || effect === TaintEffect.NO_EXECUTE;
}

function isTolerated({ key, value = '', effect }: NodeTaint, tolerations: readonly unknown[]): boolean {
  return tolerations.some((toleration) => {
    const own = mappingAt(toleration);
    const operator = textAt(own, 'operator') ?? 'Equal';
    const isForKey = (own['key'] ?? '') === '' ? operator === 'Exists' : own['key'] === key;
    const isForEffect = (own['effect'] ?? '') === '' || own['effect'] === effect;
    // Operators that are newer than this code may tolerate it.
    return isForKey && isForEffect && (operator !== 'Equal' || (own['value'] ?? '') === value);
  });
}

function all(matches: readonly PoolMatch[]): PoolMatch {
  return matches.find(({ match }) => match === Match.NO) ?? matches.find(({ match }) => match === Match.MAYBE) ?? YES;
}

function no(reason: string): PoolMatch {
  return { match: Match.NO, reason };
}
