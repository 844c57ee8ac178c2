import { compareText } from '../../model/core/compare-text';
import { CheckScope } from '../check-scope';
import { CheckedObject } from '../checked-object';
import { at, mappingAt, textAt } from '../data';
import { ApiKind, isOf } from '../rule-kinds';
import { AUTOSCALER, DEPLOYMENT, keyOf, objectsOf, REPLICA_SET, STATEFUL_SET } from './kinds';
import { perScope } from './per-scope';

/** How many pods an object runs. */
export interface Replicas {
  readonly minimum: number;
  readonly maximum: number;
  /**
   * Who changes the number.
   * @default - nobody
   */
  readonly autoscaler?: CheckedObject;
}

const REPLICATED: readonly ApiKind[] = [DEPLOYMENT, STATEFUL_SET, REPLICA_SET];

/** How many pods the object runs; `undefined` where it is not the object that says so. */
export function replicasOf(scope: CheckScope, object: CheckedObject): Replicas | undefined {
  return REPLICATED.some((kind) => isOf(object, kind)) ? countReplicas(scope, object) : undefined;
}

function countReplicas(scope: CheckScope, object: CheckedObject): Replicas {
  const autoscaler = autoscalerOf(scope, object);
  if (autoscaler === undefined) {
    const replicas = countAt(object.manifest, 'replicas') ?? 1;
    return { minimum: replicas, maximum: replicas };
  }
  const minimum = countAt(autoscaler.manifest, 'minReplicas') ?? 1;
  return { minimum, maximum: Math.max(minimum, countAt(autoscaler.manifest, 'maxReplicas') ?? minimum), autoscaler };
}

/** The autoscaler that sets the number of replicas of the object. */
export function autoscalerOf(scope: CheckScope, { namespace, kind, name }: CheckedObject): CheckedObject | undefined {
  // Most scopes have none.
  return scope.ofKind(AUTOSCALER.kind).length === 0 ? undefined : autoscalers(scope).get(keyOf(namespace, kind, name));
}

const autoscalers = perScope(
  (scope) =>
    new Map(
      // Of several for one object, which is wrong for another reason, the same one counts whatever their order.
      [...objectsOf(scope, AUTOSCALER)]
        .sort((a, b) => compareText(a.name, b.name))
        .map((object) => {
          const target = mappingAt(object.manifest, 'spec', 'scaleTargetRef');
          return [keyOf(object.namespace, textAt(target, 'kind') ?? '', textAt(target, 'name') ?? ''), object];
        }),
    ),
);

/** A number of pods in the specification of an object; `undefined` where there is none, or it cannot be one. */
function countAt(manifest: unknown, key: string): number | undefined {
  const count = at(manifest, 'spec', key);
  return typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : undefined;
}
