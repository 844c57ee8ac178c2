import fc from 'fast-check';
import { ExposureKind } from '../../../lib/model/exposure/exposure';
import { ExposureState, exposureState, ExposureStateFacts } from '../../../lib/model/exposure/exposure-lifecycle';

const { CLUSTER_IP, NODE_PORT, LOAD_BALANCER, INGRESS, HTTP_ROUTE } = ExposureKind;
const INSIDE = [CLUSTER_IP, NODE_PORT];
const OUTSIDE = [LOAD_BALANCER, INGRESS, HTTP_ROUTE];
const SERVED: ExposureStateFacts = { exists: true, externalAddresses: ['192.0.2.1'], updating: false };

describe.each(OUTSIDE)('exposureState of %s', (kind) => {
  it.each(['192.0.2.1', '2001:db8::1', '::ffff:192.0.2.1', 'lb.example.com'])('is active with %s', (address) => {
    expect(exposureState(kind, { ...SERVED, exists: undefined, externalAddresses: [address] })).toBe(
      ExposureState.ACTIVE,
    );
  });

  it.each([[[]], [['<pending>']], [['<none>']], [['']], [['<EXTERNAL_IP>', null]], [['::1/64', 'node:80']]])(
    'is pending with %j, which is no address',
    (externalAddresses) => {
      const facts = { exists: true, updating: false, externalAddresses: externalAddresses as string[] };
      expect(exposureState(kind, facts)).toBe(ExposureState.PENDING);
    },
  );

  it('is not verified where nobody looked for an address', () => {
    expect(exposureState(kind, { ...SERVED, externalAddresses: undefined })).toBeUndefined();
    expect(exposureState(kind, { ...SERVED, externalAddresses: '192.0.2.1' as never })).toBeUndefined();
  });
});

describe.each(INSIDE)('exposureState of %s', (kind) => {
  it('is active without an address', () => {
    expect(exposureState(kind, { exists: true, updating: false })).toBe(ExposureState.ACTIVE);
    expect(exposureState(kind, { exists: true, updating: false, externalAddresses: [] })).toBe(ExposureState.ACTIVE);
  });

  it('is not verified where nobody looked for the Service', () => {
    expect(exposureState(kind, { updating: false })).toBeUndefined();
  });
});

describe.each(Object.values(ExposureKind))('exposureState of %s', (kind) => {
  it.each([
    [ExposureState.PENDING, { ...SERVED, exists: false }],
    [ExposureState.REMOVED, { removed: true }],
    [ExposureState.REMOVED, { ...SERVED, removed: true }],
    [ExposureState.UPDATING, { ...SERVED, updating: true }],
    [ExposureState.UPDATING, { ...SERVED, updating: undefined, generation: 2, observedGeneration: 1 }],
    [ExposureState.UPDATING, { ...SERVED, updating: false, generation: 2, observedGeneration: 1 }],
    [ExposureState.UPDATING, { ...SERVED, updating: true, generation: 2, observedGeneration: 2 }],
    [ExposureState.ACTIVE, { ...SERVED, updating: undefined, generation: 2, observedGeneration: 2 }],
    [ExposureState.ACTIVE, { ...SERVED, generation: 2 }],
    [undefined, {}],
    [undefined, undefined],
    [undefined, { ...SERVED, updating: undefined }],
    [undefined, { ...SERVED, updating: undefined, generation: 2 }],
    [undefined, { ...SERVED, updating: undefined, observedGeneration: 2 }],
    [undefined, { ...SERVED, updating: undefined, generation: NaN, observedGeneration: NaN }],
    [undefined, { ...SERVED, updating: 'no' }],
  ])('is %s for %j', (state, facts) => {
    expect(exposureState(kind, facts as ExposureStateFacts)).toBe(state);
  });

  it('never becomes active by knowing less', () => {
    const keys = ['exists', 'externalAddresses', 'updating'] as const;
    const facts = fc.record({
      exists: fc.constant(true),
      externalAddresses: fc.constantFrom<string[]>([], ['192.0.2.1']),
      updating: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, fc.subarray([...keys]), (all, known) => {
        const fewer: ExposureStateFacts = Object.fromEntries(known.map((key) => [key, all[key]]));
        const state = exposureState(kind, fewer);
        expect(state === ExposureState.ACTIVE ? exposureState(kind, all) : state).toBe(state);
      }),
    );
  });
});

describe('exposureState of a kind that is not known', () => {
  it('waits for an address', () => {
    expect(exposureState('ExternalName' as ExposureKind, { exists: true, updating: false })).toBeUndefined();
  });
});
