import * as fc from 'fast-check';
import { SCHEMA_RULES } from '../../../lib/checks/schema/schema-rules';
import { KubernetesVersion } from '../../../lib/model';
import { RANDOM } from '../../support/arbitraries/settings';
import { scopeOf } from '../../support/checks';

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', labels: { app: 'api' } },
  spec: {
    selector: { matchLabels: { app: 'api' } },
    template: {
      metadata: { labels: { app: 'api' } },
      spec: {
        containers: [{ name: 'api', image: 'acme/api:1', ports: [{ containerPort: 80 }], env: [{ name: 'A' }] }],
      },
    },
  },
};
const ROUTE = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'api' },
  spec: { parentRefs: [{ name: 'gateway' }], rules: [{ backendRefs: [{ name: 'api', port: 80 }] }] },
};

function findings(object: object, version = '1.28') {
  const scope = scopeOf([object], { kubernetesVersion: new KubernetesVersion(version) });
  return SCHEMA_RULES.flatMap((rule) => rule.check(scope).map((finding) => ({ rule: rule.id, ...finding })));
}

type Path = (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...pathsIn(inner, [...path, key])]);
}

/** A valid object of which one field is anything. */
function withGarbage(object: object): fc.Arbitrary<object> {
  return fc.tuple(fc.constantFrom(...pathsIn(object)), fc.jsonValue()).map(([path, garbage]) => {
    const copy = structuredClone(object);
    const holder = path.slice(0, -1).reduce<object>((inner, key) => Reflect.get(inner, key) as object, copy);
    Reflect.set(holder, path.at(-1) as string, garbage);
    return copy;
  });
}

test('nothing that an object holds ends in an exception, or in a text that is not said', () => {
  fc.assert(
    fc.property(
      fc.oneof(withGarbage(DEPLOYMENT), withGarbage(ROUTE), fc.dictionary(fc.string(), fc.jsonValue())),
      (object) => {
        for (const { field, given, allowed } of findings(object)) {
          expect([typeof field, typeof given, typeof allowed]).toEqual(['string', 'string', 'string']);
          expect(`${given}${allowed}`).not.toMatch(/undefined|\[object/);
        }
      },
    ),
    { seed: RANDOM.seed, numRuns: RANDOM.numRuns * 5 },
  );
});

test.each([
  ['__proto__', JSON.parse('{ "__proto__": { "a": 1 } }') as object],
  ['constructor', { constructor: 1 }],
  ['toString', { toString: 'a' }],
  ['hasOwnProperty', { hasOwnProperty: [] }],
])('a field named %s is a field like any other', (name, fields) => {
  expect(
    findings({ ...DEPLOYMENT, spec: { ...DEPLOYMENT.spec, ...fields } }).map(({ rule, field }) => [rule, field]),
  ).toEqual([['unknown-field', `spec.${name}`]]);
  expect(findings({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: fields })).toHaveLength(
    Object.values(fields).some((value) => typeof value !== 'string') ? 1 : 0,
  );
});

test('what has no end is cut off', () => {
  let schema: object = {};
  for (let depth = 0; depth < 5000; depth++) {
    schema = { properties: { a: schema } };
  }
  const names = { kind: 'CustomResourceDefinition', metadata: { name: 'a.example.com' } };
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } };
  const spec = { group: 'example.com', names: { kind: 'A', plural: 'as' }, scope: 'Cluster', versions: [version] };
  expect(findings({ apiVersion: 'apiextensions.k8s.io/v1', ...names, spec })).toEqual([]);
});

test('the same objects have the same findings, whatever was judged before', () => {
  const wrong = { ...DEPLOYMENT, spec: { ...DEPLOYMENT.spec, replica: 1, replicas: '1' } };
  const first = findings(wrong);
  findings(ROUTE);
  findings(wrong, '1.36');
  expect(findings(wrong)).toEqual(first);
});
