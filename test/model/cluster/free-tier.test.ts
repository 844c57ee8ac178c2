import {
  allowanceFindings,
  DEFAULT_FREE_TIER_ALLOWANCE,
  type FreeTierAllowance,
  freeTierFindings,
} from '../../../lib/model/cluster/free-tier';
import { NodePool } from '../../../lib/model/cluster/node-pool';
import { NodeShape } from '../../../lib/model/cluster/node-shape';
import { Cpu, Size } from '../../../lib/model/core/quantity';

const arm = (count: number, ocpus: number, memoryGib: number) =>
  new NodePool({ name: 'arm', shape: NodeShape.oracleA1Flex({ ocpus, memoryGib }), count });
const micro = (count: number) => new NodePool({ name: 'micro', shape: NodeShape.oracleE21Micro(), count });
const OLD: FreeTierAllowance = { armOcpus: 4, armMemoryGib: 24 };

function codes(pools: NodePool[], allowance = DEFAULT_FREE_TIER_ALLOWANCE): string[] {
  return freeTierFindings('nodePools', pools, allowance).map(({ field, code, given }) => `${field} ${code} ${given}`);
}

describe('the free tier', () => {
  it('gives 2 OCPUs, 12 GB and 2 micro instances by default', () => {
    expect(DEFAULT_FREE_TIER_ALLOWANCE).toEqual({ armOcpus: 2, armMemoryGib: 12, microInstances: 2 });
  });

  it.each<[NodePool[], FreeTierAllowance]>([
    [[arm(2, 1, 6)], DEFAULT_FREE_TIER_ALLOWANCE],
    [[arm(1, 1, 6), arm(1, 1, 6)], DEFAULT_FREE_TIER_ALLOWANCE],
    [[micro(2)], DEFAULT_FREE_TIER_ALLOWANCE],
    [[arm(1, 2, 12), micro(2)], DEFAULT_FREE_TIER_ALLOWANCE],
    [[arm(2, 2, 12)], OLD],
    [[arm(3, 1, 8)], OLD],
    [[micro(3)], { ...OLD, microInstances: 3 }],
  ])('has room for %#', (pools, allowance) => {
    expect(codes(pools, allowance)).toEqual([]);
  });

  it.each([
    [[arm(1, 1, 6)], 1],
    [[arm(4, 1, 6)], 4],
    [[arm(2, 1, 6), micro(2)], 4],
  ])('has 2 to 3 nodes: not %#', (pools, nodes) => {
    expect(codes(pools, OLD)).toEqual([`nodePools free-tier-node-count ${nodes} nodes in all pools together`]);
  });

  it.each<[NodePool[], FreeTierAllowance, string[]]>([
    [[arm(3, 1, 4)], DEFAULT_FREE_TIER_ALLOWANCE, ['3 OCPUs of VM.Standard.A1.Flex']],
    [[arm(2, 1, 7)], DEFAULT_FREE_TIER_ALLOWANCE, ['14 GB of memory of VM.Standard.A1.Flex']],
    [
      [arm(1, 1, 8), arm(1, 2, 8)],
      DEFAULT_FREE_TIER_ALLOWANCE,
      ['3 OCPUs of VM.Standard.A1.Flex', '16 GB of memory of VM.Standard.A1.Flex'],
    ],
    [[arm(2, 2, 13)], OLD, ['26 GB of memory of VM.Standard.A1.Flex']],
    [[micro(3)], DEFAULT_FREE_TIER_ALLOWANCE, ['3 VM.Standard.E2.1.Micro']],
    [[micro(3)], OLD, ['3 VM.Standard.E2.1.Micro']],
  ])('ends with its allowance: %#', (pools, allowance, given) => {
    expect(codes(pools, allowance)).toEqual(
      given.map((text) => `nodePools free-tier-allowance-exceeded ${text} in all pools together`),
    );
  });

  it('has no shapes that cost', () => {
    const shapes = [
      NodeShape.gke('e2-small'),
      NodeShape.kind({ cpu: Cpu.units(1), memory: Size.gibibytes(1) }),
      NodeShape.custom({ name: 'm', cpu: Cpu.units(1), memory: Size.gibibytes(1) }),
    ];
    const pools = shapes.map((shape) => new NodePool({ name: 'a', shape, count: 1 }));
    expect(codes(pools)).toEqual([
      'nodePools[0].shape free-tier-shape "e2-small"',
      'nodePools[1].shape free-tier-shape "kind"',
      'nodePools[2].shape free-tier-shape "m"',
    ]);
  });

  it('says nothing of pools and shapes that are missing, which other rules report', () => {
    const empty = new NodePool({ name: 'a', shape: undefined as never, count: 2 });
    expect([codes([]), codes([empty])]).toEqual([[], []]);
  });

  it.each([
    [{ armOcpus: -1, armMemoryGib: 12 }, ['a.armOcpus']],
    [{ armOcpus: 2, armMemoryGib: 1.5 }, ['a.armMemoryGib']],
    [{ armOcpus: 2, armMemoryGib: 12, microInstances: '2' }, ['a.microInstances']],
    [{ armOcpus: 2n }, ['a.armOcpus', 'a.armMemoryGib']],
    [{}, ['a.armOcpus', 'a.armMemoryGib']],
    [{ armOcpus: 0, armMemoryGib: 0, microInstances: 0 }, []],
  ])('has an allowance of whole numbers: %p', (allowance, fields) => {
    const findings = allowanceFindings('a', allowance as never);
    expect(findings.map(({ field }) => field)).toEqual(fields);
    expect(findings.every(({ code }) => code === 'free-tier-allowance-invalid')).toBe(true);
  });
});
