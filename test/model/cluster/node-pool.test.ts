import fc from 'fast-check';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { NodePool, type NodePoolProps, TaintEffect } from '../../../lib/model/cluster/node-pool';
import { NodeShape } from '../../../lib/model/cluster/node-shape';

const PROPS: NodePoolProps = { name: 'workers', shape: NodeShape.gke('e2-standard-2'), count: 2 };
const V128 = new KubernetesVersion('1.28');

const pool = (difference: { [field: string]: unknown } = {}) => new NodePool({ ...PROPS, ...difference } as never);
const codes = (value: NodePool) => value.findings().map(({ field, code }) => `${field} ${code}`);

describe('NodePool', () => {
  it('has no labels and taints by default', () => {
    const value = pool();
    expect(value).toMatchObject({ name: 'workers', count: 2, shape: PROPS.shape, place: 'NodePool workers' });
    expect([value.labels, value.taints, value.findings()]).toEqual([{}, [], []]);
  });

  it('keeps everything that is set', () => {
    const labels = { 'example.com/disk': 'ssd', tier: '' };
    const taints = [
      { key: 'dedicated', value: 'web', effect: TaintEffect.NO_SCHEDULE },
      { key: 'example.com/gpu', effect: TaintEffect.NO_EXECUTE },
    ];
    const value = pool({ labels, taints });
    expect([value.labels, value.taints, value.findings()]).toEqual([labels, taints, []]);
  });

  it.each<[{ [field: string]: unknown }, string]>([
    [{ name: '' }, 'name name-invalid'],
    [{ name: 'Workers' }, 'name name-invalid'],
    [{ name: undefined }, 'name name-invalid'],
    [{ count: 0 }, 'count node-count-out-of-range'],
    [{ count: -1 }, 'count node-count-out-of-range'],
    [{ count: 1.5 }, 'count node-count-out-of-range'],
    [{ count: NaN }, 'count node-count-out-of-range'],
    [{ count: '2' }, 'count node-count-out-of-range'],
    [{ count: 2n }, 'count node-count-out-of-range'],
    [{ shape: undefined }, 'shape node-shape-missing'],
    [{ shape: 'e2-standard-2' }, 'shape node-shape-missing'],
    [{ shape: NodeShape.gke('e2') }, 'shape.name node-shape-unknown'],
    [{ labels: { 'a b': 'c' } }, 'labels.a b label-invalid'],
    [{ labels: { a: 'b c' } }, 'labels.a label-invalid'],
    [{ labels: { a: 1n } }, 'labels.a label-invalid'],
    [{ labels: { 'Example/a': 'b' } }, 'labels.Example/a label-invalid'],
    [{ taints: [{ key: '', effect: TaintEffect.NO_SCHEDULE }] }, 'taints[0].key label-invalid'],
    [{ taints: [{ key: 'a', value: '/', effect: TaintEffect.NO_SCHEDULE }] }, 'taints[0].value label-invalid'],
    [{ taints: [{ key: 'a', effect: 'Never' }] }, 'taints[0].effect taint-effect-unknown'],
    [
      { extendedResources: { 'nvidia.com/gpu': 0.5 } },
      'extendedResources.nvidia.com/gpu extended-resource-count-invalid',
    ],
    [{ extendedResources: { 'a b': 1 } }, 'extendedResources.a b label-invalid'],
  ])('refuses %p', (difference, expected) => {
    expect(codes(pool(difference))).toEqual([expected]);
  });

  it('gives copies and keeps copies', () => {
    const labels = { a: 'b' };
    const taints = [{ key: 'a', effect: TaintEffect.NO_SCHEDULE }];
    const value = pool({ labels, taints });
    labels.a = 'x';
    taints[0]!.key = 'x';
    taints.pop();
    value.labels.a = 'y';
    value.taints.pop();
    expect([value.labels, value.taints]).toEqual([{ a: 'b' }, [{ key: 'a', effect: TaintEffect.NO_SCHEDULE }]]);
  });

  it('adds up what its nodes offer', () => {
    const each = NodeShape.gke('e2-standard-2').allocatable(V128);
    expect({ ...pool().allocatablePerNode(V128) }).toEqual({ ...each });
    expect({ ...pool().allocatable(V128) }).toEqual({ ...each.times(2) });
    expect(pool({ shape: undefined }).allocatable(V128)).toMatchObject({ cpuMillis: 0, memoryBytes: 0, pods: 0 });
  });

  it('is made of anything without throwing, and says what is wrong', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true });
    const field = fc.constantFrom('name', 'shape', 'count');
    fc.assert(
      fc.property(field, anything, (name, value) => {
        fc.pre(!(name === 'count' && typeof value === 'number') && !(name === 'name' && typeof value === 'string'));
        return pool({ [name]: value, labels: { a: 'b' } }).findings().length > 0;
      }),
    );
    fc.assert(fc.property(anything, (value) => new NodePool(value as never).findings().length > 0));
    fc.assert(fc.property(anything, (value) => void pool({ labels: value, taints: [value] }).findings()));
  });
});
