import { AccessMode, Size, Volume } from 'cdk8s-webapp';
import { directoryFindings } from '../../../lib/model/core/paths';
import { sharingFindings, volumeFindings } from '../../../lib/model/service/mount';

const claim = (accessMode: AccessMode) =>
  Volume.persistentClaim({ size: Size.gibibytes(1), storageClass: 'standard', accessMode });
const mount = (volume: Volume, name = 'data', path = '/data') => ({ [name]: { path, volume } });

describe('sharingFindings', () => {
  it.each([AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD])('lets one replica mount %s', (mode) => {
    expect(sharingFindings('volumes', mount(claim(mode)), 1, false)).toEqual([]);
  });

  it.each([AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD])('lets no two replicas mount %s', (mode) => {
    expect(sharingFindings('volumes', mount(claim(mode)), 2, false)).toMatchObject([
      { code: 'volume-not-shareable', field: 'volumes.data.volume.accessMode', given: `${mode} with 2 replicas` },
    ]);
  });

  it.each([AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY])('lets replicas share %s', (mode) => {
    expect(sharingFindings('volumes', mount(claim(mode)), 3, false)).toEqual([]);
  });

  it('lets replicas share what can also be mounted by many', () => {
    const [accessMode, otherAccessModes] = [AccessMode.READ_WRITE_ONCE, [AccessMode.READ_WRITE_MANY]];
    const volume = Volume.persistentClaim({ size: Size.gibibytes(1), accessMode, otherAccessModes });
    expect(sharingFindings('volumes', mount(volume), 3, false)).toEqual([]);
  });

  it('lets each replica have a claim of its own, but not a claim that exists', () => {
    expect(sharingFindings('volumes', mount(claim(AccessMode.READ_WRITE_ONCE)), 3, true)).toEqual([]);
    const existing = Volume.existingClaim('data', { accessMode: AccessMode.READ_WRITE_ONCE });
    expect(sharingFindings('volumes', mount(existing), 3, true)).toHaveLength(1);
  });

  it('lets every replica have an empty directory of its own', () => {
    expect(sharingFindings('volumes', mount(Volume.emptyDir()), 3, false)).toEqual([]);
  });
});

describe('volumeFindings', () => {
  it('names a path that is mounted twice', () => {
    const mounts = { ...mount(Volume.emptyDir()), ...mount(Volume.emptyDir(), 'other') };
    expect(volumeFindings('volumes', mounts)).toMatchObject([
      { code: 'volume-path-duplicate', field: 'volumes', given: '"/data" more than once' },
    ]);
  });

  it('names one that another part of the same volume is mounted at', () => {
    const mounts = { data: { path: '/a', volume: Volume.emptyDir(), alsoAt: [{ path: '/a', subPath: 'a' }] } };
    expect(volumeFindings('volumes', mounts)).toMatchObject([{ code: 'volume-path-duplicate' }]);
  });

  it.each([
    [mount(Volume.emptyDir(), 'Data'), 'volumes.Data', 'name-invalid'],
    [mount(Volume.emptyDir(), 'data', 'data'), 'volumes.data.path', 'path-invalid'],
    [{ data: { path: '/a', subPath: '../b', volume: Volume.emptyDir() } }, 'volumes.data.subPath', 'path-invalid'],
    [{ data: { path: '/a', subPath: 'b/../..', volume: Volume.emptyDir() } }, 'volumes.data.subPath', 'path-invalid'],
    [{ data: { path: '/a', subPath: '/b', volume: Volume.emptyDir() } }, 'volumes.data.subPath', 'path-invalid'],
    [
      { data: { path: '/a', volume: Volume.emptyDir(), alsoAt: [{ path: '/b', subPath: '..' }] } },
      'volumes.data.alsoAt[0].subPath',
      'path-invalid',
    ],
    [
      { data: { path: '/a', subPathExpr: '../$(POD)', volume: Volume.emptyDir() } },
      'volumes.data.subPathExpr',
      'path-invalid',
    ],
    [
      { data: { path: '/a', subPath: 'a', subPathExpr: '$(POD)', volume: Volume.emptyDir() } },
      'volumes.data.subPathExpr',
      'volume-part-twice',
    ],
    [mount(Volume.emptyDir({ sizeLimit: Size.parse('big') })), 'volumes.data.volume.sizeLimit', 'quantity-invalid'],
  ])('refuses %j', (wrong, field, code) => {
    expect(volumeFindings('volumes', wrong)).toMatchObject([{ field, code }]);
  });
});

describe('directoryFindings', () => {
  it.each(['/a', '/app/.next/cache', '/app/uploads', '/a..b', '/...'])('allows %s', (path) => {
    expect(directoryFindings('path', path)).toEqual([]);
  });

  it.each(['', '/', 'a', '/a/', '/a//b', '/a/../b', '/a/.', '/..', '/a:b'])('refuses %j', (path) => {
    expect(directoryFindings('path', path)).toMatchObject([{ code: 'path-invalid', given: JSON.stringify(path) }]);
  });
});
