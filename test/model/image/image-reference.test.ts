import fc from 'fast-check';
import { isImagePath, isRegistryHost, isSha256, isTag, parseReference } from '../../../lib/model/image/image-reference';

const ANY_TEXT = fc.oneof(
  fc.string(),
  fc.stringMatching(/^[a-z.:/@_-]{0,40}$/),
  fc.stringMatching(/^[A-Za-z0-9.]{1,9}(:[0-9]{1,5})?\/[a-z0-9/._-]{1,20}(:[a-z0-9._-]{1,9})?$/),
);

describe('parseReference', () => {
  it('finds in any text that it reads exactly the parts that it is made of', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const parts = parseReference(text);
        const { repository, tag, digest } = parts ?? { repository: text };
        const printed = `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
        return printed === text;
      }),
      { numRuns: 1000 },
    );
  });

  it('reads a full name as itself', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const parts = parseReference(text);
        if (parts === undefined) {
          return true;
        }
        const { registry, path } = parts;
        const again = parseReference(`${registry}/${path}`);
        return again?.registry === registry && again.path === path;
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['sha512', 'sha384', 'sha256+b64u', 'multihash+base58'])(
    'reads a digest of the algorithm %s',
    (algorithm) => {
      const digest = `${algorithm}:${'0a'.repeat(32)}`;
      expect(parseReference(`a/b@${digest}`)).toMatchObject({ repository: 'a/b', digest });
    },
  );

  it.each([
    ['many hyphens', 'a-'.repeat(200_000)],
    ['many dots', 'a.'.repeat(200_000)],
    ['many slashes', 'a/'.repeat(200_000)],
    ['many colons', 'a:'.repeat(200_000)],
    ['a long path', 'a'.repeat(400_000)],
    ['a long tag', `a/b:${'1'.repeat(400_000)}`],
    ['a long digest', `a/b@sha256:${'0'.repeat(400_000)}`],
  ])('returns for hostile text: %s', (_, text) => {
    expect(parseReference(text)).toBeUndefined();
  });

  it('counts 255 characters of a repository, and 128 of a tag', () => {
    expect(parseReference(`${'a/'.repeat(127)}a:${'t'.repeat(128)}`)).toBeDefined();
    expect(parseReference(`${'a/'.repeat(127)}aa`)).toBeUndefined();
    expect(parseReference(`a:${'t'.repeat(129)}`)).toBeUndefined();
  });

  it('reads the longest repository, tag and digest together', () => {
    const [repository, tag, digest] = [`a.b/${'c'.repeat(251)}`, 't'.repeat(128), `sha512:${'0'.repeat(505)}`];
    expect(parseReference(`${repository}:${tag}@${digest}`)).toMatchObject({ repository, tag, digest });
  });

  it('needs 32 digits of a digest', () => {
    expect(parseReference(`a@md5:${'0'.repeat(32)}`)).toBeDefined();
    expect(parseReference(`a@md5:${'0'.repeat(31)}`)).toBeUndefined();
  });

  it('refuses the identifier of a local image, and nothing that merely begins with one', () => {
    expect(parseReference('0a'.repeat(32))).toBeUndefined();
    expect(parseReference(`${'0a'.repeat(32)}/api`)).toBeDefined();
  });
});

describe('parts of references', () => {
  it.each(['docker.io', 'localhost', 'localhost:5000', 'registry:5000', '[::1]:5000', '10.0.0.1'])(
    '%s is a host',
    (text) => {
      expect(isRegistryHost(text)).toBe(true);
    },
  );

  it.each(['', 'registry', 'https://docker.io', 'docker.io/', 'docker.io/acme', '-a.b', 'a.b:', 'a b.c'])(
    '%j is no host',
    (text) => {
      expect(isRegistryHost(text)).toBe(false);
    },
  );

  it('counts 255 characters of a host', () => {
    expect(isRegistryHost(`${'a.'.repeat(127)}b`)).toBe(true);
    expect(isRegistryHost(`${'a.'.repeat(127)}bb`)).toBe(false);
  });

  it('tells paths, tags and digests from other text', () => {
    expect(['a', 'a/b-c', 'a__b/c.d'].every(isImagePath)).toBe(true);
    expect(['', 'A', 'a/', '/a', 'a:1', 'a___b', 'a'.repeat(256)].some(isImagePath)).toBe(false);
    expect(['1', '1.0.0', '_x', 'a'.repeat(128)].every(isTag)).toBe(true);
    expect(['', '-a', '.a', 'a/b', 'a+b', 'a'.repeat(129)].some(isTag)).toBe(false);
    expect(isSha256(`sha256:${'0'.repeat(64)}`)).toBe(true);
    const digits = '0'.repeat(64);
    expect(['', digits, `sha256:${'0'.repeat(63)}`, `sha256:${digits}0`].some(isSha256)).toBe(false);
    expect([`asha256:${digits}`, `sha256:${'A'.repeat(64)}`, `sha512:${digits}${digits}`].some(isSha256)).toBe(false);
  });
});
