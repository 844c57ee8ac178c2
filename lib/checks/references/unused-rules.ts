import { CheckScope } from '../check-scope';
import { CheckedObject, groupOf } from '../checked-object';
import { textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule, RuleFinding } from '../rule';
import { onlyWith } from '../rule-kinds';
import { ADVICE } from '../severity';
import { References } from './references';

/** The account that pods have where they name none. */
const DEFAULT_ACCOUNT = 'default';
/** Types of Secrets that Kubernetes and Helm keep for themselves. */
const OWN_TYPES = ['bootstrap.kubernetes.io/token', 'helm.sh/release.v1', 'kubernetes.io/service-account-token'];

/**
 * Rules that say that what is there is used. A name that stands anywhere else counts as a use, and so does a role that
 * lets somebody read the object: programs find objects in many ways.
 */
export const UNUSED_RULES: readonly Rule[] = [
  onlyWith([Unusual.REFERENCE], {
    id: 'unused-config-map',
    severity: ADVICE,
    summary: 'Every ConfigMap is used.',
    remedy: 'Give it to a workload (config, envFrom or a volume), or take it away.',
    check: (scope) => unused(scope, 'ConfigMap', 'configmaps'),
  }),
  onlyWith([Unusual.REFERENCE], {
    id: 'unused-secret',
    severity: ADVICE,
    summary: 'Every Secret is used that is rendered or made by a rendered object.',
    remedy: 'Give it to a workload (secrets, envFrom or a volume), or take away what makes it.',
    check: (scope) => [
      ...unused(scope, 'Secret', 'secrets').filter(({ object }) => !isKept(object)),
      ...unusedMade(scope),
    ],
  }),
  onlyWith([Unusual.REFERENCE], {
    id: 'unused-claim',
    severity: ADVICE,
    summary: 'Every PersistentVolumeClaim is mounted.',
    remedy: 'Mount it by Volume.sharedClaim, or take it away: storage costs.',
    check: (scope) => unused(scope, 'PersistentVolumeClaim', 'persistentvolumeclaims'),
  }),
  onlyWith([Unusual.REFERENCE], {
    id: 'unused-service-account',
    severity: ADVICE,
    summary: 'Every ServiceAccount is that of a pod.',
    remedy: 'Give its name to a workload (serviceAccountName), or take it away.',
    check: (scope) => unusedAccounts(scope),
  }),
];

function unused(scope: CheckScope, kind: string, resource: string): RuleFinding[] {
  const { uses } = References.of(scope);
  return scope
    .ofKind(kind)
    .filter(({ apiVersion, namespace, name }) => isCore(apiVersion) && !uses.isUsed(kind, resource, namespace, name))
    .map((object) => notUsed(object, 'metadata.name', `a ${kind} that nothing uses`));
}

/** Secrets that are made although nothing reads them. Routes that have one made also read it. */
function unusedMade(scope: CheckScope): RuleFinding[] {
  const { index, uses } = References.of(scope);
  return index.madeSecrets
    .filter(({ maker, name }) => !uses.isUsed('Secret', 'secrets', maker.namespace, name))
    .map(({ maker, field }) => notUsed(maker, field, 'a Secret that nothing uses'));
}

/** A binding makes no use of an account: it says what the account may do. */
function unusedAccounts(scope: CheckScope): RuleFinding[] {
  const used = new Set(
    scope.pods.map(({ object, spec }) => accountKey(object.namespace, textAt(spec, 'serviceAccountName'))),
  );
  const { uses } = References.of(scope);
  return scope
    .ofKind('ServiceAccount')
    .filter(({ apiVersion, name }) => isCore(apiVersion) && name !== DEFAULT_ACCOUNT)
    .filter(({ namespace, name }) => !used.has(accountKey(namespace, name)) && !uses.isMentioned(name))
    .map((object) => notUsed(object, 'metadata.name', 'a ServiceAccount that no pod has'));
}

function accountKey(namespace: string | undefined, name: string | undefined): string {
  return `${namespace ?? ''}\n${name ?? DEFAULT_ACCOUNT}`;
}

function isCore(apiVersion: string): boolean {
  return groupOf(apiVersion) === '';
}

function isKept({ manifest }: CheckedObject): boolean {
  return OWN_TYPES.includes(textAt(manifest, 'type') ?? '');
}

function notUsed(object: CheckedObject, field: string, given: string): RuleFinding {
  return { object, field, given, allowed: 'objects that something uses' };
}
