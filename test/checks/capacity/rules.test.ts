import { ClusterAddOn, CloudCluster, Cpu, NodePool, NodePoolProps, NodeShape, Size, TaintEffect } from 'cdk8s-webapp';
import * as fc from 'fast-check';
import { CAPACITY_RULES } from '../../../lib/checks/capacity/capacity-rules';
import { capacityOf } from '../../../lib/checks/capacity/capacity-table';
import { formatCapacity } from '../../../lib/checks/capacity/format-capacity';
import { CheckScope } from '../../../lib/checks/check-scope';
import { RANDOM } from '../../support/arbitraries/settings';
import { scopeOf, withField } from '../../support/checks';
import { cluster } from '../../support/clusters';

/** Nodes of 1000m and 1000Mi (after the 100Mi that kubelet keeps), room for 10 pods. */
function pool(count: number, props: Partial<NodePoolProps> = {}): NodePool {
  const shape = NodeShape.custom({ name: 'box', cpu: Cpu.units(1), memory: Size.mebibytes(1100), maxPods: 10 });
  return new NodePool({ name: 'pool', count, shape, ...props });
}

function nodes(...nodePools: NodePool[]): CloudCluster {
  return cluster({ nodePools });
}

interface Workload {
  readonly [field: string]: unknown;
}

/** A Deployment with an update that needs no additional pod. */
function deployment(name: string, replicas: number, cpu: string, pod: Workload = {}, spec: Workload = {}): object {
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' } },
    spec: {
      ...{ replicas, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
      template: template(name, cpu, pod),
      ...spec,
    },
  };
}

function template(app: string, cpu: string, pod: Workload = {}): object {
  return {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'main', resources: { requests: { cpu, memory: '10Mi' } } }], ...pod },
  };
}

const SURGING = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
const APART = (app: string, topologyKey = 'kubernetes.io/hostname') => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app } }, topologyKey }],
    },
  },
});
const NEAR = (app: string) => ({
  affinity: {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
});
const SPREAD = (app: string, more: Workload = {}) => ({
  topologySpreadConstraints: [
    {
      ...{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' },
      labelSelector: { matchLabels: { app } },
      ...more,
    },
  ],
});
const HOST_PORT = {
  containers: [{ name: 'main', ports: [{ containerPort: 80, hostPort: 80 }], resources: { requests: { cpu: '10m' } } }],
};
const CLAIM = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const claim = (...accessModes: string[]) => ({
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' } },
  spec: { accessModes },
});
const autoscaler = (name: string, minReplicas: number, maxReplicas: number) => ({
  ...{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name, namespace: 'shop' } },
  spec: { minReplicas, maxReplicas, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
});
const daemonSet = (name: string, cpu: string, pod: Workload = {}) => ({
  ...{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name, namespace: 'shop' } },
  spec: { template: template(name, cpu, pod) },
});
const job = (name: string, cpu: string, spec: Workload = {}) => ({
  ...{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'shop' } },
  spec: { template: template(name, cpu), ...spec },
});
const quota = (hard: Workload, more: Workload = {}) => ({
  ...{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota', namespace: 'shop' } },
  spec: { hard, ...more },
});
const limitRange = (item: Workload) => ({
  ...{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace: 'shop' } },
  spec: { limits: [{ type: 'Container', ...item }] },
});

/** Rule and object of each finding. */
function found(scope: CheckScope): string[] {
  return CAPACITY_RULES.flatMap((rule) => rule.check(scope).map(({ object }) => `${rule.id} ${object.name}`));
}

function only(scope: CheckScope) {
  const all = CAPACITY_RULES.flatMap((rule) => rule.check(scope).map((finding) => ({ id: rule.id, ...finding })));
  expect(all).toHaveLength(1);
  return all[0]!;
}

type Case = [what: string, objects: object[], on: CloudCluster, expected: string[]];

const fits: Case[] = [
  ['pods that fill the nodes to the last unit', [deployment('a', 4, '250m')], nodes(pool(1)), []],
  ['an update that has a node for its new pod', [deployment('a', 3, '250m', {}, SURGING)], nodes(pool(1)), []],
  ['Deployments that are not there', [deployment('a', 0, '9')], nodes(pool(1)), []],
  ['a Deployment of a cluster of which nothing is known', [deployment('a', 9, '9')], cluster({ nodePools: [] }), []],
  ['one node that cannot be drained', [deployment('a', 1, '900m')], nodes(pool(1)), []],
  ['pods that are apart on as many nodes', [deployment('a', 3, '10m', APART('a'))], nodes(pool(4)), []],
  [
    'pods of zones that nobody declared',
    [deployment('a', 3, '10m', APART('a', 'topology.kubernetes.io/zone'))],
    nodes(pool(4)),
    [],
  ],
  ['pods apart by a label that no node has', [deployment('a', 3, '10m', APART('a', 'rack'))], nodes(pool(1)), []],
  ['a suspended Job', [job('a', '9', { suspend: true })], nodes(pool(1)), []],
  [
    'a shared claim that many nodes mount',
    [claim('ReadWriteMany'), deployment('a', 4, '500m', CLAIM)],
    nodes(pool(3)),
    [],
  ],
  [
    'a selector for a label that providers set',
    [deployment('a', 1, '1m', { nodeSelector: { 'cloud.google.com/gke-nodepool': 'x' } })],
    nodes(pool(1)),
    [],
  ],
];

const broken: Case[] = [
  ['a pod that no node has room for', [deployment('a', 1, '1001m')], nodes(pool(3)), ['capacity-pod-too-large a']],
  [
    'one of a CronJob',
    [{ ...job('a', '2'), kind: 'CronJob', spec: { jobTemplate: { spec: { template: template('a', '2') } } } }],
    nodes(pool(1)),
    ['capacity-pod-too-large a'],
  ],
  [
    'one for another architecture',
    [deployment('a', 1, '1m', { nodeSelector: { 'kubernetes.io/arch': 'arm64' } })],
    nodes(pool(1)),
    ['capacity-pod-too-large a'],
  ],
  [
    'one that no taint lets in',
    [deployment('a', 1, '1m')],
    nodes(pool(1, { taints: [{ key: 'db', effect: TaintEffect.NO_SCHEDULE }] })),
    ['capacity-pod-too-large a'],
  ],
  [
    'one that wants a device',
    [deployment('a', 1, '1m', { containers: [{ resources: { limits: { 'nvidia.com/gpu': 1 } } }] })],
    nodes(pool(1)),
    ['capacity-pod-too-large a'],
  ],
  [
    'a DaemonSet that finds no room',
    [daemonSet('a', '600m'), daemonSet('b', '600m')],
    nodes(pool(1)),
    ['capacity-pod-too-large b'],
  ],
  ['requests beyond the sum', [deployment('a', 5, '250m')], nodes(pool(1)), ['capacity-exceeded a']],
  ['requests that cannot be divided', [deployment('a', 3, '600m')], nodes(pool(2)), ['capacity-exceeded a']],
  [
    'requests that only together have no place',
    [deployment('a', 1, '600m'), deployment('b', 1, '500m')],
    nodes(pool(1)),
    ['capacity-exceeded b'],
  ],
  ['too many pods', [deployment('a', 11, '1m')], nodes(pool(1)), ['capacity-exceeded a']],
  [
    'what a DaemonSet leaves',
    [daemonSet('agent', '100m'), deployment('a', 4, '250m')],
    nodes(pool(1)),
    ['capacity-exceeded a'],
  ],
  ['pods apart on too few nodes', [deployment('a', 3, '1m', APART('a'))], nodes(pool(2)), ['capacity-exceeded a']],
  [
    'pods that want one port of the node',
    [deployment('a', 2, '1m', HOST_PORT)],
    nodes(pool(1)),
    ['capacity-exceeded a'],
  ],
  [
    'a port that a DaemonSet has taken',
    [daemonSet('agent', '1m', HOST_PORT), deployment('a', 1, '1m', HOST_PORT)],
    nodes(pool(1)),
    ['capacity-exceeded a'],
  ],
  [
    'a claim of one node',
    [claim('ReadWriteOnce'), deployment('a', 3, '400m', CLAIM)],
    nodes(pool(3)),
    ['capacity-exceeded a'],
  ],
  [
    'a claim of one pod',
    [claim('ReadWriteOncePod'), deployment('a', 2, '1m', CLAIM)],
    nodes(pool(3)),
    ['capacity-exceeded a'],
  ],
  [
    'pods that must be near others',
    [deployment('a', 1, '700m'), deployment('b', 1, '400m', NEAR('a'))],
    nodes(pool(3)),
    ['capacity-exceeded b'],
  ],
  [
    'pods that must be spread',
    [deployment('a', 4, '400m', SPREAD('a')), deployment('b', 1, '700m')],
    nodes(pool(2)),
    ['capacity-exceeded b'],
  ],
  [
    'an autoscaler of which even the least does not fit',
    [deployment('a', 1, '600m'), autoscaler('a', 2, 3)],
    nodes(pool(1)),
    ['capacity-exceeded a'],
  ],
  [
    'an update that needs one pod more',
    [deployment('a', 4, '250m', {}, SURGING)],
    nodes(pool(1)),
    ['capacity-rollout-stuck a', 'capacity-surge a'],
  ],
  [
    'one whose pods are apart on all nodes',
    [deployment('a', 2, '1m', APART('a'), SURGING)],
    nodes(pool(2)),
    ['capacity-rollout-stuck a', 'capacity-surge a', 'capacity-drain a'],
  ],
  [
    'updates that only together have no room',
    ['a', 'b'].map((name) => deployment(name, 1, '300m', {}, SURGING)),
    nodes(pool(1)),
    ['capacity-surge b'],
  ],
  [
    'an update beside a Job',
    [deployment('a', 1, '300m', {}, SURGING), job('z', '500m')],
    nodes(pool(1)),
    ['capacity-surge z'],
  ],
  [
    'a Job that waits',
    [deployment('a', 1, '600m'), job('z', '500m')],
    nodes(pool(1)),
    ['capacity-surge z', 'capacity-job-waits z'],
  ],
  [
    'a maximum beyond the nodes',
    [deployment('a', 1, '300m'), autoscaler('a', 1, 4)],
    nodes(pool(1)),
    ['capacity-autoscaler-maximum a'],
  ],
  [
    'maxima that only together have no room',
    ['a', 'b'].flatMap((name) => [deployment(name, 1, '300m'), autoscaler(name, 1, 2)]),
    nodes(pool(1)),
    ['capacity-autoscalers-together a'],
  ],
  ['a node that the others cannot replace', [deployment('a', 2, '600m')], nodes(pool(2)), ['capacity-drain a']],
  [
    'pods that fit only if placed well',
    [deployment('a', 2, '400m'), deployment('b', 1, '1')],
    nodes(pool(2)),
    ['capacity-fragile b', 'capacity-drain b'],
  ],
  [
    'a quota below what pods request',
    [quota({ 'requests.cpu': '400m' }), deployment('a', 2, '250m')],
    nodes(pool(3)),
    ['quota-exceeded quota'],
  ],
  [
    'a quota that an update exceeds',
    [quota({ pods: 2 }), deployment('a', 2, '1m', {}, SURGING)],
    nodes(pool(3)),
    ['quota-exceeded quota'],
  ],
  [
    'a quota below the limits',
    [quota({ 'limits.cpu': '1' }), limitRange({ default: { cpu: '600m' } }), deployment('a', 2, '1m')],
    nodes(pool(3)),
    ['quota-exceeded quota'],
  ],
  [
    'a quota of objects',
    [quota({ 'count/deployments.apps': 1 }), deployment('a', 1, '1m'), deployment('b', 1, '1m')],
    nodes(pool(3)),
    ['quota-exceeded quota'],
  ],
  [
    'a quota of claims',
    [
      quota({ 'requests.storage': '1Gi' }),
      { ...claim('ReadWriteOnce'), spec: { resources: { requests: { storage: '2Gi' } } } },
    ],
    nodes(pool(3)),
    ['quota-exceeded quota'],
  ],
  [
    'a quota whose resource a container does not state',
    [quota({ 'limits.memory': '1Gi' }), deployment('a', 1, '1m')],
    nodes(pool(3)),
    ['quota-resources-missing a'],
  ],
];

const POOL_OF = { nodeSelector: { 'cloud.google.com/gke-nodepool': 'big' } };

describe('capacity rules', () => {
  // Whether the other pool is a domain depends on a label that nobody declared.
  it('leave out how pods are spread over pools of which it is not known whether they are for them', () => {
    const pods = deployment('a', 4, '100m', { ...SPREAD('a'), ...POOL_OF });
    const full = deployment('b', 1, '950m', { nodeSelector: { pool: 'small' } });
    const on = nodes(pool(1, { name: 'big' }), pool(1, { name: 'small', labels: { pool: 'small' } }));
    expect(found(scopeOf([pods, full], { cluster: on }))).toEqual(['capacity-fragile b', 'capacity-drain b']);
  });

  it.each(fits)('accept %s', (_, objects, on) => {
    expect(found(scopeOf(objects, { cluster: on }))).toEqual([]);
  });

  it.each(broken)('report %s', (_, objects, on, expected) => {
    expect(found(scopeOf(objects, { cluster: on }))).toEqual(expected);
  });

  it('each are broken by one of these', () => {
    const all = new Set(broken.flatMap(([, , , expected]) => expected.map((each) => each.split(' ')[0])));
    expect([...all].sort()).toEqual(CAPACITY_RULES.map(({ id }) => id).sort());
  });

  it.each(broken)('have a place, figures and a remedy for %s', (_, objects, on) => {
    for (const rule of CAPACITY_RULES) {
      for (const { field, given, allowed, remedy = rule.remedy } of rule.check(scopeOf(objects, { cluster: on }))) {
        expect([field, given, allowed]).not.toContain('');
        expect(given + remedy).not.toMatch(/undefined|NaN|Infinity/);
        expect(remedy).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  it('say what would fit', () => {
    const large = nodes(pool(2, { shape: NodeShape.gke('e2-standard-2') }));
    expect(only(scopeOf([deployment('a', 3, '1200m')], { cluster: large }))).toMatchObject({
      field: 'spec.replicas',
      given:
        '3 pods at rest that request 3600m of CPU, 30Mi of memory; 2 nodes offer 3860m of CPU, 12104Mi of memory, but no node has room for what is left',
      remedy: 'Run 2 replicas, add 1 node to pool or use e2-standard-4 (4 CPU, 16Gi) for the nodes of pool.',
    });
    expect(only(scopeOf([deployment('a', 1, '3')], { cluster: large })).remedy).toBe(
      'Request at most 1930m of CPU or use e2-standard-4 (4 CPU, 16Gi) for the nodes of pool.',
    );
  });

  it('say why a pool does not accept a pod', () => {
    const pods = deployment('a', 1, '1m', { nodeSelector: { disk: 'ssd' } });
    const on = nodes(
      pool(1, { labels: { disk: 'hdd' } }),
      pool(1, { name: 'db', taints: [{ key: 'role', value: 'db', effect: TaintEffect.NO_EXECUTE }] }),
    );
    expect(only(scopeOf([pods], { cluster: on })).given).toBe(
      'a pod that requests 1m of CPU, 10Mi of memory; not on pool: its label disk is hdd; not on db: its taint role=db:NoExecute is not tolerated',
    );
  });

  it('do not depend on the order of the objects', () => {
    const objects = broken.flatMap(([, each], index) =>
      each.map((object) => withField(object, ['metadata', 'namespace'], `n${index}`)),
    );
    const [there, back] = [objects, [...objects].reverse()].map((each) =>
      found(scopeOf(each, { cluster: nodes(pool(3)) })).sort(),
    );
    expect(back).toEqual(there);
  });

  it('subtract the add-ons of the cluster first', () => {
    const objects = [deployment('a', 2, '450m')];
    const addOns = (...given: ClusterAddOn[]) => cluster({ nodePools: [pool(1)], addOns: given });
    expect(found(scopeOf(objects, { cluster: addOns() }))).toEqual([]);
    expect(
      found(scopeOf(objects, { cluster: addOns(ClusterAddOn.onEveryNode('proxy', { cpu: Cpu.millis(101) })) })),
    ).toEqual(['capacity-exceeded a']);
    const dns = ClusterAddOn.withReplicas('coredns', { replicas: 2, cpu: Cpu.millis(60), memory: Size.mebibytes(70) });
    expect(found(scopeOf(objects, { cluster: addOns(dns) }))).toEqual(['capacity-exceeded a']);
  });

  it('give devices to who requests them', () => {
    const pods = deployment('a', 3, '1m', { containers: [{ resources: { limits: { 'nvidia.com/gpu': 1 } } }] });
    const on = (count: number) => nodes(pool(count, { extendedResources: { 'nvidia.com/gpu': 2 } }));
    expect(found(scopeOf([pods], { cluster: on(1) }))).toEqual(['capacity-exceeded a']);
    expect(found(scopeOf([pods], { cluster: on(3) }))).toEqual([]);
  });

  it('never throw, whatever the objects hold', () => {
    const valid = [...fits, ...broken].flatMap(([, objects]) => objects);
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(-1, 1e308, '1e99', '25%', null, [null], {}));
    fc.assert(
      fc.property(
        fc.array(fc.record({ object: fc.constantFrom(...valid), at: fc.nat(), value }), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const objects = changes.map(({ object, at, value: replaced }) => {
            const paths = pathsOf(object);
            return withField(object, paths[at % paths.length]!, replaced);
          });
          const scope = scopeOf(objects, {
            cluster: nodes(pool(2), pool(1, { name: 'other', labels: { rack: 'a' } })),
          });
          CAPACITY_RULES.forEach((rule) => rule.check(scope));
          expect(typeof formatCapacity(capacityOf(scope) ?? { cluster: '', situations: [] })).toBe('string');
        },
      ),
      { ...RANDOM, numRuns: RANDOM.numRuns * 5 },
    );
  });
});

/** The keys of every field of an object. */
function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = [...path, Array.isArray(value) ? Number(key) : key];
    return [own, ...pathsOf(inner, own)];
  });
}
