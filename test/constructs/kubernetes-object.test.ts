import { JsonPatch } from 'cdk8s';
import { Backend, KubernetesObject } from 'cdk8s-webapp';
import { find, issuesOf, summary, synthesize } from '../support/synthesis';
import { SMALLEST } from '../support/workloads';

const api = (change: (backend: Backend) => void) =>
  synthesize((chart) => {
    change(new Backend(chart, 'api', SMALLEST));
  });

describe('an overlay', () => {
  it('reaches any field, after JSON patches', () => {
    const objects = api(({ resource }) => {
      resource.addJsonPatch(JsonPatch.replace('/spec/replicas', 3));
      resource.overlay({ spec: { replicas: 5, template: { spec: { hostUsers: false, enableServiceLinks: null } } } });
      resource.overlay({ spec: { template: { spec: { containers: [{ name: 'api', tty: true }] } } } });
    });
    const { replicas, template } = find(objects, 'Deployment')['spec'];
    expect(replicas).toBe(5);
    expect(template.spec.hostUsers).toBe(false);
    expect(template.spec).not.toHaveProperty('enableServiceLinks');
    expect(template.spec.containers).toHaveLength(1);
    expect(template.spec.containers[0]).toMatchObject({ tty: true, image: 'ghcr.io/acme/api:1.4.2' });
  });

  it('is what it was when it was given', () => {
    const fields = { metadata: { annotations: { a: '1' } } };
    const objects = api(({ resource }) => {
      resource.overlay(fields);
      fields.metadata.annotations.a = '2';
    });
    expect(find(objects, 'Deployment').metadata).toMatchObject({ annotations: { a: '1' } });
  });

  it.each([undefined, null, 5, 'x', []])('that is %j is reported', (wrong) => {
    const found = issuesOf((chart) => {
      new Backend(chart, 'api', SMALLEST).resource.overlay(wrong as never);
    });
    expect(summary(found)).toEqual(['test/api/Resource overlay setting-invalid']);
  });
});

describe('KubernetesObject.all', () => {
  it('finds every object of a construct', () => {
    synthesize((chart) => {
      const backend = new Backend(chart, 'api', SMALLEST);
      expect(KubernetesObject.all(backend).map(({ kind }) => kind)).toEqual([
        'Deployment',
        'ServiceAccount',
        'NetworkPolicy',
        'Service',
      ]);
      expect(KubernetesObject.all(chart).length).toBeGreaterThan(2);
    });
  });

  it.each([undefined, null, {}, 5])('knows that %j is none', (value) => {
    expect(KubernetesObject.isKubernetesObject(value)).toBe(false);
  });
});

describe('a wave of Argo CD', () => {
  const wave = (...waves: number[]) => {
    const { metadata } = find(
      api(({ resource }) => {
        waves.forEach((each) => {
          resource.applyInWave(each);
        });
      }),
      'Deployment',
    );
    return (metadata as { annotations?: { [key: string]: string } }).annotations?.['argocd.argoproj.io/sync-wave'];
  };

  it.each<[number[], string | undefined]>([
    [[], undefined],
    [[5], '5'],
    [[5, -1], '-1'],
    [[-1, 5], '-1'],
    [[0], '0'],
  ])('%j is the earliest of all: %s', (waves, expected) => {
    expect(wave(...waves)).toBe(expected);
  });

  it.each([undefined, '1', 0.5, NaN])('is no %p', (wrong) => {
    const found = issuesOf((chart) => {
      new Backend(chart, 'api', SMALLEST).resource.applyInWave(wrong as never);
    });
    expect(summary(found)).toEqual(['test/api/Resource applyInWave wave-invalid']);
  });
});
