import { CloudCluster } from '../model/cluster/cloud-cluster';
import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { listOf, Mapping } from '../model/core/untrusted';
import { CheckedObject } from './checked-object';
import { CheckedPod, podOf } from './checked-pod';

/** What is judged together. */
export interface CheckScopeProps {
  /** Every object that is known of the cluster. */
  readonly objects: readonly CheckedObject[];
  /**
   * The cluster that they are for.
   * @default - nothing is known of it
   */
  readonly cluster?: CloudCluster;
  /**
   * The version of Kubernetes that they must suit.
   * @default - that of the cluster, or the newest that is known
   */
  readonly kubernetesVersion?: KubernetesVersion;
  /**
   * Manifests of CustomResourceDefinitions that the cluster has, besides those among the objects and those of which the
   * library has constructs. A definition that is given replaces that of the library.
   * @default - none
   */
  readonly customResourceDefinitions?: readonly Mapping[];
}

/** All objects of one cluster: what rules look at. */
export class CheckScope {
  /** Every object. */
  readonly objects: readonly CheckedObject[];
  /** The version of Kubernetes that the objects must suit. */
  readonly kubernetesVersion: KubernetesVersion;
  /** @default - nothing is known of the cluster */
  readonly cluster?: CloudCluster;
  /** CustomResourceDefinitions that are not among the objects. */
  readonly customResourceDefinitions: readonly Mapping[];
  readonly #byKind = new Map<string, CheckedObject[]>();
  #pods?: readonly CheckedPod[];

  constructor({ objects, cluster, kubernetesVersion, customResourceDefinitions }: CheckScopeProps) {
    this.objects = objects;
    this.cluster = cluster;
    this.customResourceDefinitions = listOf(customResourceDefinitions);
    this.kubernetesVersion =
      kubernetesVersion ?? cluster?.kubernetesVersion ?? new KubernetesVersion(KubernetesVersion.NEWEST_KNOWN);
    for (const object of objects) {
      const same = this.#byKind.get(object.kind);
      if (same === undefined) {
        this.#byKind.set(object.kind, [object]);
      } else {
        same.push(object);
      }
    }
  }

  /** The objects of a kind. */
  ofKind(kind: string): readonly CheckedObject[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Every object's pod, of those that have one. */
  get pods(): readonly CheckedPod[] {
    this.#pods ??= this.objects.flatMap((object) => podOf(object) ?? []);
    return this.#pods;
  }
}
