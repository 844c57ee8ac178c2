import { KubernetesVersion } from '../../model/cluster/kubernetes-version';
import { isMapping, Mapping } from '../../model/core/untrusted';
import { CheckScope } from '../check-scope';
import { CheckedContainer, CheckedPod, ContainerRole } from '../checked-pod';
import { mappingAt, textAt } from '../data';
import { ContainerDefaults, containerDefaults } from './container-defaults';
import { amountOf, most, plus, PODS, Resources } from './resources';

/** From this version on, `resources` of a pod counts without being turned on. */
const POD_RESOURCES = '1.34';
const HUGE_PAGES = 'hugepages-';

/**
 * Counts what a pod requests, as the scheduler does: what its containers and sidecars request together, or what it needs
 * while it starts, whichever is more. A limit without a request is the request.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
export class PodRequests {
  readonly #defaults: (namespace: string | undefined) => ContainerDefaults;
  readonly #runtimeClasses: ReadonlyMap<string, Mapping>;
  readonly #version: KubernetesVersion;

  constructor(
    scope: CheckScope,
    private readonly resources: Resources,
  ) {
    this.#defaults = containerDefaults(scope);
    this.#runtimeClasses = new Map(scope.ofKind('RuntimeClass').map(({ name, manifest }) => [name, manifest]));
    this.#version = scope.kubernetesVersion;
  }

  /** What a pod requests of each resource, itself among the pods. */
  of(pod: CheckedPod): number[] {
    return this.sum(pod, (container) => this.requestsOf(container, this.defaultsFor(pod)), 'requests');
  }

  /** What a pod may use of each resource at most; nothing of those without a limit. */
  limitsOf(pod: CheckedPod): number[] {
    const { limits } = this.defaultsFor(pod);
    return this.sum(pod, ({ spec }) => this.filled(mappingAt(spec, 'resources', 'limits'), limits), 'limits');
  }

  /** What the namespace gives containers of the pod that say nothing themselves. */
  defaultsFor({ object }: CheckedPod): ContainerDefaults {
    return this.#defaults(object.namespace);
  }

  private sum(pod: CheckedPod, amountsOf: (container: CheckedContainer) => number[], what: string): number[] {
    let running: number[] = [];
    let starting: number[] = [];
    let sidecars: number[] = [];
    for (const container of pod.containers) {
      if (container.role === ContainerRole.EPHEMERAL) {
        continue;
      }
      const request = amountsOf(container);
      if (container.role === ContainerRole.MAIN || container.isSidecar) {
        running = running.length === 0 ? request : plus(running, request);
      }
      if (container.isSidecar) {
        sidecars = plus(sidecars, request);
      }
      if (container.role === ContainerRole.INIT) {
        starting = most(starting, container.isSidecar ? sidecars : plus(sidecars, request));
      }
    }
    const total = starting.length === 0 ? running : most(running, starting);
    return this.withPodLevel(pod, total, what);
  }

  private requestsOf({ spec }: CheckedContainer, { requests: defaults }: ContainerDefaults): number[] {
    const requests = mappingAt(spec, 'resources', 'requests');
    const limits = mappingAt(spec, 'resources', 'limits');
    return this.filled({ ...limits, ...requests }, defaults);
  }

  /** The amounts by position, and the defaults of what is not there. */
  private filled(given: Mapping, defaults: ReadonlyMap<string, number>): number[] {
    const amounts = [0, 0, 0, 0];
    for (const name of Object.keys(given)) {
      amounts[this.resources.positionOf(name)] = amountOf(name, given[name]) ?? 0;
    }
    for (const [name, amount] of defaults) {
      if (!Object.hasOwn(given, name)) {
        amounts[this.resources.positionOf(name)] = amount;
      }
    }
    return amounts;
  }

  private withPodLevel({ spec }: CheckedPod, containers: readonly number[], what: string): number[] {
    const amounts = plus(containers, [0, 0, 0, 0]);
    if (isMapping(spec['resources']) && this.#version.isAtLeast(POD_RESOURCES)) {
      const stated = mappingAt(spec, 'resources', what);
      const limits = mappingAt(spec, 'resources', 'limits');
      const names = new Set([...Object.keys(stated), ...Object.keys(limits)]);
      [...names].filter(countsPerPod).forEach((name) => {
        const position = this.resources.positionOf(name);
        const own = amountOf(name, stated[name]);
        // A limit counts only where no container requests anything.
        amounts[position] = own ?? (amounts[position] || (amountOf(name, limits[name]) ?? 0));
      });
    }
    const overhead = this.overheadOf(spec);
    Object.keys(overhead).forEach((name) => {
      const position = this.resources.positionOf(name);
      amounts[position] = (amounts[position] ?? 0) + (amountOf(name, overhead[name]) ?? 0);
    });
    amounts[PODS] = 1;
    return amounts;
  }

  private overheadOf(spec: Mapping): Mapping {
    const runtimeClass = this.#runtimeClasses.get(textAt(spec, 'runtimeClassName') ?? '');
    return runtimeClass === undefined ? mappingAt(spec, 'overhead') : mappingAt(runtimeClass, 'overhead', 'podFixed');
  }
}

function countsPerPod(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith(HUGE_PAGES);
}
