import { ExternalObject } from 'cdk8s-webapp';
import { REFERENCE_RULES } from '../../../lib/checks/references/reference-rules';
import { foundBy, scopeOf } from '../../support/checks';
import { cluster } from '../../support/clusters';

/** A rule, objects that break it, what it finds of them, and what mends it: other texts for parts of the objects. */
interface Case {
  readonly rule: string;
  readonly yaml: string;
  readonly found: readonly string[];
  /** By the text that is replaced. */
  readonly mended: { readonly [text: string]: string };
  /** Whether something is known of the cluster. */
  readonly isKnown?: boolean;
}

/** A Deployment whose pod has a container with these fields, and the fields of the pod. */
function pod(container: string, spec = '', labels = '{ app: api }'): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: ${labels} }
    spec: { containers: [{ name: api, ${container} }], ${spec} }
---`;
}

function object(apiVersion: string, kind: string, name: string, rest = ''): string {
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
${rest}
---`;
}

const at = (field: string) => `spec.template.spec.${field}`;
const container = (field: string) => at(`containers[0].${field}`);
const config = object('v1', 'ConfigMap', 'config', 'data: { LEVEL: info }');
const service = (ports: string, selector = '{ app: api }') =>
  object('v1', 'Service', 'api', `spec: { selector: ${selector}, ports: [${ports}] }`);
const ingress = (spec: string) => object('networking.k8s.io/v1', 'Ingress', 'web', `spec: ${spec}`);
const backend = (port: string) =>
  `{ rules: [{ http: { paths: [{ backend: { service: { name: api, port: ${port} } } }] } }] }`;
const path = 'spec.rules[0].http.paths[0].backend.service';
const policy = (spec: string) => object('networking.k8s.io/v1', 'NetworkPolicy', 'api', `spec: ${spec}`);
const monitor = (kind: string, spec: string) => object('monitoring.coreos.com/v1', kind, 'api', `spec: ${spec}`);

const CASES: readonly Case[] = [
  {
    rule: 'nonexistent-config-map',
    yaml: config + pod('envFrom: [{ configMapRef: { name: confg } }]'),
    found: [`Deployment api ${container('envFrom[0].configMapRef.name')}: "confg"`],
    mended: { confg: 'config' },
  },
  {
    rule: 'nonexistent-secret',
    yaml:
      object('bitnami.com/v1alpha1', 'SealedSecret', 'sealed', 'spec: { encryptedData: { A: x } }') +
      pod('env: [{ name: A, valueFrom: { secretKeyRef: { name: seald, key: A } } }]'),
    found: [`Deployment api ${container('env[0].valueFrom.secretKeyRef.name')}: "seald"`],
    mended: { seald: 'sealed' },
  },
  {
    rule: 'nonexistent-service-account',
    yaml: object('v1', 'ServiceAccount', 'runner') + pod('image: a', 'serviceAccountName: runer'),
    found: [`Deployment api ${at('serviceAccountName')}: "runer"`],
    mended: { runer: 'runner' },
  },
  {
    rule: 'nonexistent-claim',
    yaml:
      object('v1', 'PersistentVolumeClaim', 'files') +
      pod('image: a', 'volumes: [{ name: f, persistentVolumeClaim: { claimName: file } }]'),
    found: [`Deployment api ${at('volumes[0].persistentVolumeClaim.claimName')}: "file"`],
    mended: { 'claimName: file': 'claimName: files' },
  },
  {
    rule: 'nonexistent-service',
    yaml: service('{ port: 80 }') + ingress(backend('{ number: 80 }').replace('name: api', 'name: apii')),
    found: [`Ingress web ${path}.name: "apii"`],
    mended: { apii: 'api' },
  },
  {
    rule: 'nonexistent-role',
    yaml:
      object('rbac.authorization.k8s.io/v1', 'Role', 'reader') +
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'r', 'roleRef: { kind: Role, name: raeder }'),
    found: ['RoleBinding r roleRef.name: "raeder"'],
    mended: { raeder: 'reader' },
  },
  {
    rule: 'nonexistent-gateway',
    yaml:
      object('gateway.networking.k8s.io/v1', 'Gateway', 'public') +
      object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'r', 'spec: { parentRefs: [{ name: pubic }] }'),
    found: ['HTTPRoute r spec.parentRefs[0].name: "pubic"'],
    mended: { pubic: 'public' },
  },
  {
    rule: 'nonexistent-issuer',
    yaml:
      object('cert-manager.io/v1', 'Issuer', 'ca') +
      object('cert-manager.io/v1', 'Certificate', 'tls', 'spec: { secretName: tls, issuerRef: { name: cal } }'),
    found: ['Certificate tls spec.issuerRef.name: "cal"'],
    mended: { cal: 'ca' },
  },
  {
    rule: 'nonexistent-secret-store',
    yaml:
      object('external-secrets.io/v1', 'SecretStore', 'vault') +
      object('external-secrets.io/v1', 'ExternalSecret', 'db', 'spec: { secretStoreRef: { name: valt } }'),
    found: ['ExternalSecret db spec.secretStoreRef.name: "valt"'],
    mended: { valt: 'vault' },
  },
  {
    rule: 'nonexistent-secret-provider-class',
    yaml:
      object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'keys') +
      pod(
        'image: a',
        'volumes: [{ name: k, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: key } } }]',
      ),
    found: [`Deployment api ${at('volumes[0].csi.volumeAttributes.secretProviderClass')}: "key"`],
    mended: { 'secretProviderClass: key': 'secretProviderClass: keys' },
  },
  {
    rule: 'nonexistent-scale-target',
    yaml:
      pod('image: a') +
      object(
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        'api',
        'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: api } }',
      ),
    found: ['HorizontalPodAutoscaler api spec.scaleTargetRef.name: "api"'],
    mended: { 'kind: StatefulSet': 'kind: Deployment' },
  },
  {
    rule: 'nonexistent-object',
    yaml:
      object('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'old') +
      object(
        'v1',
        'PersistentVolumeClaim',
        'files',
        'spec: { dataSource: { apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: odl } }',
      ),
    found: ['PersistentVolumeClaim files spec.dataSource.name: "odl"'],
    mended: { odl: 'old' },
  },
  {
    rule: 'nonexistent-ingress-class',
    isKnown: true,
    yaml: object('networking.k8s.io/v1', 'IngressClass', 'nginx') + ingress('{ ingressClassName: gce }'),
    found: ['Ingress web spec.ingressClassName: "gce"'],
    mended: { gce: 'nginx' },
  },
  {
    rule: 'nonexistent-storage-class',
    isKnown: true,
    yaml: object('v1', 'PersistentVolumeClaim', 'files', 'spec: { storageClassName: gp3 }'),
    found: ['PersistentVolumeClaim files spec.storageClassName: "gp3"'],
    mended: { gp3: 'standard-rwo' },
  },
  {
    rule: 'nonexistent-priority-class',
    isKnown: true,
    yaml: pod('image: a', 'priorityClassName: high'),
    found: [`Deployment api ${at('priorityClassName')}: "high"`],
    mended: { high: 'system-node-critical' },
  },
  {
    rule: 'nonexistent-runtime-class',
    isKnown: true,
    yaml: object('node.k8s.io/v1', 'RuntimeClass', 'kata') + pod('image: a', 'runtimeClassName: runc'),
    found: [`Deployment api ${at('runtimeClassName')}: "runc"`],
    mended: { runc: 'kata' },
  },
  {
    rule: 'nonexistent-cluster-role',
    isKnown: true,
    yaml: object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'r', 'roleRef: { kind: ClusterRole, name: views }'),
    found: ['RoleBinding r roleRef.name: "views"'],
    mended: { views: 'view' },
  },
  {
    rule: 'nonexistent-gateway-class',
    isKnown: true,
    yaml: object('gateway.networking.k8s.io/v1', 'Gateway', 'g', 'spec: { gatewayClassName: envoy }'),
    found: ['Gateway g spec.gatewayClassName: "envoy"'],
    mended: { envoy: 'gke-l7-rilb' },
  },
  {
    rule: 'nonexistent-cluster-issuer',
    isKnown: true,
    yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, annotations: { cert-manager.io/cluster-issuer: letsencrpt } }
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
`,
    found: ['Ingress web metadata.annotations["cert-manager.io/cluster-issuer"]: "letsencrpt"'],
    mended: { letsencrpt: 'letsencrypt' },
  },
  {
    rule: 'nonexistent-cluster-secret-store',
    isKnown: true,
    yaml:
      object('external-secrets.io/v1', 'ClusterSecretStore', 'vault') +
      object(
        'external-secrets.io/v1',
        'ExternalSecret',
        'db',
        'spec: { data: [{ secretKey: A, sourceRef: { storeRef: { kind: ClusterSecretStore, name: valt } } }] }',
      ),
    found: ['ExternalSecret db spec.data[0].sourceRef.storeRef.name: "valt"'],
    mended: { valt: 'vault' },
  },
  {
    rule: 'nonexistent-persistent-volume',
    isKnown: true,
    yaml:
      object('v1', 'PersistentVolume', 'disk') +
      object('v1', 'PersistentVolumeClaim', 'files', 'spec: { volumeName: disc, storageClassName: none }'),
    found: ['PersistentVolumeClaim files spec.volumeName: "disc"'],
    mended: { disc: 'disk' },
  },
  {
    rule: 'unknown-cluster-object',
    yaml: object('networking.k8s.io/v1', 'IngressClass', 'nginx') + ingress('{ ingressClassName: traefik }'),
    found: ['Ingress web spec.ingressClassName: "traefik"'],
    mended: { traefik: 'nginx' },
  },
  {
    rule: 'nonexistent-config-map-key',
    yaml: config + pod('env: [{ name: L, valueFrom: { configMapKeyRef: { name: config, key: LEVL } } }]'),
    found: [`Deployment api ${container('env[0].valueFrom.configMapKeyRef.key')}: "LEVL"`],
    mended: { LEVL: 'LEVEL' },
  },
  {
    rule: 'nonexistent-secret-key',
    yaml:
      object('external-secrets.io/v1', 'ExternalSecret', 'db', 'spec: { data: [{ secretKey: URL }] }') +
      pod('image: a', 'volumes: [{ name: s, secret: { secretName: db, items: [{ key: ULR, path: u }] } }]'),
    found: [`Deployment api ${at('volumes[0].secret.items[0].key')}: "ULR"`],
    mended: { ULR: 'URL' },
  },
  {
    rule: 'nonexistent-service-port',
    yaml: service('{ name: http, port: 80 }') + ingress(backend('{ number: 8080 }')),
    found: [`Ingress web ${path}.port.number: 8080`],
    mended: { '8080': '80' },
  },
  {
    rule: 'nonexistent-service-port',
    yaml: service('{ name: http, port: 80 }') + ingress(backend('{ name: htpp }')),
    found: [`Ingress web ${path}.port.name: "htpp"`],
    mended: { htpp: 'http' },
  },
  {
    rule: 'nonexistent-gateway-listener',
    yaml:
      object('gateway.networking.k8s.io/v1', 'Gateway', 'public', 'spec: { listeners: [{ name: https }] }') +
      object(
        'gateway.networking.k8s.io/v1',
        'HTTPRoute',
        'r',
        'spec: { parentRefs: [{ name: public, sectionName: web }] }',
      ),
    found: ['HTTPRoute r spec.parentRefs[0].sectionName: "web"'],
    mended: { 'sectionName: web': 'sectionName: https' },
  },
  {
    rule: 'ingress-without-backend',
    yaml: ingress('{ rules: [] }'),
    found: ['Ingress web spec.rules: none'],
    mended: { 'rules: []': 'defaultBackend: { service: { name: api } }' },
  },
  {
    rule: 'nonexistent-namespace',
    isKnown: true,
    yaml: config,
    found: ['ConfigMap config metadata.namespace: "shop"'],
    mended: { 'namespace: shop': 'namespace: default' },
  },
  {
    rule: 'nonexistent-volume',
    yaml: pod('volumeMounts: [{ name: uplods }]', 'volumes: [{ name: uploads, emptyDir: {} }]'),
    found: [`Deployment api ${container('volumeMounts[0].name')}: "uplods"`],
    mended: { uplods: 'uploads' },
  },
  {
    rule: 'unused-volume',
    yaml: pod('volumeMounts: [{ name: cache }]', 'volumes: [{ name: uploads, emptyDir: {} }]'),
    found: [`Deployment api ${at('volumes[0].name')}: "uploads", which no container mounts`],
    mended: { 'name: cache': 'name: uploads' },
  },
  {
    rule: 'dangling-service',
    yaml: pod('image: a') + service('{ port: 80 }', '{ app: aip }'),
    found: ['Service api spec.selector: {"app":"aip"}'],
    mended: { aip: 'api' },
  },
  {
    rule: 'unknown-target-port',
    yaml: pod('ports: [{ name: http, containerPort: 8000 }]') + service('{ port: 80, targetPort: web }'),
    found: ['Service api spec.ports[0].targetPort: "web"'],
    mended: { 'targetPort: web': 'targetPort: http' },
  },
  {
    rule: 'undeclared-target-port',
    yaml: pod('ports: [{ containerPort: 8000 }]') + service('{ port: 80 }'),
    found: ['Service api spec.ports[0].port: 80'],
    mended: { 'port: 80 }': 'port: 80, targetPort: 8000 }' },
  },
  {
    rule: 'unknown-probe-port',
    yaml: pod('ports: [{ name: http, containerPort: 8000 }], livenessProbe: { httpGet: { port: web } }'),
    found: [`Deployment api ${container('livenessProbe.httpGet.port')}: "web"`],
    mended: { 'port: web': 'port: http' },
  },
  {
    rule: 'undeclared-probe-port',
    yaml: pod('ports: [{ name: http, containerPort: 8000 }], lifecycle: { preStop: { tcpSocket: { port: 80 } } }'),
    found: [`Deployment api ${container('lifecycle.preStop.tcpSocket.port')}: 80`],
    mended: { 'port: 80 ': 'port: 8000 ' },
  },
  {
    rule: 'dangling-network-policy',
    yaml: pod('image: a') + policy('{ podSelector: { matchLabels: { app: aip } } }'),
    found: ['NetworkPolicy api spec.podSelector: {"matchLabels":{"app":"aip"}}'],
    mended: { aip: 'api' },
  },
  {
    rule: 'dangling-network-policy-peer',
    yaml:
      pod('image: a') +
      policy('{ podSelector: {}, egress: [{ to: [{ podSelector: { matchLabels: { app: aip } } }] }] }'),
    found: ['NetworkPolicy api spec.egress[0].to[0].podSelector: {"matchLabels":{"app":"aip"}}'],
    mended: { aip: 'api' },
  },
  {
    rule: 'dangling-disruption-budget',
    yaml:
      pod('image: a') +
      object(
        'policy/v1',
        'PodDisruptionBudget',
        'api',
        'spec: { selector: { matchExpressions: [{ key: app, operator: In, values: [aip] }] } }',
      ),
    found: [
      'PodDisruptionBudget api spec.selector: {"matchExpressions":[{"key":"app","operator":"In","values":["aip"]}]}',
    ],
    mended: { aip: 'api' },
  },
  {
    rule: 'unused-network-policy-port',
    yaml:
      pod('ports: [{ name: http, containerPort: 8000 }]') +
      policy(
        '{ podSelector: {}, ingress: [{ ports: [{ port: http }, { port: 7000, endPort: 8080 }, { port: 9000 }] }] }',
      ),
    found: ['NetworkPolicy api spec.ingress[0].ports[2].port: 9000'],
    mended: { '9000': '8000' },
  },
  {
    rule: 'unused-network-policy-port',
    yaml:
      pod('ports: [{ name: http, containerPort: 8000 }]') +
      policy(
        '{ egress: [{ to: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 8000, protocol: UDP }] }] }',
      ),
    found: ['NetworkPolicy api spec.egress[0].ports[0].port: 8000'],
    mended: { UDP: 'TCP' },
  },
  {
    rule: 'dangling-monitor',
    yaml:
      object('v1', 'Service', 'api').replace('namespace: shop', 'labels: { app: api }, namespace: shop') +
      monitor('ServiceMonitor', '{ selector: { matchLabels: { app: aip } } }'),
    found: ['ServiceMonitor api spec.selector: {"matchLabels":{"app":"aip"}}'],
    mended: { aip: 'api' },
  },
  {
    rule: 'unknown-monitor-port',
    yaml:
      pod('ports: [{ name: metrics, containerPort: 9100 }]') +
      monitor('PodMonitor', '{ selector: { matchLabels: { app: api } }, podMetricsEndpoints: [{ port: metric }] }'),
    found: ['PodMonitor api spec.podMetricsEndpoints[0].port: "metric"'],
    mended: { 'port: metric ': 'port: metrics ' },
  },
  {
    rule: 'unused-config-map',
    yaml: config + pod('envFrom: [{ configMapRef: { name: other } }]'),
    found: ['ConfigMap config metadata.name: a ConfigMap that nothing uses'],
    mended: { other: 'config' },
  },
  {
    rule: 'unused-secret',
    yaml:
      object('external-secrets.io/v1', 'ExternalSecret', 'db', 'spec: { target: { name: db-login } }') +
      pod('envFrom: [{ secretRef: { name: db } }]'),
    found: ['ExternalSecret db spec.target.name: a Secret that nothing uses'],
    mended: { 'secretRef: { name: db }': 'secretRef: { name: db-login }' },
  },
  {
    rule: 'unused-claim',
    yaml: object('v1', 'PersistentVolumeClaim', 'files') + pod('image: a'),
    found: ['PersistentVolumeClaim files metadata.name: a PersistentVolumeClaim that nothing uses'],
    mended: { 'image: a': 'args: [--keep=shop/files]' },
  },
  {
    rule: 'unused-service-account',
    yaml: object('v1', 'ServiceAccount', 'runner') + pod('image: a', 'serviceAccountName: other'),
    found: ['ServiceAccount runner metadata.name: a ServiceAccount that no pod has'],
    mended: { other: 'runner' },
  },
];

const ruleOf = (id: string) => REFERENCE_RULES.find((rule) => rule.id === id) ?? fail(id);

function fail(id: string): never {
  throw new Error(`there is no rule ${id}`);
}

function judge({ rule, isKnown = false }: Case, yaml: string): string[] {
  return foundBy(ruleOf(rule), scopeOf(yaml, { cluster: isKnown ? cluster() : undefined }));
}

test.each(CASES)('$rule', (given) => {
  const { yaml, found, mended } = given;
  expect(judge(given, yaml)).toEqual(found);
  const right = Object.entries(mended).reduce((text, [wrong, correct]) => text.replaceAll(wrong, correct), yaml);
  expect(right).not.toBe(yaml);
  expect(judge(given, right)).toEqual([]);
});

test('every rule has a case, and an id of its own', () => {
  const ids = REFERENCE_RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...new Set(CASES.map(({ rule }) => rule))].sort()).toEqual([...ids].sort());
});

describe('what is declared is there', () => {
  const missing = pod(
    'envFrom: [{ secretRef: { name: db } }], env: [{ name: A, valueFrom: { secretKeyRef: { name: db, key: A } } }]',
  );
  const judged = (external: ExternalObject[]) => {
    const scope = scopeOf(missing, { external });
    return ['nonexistent-secret', 'nonexistent-secret-key'].flatMap((id) => foundBy(ruleOf(id), scope));
  };

  test.each<[string, ExternalObject[], number]>([
    ['nothing', [], 2],
    ['a Secret of the namespace', [ExternalObject.secret('db', { namespace: 'shop' })], 0],
    ['a Secret of every namespace', [ExternalObject.secret('db')], 0],
    ['a Secret of another namespace', [ExternalObject.secret('db', { namespace: 'other' })], 2],
    ['a Secret with the key', [ExternalObject.secret('db', { keys: ['A'] })], 0],
    ['a Secret without the key', [ExternalObject.secret('db', { keys: ['B'] })], 1],
    ['an object of another kind', [ExternalObject.configMap('db')], 2],
  ])('%s', (_, external, count) => {
    expect(judged(external)).toHaveLength(count);
  });

  test('and so is what its cluster provides', () => {
    const yaml = ingress('{ ingressClassName: traefik }');
    const rule = ruleOf('nonexistent-ingress-class');
    const provides = [ExternalObject.ingressClass('traefik')];
    expect(foundBy(rule, scopeOf(yaml, { cluster: cluster() }))).toHaveLength(1);
    expect(foundBy(rule, scopeOf(yaml, { cluster: cluster({ provides }) }))).toEqual([]);
  });
});

describe('what is no problem', () => {
  const found = (yaml: string) => REFERENCE_RULES.flatMap((rule) => foundBy(rule, scopeOf(yaml)));

  test.each<[string, string]>([
    ['an optional object', pod('envFrom: [{ configMapRef: { name: none, optional: true } }]')],
    [
      'an optional key',
      config + pod('env: [{ name: A, valueFrom: { configMapKeyRef: { name: config, key: B, optional: true } } }]'),
    ],
    ['the account that every namespace has', pod('image: a', 'serviceAccountName: default')],
    [
      'a ConfigMap that a role lets somebody read',
      config +
        object('rbac.authorization.k8s.io/v1', 'Role', 'r', 'rules: [{ resources: [configmaps], verbs: [get] }]'),
    ],
    ['a ConfigMap that an operator is told', config + object('acme.io/v1', 'Tool', 't', 'spec: { from: config }')],
    ['a Service whose endpoints are made by hand', object('v1', 'Service', 'db', 'spec: { ports: [{ port: 5432 }] }')],
    [
      'an alias of another host',
      object('v1', 'Service', 'api', 'spec: { type: ExternalName, externalName: a.example.com }') +
        ingress(backend('{ number: 80 }')),
    ],
    ['a policy for all pods of a namespace', policy('{ podSelector: {} }')],
    [
      'a policy for pods that cert-manager makes',
      policy('{ podSelector: { matchLabels: { acme.cert-manager.io/http01-solver: "true" } } }'),
    ],
    [
      'a monitor of other namespaces',
      monitor('ServiceMonitor', '{ namespaceSelector: { any: true }, selector: { matchLabels: { app: a } } }'),
    ],
    [
      'a kind of the same name in another group',
      object('serving.knative.dev/v1', 'Service', 'a', 'spec: { selector: { a: b } }'),
    ],
    ['pods that say nothing of ports', pod('image: a') + service('{ port: 80 }')],
    ['a claim for the default class', object('v1', 'PersistentVolumeClaim', 'f', 'spec: {}') + pod('args: [f]')],
    [
      'claims of a StatefulSet',
      object(
        'apps/v1',
        'StatefulSet',
        'db',
        `spec:
  volumeClaimTemplates: [{ metadata: { name: data } }]
  template: { spec: { containers: [{ name: db, volumeMounts: [{ name: data }] }] } }`,
      ),
    ],
  ])('%s', (_, yaml) => {
    expect(found(yaml)).toEqual([]);
  });
});

test('namespaces are told apart', () => {
  const elsewhere = config.replace('namespace: shop', 'namespace: other');
  const yaml = elsewhere + pod('envFrom: [{ configMapRef: { name: config } }]');
  expect(foundBy(ruleOf('nonexistent-config-map'), scopeOf(yaml))).toHaveLength(1);
});

test('what is allowed names what is there, sorted', () => {
  const others = ['b', 'a'].map((name) => object('v1', 'ConfigMap', name)).join('');
  const scope = scopeOf(others + pod('envFrom: [{ configMapRef: { name: c } }]'));
  const [finding] = ruleOf('nonexistent-config-map').check(scope);
  expect(finding?.allowed).toBe('a ConfigMap of namespace shop: a, b, kube-root-ca.crt');
});
