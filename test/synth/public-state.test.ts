import {
  ClusterAddOn,
  ClusterProvider,
  ExternalObject,
  NodePool,
  type NodePoolProps,
  NodeShape,
  Size,
  Cpu,
} from 'cdk8s-webapp';
import { publicState } from '../../lib/synth/public-state';
import { cluster } from '../support/clusters';

const shape = (options?: object) => NodeShape.gke('e2-standard-2', options);
const pool = (props: Partial<NodePoolProps> = {}) => ({
  nodePools: [new NodePool({ name: 'pool', count: 1, shape: shape(), ...props })],
});
const addOn = (add: ClusterAddOn) => ({ addOns: [add] });
const provides = (object: ExternalObject) => ({ provides: [object] });

/** Clusters that the rules judge differently, or may. */
const CLUSTERS: { readonly [what: string]: { [name: string]: unknown } } = {
  'as it is': {},
  name: { name: 'other' },
  provider: { provider: ClusterProvider.AMAZON_WEB_SERVICES },
  region: { region: 'us-west1' },
  version: { kubernetesVersion: '1.29' },
  'free tier': { freeTier: true },
  'no pool': { nodePools: [] },
  'name of a pool': pool({ name: 'other' }),
  'number of nodes': pool({ count: 2 }),
  'shape of nodes': pool({ shape: NodeShape.gke('e2-standard-4') }),
  'architecture of nodes': pool({ shape: NodeShape.gke('t2a-standard-2') }),
  labels: pool({ labels: { a: 'b' } }),
  taints: pool({ taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' as never }] }),
  'other taints': pool({ taints: [{ key: 'a', value: 'b', effect: 'NoExecute' as never }] }),
  'extended resources': pool({ extendedResources: { 'nvidia.com/gpu': 1 } }),
  'pods of a node': pool({ shape: shape({ maxPods: 32 }) }),
  'storage of a node': pool({ shape: shape({ ephemeralStorage: Size.gibibytes(100) }) }),
  'reserved memory': pool({ shape: shape({ reserved: { memory: Size.mebibytes(100) } }) }),
  'reserved cores': pool({ shape: shape({ reserved: { cpu: Cpu.millis(100) } }) }),
  'an add-on': addOn(ClusterAddOn.onEveryNode('agent')),
  'name of an add-on': addOn(ClusterAddOn.onEveryNode('logs')),
  'cores of an add-on': addOn(ClusterAddOn.onEveryNode('agent', { cpu: Cpu.millis(10) })),
  'memory of an add-on': addOn(ClusterAddOn.onEveryNode('agent', { memory: Size.mebibytes(10) })),
  'replicas of an add-on': addOn(ClusterAddOn.withReplicas('agent', { replicas: 1 })),
  'more replicas of an add-on': addOn(ClusterAddOn.withReplicas('agent', { replicas: 2 })),
  'an object': provides(ExternalObject.ingressClass('nginx')),
  'name of an object': provides(ExternalObject.ingressClass('traefik')),
  'kind of an object': provides(ExternalObject.storageClass('nginx')),
  'namespace of an object': provides(ExternalObject.of('Secret', 'tls', { namespace: 'shop' })),
  'another namespace of an object': provides(ExternalObject.of('Secret', 'tls', { namespace: 'other' })),
  'keys of an object': provides(ExternalObject.of('Secret', 'tls', { keys: ['a'] })),
};

it('tells clusters apart by everything that rules can see of them', () => {
  const states = Object.values(CLUSTERS).map((props) => publicState(cluster(props)));
  expect(new Set(states).size).toBe(states.length);
});

it('is the same for clusters that are', () => {
  for (const props of Object.values(CLUSTERS)) {
    expect(publicState(cluster(props))).toBe(publicState(cluster(props)));
  }
});

it('has the getters of all classes above, and whole numbers of any size', () => {
  class Base {
    readonly #hidden = 2n ** 70n;
    get shown(): bigint {
      return this.#hidden;
    }
  }
  class Derived extends Base {
    readonly own = [new Base()];
  }
  const shown = '1180591620717411303424n';
  expect(JSON.parse(publicState(new Derived()))).toEqual({ own: [{ shown }], shown });
});

it('refuses functions, of which nothing can be seen', () => {
  expect(() => publicState({ rule: () => true })).toThrow(TypeError);
});
