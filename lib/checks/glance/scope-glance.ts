import { CheckScope } from '../check-scope';
import { MAKER_KINDS } from '../references/made-secrets';
import { REFERENCES } from '../references/object-references';
import { areNamesKnown } from './reference-glance';
import {
  arePodsProtected,
  areRunAsUsual,
  areSelectorsOwn,
  areServicesServed,
  isBudgetUsed,
  isIsolated,
  isPolicyUsed,
} from './selection-glance';
import { signOf, Signs, Unusual } from './sign';

const BUDGET = signOf(Unusual.BUDGET);
const CLUSTER = signOf(Unusual.CLUSTER);
const ISOLATION = signOf(Unusual.ISOLATION);
const OBSERVED = signOf(Unusual.OBSERVED);
const POLICY = signOf(Unusual.POLICY);
const REFERENCE = signOf(Unusual.REFERENCE);
const REPLICAS = signOf(Unusual.REPLICAS);
const SELECTOR = signOf(Unusual.SELECTOR);
const SERVICE = signOf(Unusual.SERVICE);
const UNPROTECTED = signOf(Unusual.UNPROTECTED);
const OF_SCOPE = [BUDGET, ISOLATION, OBSERVED, POLICY, REFERENCE, REPLICAS, SELECTOR, SERVICE, UNPROTECTED];
/** In larger scopes indexes are worth their price, and rules have them. */
const MOST_OBJECTS = 40;

/** In which API version a kind is read here. One of another version counts as unusual. */
const VERSIONS: ReadonlyMap<string, string> = new Map([
  ['ConfigMap', 'v1'],
  ['DaemonSet', 'apps/v1'],
  ['Deployment', 'apps/v1'],
  ['NetworkPolicy', 'networking.k8s.io/v1'],
  ['PodDisruptionBudget', 'policy/v1'],
  ['ReplicaSet', 'apps/v1'],
  ['Service', 'v1'],
  ['ServiceAccount', 'v1'],
  ['StatefulSet', 'apps/v1'],
]);
/** What only its kind says. */
const SIGNS: ReadonlyMap<string, number> = new Map([
  ...[...REFERENCES.keys(), ...MAKER_KINDS, 'Secret'].map((kind) => [kind, REFERENCE] as const),
  ...['PodMonitor', 'ResourceQuota', 'ServiceMonitor'].map((kind) => [kind, OBSERVED] as const),
]);

/** Looks whether the objects of a scope hang together as usual. */
export function lookAtScope(scope: CheckScope, signs: Signs): void {
  signs.clearScope();
  if (scope.cluster !== undefined) {
    signs.raiseForScope(CLUSTER);
  }
  if (scope.objects.length > MOST_OBJECTS || !areKindsUsual(scope, signs)) {
    for (const sign of OF_SCOPE) {
      signs.raiseForScope(sign);
    }
    return;
  }
  raiseUnless(areServicesServed(scope), signs, SERVICE);
  raiseUnless(
    scope.ofKind('NetworkPolicy').every((policy) => isPolicyUsed(policy, scope)),
    signs,
    POLICY,
  );
  raiseUnless(
    scope.ofKind('PodDisruptionBudget').every((budget) => isBudgetUsed(budget, scope)),
    signs,
    BUDGET,
  );
  raiseUnless(arePodsProtected(scope), signs, UNPROTECTED);
  raiseUnless(isIsolated(scope), signs, ISOLATION);
  raiseUnless(areSelectorsOwn(scope), signs, SELECTOR);
  raiseUnless(areRunAsUsual(scope), signs, REPLICAS);
  raiseUnless(areNamesKnown(scope), signs, REFERENCE);
}

function raiseUnless(isUsual: boolean, signs: Signs, sign: number): void {
  if (!isUsual) {
    signs.raiseForScope(sign);
  }
}

function areKindsUsual({ objects }: CheckScope, signs: Signs): boolean {
  for (const { kind, apiVersion } of objects) {
    const version = VERSIONS.get(kind);
    if (version !== undefined && version !== apiVersion) {
      return false;
    }
    const sign = SIGNS.get(kind);
    if (sign !== undefined && kind !== 'ServiceAccount') {
      signs.raiseForScope(sign);
    }
    if (kind === 'HorizontalPodAutoscaler') {
      signs.raiseForScope(REPLICAS);
    }
  }
  return true;
}
