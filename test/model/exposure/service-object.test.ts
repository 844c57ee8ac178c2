import {
  Exposure,
  IpFamily,
  IpFamilyPolicy,
  Protocol,
  type ServiceObjectOptions,
  SessionAffinity,
  Stage,
  TrafficPolicy,
} from 'cdk8s-webapp';
import { furtherServiceFindings, serviceObjectFindings } from '../../../lib/model/exposure/service-object';

const RIGHT: ServiceObjectOptions = {
  ports: [
    { name: 'http', port: 80, targetPort: 8080, nodePort: 30080, protocol: Protocol.TCP, appProtocol: 'http' },
    { name: 'grpc', targetPortName: 'grpc', appProtocol: 'kubernetes.io/h2c' },
  ],
  labels: { app: 'api' },
  annotations: { 'example.com/owner': 'shop' },
  selector: { app: 'api' },
  clusterIp: 'fd00::20',
  sessionAffinity: SessionAffinity.CLIENT_IP,
  sessionAffinitySeconds: 600,
  publishNotReadyAddresses: true,
  internalTrafficPolicy: TrafficPolicy.LOCAL,
  ipFamilies: [IpFamily.IPV4, IpFamily.IPV6],
  ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK,
};

describe('the settings of a Service', () => {
  it('can all be given, or none', () => {
    expect(serviceObjectFindings(RIGHT)).toEqual([]);
    expect(serviceObjectFindings({})).toEqual([]);
  });

  it.each<[ServiceObjectOptions, string, string]>([
    [{ ports: [] }, 'ports', 'service-without-port'],
    [{ ports: [{ name: 'Http' }] }, 'ports[0].name', 'name-invalid'],
    [{ ports: [{ port: 0 }] }, 'ports[0].port', 'port-out-of-range'],
    [{ ports: [{}, { targetPort: 70000 }] }, 'ports[1].targetPort', 'port-out-of-range'],
    [{ ports: [{ nodePort: 80 }] }, 'ports[0].nodePort', 'node-port-out-of-range'],
    [{ ports: [{ protocol: 'HTTP' as Protocol }] }, 'ports[0].protocol', 'protocol-unknown'],
    [{ ports: [{ appProtocol: 'a b' }] }, 'ports[0].appProtocol', 'app-protocol-invalid'],
    [{ labels: { 'a b': 'c' } }, 'labels.a b', 'label-invalid'],
    [{ selector: { app: 'a b' } }, 'selector.app', 'label-invalid'],
    [{ annotations: { 'a b': 'c' } }, 'annotations.a b', 'label-invalid'],
    [{ annotations: { a: 'https://u:hunter2@a.b' } }, 'annotations.a', 'credential-in-plain-text'],
    [{ sessionAffinity: 'Cookie' as SessionAffinity }, 'sessionAffinity', 'service-setting-unknown'],
    [{ clusterIp: '10.96.0.256' }, 'clusterIp', 'ip-address-invalid'],
    [{ clusterIp: 'None' }, 'clusterIp', 'ip-address-invalid'],
    [{ sessionAffinitySeconds: 5 }, 'sessionAffinitySeconds', 'session-affinity-invalid'],
    [
      { sessionAffinity: SessionAffinity.CLIENT_IP, sessionAffinitySeconds: 86401 },
      'sessionAffinitySeconds',
      'session-affinity-invalid',
    ],
    [{ internalTrafficPolicy: 'Node' as TrafficPolicy }, 'internalTrafficPolicy', 'service-setting-unknown'],
    [{ ipFamilies: ['IPv5' as IpFamily] }, 'ipFamilies[0]', 'service-setting-unknown'],
    [{ ipFamilyPolicy: 'Both' as IpFamilyPolicy }, 'ipFamilyPolicy', 'service-setting-unknown'],
    [{ ipFamilies: [IpFamily.IPV4, IpFamily.IPV6] }, 'ipFamilies', 'ip-families-invalid'],
    [
      { ipFamilies: [IpFamily.IPV4, IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK },
      'ipFamilies',
      'ip-families-invalid',
    ],
  ])('refuses %j', (options, field, code) => {
    const found = serviceObjectFindings(options);
    expect(found).toMatchObject([{ field, code }]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  it('are judged with the name and exposure of a further Service', () => {
    const exposure = Exposure.nodePort({ nodePort: 1, host: 'localhost' });
    expect(furtherServiceFindings('1st', { exposure, ports: [] }, Stage.PRODUCTION)).toMatchObject([
      { code: 'name-invalid', field: 'services.1st' },
      { code: 'service-without-port', field: 'services.1st.ports' },
      { code: 'node-port-out-of-range', field: 'services.1st.exposure.nodePort' },
      { code: 'host-not-public', field: 'services.1st.exposure.host' },
    ]);
  });
});
