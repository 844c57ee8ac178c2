import { CheckScope } from '../check-scope';
import { CheckedObject, groupOf } from '../checked-object';
import { CheckedContainer, ContainerRole } from '../checked-pod';
import { at, listAt, mappingAt } from '../data';
import { PodLoad, podLoads } from './pod-load';
import { PodRequests } from './pod-request';
import { amountOf, Resources } from './resources';

const COUNT = 'count/';
const REQUESTS = 'requests.';
const LIMITS = 'limits.';
/** Counted by their own name, without `count/`. */
const COUNTED = [
  'services',
  'configmaps',
  'secrets',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
];
/** What every container has to state where it is counted. */
const STATED = ['cpu', 'memory'];
const STORAGE = 'storage';

/** What the objects of a namespace use of a quota. */
export class QuotaUsage {
  readonly #resources = new Resources();
  readonly #requests: PodRequests;
  readonly #objects: readonly CheckedObject[];
  readonly #loads: readonly PodLoad[];

  constructor(scope: CheckScope, namespace: string | undefined) {
    this.#requests = new PodRequests(scope, this.#resources);
    this.#objects = scope.objects.filter((object) => object.namespace === namespace);
    this.#loads = podLoads(scope).filter(({ pod }) => pod.object.namespace === namespace);
  }

  /** How much of what a quota calls so is used at rest; `undefined` where that is not known. */
  of(name: string): number | undefined {
    if (name.startsWith(COUNT) || COUNTED.includes(name)) {
      return this.countOf(name.startsWith(COUNT) ? name.slice(COUNT.length) : name);
    }
    switch (name) {
      case 'services.loadbalancers':
        return this.services(['LoadBalancer']);
      case 'services.nodeports':
        return this.services(['NodePort', 'LoadBalancer']);
      case `${REQUESTS}${STORAGE}`:
        return this.storage();
      default:
        return this.#loads.reduce((sum, load) => sum + load.atRest * this.perPod(load, name), 0);
    }
  }

  /** What the first new pod of each update that needs one adds. */
  rolling(name: string): { readonly object: CheckedObject; readonly extra: number }[] {
    return this.#loads
      .filter(({ needsExtra }) => needsExtra)
      .map((load) => ({ object: load.pod.object, extra: this.isOfPods(name) ? this.perPod(load, name) : 0 }));
  }

  /** Containers that do not state what quotas with these names count. */
  unstated(
    names: readonly string[],
  ): { readonly object: CheckedObject; readonly field: string; readonly name: string }[] {
    const counted = names.filter((name) => STATED.includes(resourceOf(name)));
    return this.#loads.flatMap(({ pod }) =>
      pod.containers
        .filter(({ role }) => role !== ContainerRole.EPHEMERAL)
        .flatMap((container) =>
          counted
            .filter((name) => !this.states(container, name, pod.spec['resources'], this.#requests.defaultsFor(pod)))
            .map((name) => ({ object: pod.object, field: `${container.field}.resources`, name })),
        ),
    );
  }

  /** An amount for messages. */
  show(name: string, amount: number): string {
    const resource = resourceOf(name);
    const position = this.#resources.positionOf(resource === STORAGE ? 'memory' : resource);
    return this.isOfPods(name) || resource === STORAGE ? this.#resources.show(position, amount) : `${amount}`;
  }

  private states(
    { spec }: CheckedContainer,
    name: string,
    ofPod: unknown,
    defaults: ReturnType<PodRequests['defaultsFor']>,
  ): boolean {
    const resource = resourceOf(name);
    const isLimit = name.startsWith(LIMITS);
    const sources = [mappingAt(spec, 'resources'), mappingAt(ofPod)];
    const isOwn = sources.some(
      (own) => at(own, 'limits', resource) !== undefined || (!isLimit && at(own, 'requests', resource) !== undefined),
    );
    return isOwn || (isLimit ? defaults.limits : defaults.requests).has(resource);
  }

  private isOfPods(name: string): boolean {
    return (
      !name.startsWith(COUNT) && !COUNTED.includes(name) && !name.startsWith('services.') && !name.endsWith('.storage')
    );
  }

  private perPod({ pod }: PodLoad, name: string): number {
    const amounts = name.startsWith(LIMITS) ? this.#requests.limitsOf(pod) : this.#requests.of(pod);
    return amounts[this.#resources.positionOf(resourceOf(name))] ?? 0;
  }

  private countOf(resource: string): number {
    const [plural = '', ...group] = resource.split('.');
    return this.#objects.filter(
      ({ kind, apiVersion }) => pluralOf(kind) === plural && groupOf(apiVersion) === group.join('.'),
    ).length;
  }

  private services(types: readonly unknown[]): number {
    return this.#objects.filter(
      ({ kind, manifest }) => kind === 'Service' && types.includes(at(manifest, 'spec', 'type')),
    ).length;
  }

  private storage(): number {
    return this.#objects.reduce((sum, { kind, manifest }) => {
      const templates = kind === 'StatefulSet' ? listAt(manifest, 'spec', 'volumeClaimTemplates') : [];
      const claims = kind === 'PersistentVolumeClaim' ? [manifest] : templates;
      const times = this.#loads.find(({ pod }) => pod.object.manifest === manifest)?.atRest ?? 1;
      const size = claims.reduce<number>(
        (total, claim) => total + (amountOf(STORAGE, at(claim, 'spec', 'resources', 'requests', STORAGE)) ?? 0),
        0,
      );
      return sum + size * (kind === 'StatefulSet' ? times : 1);
    }, 0);
  }
}

/** The resource that a quota counts under the name: `cpu` for `requests.cpu`. */
function resourceOf(name: string): string {
  const prefix = [REQUESTS, LIMITS].find((each) => name.startsWith(each)) ?? '';
  return name.slice(prefix.length);
}

/** The name of a kind in addresses: `ingresses`. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('y') && !name.endsWith('ay')) {
    return `${name.slice(0, -1)}ies`;
  }
  return name.endsWith('s') ? `${name}es` : `${name}s`;
}

/** The quotas for all pods of a namespace, and what is used of each. */
export function quotasOf(scope: CheckScope): { readonly quota: CheckedObject; readonly usage: QuotaUsage }[] {
  const usages = new Map<string | undefined, QuotaUsage>();
  return scope
    .ofKind('ResourceQuota')
    .filter(({ manifest }) => {
      const spec = mappingAt(manifest, 'spec');
      return listAt(spec, 'scopes').length === 0 && spec['scopeSelector'] === undefined;
    })
    .map((quota) => {
      const usage = usages.get(quota.namespace) ?? new QuotaUsage(scope, quota.namespace);
      usages.set(quota.namespace, usage);
      return { quota, usage };
    });
}
