import { Finding, show } from '../core/issue';
import { Cpu, ICpu, ISize, nanos, Size } from '../core/quantity';

/** CPU that a container is guaranteed and may use. */
export interface CpuResources {
  /** @default - the limit, or nothing where there is no limit */
  readonly request?: ICpu;
  /** @default - no limit: the container may use what the node has left */
  readonly limit?: ICpu;
}

/** Memory that a container is guaranteed and may use. Above the limit the container is killed. */
export interface MemoryResources {
  /** @default - the limit, or nothing where there is no limit */
  readonly request?: ISize;
  /** @default - no limit */
  readonly limit?: ISize;
}

/** Storage on the node's disk: logs, writable layer and empty directories. */
export interface EphemeralStorageResources {
  /** @default - the limit, or nothing where there is no limit */
  readonly request?: ISize;
  /** @default - no limit */
  readonly limit?: ISize;
}

/**
 * What a container asks of its node.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ContainerResources {
  /** @default - neither requested nor limited */
  readonly cpu?: CpuResources;
  /** @default - neither requested nor limited */
  readonly memory?: MemoryResources;
  /** @default - neither requested nor limited */
  readonly ephemeralStorage?: EphemeralStorageResources;
}

/** What a container gets when its author says nothing: 250m to 500m CPU, 256Mi to 512Mi memory. */
export const DEFAULT_RESOURCES: ContainerResources = {
  cpu: { request: Cpu.millis(250), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
};

/** One resource in the notation of a manifest. */
export interface ResourceAmounts {
  /** Name in the manifest: cpu, memory or ephemeral-storage. */
  readonly name: string;
  /** Name of the field in `ContainerResources`. */
  readonly field: string;
  /** @default - none */
  readonly request?: string;
  /** @default - none */
  readonly limit?: string;
}

/** The resources as text, one entry per resource that is requested or limited. */
export function resourceAmounts(resources: ContainerResources): ResourceAmounts[] {
  const { cpu, memory, ephemeralStorage } = resources;
  const all: ResourceAmounts[] = [
    { name: 'cpu', field: 'cpu', request: cpu?.request?.amount, limit: cpu?.limit?.amount },
    { name: 'memory', field: 'memory', request: memory?.request?.asString(), limit: memory?.limit?.asString() },
    {
      name: 'ephemeral-storage',
      field: 'ephemeralStorage',
      request: ephemeralStorage?.request?.asString(),
      limit: ephemeralStorage?.limit?.asString(),
    },
  ];
  return all.filter(({ request, limit }) => request !== undefined || limit !== undefined);
}

/** Every amount is a positive quantity, and no limit is below its request. */
export function resourceFindings(field: string, resources: ContainerResources): Finding[] {
  return resourceAmounts(resources).flatMap((amounts) => {
    const place = `${field}.${amounts.field}`;
    const wrong = [
      ...quantityFindings(`${place}.request`, amounts.request),
      ...quantityFindings(`${place}.limit`, amounts.limit),
    ];
    return wrong.length > 0 ? wrong : limitFindings(`${place}.limit`, amounts);
  });
}

/** The text is a quantity above zero. */
export function quantityFindings(field: string, given: string | undefined): Finding[] {
  const amount = given === undefined ? 1n : nanos(given);
  if (amount !== undefined && amount > 0n) {
    return [];
  }
  return [
    {
      code: 'quantity-invalid',
      field,
      given: show(given),
      allowed: 'an amount above zero in Kubernetes notation, such as 250m, 0.5, 512Mi or 1Gi',
      remedy: 'Use Cpu.millis(...), Cpu.units(...), Size.mebibytes(...) or Size.gibibytes(...).',
    },
  ];
}

function limitFindings(field: string, { request, limit }: ResourceAmounts): Finding[] {
  const least = request === undefined ? undefined : nanos(request);
  const most = limit === undefined ? undefined : nanos(limit);
  if (least === undefined || most === undefined || most >= least) {
    return [];
  }
  return [
    {
      code: 'limit-below-request',
      field,
      given: show(limit),
      allowed: `at least the request, ${show(request)}`,
      remedy: 'Raise the limit or lower the request.',
    },
  ];
}
