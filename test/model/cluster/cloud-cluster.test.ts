import { inspect } from 'node:util';
import fc from 'fast-check';
import { CloudCluster, type CloudClusterProps } from '../../../lib/model/cluster/cloud-cluster';
import { ClusterProvider } from '../../../lib/model/cluster/cluster-provider';
import { Kubeconfig } from '../../../lib/model/cluster/kubeconfig';
import { NodePool } from '../../../lib/model/cluster/node-pool';
import { NodeShape } from '../../../lib/model/cluster/node-shape';
import { Verdict } from '../../../lib/model/core/live-check';
import { Cpu, Size } from '../../../lib/model/core/quantity';

const SHARE = { cpu: Cpu.units(4), memory: Size.gibibytes(8) };
const SECRET = Kubeconfig.fromPipelineSecret('KUBECONFIG_CONTENT');

const workers = (shape: NodeShape, count: number, name = 'workers') => new NodePool({ name, shape, count });
const contextOf = (context: string) => Kubeconfig.fromFile({ path: '~/.kube/config', context });

/** The clusters of the reference application. */
const LOCAL: CloudClusterProps = {
  name: 'local',
  provider: ClusterProvider.MINIKUBE,
  nodePools: [workers(NodeShape.minikube(SHARE), 1)],
  kubernetesVersion: '1.28',
  kubeconfig: contextOf('minikube'),
};
const DEV: CloudClusterProps = {
  name: 'dev',
  provider: ClusterProvider.KIND,
  nodePools: [workers(NodeShape.kind(SHARE), 1)],
  kubernetesVersion: '1.28',
  kubeconfig: contextOf('kind-dev'),
};
const STAGING: CloudClusterProps = {
  name: 'staging',
  provider: ClusterProvider.GOOGLE_CLOUD,
  region: 'us-central1',
  nodePools: [workers(NodeShape.gke('e2-standard-2'), 2)],
  kubernetesVersion: '1.28',
  kubeconfig: SECRET,
};
const PRODUCTION: CloudClusterProps = {
  ...STAGING,
  name: 'production',
  nodePools: [workers(NodeShape.gke('e2-standard-4'), 3)],
};
const CLOUD: CloudClusterProps = {
  name: 'todo-chatbot-cluster',
  provider: ClusterProvider.ORACLE_CLOUD,
  region: 'us-ashburn-1',
  nodePools: [workers(NodeShape.oracleA1Flex({ ocpus: 1, memoryGib: 6 }), 2)],
  kubernetesVersion: '1.28',
  kubeconfig: SECRET,
  freeTier: true,
};

const cluster = (difference: { [field: string]: unknown }, props = CLOUD) =>
  new CloudCluster({ ...props, ...difference } as CloudClusterProps);
const codes = (value: CloudCluster) => value.findings().map(({ field, code }) => `${field} ${code}`);

describe('the clusters of the reference application', () => {
  it.each<[CloudClusterProps, string, number, string, boolean]>([
    [LOCAL, 'minikube/-/local', 1, 'linux/amd64', false],
    [DEV, 'kind/-/dev', 1, 'linux/amd64', false],
    [STAGING, 'Google Cloud/us-central1/staging', 2, 'linux/amd64', true],
    [PRODUCTION, 'Google Cloud/us-central1/production', 3, 'linux/amd64', true],
    [CLOUD, 'Oracle Cloud/us-ashburn-1/todo-chatbot-cluster', 2, 'linux/arm64', true],
  ])('%# have no findings', (props, key, nodeCount, platform, supportsLoadBalancer) => {
    const value = new CloudCluster(props);
    expect(value.findings()).toEqual([]);
    expect(value).toMatchObject({ key, nodeCount, platforms: [platform], supportsLoadBalancer });
    expect(value.kubernetesVersion.toString()).toBe('1.28');
  });

  it('have as many keys as they are', () => {
    const all = [LOCAL, DEV, STAGING, PRODUCTION, CLOUD].map((props) => new CloudCluster(props).key);
    expect(new Set(all).size).toBe(5);
  });

  it('offer to pods what their nodes offer', () => {
    const offers = [LOCAL, DEV, STAGING, PRODUCTION, CLOUD].map((props) =>
      new CloudCluster(props).allocatable().map(({ pool, perNode, total }) => [pool, `${perNode}`, `${total}`]),
    );
    expect(offers.flat()).toEqual([
      ['workers', '4000m CPU, 8092Mi memory, 110 pods', '4000m CPU, 8092Mi memory, 110 pods'],
      ['workers', '4000m CPU, 8092Mi memory, 110 pods', '4000m CPU, 8092Mi memory, 110 pods'],
      ['workers', '1930m CPU, 6052Mi memory, 110 pods', '3860m CPU, 12104Mi memory, 220 pods'],
      ['workers', '3920m CPU, 13179Mi memory, 110 pods', '11760m CPU, 39537Mi memory, 330 pods'],
      ['workers', '840m CPU, 4735Mi memory, 31 pods', '1680m CPU, 9471Mi memory, 62 pods'],
    ]);
  });

  it('could have been the two micro instances that their authors planned', () => {
    const value = cluster({ nodePools: [workers(NodeShape.oracleE21Micro(), 2)] });
    expect(value.findings()).toEqual([]);
    expect(value.allocatable().map(({ perNode }) => perNode.cpuMillis)).toEqual([80]);
  });
});

describe('CloudCluster', () => {
  it('has documented defaults', () => {
    const value = new CloudCluster(LOCAL);
    expect(value).toMatchObject({ freeTier: false, region: undefined, managedService: undefined });
    expect(value.place).toBe('CloudCluster local');
  });

  it('keeps everything that is set', () => {
    const value = cluster({ freeTierAllowance: { armOcpus: 4, armMemoryGib: 24 } });
    expect(value).toMatchObject({
      name: 'todo-chatbot-cluster',
      provider: ClusterProvider.ORACLE_CLOUD,
      managedService: 'OKE',
      region: 'us-ashburn-1',
      freeTier: true,
      kubeconfig: SECRET,
      nodePools: CLOUD.nodePools,
    });
  });

  it('knows the architectures of all its nodes, each once and sorted', () => {
    const nodePools = [
      workers(NodeShape.gke('t2a-standard-1'), 1, 'a'),
      workers(NodeShape.gke('e2-standard-2'), 1, 'b'),
      workers(NodeShape.gke('t2a-standard-4'), 1, 'c'),
    ];
    const value = cluster({ nodePools }, STAGING);
    expect(value.architectures).toEqual(['amd64', 'arm64']);
    expect(value.platforms).toEqual(['linux/amd64', 'linux/arm64']);
    expect([value.nodeCount, value.findings()]).toEqual([3, []]);
  });

  it.each<[{ [field: string]: unknown }, string[]]>([
    [{ name: '' }, ['name cluster-name-invalid']],
    [{ name: 'A' }, ['name cluster-name-invalid']],
    [{ region: undefined }, ['region cluster-region-missing']],
    [{ region: 'US East' }, ['region cluster-region-invalid']],
    [{ nodePools: [] }, ['nodePools node-pools-missing']],
    [{ nodePools: undefined }, ['nodePools node-pools-missing']],
    [{ nodePools: ['x'] }, ['nodePools[0] node-pool-invalid']],
    [{ kubernetesVersion: '1.23' }, ['kubernetesVersion kubernetes-version-unsupported']],
    [{ kubernetesVersion: 1.28 }, ['kubernetesVersion kubernetes-version-invalid']],
    [{ kubernetesVersion: undefined }, ['kubernetesVersion kubernetes-version-invalid']],
    [{ kubeconfig: undefined }, ['kubeconfig kubeconfig-invalid']],
    [{ kubeconfig: '~/.kube/config' }, ['kubeconfig kubeconfig-invalid']],
    [{ kubeconfig: contextOf('') }, ['kubeconfig.context kubeconfig-invalid']],
    [{ provider: undefined, freeTier: false }, ['provider cluster-provider-unknown']],
    [{ provider: 'OKE', freeTier: false }, ['provider cluster-provider-unknown']],
    [
      { nodePools: [workers(NodeShape.gke('e2-small'), 2)] },
      ['nodePools[0].shape node-shape-of-other-provider', 'nodePools[0].shape free-tier-shape'],
    ],
    [{ freeTierAllowance: { armOcpus: 1, armMemoryGib: 12 } }, ['nodePools free-tier-allowance-exceeded']],
    [
      { freeTierAllowance: { armOcpus: 'all' } },
      ['armOcpus', 'armMemoryGib'].map((name) => `freeTierAllowance.${name} free-tier-allowance-invalid`),
    ],
    [
      { freeTierAllowance: null },
      ['armOcpus', 'armMemoryGib'].map((name) => `freeTierAllowance.${name} free-tier-allowance-invalid`),
    ],
    [
      { freeTier: false, freeTierAllowance: { armOcpus: 4, armMemoryGib: 24 } },
      ['freeTierAllowance free-tier-allowance-unused'],
    ],
  ])('refuses %p', (difference, expected) => {
    expect(codes(cluster(difference))).toEqual(expected);
  });

  it('refuses a pool without nodes, in the free tier twice', () => {
    const nodePools = [workers(NodeShape.oracleE21Micro(), 0)];
    expect(codes(cluster({ nodePools, freeTier: false }))).toEqual(['nodePools[0].count node-count-out-of-range']);
    expect(codes(cluster({ nodePools }))).toEqual([
      'nodePools[0].count node-count-out-of-range',
      'nodePools free-tier-node-count',
    ]);
  });

  it('reports everything at once', () => {
    const wrong = { name: '', region: '', nodePools: [], kubernetesVersion: '', kubeconfig: undefined };
    expect(codes(cluster(wrong))).toHaveLength(5);
  });

  it('allows a larger free tier where the tenancy has it', () => {
    const nodePools = [workers(NodeShape.oracleA1Flex({ ocpus: 2, memoryGib: 12 }), 2)];
    expect(codes(cluster({ nodePools }))).toHaveLength(2);
    expect(codes(cluster({ nodePools, freeTierAllowance: { armOcpus: 4, armMemoryGib: 24 } }))).toEqual([]);
  });

  it('gives copies and keeps copies', () => {
    const nodePools = [...CLOUD.nodePools];
    const freeTierAllowance = { armOcpus: 2, armMemoryGib: 12 };
    const value = cluster({ nodePools, freeTierAllowance });
    nodePools.pop();
    freeTierAllowance.armOcpus = 0;
    value.nodePools.pop();
    value.architectures.pop();
    value.findings().push({ code: '', field: '', given: '', allowed: '', remedy: '' });
    expect(value.nodePools).toEqual(CLOUD.nodePools);
    expect([value.architectures, value.findings()]).toEqual([['arm64'], []]);
  });

  it('never shows a kubeconfig that was given in the wrong place', () => {
    const content = 'apiVersion: v1\nusers: [{user: {client-key-data: c2VjcmV0}}]';
    for (const kubeconfig of [content, Kubeconfig.fromPipelineSecret(content)]) {
      const value = cluster({ kubeconfig });
      const shown = [
        JSON.stringify(value),
        inspect(value, { depth: 9, showHidden: true }),
        JSON.stringify(value.findings()),
      ];
      expect(value.findings()).toHaveLength(1);
      expect([...shown, JSON.stringify(value.verify({}))].join()).not.toMatch(/c2VjcmV0|users/);
    }
  });

  it('is made of anything without throwing, and says what is wrong', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true });
    const field = fc.constantFrom('name', 'provider', 'nodePools', 'kubernetesVersion', 'kubeconfig', 'region');
    fc.assert(
      fc.property(field, anything, (name, given) => {
        fc.pre(typeof given !== 'string');
        const value = cluster({ [name]: given });
        const derived = [value.key, value.place, value.nodeCount, value.platforms, value.allocatable()];
        return derived.length === 5 && value.findings().length > 0;
      }),
    );
    fc.assert(fc.property(anything, (given) => new CloudCluster(given as never).findings().length > 0));
  });
});

describe('whether a load balancer gets an address', () => {
  it.each(Object.values(ClusterProvider))('is known of %s', (provider) => {
    const isLocal = provider === ClusterProvider.KIND || provider === ClusterProvider.MINIKUBE;
    expect(cluster({ provider }).supportsLoadBalancer).toBe(!isLocal);
  });
});

describe('the key of a cluster', () => {
  it('is equal for equal provider, region and name, and else not', () => {
    const part = fc.constantFrom('a', 'b', 'a-b');
    const provider = fc.constantFrom(...Object.values(ClusterProvider));
    const cluster = fc.record({ provider, region: fc.option(part, { nil: undefined }), name: part });
    fc.assert(
      fc.property(cluster, cluster, (one, other) => {
        const [left, right] = [one, other].map((each) => new CloudCluster({ ...CLOUD, ...each }).key);
        const isSame = one.provider === other.provider && one.region === other.region && one.name === other.name;
        return (left === right) === isSame;
      }),
    );
  });
});

describe('what was observed of a cluster', () => {
  const good = {
    kubeconfig: { secretExists: true, serverReachable: true, credentialsAccepted: true, serverVersion: 'v1.28.15' },
    encryptionAtRest: true,
    nodesReady: 2,
  };
  const value = new CloudCluster(CLOUD);
  const verdicts = (facts: unknown, of = value) =>
    of.verify(facts as never).map(({ code, verdict }) => [code, verdict] as const);

  it('passes when all is well, the kubeconfig included', () => {
    expect(verdicts(good)).toEqual(
      [
        'kubeconfig-secret-exists',
        'kubeconfig-server-reachable',
        'kubeconfig-credentials-accepted',
        'kubeconfig-server-version',
        'cluster-version-as-declared',
        'cluster-nodes-ready',
        'cluster-encryption-at-rest',
      ].map((code) => [code, Verdict.PASSED]),
    );
    expect(value.verify(good)[6]?.subject).toBe('CloudCluster todo-chatbot-cluster');
  });

  it.each([{}, undefined, null, { kubeconfig: null }])('is not verified when nobody looked: %p', (facts) => {
    expect(new Set(verdicts(facts).map(([, verdict]) => verdict))).toEqual(new Set([Verdict.NOT_VERIFIED]));
  });

  it.each<[{ [field: string]: unknown }, string[]]>([
    [{ encryptionAtRest: false }, ['cluster-encryption-at-rest']],
    [{ nodesReady: 1 }, ['cluster-nodes-ready']],
    [{ nodesReady: 3 }, ['cluster-nodes-ready']],
    [{ kubeconfig: { ...good.kubeconfig, serverReachable: false } }, ['kubeconfig-server-reachable']],
    [{ kubeconfig: { ...good.kubeconfig, serverVersion: '1.29.1' } }, ['cluster-version-as-declared']],
    [{ kubeconfig: { ...good.kubeconfig, serverVersion: '1.27' } }, ['cluster-version-as-declared']],
    [
      { kubeconfig: { ...good.kubeconfig, serverVersion: 'x' } },
      ['kubeconfig-server-version', 'cluster-version-as-declared'],
    ],
  ])('fails with %p', (difference, expected) => {
    const failed = verdicts({ ...good, ...difference }).filter(([, verdict]) => verdict === Verdict.FAILED);
    expect(failed.map(([code]) => code)).toEqual(expected);
  });

  it('does not pass for a version that nobody can read', () => {
    const unreadable = cluster({ kubernetesVersion: 'x' });
    const facts = { kubeconfig: { serverVersion: 'x' } };
    expect(verdicts(facts, unreadable)).toContainEqual(['cluster-version-as-declared', Verdict.FAILED]);
  });
});
