import { KubernetesVersion } from 'cdk8s-webapp';
import { PodRequests } from '../../../lib/checks/capacity/pod-request';
import { Resources } from '../../../lib/checks/capacity/resources';
import { scopeOf } from '../../support/checks';

/** What the pod requests, as CPU in thousandths and memory in bytes. */
function requested(spec: object, others: object[] = [], version = '1.34'): number[] {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop' }, spec };
  const scope = scopeOf([pod, ...others], { kubernetesVersion: new KubernetesVersion(version) });
  return new PodRequests(scope, new Resources()).of(scope.pods[0]!).slice(0, 2);
}

const needs = (cpu: unknown, memory: unknown = 0) => ({ resources: { requests: { cpu, memory } } });
const limitRange = (item: object) => ({
  ...{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace: 'shop' } },
  spec: { limits: [{ type: 'Container', ...item }] },
});

describe('the request of a pod', () => {
  it.each<[string, object, number[]]>([
    ['the sum of its containers', { containers: [needs('100m', '1Ki'), needs(0.2, 24)] }, [300, 1048]],
    ['nothing without requests', { containers: [{}] }, [0, 0]],
    ['a limit without a request', { containers: [{ resources: { limits: { cpu: '1' } } }] }, [1000, 0]],
    [
      'a request beside a limit',
      { containers: [{ resources: { requests: { cpu: '1m' }, limits: { cpu: '1' } } }] },
      [1, 0],
    ],
    ['rounded up', { containers: [needs('100u', '0.5')] }, [1, 1]],
    [
      'the largest init container, where that is more',
      { initContainers: [needs('500m'), needs('300m')], containers: [needs('100m')] },
      [500, 0],
    ],
    [
      'sidecars beside the containers',
      { initContainers: [{ ...needs('50m'), restartPolicy: 'Always' }], containers: [needs('100m')] },
      [150, 0],
    ],
    [
      'an init container beside the sidecars before it',
      {
        initContainers: [{ ...needs('50m'), restartPolicy: 'Always' }, needs('200m')],
        containers: [needs('100m')],
      },
      [250, 0],
    ],
    [
      'what the pod says for all, which may be less',
      { resources: { requests: { cpu: '70m' } }, containers: [needs('100m', 5)] },
      [70, 5],
    ],
    [
      'the limit of the pod, where containers request nothing',
      { resources: { limits: { cpu: '70m' } }, containers: [{}] },
      [70, 0],
    ],
    ['more by its overhead', { overhead: { cpu: '10m' }, containers: [needs('100m')] }, [110, 0]],
    ['nothing of what is no quantity', { containers: [needs('many', {}), null, 'x'] }, [0, 0]],
  ])('is %s', (_, spec, expected) => {
    expect(requested(spec)).toEqual(expected);
  });

  it('ignores what the pod says for all before Kubernetes counts it', () => {
    const spec = { resources: { requests: { cpu: '70m' } }, containers: [needs('100m')] };
    expect(requested(spec, [], '1.33')).toEqual([100, 0]);
  });

  it('is what the LimitRange of the namespace gives to who says nothing', () => {
    const spec = { containers: [{}, needs('100m', 1)] };
    expect(requested(spec, [limitRange({ defaultRequest: { cpu: '20m' }, default: { cpu: '1' } })])).toEqual([120, 1]);
    expect(requested(spec, [limitRange({ default: { cpu: '30m' } })])).toEqual([130, 1]);
    expect(requested(spec, [limitRange({ max: { cpu: '40m' }, min: { cpu: '5m' } })])).toEqual([140, 1]);
    expect(requested(spec, [limitRange({ min: { cpu: '5m' } })])).toEqual([105, 1]);
  });

  it('takes the overhead from the RuntimeClass', () => {
    const runtimeClass = {
      ...{ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'kata' } },
      overhead: { podFixed: { cpu: '250m' } },
    };
    const spec = { runtimeClassName: 'kata', containers: [needs('100m')] };
    expect(requested(spec, [runtimeClass])).toEqual([350, 0]);
  });
});
