import {
  AccessMode,
  AppConfig,
  AppSecrets,
  HostPathType,
  ProjectedSource,
  Size,
  Volume,
  type WebAppChart,
} from 'cdk8s-webapp';
import { pod, problems } from '../../support/workloads';

const render = (make: (chart: WebAppChart) => Volume) =>
  pod((chart) => ({ volumes: { data: { path: '/data', volume: make(chart) } } }), { createNamespace: false })[
    'volumes'
  ][1];
const config = (chart: WebAppChart) =>
  new AppConfig(chart, 'settings', { data: { 'a.yaml': 'a: 1' }, nameSuffixHash: false });
const secrets = (chart: WebAppChart) => AppSecrets.fromSecretName(chart, 'login', 'login', { required: ['KEY'] });
const FILES = { items: [{ key: 'a.yaml', path: 'conf/a.yaml', mode: 0o400 }], mode: 0o440, optional: true };

describe('a volume is written as Kubernetes does', () => {
  it.each<[string, (chart: WebAppChart) => Volume, object]>([
    ['an empty directory', () => Volume.emptyDir(), { emptyDir: {} }],
    [
      'memory',
      () => Volume.memory({ sizeLimit: Size.mebibytes(1) }),
      { emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    ],
    [
      'an existing claim',
      () => Volume.existingClaim('old', { readOnly: true }),
      { persistentVolumeClaim: { claimName: 'old', readOnly: true } },
    ],
    [
      'an ephemeral claim',
      () =>
        Volume.ephemeralClaim({
          size: Size.gibibytes(1),
          accessMode: AccessMode.READ_WRITE_ONCE,
          labels: { a: 'b' },
        }),
      {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: { a: 'b' } },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
    ],
    [
      'files of a configuration',
      (chart) => Volume.configFiles(config(chart), FILES),
      {
        configMap: {
          name: 'settings',
          items: [{ key: 'a.yaml', path: 'conf/a.yaml', mode: 0o400 }],
          defaultMode: 0o440,
          optional: true,
        },
      },
    ],
    ['files of a secret', (chart) => Volume.secretFiles(secrets(chart)), { secret: { secretName: 'login' } }],
    [
      'projected files',
      (chart) =>
        Volume.projected(
          [
            ProjectedSource.config(config(chart)),
            ProjectedSource.secret(secrets(chart), { items: [{ key: 'KEY', path: 'key' }] }),
            ProjectedSource.serviceAccountToken({ path: 'token', audience: 'vault', expirationSeconds: 600 }),
            ProjectedSource.fields([{ path: 'labels', field: 'metadata.labels' }]),
          ],
          { mode: 0o400 },
        ),
      {
        projected: {
          defaultMode: 0o400,
          sources: [
            { configMap: { name: 'settings' } },
            { secret: { name: 'login', items: [{ key: 'KEY', path: 'key' }] } },
            { serviceAccountToken: { path: 'token', audience: 'vault', expirationSeconds: 600 } },
            { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
          ],
        },
      },
    ],
    [
      'facts about the pod',
      () => Volume.downwardApi([{ path: 'labels', field: 'metadata.labels' }], { mode: 0o400 }),
      {
        downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }], defaultMode: 0o400 },
      },
    ],
    [
      'a directory of a server',
      () => Volume.nfs({ server: 'nfs.example.com', path: '/', readOnly: true }),
      { nfs: { server: 'nfs.example.com', path: '/', readOnly: true } },
    ],
    ['a path of the node', () => Volume.hostPath('/var/log'), { hostPath: { path: '/var/log' } }],
    [
      'one of a type',
      () => Volume.hostPath('/run/docker.sock', { type: HostPathType.SOCKET }),
      { hostPath: { path: '/run/docker.sock', type: 'Socket' } },
    ],
    [
      'a CSI volume',
      () =>
        Volume.csi({
          driver: 'a.csi.k8s.io',
          readOnly: true,
          fsType: 'ext4',
          attributes: { a: 'b' },
          nodePublishSecretName: 'login',
        }),
      {
        csi: {
          driver: 'a.csi.k8s.io',
          readOnly: true,
          fsType: 'ext4',
          volumeAttributes: { a: 'b' },
          nodePublishSecretRef: { name: 'login' },
        },
      },
    ],
  ])('%s', (_, make, expected) => {
    expect(render(make)).toEqual({ name: 'data', ...expected });
  });
});

describe('files', () => {
  it('are made of keys that exist', () => {
    const items = [{ key: 'b.yaml', path: 'b' }];
    const found = problems((chart) => ({
      volumes: {
        a: { path: '/a', volume: Volume.configFiles(config(chart), { items }) },
        b: { path: '/b', volume: Volume.projected([ProjectedSource.secret(secrets(chart), { items })]) },
      },
    }));
    expect(found).toEqual(['volumes.a.volume.items key-unknown', 'volumes.b.volume.sources[0].items key-unknown']);
  });

  it('can be made of an object of which only the name is known', () => {
    const volume = Volume.configFiles({ configMapName: 'theirs' }, { items: [{ key: 'a', path: 'a' }] });
    expect(problems({ volumes: { a: { path: '/a', volume } } })).toEqual([]);
  });
});
