import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { safeText, showSafely } from '../core/credentials';
import { Finding } from '../core/issue';
import { fieldsOf } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { ValidationError } from '../core/validation-error';
import { ContainerImage } from './container-image';
import {
  ImagePin,
  lockedImages,
  missingLockFinding,
  PinnedImage,
  pinnedImage,
  spellingFindings,
  unreadableFinding,
} from './image-pin';

/** How a lock file is read. */
export interface ImageLockOptions {
  /**
   * Whether the file may be missing, so that nothing is pinned yet.
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * Which image of each repository one environment runs: tag and digest, in a small JSON file that the pipeline updates
 * and a commit records. The program names repositories, the file says which build of them is deployed.
 *
 * ```json
 * {
 *   "images": {
 *     "username/todo-backend": {
 *       "digest": "sha256:...",
 *       "tag": "1.0.0"
 *     }
 *   },
 *   "version": 1
 * }
 * ```
 *
 * Keep the file out of the directory of manifests: kubectl and Argo CD read every JSON file there as a manifest.
 */
export class ImageLock implements IValidated {
  /** A lock that pins nothing. */
  static empty(fileName: string): ImageLock {
    return new ImageLock(fileName, [], []);
  }

  /**
   * Reads the text of a lock file. Never throws: `findings()` says what is wrong.
   *
   * @param fileName name of the file, for messages
   */
  static parse(text: string, fileName: string): ImageLock {
    const { images, findings } = lockedImages(typeof text === 'string' ? text : '');
    return new ImageLock(fileName, images, findings);
  }

  /**
   * Reads a lock file. Never throws: a file that is missing or cannot be read is a finding.
   *
   * @param file path of the file
   */
  static read(file: string, options?: ImageLockOptions): ImageLock {
    try {
      return ImageLock.parse(readFileSync(file, 'utf8'), file);
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'ENOENT') {
        return new ImageLock(file, [], [unreadableFinding(code)]);
      }
      return new ImageLock(file, [], fieldsOf(options).optional === true ? [] : [missingLockFinding()]);
    }
  }

  /** Name of the file. */
  readonly fileName: string;
  readonly #images: readonly PinnedImage[];
  readonly #findings: readonly Finding[];

  private constructor(fileName: string, images: readonly PinnedImage[], findings: readonly Finding[]) {
    this.fileName = safeText(fileName);
    this.#images = [...images].sort((a, b) => compare(a.repository, b.repository));
    this.#findings = findings;
  }

  /** Name of the file: the findings are about its content. */
  get place(): string {
    return this.fileName;
  }

  /** The pinned repositories as they are written, sorted. */
  get repositories(): string[] {
    return this.#images.map(({ repository }) => repository);
  }

  findings(): Finding[] {
    const pins = this.#images.flatMap(({ findings }) => findings);
    return [...this.#findings, ...pins, ...spellingFindings(this.#images)];
  }

  /** What is pinned of a repository, however it is spelled; `undefined` when nothing is, or what is pinned is wrong. */
  pinOf(repository: string): ImagePin | undefined {
    const image = this.pinned(ContainerImage.of(repository).name);
    return image === undefined ? undefined : { tag: image.tag, digest: image.digest };
  }

  /** A new lock in which the repository is pinned. An earlier pin of it, under any spelling, is replaced. */
  pin(repository: string, pin: ImagePin): ImageLock {
    const image = pinnedImage(repository, pin);
    const others = this.#images.filter((other) => other.key !== image.key);
    return new ImageLock(this.fileName, [...others, image], this.#findings);
  }

  /**
   * The image with its pinned tag and digest, in place of those that the program gives: what the lock says is what is
   * deployed. An image whose repository is not pinned stays as it is.
   */
  resolve(image: ContainerImage): ContainerImage {
    const pin = this.pinned(image.name);
    if (pin === undefined) {
      return image;
    }
    const tagged = pin.tag === undefined ? image.withoutTag() : image.withTag(pin.tag);
    return pin.digest === undefined ? tagged : tagged.withDigest(pin.digest);
  }

  /**
   * Pins that no image of the program uses: left behind by a rename, or meant for a repository with another name.
   *
   * @param usedRepositories repositories of the program's images, in any spelling
   */
  unusedPins(usedRepositories: string[]): Finding[] {
    const used = new Set(usedRepositories.map((repository) => ContainerImage.of(repository).name));
    return this.#images
      .filter(({ key, findings }) => findings.length === 0 && !used.has(key))
      .map(({ repository }) => ({
        code: 'image-pin-unused',
        field: `images.${repository}`,
        given: showSafely(repository),
        allowed: `a repository that the program uses: ${[...new Set(usedRepositories)].map(safeText).join(', ')}`,
        remedy: 'Remove the pin, or correct the name of the repository.',
      }));
  }

  /** The text of the lock file: always the same bytes for the same pins. */
  format(): string {
    const images = this.#images.map(pinText).join(',\n');
    return `{\n  "images": {${images === '' ? '' : `\n${images}\n  `}},\n  "version": 1\n}\n`;
  }

  /**
   * Writes the lock file. Readers see the old file or the new one, never a part: it is written beside its place and
   * then renamed.
   *
   * @param file path of the file, in a directory that exists
   * @throws ValidationError when something is wrong with the lock, so that a file that could not be read is never
   * replaced, and `image-lock-not-written` when the file system refuses
   */
  write(file: string): void {
    const findings = this.findings();
    if (findings.length > 0) {
      throw new ValidationError(findings.map((finding) => ({ path: this.place, ...finding })));
    }
    const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
    try {
      writeFileSync(temporary, this.format(), { flag: 'wx', flush: true });
      renameSync(temporary, file);
    } catch (error) {
      removeIfThere(temporary);
      throw new ValidationError([{ path: safeText(file), ...notWrittenFinding(errorCode(error)) }]);
    }
  }

  private pinned(name: string): PinnedImage | undefined {
    return this.#images.find(({ key, findings }) => key === name && findings.length === 0);
  }
}

/** A pin as it stands in the file. Not by way of an object, which would move a repository named 1 to the front. */
function pinText({ repository, tag, digest }: PinnedImage): string {
  const fields = [
    ...(digest === undefined ? [] : [`      "digest": ${JSON.stringify(digest)}`]),
    ...(tag === undefined ? [] : [`      "tag": ${JSON.stringify(tag)}`]),
  ];
  return `    ${JSON.stringify(repository)}: {\n${fields.join(',\n')}\n    }`;
}

/** By code unit, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Cleans up after a failure, which is the one to report. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // There is nothing that could be done about it.
  }
}

function notWrittenFinding(code: string): Finding {
  return {
    code: 'image-lock-not-written',
    field: 'file',
    given: code,
    allowed: 'a path in a directory that exists and can be written',
    remedy: 'Create the directory, or give the pipeline the right to write there.',
  };
}

/** The system's word for what went wrong: ENOENT, EACCES. */
function errorCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'an unknown error';
}
