import { NodeResources } from '../../../lib/model/cluster/node-resources';

describe('NodeResources', () => {
  const node = new NodeResources({ cpuMillis: 1930, memoryBytes: 3 * 2 ** 30 + 1, pods: 110 });

  it('gives its amounts as quantities', () => {
    expect(node.cpu.amount).toBe('1930m');
    expect(node.memory.asString()).toBe('3221225473');
    expect(node.ephemeralStorage).toBeUndefined();
    expect(node.toString()).toBe('1930m CPU, 3072Mi memory, 110 pods');
  });

  it('multiplies every amount', () => {
    const disk = new NodeResources({ cpuMillis: 1, memoryBytes: 2, pods: 3, ephemeralStorageBytes: 4 });
    expect({ ...disk.times(3) }).toEqual({ cpuMillis: 3, memoryBytes: 6, pods: 9, ephemeralStorageBytes: 12 });
    expect(disk.ephemeralStorage?.asString()).toBe('4');
    expect(node.times(2).ephemeralStorageBytes).toBeUndefined();
  });
});
