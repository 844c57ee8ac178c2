import { SCHEMA_RULES } from '../../../lib/checks/schema/schema-rules';
import { KubernetesVersion } from '../../../lib/model';
import { scopeOf } from '../../support/checks';

const CONTAINER = { name: 'api', image: 'acme/api:1' };

function deployment(spec: object = {}, pod: object = {}, container: object = {}): object {
  const labels = { app: 'api' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ ...CONTAINER, ...container }], ...pod } },
      ...spec,
    },
  };
}

function object(apiVersion: string, kind: string, fields: object = {}): object {
  return { apiVersion, kind, metadata: { name: 'x' }, ...fields };
}

function service(spec: object): object {
  return object('v1', 'Service', { spec });
}

/** What all rules say of objects for a version: `rule field: given; allowed; remedy`. */
function judge(objects: object[], version = '1.28', customResourceDefinitions: object[] = []): string[] {
  const scope = scopeOf(objects, {
    kubernetesVersion: new KubernetesVersion(version),
    customResourceDefinitions: customResourceDefinitions as { [key: string]: unknown }[],
  });
  return SCHEMA_RULES.flatMap((rule) =>
    rule
      .check(scope)
      .map(({ field, given, allowed, remedy = '' }) => `${rule.id} ${field}: ${given}; ${allowed}; ${remedy}`),
  );
}

const CERTIFICATE = { secretName: 'tls', issuerRef: { name: 'letsencrypt' } };

/** A rule, a version, an object that breaks the rule, and one that breaks none. */
const ROWS: [string, string, object, object][] = [
  ['kind-missing', '1.28', { kind: 'Service', metadata: { name: 'x' } }, service({})],
  ['kind-missing', '1.28', { apiVersion: 'v1', kind: 7, metadata: { name: 'x' } }, service({})],
  ['kind-unknown', '1.28', object('v1', 'Sevice'), object('v1', 'Service')],
  ['kind-unknown', '1.28', { ...deployment(), apiVersion: 'v1' }, deployment()],
  ['kind-unknown', '1.28', object('app/v1', 'Deployment'), deployment()],
  [
    'schema-unknown',
    '1.28',
    object('acme.example/v1', 'Shop'),
    object('cert-manager.io/v1', 'Certificate', { spec: CERTIFICATE }),
  ],
  [
    'api-version-removed',
    '1.28',
    object('policy/v1beta1', 'PodDisruptionBudget'),
    object('policy/v1', 'PodDisruptionBudget'),
  ],
  ['api-version-removed', '1.24', object('extensions/v1beta1', 'Ingress'), object('networking.k8s.io/v1', 'Ingress')],
  [
    'api-version-too-new',
    '1.28',
    object('resource.k8s.io/v1beta1', 'ResourceClaim', { spec: {} }),
    object('v1', 'ConfigMap'),
  ],
  [
    'api-version-not-served',
    '1.28',
    object('external-secrets.io/v1beta1', 'SecretStore'),
    object('external-secrets.io/v1', 'SecretStore', { spec: { provider: { fake: { data: [] } } } }),
  ],
  [
    'api-version-deprecated',
    '1.24',
    object('policy/v1beta1', 'PodDisruptionBudget'),
    object('policy/v1', 'PodDisruptionBudget'),
  ],
  [
    'api-version-deprecated',
    '1.28',
    object('secrets-store.csi.x-k8s.io/v1alpha1', 'SecretProviderClass'),
    object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass'),
  ],
  ['unknown-field', '1.28', deployment({ replica: 2 }), deployment({ replicas: 2 })],
  ['unknown-field', '1.28', deployment({}, { ports: [] }), deployment({}, {}, { ports: [] })],
  [
    'field-too-new',
    '1.25',
    object('policy/v1', 'PodDisruptionBudget', { spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' } }),
    object('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: 1 } }),
  ],
  [
    'field-removed',
    '1.28',
    object('v1', 'ConfigMap', { metadata: { name: 'x', clusterName: 'a' } }),
    object('v1', 'ConfigMap'),
  ],
  ['missing-field', '1.28', deployment({ selector: undefined }), deployment()],
  [
    'missing-field',
    '1.28',
    { apiVersion: 'v1', kind: 'ConfigMap' },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'x-' } },
  ],
  ['wrong-type', '1.28', deployment({ replicas: '2' }), deployment({ replicas: 2 })],
  [
    'wrong-type',
    '1.28',
    object('v1', 'ConfigMap', { data: { PORT: 80 } }),
    object('v1', 'ConfigMap', { data: { PORT: '80' } }),
  ],
  ['wrong-type', '1.28', deployment({}, {}, { args: [null] }), deployment({}, {}, { args: ['a'] })],
  [
    'wrong-type',
    '1.28',
    service({ ports: [{ port: 80, targetPort: true }] }),
    service({ ports: [{ port: 80, targetPort: 'http' }] }),
  ],
  [
    'invalid-format',
    '1.28',
    deployment({}, {}, { resources: { limits: { memory: '1 Gi' } } }),
    deployment({}, {}, { resources: { limits: { memory: '1Gi', cpu: 0.5 } } }),
  ],
  ['invalid-format', '1.28', deployment({ replicas: 2 ** 31 }), deployment({ replicas: 2 ** 31 - 1 })],
  [
    'invalid-format',
    '1.28',
    object('v1', 'Secret', { data: { a: 'no base64' } }),
    object('v1', 'Secret', { data: { a: 'YQ==' } }),
  ],
  [
    'invalid-format',
    '1.28',
    object('coordination.k8s.io/v1', 'Lease', { spec: { renewTime: 'today' } }),
    object('coordination.k8s.io/v1', 'Lease', { spec: { renewTime: '2026-01-31T12:00:00.000000Z' } }),
  ],
  [
    'value-not-allowed',
    '1.28',
    deployment({}, { restartPolicy: 'always' }),
    deployment({}, { restartPolicy: 'Always' }),
  ],
  [
    'duplicate-list-key',
    '1.28',
    deployment({}, {}, { env: [{ name: 'A' }, { name: 'A' }] }),
    deployment({}, {}, { env: [{ name: 'A' }, { name: 'B' }] }),
  ],
  [
    'duplicate-list-key',
    '1.28',
    service({
      ports: [
        { name: 'a', port: 53 },
        { name: 'b', port: 53, protocol: 'TCP' },
      ],
    }),
    service({
      ports: [
        { name: 'a', port: 53 },
        { name: 'b', port: 53, protocol: 'UDP' },
      ],
    }),
  ],
  [
    'duplicate-list-key',
    '1.28',
    object('v1', 'ConfigMap', { metadata: { name: 'x', finalizers: ['a/b', 'a/b'] } }),
    object('v1', 'ConfigMap', { metadata: { name: 'x', finalizers: ['a/b', 'a/c'] } }),
  ],
];

test.each(ROWS)('%s, for Kubernetes %s', (rule, version, wrong, right) => {
  const rules = judge([wrong], version).map((line) => line.split(' ')[0]);
  expect(rules).toContain(rule);
  expect(judge([right], version)).toEqual([]);
});

test('every rule has a row above', () => {
  const shown = new Set(ROWS.map(([rule]) => rule));
  expect(SCHEMA_RULES.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
});

describe('the finding', () => {
  test.each<[string, object, string]>([
    [
      'names the field that was meant',
      deployment({}, {}, { livenessProbe: { httpGet: { pth: '/', port: 80 } } }),
      'unknown-field spec.template.spec.containers[0].livenessProbe.httpGet.pth: a field that does not exist here; host, httpHeaders, path, port, scheme; Did you mean path?',
    ],
    [
      'names the version that has the field',
      deployment({}, {}, { restartPolicyRules: [] }),
      'field-too-new spec.template.spec.containers[0].restartPolicyRules: a field of Kubernetes 1.34; what Kubernetes 1.28 has; It needs Kubernetes 1.34: leave it out, or upgrade the cluster.',
    ],
    [
      'names the API version that replaced the removed one',
      object('autoscaling/v2beta2', 'HorizontalPodAutoscaler'),
      'api-version-removed apiVersion: autoscaling/v2beta2, which Kubernetes 1.26 removed; autoscaling/v2; Use autoscaling/v2.',
    ],
    [
      'says that there is no replacement',
      object('policy/v1beta1', 'PodSecurityPolicy'),
      'api-version-removed apiVersion: policy/v1beta1, which Kubernetes 1.25 removed; what Kubernetes 1.28 has; Kubernetes 1.28 has no such kind: do without it.',
    ],
    [
      'says where the kind is',
      object('v1', 'Ingress'),
      'kind-unknown kind: Ingress in v1; a kind that Kubernetes 1.28 has; Ingress is in networking.k8s.io/v1.',
    ],
    [
      'names the versions that are served',
      object('external-secrets.io/v1beta1', 'ExternalSecret'),
      'api-version-not-served apiVersion: external-secrets.io/v1beta1; external-secrets.io/v1; Use external-secrets.io/v1.',
    ],
    [
      'puts keys that are no names into quotes',
      object('v1', 'ConfigMap', { data: { 'tls.crt': 1 } }),
      'wrong-type data["tls.crt"]: a number; a text; ',
    ],
    [
      'reaches the items of a list of objects',
      { apiVersion: 'v1', kind: 'List', items: [service({ port: 1 })] },
      'unknown-field items[0].spec.port: a field that does not exist here; ',
    ],
    [
      'reaches the items of a list of one kind',
      { apiVersion: 'v1', kind: 'ConfigMapList', items: [{ metadata: { name: 'a' }, dta: {} }] },
      'unknown-field items[0].dta: a field that does not exist here; apiVersion, binaryData, data, immutable, kind, metadata; Did you mean data?',
    ],
  ])('%s', (_what, wrong, expected) => {
    const found = judge([wrong]);
    expect(found.find((line) => line.startsWith(expected))).toBeDefined();
  });

  test.each<[string, object]>([
    ['a text where a number has to be in a map', object('v1', 'Secret', { data: { password: 'hunter2-hunter2' } })],
    ['a number where a text has to be', object('v1', 'ConfigMap', { data: { PIN: 483920 } })],
    [
      'an object where a text has to be',
      deployment({}, {}, { env: [{ name: 'A', value: { inner: 'hunter2-hunter2' } }] }),
    ],
  ])('does not show what may be confidential: %s', (_what, wrong) => {
    const found = judge([wrong]).join('\n');
    expect(found).not.toBe('');
    expect(found).not.toMatch(/hunter2|483920/);
  });
});

describe('null', () => {
  test.each<[string, object]>([
    ['in an optional field', deployment({ replicas: null })],
    ['in a quantity', deployment({}, {}, { resources: { limits: { cpu: null } } })],
    ['in a custom resource', object('cert-manager.io/v1', 'Certificate', { spec: { ...CERTIFICATE, duration: null } })],
  ])('is no value %s', (_where, manifest) => {
    expect(judge([manifest])).toEqual([]);
  });

  test('is missing where a value has to be', () => {
    expect(judge([deployment({ selector: null })])).toEqual(['missing-field spec.selector: null; an object; ']);
  });
});

describe('versions', () => {
  const claim = object('apps/v1', 'StatefulSet', {
    spec: { selector: {}, template: { spec: { containers: [CONTAINER] } } },
  });

  test.each([
    ['1.24', ['missing-field']],
    ['1.32', ['missing-field']],
    ['1.33', []],
    ['1.36', []],
    ['1.99', []],
    ['v1.28.3-gke.1200', ['missing-field']],
    ['1.2', ['missing-field']],
  ])('demand what Kubernetes %s demands', (version, expected) => {
    expect(judge([claim], version).map((line) => line.split(' ')[0])).toEqual(expected);
  });

  test('that are none are taken for the newest', () => {
    expect(judge([claim], 'latest')).toEqual([]);
  });

  test('replace a definition by another', () => {
    const pvc = (dataSourceRef: object) =>
      object('v1', 'PersistentVolumeClaim', { spec: { dataSourceRef: { kind: 'a', name: 'b', ...dataSourceRef } } });
    expect(judge([pvc({ namespace: 'c' })], '1.25')).toEqual([expect.stringMatching(/^field-too-new .* 1\.26/)]);
    expect(judge([pvc({}), pvc({ namespace: 'c' })], '1.26')).toEqual([]);
  });
});
