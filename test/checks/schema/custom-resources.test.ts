import { SCHEMA_RULES } from '../../../lib/checks/schema/schema-rules';
import { scopeOf } from '../../support/checks';

interface Crd {
  readonly group?: string;
  readonly kind?: string;
  readonly versions?: object[];
  readonly properties?: object;
  readonly required?: string[];
}

function crd({ group = 'acme.example', kind = 'Shop', properties = {}, required = [], versions }: Crd = {}) {
  const schema = {
    openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties, required } } },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural: `${kind.toLowerCase()}s` },
      versions: versions ?? [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

function shop(spec: object, apiVersion = 'acme.example/v1'): object {
  return { apiVersion, kind: 'Shop', metadata: { name: 'x' }, spec };
}

function judge(objects: object[], customResourceDefinitions: { [key: string]: unknown }[] = []): string[] {
  const scope = scopeOf(objects, { customResourceDefinitions });
  return SCHEMA_RULES.flatMap((rule) =>
    rule.check(scope).map(({ field, given, allowed }) => `${rule.id} ${field}: ${given}; ${allowed}`),
  );
}

test('a definition among the objects says what its objects are', () => {
  const definition = crd({ properties: { size: { type: 'integer' } } });
  expect(judge([definition, shop({ size: 1 })])).toEqual([]);
  expect(judge([definition, shop({ siz: 1 })])).toEqual([
    'unknown-field spec.siz: a field that does not exist here; size',
  ]);
});

test('a definition that is registered does too', () => {
  const definition = crd({ properties: { size: { type: 'integer' } } });
  expect(judge([shop({ size: 'L' })], [definition])).toEqual(['wrong-type spec.size: "L"; a whole number']);
  expect(judge([shop({ size: 'L' })])).toEqual([
    expect.stringMatching(/^schema-unknown kind: Shop of acme\.example\/v1/),
  ]);
});

test('a definition that is registered replaces that of the library', () => {
  const store = { apiVersion: 'external-secrets.io/v1beta1', kind: 'SecretStore', metadata: { name: 'x' } };
  const definition = crd({
    group: 'external-secrets.io',
    kind: 'SecretStore',
    versions: [{ name: 'v1beta1', served: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  });
  expect(judge([store])).toEqual([expect.stringMatching(/^api-version-not-served/)]);
  expect(judge([store], [definition])).toEqual([]);
});

test('a version that is not served does not count', () => {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const definition = crd({
    versions: [
      { name: 'v1alpha1', served: false, schema },
      { name: 'v1beta1', served: true, deprecated: true, schema },
      { name: 'v1', served: true, schema },
    ],
  });
  const rules = (version: string) =>
    judge([shop({ any: 'thing' }, `acme.example/${version}`)], [definition]).map((line) => line.split(':')[0]);
  expect(rules('v1alpha1')).toEqual(['api-version-not-served apiVersion']);
  expect(rules('v1beta1')).toEqual(['api-version-deprecated apiVersion']);
  expect(rules('v1')).toEqual([]);
});

/** A schema of `spec.value`, a value that it refuses, what is said of it, and one that it accepts. */
test.each<[string, object, unknown, string, unknown]>([
  ['enum', { type: 'string', enum: ['S', 'M'] }, 'L', 'value-not-allowed spec.value: "L"; one of S, M', 'S'],
  [
    'pattern',
    { type: 'string', pattern: '^a+$' },
    'b',
    'value-not-allowed spec.value: a text that does not match; a text that matches ^a+$',
    'aa',
  ],
  ['minimum', { type: 'integer', minimum: 1 }, 0, 'value-not-allowed spec.value: 0; a number of at least 1', 1],
  ['maximum', { type: 'integer', maximum: 9 }, 10, 'value-not-allowed spec.value: 10; a number of at most 9', 9],
  [
    'exclusiveMaximum',
    { type: 'number', maximum: 9, exclusiveMaximum: true },
    9,
    'value-not-allowed spec.value: 9; a number of below 9',
    8.9,
  ],
  [
    'exclusiveMinimum',
    { type: 'number', minimum: 0, exclusiveMinimum: true },
    0,
    'value-not-allowed spec.value: 0; a number of above 0',
    0.1,
  ],
  [
    'minLength',
    { type: 'string', minLength: 1 },
    '',
    'value-not-allowed spec.value: 0 characters; at least 1 character',
    'a',
  ],
  [
    'maxLength, in characters',
    { type: 'string', maxLength: 2 },
    'abc',
    'value-not-allowed spec.value: 3 characters; at most 2 characters',
    '😀😀',
  ],
  [
    'minItems',
    { type: 'array', items: { type: 'string' }, minItems: 1 },
    [],
    'value-not-allowed spec.value: 0 items; at least 1 item',
    ['a'],
  ],
  [
    'maxItems',
    { type: 'array', items: { type: 'string' }, maxItems: 1 },
    ['a', 'b'],
    'value-not-allowed spec.value: 2 items; at most 1 item',
    ['a'],
  ],
  [
    'minProperties',
    { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1 },
    {},
    'value-not-allowed spec.value: 0 fields; at least 1 field',
    { a: 'b' },
  ],
  [
    'maxProperties',
    { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 1 },
    { a: 'b', c: 'd' },
    'value-not-allowed spec.value: 2 fields; at most 1 field',
    { a: 'b' },
  ],
  [
    'additionalProperties',
    { type: 'object', additionalProperties: { type: 'string' } },
    { a: 1 },
    'wrong-type spec.value.a: a number; a text',
    { a: 'b' },
  ],
  [
    'int or string',
    { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    true,
    'wrong-type spec.value: true; a whole number or a text',
    '25%',
  ],
  [
    'an object without fields',
    { type: 'object' },
    { a: 1 },
    'unknown-field spec.value.a: a field that does not exist here; no field',
    {},
  ],
  [
    'preserved fields',
    { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'string' } } },
    { a: 1, b: 2 },
    'wrong-type spec.value.a: a number; a text',
    { b: 2 },
  ],
  [
    'an embedded object',
    { type: 'object', 'x-kubernetes-embedded-resource': true },
    { metadata: { lables: {} } },
    'unknown-field spec.value.metadata.lables: ',
    { kind: 'A', metadata: { labels: {} } },
  ],
  [
    'required',
    { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    {},
    'missing-field spec.value.a: nothing; a text',
    { a: '' },
  ],
  [
    'nullable',
    {
      type: 'object',
      properties: { a: { type: 'string', nullable: true }, b: { type: 'string' } },
      required: ['a', 'b'],
    },
    { a: null, b: null },
    'missing-field spec.value.b: null; a text',
    { a: null, b: '' },
  ],
  [
    'a nullable item',
    { type: 'array', items: { type: 'string', nullable: true } },
    [1],
    'wrong-type spec.value[0]: a number; a text',
    [null],
  ],
  [
    'an item that is not nullable',
    { type: 'array', items: { type: 'string' } },
    [null],
    'wrong-type spec.value[0]: null; a text',
    [],
  ],
  [
    'set',
    { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    ['a', 'a'],
    'duplicate-list-key spec.value[1]: the same value as item 0; every value once',
    ['a', 'b'],
  ],
  [
    'a key with a default',
    {
      type: 'array',
      items: { type: 'object', properties: { k: { type: 'string', default: 'x' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['k'],
    },
    [{ k: 'x' }, {}],
    'duplicate-list-key spec.value[1]: the same k as item 0: "x"; every k once',
    [{ k: 'y' }, {}],
  ],
  [
    'oneOf, none',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    {},
    'value-not-allowed spec.value: none of them; exactly one of a, or b',
    { a: '' },
  ],
  [
    'oneOf, both',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    { a: '', b: '' },
    'value-not-allowed spec.value: 2 of them at once; exactly one of a, or b',
    { b: '' },
  ],
  [
    'anyOf',
    {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
    {},
    'value-not-allowed spec.value: an object; what fulfils a, or b',
    { a: '', b: '' },
  ],
  [
    'not',
    { type: 'string', not: { enum: ['no'] } },
    'no',
    'value-not-allowed spec.value: a text; anything but one of no',
    'yes',
  ],
  [
    'allOf',
    { type: 'integer', allOf: [{ minimum: 1 }, { maximum: 3 }] },
    4,
    'value-not-allowed spec.value: 4; a number of at most 3',
    2,
  ],
])('%s', (_what, schema, wrong, expected, right) => {
  const definition = crd({ properties: { value: schema } });
  expect(judge([shop({ value: wrong })], [definition])).toEqual([expect.stringContaining(expected)]);
  expect(judge([shop({ value: right })], [definition])).toEqual([]);
});

test('what has a default need not be there', () => {
  const definition = crd({ properties: { size: { type: 'string', default: 'M' } }, required: ['size'] });
  expect(judge([shop({})], [definition])).toEqual([]);
});

test('a pattern that only Go understands is left to the API server', () => {
  const definition = crd({ properties: { name: { type: 'string', pattern: '(?i)^\\pL+$' } } });
  expect(judge([shop({ name: '1' })], [definition])).toEqual([]);
});

test.each<[string, object]>([
  ['nothing', {}],
  ['a list', { spec: [] }],
  ['no versions', { ...crd(), spec: { ...crd().spec, versions: 'v1' } }],
  [
    'a schema of garbage',
    crd({
      versions: [
        {
          name: 'v1',
          served: true,
          schema: { openAPIV3Schema: { properties: { spec: 7 }, required: 'x', allOf: [1] } },
        },
      ],
    }),
  ],
  [
    'rules of garbage',
    crd({ properties: { value: { type: 'string', pattern: 1, enum: 'S', maxLength: '9', not: [] } } }),
  ],
  ['an old version', { ...crd(), apiVersion: 'apiextensions.k8s.io/v1beta1' }],
])('a definition of %s says nothing, and is no accident', (_what, definition) => {
  expect(() => judge([shop({ value: 'a' })], [definition as { [key: string]: unknown }])).not.toThrow();
});
