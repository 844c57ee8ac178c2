import * as fs from 'node:fs';
import * as path from 'node:path';
import { Chart, Testing } from 'cdk8s';
import {
  App,
  AppSecrets,
  type AppSecretsKeys,
  Backend,
  Default,
  EnvFrom,
  ExternalData,
  type ExternalSecretProps,
  type IAppSecrets,
  KubernetesSecret,
  SealingScope,
  SecretKey,
  SecretSource,
  SecretStoreKind,
  SecretType,
  Volume,
  WebAppChart,
} from 'cdk8s-webapp';
import { temporaryDirectory } from '../support/files';
import { seal } from '../support/sealed';
import { find, issuesFrom, issuesOf, summary, synthesize, type AnyManifest, UNCHECKED } from '../support/synthesis';

const IMAGE = 'ghcr.io/acme/shop-api:1.4.2';

const issues = (name: string, keys: AppSecretsKeys) =>
  issuesOf((chart) => {
    AppSecrets.fromSecretName(chart, 'secrets', name, keys);
  });

describe('AppSecrets.fromSecretName', () => {
  it('refers to a Secret without rendering it', () => {
    const objects = synthesize((chart) => {
      const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'shop-secrets', { required: ['A'], optional: ['B'] });
      expect(secrets).toMatchObject({ secretName: 'shop-secrets', requiredKeys: ['A'], optionalKeys: ['B'] });
    });
    expect(objects.map(({ kind }) => kind)).toEqual(['Namespace', 'NetworkPolicy']);
  });

  it('gives copies of its keys', () => {
    synthesize((chart) => {
      const secrets = AppSecrets.fromSecretName(chart, 'secrets', 'shop-secrets', { required: ['A'] });
      secrets.requiredKeys.push('X');
      secrets.optionalKeys.push('X');
      expect([secrets.requiredKeys, secrets.optionalKeys]).toEqual([['A'], []]);
    });
  });

  it.each<[string, string, AppSecretsKeys, string]>([
    ['a name that is none', 'Shop', { required: ['A'] }, 'test/secrets name name-invalid'],
    ['a key that is none', 'shop', { required: ['A B'] }, 'test/secrets keys.required[0] key-invalid'],
    ['a key that is both', 'shop', { required: ['A'], optional: ['A'] }, 'test/secrets keys key-duplicate'],
  ])('refuses %s', (_, name, keys, expected) => {
    expect(summary(issues(name, keys))).toEqual([expected]);
  });
});

describe('AppSecrets.fromSecretName, called from JavaScript,', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no lists', {}],
    ['empty lists', { required: [], optional: [] }],
  ])('asks for keys where it is given %s', (_, keys) => {
    const found = issues('shop', keys as AppSecretsKeys);
    expect(found).toMatchObject([
      {
        path: 'test/secrets',
        field: 'keys',
        code: 'secret-keys-empty',
        remedy: "Name the keys that the application reads: { required: ['KEY'] }.",
      },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['a text', 'A', 'keys setting-invalid'],
    ['null', null, 'keys setting-invalid'],
    ['a text for a list', { required: 'A' }, 'keys.required setting-invalid'],
    ['null for a list', { required: ['A'], optional: null }, 'keys.optional setting-invalid'],
    ['a key that is no text', { required: [5] }, 'keys.required[0] key-invalid'],
  ])('does not throw where it is given %s', (_, keys, expected) => {
    expect(summary(issues('shop', keys as AppSecretsKeys))).toEqual([`test/secrets ${expected}`]);
  });

  it('does not throw without a name, and leaves a wrong namespace to the chart', () => {
    const found = issuesOf(
      (chart) => {
        const keys = { optional: ['A'], required: [] };
        const secrets = AppSecrets.fromSecretName(chart, 'secrets', undefined as unknown as string, keys);
        expect(secrets.secretName).toBe('');
      },
      { namespace: 'Shop' },
    );
    expect(summary(found)).toEqual(['test namespace name-invalid', 'test/secrets name name-invalid']);
  });
});

describe('AppSecrets.fromSecret', () => {
  const secret = (namespace: string) =>
    new KubernetesSecret({ name: 'shop-secrets', namespace, keys: [SecretKey.required('A'), SecretKey.optional('B')] });

  it('refers to the Secret of the model', () => {
    synthesize((chart) => {
      const secrets = AppSecrets.fromSecret(chart, 'secrets', secret('shop'));
      expect(secrets).toMatchObject({ secretName: 'shop-secrets', requiredKeys: ['A'], optionalKeys: ['B'] });
    });
  });

  it('refuses a Secret of another namespace, for pods cannot read it', () => {
    const found = issuesOf((chart) => {
      AppSecrets.fromSecret(chart, 'secrets', secret('other'));
    });
    expect(summary(found)).toEqual(['test/secrets namespace secret-of-other-namespace']);
  });

  it.each([[undefined], [null], ['shop-secrets'], [{}]])('refuses %j', (given) => {
    const found = issuesOf((chart) => {
      const secrets = AppSecrets.fromSecret(chart, 'secrets', given as unknown as KubernetesSecret);
      expect(secrets.requiredKeys).toEqual([]);
    });
    expect(summary(found)).toEqual(['test/secrets secret setting-invalid']);
  });

  it('takes the namespace of the application in a chart inside it', () => {
    const app = new App(UNCHECKED);
    const inner = new Chart(new WebAppChart(app, 'test', { name: 'shop', namespace: 'shop' }), 'inner');
    AppSecrets.fromSecret(inner, 'secrets', secret('other'));
    expect(summary(issuesFrom(() => app.files()))).toEqual([
      'test/inner/secrets namespace secret-of-other-namespace',
      'test/inner namespace namespace-missing',
    ]);
  });
});

/** The object that makes a Secret. */
const made = (kind: string, define: (chart: WebAppChart) => void): AnyManifest => find(synthesize(define), kind);

describe('AppSecrets.externalSecret', () => {
  it('reads each key under its own name by default', () => {
    const object = made('ExternalSecret', (chart) => {
      AppSecrets.externalSecret(chart, 'shop-secrets', { store: 'vault', required: ['A'], optional: ['B'] });
    });
    expect(object).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: {
        name: 'shop-secrets',
        namespace: 'shop',
        labels: expect.objectContaining({ 'app.kubernetes.io/component': 'secrets' }),
      },
      spec: {
        refreshInterval: '1h0m0s',
        secretStoreRef: { name: 'vault', kind: 'SecretStore' },
        target: { name: 'shop-secrets', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
        data: [
          { secretKey: 'A', remoteRef: { key: 'A' } },
          { secretKey: 'B', remoteRef: { key: 'B' } },
        ],
      },
    });
  });

  it('takes everything that can be set', () => {
    const object = made('ExternalSecret', (chart) => {
      AppSecrets.externalSecret(chart, 'secrets', {
        name: 'shop-secrets',
        labels: { team: 'shop' },
        annotations: { 'acme.com/owner': 'shop' },
        store: 'vault',
        storeKind: SecretStoreKind.CLUSTER_SECRET_STORE,
        refreshIntervalSeconds: 5400,
        remoteKey: 'shop/production',
        remote: { B: { key: 'mail', property: 'password', version: '2' } },
        absentKeys: ['C'],
        required: ['A', 'B'],
        optional: ['C'],
      });
    });
    expect(object.metadata).toMatchObject({
      name: 'shop-secrets',
      labels: { team: 'shop' },
      annotations: { 'acme.com/owner': 'shop' },
    });
    expect(object['spec']).toEqual({
      refreshInterval: '1h30m0s',
      secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
      target: { name: 'shop-secrets', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [
        { secretKey: 'A', remoteRef: { key: 'shop/production', property: 'A' } },
        { secretKey: 'B', remoteRef: { key: 'mail', property: 'password', version: '2' } },
      ],
    });
  });

  it.each([
    [1, '1s'],
    [60, '1m0s'],
    [3601, '1h0m1s'],
    [86400, '24h0m0s'],
  ])('writes %d seconds as Go does', (refreshIntervalSeconds, expected) => {
    const object = made('ExternalSecret', (chart) => {
      AppSecrets.externalSecret(chart, 'secrets', { store: 'vault', required: ['A'], refreshIntervalSeconds });
    });
    expect(object['spec'].refreshInterval).toBe(expected);
  });

  it('leaves to whole entries what is not named', () => {
    const object = made('ExternalSecret', (chart) => {
      AppSecrets.externalSecret(chart, 'secrets', {
        store: 'vault',
        dataFrom: [ExternalData.extract({ key: 'shop' }), ExternalData.find({ nameRegexp: '^SHOP_', path: 'a' })],
        remote: { A: { key: 'a' } },
        required: ['A', 'B'],
      });
    });
    expect(object['spec']).toMatchObject({
      data: [{ secretKey: 'A', remoteRef: { key: 'a' } }],
      dataFrom: [{ extract: { key: 'shop' } }, { find: { name: { regexp: '^SHOP_' }, path: 'a' } }],
    });
    expect(object['spec'].data).toHaveLength(1);
  });

  it.each<[string, string[], string]>([
    ['alone', ['URL'], 'Replace'],
    ['beside keys that are read', ['URL', 'B'], 'Merge'],
  ])('composes values %s', (_, required, mergePolicy) => {
    const object = made('ExternalSecret', (chart) => {
      AppSecrets.externalSecret(chart, 'secrets', {
        store: 'vault',
        remote: { user: { key: 'db', property: 'user' } },
        template: { URL: 'postgres://{{ .user }}@db:5432/shop' },
        required,
      });
    });
    expect(object['spec'].target.template).toEqual({
      engineVersion: 'v2',
      mergePolicy,
      data: { URL: 'postgres://{{ .user }}@db:5432/shop' },
    });
    const keys = object['spec'].data.map(({ secretKey }: { secretKey: string }) => secretKey);
    expect(keys).toEqual([...required.filter((key) => key !== 'URL'), 'user']);
  });

  it('makes the pull secret of a private registry', () => {
    const objects = synthesize((chart) => {
      const registry = AppSecrets.externalSecret(chart, 'registry', {
        store: 'vault',
        type: SecretType.DOCKER_CONFIG_JSON,
        remote: { '.dockerconfigjson': { key: 'registries/ghcr' } },
        required: ['.dockerconfigjson'],
      });
      new Backend(chart, 'api', { image: IMAGE, port: 8000, imagePullSecretNames: [registry.secretName] });
    });
    const { target, data } = find(objects, 'ExternalSecret')['spec'];
    expect(target.template).toEqual({
      type: 'kubernetes.io/dockerconfigjson',
      engineVersion: 'v2',
      mergePolicy: 'Replace',
    });
    expect(data).toEqual([{ secretKey: '.dockerconfigjson', remoteRef: { key: 'registries/ghcr' } }]);
    expect(find(objects, 'Deployment')['spec'].template.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['keys secret-keys-empty', 'store name-invalid']],
    ['null', null, ['keys secret-keys-empty', 'props setting-invalid']],
    ['a text', 'vault', ['keys secret-keys-empty', 'props setting-invalid']],
    ['a name that is none', { name: 'Shop', store: 'v', required: ['A'] }, ['name name-invalid']],
    ['a name that is no text', { name: 5, store: 'v', required: ['A'] }, ['name setting-invalid']],
    ['no keys', { store: 'v', required: [] }, ['keys secret-keys-empty']],
    ['a text for keys', { store: 'v', required: 'A' }, ['required setting-invalid']],
    ['a type that is none', { store: 'v', required: ['A'], type: 'x' }, ['type secret-type-unknown']],
    ['a key that is not of the type', { store: 'v', required: ['A'], type: SecretType.TLS }, ['keys secret-type-keys']],
    ['a label that is none', { store: 'v', required: ['A'], labels: { a: 'x y' } }, ['labels.a label-invalid']],
    ['a store that is none', { store: 'V', required: ['A'] }, ['store name-invalid']],
    ['values', { store: 'v', required: ['A'], stringData: { A: 'p4ssword' } }, ['stringData setting-unknown']],
  ])('refuses %s', (_, props, expected) => {
    const found = issuesOf((chart) => {
      AppSecrets.externalSecret(chart, 'secrets', props as ExternalSecretProps);
    });
    expect(summary(found)).toEqual(expected.map((each) => `test/secrets ${each}`));
    expect(JSON.stringify(found)).not.toContain('p4ssword');
  });
});

describe('AppSecrets.sealedSecret', () => {
  const directory = temporaryDirectory();
  const [A, B] = [seal('a'), seal('b')];
  const file = path.join(directory, 'production.yaml');
  const yaml = (namespace: string, annotations = '') => `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: shop-secrets
  namespace: ${namespace}${annotations}
spec:
  encryptedData: { A: ${A}, B: ${B} }
  template:
    metadata:
      name: shop-secrets
      annotations: { acme.com/owner: shop }
`;
  fs.writeFileSync(file, yaml('shop'));
  const wide = path.join(directory, 'wide.yaml');
  fs.writeFileSync(wide, yaml('other', '\n  annotations: { sealedsecrets.bitnami.com/cluster-wide: "true" }'));

  it('is the object that kubeseal wrote, with the keys that it holds', () => {
    let secrets: IAppSecrets | undefined;
    const object = made('SealedSecret', (chart) => {
      secrets = AppSecrets.sealedSecret(chart, 'secrets', { file, optional: ['B'] });
    });
    expect(secrets).toMatchObject({ secretName: 'shop-secrets', requiredKeys: ['A'], optionalKeys: ['B'] });
    expect(object).toEqual({
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: {
        name: 'shop-secrets',
        namespace: 'shop',
        labels: expect.objectContaining({ 'app.kubernetes.io/component': 'secrets' }),
      },
      spec: {
        encryptedData: { A, B },
        template: { type: 'Opaque', metadata: { annotations: { 'acme.com/owner': 'shop' } } },
      },
    });
  });

  it('says what the values are bound to', () => {
    const object = made('SealedSecret', (chart) => {
      AppSecrets.sealedSecret(chart, 'secrets', { file: wide, name: 'mine', annotations: { a: 'b' } });
    });
    expect(object.metadata).toMatchObject({
      name: 'mine',
      namespace: 'shop',
      annotations: { 'sealedsecrets.bitnami.com/cluster-wide': 'true', a: 'b' },
    });
  });

  it('takes values one by one', () => {
    const object = made('SealedSecret', (chart) => {
      const scope = SealingScope.NAMESPACE_WIDE;
      AppSecrets.sealedSecret(chart, 'secrets', { encryptedData: { A }, scope, type: SecretType.OPAQUE });
    });
    expect(object.metadata).toMatchObject({
      name: 'secrets',
      annotations: { 'sealedsecrets.bitnami.com/namespace-wide': 'true' },
    });
    expect(object['spec']).toEqual({ encryptedData: { A }, template: { type: 'Opaque' } });
  });

  it('is taken for what it is in a plain chart without a namespace', () => {
    const chart = Testing.chart();
    AppSecrets.sealedSecret(chart, 'secrets', { file });
    expect(Testing.synth(chart)).toHaveLength(1);
  });

  it.each<[string, object, string[]]>([
    ['a name that it was not sealed for', { file, name: 'other' }, ['name sealed-secret-mismatch']],
    ['a required key that it does not hold', { file, required: ['A', 'B', 'C'] }, ['encryptedData secret-key-missing']],
    ['a key that nobody declares', { file, required: ['A'] }, ['encryptedData secret-key-undeclared']],
    ['plain values', { encryptedData: { A: 'p4ssword' } }, ['encryptedData.A sealed-value-invalid']],
    ['no file', { file: path.join(directory, 'no.yaml'), required: ['A'] }, ['file sealed-secret-unreadable']],
  ])('refuses %s', (_, props, expected) => {
    const found = issuesOf((chart) => {
      AppSecrets.sealedSecret(chart, 'secrets', props);
    });
    expect(summary(found)).toEqual(expected.map((each) => `test/secrets ${each}`));
    expect(JSON.stringify(found)).not.toContain('p4ssword');
  });

  it('refuses the values of another namespace', () => {
    const found = issuesOf(
      (chart) => {
        AppSecrets.sealedSecret(chart, 'secrets', { file });
      },
      { namespace: 'other' },
    );
    expect(summary(found)).toEqual(['test/secrets namespace sealed-secret-mismatch']);
  });
});

describe('AppSecrets.csi', () => {
  const csi = (chart: WebAppChart, props = {}) =>
    AppSecrets.csi(chart, 'shop-secrets', { provider: 'vault', required: ['A'], optional: ['B'], ...props });
  const mounts = (objects: AnyManifest[]) => {
    const { containers, volumes } = find(objects, 'Deployment')['spec'].template.spec;
    return {
      volumes: volumes.filter(({ csi: volume }: { csi?: object }) => volume !== undefined),
      mounts: containers[0].volumeMounts.filter(({ name }: { name: string }) => name.startsWith('secrets-')),
    };
  };
  const expected = {
    volumes: [
      {
        name: 'secrets-shop-secrets',
        csi: {
          driver: 'secrets-store.csi.k8s.io',
          readOnly: true,
          volumeAttributes: { secretProviderClass: 'shop-secrets' },
        },
      },
    ],
    mounts: [{ name: 'secrets-shop-secrets', mountPath: '/mnt/secrets-store/shop-secrets', readOnly: true }],
  };

  it('makes a Secret of the mounted values', () => {
    const object = made('SecretProviderClass', (chart) => {
      csi(chart, { parameters: { roleName: 'shop' }, objects: { A: 'url' } });
    });
    expect(object).toMatchObject({ apiVersion: 'secrets-store.csi.x-k8s.io/v1', metadata: { name: 'shop-secrets' } });
    expect(object['spec']).toEqual({
      provider: 'vault',
      parameters: { roleName: 'shop' },
      secretObjects: [
        {
          secretName: 'shop-secrets',
          type: 'Opaque',
          data: [
            { objectName: 'url', key: 'A' },
            { objectName: 'B', key: 'B' },
          ],
        },
      ],
    });
  });

  it('leaves out what the provider does not hold', () => {
    const object = made('SecretProviderClass', (chart) => {
      csi(chart, { absentKeys: ['B'] });
    });
    expect(object['spec'].secretObjects[0].data).toEqual([{ objectName: 'A', key: 'A' }]);
  });

  it.each<[string, (secrets: IAppSecrets) => object]>([
    ['variables', (secrets) => ({ secrets })],
    ['files', (secrets) => ({ volumes: { keys: { path: '/keys', volume: Volume.secretFiles(secrets) } } })],
    [
      'variables of a side container',
      (secrets) => ({ sidecars: { s: { image: IMAGE, envFrom: [EnvFrom.secrets(secrets)] } } }),
    ],
  ])('is mounted by pods that take %s', (_, use) => {
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', { image: IMAGE, port: 8000, ...use(csi(chart)) });
    });
    expect(mounts(objects)).toEqual(expected);
  });

  it('is mounted where its author says, and by nobody else', () => {
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', { image: IMAGE, port: 8000, secrets: csi(chart, { mountPath: '/run/secrets' }) });
    });
    expect(mounts(objects).mounts).toMatchObject([{ mountPath: '/run/secrets' }]);
    const others = synthesize((chart) => {
      csi(chart);
      new Backend(chart, 'api', { image: IMAGE, port: 8000 });
    });
    expect(mounts(others)).toEqual({ volumes: [], mounts: [] });
  });

  it('names the volume after the Secret, whose name may be longer and have dots', () => {
    const name = `shop.${'x'.repeat(100)}`;
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', { image: IMAGE, port: 8000, secrets: csi(chart, { name }) });
    });
    expect(mounts(objects).volumes).toMatchObject([
      { name: expect.stringMatching(/^secrets-shop-x{39}-[a-z0-9]{10}$/) },
    ]);
  });

  it.each<[string, object, string]>([
    [
      'name',
      { 'secrets-shop-secrets': { path: '/keys', volume: Volume.emptyDir() } },
      'volumes.secrets-shop-secrets volume-name-taken',
    ],
    [
      'path',
      { keys: { path: '/mnt/secrets-store/shop-secrets', volume: Volume.emptyDir() } },
      'volumes volume-path-duplicate',
    ],
  ])('refuses another volume of that %s', (_, volumes, issue) => {
    const found = issuesOf((chart) => {
      new Backend(chart, 'api', { image: IMAGE, port: 8000, secrets: csi(chart), volumes: volumes as never });
    });
    expect(summary(found)).toEqual([`test/api ${issue}`]);
  });
});

describe('AppSecrets.fromSecret with a source', () => {
  const from = (source: SecretSource) =>
    new KubernetesSecret({ name: 'shop-secrets', namespace: 'shop', keys: [SecretKey.required('A')], source });

  it.each([
    ['ExternalSecret', SecretSource.externalSecrets({ store: 'vault' })],
    ['SealedSecret', SecretSource.sealedSecrets({ encryptedData: { A: seal('x') } })],
    ['SecretProviderClass', SecretSource.csi({ provider: 'vault' })],
  ])('renders the %s', (kind, source) => {
    let secrets: IAppSecrets | undefined;
    const objects = synthesize((chart) => {
      secrets = AppSecrets.fromSecret(chart, 'secrets', from(source), { labels: { team: 'shop' } });
    });
    expect(objects.map((object) => object.kind)).toEqual(['Namespace', 'NetworkPolicy', kind]);
    expect(find(objects, kind).metadata).toMatchObject({ name: 'shop-secrets', labels: { team: 'shop' } });
    expect(secrets?.resource?.kind).toBe(kind);
  });

  it('renders nothing where the Secret is made by hand', () => {
    const objects = synthesize((chart) => {
      expect(AppSecrets.fromSecret(chart, 'secrets', from(SecretSource.createdByHand())).resource).toBeUndefined();
    });
    expect(objects.map((object) => object.kind)).toEqual(['Namespace', 'NetworkPolicy']);
  });

  it('carries no label of the library where it is turned off', () => {
    const objects = synthesize(
      (chart) => {
        AppSecrets.fromSecret(chart, 'secrets', from(SecretSource.csi({ provider: 'vault' })));
      },
      { without: [Default.WORKLOAD_LABELS, Default.COMMON_LABELS] },
    );
    expect(find(objects, 'SecretProviderClass').metadata).not.toHaveProperty('labels');
  });

  it.each<[string, SecretSource, unknown, string[]]>([
    ['a store that is none', SecretSource.externalSecrets({ store: 'V' }), {}, ['source.store name-invalid']],
    ['a source that is none', { kind: 'vault' } as never, {}, ['source secret-source-unknown']],
    ['metadata that is none', SecretSource.createdByHand(), 'x', ['metadata setting-invalid']],
  ])('refuses %s', (_, source, metadata, expected) => {
    const found = issuesOf((chart) => {
      AppSecrets.fromSecret(chart, 'secrets', from(source), metadata as never);
    });
    expect(summary(found)).toEqual(expected.map((each) => `test/secrets ${each}`));
  });

  it('can be laid over', () => {
    const objects = synthesize((chart) => {
      const { resource } = AppSecrets.fromSecret(
        chart,
        'secrets',
        from(SecretSource.externalSecrets({ store: 'vault' })),
      );
      resource?.overlay({ spec: { refreshPolicy: 'OnChange' } });
    });
    expect(find(objects, 'ExternalSecret')['spec'].refreshPolicy).toBe('OnChange');
  });
});
