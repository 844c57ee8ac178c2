import { ClusterCapacity } from './cluster-capacity';
import { Amounts } from './problem';
import { CPU, MEMORY, PODS } from './resources';
import { Site } from './site';

/** Resources that messages always name. */
const USUAL = [CPU, MEMORY];

/** Amounts for messages: `250m of CPU, 256Mi of memory`. */
export function describe({ resources }: Site['workloads'], amounts: Amounts): string {
  return amounts
    .flatMap((amount, resource) => {
      const isSaid = resource !== PODS && Number.isFinite(amount) && (amount > 0 || USUAL.includes(resource));
      return isSaid ? [`${resources.show(resource, amount)} of ${labelOf(resources.nameOf(resource))}`] : [];
    })
    .join(', ');
}

/** What all nodes that the kinds may run on offer together. */
export function offered(site: Site, kinds: readonly number[]): { readonly nodes: number; readonly amounts: number[] } {
  const open = site.pools.map((_, pool) => kinds.some((kind) => site.isOpen(kind, pool)));
  const amounts = Array.from({ length: site.workloads.resources.length }, (_, resource) =>
    site.pools.reduce((sum, { count }, pool) => {
      const free = site.free[pool]?.[resource] ?? 0;
      return sum + (open[pool] === true && count > 0 ? Math.max(0, free) * count : 0);
    }, 0),
  );
  return { nodes: site.pools.reduce((sum, { count }, pool) => sum + (open[pool] === true ? count : 0), 0), amounts };
}

/** What else is said of a shortage. */
interface ShortageOptions {
  /** @default - those of the cluster */
  readonly site?: Site;
  /**
   * A situation with more pods.
   * @default - none is said
   */
  readonly peak?: { readonly counts: readonly number[]; readonly situation: string };
}

/**
 * What pods request against what nodes offer. Where one resource is too little by its sum alone, only that is said.
 *
 * @param situation for example `at rest`
 * @param other what else to say of the resource that is short, or other nodes than those of the cluster
 */
export function shortage(
  capacity: ClusterCapacity,
  counts: readonly number[],
  situation: string,
  { site = capacity.site, peak }: ShortageOptions = {},
): string {
  const { workloads } = capacity;
  const kinds = counts.flatMap((count, kind) => (count > 0 ? [kind] : []));
  const { nodes, amounts } = offered(site, kinds);
  const total = workloads.total(counts);
  const short = total.findIndex((amount, resource) => amount > (amounts[resource] ?? 0));
  const places = `${nodes} ${nodes === 1 ? 'node offers' : 'nodes offer'}`;
  if (short === -1) {
    const pods = total[PODS] ?? 0;
    return `${pods} pods ${situation} that request ${describe(workloads, total)}; ${places} ${describe(workloads, amounts)}, but no node has room for what is left`;
  }
  const amount = (of: Amounts) => workloads.resources.show(short, of[short] ?? 0);
  const name = labelOf(workloads.resources.nameOf(short));
  const highest = peak === undefined ? [] : workloads.total(peak.counts);
  const more = (highest[short] ?? 0) > (total[short] ?? 0) ? ` and ${amount(highest)} ${peak?.situation}` : '';
  return `requests for ${name} of ${amount(total)} ${situation}${more}; ${places} ${amount(amounts)}${nodes === 1 ? '' : ' together'}`;
}

/** The resource as sentences name it. */
export function labelOf(resource: string): string {
  return resource === 'cpu' ? 'CPU' : resource;
}
