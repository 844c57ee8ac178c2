const HARDENED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};
const USER = {
  runAsNonRoot: true,
  runAsUser: 10001,
  runAsGroup: 10001,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What a service has at least that passes the checks of production. */
export function manifests(name: string) {
  const selector = { matchLabels: { app: name } };
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec: { podSelector: selector, policyTypes: ['Ingress', 'Egress'], ingress: [{ ports: [{ port: 'http' }] }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: { replicas: 2, selector, template: { metadata: { labels: { app: name } }, spec: podSpec(name) } },
    },
  ];
}

function podSpec(name: string) {
  const probe = (path: string) => ({ httpGet: { path, port: 'http' }, periodSeconds: 10, failureThreshold: 3 });
  return {
    automountServiceAccountToken: false,
    securityContext: USER,
    topologySpreadConstraints: [
      {
        ...{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
        labelSelector: { matchLabels: { app: name } },
      },
    ],
    containers: [
      {
        name: 'main',
        image: `ghcr.io/acme/${name}:1.0.0`,
        ports: [{ name: 'http', containerPort: 8080 }],
        env: [
          { name: 'MODE', value: 'production' },
          { name: 'URL', value: `https://${name}.test` },
        ],
        resources: {
          requests: { cpu: '250m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
          limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '1Gi' },
        },
        livenessProbe: probe('/live'),
        readinessProbe: probe('/ready'),
        securityContext: HARDENED,
      },
    ],
  };
}
