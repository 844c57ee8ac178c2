import {
  AppNetworkPolicy,
  type AppNetworkPolicyProps,
  NetworkPeer,
  NetworkPort,
  PolicyType,
  Protocol,
} from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';

const policy = (props?: AppNetworkPolicyProps) =>
  find(
    synthesize(
      (chart) => {
        new AppNetworkPolicy(chart, 'extra', props);
      },
      { createNamespace: false },
    ),
    'NetworkPolicy',
  );
const issues = (props: { [field: string]: unknown }) =>
  summary(
    issuesOf((chart) => {
      new AppNetworkPolicy(chart, 'extra', props);
    }),
  );

describe('AppNetworkPolicy', () => {
  it('lets nothing pass to or from any pod by default', () => {
    expect(policy()).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name: 'extra',
        namespace: 'shop',
        labels: expect.objectContaining({ 'app.kubernetes.io/part-of': 'shop' }),
      },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
  });

  it('says everything that it is given, in the order in which it is given', () => {
    const podSelector = {
      matchLabels: { app: 'db' },
      matchExpressions: [{ key: 'role', operator: 'In', values: ['primary', 'replica'] }],
    };
    const rendered = policy({
      name: 'db-policy',
      labels: { team: 'data' },
      annotations: { a: 'b' },
      podSelector,
      policyTypes: [PolicyType.EGRESS, PolicyType.INGRESS],
      ingress: [
        {
          peers: [NetworkPeer.pods({ app: 'api' }), NetworkPeer.namespace('ops', { app: 'backup' })],
          ports: [NetworkPort.tcp(5432)],
        },
        { peers: [NetworkPeer.select({ namespaceSelector: {} })], ports: [NetworkPort.named('metrics')] },
        { peers: [NetworkPeer.pods()] },
      ],
      egress: [
        {
          peers: [NetworkPeer.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] })],
          ports: [NetworkPort.range(1, 9, Protocol.UDP)],
        },
        {},
      ],
    });
    const labels = (map: { [key: string]: string }) => ({ matchLabels: map });
    expect(rendered).toMatchObject({
      metadata: { name: 'db-policy', labels: { team: 'data' }, annotations: { a: 'b' } },
    });
    expect(rendered['spec']).toEqual({
      podSelector,
      policyTypes: ['Egress', 'Ingress'],
      ingress: [
        {
          from: [
            { podSelector: labels({ app: 'api' }) },
            {
              namespaceSelector: labels({ 'kubernetes.io/metadata.name': 'ops' }),
              podSelector: labels({ app: 'backup' }),
            },
          ],
          ports: [{ protocol: 'TCP', port: 5432 }],
        },
        { from: [{ namespaceSelector: {} }], ports: [{ protocol: 'TCP', port: 'metrics' }] },
        { from: [{ podSelector: {} }] },
      ],
      egress: [
        {
          to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }],
          ports: [{ protocol: 'UDP', port: 1, endPort: 9 }],
        },
        {},
      ],
    });
  });

  it.each([
    [{ ingress: [{}] }, ['Ingress']],
    [{ egress: [] }, ['Egress']],
    [{ ingress: [], egress: [] }, ['Ingress', 'Egress']],
  ])('is about the directions of its rules: %j', (props, types) => {
    expect(policy(props)['spec'].policyTypes).toEqual(types);
  });

  it.each([
    ['a name that is none', { name: 'A' }, 'name name-invalid'],
    [
      'a selector that is none',
      { podSelector: { matchLabels: { 'a b': 'c' } } },
      'podSelector.matchLabels.a b label-invalid',
    ],
    ['an empty list of peers', { ingress: [{ peers: [] }] }, 'ingress[0].peers network-rule-open'],
    ['a port that is none', { egress: [{ ports: [NetworkPort.tcp(0)] }] }, 'egress[0].ports[0] port-out-of-range'],
    ['an unknown direction', { policyTypes: ['Both'] }, 'policyTypes[0] policy-type-unknown'],
    ['rules that count for nothing', { policyTypes: ['Ingress'], egress: [{}] }, 'egress policy-rules-unused'],
    ['a setting that nothing reads', { selector: {} }, 'selector setting-unknown'],
    ['a peer that is none', { ingress: [{ peers: ['internet'] }] }, 'ingress[0].peers[0] setting-invalid'],
  ])('refuses %s', (_, props, expected) => {
    expect(issues(props)).toContain(`test/extra ${expected}`);
  });
});
