import { Mapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { CheckedPod } from '../checked-pod';
import { entriesOf, fieldOf, itemsOf } from './fields';

/*
 * What selects pods by labels, seen without any list. Every function may call usual things unusual, but never the other way
 * round.
 */

const WORKLOADS = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'];

/** Whether every Service selects pods that have its ports. */
export function areServicesServed(scope: CheckScope): boolean {
  for (const { manifest, namespace } of scope.ofKind('Service')) {
    const spec = manifest['spec'];
    const selector = entriesOf(fieldOf(spec, 'selector'));
    if (fieldOf(spec, 'type') === 'ExternalName' || isEmpty(selector)) {
      return false;
    }
    if (!isAnySelected(selector, namespace, scope.pods)) {
      return false;
    }
    for (const port of itemsOf(spec, 'ports')) {
      const target = fieldOf(port, 'targetPort') ?? fieldOf(port, 'port');
      if (!isServed(target, fieldOf(port, 'protocol'), selector, namespace, scope.pods)) {
        return false;
      }
    }
  }
  return true;
}

/** Whether the policy is about pods, and opens ports that they have. */
export function isPolicyUsed(policy: CheckedObject, { pods }: CheckScope): boolean {
  const spec = policy.manifest['spec'];
  const selector = fieldOf(spec, 'podSelector');
  const labels = entriesOf(fieldOf(selector, 'matchLabels'));
  if (hasExpressions(selector) || !isAnySelected(labels, policy.namespace, pods)) {
    return false;
  }
  for (const rule of itemsOf(spec, 'egress')) {
    const [peer, ...others] = itemsOf(rule, 'to');
    if (isOwnPods(peer) && (others.length > 0 || !arePortsServed(rule, fieldOf(peer, 'podSelector'), policy, pods))) {
      return false;
    }
  }
  for (const rule of itemsOf(spec, 'ingress')) {
    if (!arePortsServed(rule, selector, policy, pods)) {
      return false;
    }
  }
  return true;
}

function isOwnPods(peer: unknown): boolean {
  return fieldOf(peer, 'podSelector') !== undefined && fieldOf(peer, 'namespaceSelector') === undefined;
}

/** Whether a selected pod has each port that the rule opens. */
function arePortsServed(
  rule: unknown,
  selector: unknown,
  { namespace }: CheckedObject,
  pods: readonly CheckedPod[],
): boolean {
  const labels = entriesOf(fieldOf(selector, 'matchLabels'));
  for (const opened of itemsOf(rule, 'ports')) {
    const isOne = fieldOf(opened, 'endPort') === undefined && !hasExpressions(selector);
    if (!isOne || !isServed(fieldOf(opened, 'port'), fieldOf(opened, 'protocol'), labels, namespace, pods)) {
      return false;
    }
  }
  return true;
}

/** Whether the budget is about pods. */
export function isBudgetUsed({ manifest, namespace }: CheckedObject, { pods }: CheckScope): boolean {
  const selector = fieldOf(manifest['spec'], 'selector');
  return !hasExpressions(selector) && isAnySelected(entriesOf(fieldOf(selector, 'matchLabels')), namespace, pods);
}

/** Whether budgets are about every pod. */
export function arePodsProtected(scope: CheckScope): boolean {
  for (const pod of scope.pods) {
    if (!isProtected(pod, scope.ofKind('PodDisruptionBudget'))) {
      return false;
    }
  }
  return true;
}

function isProtected(pod: CheckedPod, budgets: readonly CheckedObject[]): boolean {
  for (const { manifest, namespace } of budgets) {
    const selector = fieldOf(manifest['spec'], 'selector');
    if (fieldOf(selector, 'matchLabels') !== undefined && selects(selector, namespace, pod)) {
      return true;
    }
  }
  return false;
}

/** Whether NetworkPolicies speak of both directions of every pod. */
export function isIsolated(scope: CheckScope): boolean {
  const policies = scope.ofKind('NetworkPolicy');
  for (const pod of scope.pods) {
    let [isIngress, isEgress] = [false, false];
    for (const { manifest, namespace } of policies) {
      const selector = fieldOf(manifest['spec'], 'podSelector');
      if (selects(selector, namespace, pod)) {
        const types = itemsOf(manifest['spec'], 'policyTypes');
        isIngress ||= types.includes('Ingress');
        isEgress ||= types.includes('Egress');
      }
    }
    if (!isIngress || !isEgress) {
      return false;
    }
  }
  return true;
}

/** Whether every workload selects the pods of its own template. */
export function areSelectorsOwn(scope: CheckScope): boolean {
  for (const kind of WORKLOADS) {
    for (const { manifest } of scope.ofKind(kind)) {
      const selector = fieldOf(manifest['spec'], 'selector');
      const labels = entriesOf(fieldOf(selector, 'matchLabels'));
      const metadata = fieldOf(fieldOf(manifest['spec'], 'template'), 'metadata');
      if (hasExpressions(selector) || isEmpty(labels) || !includes(entriesOf(fieldOf(metadata, 'labels')), labels)) {
        return false;
      }
    }
  }
  return true;
}

/** Whether several pods run of everything of which there may be several, kept apart. */
export function areRunAsUsual({ pods }: CheckScope): boolean {
  for (const { object, spec, metadata } of pods) {
    const replicas = WORKLOADS.includes(object.kind) ? fieldOf(object.manifest['spec'], 'replicas') : 0;
    const isOneEnough = object.kind !== 'Deployment' && replicas === 1;
    if (replicas !== 0 && !isOneEnough && !isSpread(replicas, spec, entriesOf(metadata['labels']))) {
      return false;
    }
  }
  return true;
}

function isSpread(replicas: unknown, spec: Mapping, labels: Mapping): boolean {
  for (const constraint of itemsOf(spec, 'topologySpreadConstraints')) {
    const selector = fieldOf(constraint, 'labelSelector');
    const wanted = fieldOf(selector, 'matchLabels');
    if (wanted !== undefined && !hasExpressions(selector) && includes(labels, entriesOf(wanted))) {
      return typeof replicas === 'number' && replicas > 1;
    }
  }
  return false;
}

/** Whether a pod that is selected has the port, which nothing is said of where there is none. */
function isServed(
  port: unknown,
  protocol: unknown,
  labels: Mapping,
  namespace: string | undefined,
  pods: readonly CheckedPod[],
): boolean {
  for (const pod of pods) {
    if (isSelected(labels, namespace, pod) && hasPort(pod, port, protocol ?? 'TCP')) {
      return true;
    }
  }
  return false;
}

function hasPort({ containers }: CheckedPod, wanted: unknown, protocol: unknown): boolean {
  for (const { spec } of containers) {
    for (const port of itemsOf(spec, 'ports')) {
      const number = fieldOf(port, 'containerPort');
      const isMeant = wanted !== undefined && (wanted === number || wanted === fieldOf(port, 'name'));
      if (isMeant && typeof number === 'number' && (fieldOf(port, 'protocol') ?? 'TCP') === protocol) {
        return true;
      }
    }
  }
  return false;
}

function isAnySelected(labels: Mapping, namespace: string | undefined, pods: readonly CheckedPod[]): boolean {
  for (const pod of pods) {
    if (isSelected(labels, namespace, pod)) {
      return true;
    }
  }
  return false;
}

function selects(selector: unknown, namespace: string | undefined, pod: CheckedPod): boolean {
  return !hasExpressions(selector) && isSelected(entriesOf(fieldOf(selector, 'matchLabels')), namespace, pod);
}

function isSelected(labels: Mapping, namespace: string | undefined, { object, metadata }: CheckedPod): boolean {
  return object.namespace === namespace && includes(entriesOf(metadata['labels']), labels);
}

function includes(labels: Mapping, wanted: Mapping): boolean {
  for (const key in wanted) {
    if (labels[key] !== wanted[key]) {
      return false;
    }
  }
  return true;
}

function hasExpressions(selector: unknown): boolean {
  return itemsOf(selector, 'matchExpressions').length > 0;
}

function isEmpty(mapping: Mapping): boolean {
  for (const _ in mapping) {
    return false;
  }
  return true;
}
