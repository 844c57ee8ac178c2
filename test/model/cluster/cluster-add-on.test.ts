import { ClusterAddOn, CloudCluster, Cpu, Size } from 'cdk8s-webapp';
import { cluster } from '../../support/clusters';

const codes = (given: { findings(): { code: string; field: string }[] }) =>
  given.findings().map(({ code, field }) => `${field} ${code}`);

describe('ClusterAddOn', () => {
  it('requests nothing by default', () => {
    const proxy = ClusterAddOn.onEveryNode('kube-proxy');
    expect(codes(proxy)).toEqual([]);
    expect(proxy).toMatchObject({ name: 'kube-proxy', cpuMillis: 0, memoryBytes: 0, replicas: undefined });
    expect(ClusterAddOn.withReplicas('coredns').replicas).toBe(1);
  });

  it('keeps what its pods request', () => {
    const requests = { cpu: Cpu.parse('0.1'), memory: Size.mebibytes(70) };
    const dns = ClusterAddOn.withReplicas('coredns', { replicas: 2, ...requests });
    expect(codes(dns)).toEqual([]);
    expect(dns).toMatchObject({ cpuMillis: 100, memoryBytes: 70 * 2 ** 20, replicas: 2 });
    expect(ClusterAddOn.onEveryNode('agent', requests)).toMatchObject({ cpuMillis: 100, replicas: undefined });
  });

  it.each([
    ['a name that is none', ClusterAddOn.onEveryNode('Core DNS'), ['name name-invalid']],
    ['half a pod', ClusterAddOn.withReplicas('dns', { replicas: 0.5 }), ['replicas add-on-replicas-invalid']],
    ['text for CPU', ClusterAddOn.onEveryNode('dns', { cpu: '100m' as unknown as Cpu }), ['cpu quantity-invalid']],
    ['too little memory', ClusterAddOn.onEveryNode('dns', { memory: Size.parse('-1') }), ['memory quantity-invalid']],
  ])('reports %s', (_, addOn, expected) => {
    expect(codes(addOn)).toEqual(expected);
  });
});

describe('addOns of a CloudCluster', () => {
  it('are none by default, and a copy', () => {
    expect(cluster().addOns).toEqual([]);
    const given = [ClusterAddOn.onEveryNode('agent')];
    const made: CloudCluster = cluster({ addOns: given });
    given.pop();
    made.addOns.pop();
    expect(made.addOns.map(({ name }) => name)).toEqual(['agent']);
  });

  it('are judged where they stand', () => {
    const made = cluster({ addOns: ['dns', ClusterAddOn.withReplicas('dns', { replicas: -1 })] });
    expect(codes(made)).toEqual(['addOns[0] cluster-add-on-invalid', 'addOns[1].replicas add-on-replicas-invalid']);
  });
});
