import fc from 'fast-check';
import {
  isPlatform,
  platformListFindings,
  platformsNotCovered,
  platformTextFindings,
} from '../../../lib/model/image/platform';

describe('a platform', () => {
  it.each([
    'linux/amd64',
    'linux/amd64/v3',
    'linux/arm/v7',
    'linux/arm64',
    'linux/arm64/v8',
    'linux/arm64/v9.2',
    'linux/386',
    'linux/s390x',
    'windows/amd64',
  ])('can be %s', (text) => {
    expect(platformTextFindings('platform', text)).toEqual([]);
  });

  it.each([
    '',
    'linux',
    'amd64',
    'linux/amd46',
    'Linux/amd64',
    'linux/amd64/',
    'linux/amd64/v9',
    'linux/arm64/v7',
    'linux/s390x/v1',
    'linux/arm/v7/x',
    'linux/arm64\n',
    undefined,
    64,
  ])('cannot be %j', (text) => {
    expect(platformTextFindings('platform', text)).toMatchObject([{ code: 'platform-invalid', field: 'platform' }]);
  });

  it.each([
    ['linux/x86_64', 'Write linux/amd64.'],
    ['linux/aarch64', 'Write linux/arm64.'],
    ['linux/armhf', 'Write linux/arm/v7.'],
    ['windows/x64', 'Write windows/amd64.'],
  ])('is not %s, and the remedy says how it is spelled', (text, remedy) => {
    expect(platformTextFindings('platform', text)).toMatchObject([{ remedy }]);
  });
});

describe('a list of platforms', () => {
  it('says which of its entries is wrong', () => {
    expect(platformListFindings('platforms', ['linux/amd64', 'arm64'])).toMatchObject([
      { code: 'platform-invalid', field: 'platforms[1]' },
    ]);
  });

  it.each([[[]], ['linux/amd64'], [undefined], [{}]])('cannot be %j', (given) => {
    expect(platformListFindings('platforms', given)).toMatchObject([{ code: 'platform-invalid', field: 'platforms' }]);
  });
});

describe('platformsNotCovered', () => {
  it.each([
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm64', 'linux/arm64/v8'],
    ['linux/arm64/v8', 'linux/arm64/v8.2'],
    ['linux/arm64/v8.5', 'linux/arm64/v9'],
    ['linux/arm64/v9', 'linux/arm64/v9.1'],
    ['linux/amd64', 'linux/amd64/v3'],
    ['linux/arm/v6', 'linux/arm'],
    ['linux/riscv64', 'linux/riscv64'],
  ])('lets an image for %s run on %s', (image, node) => {
    expect(platformsNotCovered([image], [node])).toEqual([]);
  });

  it.each([
    ['linux/amd64', 'linux/arm64'],
    ['linux/amd64', 'windows/amd64'],
    ['linux/arm/v7', 'linux/arm64'],
    ['linux/386', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64'],
    ['linux/arm/v7', 'linux/arm/v6'],
    ['linux/arm64/v8.6', 'linux/arm64/v9'],
    ['linux/arm64/v9', 'linux/arm64/v8.9'],
    ['linux/arm64/v8.2', 'linux/arm64'],
    ['unknown/unknown', 'linux/amd64'],
  ])('does not let an image for %s run on %s', (image, node) => {
    expect(platformsNotCovered([image], [node])).toEqual([node]);
  });

  it('lets every image run on its own platform, and leaves out texts that are none', () => {
    const platform = fc.stringMatching(/^(linux|windows)\/(amd64|arm64|arm|386)(\/v[1-9](\.[1-7])?)?$/);
    fc.assert(fc.property(platform, (text) => platformsNotCovered([text], [text]).length === 0));
    fc.assert(
      fc.property(fc.anything(), (other) => isPlatform(other) || platformsNotCovered([], [other]).length === 0),
    );
  });
});
