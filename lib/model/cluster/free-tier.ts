import { Finding, show } from '../core/issue';
import { wholeNumber } from '../core/rules';
import { printable } from '../core/untrusted';
import { NodePool } from './node-pool';
import { millisIn, unitsIn } from './node-resources';
import { ORACLE_A1_FLEX, ORACLE_E21_MICRO } from './node-shape-catalogue';

/**
 * How many free machines Oracle gives to a tenancy.
 *
 * @see https://docs.oracle.com/en-us/iaas/Content/FreeTier/freetier_topic-Always_Free_Resources.htm
 */
export interface FreeTierAllowance {
  /** OCPUs of all VM.Standard.A1.Flex together. */
  readonly armOcpus: number;
  /** Memory of all VM.Standard.A1.Flex together, in GB as Oracle counts, which are GiB. */
  readonly armMemoryGib: number;
  /**
   * Number of VM.Standard.E2.1.Micro.
   * @default 2
   */
  readonly microInstances?: number;
}

/** The allowance since the middle of 2026. Some older tenancies still have 4 OCPUs and 24 GB. */
export const DEFAULT_FREE_TIER_ALLOWANCE: FreeTierAllowance = { armOcpus: 2, armMemoryGib: 12, microInstances: 2 };

const NODES = { min: 2, max: 3 };
const MILLIS = 1000;
const GIB = 2 ** 30;

/** The amounts of an allowance are counts. */
export function allowanceFindings(field: string, allowance: Partial<FreeTierAllowance>): Finding[] {
  const why = {
    code: 'free-tier-allowance-invalid',
    remedy: 'Give what the console shows as the limits of the tenancy.',
  };
  const { armOcpus, armMemoryGib, microInstances } = allowance;
  return [
    ...wholeNumber(`${field}.armOcpus`, printable(armOcpus), { min: 0 }, why),
    ...wholeNumber(`${field}.armMemoryGib`, printable(armMemoryGib), { min: 0 }, why),
    ...(microInstances === undefined
      ? []
      : wholeNumber(`${field}.microInstances`, printable(microInstances), { min: 0 }, why)),
  ];
}

/** The cluster costs nothing: 2 or 3 nodes, all of shapes that are free, together within the allowance. */
export function freeTierFindings(field: string, pools: readonly NodePool[], allowance: FreeTierAllowance): Finding[] {
  return [
    ...nodeFindings(field, pools),
    ...pools.flatMap((pool, index) => shapeFindings(`${field}[${index}].shape`, pool)),
    ...withinAllowance(field, pools, allowance),
  ];
}

function nodeFindings(field: string, pools: readonly NodePool[]): Finding[] {
  const nodes = pools.reduce((sum, { count }) => sum + count, 0);
  if (pools.length === 0 || (nodes >= NODES.min && nodes <= NODES.max)) {
    return [];
  }
  return [
    {
      code: 'free-tier-node-count',
      field,
      given: `${nodes} nodes in all pools together`,
      allowed: `${NODES.min} to ${NODES.max} nodes in the free tier`,
      remedy: 'Change the count of a pool, or leave freeTier out.',
    },
  ];
}

function shapeFindings(field: string, { shape }: NodePool): Finding[] {
  if (shape === undefined || shape.freeTier) {
    return [];
  }
  return [
    {
      code: 'free-tier-shape',
      field,
      given: show(shape.name),
      allowed: `a shape of the free tier: ${ORACLE_A1_FLEX} or ${ORACLE_E21_MICRO}`,
      remedy: 'Use NodeShape.oracleA1Flex(...) or NodeShape.oracleE21Micro(), or leave freeTier out.',
    },
  ];
}

function withinAllowance(field: string, pools: readonly NodePool[], allowance: FreeTierAllowance): Finding[] {
  const { armOcpus, armMemoryGib, microInstances = 2 } = allowance;
  const arm = pools.filter(({ shape }) => shape?.name === ORACLE_A1_FLEX);
  const micro = pools.filter(({ shape }) => shape?.name === ORACLE_E21_MICRO);
  const cpu = total(arm, ({ shape }) => millisIn(shape?.cpu.amount));
  const memory = total(arm, ({ shape }) => unitsIn(shape?.memory.asString()));
  return [
    ...exceeding(field, `OCPUs of ${ORACLE_A1_FLEX}`, Number(cpu) / MILLIS, armOcpus),
    ...exceeding(field, `GB of memory of ${ORACLE_A1_FLEX}`, Number(memory) / GIB, armMemoryGib),
    ...exceeding(field, ORACLE_E21_MICRO, Number(total(micro, () => 1n)), microInstances),
  ];
}

function exceeding(field: string, what: string, used: number, allowed: number): Finding[] {
  if (used <= allowed) {
    return [];
  }
  return [
    {
      code: 'free-tier-allowance-exceeded',
      field,
      given: `${used} ${what} in all pools together`,
      allowed: `at most ${allowed}`,
      remedy: 'Use less, or give freeTierAllowance where the tenancy has more.',
    },
  ];
}

/** The sum over all nodes of what each has. */
function total(pools: readonly NodePool[], each: (pool: NodePool) => bigint): bigint {
  return pools.reduce((sum, pool) => sum + each(pool) * BigInt(pool.count), 0n);
}
