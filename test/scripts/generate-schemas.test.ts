import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSchemas } from '../../scripts/generate-schemas';

const PREFIX = 'io.k8s.api.core.v1';
const REFERENCE = `#/definitions/${PREFIX}`;
const META = { 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': { properties: { name: { type: 'string' } } } };

let root: string;
let from: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'generate-schemas-test-'));
  from = join(root, 'schemas');
  mkdirSync(join(from, 'kubernetes'), { recursive: true });
  mkdirSync(join(from, 'crds'));
  writeFileSync(join(from, 'crds', 'shop.yaml'), JSON.stringify(crd({ type: 'object', properties: {} })));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function crd(spec: object): object {
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'shops.acme.example' },
    spec: {
      group: 'acme.example',
      names: { kind: 'Shop', plural: 'shops' },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

function kind(name: string, schema: object): object {
  return {
    [`${PREFIX}.${name}`]: { ...schema, 'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: name }] },
  };
}

/** The lines of the generated table, without those of ObjectMeta. */
function generated(versions: { readonly [file: string]: object }, table = 'kubernetes.ts'): string[] {
  for (const [file, definitions] of Object.entries(versions)) {
    writeFileSync(join(from, 'kubernetes', file), JSON.stringify({ definitions: { ...META, ...definitions } }));
  }
  generateSchemas(from, join(root, 'tables'));
  const text = readFileSync(join(root, 'tables', table), 'utf8');
  return [...text.matchAll(/^ {2}'(.*)',$/gm)]
    .map(([, line = '']) => line)
    .filter((line) => !line.startsWith('meta.v1'));
}

test('a field and a demand have the versions that have them', () => {
  const text = { type: 'string' };
  expect(
    generated({
      'v1.24.json': kind('A', { properties: { old: text, kept: text }, required: ['kept'] }),
      'v1.25.json': kind('A', { properties: { old: text, kept: text, fresh: text }, required: ['kept', 'fresh'] }),
      'v1.26.json': kind('A', { properties: { kept: text, fresh: text }, required: ['fresh'] }),
    }),
  ).toEqual([
    'v1 A core.v1.A',
    'core.v1.A {"fields":{"fresh":"string","kept":"string","old":"string"},"required":["fresh","kept"],' +
      '"since":{"fresh":25},"until":{"old":25},"requiredSince":{"fresh":25},"requiredUntil":{"kept":25}}',
  ]);
});

test('a kind has the versions that serve it', () => {
  const schema = { properties: { a: { type: 'boolean' } } };
  const lines = generated({
    'v1.24.json': { ...kind('Gone', schema), ...kind('Kept', schema) },
    'v1.25.json': { ...kind('Kept', schema), ...kind('Short', schema) },
    'v1.26.json': { ...kind('Kept', schema), ...kind('New', schema) },
  });
  expect(lines.filter((line) => line.startsWith('v1 '))).toEqual([
    'v1 Gone core.v1.Gone@-24',
    'v1 Kept core.v1.Kept',
    'v1 New core.v1.New@26-',
    'v1 Short core.v1.Short@25-25',
  ]);
});

test('a definition that takes the place of another is as old, and what only it has is new', () => {
  const holder = (name: string) => kind('A', { properties: { inner: { $ref: `${REFERENCE}.${name}` } } });
  const fields = (...names: string[]) => ({
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  });
  const lines = generated({
    'v1.24.json': { ...holder('Old'), [`${PREFIX}.Old`]: fields('a', 'b') },
    'v1.25.json': { ...holder('Fresh'), [`${PREFIX}.Old`]: fields('a', 'b'), [`${PREFIX}.Fresh`]: fields('a', 'c') },
  });
  expect(lines).toContain(
    'core.v1.Fresh {"fields":{"a":"string","b":"string","c":"string"},"since":{"c":25},"until":{"b":24}}',
  );
  expect(lines.some((line) => line.startsWith('core.v1.Old'))).toBe(false);
});

test('types, lists and their keys', () => {
  const properties = {
    amount: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' },
    bytes: { type: 'string', format: 'byte' },
    map: { type: 'object', additionalProperties: { type: 'integer', format: 'int32' } },
    ports: {
      type: 'array',
      items: { type: 'object' },
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
      'x-kubernetes-list-type': 'map',
    },
    set: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    time: { type: 'string', format: 'date-time' },
    wide: { type: 'integer', format: 'int64' },
  };
  expect(generated({ 'v1.24.json': kind('A', { properties }) })).toContain(
    'core.v1.A {"fields":{"amount":"quantity","bytes":"bytes","map":{"values":"int32"},' +
      '"ports":{"items":"object","keys":["port","protocol"],"keyDefaults":{"protocol":"TCP"}},' +
      '"set":{"items":"string","set":true},"time":"date-time","wide":"int64"}}',
  );
});

test('what custom resources have in common is written once', () => {
  const part = {
    type: 'object',
    properties: { a: { type: 'string', pattern: "^[^\\n']{1,60}$", maxLength: 60 } },
    required: ['a'],
  };
  const spec = { type: 'object', properties: { one: part, two: part } };
  writeFileSync(join(from, 'crds', 'shop.yaml'), JSON.stringify(crd(spec)));
  const lines = generated({ 'v1.24.json': kind('A', {}) }, 'custom-resources.ts');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^acme\.example Shop v1 .*"one":"#custom\.1","two":"#custom\.1"/);
  expect(lines[1]).toMatch(/^custom\.1 .*"required":\["a"\]/);
  // In a text of JavaScript, from which it is read back.
  expect(lines[1]).toContain(String.raw`^[^\\\\n\']{1,60}$`);
});

test('the same files give the same bytes', () => {
  const versions = { 'v1.24.json': { ...kind('B', {}), ...kind('A', {}) } };
  const lines = generated(versions);
  expect(generated(versions)).toEqual(lines);
  expect(lines.slice(0, 2)).toEqual(['v1 A core.v1.A', 'v1 B core.v1.B']);
});

test.each<[string, { readonly [file: string]: object }, RegExp]>([
  ['a version between two others is missing', { 'v1.24.json': {}, 'v1.26.json': {} }, /not v1\.25\.json/],
  [
    'a definition goes and comes back',
    { 'v1.24.json': kind('A', {}), 'v1.25.json': {}, 'v1.26.json': kind('A', {}) },
    /in 1\.24 and in 1\.26, but not between/,
  ],
  [
    'there is a type that the tables have not',
    { 'v1.24.json': kind('A', { properties: { a: { type: 'file' } } }) },
    /no such type/,
  ],
])('nothing is written where %s', (_what, versions, message) => {
  expect(() => generated(versions)).toThrow(message);
});
