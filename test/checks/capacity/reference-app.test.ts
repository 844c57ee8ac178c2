import { App, CloudCluster, NodePool, NodeShape } from 'cdk8s-webapp';
import { WebAppChart } from '../../../lib/charts/web-app-chart';
import { CAPACITY_RULES } from '../../../lib/checks/capacity/capacity-rules';
import { capacityOf } from '../../../lib/checks/capacity/capacity-table';
import { formatCapacity } from '../../../lib/checks/capacity/format-capacity';
import { CheckScope } from '../../../lib/checks/check-scope';
import { todoChatbot } from '../../../main';
import { okeFree } from '../../../todo-chatbot/clusters';
import { environments } from '../../../todo-chatbot/environments';
import { scopeOf } from '../../support/checks';
import { issuesFrom } from '../../support/synthesis';

const app = todoChatbot();
const files = app.files();

/** The objects of an environment on its own cluster, or on another one. */
function environment(name: string, cluster?: CloudCluster): CheckScope {
  const configuration = environments.find((each) => each.environment === name);
  const objects = files.filter(({ path }) => path.startsWith(`${name}/`)).flatMap((file) => file.objects);
  return scopeOf(objects, { cluster: cluster ?? configuration?.cluster, stage: configuration?.stage });
}

const found = (scope: CheckScope) =>
  CAPACITY_RULES.flatMap((rule) =>
    rule.check(scope).map(({ object, given, remedy }) => ({ id: rule.id, object: object.name, given, remedy })),
  );

/** Oracle's free x86 nodes, as first planned. */
function planned(): CloudCluster {
  const { name, region, provider, kubeconfig } = okeFree;
  return new CloudCluster({
    ...{ name, region, provider, freeTier: true, kubernetesVersion: '1.28', kubeconfig: kubeconfig! },
    nodePools: [new NodePool({ name: 'default-pool', count: 2, shape: NodeShape.oracleE21Micro() })],
  });
}

describe('todo-chatbot', () => {
  it.each(environments.map((each) => each.environment))('fits the nodes of %s with room to spare', (name) => {
    expect(found(environment(name))).toEqual([]);
  });

  it('is judged on the nodes that its environments declare', () => {
    expect(environments.map((each) => each.cluster?.nodeCount)).toEqual([1, 1, 2, 3, 2]);
  });

  it('is refused on the two nodes that were first planned for cloud, by their own figures (mistake 14)', () => {
    const all = found(environment('cloud', planned()));
    expect(all.map(({ id, object }) => `${object} ${id}`)).toEqual([
      'backend capacity-pod-too-large',
      'frontend capacity-pod-too-large',
      'backend capacity-exceeded',
    ]);
    const [backend, , together] = all;
    expect(backend?.given).toContain('requests 250m of CPU');
    expect(together?.given).toBe(
      'requests for CPU of 600m at rest and 950m while every Deployment surges; 2 nodes offer 160m together',
    );
    expect(together?.remedy).toBe(
      'Use VM.Standard.A1.Flex (1 CPU, 6Gi, images for linux/arm64) for the nodes of default-pool.',
    );
  });

  it('would be refused there by the CPU of a whole OCPU eighth too, with nothing reserved', () => {
    const { name, region, provider, kubeconfig } = okeFree;
    const eighth = new CloudCluster({
      ...{ name, region, provider, kubernetesVersion: '1.28', kubeconfig: kubeconfig! },
      nodePools: [
        new NodePool({
          name: 'default-pool',
          count: 2,
          shape: NodeShape.oracleE21Micro({ reserved: { cpu: { amount: '0' }, memory: { asString: () => '0' } } }),
        }),
      ],
    });
    expect(found(environment('cloud', eighth)).map(({ id, given }) => `${id}: ${given}`)).toEqual([
      'capacity-exceeded: requests for CPU of 600m at rest and 950m while every Deployment surges; 2 nodes offer 500m together',
    ]);
  });

  it('is told what exceeds the free tier of the cluster', () => {
    const { name, region, provider, kubeconfig } = okeFree;
    const cluster = new CloudCluster({
      ...{ name, region, provider, freeTier: true, kubernetesVersion: '1.28', kubeconfig: kubeconfig! },
      nodePools: [new NodePool({ name: 'pool', count: 2, shape: NodeShape.oracleA1Flex({ ocpus: 2, memoryGib: 6 }) })],
    });
    const chart = new WebAppChart(new App(), 'cloud', { name: 'todo', namespace: 'todo', cluster });
    const issues = issuesFrom(() => (chart.node.root as App).files());
    expect(issues.map(({ path, field, code }) => `${path} ${field} ${code}`)).toEqual([
      'cloud cluster.nodePools free-tier-allowance-exceeded',
    ]);
  });

  it('has a table of what every node is used for', () => {
    expect(formatCapacity(capacityOf(environment('cloud'))!)).toBe(
      [
        'todo-chatbot-cluster',
        '  at rest: fits',
        '    nodes         CPU                  memory                 pods',
        '    default-pool  350m of 840m (42 %)  384Mi of 4735Mi (8 %)  2 of 31 (6 %)  Deployment backend, Deployment frontend',
        '    default-pool  250m of 840m (30 %)  256Mi of 4735Mi (5 %)  1 of 31 (3 %)  Deployment backend',
        '  while every Deployment surges: fits',
        '    nodes         CPU                  memory                  pods',
        '    default-pool  600m of 840m (71 %)  640Mi of 4735Mi (14 %)  3 of 31 (10 %)  2 x Deployment backend, Deployment frontend',
        '    default-pool  350m of 840m (42 %)  384Mi of 4735Mi (8 %)   2 of 31 (6 %)   Deployment backend, Deployment frontend',
        '  with a node of default-pool drained: fits',
        '    nodes         CPU                  memory                  pods',
        '    default-pool  600m of 840m (71 %)  640Mi of 4735Mi (14 %)  3 of 31 (10 %)  2 x Deployment backend, Deployment frontend',
        '',
      ].join('\n'),
    );
  });
});
