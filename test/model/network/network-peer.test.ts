import { NetworkPeer } from 'cdk8s-webapp';
import { selectorFindings } from '../../../lib/model/network/network-peer';

const findings = (peer: NetworkPeer) => peer.findings('peer').map(({ field, code }) => `${field} ${code}`);

describe('NetworkPeer', () => {
  it.each([
    [NetworkPeer.cidr('203.0.113.0/24'), '203.0.113.0/24'],
    [NetworkPeer.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] }), '10.0.0.0/8 but 10.1.0.0/16'],
    [NetworkPeer.cidr('2001:db8::/32', { except: ['2001:db8:1::/48'] }), '2001:db8::/32 but 2001:db8:1::/48'],
    [NetworkPeer.internet(), '0.0.0.0/0 but 10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16'],
    [NetworkPeer.internetIpv6(), '::/0 but fc00::/7, fe80::/10'],
    [NetworkPeer.pods(), 'pods {}'],
    [NetworkPeer.pods({ app: 'api' }), 'pods {"matchLabels":{"app":"api"}}'],
    [NetworkPeer.namespace('ops'), 'pods of namespaces {"matchLabels":{"kubernetes.io/metadata.name":"ops"}}'],
    [
      NetworkPeer.namespace('ops', { app: 'proxy' }),
      'pods {"matchLabels":{"app":"proxy"}} of namespaces {"matchLabels":{"kubernetes.io/metadata.name":"ops"}}',
    ],
    [
      NetworkPeer.select({
        podSelector: {
          matchLabels: { app: 'api' },
          matchExpressions: [
            { key: 'tier', operator: 'In', values: ['a', 'b'] },
            { key: 'canary', operator: 'DoesNotExist' },
          ],
        },
      }),
      'pods {"matchLabels":{"app":"api"},"matchExpressions":[{"key":"tier","operator":"In","values":["a","b"]},{"key":"canary","operator":"DoesNotExist"}]}',
    ],
    [NetworkPeer.select({ namespaceSelector: {} }), 'pods of namespaces {}'],
  ])('%s is right', (peer, words) => {
    expect(findings(peer)).toEqual([]);
    expect(peer.toString()).toBe(words);
  });

  it.each([
    '203.0.113.1',
    '203.0.113.0/33',
    '300.0.0.0/8',
    '::/129',
    '2001:db8::',
    'example.com',
    '',
    '10.0.0.0/',
    undefined,
  ])('refuses %j as addresses', (cidr) => {
    expect(findings(NetworkPeer.cidr(cidr as string))).toEqual(['peer cidr-invalid']);
  });

  it.each([
    ['outside', '11.0.0.0/16', 'cidr-not-inside'],
    ['as large as the whole', '10.0.0.0/8', 'cidr-not-inside'],
    ['larger', '0.0.0.0/0', 'cidr-not-inside'],
    ['of the other family', '2001:db8::/32', 'cidr-not-inside'],
    ['that is none', '10.1', 'cidr-invalid'],
  ])('refuses an exception %s', (_, range, code) => {
    expect(findings(NetworkPeer.cidr('10.0.0.0/8', { except: [range] }))).toEqual([`peer.except ${code}`]);
  });

  it('refuses who selects nobody', () => {
    expect(findings(NetworkPeer.select({}))).toEqual(['peer network-peer-empty']);
  });

  it('refuses a namespace that cannot exist', () => {
    expect(findings(NetworkPeer.namespace('Ops'))).toEqual(['peer.namespaceSelector name-invalid']);
  });

  it('gives copies', () => {
    const except = ['10.1.0.0/16'];
    const peer = NetworkPeer.cidr('10.0.0.0/8', { except });
    except.push('x');
    peer.except.push('y');
    expect(peer.except).toEqual(['10.1.0.0/16']);
  });
});

describe('a label selector', () => {
  const wrong = (selector: object) => selectorFindings('s', selector).map(({ field, code }) => `${field} ${code}`);

  it.each([
    ['a key', { matchLabels: { 'a b': 'x' } }, 's.matchLabels.a b label-invalid'],
    ['a value', { matchLabels: { a: 'x y' } }, 's.matchLabels.a label-invalid'],
    [
      'an operator',
      { matchExpressions: [{ key: 'a', operator: 'Is' }] },
      's.matchExpressions[0].operator label-operator-invalid',
    ],
    [
      'values where none are looked at',
      { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] },
      's.matchExpressions[0].values label-operator-invalid',
    ],
    [
      'no values where there must be some',
      { matchExpressions: [{ key: 'a', operator: 'NotIn' }] },
      's.matchExpressions[0].values label-operator-invalid',
    ],
    [
      'a value among several',
      { matchExpressions: [{ key: 'a', operator: 'In', values: ['x y'] }] },
      's.matchExpressions[0].values label-invalid',
    ],
  ])('has no wrong %s', (_, selector, expected) => {
    expect(wrong(selector)).toEqual([expected]);
  });
});
