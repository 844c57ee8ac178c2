import { Backend, type BackendProps, Default, PercentOrAbsolute, UnhealthyPodEvictionPolicy } from 'cdk8s-webapp';
import { cluster } from '../support/clusters';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const SMALLEST: BackendProps = { image: 'acme/api:1.0.0', port: 8000 };

const objects = (props: Partial<BackendProps>, chartProps = {}) =>
  synthesize((chart) => {
    new Backend(chart, 'api', { ...SMALLEST, ...props });
  }, chartProps);
const budgets = (props: Partial<BackendProps>, chartProps = {}) =>
  objects(props, chartProps).filter(({ kind }) => kind === 'PodDisruptionBudget');
const issues = (props: Partial<BackendProps>, chartProps = {}) =>
  summary(
    issuesOf((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, ...props });
    }, chartProps),
  );

describe('a PodDisruptionBudget', () => {
  it('lets one pod go at a time, where two can run', () => {
    expect(find(objects({ replicas: 2 }), 'PodDisruptionBudget')).toEqual({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {
        name: 'api',
        namespace: 'shop',
        labels: expect.objectContaining({ app: 'api', component: 'api', tier: 'backend' }),
      },
      spec: {
        selector: { matchLabels: { app: 'api' } },
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  });

  it.each([
    ['one pod runs', {}],
    ['one pod runs at most', { autoscaling: { minReplicas: 1, maxReplicas: 1 } }],
    ['the default is turned off', { replicas: 3, without: [Default.DISRUPTION_BUDGET] }],
  ])('is left out where %s', (_, props) => {
    expect(budgets(props)).toEqual([]);
  });

  it('is rendered where an autoscaler may run two pods', () => {
    expect(budgets({ autoscaling: { minReplicas: 1, maxReplicas: 2 } })).toHaveLength(1);
  });

  it('says what its author says', () => {
    const disruptionBudget = {
      name: 'api-pdb',
      labels: { team: 'checkout' },
      annotations: { a: 'b' },
      minAvailable: PercentOrAbsolute.percent(50),
      unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET,
    };
    const [budget] = budgets({ replicas: 4, disruptionBudget, without: [Default.DISRUPTION_BUDGET] });
    expect(budget).toMatchObject({
      metadata: { name: 'api-pdb', labels: { app: 'api', team: 'checkout' }, annotations: { a: 'b' } },
      spec: { minAvailable: '50%', unhealthyPodEvictionPolicy: 'IfHealthyBudget' },
    });
    expect(budget?.['spec']).not.toHaveProperty('maxUnavailable');
  });

  it('selects the pods by the labels that the author gives', () => {
    const selector = { run: 'api', role: 'server' };
    expect(budgets({ replicas: 2, selector })[0]?.['spec'].selector).toEqual({ matchLabels: selector });
  });

  it.each([
    ['1.26', undefined],
    ['1.27', 'AlwaysAllow'],
    ['1.33', 'AlwaysAllow'],
  ])('on Kubernetes %s has the eviction policy %s', (kubernetesVersion, expected) => {
    const [budget] = budgets({ replicas: 2 }, { cluster: cluster({ kubernetesVersion }) });
    expect(budget?.['spec'].unhealthyPodEvictionPolicy).toBe(expected);
  });

  it.each([
    ['blocks every drain', { minAvailable: PercentOrAbsolute.absolute(1) }, 'minAvailable disruption-budget-blocks'],
    [
      'wants what the cluster does not have',
      { unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.ALWAYS_ALLOW },
      'unhealthyPodEvictionPolicy eviction-policy-unsupported',
    ],
  ])('is refused where it %s', (_, disruptionBudget, expected) => {
    const old = { cluster: cluster({ kubernetesVersion: '1.26' }) };
    expect(issues({ disruptionBudget }, old)).toEqual([`test/api disruptionBudget.${expected}`]);
  });

  it('is compared with the minimum of the autoscaler', () => {
    const disruptionBudget = { minAvailable: PercentOrAbsolute.absolute(2) };
    expect(issues({ disruptionBudget, autoscaling: { minReplicas: 2, maxReplicas: 9 } })).toEqual([
      'test/api disruptionBudget.minAvailable disruption-budget-blocks',
    ]);
  });
});

describe('pods of which several can run', () => {
  const pod = (props: Partial<BackendProps>) => find(objects(props), 'Deployment')['spec'].template.spec;
  const labelSelector = { matchLabels: { app: 'api' } };

  it('prefer nodes of their own, and even zones', () => {
    expect(pod({ replicas: 2 })).toMatchObject({
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector } },
          ],
        },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector,
        },
      ],
    });
  });

  it.each([
    ['one pod runs', {}],
    ['the default is turned off', { replicas: 2, without: [Default.SPREAD] }],
  ])('are left alone where %s', (_, props) => {
    expect(pod(props)).not.toHaveProperty('affinity');
    expect(pod(props)).not.toHaveProperty('topologySpreadConstraints');
  });

  it('are placed as their author says', () => {
    const affinity = { nodeAffinity: {} };
    const own = pod({ replicas: 2, affinity, topologySpreadConstraints: [] });
    expect(own.affinity).toEqual(affinity);
    expect(own.topologySpreadConstraints).toEqual([]);
    expect(pod({ replicas: 2, affinity }).topologySpreadConstraints).toHaveLength(1);
  });
});
