import { AccessMode, Size, Volume } from 'cdk8s-webapp';
import { directoryFindings } from '../../../lib/model/core/paths';
import { volumeFindings } from '../../../lib/model/service/volume';

const claim = (accessMode: AccessMode, storageClass = 'standard') =>
  Volume.persistentClaim({ size: Size.gibibytes(1), storageClass, accessMode });
const mount = (volume: Volume, name = 'data', path = '/data') => ({ [name]: { path, volume } });

describe('volumeFindings', () => {
  it.each([AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD])('lets one replica mount %s', (mode) => {
    expect(volumeFindings('volumes', mount(claim(mode)), 1)).toEqual([]);
  });

  it.each([AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD])('lets no two replicas mount %s', (mode) => {
    expect(volumeFindings('volumes', mount(claim(mode)), 2)).toMatchObject([
      { code: 'volume-not-shareable', field: 'volumes.data.volume.accessMode', given: `${mode} with 2 replicas` },
    ]);
  });

  it.each([AccessMode.READ_WRITE_MANY, AccessMode.READ_ONLY_MANY])('lets replicas share %s', (mode) => {
    expect(volumeFindings('volumes', mount(claim(mode)), 3)).toEqual([]);
  });

  it('names a path that is mounted twice', () => {
    const mounts = { ...mount(Volume.emptyDir()), ...mount(Volume.emptyDir(), 'other') };
    expect(volumeFindings('volumes', mounts, 1)).toMatchObject([
      { code: 'volume-path-duplicate', field: 'volumes', given: '"/data" more than once' },
    ]);
  });

  it('lets every replica have an empty directory of its own', () => {
    expect(volumeFindings('volumes', mount(Volume.emptyDir()), 3)).toEqual([]);
  });

  it.each([
    [mount(Volume.emptyDir(), 'Data'), 'volumes.Data', 'name-invalid'],
    [mount(Volume.emptyDir(), 'data', 'data'), 'volumes.data.path', 'path-invalid'],
    [mount(Volume.emptyDir({ sizeLimit: Size.parse('big') })), 'volumes.data.volume.sizeLimit', 'quantity-invalid'],
    [
      mount(
        Volume.persistentClaim({ size: Size.mebibytes(0), storageClass: 'a', accessMode: AccessMode.READ_WRITE_ONCE }),
      ),
      'volumes.data.volume.size',
      'quantity-invalid',
    ],
    [
      mount(Volume.persistentClaim({ storageClass: 'a', accessMode: AccessMode.READ_WRITE_ONCE } as never)),
      'volumes.data.volume.size',
      'quantity-invalid',
    ],
    [mount(claim(AccessMode.READ_WRITE_ONCE, '')), 'volumes.data.volume.storageClass', 'name-invalid'],
    [mount(claim('ReadWriteAll' as AccessMode)), 'volumes.data.volume.accessMode', 'access-mode-unknown'],
  ])('refuses %j', (wrong, field, code) => {
    expect(volumeFindings('volumes', wrong, 1)).toMatchObject([{ field, code }]);
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
