import { type Autoscaling, MetricTarget, PolicySelection, ScalingPolicy } from 'cdk8s-webapp';
import { autoscalingFindings, autoscalingReader } from '../../../lib/model/service/autoscaling';
import { podRange } from '../../../lib/model/service/pod-range';

const RANGE: Autoscaling = { minReplicas: 2, maxReplicas: 5 };
const EVERYTHING: Autoscaling = {
  ...RANGE,
  name: 'api-hpa',
  labels: { team: 'checkout' },
  annotations: { 'example.com/why': 'load' },
  cpu: MetricTarget.utilization(150),
  memory: MetricTarget.averageValue('400Mi'),
  scaleUp: { selectPolicy: PolicySelection.MIN, policies: [ScalingPolicy.pods(4, 60), ScalingPolicy.percent(100, 15)] },
  scaleDown: { stabilizationWindowSeconds: 3600, selectPolicy: PolicySelection.DISABLED },
};

const findings = (autoscaling: object) =>
  autoscalingFindings('autoscaling', { ...RANGE, ...autoscaling }).map(({ field, code }) => `${field} ${code}`);

describe('autoscaling', () => {
  it('has no problem where nothing but the range, or everything, is given', () => {
    expect(findings({})).toEqual([]);
    expect(findings(EVERYTHING)).toEqual([]);
    expect(findings({ minReplicas: 5 })).toEqual([]);
  });

  it('is read as it is given', () => {
    expect(autoscalingReader('autoscaling', EVERYTHING)).toEqual({ value: EVERYTHING, findings: [] });
  });

  it.each([
    ['no pod', { minReplicas: 0 }, 'minReplicas autoscaling-out-of-range'],
    ['half a pod', { minReplicas: 1.5 }, 'minReplicas autoscaling-out-of-range'],
    ['a maximum of none', { maxReplicas: 0 }, 'maxReplicas autoscaling-out-of-range'],
    ['a minimum above the maximum', { minReplicas: 6 }, 'minReplicas autoscaling-range-empty'],
    ['a share of nothing', { cpu: MetricTarget.utilization(0) }, 'cpu metric-target-invalid'],
    ['an amount of nothing', { memory: MetricTarget.averageValue('0Mi') }, 'memory metric-target-invalid'],
    ['an amount that is none', { cpu: MetricTarget.averageValue('lots') }, 'cpu metric-target-invalid'],
    [
      'a window of more than an hour',
      { scaleDown: { stabilizationWindowSeconds: 3601 } },
      'scaleDown.stabilizationWindowSeconds scaling-rule-out-of-range',
    ],
    [
      'no change',
      { scaleUp: { policies: [ScalingPolicy.pods(0, 60)] } },
      'scaleUp.policies[0].value scaling-rule-out-of-range',
    ],
    [
      'a period of more than half an hour',
      { scaleUp: { policies: [ScalingPolicy.pods(1, 1801)] } },
      'scaleUp.policies[0].periodSeconds scaling-rule-out-of-range',
    ],
    ['an unknown selection', { scaleUp: { selectPolicy: 'Both' } }, 'scaleUp.selectPolicy scaling-selection-unknown'],
    ['a name that is none', { name: 'Api' }, 'name name-invalid'],
    ['a label that is none', { labels: { 'a b': 'x' } }, 'labels.a b label-invalid'],
    ['an annotation that has no key', { annotations: { '': 'x' } }, 'annotations. label-invalid'],
  ])('refuses %s', (_, wrong, expected) => {
    expect(findings(wrong)).toEqual([`autoscaling.${expected}`]);
  });

  it.each([
    [{ cpu: 70 }, 'autoscaling.cpu'],
    [{ scaleUp: { policies: [{}] } }, 'autoscaling.scaleUp.policies[0]'],
    [{ minReplicas: '2' }, 'autoscaling.minReplicas'],
  ])('reads nothing of a wrong type: %j', (given, field) => {
    expect(autoscalingReader('autoscaling', given).findings).toMatchObject([{ field, code: 'setting-invalid' }]);
  });

  it('prints its parts in words', () => {
    expect(
      [MetricTarget.utilization(70), MetricTarget.averageValue('250m'), ScalingPolicy.pods(4, 60)].join(', '),
    ).toBe('70% of the request, 250m, 4 Pods in 60 s');
  });
});

describe('podRange', () => {
  it.each([
    [{}, { least: 1, most: 1 }],
    [{ replicas: 3 }, { least: 3, most: 3 }],
    [{ autoscaling: RANGE }, { least: 2, most: 5 }],
  ])('of %j is %j', (settings, range) => {
    expect(podRange(settings)).toEqual(range);
  });
});
