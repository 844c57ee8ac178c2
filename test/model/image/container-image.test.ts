import { ContainerImage, Size, Stage } from 'cdk8s-webapp';
import fc from 'fast-check';
import { Verdict } from '../../../lib/model/core/live-check';
import {
  type ImageAttributes,
  imageFindings,
  movingImageFindings,
  platformFindings,
} from '../../../lib/model/image/container-image';
import { issuesFrom } from '../../support/synthesis';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

const anyPart = fc.stringMatching(/^[a-z0-9]{1,8}((\.|_|__|-{1,3})[a-z0-9]{1,8}){0,2}$/);
const anyHost = fc.stringMatching(
  /^([a-zA-Z]{1,8}\.[a-z]{2,5}(:[0-9]{2,5})?|localhost|\[[a-f0-9:]{1,9}:\](:[0-9]{2,5})?)$/,
);
/** A part with a dot or colon at the beginning is a host, so only the others can begin a path. */
const anyRepository = fc
  .tuple(fc.option(anyHost), fc.array(anyPart, { minLength: 1, maxLength: 3 }))
  .filter(([host, [first = '', ...rest]]) => host !== null || rest.length === 0 || !/[._]/.test(first))
  .map(([host, path]) => [...(host === null ? [] : [host]), ...path].join('/'));

describe('ContainerImage.parse', () => {
  it.each([
    ['nginx', 'nginx', undefined, undefined],
    ['nginx:1.2.3', 'nginx', '1.2.3', undefined],
    ['username/todo-backend:v1.0.0', 'username/todo-backend', 'v1.0.0', undefined],
    ['localhost:5000/a/b__c/d-e:1.0.0-rc.1', 'localhost:5000/a/b__c/d-e', '1.0.0-rc.1', undefined],
    [`ghcr.io/acme/api@${DIGEST}`, 'ghcr.io/acme/api', undefined, DIGEST],
    [`ghcr.io/acme/api:bookworm@${DIGEST}`, 'ghcr.io/acme/api', 'bookworm', DIGEST],
    ['[2001:db8::1]:5000/app:latest', '[2001:db8::1]:5000/app', 'latest', undefined],
  ])('reads %s and prints it again', (reference, repository, tag, digest) => {
    const image = ContainerImage.parse(reference);
    expect({ repository: image.repository, tag: image.tag, digest: image.digest }).toEqual({ repository, tag, digest });
    expect(image.toString()).toBe(reference);
  });

  it.each([
    ['', 'image-invalid'],
    ['Acme:1.0.0', 'image-invalid'],
    ['ghcr.io/Acme/api:1.0.0', 'image-invalid'],
    ['ghcr.io/<OWNER>/api:1.0.0', 'image-invalid'],
    ['a//b:1.0.0', 'image-invalid'],
    ['a/b:', 'image-invalid'],
    ['a/b:-1', 'image-invalid'],
    ['a/b@sha256:abc', 'image-invalid'],
    [`a/b@sha256:${'A'.repeat(64)}`, 'image-invalid'],
    [`${'a'.repeat(256)}:1.0.0`, 'image-invalid'],
    ['a/b:1.2', 'image-tag'],
    ['a/b:main', 'image-tag'],
    ['a/b:01.2.3', 'image-tag'],
    ['a/b:1.2.3-01', 'image-tag'],
    [`a/b@sha512:${'0'.repeat(128)}`, 'image-invalid'],
    [`a/b:1.0.0@sha256:${'A'.repeat(64)}`, 'image-invalid'],
    ['0'.repeat(64), 'image-invalid'],
    ['foo_bar.com/x:1.0.0', 'image-invalid'],
    ['https://ghcr.io/acme/api:1.0.0', 'image-invalid'],
    ['[fe80::1%eth0]:5000/app:1.0.0', 'image-invalid'],
    ['a/b:1.0.0+build', 'image-invalid'],
  ])('refuses %j', (reference, code) => {
    expect(issuesFrom(() => ContainerImage.parse(reference))).toMatchObject([
      { code, path: 'ContainerImage', field: 'image', given: JSON.stringify(reference) },
    ]);
  });

  it('prints what it read for any host, path, version and digest', () => {
    const version = fc.stringMatching(/^v?(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}(-rc\.[1-9])?$/);
    const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);
    const reference = fc
      .tuple(anyRepository, fc.option(version), fc.option(digest))
      .map(([repository, tag, hash]) => [repository, tag && `:${tag}`, hash && `@${hash}`].join(''));
    fc.assert(fc.property(reference, (text) => ContainerImage.parse(text).toString() === text));
  });

  it('answers at once for long hostile text', () => {
    expect(imageFindings('image', `${'a-'.repeat(20_000)}!`)).toHaveLength(1);
    expect(imageFindings('image', `${'a.'.repeat(20_000)}/`)).toHaveLength(1);
  });
});

describe('an image that moves', () => {
  const moving = ['acme/api', 'acme/api:latest'];
  const fixed = ['acme/api:1.0.0', `acme/api:latest@${DIGEST}`];

  it.each(moving)('%s is allowed in development', (reference) => {
    expect(movingImageFindings('image', reference, Stage.DEVELOPMENT)).toEqual([]);
  });

  it.each(moving.flatMap((reference) => [[reference, Stage.STAGING] as const, [reference, Stage.PRODUCTION] as const]))(
    '%s is refused in %s',
    (reference, stage) => {
      expect(movingImageFindings('image', reference, stage)).toMatchObject([{ code: 'image-moves', field: 'image' }]);
    },
  );

  it.each(fixed)('%s does not move', (reference) => {
    expect(ContainerImage.parse(reference).isMoving).toBe(false);
    expect(movingImageFindings('image', reference, Stage.PRODUCTION)).toEqual([]);
  });

  it('is reported only once where the reference is none at all', () => {
    expect(movingImageFindings('image', '<IMAGE>', Stage.PRODUCTION)).toEqual([]);
  });
});

describe('the full name of a repository', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx'],
    ['nginx:1.2.3', 'docker.io', 'library/nginx'],
    ['docker.io/nginx', 'docker.io', 'library/nginx'],
    ['index.docker.io/username/todo-backend', 'docker.io', 'username/todo-backend'],
    ['username/todo-backend:1.0.0', 'docker.io', 'username/todo-backend'],
    ['test.com:5000', 'docker.io', 'library/test.com'],
    ['test_com/foo', 'docker.io', 'test_com/foo'],
    ['localhost/app', 'localhost', 'app'],
    ['registry:5000/app', 'registry:5000', 'app'],
    ['Acme/app', 'Acme', 'app'],
    ['ghcr.io/acme/api', 'ghcr.io', 'acme/api'],
    ['[::1]:5000/app', '[::1]:5000', 'app'],
    ['b.gcr.io/test.example.com/my-app', 'b.gcr.io', 'test.example.com/my-app'],
  ])('of %s is at %s, %s, as Docker reads it', (reference, registry, path) => {
    const image = ContainerImage.of(reference);
    expect([image.registry, image.path, image.name]).toEqual([registry, path, `${registry}/${path}`]);
  });

  it('is its own full name', () => {
    fc.assert(
      fc.property(anyRepository, (repository) => {
        const { name } = ContainerImage.parse(repository);
        return ContainerImage.parse(name).name === name;
      }),
    );
  });

  it('is the same for every tag and digest', () => {
    fc.assert(
      fc.property(anyRepository, (repository) => {
        const image = ContainerImage.of(repository);
        const others = [image.withTag('1.0.0'), image.withDigest(DIGEST), image.withTag('main').withDigest(DIGEST)];
        return others.every(({ name, repository: written }) => name === image.name && written === repository);
      }),
    );
  });
});

describe('ContainerImage.of', () => {
  it('knows nothing but the reference when nothing else is given', () => {
    const image = ContainerImage.of('username/todo-backend:1.0.0');
    expect(image.findings()).toEqual([]);
    expect([image.size, image.createdAt, image.platforms]).toEqual([undefined, undefined, undefined]);
    expect(image.place).toBe('ContainerImage username/todo-backend:1.0.0');
  });

  it('keeps everything that it is given', () => {
    const image = ContainerImage.of('username/todo-backend:1.0.0', {
      size: Size.parse('85M'),
      createdAt: new Date('2026-02-09T12:00:00Z'),
      platforms: ['linux/amd64', 'linux/arm64/v8'],
    });
    expect(image.findings()).toEqual([]);
    expect(image.size?.asString()).toBe('85M');
    expect(image.createdAt).toEqual(new Date('2026-02-09T12:00:00Z'));
    expect(image.platforms).toEqual(['linux/amd64', 'linux/arm64/v8']);
  });

  it('copies what it is given and what it gives', () => {
    const createdAt = new Date('2026-02-09T12:00:00Z');
    const platforms = ['linux/amd64'];
    const image = ContainerImage.of('a/b', { createdAt, platforms });
    [createdAt, image.createdAt!].forEach((date) => date.setFullYear(1999));
    [platforms, image.platforms!].forEach((list) => list.pop());
    expect(image.createdAt).toEqual(new Date('2026-02-09T12:00:00Z'));
    expect(image.platforms).toEqual(['linux/amd64']);
  });

  it('says everything that is wrong at once', () => {
    const image = ContainerImage.of('a/b:main', {
      size: Size.mebibytes(0),
      createdAt: new Date('yesterday'),
      platforms: ['linux/amd64', 'linux/x86_64'],
    });
    expect(image.findings()).toMatchObject([
      { code: 'image-tag', field: 'image', given: '"a/b:main"' },
      { code: 'quantity-invalid', field: 'size' },
      { code: 'image-created-at-invalid', field: 'createdAt', given: 'an invalid date' },
      { code: 'platform-invalid', field: 'platforms[1]', given: '"linux/x86_64"', remedy: 'Write linux/amd64.' },
    ]);
  });

  it('is no reference where the text is none', () => {
    const image = ContainerImage.of('ghcr.io/<OWNER>/api');
    expect(image.findings()).toMatchObject([{ code: 'image-invalid', field: 'image' }]);
    expect([image.registry, image.path, image.name, image.isMoving]).toEqual(['', '', '', false]);
    expect(image.toString()).toBe('ghcr.io/<OWNER>/api');
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (reference, attributes) => {
        const image = ContainerImage.of(reference as string, attributes as ImageAttributes);
        return Array.isArray(image.findings()) && typeof image.toString() === 'string';
      }),
    );
  });

  it('neither keeps nor shows credentials', () => {
    const image = ContainerImage.of('https://user:hunter2@ghcr.io/acme/api:ghp_0123456789');
    expect(`${image.toString()} ${JSON.stringify(image.findings())}`).not.toMatch(/hunter2|ghp_0/);
  });
});

describe('a changed image', () => {
  const known = { size: Size.parse('85M'), createdAt: new Date(0), platforms: ['linux/arm64'] };
  const image = ContainerImage.of(`ghcr.io/acme/api:1.0.0@${DIGEST}`, known);

  it('has another tag, and no digest that would win over it', () => {
    expect(image.withTag('1.0.1').toString()).toBe('ghcr.io/acme/api:1.0.1');
  });

  it('has another digest beside its tag', () => {
    const other = `sha256:${'0'.repeat(64)}`;
    expect(image.withDigest(other).toString()).toBe(`ghcr.io/acme/api:1.0.0@${other}`);
  });

  it('has no tag', () => {
    expect(image.withoutTag().toString()).toBe(`ghcr.io/acme/api@${DIGEST}`);
    expect(ContainerImage.of('a/b:1.0.0').withoutTag().toString()).toBe('a/b');
  });

  it('leaves the first one as it was', () => {
    expect(image.toString()).toBe(`ghcr.io/acme/api:1.0.0@${DIGEST}`);
  });

  it('is built for the same platforms, but has the size and time of the same content only', () => {
    expect(image.withoutTag()).toMatchObject({ size: known.size, createdAt: known.createdAt });
    const other = image.withTag('1.0.1');
    expect([other.size, other.createdAt, other.platforms]).toEqual([undefined, undefined, ['linux/arm64']]);
  });

  it('has more that is known of it', () => {
    const more = image.withAttributes({ platforms: ['linux/amd64'], size: undefined });
    expect(more).toMatchObject({ size: known.size, createdAt: known.createdAt, platforms: ['linux/amd64'] });
    expect(more.toString()).toBe(image.toString());
    expect(image.platforms).toEqual(['linux/arm64']);
    expect(ContainerImage.of('A').withAttributes({ platforms: [] }).findings()).toMatchObject([
      { code: 'image-invalid', given: '"A"' },
      { code: 'platform-invalid', field: 'platforms' },
    ]);
  });

  it.each([
    ['a tag that is none', image.withTag('not a tag'), 'image-invalid'],
    ['a tag that says no version', image.withTag('main'), 'image-tag'],
    ['a digest that is none', image.withDigest('sha256:abc'), 'image-invalid'],
    ['a tag that would change the repository', ContainerImage.of('api').withTag('5000/other'), 'image-invalid'],
    ['a tag that brings a digest', ContainerImage.of('api').withTag(`1.0.0@${DIGEST}`), 'image-invalid'],
  ])('is wrong with %s', (_, changed, code) => {
    expect(changed.findings()).toMatchObject([{ code, field: 'image' }]);
  });
});

describe('platformFindings', () => {
  const built = (...platforms: string[]) => ContainerImage.of('username/todo-backend:1.0.0', { platforms });

  it.each([
    [['linux/amd64'], ['linux/amd64']],
    [
      ['linux/amd64', 'linux/arm64/v8'],
      ['linux/arm64', 'linux/amd64'],
    ],
    [['linux/amd64'], []],
  ])('accepts %p on nodes of %p', (platforms, nodes) => {
    expect(platformFindings('image', built(...platforms), nodes)).toEqual([]);
  });

  it('names what is missing, once', () => {
    const nodes = ['linux/arm64', 'linux/amd64', 'linux/arm64'];
    expect(platformFindings('backend.image', built('linux/amd64'), nodes)).toMatchObject([
      {
        code: 'image-platform',
        field: 'backend.image',
        given: 'username/todo-backend:1.0.0, built for linux/amd64',
        allowed: expect.stringContaining('also built for linux/arm64,') as string,
        remedy: expect.stringContaining('--platform linux/amd64,linux/arm64`') as string,
      },
    ]);
  });

  it('says nothing where the platforms are unknown or wrong', () => {
    expect(platformFindings('image', ContainerImage.of('a/b:1.0.0'), ['linux/arm64'])).toEqual([]);
    expect(platformFindings('image', built('linux/x86_64'), ['linux/arm64'])).toEqual([]);
  });
});

describe('ContainerImage.verify', () => {
  const pinned = ContainerImage.of(`username/todo-backend@${DIGEST}`, { platforms: ['linux/amd64', 'linux/arm64'] });
  const verdicts = (image: ContainerImage, facts: Parameters<ContainerImage['verify']>[0]) =>
    Object.fromEntries(image.verify(facts).map(({ code, verdict }) => [code, verdict]));

  it('verifies nothing without facts', () => {
    expect(verdicts(pinned, undefined as never)).toEqual(verdicts(pinned, {}));
    expect(verdicts(pinned, {})).toEqual({
      'image-exists': Verdict.NOT_VERIFIED,
      'image-digest-matches': Verdict.NOT_VERIFIED,
      'image-platforms-declared': Verdict.NOT_VERIFIED,
      'image-platform-of-nodes': Verdict.NOT_VERIFIED,
    });
  });

  it('leaves out what the program leaves open', () => {
    expect(Object.keys(verdicts(ContainerImage.of('a/b:1.0.0'), {}))).toEqual([
      'image-exists',
      'image-platform-of-nodes',
    ]);
  });

  it('passes where the registry holds what is meant', () => {
    const platforms = ['linux/amd64', 'linux/arm64/v8', 'unknown/unknown'];
    expect(verdicts(pinned, { digest: DIGEST, platforms, nodePlatforms: ['linux/arm64'] })).toEqual({
      'image-exists': Verdict.PASSED,
      'image-digest-matches': Verdict.PASSED,
      'image-platforms-declared': Verdict.PASSED,
      'image-platform-of-nodes': Verdict.PASSED,
    });
  });

  it('fails where it holds something else', () => {
    const facts = { exists: false, digest: `sha256:${'0'.repeat(64)}`, platforms: ['linux/amd64'] };
    expect(verdicts(pinned, { ...facts, nodePlatforms: ['linux/arm64'] })).toEqual({
      'image-exists': Verdict.FAILED,
      'image-digest-matches': Verdict.FAILED,
      'image-platforms-declared': Verdict.FAILED,
      'image-platform-of-nodes': Verdict.FAILED,
    });
  });

  it('names the image and what is missing', () => {
    const [, , , check] = pinned.verify({ platforms: ['linux/amd64'], nodePlatforms: ['linux/arm64'] });
    expect(check).toMatchObject({ subject: pinned.place, observed: 'platforms linux/amd64, without linux/arm64' });
  });

  it.each([[[]], [['linux/unheard-of']]])('verifies nothing on nodes of %p', (nodePlatforms) => {
    const checks = verdicts(pinned, { platforms: ['linux/amd64'], nodePlatforms });
    expect(checks['image-platform-of-nodes']).toBe(Verdict.NOT_VERIFIED);
  });
});
