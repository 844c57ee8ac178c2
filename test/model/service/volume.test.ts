import { AccessMode, HostPathType, ProjectedSource, Size, Volume, VolumeKind, VolumeMode } from 'cdk8s-webapp';
import { summarized } from '../../support/findings';

const CLAIM = { size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_ONCE };
const CONFIG = { configMapName: 'settings' };
const SECRET = { secretName: 'login' };
const found = (volume: Volume) => summarized(volume.findings('v'));

describe('a right volume', () => {
  it.each<[Volume, VolumeKind, string]>([
    [Volume.emptyDir(), VolumeKind.EMPTY_DIR, 'empty directory'],
    [Volume.memory({ sizeLimit: Size.mebibytes(64) }), VolumeKind.MEMORY, 'memory of at most 64Mi'],
    [Volume.persistentClaim(CLAIM), VolumeKind.PERSISTENT_CLAIM, 'claim of 1Gi ReadWriteOnce'],
    [
      Volume.persistentClaim({ ...CLAIM, storageClass: 'fast', otherAccessModes: [AccessMode.READ_ONLY_MANY] }),
      VolumeKind.PERSISTENT_CLAIM,
      'claim of 1Gi ReadWriteOnce ReadOnlyMany, class fast',
    ],
    [Volume.existingClaim('data'), VolumeKind.EXISTING_CLAIM, 'existing claim data'],
    [
      Volume.sharedClaim({ claimName: 'data', accessModes: [AccessMode.READ_WRITE_MANY] }),
      VolumeKind.EXISTING_CLAIM,
      'existing claim data',
    ],
    [Volume.ephemeralClaim(CLAIM), VolumeKind.EPHEMERAL_CLAIM, 'ephemeral claim of 1Gi ReadWriteOnce'],
    [Volume.configFiles(CONFIG), VolumeKind.CONFIG_FILES, 'configuration files'],
    [Volume.secretFiles(SECRET, { mode: 0o400 }), VolumeKind.SECRET_FILES, 'secret files login'],
    [Volume.projected([ProjectedSource.config(CONFIG)], { mode: 0o440 }), VolumeKind.PROJECTED, 'projected files'],
    [
      Volume.csi({ driver: 'a.csi.k8s.io', readOnly: true, attributes: { a: 'b' } }),
      VolumeKind.CSI,
      'CSI volume a.csi.k8s.io',
    ],
    [Volume.downwardApi([{ path: 'name', field: 'metadata.name' }]), VolumeKind.DOWNWARD_API, 'facts about the pod'],
    [Volume.nfs({ server: '10.0.0.7', path: '/srv' }), VolumeKind.NFS, 'NFS directory 10.0.0.7:/srv'],
    [Volume.hostPath('/', { type: HostPathType.ANY }), VolumeKind.HOST_PATH, 'path of the node /'],
  ])('says what it is: %s', (volume, kind, words) => {
    expect(volume.kind).toBe(kind);
    expect(String(volume)).toBe(words);
    expect(found(volume)).toEqual([]);
  });

  it('can be a claim with everything set', () => {
    const claim = Volume.persistentClaim({
      ...CLAIM,
      storageClass: '',
      name: 'files',
      labels: { team: 'web' },
      annotations: { 'example.com/backup': 'daily, at night' },
      volumeMode: VolumeMode.BLOCK,
      volumeName: 'disk-1',
      selector: { disk: 'fast' },
      dataSource: { kind: 'VolumeSnapshot', name: 'before', apiGroup: 'snapshot.storage.k8s.io' },
    });
    expect(found(claim)).toEqual([]);
    expect(claim.isDevice).toBe(true);
    expect(Volume.persistentClaim(CLAIM).isDevice).toBe(false);
  });

  it('does not change with what it was made from', () => {
    const items = [{ key: 'a', path: 'a' }];
    const sources = [ProjectedSource.config(CONFIG)];
    const volumes = [Volume.configFiles(CONFIG, { items }), Volume.projected(sources)];
    items.push({ key: 'b', path: '../b' });
    sources.push(null as never);
    expect(volumes.flatMap(found)).toEqual([]);
    expect(volumes[0]?.files?.items).toEqual([{ key: 'a', path: 'a' }]);
  });

  it.each([
    [[AccessMode.READ_WRITE_ONCE], true],
    [[AccessMode.READ_WRITE_ONCE_POD], true],
    [[AccessMode.READ_WRITE_MANY], false],
    [[AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_MANY], false],
    [[], false],
  ])('with %j is exclusive: %s', (accessModes, isExclusive) => {
    expect(Volume.sharedClaim({ claimName: 'a', accessModes }).isExclusive).toBe(isExclusive);
  });
});

describe('a wrong volume', () => {
  const claim = (wrong: object) => Volume.persistentClaim({ ...CLAIM, ...wrong });

  it.each<[string, Volume, string[]]>([
    ['a limit as text', Volume.emptyDir({ sizeLimit: '1Gi' as never }), ['v.sizeLimit setting-invalid']],
    ['an unknown option', Volume.memory({ size: 1 } as never), ['v.size setting-unknown']],
    ['null', Volume.emptyDir(null as never), ['v setting-invalid']],
    [
      'a claim of nothing',
      Volume.persistentClaim(undefined as never),
      ['v.size quantity-invalid', 'v.accessMode access-mode-unknown'],
    ],
    ['a claim without size', claim({ size: undefined }), ['v.size quantity-invalid']],
    ['a size as text', claim({ size: '1Gi' }), ['v.size setting-invalid']],
    ['an empty size', claim({ size: Size.mebibytes(0) }), ['v.size quantity-invalid']],
    ['an empty class', claim({ storageClass: '' }), ['v.storageClass name-invalid']],
    ['an unknown mode', claim({ accessMode: 'ReadWriteAll' }), ['v.accessMode access-mode-unknown']],
    ['a mode twice', claim({ otherAccessModes: ['ReadWriteOnce'] }), ['v.otherAccessModes access-mode-duplicate']],
    ['an unknown other mode', claim({ otherAccessModes: ['X'] }), ['v.otherAccessModes[0] access-mode-unknown']],
    ['modes that are no list', claim({ otherAccessModes: 'X' }), ['v.otherAccessModes setting-invalid']],
    ['a name that is none', claim({ name: 'A_b' }), ['v.name name-invalid']],
    ['a volume mode', claim({ volumeMode: 'Device' }), ['v.volumeMode volume-mode-unknown']],
    ['a volume name', claim({ volumeName: '' }), ['v.volumeName name-invalid']],
    ['a label', claim({ labels: { a: 'b c' } }), ['v.labels.a label-invalid']],
    ['a label of the volume', claim({ selector: { 'a b': 'c' } }), ['v.selector.a b label-invalid']],
    ['an annotation', claim({ annotations: { 'a b': 'c' } }), ['v.annotations.a b label-invalid']],
    [
      'half a source',
      claim({ dataSource: { apiGroup: 'A!' } }),
      ['v.dataSource.kind setting-incomplete', 'v.dataSource.name name-invalid', 'v.dataSource.apiGroup name-invalid'],
    ],
    ['a name for a claim of each pod', Volume.ephemeralClaim({ ...CLAIM, name: 'a' }), ['v.name claim-name-unused']],
    ['a claim without name', Volume.existingClaim(undefined as never), ['v.claimName name-invalid']],
    [
      'a claim with an unknown mode',
      Volume.existingClaim('a', { accessMode: 'X' as never }),
      ['v.accessMode access-mode-unknown'],
    ],
    ['a shared claim by its name', Volume.sharedClaim('data' as never), ['v.claim setting-invalid']],
    ['no configuration', Volume.configFiles(undefined as never), ['v.config setting-invalid']],
    ['configuration by its name', Volume.configFiles('settings' as never), ['v.config setting-invalid']],
    ['no secret', Volume.secretFiles(null as never), ['v.secret setting-invalid']],
    ['a mode of files', Volume.configFiles(CONFIG, { mode: 0o1000 }), ['v.mode file-mode-invalid']],
    ['items that are no list', Volume.configFiles(CONFIG, { items: 'a' as never }), ['v.items setting-invalid']],
    ['no sources', Volume.projected(undefined as never), ['v.sources setting-invalid']],
    ['sources that are none', Volume.projected([5 as never]), ['v.sources[0] setting-invalid']],
    ['items of all sources', Volume.projected([], { items: [] } as never), ['v.items setting-unknown']],
    ['a mode of all sources', Volume.projected([], { mode: 0.5 }), ['v.mode file-mode-invalid']],
    [
      'a wrong source',
      Volume.projected([ProjectedSource.config(CONFIG, { mode: -1 })]),
      ['v.sources[0].mode file-mode-invalid'],
    ],
    ['no driver', Volume.csi(undefined as never), ['v.driver name-invalid']],
    ['no facts', Volume.downwardApi(undefined as never), ['v.files setting-invalid']],
    [
      'a fact that there is not',
      Volume.downwardApi([{ path: '../a', field: 'status.podIP' }], { mode: 0o1000 }),
      ['v.mode file-mode-invalid', 'v.files[0].path path-invalid', 'v.files[0].field pod-field-unknown'],
    ],
    ['no server', Volume.nfs(undefined as never), ['v.server name-invalid', 'v.path path-invalid']],
    [
      'a URL of a server',
      Volume.nfs({ server: 'nfs://a', path: 'srv', readonly: true } as never),
      ['v.readonly setting-unknown', 'v.server name-invalid', 'v.path path-invalid'],
    ],
    ['no path of the node', Volume.hostPath(undefined as never), ['v.path path-invalid']],
    [
      'a way out of a path, and a type',
      Volume.hostPath('/var/../etc', { type: 'Folder' as never }),
      ['v.path path-invalid', 'v.type host-path-type-unknown'],
    ],
    ['a relative path', Volume.hostPath('var'), ['v.path path-invalid']],
    [
      'a secret that is none',
      Volume.csi({ driver: 'a', nodePublishSecretName: '' }),
      ['v.nodePublishSecretName name-invalid'],
    ],
    [
      'attributes that are no texts',
      Volume.csi({ driver: 'a', attributes: { a: 1 } as never }),
      ['v.attributes.a setting-invalid'],
    ],
  ])('is reported and does not throw: %s', (_, volume, expected) => {
    expect(found(volume)).toEqual(expected);
    expect(() => String(volume)).not.toThrow();
  });
});
