import fc from 'fast-check';
import { Architecture } from '../../../lib/model/cluster/architecture';
import { ClusterProvider } from '../../../lib/model/cluster/cluster-provider';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { NodeShape } from '../../../lib/model/cluster/node-shape';
import { Cpu, Size } from '../../../lib/model/core/quantity';

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const EVICTION = 100 * MIB;
const V128 = new KubernetesVersion('1.28');
const V129 = new KubernetesVersion('1.29');

/** What the operating system sees of so many GiB, rounded down. */
const seen = (gib: number) => Math.floor((gib * GIB * 97) / 100);
const up = Math.ceil;

/** 25 % of the first 4 GiB, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112. */
const gke4 = seen(4) * 0.25;
const gke8 = 1 * GIB + (seen(8) - 4 * GIB) * 0.2;
const gke16 = 1 * GIB + 0.8 * GIB + (seen(16) - 8 * GIB) * 0.1;
const gke32 = 1 * GIB + 0.8 * GIB + 0.8 * GIB + (seen(32) - 16 * GIB) * 0.06;

const eks = (pods: number) => (255 + 11 * pods) * MIB;
const OKE_SYSTEM = 100 * MIB;

describe('what nodes offer to pods', () => {
  it.each<[NodeShape, number, number, number]>([
    // 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % above
    [NodeShape.gke('e2-standard-2'), 2000 - 60 - 10, seen(8) - up(gke8) - EVICTION, 110],
    [NodeShape.gke('e2-standard-4'), 4000 - 60 - 10 - 2 * 5, seen(16) - up(gke16) - EVICTION, 110],
    [NodeShape.gke('e2-standard-8'), 8000 - 60 - 10 - 2 * 5 - 4 * 2.5, seen(32) - up(gke32) - EVICTION, 110],
    [NodeShape.gke('n2-standard-2'), 2000 - 60 - 10, seen(8) - up(gke8) - EVICTION, 110],
    [NodeShape.gke('n2-standard-4'), 4000 - 60 - 10 - 2 * 5, seen(16) - up(gke16) - EVICTION, 110],
    [NodeShape.gke('t2a-standard-1'), 1000 - 60, seen(4) - up(gke4) - EVICTION, 110],
    [NodeShape.gke('t2a-standard-2'), 2000 - 60 - 10, seen(8) - up(gke8) - EVICTION, 110],
    [NodeShape.gke('t2a-standard-4'), 4000 - 60 - 10 - 2 * 5, seen(16) - up(gke16) - EVICTION, 110],
    // shared cores: 1060m of the two cores that the system sees
    [NodeShape.gke('e2-small'), 2000 - 1060, seen(2) - up(seen(2) * 0.25) - EVICTION, 110],
    [NodeShape.gke('e2-medium'), 2000 - 1060, seen(4) - up(gke4) - EVICTION, 110],
    // CPU as GKE; 255 MiB + 11 MiB for each pod
    [NodeShape.eks('t3.medium'), 2000 - 60 - 10, seen(4) - eks(17) - EVICTION, 17],
    [NodeShape.eks('t3.large'), 2000 - 60 - 10, seen(8) - eks(35) - EVICTION, 35],
    [NodeShape.eks('t4g.medium'), 2000 - 60 - 10, seen(4) - eks(17) - EVICTION, 17],
    [NodeShape.eks('m5.large'), 2000 - 60 - 10, seen(8) - eks(29) - EVICTION, 29],
    [NodeShape.eks('m6i.large'), 2000 - 60 - 10, seen(8) - eks(29) - EVICTION, 29],
    [NodeShape.eks('m7g.large'), 2000 - 60 - 10, seen(8) - eks(29) - EVICTION, 29],
    // before 1.29: memory as GKE, and 750 MiB kept free
    [NodeShape.aks('Standard_B2s'), 2000 - 100, seen(4) - up(gke4) - 750 * MIB, 110],
    [NodeShape.aks('Standard_B2ms'), 2000 - 100, seen(8) - up(gke8) - 750 * MIB, 110],
    [NodeShape.aks('Standard_D2s_v5'), 2000 - 100, seen(8) - up(gke8) - 750 * MIB, 110],
    [NodeShape.aks('Standard_D4s_v5'), 4000 - 140, seen(16) - up(gke16) - 750 * MIB, 110],
    [NodeShape.aks('Standard_D2ps_v5'), 2000 - 100, seen(8) - up(gke8) - 750 * MIB, 110],
    // 60m for the first core and 100m for the system; 1 GiB on 4 to 8 GiB and 100 MiB for the system
    [NodeShape.oracleA1Flex({ ocpus: 1, memoryGib: 6 }), 1000 - 160, seen(6) - GIB - OKE_SYSTEM - EVICTION, 31],
    [
      NodeShape.oracleA1Flex({ ocpus: 4, memoryGib: 24 }),
      4000 - 85 - 100,
      seen(24) - up(2 * GIB + ((seen(24) - 16 * GIB) * 7) / 112) - OKE_SYSTEM - EVICTION,
      93,
    ],
    // 250m are sustained, but kubelet reserves for the two cores that it sees
    [NodeShape.oracleE21Micro(), 250 - 70 - 100, seen(1) - up(seen(1) / 4) - OKE_SYSTEM - EVICTION, 110],
    [NodeShape.kind({ cpu: Cpu.units(4), memory: Size.gibibytes(8) }), 4000, 8 * GIB - EVICTION, 110],
    [NodeShape.minikube({ cpu: Cpu.units(4), memory: Size.gibibytes(8) }), 4000, 8 * GIB - EVICTION, 110],
    [NodeShape.custom({ name: 'm', cpu: Cpu.units(1), memory: Size.gibibytes(1) }), 1000, GIB - EVICTION, 110],
  ])('%s at 1.28: capacity less reservations less the eviction threshold', (shape, cpuMillis, memoryBytes, pods) => {
    expect(shape.findings()).toEqual([]);
    expect({ ...shape.allocatable(V128) }).toEqual({ cpuMillis, memoryBytes, pods });
  });

  it.each<[string, NodeShape, number]>([
    ['a quarter where the pods would need more', NodeShape.aks('Standard_B2s'), up(seen(4) / 4)],
    ['20 MiB for each pod and 50', NodeShape.aks('Standard_D2s_v5', { maxPods: 30 }), (20 * 30 + 50) * MIB],
    ['20 MiB for each pod and 50, by default', NodeShape.aks('Standard_D4s_v5'), (20 * 110 + 50) * MIB],
  ])('AKS reserves from 1.29 on %s', (_, shape, reserved) => {
    const gib = Number.parseInt(shape.memory.asString(), 10);
    expect(shape.allocatable(V129).memoryBytes).toBe(seen(gib) - reserved - EVICTION);
  });

  it.each([
    [1, 60],
    [2, 100],
    [3, 120],
    [4, 140],
    [8, 180],
    [16, 260],
    [32, 420],
    [64, 740],
  ])('AKS reserves of %i cores %im', (cores, reserved) => {
    expect(custom(ClusterProvider.MICROSOFT_AZURE, cores, 64).cpuMillis).toBe(cores * 1000 - reserved);
  });

  it.each([
    [1, 60],
    [2, 70],
    [3, 80],
    [4, 85],
    [5, 90],
    [6, 93],
    [7, 95],
  ])('OKE reserves of %i cores %im for kubelet and 100m for the system', (cores, reserved) => {
    expect(custom(ClusterProvider.ORACLE_CLOUD, cores, 64).cpuMillis).toBe(cores * 1000 - reserved - 100);
  });

  it.each([
    [4, 1 * GIB],
    [8, 1 * GIB],
    [12, 1.5 * GIB],
    [16, 2 * GIB],
    [128, 9 * GIB],
    [228, 9 * GIB + 2 * GIB],
  ])('OKE reserves of %i GiB %i bytes for kubelet and 100 MiB for the system', (gib, reserved) => {
    const left = custom(ClusterProvider.ORACLE_CLOUD, 8, gib).memoryBytes;
    expect(left).toBe(gib * GIB - reserved - OKE_SYSTEM - EVICTION);
  });

  it.each([
    [1, 0.25 * GIB],
    [128, (1 + 0.8 + 0.8 + 6.72) * GIB],
    [228, (1 + 0.8 + 0.8 + 6.72 + 2) * GIB],
  ])('GKE reserves of %i GiB its tiers', (gib, reserved) => {
    expect(custom(ClusterProvider.GOOGLE_CLOUD, 8, gib).memoryBytes).toBe(gib * GIB - up(reserved) - EVICTION);
  });

  it('GKE reserves 255 MiB on machines under 1 GiB', () => {
    const shape = customShape(ClusterProvider.GOOGLE_CLOUD, 2, Size.mebibytes(1000), 'e2-micro');
    expect(shape.allocatable(V128)).toMatchObject({ cpuMillis: 940, memoryBytes: (1000 - 255 - 100) * MIB });
  });
});

describe('published numbers', () => {
  it.each<[NodeShape, number, number, number]>([
    // Google's documentation shows a node of 4 cores: 3920m and 13498416Ki
    [NodeShape.gke('e2-standard-4'), 3920, 13_498_416 / MIB - 0.02, 13_498_416 / MIB],
    [NodeShape.gke('e2-standard-2'), 1930, 5.9, 6.1],
    [NodeShape.gke('e2-medium'), 940, 2.7, 2.9],
    [NodeShape.eks('m5.large'), 1930, 6.6, 7.2],
  ])('%s offers %im and from %d to %d GiB', (shape, cpuMillis, least, most) => {
    const node = shape.allocatable(V128);
    expect(node.cpuMillis).toBe(cpuMillis);
    expect(node.memoryBytes / GIB).toBeGreaterThan(least);
    expect(node.memoryBytes / GIB).toBeLessThan(most);
  });

  it('agrees to the byte with a measured node, given its measured capacity', () => {
    // n2-highmem-4 at GKE 1.25: capacity 32880872Ki, allocatable 29085928Ki; GKE rounds to whole MiB
    const shape = customShape(ClusterProvider.GOOGLE_CLOUD, 4, Size.parse('32880872Ki'), 'n2-highmem-4');
    expect(Math.abs(shape.allocatable(V128).memoryBytes / 1024 - 29_085_928)).toBeLessThan(1024);
  });
});

describe('options of a shape', () => {
  it('replaces what the provider reserves, resource by resource', () => {
    const all = NodeShape.gke('e2-standard-2').allocatable(V128);
    const cpu = NodeShape.gke('e2-standard-2', { reserved: { cpu: Cpu.millis(0) } }).allocatable(V128);
    const memory = NodeShape.gke('e2-standard-2', { reserved: { memory: Size.gibibytes(1) } }).allocatable(V128);
    expect(cpu).toMatchObject({ cpuMillis: 2000, memoryBytes: all.memoryBytes });
    expect(memory).toMatchObject({ cpuMillis: 1930, memoryBytes: seen(8) - GIB - EVICTION });
  });

  it('reserves on local nodes what is asked for', () => {
    const reserved = { cpu: Cpu.parse('0.1'), memory: Size.mebibytes(200) };
    const shape = NodeShape.kind({ cpu: Cpu.units(4), memory: Size.gibibytes(8), reserved });
    expect(shape.allocatable(V128)).toMatchObject({ cpuMillis: 3900, memoryBytes: 8 * GIB - 300 * MIB });
  });

  it('never offers less than nothing', () => {
    const reserved = { cpu: Cpu.units(9), memory: Size.gibibytes(99) };
    const shape = NodeShape.kind({ cpu: Cpu.units(4), memory: Size.gibibytes(8), reserved });
    expect(shape.allocatable(V128)).toMatchObject({ cpuMillis: 0, memoryBytes: 0 });
  });

  it('counts the number of pods that is given', () => {
    expect(NodeShape.eks('m5.large', { maxPods: 110 }).allocatable(V128)).toMatchObject({
      pods: 110,
      memoryBytes: seen(8) - eks(110) - EVICTION,
    });
  });

  it('keeps a tenth of the disk free', () => {
    const ephemeralStorage = Size.parse('37177616Ki');
    const shape = NodeShape.oracleA1Flex({ ocpus: 1, memoryGib: 6, ephemeralStorage });
    // Oracle's documentation shows 34262890849 of such a disk
    expect(shape.allocatable(V128).ephemeralStorageBytes).toBe(34_262_890_905);
  });

  it.each([
    // half of a small disk, 6 GiB + 35 % of a middling one, 100 GiB of a large one
    [20, 20 - 2 - 10],
    [100, 100 - 10 - 41],
    [1000, 1000 - 100 - 100],
  ])('of a disk of %i GiB GKE leaves %i', (gib, left) => {
    const shape = NodeShape.gke('e2-standard-2', { ephemeralStorage: Size.gibibytes(gib) });
    expect(shape.allocatable(V128).ephemeralStorageBytes).toBe(left * GIB);
  });

  it('rounds the capacity down and reservations up', () => {
    const shape = NodeShape.custom({
      name: 'm',
      cpu: Cpu.parse('1.0009'),
      memory: Size.parse('1073741824.9'),
      reserved: { cpu: Cpu.parse('0.0001'), memory: Size.parse('0.1') },
    });
    expect(shape.allocatable(V128)).toMatchObject({ cpuMillis: 1000 - 1, memoryBytes: GIB - 1 - EVICTION });
  });
});

describe('every node', () => {
  const providers = fc.constantFrom(...Object.values(ClusterProvider));
  const versions = fc.constantFrom(V128, V129);
  const sizes = fc.integer({ min: 1, max: 2 ** 46 });
  const cores = fc.integer({ min: 1, max: 512_000 });

  it('offers whole amounts, at most its capacity', () => {
    fc.assert(
      fc.property(providers, versions, cores, sizes, (provider, version, millis, bytes) => {
        const node = shapeOf(provider, millis, bytes).allocatable(version);
        expect([node.cpuMillis, node.memoryBytes].every((amount) => Number.isSafeInteger(amount))).toBe(true);
        expect(node.cpuMillis).toBeLessThanOrEqual(millis);
        expect(node.memoryBytes).toBeLessThanOrEqual(Math.max(0, bytes - EVICTION));
      }),
    );
  });

  it('offers more or the same when it has more', () => {
    fc.assert(
      fc.property(providers, versions, cores, sizes, (provider, version, millis, bytes) => {
        // GKE's flat reservation under 1 GiB makes a step there
        fc.pre(provider !== ClusterProvider.GOOGLE_CLOUD || bytes >= GIB);
        const node = shapeOf(provider, millis, bytes).allocatable(version);
        const larger = shapeOf(provider, millis + 1, bytes + 1).allocatable(version);
        expect(larger.cpuMillis).toBeGreaterThanOrEqual(node.cpuMillis);
        expect(larger.memoryBytes).toBeGreaterThanOrEqual(node.memoryBytes);
      }),
    );
  });

  function shapeOf(provider: ClusterProvider, millis: number, bytes: number): NodeShape {
    const cpu = Cpu.millis(millis);
    return NodeShape.custom({ name: 'machine', provider, cpu, memory: Size.parse(`${bytes}`) });
  }
});

function customShape(provider: ClusterProvider, cores: number, memory: Size, name = 'machine'): NodeShape {
  return NodeShape.custom({ name, provider, cpu: Cpu.units(cores), memory, architecture: Architecture.AMD64 });
}

function custom(provider: ClusterProvider, cores: number, gib: number) {
  return customShape(provider, cores, Size.gibibytes(gib)).allocatable(V128);
}
