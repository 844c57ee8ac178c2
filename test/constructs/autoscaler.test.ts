import { k8s } from 'cdk8s-plus-28';
import {
  AccessMode,
  Backend,
  type BackendProps,
  Cpu,
  Default,
  Frontend,
  MetricTarget,
  PolicySelection,
  ScalingPolicy,
  Size,
  Volume,
} from 'cdk8s-webapp';
import fc from 'fast-check';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const SMALLEST: BackendProps = { image: 'acme/api:1.0.0', port: 8000 };
const RANGE = { minReplicas: 2, maxReplicas: 5 };

const objects = (props: Partial<BackendProps>) =>
  synthesize((chart) => {
    new Backend(chart, 'api', { ...SMALLEST, ...props });
  });
const issues = (props: { [field: string]: unknown }, chartProps = {}) =>
  summary(
    issuesOf((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, ...props });
    }, chartProps),
  );
const LABELS = expect.objectContaining({ app: 'api', component: 'api', tier: 'backend' });

describe('an autoscaled workload', () => {
  it('has an autoscaler that knows it, and no fixed number of pods', () => {
    const all = objects({ autoscaling: RANGE });
    expect(find(all, 'HorizontalPodAutoscaler')).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'api', namespace: 'shop', labels: LABELS },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, ...RANGE },
    });
    expect(find(all, 'Deployment')['spec']).not.toHaveProperty('replicas');
  });

  it('scales by everything that it is told', () => {
    const all = objects({
      name: 'orders',
      autoscaling: {
        minReplicas: 1,
        maxReplicas: 9,
        name: 'orders-hpa',
        labels: { team: 'checkout' },
        annotations: { 'example.com/why': 'load' },
        cpu: MetricTarget.utilization(70),
        memory: MetricTarget.averageValue('400Mi'),
        scaleUp: {
          selectPolicy: PolicySelection.MIN,
          policies: [ScalingPolicy.pods(4, 60), ScalingPolicy.percent(50, 15)],
        },
        scaleDown: { stabilizationWindowSeconds: 600 },
      },
      autoscalingMetrics: [
        {
          type: 'External',
          external: { metric: { name: 'queue' }, target: { type: 'Value', value: k8s.Quantity.fromString('30') } },
        },
      ],
    });
    expect(find(all, 'HorizontalPodAutoscaler')).toMatchObject({
      metadata: {
        name: 'orders-hpa',
        labels: { app: 'orders', team: 'checkout' },
        annotations: { 'example.com/why': 'load' },
      },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' },
        minReplicas: 1,
        maxReplicas: 9,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
          { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '400Mi' } } },
          { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '30' } } },
        ],
        behavior: {
          scaleUp: {
            selectPolicy: 'Min',
            policies: [
              { type: 'Pods', value: 4, periodSeconds: 60 },
              { type: 'Percent', value: 50, periodSeconds: 15 },
            ],
          },
          scaleDown: { stabilizationWindowSeconds: 600 },
        },
      },
    });
  });

  it('can be a frontend, and gives access to the object', () => {
    const all = synthesize((chart) => {
      const web = new Frontend(chart, 'web', { ...SMALLEST, autoscaling: RANGE });
      web.autoscaler?.overlay({ metadata: { annotations: { a: 'b' } } });
    });
    expect(find(all, 'HorizontalPodAutoscaler', 'web').metadata).toHaveProperty('annotations', { a: 'b' });
    expect(find(all, 'Deployment', 'web')['spec']).not.toHaveProperty('replicas');
  });

  it('has either a number of pods or an autoscaler, never both, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 1, max: 9 })),
        fc.integer({ min: 1, max: 9 }),
        fc.nat({ max: 9 }),
        (replicas, least, more) => {
          const numbers =
            replicas === null ? { autoscaling: { minReplicas: least, maxReplicas: least + more } } : { replicas };
          const all = objects(numbers);
          const autoscalers = all.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
          expect(find(all, 'Deployment')['spec'].replicas).toBe(replicas ?? undefined);
          expect(autoscalers).toHaveLength(replicas === null ? 1 : 0);
          const isSeveral = (replicas ?? least + more) > 1;
          expect(all.filter(({ kind }) => kind === 'PodDisruptionBudget')).toHaveLength(isSeveral ? 1 : 0);
          expect('affinity' in find(all, 'Deployment')['spec'].template.spec).toBe(isSeveral);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('an autoscaled workload is refused', () => {
  const exclusive = Volume.persistentClaim({ size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_ONCE });
  const noRequest = { memory: { limit: Size.mebibytes(64) } };

  it.each([
    ['with a number of replicas', { replicas: 2 }, 'replicas replicas-beside-autoscaling'],
    [
      'with a volume that one pod can hold',
      { volumes: { data: { path: '/data', volume: exclusive } } },
      'volumes.data.volume.accessMode volume-not-shareable',
    ],
    ['where no CPU is requested', { resources: noRequest }, 'autoscaling.cpu autoscaling-without-request'],
    [
      'where a side container requests no CPU',
      { sidecars: { proxy: { image: 'acme/proxy:1.0.0', resources: noRequest } } },
      'autoscaling.cpu autoscaling-without-request',
    ],
    [
      'where the default is turned off that requests CPU',
      { without: [Default.RESOURCES] },
      'autoscaling.cpu autoscaling-without-request',
    ],
    [
      'where no memory is requested',
      {
        autoscaling: { ...RANGE, memory: MetricTarget.utilization(70) },
        resources: { cpu: { request: Cpu.millis(100) } },
      },
      'autoscaling.memory autoscaling-without-request',
    ],
    ['with half a range', { autoscaling: { minReplicas: 2 } }, 'autoscaling setting-incomplete'],
    [
      'with a range that is none',
      { autoscaling: { minReplicas: 5, maxReplicas: 2 } },
      'autoscaling.minReplicas autoscaling-range-empty',
    ],
  ])('%s', (_, props, expected) => {
    expect(issues({ autoscaling: RANGE, ...props })).toEqual([`test/api ${expected}`]);
  });

  it.each([
    ['a limit is a request too', { resources: { cpu: { limit: Cpu.millis(100) } } }],
    [
      'an amount needs no request',
      { autoscaling: { ...RANGE, cpu: MetricTarget.averageValue('1') }, resources: noRequest },
    ],
    [
      'other metrics need none',
      {
        autoscalingMetrics: [
          {
            type: 'Pods',
            pods: {
              metric: { name: 'rps' },
              target: { type: 'AverageValue', averageValue: k8s.Quantity.fromString('9') },
            },
          },
        ],
        resources: noRequest,
      },
    ],
    [
      'containers before the main one do not count',
      { initContainers: { init: { image: 'acme/i:1.0.0', resources: noRequest } } },
    ],
  ])('but not where %s', (_, props) => {
    expect(issues({ autoscaling: RANGE, ...props })).toEqual([]);
  });

  it('and so are metrics without a range', () => {
    expect(issues({ autoscalingMetrics: [{ type: 'External' }] })).toEqual([
      'test/api autoscalingMetrics autoscaling-metrics-unused',
    ]);
  });
});
