import { NetworkPeer, NetworkPort, Protocol } from 'cdk8s-webapp';
import { networkAccessFindings, networkAccessReader } from '../../../lib/model/network/network-rule';

const rule = { peers: [NetworkPeer.internet()], ports: [NetworkPort.tcp(443)] };

describe('NetworkPort', () => {
  it.each([
    [NetworkPort.tcp(443), 'TCP 443'],
    [NetworkPort.udp(53), 'UDP 53'],
    [NetworkPort.number(9, Protocol.SCTP), 'SCTP 9'],
    [NetworkPort.range(1, 65535), 'TCP 1-65535'],
    [NetworkPort.range(5, 5, Protocol.UDP), 'UDP 5-5'],
    [NetworkPort.named('http'), 'TCP http'],
    [NetworkPort.all(Protocol.UDP), 'UDP'],
  ])('%s is right', (port, words) => {
    expect(port.findings('port')).toEqual([]);
    expect(port.toString()).toBe(words);
  });

  it.each([
    [NetworkPort.tcp(0), 'port-out-of-range'],
    [NetworkPort.range(1, 65536), 'port-out-of-range'],
    [NetworkPort.range(9, 8), 'port-range-reversed'],
    [NetworkPort.named('Http'), 'port-name-invalid'],
    [NetworkPort.named('a-name-that-is-too-long'), 'port-name-invalid'],
    [NetworkPort.number(1, 'ICMP' as Protocol), 'protocol-unknown'],
  ])('%s is refused', (port, code) => {
    expect(port.findings('port')).toMatchObject([{ field: 'port', code }]);
  });
});

describe('the connections of a workload', () => {
  it('are read as they are given', () => {
    const access = { name: 'api', labels: {}, annotations: {}, ingress: { all: {} }, egress: { apis: rule } };
    expect(networkAccessReader('networkPolicy', access)).toEqual({ value: access, findings: [] });
    expect(networkAccessFindings('networkPolicy', access)).toEqual([]);
  });

  it.each([
    [{ egress: { apis: { peers: [] } } }, 'egress.apis.peers network-rule-open'],
    [{ ingress: { apis: { ports: [] } } }, 'ingress.apis.ports network-rule-open'],
    [{ egress: { apis: { ports: [NetworkPort.tcp(0)] } } }, 'egress.apis.ports[0] port-out-of-range'],
    [{ egress: { apis: { peers: [NetworkPeer.cidr('x')] } } }, 'egress.apis.peers[0] cidr-invalid'],
    [{ name: 'A' }, 'name name-invalid'],
  ])('%j are refused', (access, expected) => {
    const [finding] = networkAccessFindings('networkPolicy', access);
    expect(`${finding?.field} ${finding?.code}`).toBe(`networkPolicy.${expected}`);
  });

  it.each([
    [{ egress: { apis: { ports: [443] } } }, 'networkPolicy.egress.apis.ports[0]'],
    [{ egress: { apis: { peers: ['internet'] } } }, 'networkPolicy.egress.apis.peers[0]'],
    [{ egress: [] }, 'networkPolicy.egress'],
  ])('are not read where they have a wrong type: %j', (access, field) => {
    expect(networkAccessReader('networkPolicy', access).findings).toMatchObject([{ field, code: 'setting-invalid' }]);
  });
});
