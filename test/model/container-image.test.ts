import { ContainerImage, Stage } from 'cdk8s-webapp';
import fc from 'fast-check';
import { imageFindings, movingImageFindings } from '../../lib/model/container-image';
import { issuesFrom } from '../support/synthesis';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

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
  ])('refuses %j', (reference, code) => {
    expect(issuesFrom(() => ContainerImage.parse(reference))).toMatchObject([
      { code, path: 'ContainerImage', field: 'image', given: JSON.stringify(reference) },
    ]);
  });

  it('prints what it read for any host, path, version and digest', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}((\.|_|__|-{1,3})[a-z0-9]{1,8}){0,2}$/);
    const host = fc.stringMatching(/^[a-z]{1,8}\.[a-z]{2,5}(:[0-9]{2,5})?$/);
    const version = fc.stringMatching(/^v?(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){2}(-rc\.[1-9])?$/);
    const digest = fc.stringMatching(/^sha256:[0-9a-f]{64}$/);
    const reference = fc
      .tuple(fc.option(host), fc.array(part, { minLength: 1, maxLength: 3 }), fc.option(version), fc.option(digest))
      .map(([domain, path, tag, hash]) =>
        [domain === null ? '' : `${domain}/`, path.join('/'), tag && `:${tag}`, hash && `@${hash}`].join(''),
      );
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
