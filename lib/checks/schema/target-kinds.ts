import { KubernetesVersion } from '../../model/cluster/kubernetes-version';
import { CheckScope } from '../check-scope';
import { KnownKinds } from './known-kinds';

const [OLDEST, NEWEST] = [KubernetesVersion.OLDEST_SUPPORTED, KubernetesVersion.NEWEST_KNOWN].map(
  (text) => new KubernetesVersion(text).minor,
) as [number, number];
/** By minor version: what a cluster knows that has no custom resources but those that the tables know. */
const PLAIN = new Map<number, TargetKinds>();

/** What the objects of a scope are judged by. */
export interface TargetKinds {
  /** The minor version of Kubernetes: 31 for 1.31. */
  readonly minor: number;
  readonly kinds: KnownKinds;
}

/** The version and the kinds of the cluster that the objects are for. */
export function targetKinds(scope: CheckScope): TargetKinds {
  return scope.shared(targetOf);
}

function targetOf(scope: CheckScope): TargetKinds {
  const { kubernetesVersion, customResourceDefinitions } = scope;
  // A version that is none is what another rule reports.
  const given = kubernetesVersion.major === 1 ? kubernetesVersion.minor : NEWEST;
  const minor = Math.min(Math.max(given, OLDEST), NEWEST);
  const objects = scope.ofKind('CustomResourceDefinition').map(({ manifest }) => manifest);
  if (objects.length + customResourceDefinitions.length > 0) {
    return { minor, kinds: new KnownKinds({ objects, customResourceDefinitions, minor }) };
  }
  const target = PLAIN.get(minor) ?? {
    minor,
    kinds: new KnownKinds({ objects, customResourceDefinitions, minor }),
  };
  PLAIN.set(minor, target);
  return target;
}
