import { showSafely } from '../core/credentials';
import { Finding, show } from '../core/issue';
import { Cpu, ICpu, isBinary, ISize, nanos, Size } from '../core/quantity';
import { fieldsOf, hasMethods } from '../core/untrusted';

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
  /**
   * Whole units of devices and the like by their names, such as `nvidia.com/gpu: '1'`. Kubernetes wants request and
   * limit of these to be equal.
   * @default - none
   */
  readonly extended?: { [resource: string]: string };
}

/** What a container gets when its author says nothing: 250m to 500m CPU, 256Mi to 512Mi memory, 128Mi to 1Gi disk. */
export const DEFAULT_RESOURCES: ContainerResources = {
  cpu: { request: Cpu.millis(250), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
  ephemeralStorage: { request: Size.mebibytes(128), limit: Size.gibibytes(1) },
};

const CPU = 'cpu';
const NANOS_PER_UNIT = 1_000_000_000n;
const NANOS_PER_MILLI = NANOS_PER_UNIT / 1000n;

/** One resource in the notation of a manifest. */
export interface ResourceAmounts {
  /** Name in the manifest: cpu, memory, ephemeral-storage or that of an extended resource. */
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
  const { cpu, memory, ephemeralStorage, extended } = fieldsOf(resources);
  const all: ResourceAmounts[] = [
    { name: CPU, field: 'cpu', ...amountsOf(cpu, cpuText) },
    { name: 'memory', field: 'memory', ...amountsOf(memory, sizeText) },
    { name: 'ephemeral-storage', field: 'ephemeralStorage', ...amountsOf(ephemeralStorage, sizeText) },
    ...Object.entries(fieldsOf(extended)).map(([name, amount]) => ({
      name,
      field: `extended.${name}`,
      request: String(amount),
      limit: String(amount),
    })),
  ];
  return all.filter(({ request, limit }) => request !== undefined || limit !== undefined);
}

/** Every amount is a positive quantity that makes sense for its resource, and no limit is below its request. */
export function resourceFindings(field: string, resources: ContainerResources): Finding[] {
  return resourceAmounts(resources).flatMap((amounts) => {
    const place = `${field}.${amounts.field}`;
    const judge = amounts.name === CPU ? cpuFindings : quantityFindings;
    const wrong = [...judge(`${place}.request`, amounts.request), ...judge(`${place}.limit`, amounts.limit)];
    return wrong.length > 0 ? wrong : limitFindings(`${place}.limit`, amounts);
  });
}

/** The text is an amount of memory or storage: a whole number of bytes above zero. */
export function quantityFindings(field: string, given: string | undefined): Finding[] {
  if (given === undefined || isMultiple(given, NANOS_PER_UNIT)) {
    return [];
  }
  return [
    {
      code: 'quantity-invalid',
      field,
      given: showSafely(given),
      allowed: 'whole bytes above zero in Kubernetes notation, such as 512Mi, 1.5Gi or 128974848',
      remedy: 'Use Size.mebibytes(...) or Size.gibibytes(...).',
    },
  ];
}

/** The text is an amount of CPU: a whole number of thousandths above zero, and no power of 1024. */
function cpuFindings(field: string, given: string | undefined): Finding[] {
  if (given === undefined || (isMultiple(given, NANOS_PER_MILLI) && !isBinary(given))) {
    return [];
  }
  return [
    {
      code: 'quantity-invalid',
      field,
      given: showSafely(given),
      allowed: 'whole thousandths of a core above zero in Kubernetes notation, such as 250m, 0.5 or 2',
      remedy: 'Use Cpu.millis(...) or Cpu.units(...).',
    },
  ];
}

function isMultiple(text: string, step: bigint): boolean {
  const amount = nanos(text);
  return amount !== undefined && amount > 0n && amount % step === 0n;
}

/** The two amounts of a resource as text. */
function amountsOf(
  resource: { request?: unknown; limit?: unknown } | undefined,
  read: (given: object) => unknown,
): { request?: string; limit?: string } {
  const { request, limit } = fieldsOf(resource);
  return { request: textOfAmount(request, read), limit: textOfAmount(limit, read) };
}

/** What is no amount at all is put in words, which no rule takes for a quantity. */
function textOfAmount(given: unknown, read: (given: object) => unknown): string | undefined {
  if (given === undefined || given === null) {
    return undefined;
  }
  const text = typeof given === 'object' ? read(given) : undefined;
  return typeof text === 'string' ? text : `a value of type ${typeof given}`;
}

function cpuText(given: object): unknown {
  return (given as Partial<ICpu>).amount;
}

function sizeText(given: object): unknown {
  return hasMethods(given, ['asString']) ? (given as ISize).asString() : undefined;
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
