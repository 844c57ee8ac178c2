/*
 * For each policy an application that breaks it, and one that does not: what the rules of this library and those of other
 * tools are compared by.
 */

/** A manifest whose fields a case may change. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Changeable = any;

/** An application that no rule has anything against. */
export interface PolicyApp {
  readonly namespace: Changeable;
  readonly account: Changeable;
  readonly networkPolicy: Changeable;
  readonly service: Changeable;
  readonly budget: Changeable;
  readonly deployment: Changeable;
  /** Specification of its pods, and their container. */
  readonly pod: Changeable;
  readonly container: Changeable;
  /** What else there is. */
  readonly more: Changeable[];
}

/** A policy, and how to break it. */
export interface PolicyCase {
  /** Id of the rule. */
  readonly rule: string;
  readonly bad: (app: PolicyApp) => void;
  /** @default - the application as it is */
  readonly good?: (app: PolicyApp) => void;
  /** What the rule finds: kind and name of the object, field and what is given. */
  readonly finds: readonly string[];
  /** @default 1.28 */
  readonly version?: string;
}

/** The objects of the application after a change. */
export function policyObjects(change: (app: PolicyApp) => void = () => undefined): object[] {
  const app = policyApp();
  change(app);
  const { namespace, account, networkPolicy, service, budget, deployment, more } = app;
  return [namespace, account, networkPolicy, service, budget, deployment, ...more];
}

function policyApp(): PolicyApp {
  const labels = { app: 'web' };
  const metadata = { name: 'web', namespace: 'shop' };
  const container: Changeable = {
    name: 'web',
    image: 'ghcr.io/acme/web:1.0.0',
    imagePullPolicy: 'Always',
    ports: [{ name: 'http', containerPort: 8080 }],
    env: [{ name: 'MODE', value: 'production' }],
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '1', memory: '256Mi', 'ephemeral-storage': '1Gi' },
    },
    livenessProbe: { httpGet: { path: '/live', port: 8080 } },
    readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  };
  const pod: Changeable = {
    serviceAccountName: 'web',
    automountServiceAccountToken: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' },
          },
        ],
      },
    },
    priorityClassName: 'system-cluster-critical',
    containers: [container],
  };
  return {
    namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: {} } },
    account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata } },
    networkPolicy: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { ...metadata },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata },
      spec: { type: 'ClusterIP', selector: { ...labels }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    budget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { ...metadata },
      spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: { ...labels } } },
    },
    deployment: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata },
      spec: {
        replicas: 3,
        strategy: { type: 'RollingUpdate' },
        selector: { matchLabels: { ...labels } },
        template: { metadata: { labels: { ...labels } }, spec: pod },
      },
    },
    ...{ pod, container, more: [] },
  };
}

function autoscaler(minReplicas: number): Changeable {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas, maxReplicas: 6 },
  };
}

function scaled(app: PolicyApp, minReplicas: number): void {
  delete app.deployment.spec.replicas;
  app.more.push(autoscaler(minReplicas));
}

function claim(...accessModes: string[]): Changeable {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
    spec: { accessModes, resources: { requests: { storage: '1Gi' } } },
  };
}

function mount(app: PolicyApp, source: object, readOnly = false): void {
  app.pod.volumes = [{ name: 'data', ...source }];
  app.container.volumeMounts = [{ name: 'data', mountPath: '/data', readOnly }];
}

function mountClaim(app: PolicyApp, ...accessModes: string[]): void {
  mount(app, { persistentVolumeClaim: { claimName: 'data' } });
  app.more.push(claim(...accessModes));
}

function ingress(fields: object, annotations: object = {}): Changeable {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec: {
      rules: [
        {
          host: 'www.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }],
          },
        },
      ],
      ...fields,
    },
  };
}

const TLS = { tls: [{ hosts: ['*.example.com'], secretName: 'web-tls' }] };

function gateway(...protocols: string[]): Changeable {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      gatewayClassName: 'web',
      listeners: protocols.map((protocol) => ({ name: protocol.toLowerCase(), port: 80, protocol })),
    },
  };
}

function role(verbs: string[]): Changeable {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'web', namespace: 'shop' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs }],
  };
}

function binding(kind: string, roleName: string, account: string): Changeable {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: 'web', ...(kind === 'RoleBinding' ? { namespace: 'shop' } : {}) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: kind.replace('Binding', ''), name: roleName },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: 'shop' }],
  };
}

function job(app: PolicyApp, spec: object): Changeable {
  const template = { metadata: { labels: { app: 'job' } }, spec: { ...app.pod, restartPolicy: 'Never' } };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'job', namespace: 'shop' },
    spec: { template, ...spec },
  };
}

function cronJob(app: PolicyApp, spec: object): Changeable {
  const { template } = job(app, {}).spec;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } }, ...spec },
  };
}

const LIMIT_RANGE = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    limits: [
      {
        type: 'Container',
        default: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' },
        defaultRequest: { cpu: '1m', memory: '1Mi', 'ephemeral-storage': '1Mi' },
      },
    ],
  },
};
const RESOURCE_QUOTA = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { hard: { pods: '10' } },
};

const WEB = 'Deployment web';
const POD = `${WEB} spec.template.spec`;
const CONTAINER = `${POD}.containers[0]`;
const CONTEXT = `${CONTAINER}.securityContext`;

/** Every policy. */
export const POLICY_CASES: readonly PolicyCase[] = [
  {
    rule: 'pod-security-enforced',
    bad: ({ namespace, pod }) => {
      namespace.metadata.labels['pod-security.kubernetes.io/enforce'] = 'baseline';
      pod.hostNetwork = true;
    },
    good: ({ namespace }) => {
      namespace.metadata.labels['pod-security.kubernetes.io/enforce'] = 'restricted';
    },
    finds: [`${POD}.hostNetwork: true`],
  },
  {
    rule: 'pod-security-label-invalid',
    bad: ({ namespace }) => {
      namespace.metadata.labels['pod-security.kubernetes.io/warn'] = 'strict';
      namespace.metadata.labels['pod-security.kubernetes.io/enforce-version'] = '1.28';
    },
    good: ({ namespace }) => {
      namespace.metadata.labels['pod-security.kubernetes.io/warn'] = 'restricted';
      namespace.metadata.labels['pod-security.kubernetes.io/warn-version'] = 'v1.28';
    },
    finds: [
      'Namespace shop metadata.labels["pod-security.kubernetes.io/enforce-version"]: "1.28"',
      'Namespace shop metadata.labels["pod-security.kubernetes.io/warn"]: "strict"',
    ],
  },
  {
    rule: 'host-network',
    bad: ({ pod }) => (pod.hostNetwork = true),
    finds: [`${POD}.hostNetwork: true`],
  },
  { rule: 'host-pid', bad: ({ pod }) => (pod.hostPID = true), finds: [`${POD}.hostPID: true`] },
  { rule: 'host-ipc', bad: ({ pod }) => (pod.hostIPC = true), finds: [`${POD}.hostIPC: true`] },
  {
    rule: 'host-path',
    bad: (app) => {
      mount(app, { hostPath: { path: '/srv/web' } }, true);
    },
    good: (app) => {
      mount(app, { emptyDir: {} });
    },
    finds: [`${POD}.volumes[0].hostPath: "/srv/web"`],
  },
  {
    rule: 'host-port',
    bad: ({ container }) => (container.ports[0].hostPort = 8080),
    finds: [`${CONTAINER}.ports[0].hostPort: 8080`],
  },
  {
    rule: 'probe-host',
    version: '1.34',
    bad: ({ container }) => (container.livenessProbe.httpGet.host = 'example.com'),
    finds: [`${CONTAINER}.livenessProbe.httpGet.host: "example.com"`],
  },
  {
    rule: 'windows-host-process',
    bad: ({ pod }) => (pod.securityContext.windowsOptions = { hostProcess: true }),
    finds: [`${POD}.securityContext.windowsOptions.hostProcess: true`],
  },
  {
    rule: 'privileged',
    bad: ({ container }) => (container.securityContext.privileged = true),
    finds: [`${CONTEXT}.privileged: true`],
  },
  {
    rule: 'dangerous-capabilities',
    bad: ({ container }) => (container.securityContext.capabilities.add = ['SYS_ADMIN', 'CHOWN']),
    good: ({ container }) => (container.securityContext.capabilities.add = ['CHOWN']),
    finds: [`${CONTEXT}.capabilities.add: "SYS_ADMIN"`],
  },
  {
    rule: 'added-capabilities',
    bad: ({ container }) => (container.securityContext.capabilities.add = ['CHOWN']),
    good: ({ container }) => (container.securityContext.capabilities.add = ['NET_BIND_SERVICE']),
    finds: [`${CONTEXT}.capabilities.add: "CHOWN"`],
  },
  {
    rule: 'drop-all-capabilities',
    bad: ({ container }) => (container.securityContext.capabilities.drop = ['CHOWN']),
    finds: [`${CONTEXT}.capabilities.drop: "CHOWN"`],
  },
  {
    rule: 'privilege-escalation',
    bad: ({ container }) => (container.securityContext.allowPrivilegeEscalation = true),
    finds: [`${CONTEXT}.allowPrivilegeEscalation: true`],
  },
  {
    rule: 'run-as-non-root',
    bad: ({ pod }) => {
      delete pod.securityContext.runAsNonRoot;
      delete pod.securityContext.runAsUser;
    },
    finds: [`${POD}.securityContext.runAsNonRoot: nothing, for container "web"`],
  },
  {
    rule: 'run-as-root',
    bad: ({ container }) => (container.securityContext.runAsUser = 0),
    finds: [`${CONTEXT}.runAsUser: 0`],
  },
  {
    rule: 'seccomp-unconfined',
    bad: ({ pod }) => (pod.securityContext.seccompProfile.type = 'Unconfined'),
    finds: [`${POD}.securityContext.seccompProfile.type: "Unconfined"`],
  },
  {
    rule: 'seccomp-profile',
    bad: ({ pod }) => delete pod.securityContext.seccompProfile,
    finds: [`${POD}.securityContext.seccompProfile.type: nothing, for container "web"`],
  },
  {
    rule: 'app-armor-unconfined',
    bad: ({ container, deployment }) => {
      container.securityContext.appArmorProfile = { type: 'Unconfined' };
      deployment.spec.template.metadata.annotations = {
        'container.apparmor.security.beta.kubernetes.io/web': 'unconfined',
      };
    },
    good: ({ container }) => (container.securityContext.appArmorProfile = { type: 'RuntimeDefault' }),
    finds: [
      `${WEB} spec.template.metadata.annotations["container.apparmor.security.beta.kubernetes.io/web"]: "unconfined"`,
      `${CONTEXT}.appArmorProfile.type: "Unconfined"`,
    ],
  },
  {
    rule: 'selinux-options',
    bad: ({ pod }) => (pod.securityContext.seLinuxOptions = { type: 'spc_t' }),
    good: ({ pod }) => (pod.securityContext.seLinuxOptions = { level: 's0:c1' }),
    finds: [`${POD}.securityContext.seLinuxOptions.type: "spc_t"`],
  },
  {
    rule: 'proc-mount',
    bad: ({ container }) => (container.securityContext.procMount = 'Unmasked'),
    finds: [`${CONTEXT}.procMount: "Unmasked"`],
  },
  {
    rule: 'proc-mount-in-user-namespace',
    version: '1.35',
    bad: ({ container, pod }) => {
      container.securityContext.procMount = 'Unmasked';
      pod.hostUsers = false;
    },
    finds: [`${CONTEXT}.procMount: "Unmasked"`],
  },
  {
    rule: 'unsafe-sysctl',
    bad: ({ pod }) => (pod.securityContext.sysctls = [{ name: 'kernel.msgmax', value: '65536' }]),
    good: ({ pod }) => (pod.securityContext.sysctls = [{ name: 'net.ipv4.tcp_syncookies', value: '1' }]),
    finds: [`${POD}.securityContext.sysctls[0].name: "kernel.msgmax"`],
  },
  {
    rule: 'volume-type',
    bad: (app) => {
      mount(app, { nfs: { server: 'nfs.example.com', path: '/' } });
    },
    good: (app) => {
      mount(app, { emptyDir: {} });
    },
    finds: [`${POD}.volumes[0].nfs: nfs`],
  },
  {
    rule: 'read-only-root-filesystem',
    bad: ({ container }) => delete container.securityContext.readOnlyRootFilesystem,
    finds: [`${CONTEXT}.readOnlyRootFilesystem: nothing`],
  },
  {
    rule: 'low-user-id',
    bad: ({ pod, container }) => {
      pod.securityContext.runAsUser = 1000;
      container.securityContext.runAsGroup = 999;
    },
    finds: [`${CONTEXT}.runAsGroup: 999`, `${POD}.securityContext.runAsUser: 1000`],
  },
  {
    rule: 'container-runtime-socket',
    bad: (app) => {
      mount(app, { hostPath: { path: '/var/run/docker.sock' } }, true);
    },
    good: (app) => {
      mount(app, { hostPath: { path: '/srv/web' } }, true);
    },
    finds: [`${POD}.volumes[0].hostPath.path: "/var/run/docker.sock"`],
  },
  {
    rule: 'sensitive-host-path',
    bad: (app) => {
      mount(app, { hostPath: { path: '/etc' } }, true);
    },
    good: (app) => {
      mount(app, { hostPath: { path: '/srv/web' } }, true);
    },
    finds: [`${POD}.volumes[0].hostPath.path: "/etc"`],
  },
  {
    rule: 'secret-in-environment',
    bad: ({ container }) => {
      container.env.push({ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'web-secrets', key: 'token' } } });
      container.envFrom = [{ secretRef: { name: 'web-secrets' } }];
    },
    finds: [
      `${CONTAINER}.envFrom[0].secretRef: Secret "web-secrets"`,
      `${CONTAINER}.env[1].valueFrom.secretKeyRef: Secret "web-secrets"`,
    ],
  },
  {
    rule: 'image-tag-latest',
    bad: ({ container }) => (container.image = 'ghcr.io:443/acme/web'),
    good: ({ container }) => (container.image = `ghcr.io/acme/web@sha256:${'0123456789abcdef'.repeat(4)}`),
    finds: [`${CONTAINER}.image: "ghcr.io:443/acme/web"`],
  },
  {
    rule: 'image-digest',
    bad: ({ container }) => (container.image = 'ghcr.io/acme/web:1.0.0'),
    good: ({ container }) => (container.image = `ghcr.io/acme/web:1.0.0@sha256:${'0123456789abcdef'.repeat(4)}`),
    finds: [`${CONTAINER}.image: "ghcr.io/acme/web:1.0.0"`],
  },
  {
    rule: 'image-pull-policy-always',
    bad: ({ container }) => (container.imagePullPolicy = 'IfNotPresent'),
    finds: [`${CONTAINER}.imagePullPolicy: "IfNotPresent"`],
  },
  ...(['cpu', 'memory', 'ephemeral-storage'] as const).flatMap((resource): PolicyCase[] => [
    {
      rule: `${resource}-request`,
      bad: ({ container }) => {
        Reflect.deleteProperty(container.resources.requests, resource);
        Reflect.deleteProperty(container.resources.limits, resource);
      },
      finds: [`${CONTAINER}.resources.requests.${resource}: nothing`],
    },
    {
      rule: `${resource}-limit`,
      bad: ({ container }) => Reflect.deleteProperty(container.resources.limits, resource),
      finds: [`${CONTAINER}.resources.limits.${resource}: nothing`],
    },
  ]),
  {
    rule: 'memory-limit',
    bad: ({ container }) => (container.resources.limits.memory = '0'),
    good: ({ container, more }) => {
      delete container.resources;
      more.push(LIMIT_RANGE);
    },
    finds: [`${CONTAINER}.resources.limits.memory: nothing`],
  },
  {
    rule: 'liveness-probe',
    bad: ({ container }) => delete container.livenessProbe,
    finds: [`${CONTAINER}.livenessProbe: nothing`],
  },
  {
    rule: 'readiness-probe',
    bad: ({ container }) => delete container.readinessProbe,
    finds: [`${CONTAINER}.readinessProbe: nothing`],
  },
  {
    rule: 'identical-probes',
    bad: ({ container }) => (container.livenessProbe = { ...container.readinessProbe, failureThreshold: 2 }),
    good: ({ container }) => (container.livenessProbe = { ...container.readinessProbe, failureThreshold: 6 }),
    finds: [`${CONTAINER}.livenessProbe: what readinessProbe asks, given up after 20 s as there after 30 s`],
  },
  {
    rule: 'single-replica',
    bad: ({ deployment }) => (deployment.spec.replicas = 1),
    finds: [`${WEB} spec.replicas: 1`],
  },
  {
    rule: 'autoscaler-minimum',
    bad: (app) => {
      scaled(app, 1);
    },
    good: (app) => {
      scaled(app, 3);
    },
    finds: ['HorizontalPodAutoscaler web spec.minReplicas: 1'],
  },
  {
    rule: 'replicas-with-autoscaler',
    bad: ({ more }) => more.push(autoscaler(3)),
    good: (app) => {
      scaled(app, 3);
    },
    finds: [`${WEB} spec.replicas: 3`],
  },
  {
    rule: 'rolling-update',
    bad: ({ deployment }) => (deployment.spec.strategy.type = 'Recreate'),
    finds: [`${WEB} spec.strategy.type: "Recreate"`],
  },
  {
    rule: 'replicas-not-spread',
    bad: ({ pod }) => delete pod.affinity,
    finds: [`${POD}.affinity.podAntiAffinity: nothing that keeps up to 3 pods apart`],
  },
  {
    rule: 'replicas-not-spread',
    bad: ({ pod }) => {
      const [{ podAffinityTerm }] = pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
      podAffinityTerm.labelSelector = { matchLabels: { app: 'other' } };
    },
    good: ({ pod }) => {
      delete pod.affinity;
      pod.topologySpreadConstraints = [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] },
        },
      ];
    },
    finds: [`${POD}.affinity.podAntiAffinity: nothing that keeps up to 3 pods apart`],
  },
  {
    rule: 'pod-disruption-budget',
    bad: ({ budget }) => (budget.spec.selector.matchLabels.app = 'other'),
    finds: [`${WEB} spec.template.metadata.labels: those of up to 3 pods that no PodDisruptionBudget selects`],
  },
  {
    rule: 'budget-blocks-eviction',
    bad: ({ budget }) => (budget.spec.maxUnavailable = '0%'),
    finds: ['PodDisruptionBudget web spec.maxUnavailable: "0%" of 3'],
  },
  {
    rule: 'budget-blocks-eviction',
    bad: ({ budget }) => {
      delete budget.spec.maxUnavailable;
      budget.spec.minAvailable = '90%';
    },
    good: ({ budget }) => {
      delete budget.spec.maxUnavailable;
      budget.spec.minAvailable = '60%';
    },
    finds: ['PodDisruptionBudget web spec.minAvailable: "90%" of 3'],
  },
  {
    rule: 'budget-without-number',
    bad: ({ budget }) => delete budget.spec.maxUnavailable,
    finds: ['PodDisruptionBudget web spec: neither minAvailable nor maxUnavailable'],
  },
  {
    rule: 'budget-blocks-eviction-at-minimum',
    bad: (app) => {
      scaled(app, 2);
      delete app.budget.spec.maxUnavailable;
      app.budget.spec.minAvailable = 2;
    },
    good: (app) => {
      scaled(app, 3);
      delete app.budget.spec.maxUnavailable;
      app.budget.spec.minAvailable = 2;
    },
    finds: ['PodDisruptionBudget web spec.minAvailable: 2 of 2'],
  },
  {
    rule: 'budget-unhealthy-eviction',
    bad: ({ budget }) => delete budget.spec.unhealthyPodEvictionPolicy,
    finds: ['PodDisruptionBudget web spec.unhealthyPodEvictionPolicy: nothing'],
  },
  {
    rule: 'volume-not-shared',
    bad: (app) => {
      mountClaim(app, 'ReadWriteOnce');
    },
    good: (app) => {
      mountClaim(app, 'ReadWriteOnce', 'ReadWriteMany');
    },
    finds: [`${POD}.volumes[0].persistentVolumeClaim: claim data with access ReadWriteOnce`],
  },
  {
    rule: 'volume-not-shared',
    bad: (app) => {
      mount(app, { hostPath: { path: '/srv/web' } });
    },
    good: (app) => {
      mount(app, { hostPath: { path: '/srv/web' } }, true);
    },
    finds: [`${POD}.volumes[0].hostPath: directory "/srv/web" of whichever node`],
  },
  {
    rule: 'volume-blocks-rollout',
    bad: (app) => {
      app.deployment.spec.replicas = 1;
      mountClaim(app, 'ReadWriteOnce');
    },
    good: (app) => {
      app.deployment.spec.replicas = 1;
      app.deployment.spec.strategy.type = 'Recreate';
      mountClaim(app, 'ReadWriteOnce');
    },
    finds: [
      `${POD}.volumes[0].persistentVolumeClaim: claim data with access ReadWriteOnce, while a rollout starts the new pod before the old one ends`,
    ],
  },
  {
    rule: 'service-account-token',
    bad: ({ pod }) => delete pod.automountServiceAccountToken,
    good: ({ pod, account }) => {
      delete pod.automountServiceAccountToken;
      account.automountServiceAccountToken = false;
    },
    finds: [`${POD}.automountServiceAccountToken: nothing`],
  },
  {
    rule: 'service-account-token',
    bad: ({ pod }) => (pod.automountServiceAccountToken = true),
    good: ({ pod, more }) => {
      pod.automountServiceAccountToken = true;
      more.push(role(['get']), binding('RoleBinding', 'web', 'web'));
    },
    finds: [`${POD}.automountServiceAccountToken: true`],
  },
  {
    rule: 'default-service-account',
    bad: ({ pod }) => {
      delete pod.serviceAccountName;
      delete pod.automountServiceAccountToken;
    },
    good: ({ pod }) => delete pod.serviceAccountName,
    finds: [`${POD}.serviceAccountName: nothing`],
  },
  {
    rule: 'rbac-wildcard',
    bad: ({ more }) => more.push(role(['*'])),
    good: ({ more }) => more.push(role(['get'])),
    finds: ['Role web rules[0].verbs: "*"'],
  },
  {
    rule: 'cluster-admin-binding',
    bad: ({ more }) => more.push(binding('ClusterRoleBinding', 'cluster-admin', 'web')),
    good: ({ more }) => more.push(binding('ClusterRoleBinding', 'view', 'web')),
    finds: ['ClusterRoleBinding web roleRef.name: "cluster-admin"'],
  },
  {
    rule: 'default-service-account-binding',
    bad: ({ more }) => more.push(role(['get']), binding('RoleBinding', 'web', 'default')),
    good: ({ more }) => more.push(role(['get']), binding('RoleBinding', 'web', 'web')),
    finds: ['RoleBinding web subjects[0].name: "default" of namespace "shop"'],
  },
  {
    rule: 'network-policy',
    bad: ({ networkPolicy }) => (networkPolicy.spec.podSelector = { matchLabels: { app: 'other' } }),
    finds: [
      `${WEB} spec.template.metadata.labels: those of pods of which no NetworkPolicy of type Ingress or Egress speaks`,
    ],
  },
  {
    rule: 'network-policy',
    bad: ({ networkPolicy }) => delete networkPolicy.spec.policyTypes,
    good: ({ networkPolicy }) => {
      delete networkPolicy.spec.policyTypes;
      networkPolicy.spec.egress = [{}];
    },
    finds: [`${WEB} spec.template.metadata.labels: those of pods of which no NetworkPolicy of type Egress speaks`],
  },
  {
    rule: 'node-port',
    bad: ({ service }) => (service.spec.type = 'NodePort'),
    finds: ['Service web spec.type: "NodePort"'],
  },
  {
    rule: 'load-balancer',
    bad: ({ service }) => (service.spec.type = 'LoadBalancer'),
    finds: ['Service web spec.type: "LoadBalancer"'],
  },
  {
    rule: 'ingress-tls',
    bad: ({ more }) => more.push(ingress({})),
    good: ({ more }) => more.push(ingress(TLS)),
    finds: ['Ingress web spec.rules[0].host: "www.example.com", without TLS'],
  },
  {
    rule: 'ingress-tls',
    bad: ({ more }) => more.push(ingress({ tls: [{ hosts: ['api.example.com'], secretName: 'web-tls' }] })),
    good: ({ more }) => more.push(ingress({}, { 'networking.gke.io/managed-certificates': 'web' })),
    finds: ['Ingress web spec.rules[0].host: "www.example.com", without TLS'],
  },
  {
    rule: 'gateway-tls',
    bad: ({ more }) => more.push(gateway('HTTP')),
    good: ({ more }) => more.push(gateway('HTTP', 'HTTPS')),
    finds: ['Gateway web spec.listeners: "HTTP"'],
  },
  {
    rule: 'ingress-snippet',
    bad: ({ more }) =>
      more.push(ingress(TLS, { 'nginx.ingress.kubernetes.io/server-snippet': 'location / { return 200; }' })),
    good: ({ more }) => more.push(ingress(TLS, { 'nginx.ingress.kubernetes.io/proxy-body-size': '8m' })),
    finds: ['Ingress web metadata.annotations["nginx.ingress.kubernetes.io/server-snippet"]: a snippet'],
  },
  {
    rule: 'default-namespace',
    bad: ({ service }) => delete service.metadata.namespace,
    finds: ['Service web metadata.namespace: nothing'],
  },
  {
    rule: 'resource-quota',
    bad: () => undefined,
    good: ({ more }) => more.push(RESOURCE_QUOTA),
    finds: ['Namespace shop metadata.name: a namespace without a ResourceQuota'],
  },
  {
    rule: 'limit-range',
    bad: () => undefined,
    good: ({ more }) => more.push(LIMIT_RANGE),
    finds: ['Namespace shop metadata.name: a namespace without a LimitRange'],
  },
  {
    rule: 'priority-class',
    bad: ({ pod }) => delete pod.priorityClassName,
    finds: [`${POD}.priorityClassName: nothing`],
  },
  {
    rule: 'job-ttl',
    bad: (app) => app.more.push(job(app, {})),
    good: (app) => app.more.push(job(app, { ttlSecondsAfterFinished: 60 })),
    finds: ['Job job spec.ttlSecondsAfterFinished: nothing'],
  },
  {
    rule: 'cron-job-deadline',
    bad: (app) => app.more.push(cronJob(app, {})),
    good: (app) => app.more.push(cronJob(app, { startingDeadlineSeconds: 60 })),
    finds: ['CronJob nightly spec.startingDeadlineSeconds: nothing'],
  },
];
