import { ClusterProvider } from '../../../lib/model/cluster/cluster-provider';
import { clusterNameFindings, clusterRegionFindings, nodePoolFindings } from '../../../lib/model/cluster/cluster-rules';
import { NodePool } from '../../../lib/model/cluster/node-pool';
import { NodeShape } from '../../../lib/model/cluster/node-shape';
import { Cpu, Size } from '../../../lib/model/core/quantity';

const { GOOGLE_CLOUD, ORACLE_CLOUD, KIND, MINIKUBE, OTHER, AMAZON_WEB_SERVICES, MICROSOFT_AZURE } = ClusterProvider;
const SHARE = { cpu: Cpu.units(4), memory: Size.gibibytes(8) };

const codes = (findings: { field: string; code: string }[]) => findings.map(({ field, code }) => `${field} ${code}`);
const poolOf = (shape: NodeShape, name = 'workers') => new NodePool({ name, shape, count: 1 });

describe('the name of a cluster', () => {
  it.each([
    ['todo-chatbot-cluster', ORACLE_CLOUD],
    ['a'.repeat(63), ORACLE_CLOUD],
    ['1a', AMAZON_WEB_SERVICES],
    ['a'.repeat(40), GOOGLE_CLOUD],
  ])('may be %s at %s', (name, provider) => {
    expect(clusterNameFindings('name', name, provider)).toEqual([]);
  });

  it.each([
    ['', OTHER],
    [undefined, OTHER],
    [5n, OTHER],
    ['Prod', ORACLE_CLOUD],
    ['a_b', MICROSOFT_AZURE],
    ['a.b', KIND],
    ['-a', KIND],
    ['a-', KIND],
    ['a/b', OTHER],
    ['<CLUSTER>', OTHER],
    ['a'.repeat(64), ORACLE_CLOUD],
    ['a'.repeat(41), GOOGLE_CLOUD],
    ['1a', GOOGLE_CLOUD],
  ])('may not be %p at %s', (name, provider) => {
    expect(codes(clusterNameFindings('name', name, provider))).toEqual(['name cluster-name-invalid']);
  });
});

describe('the region of a cluster', () => {
  it.each([
    ['us-ashburn-1', ORACLE_CLOUD],
    ['europe-west1-b', GOOGLE_CLOUD],
    ['eu-central-1', AMAZON_WEB_SERVICES],
    ['eastus', MICROSOFT_AZURE],
    [undefined, KIND],
    [undefined, MINIKUBE],
    [undefined, OTHER],
    ['home', KIND],
    ['rack-7', OTHER],
  ])('may be %s at %s', (region, provider) => {
    expect(clusterRegionFindings('region', region, provider)).toEqual([]);
  });

  it.each([ORACLE_CLOUD, GOOGLE_CLOUD, AMAZON_WEB_SERVICES, MICROSOFT_AZURE])('must be given at %s', (provider) => {
    for (const region of [undefined, '']) {
      expect(codes(clusterRegionFindings('region', region, provider))).toEqual(['region cluster-region-missing']);
    }
  });

  it.each(['East US', 'us_1', '<REGION>', 'a/b', 5n, null])('may not be %p', (region) => {
    expect(codes(clusterRegionFindings('region', region, ORACLE_CLOUD))).toEqual(['region cluster-region-invalid']);
  });
});

describe('the node pools of a cluster', () => {
  it('are at least one', () => {
    expect(codes(nodePoolFindings('nodePools', [], KIND))).toEqual(['nodePools node-pools-missing']);
  });

  it('are pools, and every finding has the index of its pool', () => {
    const given = [undefined, poolOf(NodeShape.gke('e2-tiny')), 'pool', { name: 'x' }];
    expect(codes(nodePoolFindings('nodePools', given, GOOGLE_CLOUD))).toEqual([
      'nodePools[0] node-pool-invalid',
      'nodePools[1].shape.name node-shape-unknown',
      'nodePools[2] node-pool-invalid',
      'nodePools[3] node-pool-invalid',
    ]);
  });

  it('have different names', () => {
    const shape = NodeShape.gke('e2-small');
    const given = [poolOf(shape, 'a'), poolOf(shape, 'b'), poolOf(shape, 'a')];
    expect(codes(nodePoolFindings('nodePools', given, GOOGLE_CLOUD))).toEqual([
      'nodePools[2].name node-pool-name-duplicate',
    ]);
  });

  it.each([
    [NodeShape.gke('e2-small'), ORACLE_CLOUD],
    [NodeShape.oracleE21Micro(), GOOGLE_CLOUD],
    [NodeShape.eks('m5.large'), MICROSOFT_AZURE],
    [NodeShape.kind(SHARE), MINIKUBE],
    [NodeShape.minikube(SHARE), OTHER],
    [NodeShape.custom({ ...SHARE, name: 'm', provider: AMAZON_WEB_SERVICES }), GOOGLE_CLOUD],
  ])('have no %s at %s', (shape, provider) => {
    expect(codes(nodePoolFindings('nodePools', [poolOf(shape)], provider))).toEqual([
      'nodePools[0].shape node-shape-of-other-provider',
    ]);
  });

  it.each(Object.values(ClusterProvider))('may have a machine of no provider at %s', (provider) => {
    const shape = NodeShape.custom({ ...SHARE, name: 'm' });
    expect(nodePoolFindings('nodePools', [poolOf(shape)], provider)).toEqual([]);
  });

  it('are not compared with a provider that is unknown', () => {
    expect(nodePoolFindings('nodePools', [poolOf(NodeShape.gke('e2-small'))], undefined)).toEqual([]);
  });
});
