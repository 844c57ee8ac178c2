import { ExternalObject } from 'cdk8s-webapp';
import { externalsOf } from '../../../lib/constructs/external-objects';

const codes = (object: ExternalObject) => object.findings().map(({ code, field }) => `${field} ${code}`);

describe('defaults', () => {
  const secret = ExternalObject.secret('db');

  test('nothing is known but kind and name', () => {
    expect([secret.kind, secret.name, secret.namespace, secret.keys]).toEqual(['Secret', 'db', undefined, undefined]);
    expect(secret.place).toBe('ExternalObject Secret db');
    expect(codes(secret)).toEqual([]);
  });

  test('it is in the namespace of whoever declares it', () => {
    expect(secret.inNamespace('shop').namespace).toBe('shop');
    expect(secret.inNamespace(undefined)).toBe(secret);
  });
});

describe('everything set', () => {
  const config = ExternalObject.configMap('settings', { namespace: 'ops', keys: ['A', 'B'] });

  test('is kept, also in another namespace', () => {
    expect(codes(config)).toEqual([]);
    expect(config.inNamespace('shop')).toBe(config);
    expect(ExternalObject.configMap('c', { keys: ['A'] }).inNamespace('shop').keys).toEqual(['A']);
  });

  test('is copied', () => {
    config.keys?.push('C');
    expect(config.keys).toEqual(['A', 'B']);
  });
});

test('every kind has its factory', () => {
  const { of, ...factories } = Object.fromEntries(
    Object.getOwnPropertyNames(ExternalObject)
      .filter((name) => typeof Reflect.get(ExternalObject, name) === 'function' && name !== 'prototype')
      .map((name) => [name, Reflect.get(ExternalObject, name) as (name: string) => ExternalObject]),
  );
  const made = Object.values(factories).map((factory) => factory('a'));
  expect(made.flatMap(codes)).toEqual([]);
  expect(made.map(({ kind }) => kind).sort()).toEqual([
    ...['ClusterIssuer', 'ClusterRole', 'ClusterSecretStore', 'ConfigMap', 'Gateway', 'GatewayClass', 'IngressClass'],
    ...['Issuer', 'Namespace', 'PersistentVolumeClaim', 'PriorityClass', 'RuntimeClass', 'Secret', 'SecretStore'],
    ...['Service', 'ServiceAccount', 'StorageClass'],
  ]);
  expect(of).toBeDefined();
});

test('an object of the whole cluster is put into no namespace', () => {
  expect(ExternalObject.ingressClass('nginx').inNamespace('shop').namespace).toBeUndefined();
});

test.each<[string, ExternalObject, string[]]>([
  ['a name that no object has', ExternalObject.secret('Bad_Name'), ['name name-invalid']],
  ['a role with a name of its own form', ExternalObject.clusterRole('system:auth-delegator'), []],
  ['a role with a name that no path holds', ExternalObject.clusterRole('a/b'), ['name name-invalid']],
  ['a kind that is none', ExternalObject.of('storage class', 'a'), ['kind external-kind-invalid']],
  ['a namespace that is none', ExternalObject.service('a', { namespace: 'A' }), ['namespace name-invalid']],
  ['a key that is none', ExternalObject.secret('a', { keys: ['a b'] }), ['keys[0] key-invalid']],
  [
    'a namespace of what belongs to none',
    ExternalObject.of('StorageClass', 'a', { namespace: 'shop' }),
    ['namespace external-option-unused'],
  ],
  ['keys of what has none', ExternalObject.of('Service', 'a', { keys: ['A'] }), ['keys external-option-unused']],
])('%s', (_, object, expected) => {
  expect(codes(object)).toEqual(expected);
});

test.each<[string, unknown, unknown, unknown, string[]]>([
  ['nothing', undefined, undefined, undefined, ['kind external-kind-invalid', 'name name-invalid']],
  ['objects', {}, {}, {}, ['kind external-kind-invalid', 'name name-invalid']],
  ['a number as options', 'Secret', 'a', 1, ['props setting-invalid']],
  ['an option that there is not', 'Secret', 'a', { key: 'A' }, ['key setting-unknown']],
  ['keys that are no list', 'Secret', 'a', { keys: 'A' }, ['keys setting-invalid']],
])('JavaScript callers that give %s are told so', (_, kind, name, options, expected) => {
  const of = ExternalObject.of as (...args: unknown[]) => ExternalObject;
  expect(codes(of(kind, name, options))).toEqual(expected);
});

test('a value in place of a name is not shown', () => {
  const [finding] = ExternalObject.secret('PASSWORD=hunter2').findings();
  expect(JSON.stringify(finding)).not.toContain('hunter2');
});

test('what was not declared is nothing', () => {
  expect(externalsOf({} as never)).toEqual([]);
});
