import { CloudCluster } from '../model/cluster/cloud-cluster';
import { KubernetesVersion } from '../model/cluster/kubernetes-version';
import { listOf, Mapping } from '../model/core/untrusted';
import { ExternalObject } from '../model/external/external-object';
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
   * Objects that are in the cluster besides those that are judged and those that the cluster provides. One that belongs to
   * a namespace and names none is in every namespace.
   * @default - none
   */
  readonly external?: readonly ExternalObject[];
  /**
   * Manifests of CustomResourceDefinitions that the cluster has, besides those among the objects and those of which the
   * library has constructs. A definition that is given replaces that of the library.
   * @default - none
   */
  readonly customResourceDefinitions?: readonly Mapping[];
}

const NEWEST = new KubernetesVersion(KubernetesVersion.NEWEST_KNOWN);
const NO_OBJECTS: readonly CheckedObject[] = Object.freeze([]);

/** All objects of one cluster: what rules look at. */
export class CheckScope {
  /** Every object. */
  readonly objects: readonly CheckedObject[];
  /** The version of Kubernetes that the objects must suit. */
  readonly kubernetesVersion: KubernetesVersion;
  /** Objects that are in the cluster, although they are not judged. */
  readonly external: readonly ExternalObject[];
  /** @default - nothing is known of the cluster */
  readonly cluster?: CloudCluster;
  /** CustomResourceDefinitions that are not among the objects. */
  readonly customResourceDefinitions: readonly Mapping[];
  readonly #byKind = new Map<string, CheckedObject[]>();
  readonly #shared = new Map<unknown, unknown>();
  #pods?: readonly CheckedPod[];
  #lastPod = 0;

  constructor({ objects, cluster, kubernetesVersion, customResourceDefinitions, external = [] }: CheckScopeProps) {
    this.objects = objects;
    this.external = [...external, ...(cluster?.provides ?? [])];
    this.cluster = cluster;
    this.customResourceDefinitions = listOf(customResourceDefinitions);
    this.kubernetesVersion = kubernetesVersion ?? cluster?.kubernetesVersion ?? NEWEST;
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
    return this.#byKind.get(kind) ?? NO_OBJECTS;
  }

  /** Every object's pod, of those that have one. */
  get pods(): readonly CheckedPod[] {
    this.#pods ??= podsOf(this.objects);
    return this.#pods;
  }

  /** The pod of an object; quickly, where objects are asked for in their order. */
  podOf(object: CheckedObject): CheckedPod | undefined {
    const { pods } = this;
    for (let tried = 0; tried < pods.length; tried += 1) {
      const position = (this.#lastPod + tried) % pods.length;
      const pod = pods[position];
      if (pod?.object === object) {
        this.#lastPod = position;
        return pod;
      }
    }
    return undefined;
  }

  /** What a function makes of the scope, worked out once however many rules ask for it. */
  shared<T>(compute: (scope: CheckScope) => T): T {
    const known = this.#shared.get(compute);
    if (known !== undefined || this.#shared.has(compute)) {
      return known as T;
    }
    const computed = compute(this);
    this.#shared.set(compute, computed);
    return computed;
  }
}

function podsOf(objects: readonly CheckedObject[]): CheckedPod[] {
  const pods: CheckedPod[] = [];
  for (const object of objects) {
    const pod = podOf(object);
    if (pod !== undefined) {
      pods.push(pod);
    }
  }
  return pods;
}
