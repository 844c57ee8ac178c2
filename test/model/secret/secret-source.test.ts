import { SecretKey, SecretStoreKind, SecretType } from '../../../lib/model';
import { SecretSource, SecretSourceKind, sourceFindings } from '../../../lib/model/secret/secret-source';
import { seal } from '../../support/sealed';

const SECRET = { name: 'shop', namespace: 'shop', type: SecretType.OPAQUE, keys: [SecretKey.required('A')] };

describe('SecretSource', () => {
  it('knows four ways', () => {
    const sources = [
      SecretSource.createdByHand(),
      SecretSource.externalSecrets({ store: 'vault' }),
      SecretSource.sealedSecrets({ encryptedData: { A: seal('x') } }),
      SecretSource.csi({ provider: 'vault' }),
    ];
    expect(sources.map(({ kind }) => kind)).toEqual(Object.values(SecretSourceKind));
    expect(sources.flatMap((source) => sourceFindings('source', source, SECRET))).toEqual([]);
  });

  it('reads a store of the namespace every hour unless told', () => {
    expect(SecretSource.externalSecrets({ store: 'vault' }).externalStore).toMatchObject({
      store: 'vault',
      storeKind: SecretStoreKind.SECRET_STORE,
      refreshIntervalSeconds: 3600,
    });
  });

  it('keeps what is set', () => {
    const options = {
      store: 'vault',
      storeKind: SecretStoreKind.CLUSTER_SECRET_STORE,
      refreshIntervalSeconds: 60,
    };
    expect(SecretSource.externalSecrets(options).externalStore).toMatchObject(options);
    expect(SecretSource.csi({ provider: 'azure' }).csiOptions).toEqual({ provider: 'azure' });
  });
});

describe('sourceFindings', () => {
  const store = (options: object) => SecretSource.externalSecrets({ store: 'vault', ...options });

  it.each([
    ['a store name', store({ store: 'Vault' }), 'source.store', 'name-invalid'],
    ['no store name', store({ store: undefined }), 'source.store', 'name-invalid'],
    ['a kind of store', store({ storeKind: 'Store' }), 'source.storeKind', 'secret-store-kind-unknown'],
    [
      'an interval of 0',
      store({ refreshIntervalSeconds: 0 }),
      'source.refreshIntervalSeconds',
      'refresh-interval-out-of-range',
    ],
    [
      'an interval in text',
      store({ refreshIntervalSeconds: '1h' }),
      'source.refreshIntervalSeconds',
      'setting-invalid',
    ],
    ['a provider', SecretSource.csi({ provider: 'my vault' }), 'source.provider', 'name-invalid'],
    ['no provider', SecretSource.csi(undefined as never), 'source.provider', 'name-invalid'],
    ['a source', { kind: 'vault' } as never, 'source', 'secret-source-unknown'],
    ['no source', undefined as never, 'source', 'secret-source-unknown'],
    ['no sealed value', SecretSource.sealedSecrets(undefined as never), 'source.file', 'sealed-secret-source'],
    ['what is no object', SecretSource.externalSecrets('vault' as never), 'source.props', 'setting-invalid'],
    ['no options', SecretSource.externalSecrets(undefined as never), 'source.store', 'name-invalid'],
  ])('refuses %s that cannot be', (_, source, field, code) => {
    expect(sourceFindings('source', source, SECRET)).toMatchObject([{ field, code }]);
  });
});
