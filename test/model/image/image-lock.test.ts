import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { issuesOf } from '../../../lib/model/core/validated';
import { ContainerImage } from '../../../lib/model/image/container-image';
import { ImageLock } from '../../../lib/model/image/image-lock';
import { type ImagePin } from '../../../lib/model/image/image-pin';
import { issuesFrom } from '../../support/synthesis';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const OTHER_DIGEST = `sha256:${'0'.repeat(64)}`;
const FILE = 'image-locks/cloud.json';
const TEXT = `{
  "images": {
    "username/todo-backend": {
      "digest": "${DIGEST}",
      "tag": "1.0.0-cloud"
    },
    "username/todo-frontend": {
      "tag": "1.0.0"
    }
  },
  "version": 1
}
`;

function lockOf(images: string): ImageLock {
  return ImageLock.parse(`{"images": ${images}, "version": 1}`, FILE);
}

function resolved(lock: ImageLock, reference: string): string {
  return lock.resolve(ContainerImage.of(reference)).toString();
}

describe('an image lock', () => {
  const lock = ImageLock.parse(TEXT, FILE);

  it('says what is pinned', () => {
    expect(lock.findings()).toEqual([]);
    expect(lock.place).toBe(FILE);
    expect(lock.repositories).toEqual(['username/todo-backend', 'username/todo-frontend']);
    expect(lock.pinOf('username/todo-backend')).toEqual({ tag: '1.0.0-cloud', digest: DIGEST });
    expect(lock.pinOf('docker.io/username/todo-frontend')).toEqual({ tag: '1.0.0', digest: undefined });
    expect(lock.pinOf('username/other')).toBeUndefined();
  });

  it('prints the bytes that it was read from', () => {
    expect(lock.format()).toBe(TEXT);
    expect(ImageLock.empty(FILE).format()).toBe('{\n  "images": {},\n  "version": 1\n}\n');
  });

  it('prints the same bytes in whatever order images were pinned', () => {
    const repository = fc.stringMatching(/^([a-z]{1,3}\.io\/)?[a-z0-9]{1,3}(\/[a-z0-9]{1,3})?$/);
    const pin: fc.Arbitrary<ImagePin> = fc.constantFrom<ImagePin>(
      { tag: '1.0.0' },
      { digest: DIGEST },
      { tag: 'main', digest: DIGEST },
    );
    const pins = fc.uniqueArray(fc.tuple(repository, pin), { selector: ([name]) => ContainerImage.of(name).name });
    const textOf = (all: readonly (readonly [string, ImagePin])[]) =>
      all.reduce((pinned, [name, each]) => pinned.pin(name, each), ImageLock.empty(FILE)).format();
    fc.assert(
      fc.property(pins, (all) => {
        const text = textOf(all);
        const again = ImageLock.parse(text, FILE);
        return (
          textOf([...all].reverse()) === text &&
          again.findings().length === 0 &&
          again.format() === text &&
          text.endsWith('}\n') &&
          again.repositories.join() === [...again.repositories].sort().join()
        );
      }),
    );
  });
});

describe('ImageLock.resolve', () => {
  const lock = ImageLock.parse(TEXT, FILE);

  it.each([
    ['username/todo-backend', `username/todo-backend:1.0.0-cloud@${DIGEST}`],
    ['username/todo-backend:latest', `username/todo-backend:1.0.0-cloud@${DIGEST}`],
    ['docker.io/username/todo-backend:latest', `docker.io/username/todo-backend:1.0.0-cloud@${DIGEST}`],
    [`username/todo-frontend:latest@${OTHER_DIGEST}`, 'username/todo-frontend:1.0.0'],
    ['ghcr.io/username/todo-backend:1.2.3', 'ghcr.io/username/todo-backend:1.2.3'],
    ['username/other', 'username/other'],
    ['Not An Image', 'Not An Image'],
  ])('makes of %s %s', (reference, expected) => {
    expect(resolved(lock, reference)).toBe(expected);
  });

  it('puts no tag of the program beside a pinned digest, which may be that of another tag', () => {
    const digestOnly = ImageLock.empty(FILE).pin('nginx', { digest: DIGEST });
    expect(resolved(digestOnly, 'docker.io/library/nginx:1.27.0')).toBe(`docker.io/library/nginx@${DIGEST}`);
  });

  it('keeps what the image is built for', () => {
    const image = ContainerImage.of('username/todo-backend:latest', { platforms: ['linux/arm64'] });
    expect(lock.resolve(image).platforms).toEqual(['linux/arm64']);
    expect(lock.resolve(image).findings()).toEqual([]);
  });

  it('uses nothing of a pin that is wrong', () => {
    const wrong = lockOf('{"username/todo-backend": {"tag": "1.0.1", "digest": "sha256:abc"}}');
    expect(resolved(wrong, 'username/todo-backend:1.0.0')).toBe('username/todo-backend:1.0.0');
    expect(wrong.pinOf('username/todo-backend')).toBeUndefined();
  });
});

describe('ImageLock.pin', () => {
  it('gives a new lock and leaves the first one alone', () => {
    const first = ImageLock.parse(TEXT, FILE);
    const second = first.pin('username/todo-backend', { tag: '1.0.1', digest: OTHER_DIGEST });
    expect(second.pinOf('username/todo-backend')).toEqual({ tag: '1.0.1', digest: OTHER_DIGEST });
    expect(first.format()).toBe(TEXT);
  });

  it('replaces a pin of the same repository in another spelling', () => {
    const lock = ImageLock.parse(TEXT, FILE).pin('docker.io/username/todo-frontend', { tag: '2.0.0' });
    expect(lock.repositories).toEqual(['docker.io/username/todo-frontend', 'username/todo-backend']);
  });

  it('replaces a pin that was wrong', () => {
    const lock = lockOf('{"a/b": {"tag": "main", "tga": "1.0.0"}, "a/c": 5}');
    expect(lock.findings().map(({ code }) => code)).toEqual([
      'image-tag',
      'image-lock-unknown-field',
      'image-lock-shape',
    ]);
    const mended = lock.pin('a/b', { tag: '1.0.0' }).pin('a/c', { tag: '1.0.0' });
    expect(mended.findings()).toEqual([]);
  });

  it.each<[string, string, unknown, string, string]>([
    ['a tag that says no version', 'a/b', { tag: 'main' }, 'image-tag', 'images.a/b.tag'],
    ['a tag that is none', 'a/b', { tag: 'not a tag', digest: DIGEST }, 'image-tag', 'images.a/b.tag'],
    ['a tag that is no text', 'a/b', { tag: 1, digest: DIGEST }, 'image-tag', 'images.a/b.tag'],
    ['a digest that is none', 'a/b', { digest: 'sha256:abc' }, 'image-pin-digest', 'images.a/b.digest'],
    ['neither', 'a/b', {}, 'image-pin-empty', 'images.a/b'],
    ['nothing', 'a/b', undefined, 'image-pin-empty', 'images.a/b'],
    ['a repository with a tag', 'a/b:1.0.0', { tag: '1.0.0' }, 'image-pin-repository', 'images.a/b:1.0.0'],
    ['a repository that is none', 'A', { tag: '1.0.0' }, 'image-pin-repository', 'images.A'],
    ['no repository', '', { tag: '1.0.0' }, 'image-pin-repository', 'images.'],
  ])('says what is wrong with %s', (_, repository, pin, code, field) => {
    const lock = ImageLock.empty(FILE).pin(repository, pin as ImagePin);
    expect(issuesOf([lock])).toMatchObject([{ path: FILE, code, field }]);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (repository, pin) => {
        const lock = ImageLock.empty(FILE).pin(repository as string, pin as ImagePin);
        return lock.findings().length > 0 || lock.repositories.length === 1;
      }),
    );
  });
});

describe('ImageLock.parse', () => {
  it.each([
    ['{\n  "images": {},\n  "version": 1,\n}', 'image-lock-syntax', 'line 4'],
    [`${TEXT}<<<<<<< HEAD\n`, 'image-lock-syntax', 'line 13'],
    ['', 'image-lock-syntax', 'line 1'],
    ['[]', 'image-lock-shape', 'file'],
    ['{"images": {}}', 'image-lock-version', 'version'],
    ['{"images": {}, "version": 2}', 'image-lock-version', 'version'],
    ['{"images": {}, "version": "1"}', 'image-lock-version', 'version'],
    ['{"version": 1}', 'image-lock-shape', 'images'],
    ['{"images": [], "version": 1}', 'image-lock-shape', 'images'],
    ['{"images": {}, "imgaes": {}, "version": 1}', 'image-lock-unknown-field', 'imgaes'],
    ['{"images": {"a/b": "1.0.0"}, "version": 1}', 'image-lock-shape', 'images.a/b'],
    ['{"images": {"a/b": {"tag": "1.0.0", "tga": 1}}, "version": 1}', 'image-lock-unknown-field', 'images.a/b.tga'],
    ['{"images": {"a/b": {"tag": "main"}}, "version": 1}', 'image-tag', 'images.a/b.tag'],
    ['{"images": {"a/b": {"digest": null}}, "version": 1}', 'image-pin-digest', 'images.a/b.digest'],
    ['{"images": {"a/b": {}}, "version": 1}', 'image-pin-empty', 'images.a/b'],
    ['{"images": {"A": {"tag": "1.0.0"}}, "version": 1}', 'image-pin-repository', 'images.A'],
    [
      '{"images": {"a/b": {"tag": "1.0.0"},\n"a/b": {"tag": "1.0.1"}}, "version": 1}',
      'image-lock-duplicate',
      'images.a/b',
    ],
    [
      '{"images": {"a/b": {"tag": "1.0.0"}, "docker.io/a/b": {"tag": "1.0.1"}}, "version": 1}',
      'image-lock-duplicate',
      'images.docker.io/a/b',
    ],
  ])('says what is wrong with %j', (text, code, field) => {
    expect(issuesOf([ImageLock.parse(text, FILE)])).toMatchObject([{ path: FILE, code, field }]);
  });

  it('says everything that is wrong at once', () => {
    const lock = lockOf('{"a/b": {"tag": "main"}, "C": {}, "d": {"digest": "x"}}');
    expect(lock.findings().map(({ field }) => field)).toEqual([
      'images.C',
      'images.C',
      'images.a/b.tag',
      'images.d.digest',
    ]);
  });

  it('neither keeps nor shows credentials', () => {
    const value = `ghp_${'0aB1'.repeat(9)}`;
    const lock = lockOf(`{"${value}": {"tag": "${value}", "${value}": "${value}"}}`);
    expect(lock.findings().length).toBeGreaterThan(0);
    expect(JSON.stringify([lock.findings(), lock.repositories, lock.format()])).not.toContain(value);
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), fc.anything(), (text, fileName) => {
        const lock = ImageLock.parse(text as string, fileName as string);
        return Array.isArray(lock.findings()) && typeof lock.place === 'string';
      }),
    );
  });
});

describe('ImageLock.unusedPins', () => {
  const lock = ImageLock.parse(TEXT, FILE);

  it('finds nothing where every pin is used, in whatever spelling', () => {
    expect(lock.unusedPins(['docker.io/username/todo-backend', 'username/todo-frontend', 'username/other'])).toEqual(
      [],
    );
  });

  it('names the pins that nothing uses', () => {
    expect(lock.unusedPins(['username/todo-frontend'])).toMatchObject([
      { code: 'image-pin-unused', field: 'images.username/todo-backend', given: '"username/todo-backend"' },
    ]);
  });
});

describe('the lock file', () => {
  let directory: string;
  const path = () => join(directory, 'cloud.json');

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'image-lock-'));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('is read as it was written, and nothing else is left beside it', () => {
    ImageLock.read(path(), { optional: true }).pin('username/todo-backend', { tag: '1.0.0' }).write(path());
    const lock = ImageLock.read(path());
    expect(lock.findings()).toEqual([]);
    expect(lock.pinOf('username/todo-backend')?.tag).toBe('1.0.0');
    lock.pin('username/todo-backend', { tag: '1.0.1' }).write(path());
    expect(readFileSync(path(), 'utf8')).toContain('"tag": "1.0.1"');
    expect(readdirSync(directory)).toEqual(['cloud.json']);
  });

  it('must be there, unless it is optional', () => {
    expect(issuesOf([ImageLock.read(path())])).toMatchObject([
      { path: path(), code: 'image-lock-missing', field: 'file' },
    ]);
    const optional = ImageLock.read(path(), { optional: true });
    expect([optional.findings(), optional.repositories]).toEqual([[], []]);
  });

  it('must be one that can be read', () => {
    expect(ImageLock.read(directory, { optional: true }).findings()).toMatchObject([
      { code: 'image-lock-unreadable', given: 'EISDIR' },
    ]);
    expect(ImageLock.read(undefined as never).findings()).toMatchObject([{ code: 'image-lock-unreadable' }]);
  });

  it('is not replaced by a lock with which something is wrong', () => {
    writeFileSync(path(), '<<<<<<< HEAD');
    const lock = ImageLock.read(path()).pin('username/todo-backend', { tag: '1.0.0' });
    expect(issuesFrom(() => lock.write(path()))).toMatchObject([{ path: path(), code: 'image-lock-syntax' }]);
    expect(readFileSync(path(), 'utf8')).toBe('<<<<<<< HEAD');
  });

  it('is not half-written where the file system refuses', () => {
    const lock = ImageLock.empty(FILE);
    mkdirSync(path());
    for (const [file, given] of [
      [path(), 'EISDIR'],
      [join(directory, 'missing', 'cloud.json'), 'ENOENT'],
    ] as const) {
      expect(issuesFrom(() => lock.write(file))).toMatchObject([{ path: file, code: 'image-lock-not-written', given }]);
    }
    expect(readdirSync(directory)).toEqual(['cloud.json']);
  });
});
