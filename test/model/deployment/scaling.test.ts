import {
  ContainerImage,
  DeploymentBase,
  type EnvironmentProps,
  HealthCheck,
  MetricTarget,
  NetworkPeer,
  NetworkPort,
  PercentOrAbsolute,
  Pipeline,
  PipelineTrigger,
  Stage,
  StageName,
} from 'cdk8s-webapp';
import { summary } from '../../support/synthesis';

const image = ContainerImage.of('acme/api:1.0.0');
const cpu = MetricTarget.utilization(70);
const outside = { peers: [NetworkPeer.internet()], ports: [NetworkPort.tcp(443)] };

const environment = (base: object, own: object, props: object = {}, baseProps: object = {}) =>
  new DeploymentBase({ services: { api: { image, ...base } }, ...baseProps }).environment('test', {
    stage: Stage.PRODUCTION,
    services: { api: own },
    ...props,
  } as EnvironmentProps);
const problems = (...given: Parameters<typeof environment>) => summary(environment(...given).issues());

describe('an environment', () => {
  it('says what differs of autoscaling, of the budget and of connections', () => {
    const configuration = environment(
      {
        autoscaling: { minReplicas: 2, maxReplicas: 4, cpu, scaleDown: { stabilizationWindowSeconds: 60 } },
        disruptionBudget: { name: 'api-pdb', maxUnavailable: PercentOrAbsolute.absolute(1) },
        networkPolicy: { egress: { apis: outside } },
      },
      {
        autoscaling: { maxReplicas: 9, scaleDown: { selectPolicy: 'Min' } },
        disruptionBudget: { maxUnavailable: PercentOrAbsolute.percent(25) },
        networkPolicy: { egress: { apis: { peers: [NetworkPeer.cidr('192.0.2.1/32')] }, dns: {} } },
      },
    );
    expect(configuration.issues()).toEqual([]);
    expect(configuration.service('api')).toMatchObject({
      autoscaling: {
        minReplicas: 2,
        maxReplicas: 9,
        cpu,
        scaleDown: { stabilizationWindowSeconds: 60, selectPolicy: 'Min' },
      },
      disruptionBudget: { name: 'api-pdb', maxUnavailable: PercentOrAbsolute.percent(25) },
      networkPolicy: {
        egress: { apis: { peers: [NetworkPeer.cidr('192.0.2.1/32')], ports: outside.ports }, dns: {} },
      },
    });
  });

  it('explains where they come from, in words', () => {
    const text = environment(
      { networkPolicy: { egress: { apis: outside } } },
      { autoscaling: { minReplicas: 2, maxReplicas: 9, cpu } },
    ).explain();
    const lines = text.split('\n').map((line) => line.split(/ {2,}/));
    expect(lines).toContainEqual(['services.api.autoscaling.cpu', '70% of the request', 'environment']);
    expect(lines).toContainEqual(['services.api.networkPolicy.egress.apis.ports', '["TCP 443"]', 'base']);
    expect(text).not.toContain('services.api.replicas');
  });

  it('replaces a number of replicas by autoscaling where it removes the number', () => {
    const own = { autoscaling: { minReplicas: 2, maxReplicas: 9 } };
    expect(problems({ replicas: 1 }, own)).toEqual(['test/api replicas replicas-beside-autoscaling']);
    expect(problems({ replicas: 1 }, own, { remove: ['services.api.replicas'] })).toEqual([]);
  });

  it.each([
    ['half a range', { autoscaling: { minReplicas: 2 } }, 'test services.api.autoscaling setting-incomplete'],
    [
      'a range that is none',
      { autoscaling: { minReplicas: 0, maxReplicas: 2 } },
      'test/api autoscaling.minReplicas autoscaling-out-of-range',
    ],
    [
      'a budget that blocks',
      { disruptionBudget: { maxUnavailable: PercentOrAbsolute.absolute(0) } },
      'test/api disruptionBudget.maxUnavailable disruption-budget-blocks',
    ],
    [
      'an open rule',
      { networkPolicy: { ingress: { all: { peers: [] } } } },
      'test/api networkPolicy.ingress.all.peers network-rule-open',
    ],
  ])('may not say %s', (_, own, expected) => {
    expect(problems({}, own)).toEqual([expected]);
  });

  it('runs no more pods than the base allows', () => {
    const own = { autoscaling: { minReplicas: 2, maxReplicas: 4 } };
    expect(problems({}, own, {}, { maxReplicas: 3 })).toEqual([
      'test/api autoscaling.maxReplicas replicas-above-limit',
    ]);
    expect(problems({}, own, {}, { maxReplicas: 4 })).toEqual([]);
  });

  it('leaves the verification time for as many pods as may run', () => {
    const pipeline = new Pipeline({
      name: 'deploy',
      triggers: [PipelineTrigger.manual()],
      stages: [{ name: StageName.VERIFY, budgetSeconds: 200 }],
      requiredCredentials: [],
      budgetSeconds: 200,
    });
    const found = (maxReplicas: number) =>
      problems(
        { health: { check: HealthCheck.httpGet('/healthz') } },
        { autoscaling: { minReplicas: 1, maxReplicas } },
        {},
        { pipeline },
      ).filter((each) => each.includes('verification'));
    expect(found(3)).toEqual([]);
    expect(found(4)).toEqual(['test/api health.startup verification-too-short']);
  });
});
