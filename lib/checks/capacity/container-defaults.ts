import { CheckScope } from '../check-scope';
import { listAt, mappingAt } from '../data';
import { amountOf } from './resources';

/** What the LimitRanges of a namespace give containers that say nothing themselves, by resource. */
export interface ContainerDefaults {
  readonly requests: ReadonlyMap<string, number>;
  readonly limits: ReadonlyMap<string, number>;
}

const NOTHING: ContainerDefaults = { requests: new Map(), limits: new Map() };

/** The defaults of each namespace that has a LimitRange. */
export function containerDefaults(scope: CheckScope): (namespace: string | undefined) => ContainerDefaults {
  const ranges = scope.ofKind('LimitRange');
  if (ranges.length === 0) {
    return () => NOTHING;
  }
  const byNamespace = new Map<string, { requests: Map<string, number>; limits: Map<string, number> }>();
  for (const { namespace = '', manifest } of ranges) {
    const defaults = byNamespace.get(namespace) ?? { requests: new Map(), limits: new Map() };
    byNamespace.set(namespace, defaults);
    listAt(manifest, 'spec', 'limits')
      .filter((item) => mappingAt(item)['type'] === 'Container')
      .forEach((item) => {
        // Kubernetes takes the first of these that is there.
        addLeast(defaults.limits, item, ['default', 'max']);
        addLeast(defaults.requests, item, ['defaultRequest', 'default', 'max', 'min']);
      });
  }
  return (namespace = '') => byNamespace.get(namespace) ?? NOTHING;
}

/** Where several LimitRanges differ, nobody knows which one comes first: the least cannot be too much. */
function addLeast(defaults: Map<string, number>, item: unknown, fields: readonly string[]): void {
  const names = new Set(fields.flatMap((field) => Object.keys(mappingAt(item, field))));
  names.forEach((name) => {
    const given = fields.map((field) => mappingAt(item, field)[name]).find((value) => value !== undefined);
    const amount = amountOf(name, given);
    if (amount !== undefined) {
      defaults.set(name, Math.min(amount, defaults.get(name) ?? Infinity));
    }
  });
}
