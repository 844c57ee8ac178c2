import { AccessMode, CloudCluster, Protocol, Size, Volume } from 'cdk8s-webapp';
import { type GivenProps, problems } from '../../support/workloads';

const IMAGE = { image: 'acme/side:1.0.0' };
const VOLUME = { path: '/data', volume: Volume.emptyDir() };

describe('containers of a pod', () => {
  it.each<[string, GivenProps, string[]]>([
    ['a name that is none', { sidecars: { Side: IMAGE } }, ['sidecars.Side name-invalid']],
    ['the name of the main container', { sidecars: { api: IMAGE } }, ['sidecars.api container-name-taken']],
    [
      'one name before and beside it',
      { sidecars: { one: IMAGE }, initContainers: { one: IMAGE } },
      ['initContainers.one container-name-taken'],
    ],
    // JavaScript would run 2 before 10, and both before any other.
    [
      'names that are numbers',
      { initContainers: { 10: IMAGE, 2: IMAGE } },
      ['initContainers.2 container-name-unordered', 'initContainers.10 container-name-unordered'],
    ],
    [
      'no room for the name of a volume',
      { sidecars: { ['a'.repeat(60)]: IMAGE } },
      [`sidecars.${'a'.repeat(60)} name-invalid`],
    ],
    ['no image', { sidecars: { side: {} as never } }, ['sidecars.side.image image-invalid']],
    ['a list', { sidecars: [IMAGE] as never }, ['sidecars setting-invalid']],
    ['null', { initContainers: { one: null as never } }, ['initContainers.one setting-invalid']],
    [
      'native init containers',
      { initContainers: { one: { ...IMAGE, native: true } as never } },
      ['initContainers.one.native setting-unknown'],
    ],
    [
      'a port of the main container',
      { sidecars: { side: { ...IMAGE, ports: [{ name: 'web', port: 8000 }] } } },
      ['sidecars.side.ports port-duplicate'],
    ],
    [
      'a port name of another container',
      {
        sidecars: {
          one: { ...IMAGE, ports: [{ name: 'metrics', port: 1 }] },
          two: { ...IMAGE, ports: [{ name: 'metrics', port: 2 }] },
        },
      },
      ['sidecars.two.ports port-duplicate'],
    ],
  ])('are refused: %s', (_, props, expected) => {
    expect(problems(props)).toEqual(expected);
  });

  it('may have ports of one number where they do not meet', () => {
    const port = { name: 'web', port: 8000 };
    expect(problems({ initContainers: { one: { ...IMAGE, ports: [port] } } })).toEqual([]);
    expect(problems({ sidecars: { one: { ...IMAGE, ports: [{ ...port, protocol: Protocol.UDP }] } } })).toEqual([]);
  });
});

describe('volumes of a pod', () => {
  it.each<[string, GivenProps, string[]]>([
    [
      'one name in two containers',
      { volumes: { data: VOLUME }, sidecars: { side: { ...IMAGE, volumes: { data: VOLUME } } } },
      ['sidecars.side.volumes volume-name-taken'],
    ],
    [
      'the name of /tmp of the main container',
      { sidecars: { side: { ...IMAGE, volumes: { tmp: VOLUME } } } },
      ['sidecars.side.volumes volume-name-taken'],
    ],
    [
      'the name of /tmp of a side container',
      { volumes: { 'side-tmp': VOLUME }, sidecars: { side: IMAGE } },
      ['sidecars.side.volumes volume-name-taken'],
    ],
    [
      'that of a writable path',
      { writablePaths: ['/side/tmp'], sidecars: { side: IMAGE } },
      ['sidecars.side.volumes volume-name-taken'],
    ],
  ])('are refused: %s', (_, props, expected) => {
    expect(problems(props)).toEqual(expected);
  });

  it('are shared by replicas only where they can be, whichever container names them', () => {
    const claim = Volume.persistentClaim({ size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_ONCE });
    const volumes = { data: { path: '/data', volume: claim } };
    expect(problems({ replicas: 2, sidecars: { side: { ...IMAGE, volumes } } })).toEqual([
      'sidecars.side.volumes.data.volume.accessMode volume-not-shareable',
    ]);
  });
});

describe('a pod', () => {
  it.each<[string, GivenProps, string[]]>([
    ['a host name', { hostname: 'a.b' }, ['hostname name-invalid']],
    ['a subdomain', { subdomain: '' }, ['subdomain name-invalid']],
    ['a priority class', { priorityClassName: 'Top' }, ['priorityClassName name-invalid']],
    ['a runtime class', { runtimeClassName: 'a_b' }, ['runtimeClassName name-invalid']],
    ['a DNS policy', { dnsPolicy: 'None ' }, ['dnsPolicy dns-policy-unknown']],
    ['no name server', { dnsPolicy: 'None' }, ['dnsConfig.nameservers setting-incomplete']],
    ['a node label', { nodeSelector: { disk: 'a b' } }, ['nodeSelector.disk label-invalid']],
    ['a node label that is no text', { nodeSelector: { disk: true as never } }, ['nodeSelector.disk setting-invalid']],
    ['labels that are null', { podLabels: null as never }, ['podLabels setting-invalid']],
    ['an annotation', { podAnnotations: { 'a b': '' } }, ['podAnnotations.a b label-invalid']],
    ['another value of the default selector', { podLabels: { app: 'other' } }, ['podLabels.app selector-unmatched']],
    [
      'another value of a selector',
      { selector: { run: 'a' }, podLabels: { run: 'b' } },
      ['podLabels.run selector-unmatched'],
    ],
    ['no selector', { selector: {} }, ['selector selector-empty']],
    [
      'another port of the node, in its network',
      {
        hostNetwork: true,
        ports: [
          { name: 'admin', port: 9000, hostPort: 9001 },
          { port: 9002, hostPort: 9002 },
        ],
      },
      ['ports.admin.hostPort host-port-mismatch'],
    ],
    ['yes for the network of the node', { hostNetwork: 'yes' as never }, ['hostNetwork setting-invalid']],
  ])('is refused with %s', (_, props, expected) => {
    expect(problems(props)).toEqual(expected);
  });

  it('has native sidecars where its cluster has them', () => {
    const props = { sidecars: { side: { ...IMAGE, native: true } } };
    const cluster = (kubernetesVersion: string) => ({
      cluster: new CloudCluster({ name: 'a', kubernetesVersion } as never),
    });
    const missing = 'sidecars.side.native kubernetes-feature-missing';
    expect(problems(props, cluster('1.28'))).toContain(missing);
    expect(problems(props, cluster('1.29'))).not.toContain(missing);
    expect(problems(props)).toEqual([]);
  });
});
