import { compareText } from '../../model/core/compare-text';
import { showWithoutValue } from '../../model/core/rules';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { onlyWith } from '../rule-kinds';
import { DEPLOYED } from '../severity';
import { listed } from './listed';
import { References } from './references';

/** Rules about namespaces. */
export const NAMESPACE_RULES: readonly Rule[] = [
  onlyWith([Unusual.CLUSTER], {
    id: 'nonexistent-namespace',
    severity: DEPLOYED,
    summary: 'Every namespace that objects belong to is there, where the cluster is known.',
    remedy: 'Let the chart create it, or say createNamespace: false where somebody else does.',
    check: (scope) => {
      // Where nothing is known of a cluster, manifests are mostly applied into a namespace that is there.
      if (scope.cluster === undefined) {
        return [];
      }
      const { index } = References.of(scope);
      const missing = [...firstOfEach(scope)].filter(
        ([namespace]) => index.find('Namespace', undefined, namespace).length === 0,
      );
      return missing.map(([namespace, object]) => {
        const allowed = `a Namespace that is there: ${listed(index.names('Namespace', undefined))}`;
        return { object, field: 'metadata.namespace', given: showWithoutValue(namespace), allowed };
      });
    },
  }),
];

/** One object of each namespace, whatever the order of definition. */
function firstOfEach({ objects }: CheckScope): ReadonlyMap<string, CheckedObject> {
  const first = new Map<string, CheckedObject>();
  for (const object of objects) {
    const { namespace } = object;
    const known = namespace === undefined ? undefined : first.get(namespace);
    if (namespace !== undefined && (known === undefined || isBefore(object, known))) {
      first.set(namespace, object);
    }
  }
  return first;
}

function isBefore(a: CheckedObject, b: CheckedObject): boolean {
  return (compareText(a.kind, b.kind) || compareText(a.name, b.name)) < 0;
}
