import { AccessMode, Size, Volume } from 'cdk8s-webapp';
import { type AnyManifest, find } from '../support/synthesis';
import { backend, problems } from '../support/workloads';

describe('labels of single objects', () => {
  const labelsOf = (object: AnyManifest) => (object.metadata as { labels?: object }).labels;
  const volume = (labels?: { [key: string]: string }) =>
    Volume.persistentClaim({ size: Size.gibibytes(1), accessMode: AccessMode.READ_WRITE_ONCE, labels });

  it('of what runs the pods take the place of those of the workload, of which the pods keep theirs', () => {
    const deployed = find(backend({ labels: { team: 'shop' }, resourceLabels: { chart: 'api-1.0.0' } }), 'Deployment');
    expect(labelsOf(deployed)).toMatchObject({ app: 'api', chart: 'api-1.0.0' });
    expect(labelsOf(deployed)).not.toHaveProperty('team');
    expect(deployed.spec.template.metadata.labels).toMatchObject({ app: 'api', team: 'shop' });
    expect(deployed.spec.template.metadata.labels).not.toHaveProperty('chart');
    expect(problems({ resourceLabels: { chart: 'a b' } })).toEqual(['resourceLabels.chart label-invalid']);
  });

  it('of a claim do too', () => {
    const volumes = (labels?: object) => ({
      data: { path: '/data', volume: volume(labels as { [key: string]: string }) },
    });
    const claim = (labels?: object) =>
      find(backend({ labels: { team: 'shop' }, volumes: volumes(labels) }), 'PersistentVolumeClaim');
    expect(labelsOf(claim())).toMatchObject({ app: 'api', team: 'shop' });
    expect(labelsOf(claim({ disk: 'fast' }))).toMatchObject({ app: 'api', disk: 'fast' });
    expect(labelsOf(claim({ disk: 'fast' }))).not.toHaveProperty('team');
  });
});
