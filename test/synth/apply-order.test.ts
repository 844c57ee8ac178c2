import fc from 'fast-check';
import { inApplyOrder } from '../../lib/synth/apply-order';

const object = (kind: string, name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace },
});

describe('inApplyOrder', () => {
  it('puts what is referred to before what refers to it', () => {
    const kinds = ['Ingress', 'Deployment', 'Widget', 'Service', 'ConfigMap', 'PersistentVolumeClaim', 'Namespace'];
    expect(inApplyOrder(kinds.map((kind) => object(kind, 'a'))).map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ConfigMap',
      'PersistentVolumeClaim',
      'Service',
      'Deployment',
      'Ingress',
      'Widget',
    ]);
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
