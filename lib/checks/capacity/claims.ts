import { CheckScope } from '../check-scope';
import { CheckedPod } from '../checked-pod';
import { listAt, textAt } from '../data';
import type { ConstraintContext } from './constraints';
import { Apart, Near } from './problem';
import { BY_NODE, wholeCluster } from './topologies';

/** Only one node mounts it. */
const ONE_NODE = 'ReadWriteOnce';
/** Only one pod of the cluster mounts it. */
const ONE_POD = 'ReadWriteOncePod';

/** Pods that share a claim which one node can mount run on one node. */
export function claimConstraints({ scope, pools, pods }: ConstraintContext): { apart: Apart[]; near: Near[] } {
  const users = new Map<string, number[]>();
  pods.forEach((pod, kind) => {
    claimsOf(pod).forEach((claim) => {
      users.set(claim, [...(users.get(claim) ?? []), kind]);
    });
  });
  const claims = [...users].map(([claim, kinds]) => ({ mode: modeOf(scope, claim), kinds }));
  return {
    near: claims
      .filter(({ mode }) => mode === ONE_NODE)
      .flatMap(({ kinds }) => kinds.map((kind) => ({ kind, targets: kinds, topology: BY_NODE }))),
    apart: claims
      .filter(({ mode }) => mode === ONE_POD)
      .flatMap(({ kinds }) =>
        kinds.flatMap((kind, index) =>
          kinds.slice(index).map((other) => ({ kinds: [kind, other], topology: wholeCluster(pools) })),
        ),
      ),
  };
}

/** Namespace and name of each claim that the pods share, once. */
function claimsOf({ object, spec }: CheckedPod): Set<string> {
  const names = listAt(spec, 'volumes').flatMap((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName') ?? []);
  return new Set(names.map((name) => `${object.namespace ?? ''}/${name}`));
}

/** The only mode in which the claim can be mounted; `undefined` where there are several, or nobody knows the claim. */
function modeOf(scope: CheckScope, claim: string): unknown {
  const object = scope
    .ofKind('PersistentVolumeClaim')
    .find(({ namespace = '', name }) => `${namespace}/${name}` === claim);
  const modes = new Set(listAt(object?.manifest, 'spec', 'accessModes'));
  return modes.size === 1 ? [...modes][0] : undefined;
}
