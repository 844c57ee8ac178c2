import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { KubernetesSecret, SealingScope, SecretKey, SecretSource, SecretType } from '../../../lib/model';
import { temporaryDirectory } from '../../support/files';
import { seal } from '../../support/sealed';

const directory = temporaryDirectory();
const A = seal('p4ssword', 'shop/shop-secrets');

/** What is wrong with a Secret that comes from sealed values like these. */
const findings = (options: object, props: object = {}) =>
  new KubernetesSecret({
    name: 'shop-secrets',
    namespace: 'shop',
    keys: [SecretKey.required('A'), SecretKey.optional('B')],
    source: SecretSource.sealedSecrets(options),
    ...props,
  }).findings();

let count = 0;
/** Path of a file that holds the text. */
function file(content: string | Uint8Array): string {
  count += 1;
  const name = path.join(directory, `${count}.yaml`);
  fs.writeFileSync(name, content);
  return name;
}

/** A SealedSecret as kubeseal --format yaml writes it. */
function sealedYaml(change: (text: string) => string = (text) => text): string {
  return file(
    change(`---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  creationTimestamp: null
  name: shop-secrets
  namespace: shop
spec:
  encryptedData:
    A: ${A}
  template:
    metadata:
      creationTimestamp: null
      labels:
        team: shop
      name: shop-secrets
      namespace: shop
    type: Opaque
`),
  );
}
const scoped = (scope: string) => (text: string) =>
  text.replace('metadata:\n', `metadata:\n  annotations:\n    sealedsecrets.bitnami.com/${scope}: "true"\n`);

describe('sealed values', () => {
  it('are taken as kubeseal writes them, with and without the optional ones', () => {
    expect(findings({ encryptedData: { A } })).toEqual([]);
    expect(findings({ encryptedData: { A, B: seal('') }, scope: SealingScope.CLUSTER_WIDE })).toEqual([]);
  });

  it.each([
    ['a password', 'p4ssword'],
    ['nothing', ''],
    ['base64 of a password', Buffer.from('p4ssword').toString('base64')],
    ['base64 of a long value', Buffer.from('p4ssword'.repeat(200)).toString('base64')],
    ['a value that was cut off', A.slice(0, 340)],
    ['a value with a line break', `${A}\n`],
  ])('are told from %s, which is not shown', (_, value) => {
    const found = findings({ encryptedData: { A: value } });
    expect(found).toMatchObject([{ field: 'source.encryptedData.A', code: 'sealed-value-invalid' }]);
    expect(value === '' ? '' : JSON.stringify(found)).not.toMatch(/p4ssword|cDRzc/);
  });

  it('are told from whatever is no sealed value', () => {
    const words = fc.oneof(fc.string(), fc.base64String({ minLength: 8, maxLength: 800 }));
    fc.assert(
      fc.property(words, (value) => {
        expect(findings({ encryptedData: { A: value } })).toHaveLength(1);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(findings({ encryptedData: { A: seal(value) } })).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, object, string, string]>([
    ['no values', {}, 'file', 'sealed-secret-source'],
    ['values at two places', { encryptedData: { A }, file: 'x' }, 'file', 'sealed-secret-source'],
    ['a key that is not declared', { encryptedData: { A, C: A } }, 'encryptedData', 'secret-key-undeclared'],
    ['a key that is none', { encryptedData: { A, 'a b': A } }, 'encryptedData', 'key-invalid'],
    ['no value for a required key', { encryptedData: { B: A } }, 'encryptedData', 'secret-key-missing'],
    ['an unknown scope', { encryptedData: { A }, scope: 'wide' }, 'scope', 'sealing-scope-unknown'],
    ['a value that is no text', { encryptedData: { A: 5 } }, 'encryptedData.A', 'setting-invalid'],
    ['plain values', { stringData: { A: 'x' }, encryptedData: { A } }, 'stringData', 'setting-unknown'],
  ])('refuse %s', (_, options, field, code) => {
    expect(findings(options)).toMatchObject([{ field: `source.${field}`, code }]);
  });
});

describe('a file of kubeseal', () => {
  it('is read with all that it says', () => {
    const name = sealedYaml(scoped('namespace-wide'));
    expect(findings({ file: name })).toEqual([]);
    expect(SecretSource.sealedSecrets({ file: name }).sealedData).toMatchObject({
      encryptedData: { A },
      scope: SealingScope.NAMESPACE_WIDE,
      name: 'shop-secrets',
      namespace: 'shop',
      type: 'Opaque',
      labels: { team: 'shop' },
    });
  });

  it('may be JSON, which kubeseal writes by default', () => {
    const object = {
      kind: 'SealedSecret',
      apiVersion: 'bitnami.com/v1alpha1',
      metadata: { name: 'shop-secrets', namespace: 'shop' },
      spec: { template: { metadata: { name: 'shop-secrets' } }, encryptedData: { A } },
    };
    expect(findings({ file: file(JSON.stringify(object)) })).toEqual([]);
  });

  it.each<[string, (text: string) => string, object, string]>([
    ['another name', (text) => text.replace('name: shop-secrets', 'name: other'), {}, 'name'],
    ['another namespace', (text) => text.replace('namespace: shop', 'namespace: other'), {}, 'namespace'],
    ['no namespace', (text) => text.replace('  namespace: shop\n', ''), {}, 'namespace'],
    ['another type', (text) => text.replace('type: Opaque', 'type: acme.com/x'), {}, 'type'],
    ['another scope than is said', scoped('cluster-wide'), { scope: SealingScope.STRICT }, 'scope'],
  ])('is refused where it was sealed for %s', (_, change, options, field) => {
    expect(findings({ file: sealedYaml(change), ...options })).toMatchObject([
      { field: `source.${field}`, code: 'sealed-secret-mismatch' },
    ]);
  });

  it.each([
    ['namespace-wide', 'name', []],
    ['namespace-wide', 'namespace', ['source.namespace']],
    ['cluster-wide', 'name', []],
    ['cluster-wide', 'namespace', []],
  ])('sealed %s is bound to its %s or not', (scope, field, expected) => {
    const change = (text: string) =>
      scoped(scope)(text).replace(new RegExp(`^  ${field}: .*$`, 'm'), `  ${field}: other`);
    expect(findings({ file: sealedYaml(change) }).map((finding) => finding.field)).toEqual(expected);
  });

  it('can have another type where the Secret has it', () => {
    const change = (text: string) =>
      text.replace('type: Opaque', `type: ${SecretType.BASIC_AUTH}`).replace('A:', 'password:');
    const props = { type: SecretType.BASIC_AUTH, keys: [SecretKey.required('password')] };
    expect(findings({ file: sealedYaml(change) }, props)).toEqual([]);
  });

  it.each([
    ['which is not there', () => path.join(directory, 'no.yaml'), 'sealed-secret-unreadable'],
    ['which is a directory', () => directory, 'sealed-secret-unreadable'],
    ['which is not UTF-8', () => file(Buffer.from([0xff, 0xfe])), 'sealed-secret-unreadable'],
    ['which is no YAML', () => file('a: p4ssword: {'), 'sealed-secret-invalid'],
    ['with a key twice', () => file('a: p4ssword\na: p4ssword\n'), 'sealed-secret-invalid'],
    [
      'with aliases that explode',
      () => file(`a: &a [${'x,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]\n`),
      'sealed-secret-invalid',
    ],
    ['which is empty', () => file(''), 'sealed-secret-invalid'],
    ['which is a text', () => file('p4ssword'), 'sealed-secret-invalid'],
    ['with two objects', () => sealedYaml((text) => text + text), 'sealed-secret-invalid'],
    ['with a Secret', () => file('kind: Secret\nstringData: { A: p4ssword }\n'), 'sealed-secret-invalid'],
    ['with an object of no kind', () => file('stringData: { A: p4ssword }\n'), 'sealed-secret-invalid'],
    ['without values', () => sealedYaml((text) => text.replace('encryptedData', 'other')), 'sealed-secret-invalid'],
    [
      'with plain values',
      () => sealedYaml((text) => text.replace('    type:', '    data: { B: p4ssword }\n    type:')),
      'sealed-secret-invalid',
    ],
    [
      'of the first version',
      () => sealedYaml((text) => text.replace('  template:', '  data: p4ssword\n  template:')),
      'sealed-secret-invalid',
    ],
  ])('is refused %s, without showing what it holds', (_, make, code) => {
    const found = findings({ file: make() });
    expect(found).toMatchObject([{ field: 'source.file', code }]);
    expect(JSON.stringify(found)).not.toContain('p4ssword');
  });

  it('says what to do about a Secret in the repository', () => {
    const [finding] = findings({ file: file('kind: Secret\n') });
    expect(finding?.remedy).toContain('replace the credentials');
  });
});
