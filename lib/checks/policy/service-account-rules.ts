import { showSafely } from '../../model/core/credentials';
import { CheckScope } from '../check-scope';
import { CheckedPod } from '../checked-pod';
import { at, listAt, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { NO_PROBLEM, podRule } from '../rule-kinds';
import { ADVICE, STRICT } from '../severity';
import { CLUSTER_ROLE_BINDING, keyOf, objectsOf, ROLE_BINDING, SERVICE_ACCOUNT } from './kinds';
import { perScope } from './per-scope';

const DEFAULT = 'default';

/** As whom pods speak to the Kubernetes API. */
export const SERVICE_ACCOUNT_RULES: readonly Rule[] = [
  podRule(
    {
      id: 'service-account-token',
      needs: [Unusual.TOKEN],
      severity: STRICT,
      summary: 'Pods that need nothing of the Kubernetes API get no token for it.',
      remedy:
        'Set automountServiceAccountToken to false, as workloads of this library do by default, or bind a role to the account.',
      aliases: { polaris: ['automountServiceAccountToken'], checkov: ['CKV_K8S_38'] },
    },
    (pod, scope) => {
      const { object, spec, field } = pod;
      const own = at(spec, 'automountServiceAccountToken');
      return !mountsToken(pod, scope) || boundAccounts(scope).has(keyOf(object.namespace, accountOf(pod)))
        ? NO_PROBLEM
        : [
            {
              field: `${field}.automountServiceAccountToken`,
              given: own === undefined ? 'nothing' : showSafely(own),
              allowed: `false, for no role is bound to ServiceAccount ${accountOf(pod)} here`,
            },
          ];
    },
  ),
  podRule(
    {
      id: 'default-service-account',
      needs: [Unusual.TOKEN],
      severity: ADVICE,
      summary: 'Pods that get a token have a ServiceAccount of their own, not that of the whole namespace.',
      remedy: 'Name one: serviceAccount of a workload. Workloads of this library have one by default.',
      aliases: { kubeLinter: ['default-service-account'], checkov: ['CKV_K8S_41'] },
    },
    (pod, scope) =>
      accountOf(pod) === DEFAULT && mountsToken(pod, scope)
        ? [
            {
              field: `${pod.field}.serviceAccountName`,
              given: at(pod.spec, 'serviceAccountName') === undefined ? 'nothing' : `"${DEFAULT}"`,
              allowed: 'a ServiceAccount that is not for all pods of the namespace',
            },
          ]
        : NO_PROBLEM,
  ),
];

function accountOf({ spec }: CheckedPod): string {
  const named = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount') ?? '';
  return named === '' ? DEFAULT : named;
}

/** Whether the pod gets a token; its account decides where it says nothing itself. */
function mountsToken(pod: CheckedPod, scope: CheckScope): boolean {
  const said =
    at(pod.spec, 'automountServiceAccountToken') ?? automounts(scope).get(keyOf(pod.object.namespace, accountOf(pod)));
  return said !== false;
}

/** What ServiceAccounts say about the tokens of pods that say nothing. */
const automounts = perScope(
  (scope) =>
    new Map(
      objectsOf(scope, SERVICE_ACCOUNT).map(({ manifest, namespace, name }) => [
        keyOf(namespace, name),
        at(manifest, 'automountServiceAccountToken'),
      ]),
    ),
);

/** ServiceAccounts that a role is bound to. */
const boundAccounts = perScope((scope) => {
  const bindings = [...objectsOf(scope, ROLE_BINDING), ...objectsOf(scope, CLUSTER_ROLE_BINDING)];
  return new Set(
    bindings.flatMap(({ manifest, namespace }) =>
      listAt(manifest, 'subjects')
        .filter((subject) => textAt(subject, 'kind') === 'ServiceAccount')
        .map((subject) => keyOf(textAt(subject, 'namespace') ?? namespace, textAt(subject, 'name') ?? '')),
    ),
  );
});
