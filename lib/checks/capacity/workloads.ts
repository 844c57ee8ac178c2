import { ClusterAddOn } from '../../model/cluster/cluster-add-on';
import { CheckScope } from '../check-scope';
import { labelOf } from '../checked-object';
import { podLoads, PodLoad } from './pod-load';
import { PodRequests } from './pod-request';
import { Amounts } from './problem';
import { PODS, Resources } from './resources';

/** Everything that is to run on a cluster, whatever its nodes are. A kind is a load, or after these an add-on. */
export class Workloads {
  readonly resources = new Resources();
  readonly loads: readonly PodLoad[];
  /** Add-ons whose pods run anywhere. */
  readonly floating: readonly ClusterAddOn[];
  /** Add-ons with a pod on every node. */
  readonly everywhere: readonly ClusterAddOn[];
  /** By kind: what each pod requests. */
  readonly requests: readonly Amounts[];
  /** By kind: pods that run all the time. */
  readonly atRest: readonly number[];

  constructor(
    readonly scope: CheckScope,
    addOns: readonly ClusterAddOn[],
  ) {
    const requests = new PodRequests(scope, this.resources);
    this.loads = podLoads(scope);
    this.floating = addOns.filter(({ replicas }) => replicas !== undefined);
    this.everywhere = addOns.filter(({ replicas }) => replicas === undefined);
    this.requests = [...this.loads.map(({ pod }) => requests.of(pod)), ...this.floating.map(requestOf)];
    this.atRest = this.counts(({ atRest }) => atRest);
  }

  /** By kind: a number of pods, beside the add-ons. */
  counts(of: (load: PodLoad, kind: number) => number): number[] {
    return [...this.loads.map(of), ...this.floating.map(({ replicas = 0 }) => replicas)];
  }

  /** The kind in messages: `Deployment backend`. */
  nameOf(kind: number): string {
    const load = this.loads[kind];
    return load === undefined ? `add-on ${this.floating[kind - this.loads.length]?.name}` : labelOf(load.pod.object);
  }

  /** What so many pods of each kind request together. */
  total(counts: readonly number[]): number[] {
    const sums = Array.from({ length: this.resources.length }, () => 0);
    counts.forEach((count, kind) => {
      (this.requests[kind] ?? []).forEach((amount, resource) => {
        sums[resource] = (sums[resource] ?? 0) + amount * count;
      });
    });
    return sums;
  }
}

/** What a pod of an add-on requests. */
export function requestOf({ cpuMillis, memoryBytes }: ClusterAddOn): number[] {
  const request = [cpuMillis, memoryBytes];
  request[PODS] = 1;
  return request;
}
