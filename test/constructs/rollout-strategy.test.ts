import { Default, PercentOrAbsolute, RolloutStrategy } from 'cdk8s-webapp';
import { summarized } from '../support/findings';
import { deployment, problems } from '../support/workloads';

const { absolute, percent } = PercentOrAbsolute;
const { rollingUpdate, recreate, onDelete } = RolloutStrategy;

describe('the strategy of a Deployment', () => {
  it.each<[string, object, object | undefined]>([
    ['by default', {}, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }],
    ['of the cluster', { without: [Default.ROLLOUT_STRATEGY] }, undefined],
    [
      'with gaps of the library',
      { strategy: rollingUpdate({ maxUnavailable: percent(10) }) },
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '10%' } },
    ],
    [
      'with gaps of the cluster',
      { strategy: rollingUpdate({ maxUnavailable: absolute(1) }), without: [Default.ROLLOUT_STRATEGY] },
      { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    ],
    [
      'with nothing but its type',
      { strategy: rollingUpdate(), without: [Default.ROLLOUT_STRATEGY] },
      { type: 'RollingUpdate' },
    ],
    ['that recreates', { strategy: recreate() }, { type: 'Recreate' }],
  ])('%s', (_, props, expected) => {
    expect(deployment(props)['strategy']).toEqual(expected);
  });

  it.each<[string, RolloutStrategy, string[]]>([
    ['of a StatefulSet', onDelete(), ['strategy strategy-unsupported']],
    ['with a partition', rollingUpdate({ partition: 1 }), ['strategy.partition strategy-unsupported']],
    ['that is stuck', rollingUpdate({ maxSurge: absolute(0) }), ['strategy.maxUnavailable rollout-stuck']],
    [
      'that is stuck at none of a hundred',
      rollingUpdate({ maxSurge: percent(0), maxUnavailable: percent(0) }),
      ['strategy.maxUnavailable rollout-stuck'],
    ],
    [
      'with a share above all',
      rollingUpdate({ maxUnavailable: percent(101) }),
      ['strategy.maxUnavailable pods-out-of-range'],
    ],
    ['with a number', rollingUpdate({ maxSurge: 1 as never }), ['strategy.maxSurge setting-invalid']],
    ['with a text', rollingUpdate({ maxSurge: '25%' as never }), ['strategy.maxSurge setting-invalid']],
    ['with null', rollingUpdate({ maxSurge: null as never }), ['strategy.maxSurge setting-invalid']],
    ['with an unknown option', rollingUpdate({ surge: 1 } as never), ['strategy.surge setting-unknown']],
    ['that is a text', 'Recreate' as never, ['strategy setting-invalid']],
  ])('is refused %s', (_, strategy, expected) => {
    expect(problems({ strategy })).toEqual(expected);
  });
});

it('the cluster takes a quarter for a gap, so that it is not stuck', () => {
  const strategy = rollingUpdate({ maxSurge: absolute(0) });
  expect(problems({ strategy, without: [Default.ROLLOUT_STRATEGY] })).toEqual([]);
});

it('pods are restarted always, which is written where it is asked for', () => {
  expect(deployment({ restartPolicy: 'Always' })['template'].spec).toHaveProperty('restartPolicy', 'Always');
  expect(deployment({})['template'].spec).not.toHaveProperty('restartPolicy');
});

describe('timings of a rollout', () => {
  it.each<[object, string[]]>([
    [{ restartPolicy: 'Always' }, []],
    [{ restartPolicy: 'OnFailure' }, ['restartPolicy restart-policy-unsupported']],
    [{ minReadySeconds: 0, revisionHistoryLimit: 0 }, []],
    [{ minReadySeconds: -1 }, ['minReadySeconds rollout-timing-out-of-range']],
    [{ revisionHistoryLimit: 1.5 }, ['revisionHistoryLimit rollout-timing-out-of-range']],
    [{ progressDeadlineSeconds: 10, minReadySeconds: 10 }, ['progressDeadlineSeconds rollout-timing-out-of-range']],
    [{ progressDeadlineSeconds: 11, minReadySeconds: 10 }, []],
    // Kubernetes fills in 600.
    [{ minReadySeconds: 600 }, ['progressDeadlineSeconds rollout-timing-out-of-range']],
  ])('%j', (props, expected) => {
    expect(problems(props)).toEqual(expected);
  });
});

describe('the strategy of a StatefulSet', () => {
  it.each<[RolloutStrategy, string[]]>([
    [rollingUpdate(), []],
    [rollingUpdate({ partition: 2, maxUnavailable: percent(50) }), []],
    [onDelete(), []],
    [recreate(), ['s strategy-unsupported']],
    [rollingUpdate({ maxSurge: absolute(1) }), ['s.maxSurge strategy-unsupported']],
    [rollingUpdate({ maxUnavailable: absolute(0) }), ['s.maxUnavailable rollout-stuck']],
    [rollingUpdate({ partition: -1 }), ['s.partition rollout-timing-out-of-range']],
  ])('%j', (strategy, expected) => {
    expect(summarized(strategy.findingsForStatefulSet('s'))).toEqual(expected);
  });
});
