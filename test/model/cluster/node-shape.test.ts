import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import fc from 'fast-check';
import { Architecture } from '../../../lib/model/cluster/architecture';
import { ClusterProvider } from '../../../lib/model/cluster/cluster-provider';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { NodeShape } from '../../../lib/model/cluster/node-shape';
import { type CustomNodeOptions } from '../../../lib/model/cluster/node-shape-options';
import { Cpu, Size } from '../../../lib/model/core/quantity';

const { AMD64, ARM64 } = Architecture;
const MACHINE: CustomNodeOptions = { name: 'big.machine-1', cpu: Cpu.units(2), memory: Size.gibibytes(4) };

const custom = (difference: { [field: string]: unknown }) =>
  NodeShape.custom({ ...MACHINE, ...difference } as CustomNodeOptions);
const codes = (shape: NodeShape) => shape.findings().map(({ field, code }) => `${field} ${code}`);

describe('the catalogue', () => {
  it.each<[NodeShape, ClusterProvider, string, string, string, Architecture]>([
    [NodeShape.oracleE21Micro(), ClusterProvider.ORACLE_CLOUD, 'VM.Standard.E2.1.Micro', '2', '1Gi', AMD64],
    [
      NodeShape.oracleA1Flex({ ocpus: 1, memoryGib: 6 }),
      ClusterProvider.ORACLE_CLOUD,
      'VM.Standard.A1.Flex',
      '1',
      '6Gi',
      ARM64,
    ],
    [NodeShape.gke('e2-small'), ClusterProvider.GOOGLE_CLOUD, 'e2-small', '2', '2Gi', AMD64],
    [NodeShape.gke('e2-medium'), ClusterProvider.GOOGLE_CLOUD, 'e2-medium', '2', '4Gi', AMD64],
    [NodeShape.gke('e2-standard-2'), ClusterProvider.GOOGLE_CLOUD, 'e2-standard-2', '2', '8Gi', AMD64],
    [NodeShape.gke('e2-standard-4'), ClusterProvider.GOOGLE_CLOUD, 'e2-standard-4', '4', '16Gi', AMD64],
    [NodeShape.gke('e2-standard-8'), ClusterProvider.GOOGLE_CLOUD, 'e2-standard-8', '8', '32Gi', AMD64],
    [NodeShape.gke('n2-standard-2'), ClusterProvider.GOOGLE_CLOUD, 'n2-standard-2', '2', '8Gi', AMD64],
    [NodeShape.gke('n2-standard-4'), ClusterProvider.GOOGLE_CLOUD, 'n2-standard-4', '4', '16Gi', AMD64],
    [NodeShape.gke('t2a-standard-1'), ClusterProvider.GOOGLE_CLOUD, 't2a-standard-1', '1', '4Gi', ARM64],
    [NodeShape.gke('t2a-standard-2'), ClusterProvider.GOOGLE_CLOUD, 't2a-standard-2', '2', '8Gi', ARM64],
    [NodeShape.gke('t2a-standard-4'), ClusterProvider.GOOGLE_CLOUD, 't2a-standard-4', '4', '16Gi', ARM64],
    [NodeShape.eks('t3.medium'), ClusterProvider.AMAZON_WEB_SERVICES, 't3.medium', '2', '4Gi', AMD64],
    [NodeShape.eks('t3.large'), ClusterProvider.AMAZON_WEB_SERVICES, 't3.large', '2', '8Gi', AMD64],
    [NodeShape.eks('t4g.medium'), ClusterProvider.AMAZON_WEB_SERVICES, 't4g.medium', '2', '4Gi', ARM64],
    [NodeShape.eks('m5.large'), ClusterProvider.AMAZON_WEB_SERVICES, 'm5.large', '2', '8Gi', AMD64],
    [NodeShape.eks('m6i.large'), ClusterProvider.AMAZON_WEB_SERVICES, 'm6i.large', '2', '8Gi', AMD64],
    [NodeShape.eks('m7g.large'), ClusterProvider.AMAZON_WEB_SERVICES, 'm7g.large', '2', '8Gi', ARM64],
    [NodeShape.aks('Standard_B2s'), ClusterProvider.MICROSOFT_AZURE, 'Standard_B2s', '2', '4Gi', AMD64],
    [NodeShape.aks('Standard_B2ms'), ClusterProvider.MICROSOFT_AZURE, 'Standard_B2ms', '2', '8Gi', AMD64],
    [NodeShape.aks('Standard_D2s_v5'), ClusterProvider.MICROSOFT_AZURE, 'Standard_D2s_v5', '2', '8Gi', AMD64],
    [NodeShape.aks('Standard_D4s_v5'), ClusterProvider.MICROSOFT_AZURE, 'Standard_D4s_v5', '4', '16Gi', AMD64],
    [NodeShape.aks('Standard_D2ps_v5'), ClusterProvider.MICROSOFT_AZURE, 'Standard_D2ps_v5', '2', '8Gi', ARM64],
  ])('knows %s of %s', (shape, provider, name, cpu, memory, architecture) => {
    expect(shape).toMatchObject({ provider, name, architecture });
    expect([shape.cpu.amount, shape.memory.asString()]).toEqual([cpu, memory]);
    expect(shape.freeTier).toBe(provider === ClusterProvider.ORACLE_CLOUD);
    expect(shape.findings()).toEqual([]);
    expect([shape.place, shape.toString()]).toEqual([`NodeShape ${name}`, name]);
  });

  it('counts of the free x86 machine what it sustains and not what it sees', () => {
    const shape = NodeShape.oracleE21Micro({ reserved: { cpu: Cpu.millis(0) } });
    expect([shape.cpu.amount, shape.sustainedCpu?.amount]).toEqual(['2', '250m']);
    expect(shape.allocatable(new KubernetesVersion('1.28')).cpuMillis).toBe(250);
  });

  it.each([
    ['GKE', NodeShape.gke('e2-standard-3'), '"e2-standard-3"', /e2-small.*e2-standard-2.*t2a-standard-4/],
    ['EKS', NodeShape.eks('m5.tiny'), '"m5.tiny"', /t3\.medium.*m5\.large.*m7g\.large/],
    ['AKS', NodeShape.aks('standard_d2s_v5'), '"standard_d2s_v5"', /Standard_B2s.*Standard_D2ps_v5/],
    ['GKE', NodeShape.gke(undefined as never), 'undefined', /e2-small/],
    ['GKE', NodeShape.gke(5n as never), '"a value of type bigint"', /e2-small/],
    ['GKE', NodeShape.gke('toString'), '"toString"', /e2-small/],
  ])('of %s lists the known names for %s', (_, shape, given, known) => {
    expect(shape.findings()).toMatchObject([
      { code: 'node-shape-unknown', field: 'name', given, allowed: expect.stringMatching(known) },
    ]);
    expect(shape.allocatable(new KubernetesVersion('1.28'))).toMatchObject({ cpuMillis: 0, memoryBytes: 0 });
  });
});

describe('VM.Standard.A1.Flex', () => {
  it.each([
    [1, 1, 31],
    [2, 12, 31],
    [3, 6, 62],
    [4, 24, 93],
    [5, 320, 110],
    [80, 512, 110],
  ])('of %i OCPUs and %i GB exists, with %i pods', (ocpus, memoryGib, maxPods) => {
    const shape = NodeShape.oracleA1Flex({ ocpus, memoryGib });
    expect(shape.findings()).toEqual([]);
    expect(shape.maxPods).toBe(maxPods);
  });

  it.each<[unknown, unknown, string[]]>([
    [0, 6, ['ocpus']],
    [81, 512, ['ocpus']],
    [1.5, 6, ['ocpus']],
    ['1', 6, ['ocpus']],
    [1, 0, ['memoryGib']],
    [1, 65, ['memoryGib']],
    [4, 3, ['memoryGib']],
    [80, 513, ['memoryGib']],
    [2n, Symbol('6'), ['ocpus', 'memoryGib']],
    [undefined, undefined, ['ocpus', 'memoryGib']],
  ])('of %p OCPUs and %p GB does not exist', (ocpus, memoryGib, fields) => {
    const shape = NodeShape.oracleA1Flex({ ocpus, memoryGib } as never);
    expect(codes(shape)).toEqual(fields.map((field) => `${field} node-shape-size-out-of-range`));
  });
});

describe('machines that are described', () => {
  it('have documented defaults', () => {
    const share = { cpu: Cpu.units(4), memory: Size.gibibytes(8) };
    const defaults = { architecture: AMD64, maxPods: 110, freeTier: false };
    expect(NodeShape.kind(share)).toMatchObject({ ...defaults, name: 'kind', provider: ClusterProvider.KIND });
    expect(NodeShape.minikube(share)).toMatchObject({
      ...defaults,
      name: 'minikube',
      provider: ClusterProvider.MINIKUBE,
    });
    const shape = NodeShape.custom(MACHINE);
    expect(shape).toMatchObject({ ...defaults, name: 'big.machine-1', provider: ClusterProvider.OTHER });
    expect([shape.sustainedCpu, shape.ephemeralStorage, shape.reservedCpu, shape.reservedMemory]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('keep everything that is set', () => {
    const shape = NodeShape.custom({
      ...MACHINE,
      provider: ClusterProvider.AMAZON_WEB_SERVICES,
      architecture: ARM64,
      sustainedCpu: Cpu.millis(400),
      freeTier: true,
      maxPods: 8,
      ephemeralStorage: Size.gibibytes(20),
      reserved: { cpu: Cpu.millis(100), memory: Size.mebibytes(200) },
    });
    expect(shape.findings()).toEqual([]);
    expect(shape).toMatchObject({
      provider: ClusterProvider.AMAZON_WEB_SERVICES,
      architecture: ARM64,
      freeTier: true,
      maxPods: 8,
    });
    expect([shape.sustainedCpu, shape.ephemeralStorage, shape.reservedCpu, shape.reservedMemory].map(String)).toEqual([
      '400m',
      '20Gi',
      '100m',
      '200Mi',
    ]);
  });

  it('accept the value types of cdk8s and cdk8s-plus', () => {
    const shape = NodeShape.kind({ cpu: kplus.Cpu.units(4), memory: cdk8s.Size.gibibytes(8) });
    expect(shape.findings()).toEqual([]);
    expect([shape.cpu.amount, shape.memory.asString()]).toEqual(['4', '8Gi']);
  });

  it.each<[{ [field: string]: unknown }, string]>([
    [{ name: '' }, 'name node-shape-name-invalid'],
    [{ name: 'a b' }, 'name node-shape-name-invalid'],
    [{ name: undefined }, 'name node-shape-name-invalid'],
    [{ provider: 'Oracle' }, 'provider cluster-provider-unknown'],
    [{ cpu: undefined }, 'cpu quantity-invalid'],
    [{ cpu: 2 }, 'cpu quantity-invalid'],
    [{ cpu: Cpu.units(0) }, 'cpu quantity-invalid'],
    [{ cpu: Cpu.units(NaN) }, 'cpu quantity-invalid'],
    [{ memory: '4Gi' }, 'memory quantity-invalid'],
    [{ memory: Size.mebibytes(-1) }, 'memory quantity-invalid'],
    [{ memory: { asString: () => 4 } }, 'memory quantity-invalid'],
    [{ sustainedCpu: Cpu.parse('x') }, 'sustainedCpu quantity-invalid'],
    [{ sustainedCpu: Cpu.parse('2001m') }, 'sustainedCpu sustained-cpu-above-cpu'],
    [{ architecture: 'x86' }, 'architecture architecture-unknown'],
    [{ architecture: 1n }, 'architecture architecture-unknown'],
    [{ maxPods: 0 }, 'maxPods node-max-pods-out-of-range'],
    [{ maxPods: '110' }, 'maxPods node-max-pods-out-of-range'],
    [{ ephemeralStorage: Size.gibibytes(0) }, 'ephemeralStorage quantity-invalid'],
    [{ reserved: { cpu: Cpu.millis(-1) } }, 'reserved.cpu quantity-invalid'],
    [{ reserved: { memory: Size.parse('much') } }, 'reserved.memory quantity-invalid'],
  ])('are refused with %p', (difference, expected) => {
    expect(codes(custom(difference))).toEqual([expected]);
  });

  it('may sustain all they have, and reserve nothing', () => {
    const reserved = { cpu: Cpu.millis(0), memory: Size.mebibytes(0) };
    expect(codes(custom({ sustainedCpu: Cpu.parse('2000m'), reserved }))).toEqual([]);
  });

  it('report everything that is wrong at once', () => {
    expect(codes(custom({ name: '', cpu: 1, memory: 1, maxPods: 0 }))).toHaveLength(4);
  });
});

describe('a shape', () => {
  it('is a copy of what was given', () => {
    const reserved = { cpu: Cpu.millis(100) };
    const cpu = { amount: '2' };
    const shape = NodeShape.custom({ ...MACHINE, cpu, reserved });
    cpu.amount = '64';
    reserved.cpu = Cpu.millis(1);
    expect([shape.cpu.amount, shape.reservedCpu?.amount]).toEqual(['2', '100m']);
    shape.findings().push(custom({ name: '' }).findings()[0]!);
    expect(shape.findings()).toEqual([]);
  });

  it('is made of anything without throwing, and says what is wrong', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true });
    fc.assert(
      fc.property(anything, anything, (first, second) => {
        const shapes = [
          NodeShape.oracleE21Micro(first as never),
          NodeShape.oracleA1Flex({ ocpus: first, memoryGib: second } as never),
          NodeShape.gke(first as never, second as never),
          NodeShape.eks('m5.large', { maxPods: first, reserved: second } as never),
          NodeShape.aks('Standard_B2s', { ephemeralStorage: first } as never),
          NodeShape.kind(first as never),
          NodeShape.minikube({ cpu: first, memory: second } as never),
          NodeShape.custom({ name: first, architecture: second, provider: first, sustainedCpu: second } as never),
        ];
        expect(shapes.flatMap((shape) => shape.findings()).length).toBeGreaterThan(0);
      }),
    );
  });
});
