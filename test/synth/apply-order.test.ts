import { type Manifest } from 'cdk8s-webapp';
import fc from 'fast-check';
import { compareForApply } from '../../lib/synth/apply-order';

const object = (kind: string, name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace },
});

const inApplyOrder = (objects: Manifest[]) => [...objects].sort(compareForApply);

describe('the order of applying', () => {
  it('puts what is referred to before what refers to it', () => {
    const kinds = [
      ...['Namespace', 'CustomResourceDefinition', 'GatewayClass', 'ResourceQuota', 'NetworkPolicy', 'ServiceAccount'],
      ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'Secret', 'ConfigMap', 'SecretStore'],
      ...['ExternalSecret', 'Issuer', 'Certificate', 'PersistentVolume', 'PersistentVolumeClaim', 'Service'],
      ...['PodDisruptionBudget', 'Deployment', 'HorizontalPodAutoscaler', 'Job', 'Gateway', 'Ingress', 'HTTPRoute'],
      ...['ServiceMonitor', 'Application', 'Widget'],
    ];
    const objects = [...kinds].sort().map((kind) => object(kind, 'a'));
    expect(inApplyOrder(objects).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('follows the waves of Argo CD, behind Namespaces and kinds', () => {
    const inWave = (kind: string, wave: string) => {
      const annotations = { 'argocd.argoproj.io/sync-wave': wave };
      return { apiVersion: 'v1', kind, metadata: { name: 'a', annotations } };
    };
    const objects = [
      object('CustomResourceDefinition', 'a'),
      inWave('ExternalSecret', '-2'),
      inWave('Job', '-1'),
      inWave('Secret', 'soon'),
      object('Deployment', 'a'),
      inWave('ConfigMap', '1'),
    ];
    expect(inApplyOrder([...objects].reverse())).toEqual(objects);
  });

  it('does not depend on the order that it is given', () => {
    const text = fc.constantFrom('a', 'b', 'B', 'ä', 'Service', 'Namespace', 'Widget');
    const manifest = fc.tuple(text, text, fc.option(text, { nil: undefined })).map((parts) => object(...parts));
    fc.assert(
      fc.property(fc.uniqueArray(manifest, { selector: (each) => JSON.stringify(each) }), fc.gen(), (all, gen) => {
        const shuffled = [...all].sort(() => gen(fc.integer, { min: -1, max: 1 }));
        expect(inApplyOrder(shuffled)).toEqual(inApplyOrder(all));
      }),
    );
  });
});
