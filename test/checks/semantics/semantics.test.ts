import * as fc from 'fast-check';
import { SEMANTICS_RULES } from '../../../lib/checks/semantics/semantics-rules';
import { KubernetesVersion } from '../../../lib/model/cluster/kubernetes-version';
import { RANDOM } from '../../support/arbitraries/settings';
import { foundBy, scopeOf, withField } from '../../support/checks';
import { keysOf, pathsOf } from '../../support/field-paths';
import { VALID_MANIFESTS, validManifest } from '../../support/valid-manifests';

const POD = 'spec.template.spec';
const MAIN = `${POD}.containers[0]`;
const SPREAD = `${POD}.topologySpreadConstraints[0]`;
const LONG = 'a'.repeat(64);
const deployment = 'Deployment/api';

/** Rule, object, field that is changed, and its new value. The rule finds something at the field, or at `found`. */
const BROKEN: readonly (readonly [rule: string, object: string, field: string, value: unknown, found?: string])[] = [
  ['object-name-invalid', deployment, 'metadata.name', 'Api'],
  ['object-name-invalid', deployment, 'metadata.namespace', 'shop.eu'],
  ['object-name-invalid', deployment, 'metadata.generateName', 'Api-'],
  ['object-name-invalid', 'Service/api', 'metadata.name', '1api'],
  ['object-name-invalid', 'Namespace/shop', 'metadata.name', LONG],
  ['object-name-invalid', 'ClusterRole/acme:Reader', 'metadata.name', 'acme/reader'],
  ['object-name-too-long', 'CronJob/clean', 'metadata.name', 'a'.repeat(53)],
  ['object-name-too-long', 'Job/migrate-5f7c2', 'metadata.name', `${'a'.repeat(60)}-123`],
  ['object-name-too-long', 'StatefulSet/db', 'metadata.name', 'a'.repeat(53)],
  ['object-name-too-long', deployment, 'metadata.name', 'a'.repeat(243)],
  ['label-invalid', deployment, 'metadata.labels.app', 'a b'],
  ['label-invalid', deployment, 'metadata.labels.App/-', 'a'],
  ['label-invalid', deployment, 'spec.template.metadata.labels.tier', LONG],
  ['label-invalid', 'StatefulSet/db', 'spec.volumeClaimTemplates[0].metadata.labels.app', 'a b'],
  ['annotation-invalid', deployment, 'metadata.annotations.a b', 'text'],
  ['annotations-too-large', deployment, 'metadata.annotations.note', 'ä'.repeat(131_073), 'metadata.annotations'],
  ['value-unknown', deployment, 'spec.strategy.type', 'Rolling'],
  ['value-unknown', 'StatefulSet/db', 'spec.volumeClaimTemplates[0].spec.accessModes[0]', 'RWO'],
  ['value-unknown', 'Service/api', 'spec.type', 'Nodeport'],
  ['value-unknown', 'CronJob/clean', 'spec.concurrencyPolicy', 'Never'],
  ['value-unknown', 'NetworkPolicy/api', 'spec.ingress[0].ports[0].protocol', 'tcp'],
  ['pod-value-unknown', deployment, `${MAIN}.imagePullPolicy`, 'always'],
  ['pod-value-unknown', deployment, `${MAIN}.ports[0].protocol`, 'HTTP'],
  ['pod-value-unknown', deployment, `${MAIN}.readinessProbe.httpGet.scheme`, 'https'],
  ['selector-invalid', deployment, 'spec.selector.matchLabels.app', 'a b'],
  ['selector-invalid', 'Service/api', 'spec.selector.app', 'a b'],
  ['selector-invalid', 'NetworkPolicy/api', 'spec.ingress[0].from[0].podSelector.matchLabels.app', 'a b'],
  [
    'selector-invalid',
    'PodDisruptionBudget/api',
    'spec.selector.matchExpressions',
    [{ key: 'app', operator: 'In' }],
    'spec.selector.matchExpressions[0].values',
  ],
  [
    'selector-invalid',
    'PodDisruptionBudget/api',
    'spec.selector.matchExpressions',
    [{ key: 'app', operator: 'Is' }],
    'spec.selector.matchExpressions[0].operator',
  ],
  [
    'selector-invalid',
    'PodDisruptionBudget/api',
    'spec.selector.matchExpressions',
    [{ key: 'app', operator: 'Exists', values: ['a'] }],
    'spec.selector.matchExpressions[0].values',
  ],
  [
    'pod-selector-invalid',
    deployment,
    `${POD}.topologySpreadConstraints[0].labelSelector.matchExpressions[0].operator`,
    'Has',
  ],
  ['selector-mismatch', deployment, 'spec.template.metadata.labels.app', 'web', 'spec.selector'],
  ['selector-mismatch', 'StatefulSet/db', 'spec.selector.matchLabels', {}, 'spec.selector'],
  [
    'selector-mismatch',
    'DaemonSet/logs',
    'spec.selector',
    { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['logs'] }] },
  ],
  ['job-selector', 'Job/migrate-5f7c2', 'spec.selector', { matchLabels: { a: 'b' } }],
  ['rollout-strategy', deployment, 'spec.strategy.rollingUpdate.maxSurge', 0, 'spec.strategy.rollingUpdate'],
  ['rollout-strategy', deployment, 'spec.strategy.type', 'Recreate', 'spec.strategy.rollingUpdate'],
  ['rollout-strategy', deployment, 'spec.strategy.rollingUpdate.maxUnavailable', '101%'],
  ['rollout-strategy', deployment, 'spec.strategy.rollingUpdate.maxSurge', '1'],
  [
    'rollout-strategy',
    'DaemonSet/logs',
    'spec.updateStrategy.rollingUpdate.maxSurge',
    1,
    'spec.updateStrategy.rollingUpdate',
  ],
  [
    'rollout-strategy',
    'DaemonSet/logs',
    'spec.updateStrategy.rollingUpdate.maxUnavailable',
    0,
    'spec.updateStrategy.rollingUpdate',
  ],
  ['rollout-strategy', 'StatefulSet/db', 'spec.updateStrategy.rollingUpdate.maxUnavailable', 0],
  ['workload-number', deployment, 'spec.replicas', -1],
  ['workload-number', deployment, 'spec.minReadySeconds', 600, 'spec.progressDeadlineSeconds'],
  ['schedule-invalid', 'CronJob/clean', 'spec.schedule', '0 25 * * *'],
  ['schedule-invalid', 'CronJob/clean', 'spec.schedule', 'TZ=Europe/Berlin 0 3 * * *'],
  ['schedule-invalid', 'CronJob/clean', 'spec.timeZone', 'Local'],
  ['job-number', 'CronJob/clean', 'spec.startingDeadlineSeconds', 5],
  ['job-number', 'CronJob/clean', 'spec.jobTemplate.spec.backoffLimit', -1],
  ['job-number', 'Job/migrate-5f7c2', 'spec.backoffLimit', -1],
  ['job-mode', 'Job/migrate-5f7c2', 'spec.completions', undefined],
  ['job-mode', 'Job/migrate-5f7c2', `${POD}.restartPolicy`, 'OnFailure'],
  [
    'job-mode',
    'Job/migrate-5f7c2',
    'spec.podFailurePolicy.rules[0].onExitCodes',
    { operator: 'In', values: [1] },
    'spec.podFailurePolicy.rules[0]',
  ],
  ['job-mode', 'CronJob/clean', 'spec.jobTemplate.spec.backoffLimitPerIndex', 1],
  ['restart-policy', deployment, `${POD}.restartPolicy`, 'Never'],
  ['restart-policy', 'Job/migrate-5f7c2', `${POD}.restartPolicy`, undefined],
  ['restart-policy', 'CronJob/clean', `spec.jobTemplate.${POD}.restartPolicy`, 'Always'],
  ['pod-number', deployment, `${POD}.terminationGracePeriodSeconds`, -1],
  ['pod-number', deployment, `${POD}.activeDeadlineSeconds`, 60],
  ['pod-name-reference', deployment, `${POD}.serviceAccountName`, 'API'],
  ['pod-name-reference', deployment, `${POD}.imagePullSecrets[0].name`, 'a_b'],
  ['pod-name-reference', deployment, `${POD}.subdomain`, 'a.b'],
  ['pod-dns', deployment, `${POD}.dnsConfig.nameservers`, []],
  ['pod-dns', deployment, `${POD}.dnsConfig.nameservers[0]`, 'dns.example.com'],
  ['pod-dns', deployment, `${POD}.hostAliases[0].ip`, 'example'],
  ['toleration-invalid', deployment, `${POD}.tolerations[0].operator`, 'Exists', `${POD}.tolerations[0].value`],
  ['toleration-invalid', deployment, `${POD}.tolerations[0].operator`, 'In'],
  ['toleration-invalid', deployment, `${POD}.tolerations[0].key`, ''],
  [
    'toleration-invalid',
    deployment,
    `${POD}.tolerations[0].effect`,
    'NoSchedule',
    `${POD}.tolerations[0].tolerationSeconds`,
  ],
  ['topology-spread-invalid', deployment, `${POD}.topologySpreadConstraints[0].maxSkew`, 0],
  [
    'topology-spread-invalid',
    deployment,
    `${POD}.topologySpreadConstraints[0].whenUnsatisfiable`,
    'ScheduleAnyway',
    `${POD}.topologySpreadConstraints[0].minDomains`,
  ],
  ['topology-spread-invalid', deployment, `${SPREAD}.matchLabelKeys`, ['app'], `${SPREAD}.matchLabelKeys[0]`],
  ['node-selector-invalid', deployment, `${POD}.nodeSelector.a b`, 'x'],
  [
    'node-selector-invalid',
    deployment,
    `${POD}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator`,
    'Gt',
    `${POD}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values`,
  ],
  [
    'node-selector-invalid',
    deployment,
    `${POD}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight`,
    101,
  ],
  [
    'topology-key-missing',
    deployment,
    `${POD}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey`,
    '',
  ],
  ['container-name', deployment, `${MAIN}.name`, 'Api'],
  ['container-name', deployment, `${MAIN}.name`, 'wait', `${POD}.initContainers[0].name`],
  ['container-missing', deployment, `${POD}.containers`, []],
  ['image-missing', deployment, `${MAIN}.image`, undefined],
  ['image-missing', deployment, `${MAIN}.image`, ' nginx'],
  ['init-container-field', deployment, `${POD}.initContainers[0].livenessProbe`, { tcpSocket: { port: 1 } }],
  ['container-restart-policy', deployment, `${POD}.initContainers[1].restartPolicy`, 'OnFailure'],
  [
    'privilege-contradiction',
    deployment,
    `${MAIN}.securityContext.privileged`,
    true,
    `${MAIN}.securityContext.allowPrivilegeEscalation`,
  ],
  [
    'privilege-contradiction',
    deployment,
    `${MAIN}.securityContext.capabilities.add`,
    ['SYS_ADMIN'],
    `${MAIN}.securityContext.allowPrivilegeEscalation`,
  ],
  ['container-port-range', deployment, `${MAIN}.ports[0].containerPort`, 0],
  ['container-port-range', deployment, `${MAIN}.livenessProbe.httpGet.port`, '8000'],
  ['container-port-range', deployment, `${MAIN}.readinessProbe.httpGet.port`, 70_000],
  ['port-range', 'Service/api', 'spec.ports[0].port', 70_000],
  ['port-range', 'Service/api', 'spec.ports[0].targetPort', '80'],
  ['port-range', 'Ingress/api', 'spec.rules[0].http.paths[0].backend.service.port.number', 70_000],
  ['port-range', 'NetworkPolicy/api', 'spec.egress[0].ports[0].endPort', 10],
  ['port-range', 'NetworkPolicy/api', 'spec.egress[0].ports[0].port', 'http', 'spec.egress[0].ports[0].endPort'],
  ['node-port-range', 'Service/api', 'spec.ports[0].nodePort', 8080],
  ['node-port-range', 'Service/api', 'spec.type', 'ClusterIP', 'spec.ports[0].nodePort'],
  ['port-name-invalid', deployment, `${MAIN}.ports[0].name`, 'http_port'],
  ['port-name-duplicate', deployment, `${MAIN}.ports[1].name`, 'http'],
  ['host-port-conflict', 'DaemonSet/logs', `${MAIN}.ports[1].hostPort`, 9100],
  ['host-port-conflict', 'DaemonSet/logs', `${MAIN}.ports[1].hostPort`, 9200],
  ['service-ports', 'Service/api', 'spec.ports[1].name', 'http'],
  ['service-ports', 'Service/api', 'spec.ports[1].name', undefined],
  ['service-ports', 'Service/api', 'spec.ports[1].name', 'Metrics'],
  ['service-ports', 'Service/api', 'spec.ports', []],
  ['env-name-invalid', deployment, `${MAIN}.env[0].name`, '1A'],
  ['env-name-invalid', deployment, `${MAIN}.envFrom[0].prefix`, '1_'],
  ['env-source', deployment, `${MAIN}.env[1].value`, 'x', `${MAIN}.env[1]`],
  ['env-source', deployment, `${MAIN}.env[1].valueFrom`, {}],
  ['env-source', deployment, `${MAIN}.envFrom[0].secretRef`, { name: 'x' }, `${MAIN}.envFrom[0]`],
  ['volume-name', deployment, `${POD}.volumes[1].name`, 'tmp'],
  ['volume-name', deployment, `${POD}.volumes[0].name`, 'Tmp'],
  ['volume-source', deployment, `${POD}.volumes[0].emptyDir`, undefined, `${POD}.volumes[0]`],
  ['volume-source', deployment, `${POD}.volumes[0].hostPath`, { path: '/a' }, `${POD}.volumes[0]`],
  [
    'volume-source',
    deployment,
    `${POD}.volumes[2].projected.sources[0].configMap`,
    { name: 'a' },
    `${POD}.volumes[2].projected.sources[0]`,
  ],
  ['volume-item-path', deployment, `${POD}.volumes[1].configMap.items[0].path`, '../a'],
  ['mount-path', deployment, `${MAIN}.volumeMounts[1].mountPath`, '/tmp'],
  ['mount-path', deployment, `${MAIN}.volumeMounts[1].mountPath`, 'a:b'],
  ['mount-sub-path', deployment, `${MAIN}.volumeMounts[1].subPath`, '/a'],
  ['mount-sub-path', deployment, `${MAIN}.volumeMounts[1].subPathExpr`, '$(POD)', `${MAIN}.volumeMounts[1]`],
  ['handler-count', deployment, `${MAIN}.livenessProbe.tcpSocket`, { port: 1 }, `${MAIN}.livenessProbe`],
  ['handler-count', deployment, `${MAIN}.lifecycle.preStop`, {}],
  ['probe-number', deployment, `${MAIN}.livenessProbe.successThreshold`, 2],
  ['probe-number', deployment, `${MAIN}.livenessProbe.periodSeconds`, -1],
  ['probe-number', deployment, `${MAIN}.readinessProbe.terminationGracePeriodSeconds`, 5],
  ['request-above-limit', deployment, `${MAIN}.resources.requests.cpu`, '1500m'],
  ['request-above-limit', deployment, `${MAIN}.resources.limits.memory`, '-1Gi'],
  [
    'pod-request-above-limit',
    deployment,
    `${POD}.resources`,
    { requests: { cpu: 2 }, limits: { cpu: 1 } },
    `${POD}.resources.requests.cpu`,
  ],
  ['resource-not-divisible', deployment, `${MAIN}.resources.limits.example.com/gpu`, '500m'],
  [
    'resource-not-divisible',
    deployment,
    `${MAIN}.resources.requests.example.com/fpga`,
    1,
    `${MAIN}.resources.limits.example.com/fpga`,
  ],
  ['service-type-fields', 'Service/balanced', 'spec.clusterIP', 'None'],
  ['service-type-fields', 'Service/balanced', 'spec.type', 'ClusterIP', 'spec.loadBalancerSourceRanges'],
  ['service-type-fields', 'Service/named', 'spec.externalName', undefined],
  ['service-type-fields', 'Service/named', 'spec.externalName', '203.0.113.7'],
  ['service-type-fields', 'Service/named', 'spec.clusterIP', '10.0.0.1'],
  ['service-session-affinity', 'Service/api', 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', 86_401],
  ['service-session-affinity', 'Service/api', 'spec.sessionAffinity', 'None', 'spec.sessionAffinityConfig'],
  ['service-address-invalid', 'Service/balanced', 'spec.loadBalancerSourceRanges[0]', '203.0.113.0'],
  ['service-address-invalid', 'Service/balanced', 'spec.externalIPs[0]', 'example.com'],
  ['service-fixed-address', 'Service/api', 'spec.clusterIP', '10.0.0.7'],
  ['ingress-path', 'Ingress/api', 'spec.rules[0].http.paths[0].path', 'api'],
  ['ingress-path', 'Ingress/api', 'spec.rules[0].http.paths[0].path', '/a/../b'],
  ['ingress-path', 'Ingress/api', 'spec.rules[0].http.paths[0].pathType', undefined],
  [
    'ingress-backend',
    'Ingress/api',
    'spec.rules[0].http.paths[0].backend.service.port.name',
    'http',
    'spec.rules[0].http.paths[0].backend.service.port',
  ],
  ['ingress-backend', 'Ingress/api', 'spec.rules[0].http.paths[0].backend', {}],
  ['ingress-backend', 'Ingress/api', 'spec.rules', [], 'spec'],
  ['ingress-host', 'Ingress/api', 'spec.rules[0].host', '203.0.113.7'],
  ['ingress-host', 'Ingress/api', 'spec.rules[0].host', 'a.*.example.com'],
  ['ingress-host', 'Ingress/api', 'spec.tls[0].hosts[0]', 'https://api.example.com'],
  [
    'ingress-class-twice',
    'Ingress/api',
    'metadata.annotations',
    { 'kubernetes.io/ingress.class': 'nginx' },
    'metadata.annotations.kubernetes.io/ingress.class',
  ],
  ['network-policy-peer', 'NetworkPolicy/api', 'spec.egress[0].to[0].ipBlock.cidr', '10.0.0.0'],
  ['network-policy-peer', 'NetworkPolicy/api', 'spec.egress[0].to[0].ipBlock.except[0]', '0.0.0.0/0'],
  ['network-policy-peer', 'NetworkPolicy/api', 'spec.egress[0].to[0].podSelector', {}, 'spec.egress[0].to[0]'],
  ['network-policy-peer', 'NetworkPolicy/api', 'spec.ingress[0].from[0]', {}],
  ['network-policy-direction', 'NetworkPolicy/api', 'spec.policyTypes', ['Ingress']],
  ['autoscaler-range', 'HorizontalPodAutoscaler/api', 'spec.minReplicas', 5, 'spec.maxReplicas'],
  ['autoscaler-range', 'HorizontalPodAutoscaler/api', 'spec.minReplicas', 0],
  ['autoscaler-metric', 'HorizontalPodAutoscaler/api', 'spec.metrics[0].type', 'Pods', 'spec.metrics[0].pods'],
  [
    'autoscaler-metric',
    'HorizontalPodAutoscaler/api',
    'spec.metrics[0].containerResource.target.averageValue',
    '1',
    'spec.metrics[0].containerResource.target',
  ],
  ['disruption-budget-fields', 'PodDisruptionBudget/api', 'spec.maxUnavailable', 1, 'spec'],
  ['disruption-budget-fields', 'PodDisruptionBudget/api', 'spec.minAvailable', '150%'],
  ['data-key-invalid', 'ConfigMap/api', 'data.a b', 'x'],
  ['data-key-invalid', 'ConfigMap/api', 'binaryData.LOG_LEVEL', 'aGVsbG8='],
  ['data-too-large', 'ConfigMap/api', 'data.LOG_LEVEL', 'a'.repeat(1_048_577), 'data'],
  ['data-not-base64', 'ConfigMap/api', 'binaryData.logo', 'hello'],
  ['data-not-base64', 'Secret/api-tls', 'data.extra', 'no base64!'],
  ['secret-type-keys-missing', 'Secret/api-tls', 'data', { 'tls.crt': 'aGVsbG8=' }],
  ['claim-incomplete', 'PersistentVolumeClaim/files', 'spec.accessModes', []],
  ['claim-incomplete', 'PersistentVolumeClaim/files', 'spec.resources.requests.storage', 0],
  [
    'claim-incomplete',
    'StatefulSet/db',
    'spec.volumeClaimTemplates[0].spec.resources',
    undefined,
    'spec.volumeClaimTemplates[0].spec.resources.requests.storage',
  ],
  [
    'immutable-field-varies',
    deployment,
    'spec.selector.matchLabels',
    { 'app.kubernetes.io/version': '1' },
    'spec.selector.matchLabels.app.kubernetes.io/version',
  ],
  ['immutable-field-varies', deployment, 'spec.selector.matchLabels.app', '1.4.2'],
  ['immutable-field-varies', 'StatefulSet/db', 'spec.volumeClaimTemplates[0].metadata.labels.helm.sh/chart', 'db-1'],
  ['job-name-fixed', 'Job/migrate-5f7c2', 'metadata.name', 'migrate'],
];

const rules = new Map(SEMANTICS_RULES.map((rule) => [rule.id, rule]));
const fieldsOf = (id: string, manifests: readonly object[], kubernetes?: object) =>
  rules
    .get(id)!
    .check(scopeOf(manifests, kubernetes))
    .map(({ field }) => field);

describe('the rules of semantics', () => {
  it('find nothing in valid objects', () => {
    const scope = scopeOf(VALID_MANIFESTS);
    expect(SEMANTICS_RULES.flatMap((rule) => foundBy(rule, scope).map((text) => `${rule.id}: ${text}`))).toEqual([]);
  });

  it.each(BROKEN.map(([rule, object, field, value, found = field]) => ({ rule, object, field, value, found })))(
    '$rule finds in $object at $field $value',
    ({ rule, object, field, value, found }) => {
      const manifest = withField(validManifest(object), keysOf(field), value);
      expect(fieldsOf(rule, [manifest], { kubernetesVersion: new KubernetesVersion('1.28') })).toContain(found);
    },
  );

  it('are each shown by a row', () => {
    const shown = new Set(BROKEN.map(([rule]) => rule));
    expect([...rules.keys()].filter((id) => !shown.has(id))).toEqual(['autoscaler-without-request']);
  });

  it('have ids and texts of one form', () => {
    expect(rules.size).toBe(SEMANTICS_RULES.length);
    for (const { id, summary, remedy } of SEMANTICS_RULES) {
      expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
      expect([summary, remedy]).toEqual([expect.stringMatching(/^[A-Z].*\.$/), expect.stringMatching(/^[A-Z].*\.$/)]);
    }
  });

  it('autoscaler-without-request finds shares of what containers do not request', () => {
    const bare = withField(validManifest(deployment), keysOf(`${MAIN}.resources`), {});
    const autoscaler = validManifest('HorizontalPodAutoscaler/api');
    expect(fieldsOf('autoscaler-without-request', [bare, autoscaler])).toEqual([
      'spec.metrics[0].containerResource.target',
    ]);
    const limited = withField(bare, keysOf(`${MAIN}.resources`), { limits: { cpu: 1 } });
    expect(fieldsOf('autoscaler-without-request', [limited, autoscaler])).toEqual([]);
    const plain = withField(autoscaler, keysOf('spec.metrics'), undefined);
    expect(fieldsOf('autoscaler-without-request', [limited, plain])).toEqual(['spec']);
    expect(fieldsOf('autoscaler-without-request', [plain])).toEqual([]);
  });

  it('topology-spread-invalid finds keys beside no selector, and lets others be', () => {
    const spread = (field: string, value: unknown, from = validManifest(deployment)) =>
      withField(from, keysOf(`${SPREAD}.${field}`), value);
    const own = spread('matchLabelKeys', ['pod-template-hash']);
    expect(fieldsOf('topology-spread-invalid', [own])).toEqual([]);
    expect(fieldsOf('topology-spread-invalid', [spread('labelSelector', undefined, own)])).toEqual([
      `${SPREAD}.matchLabelKeys[0]`,
    ]);
  });

  it('container-restart-policy lets only init containers be sidecars in older clusters', () => {
    const always = withField(validManifest(deployment), keysOf(`${MAIN}.restartPolicy`), 'Always');
    expect(
      fieldsOf('container-restart-policy', [always], { kubernetesVersion: new KubernetesVersion('1.30') }),
    ).toEqual([`${MAIN}.restartPolicy`]);
  });

  it('let newer clusters have what they accept', () => {
    const variable = withField(validManifest(deployment), keysOf(`${MAIN}.env[0].name`), '1 A');
    const restarted = withField(validManifest(deployment), keysOf(`${MAIN}.restartPolicy`), 'Never');
    const newer = { kubernetesVersion: new KubernetesVersion('1.35') };
    expect(fieldsOf('env-name-invalid', [variable], newer)).toEqual([]);
    expect(fieldsOf('container-restart-policy', [restarted], newer)).toEqual([]);
  });

  it('accept what is easily taken for wrong', () => {
    const cron = (schedule: string) => withField(validManifest('CronJob/clean'), keysOf('spec.schedule'), schedule);
    expect(fieldsOf('schedule-invalid', ['@every 1h30m', '@daily', '*/5 * ? * MON-fri'].map(cron))).toEqual([]);
    const annotated = withField(validManifest(deployment), keysOf('metadata.annotations.Example.com/note'), 'x');
    expect(fieldsOf('annotation-invalid', [annotated])).toEqual([]);
    const foreign = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'a' }, spec: {} };
    expect(fieldsOf('service-ports', [foreign])).toEqual([]);
    const wildcard = withField(validManifest('Ingress/api'), keysOf('spec.rules[0].host'), '*.example.com');
    expect(fieldsOf('ingress-host', [wildcard])).toEqual([]);
  });

  it('show no value that could be confidential', () => {
    const password = 'correct-horse';
    const manifest = withField(validManifest(deployment), keysOf(`${MAIN}.env[0].name`), `KEY=${password}`);
    const found = SEMANTICS_RULES.flatMap((rule) =>
      rule.check(scopeOf([manifest])).map(({ field, given, allowed }) => ({ field, given, allowed })),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(password);
  });

  it('never throw, whatever a field holds', () => {
    const change = fc
      .constantFrom(...VALID_MANIFESTS)
      .chain((manifest) => fc.tuple(fc.constant(manifest), fc.constantFrom(...pathsOf(manifest)), fc.jsonValue()));
    fc.assert(
      fc.property(change, ([manifest, path, value]) => {
        const scope = scopeOf([withField(manifest, path, value), validManifest(deployment)]);
        SEMANTICS_RULES.forEach((rule) => rule.check(scope));
      }),
      { ...RANDOM, numRuns: RANDOM.numRuns * 10 },
    );
  });
});
