import fc from 'fast-check';
import { ImageState, imageState, ImageStateFacts } from '../../../lib/model/image/image-lifecycle';

const STORED: ImageStateFacts = { digestInRegistry: true, running: false, deprecated: false };

describe('imageState', () => {
  it.each([
    [ImageState.BUILD, { built: false }],
    [ImageState.BUILD, { built: false, pushed: false, failed: false, digestInRegistry: false }],
    [ImageState.PUSH, { built: true, pushed: false }],
    [ImageState.FAILED, { built: false, failed: true }],
    [ImageState.FAILED, { built: true, pushed: false, failed: true }],
    [ImageState.AVAILABLE, STORED],
    [ImageState.AVAILABLE, { ...STORED, built: false, pushed: false, failed: true }],
    [ImageState.DEPRECATED, { ...STORED, deprecated: true }],
    [ImageState.DEPLOYED, { ...STORED, running: true }],
    [ImageState.DEPLOYED, { ...STORED, running: true, deprecated: true }],
    [ImageState.DEPLOYED, { running: true, digestInRegistry: false }],
    [ImageState.DELETED, { built: true, pushed: true, digestInRegistry: false, running: false }],
  ])('is %s for %j', (state, facts) => {
    expect(imageState(facts)).toBe(state);
  });

  it.each([
    {},
    undefined,
    { built: true },
    { pushed: true },
    { built: true, pushed: true },
    { pushed: false },
    { ...STORED, running: undefined },
    { ...STORED, deprecated: undefined },
    { ...STORED, digestInRegistry: undefined },
    { pushed: true, digestInRegistry: false },
    { ...STORED, running: 'no' },
  ])('is not verified for %j', (facts) => {
    expect(imageState(facts as ImageStateFacts)).toBeUndefined();
  });

  it('never becomes usable by knowing less', () => {
    const keys = ['built', 'pushed', 'failed', 'digestInRegistry', 'running', 'deprecated'] as const;
    const facts = fc.record(Object.fromEntries(keys.map((key) => [key, fc.boolean()])) as never);
    const usable = [ImageState.AVAILABLE, ImageState.DEPLOYED];
    fc.assert(
      fc.property(facts, fc.subarray([...keys]), (all: ImageStateFacts, known) => {
        const fewer: ImageStateFacts = Object.fromEntries(known.map((key) => [key, all[key]]));
        const state = imageState(fewer);
        expect(state !== undefined && usable.includes(state) ? imageState(all) : state).toBe(state);
      }),
    );
  });
});
