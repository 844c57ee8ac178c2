import { AccessMode, App, Backend, PersistentClaim, Size, Volume, VolumeMode, WebAppChart, Worker } from 'cdk8s-webapp';
import { find, issuesFrom, issuesOf, summary, synthesize, UNCHECKED } from '../support/synthesis';
import { SMALLEST } from '../support/workloads';

const CLAIM = { size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_MANY };

describe('a claim', () => {
  it('is as small as what it asks for', () => {
    const objects = synthesize((chart) => {
      new PersistentClaim(chart, 'files', CLAIM);
    });
    expect(find(objects, 'PersistentVolumeClaim')).toMatchObject({
      metadata: { name: 'files', namespace: 'shop' },
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
    });
  });

  it.each(['of its own', 'of a workload'])('can say all that an ordinary claim needs: %s', (owner) => {
    const claim = {
      ...CLAIM,
      name: 'uploads',
      otherAccessModes: [AccessMode.READ_ONLY_MANY],
      storageClass: '',
      labels: { team: 'web' },
      annotations: { 'example.com/backup': 'daily' },
      volumeMode: VolumeMode.FILESYSTEM,
      volumeName: 'disk-1',
      selector: { disk: 'fast' },
      dataSource: { kind: 'VolumeSnapshot', name: 'before', apiGroup: 'snapshot.storage.k8s.io' },
    };
    const objects = synthesize((chart) => {
      if (owner === 'of its own') {
        new PersistentClaim(chart, 'files', claim);
      } else {
        new Backend(chart, 'api', {
          ...SMALLEST,
          volumes: { a: { path: '/a', volume: Volume.persistentClaim(claim) } },
        });
      }
    });
    expect(find(objects, 'PersistentVolumeClaim')).toMatchObject({
      metadata: { name: 'uploads', labels: { team: 'web' }, annotations: { 'example.com/backup': 'daily' } },
      spec: {
        accessModes: ['ReadWriteMany', 'ReadOnlyMany'],
        storageClassName: '',
        volumeMode: 'Filesystem',
        volumeName: 'disk-1',
        selector: { matchLabels: { disk: 'fast' } },
        dataSource: { kind: 'VolumeSnapshot', name: 'before', apiGroup: 'snapshot.storage.k8s.io' },
      },
    });
  });

  it('is mounted by name where a workload has its own', () => {
    const volume = Volume.persistentClaim({ ...CLAIM, name: 'uploads' });
    const objects = synthesize((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, volumes: { a: { path: '/a', volume } } });
    });
    expect(find(objects, 'Deployment')['spec'].template.spec.volumes).toContainEqual({
      name: 'a',
      persistentVolumeClaim: { claimName: 'uploads' },
    });
  });

  it('can be mounted by several workloads', () => {
    const objects = synthesize((chart) => {
      const files = {
        files: { path: '/files', volume: Volume.sharedClaim(new PersistentClaim(chart, 'files', CLAIM)) },
      };
      new Backend(chart, 'api', { ...SMALLEST, replicas: 2, volumes: files });
      new Worker(chart, 'resizer', { image: 'acme/resizer:1.0.0', volumes: files });
    });
    const mounted = ['api', 'resizer'].map(
      (name) => find(objects, 'Deployment', name)['spec'].template.spec.volumes.at(-1).persistentVolumeClaim,
    );
    expect(mounted).toEqual([{ claimName: 'files' }, { claimName: 'files' }]);
  });
});

describe('a wrong claim', () => {
  it.each<[object | undefined | null, string[]]>([
    [undefined, ['size quantity-invalid', 'accessMode access-mode-unknown']],
    [null, ['props setting-invalid']],
    [{ ...CLAIM, name: 'A' }, ['name name-invalid']],
    [{ ...CLAIM, size: 5 }, ['size setting-invalid']],
    [{ ...CLAIM, mode: 'Block' }, ['mode setting-unknown']],
  ])('%j is refused and does not throw', (props, expected) => {
    const found = issuesOf((chart) => {
      new PersistentClaim(chart, 'files', props as never);
    });
    expect(summary(found)).toEqual(expected.map((line) => `test/files ${line}`));
  });

  it('is refused with an id that is no name', () => {
    const found = issuesOf((chart) => {
      new PersistentClaim(chart, 'Files', CLAIM);
    });
    expect(summary(found)).toEqual(['test/Files name name-invalid']);
  });

  it('is reported once where it is that of a workload', () => {
    const volume = Volume.persistentClaim({ ...CLAIM, size: Size.mebibytes(0) });
    const found = issuesOf((chart) => {
      new Backend(chart, 'api', { ...SMALLEST, volumes: { a: { path: '/a', volume } } });
    });
    expect(summary(found)).toEqual(['test/api volumes.a.volume.size quantity-invalid']);
  });

  it('is not that of another environment', () => {
    const app = new App(UNCHECKED);
    const [one, two] = ['one', 'two'].map((id) => new WebAppChart(app, id, { name: 'shop', namespace: 'shop' }));
    const volume = Volume.sharedClaim(new PersistentClaim(one!, 'files', CLAIM));
    new Backend(two!, 'api', { ...SMALLEST, volumes: { a: { path: '/a', volume } } });
    expect(summary(issuesFrom(() => app.files()))).toEqual(['two/api volumes.a.volume reference-elsewhere']);
  });
});
