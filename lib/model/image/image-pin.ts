import { safeText, showSafely } from '../core/credentials';
import { Finding } from '../core/issue';
import { isJsonObject, JsonObject, JsonSyntaxError, JsonText, readJson } from '../core/json-text';
import { fieldsOf } from '../core/untrusted';
import { ContainerImage, isVersionTag } from './container-image';
import { isSha256, isTag } from './image-reference';

/** Which image of a repository is meant: a tag, a digest, or best both. */
export interface ImagePin {
  /**
   * A semantic version or `latest`; any other tag only beside a digest.
   * @default - none: the digest alone says which image it is
   */
  readonly tag?: string;
  /**
   * `sha256:` and 64 hexadecimal digits in lower case.
   * @default - none: the registry can put another image under the tag
   */
  readonly digest?: string;
}

/** A pin of a lock, with what is wrong with it. */
export interface PinnedImage {
  /** Equal for all spellings of one repository. */
  readonly key: string;
  /** As it is written. */
  readonly repository: string;
  /** @default - none */
  readonly tag?: string;
  /** @default - none */
  readonly digest?: string;
  readonly findings: readonly Finding[];
}

/** The pins of a lock file, and what is wrong with the file besides them. */
export interface LockedImages {
  readonly images: readonly PinnedImage[];
  readonly findings: readonly Finding[];
}

const LOCK_VERSION = 1;
const LOCK_FIELDS = ['images', 'version'];
const PIN_FIELDS = ['digest', 'tag'];
const WRITE_AGAIN = 'Correct the file, or let the pipeline write it again.';

/** Reads the text of a lock file. */
export function lockedImages(text: string): LockedImages {
  try {
    return lockOf(readJson(text));
  } catch (error) {
    if (error instanceof JsonSyntaxError) {
      return { images: [], findings: [syntaxFinding(error)] };
    }
    throw error;
  }
}

/** Judges a pin. Nothing of a pin that is wrong is used. */
export function pinnedImage(repository: unknown, pin: unknown): PinnedImage {
  const name = safeText(repository);
  const { tag, digest } = fieldsOf<{ tag: unknown; digest: unknown }>(pin as { tag: unknown; digest: unknown });
  const field = `images.${name}`;
  const image = ContainerImage.of(name);
  const isRepository = image.toString() === image.repository && image.name !== '';
  const findings = [
    ...(isRepository ? [] : [repositoryFinding(field, repository)]),
    ...(tag === undefined && digest === undefined ? [emptyFinding(field)] : []),
    ...(tag === undefined ? [] : tagFindings(`${field}.tag`, tag, digest !== undefined)),
    ...(digest === undefined ? [] : digestFindings(`${field}.digest`, digest)),
  ];
  const key = isRepository ? image.name : name;
  return { key, repository: name, tag: textOrNone(tag), digest: textOrNone(digest), findings };
}

/** A lock file that must be there is not. */
export function missingLockFinding(): Finding {
  return {
    code: 'image-lock-missing',
    field: 'file',
    given: 'no file',
    allowed: 'an image lock, which says which build of each image this environment runs',
    remedy: 'Let the pipeline write and commit it, or read it as optional where nothing is pinned yet.',
  };
}

/** A lock file is there and cannot be read. */
export function unreadableFinding(code: string): Finding {
  return {
    code: 'image-lock-unreadable',
    field: 'file',
    given: code,
    allowed: 'a file that can be read',
    remedy: 'Give the path of the lock file, and the right to read it.',
  };
}

function lockOf({ value, repeated }: JsonText): LockedImages {
  if (!isJsonObject(value)) {
    return { images: [], findings: [shapeFinding('file', value, 'an object with "images" and "version"')] };
  }
  if (value.get('version') !== LOCK_VERSION) {
    return { images: [], findings: [versionFinding(value.get('version'))] };
  }
  const given = value.get('images');
  const pins = isJsonObject(given) ? [...given] : [];
  return {
    images: pins.map(([repository, pin]) => readPin(repository, pin)),
    findings: [
      ...unknownFields('', value, LOCK_FIELDS),
      ...(isJsonObject(given) ? [] : [shapeFinding('images', given, 'an object of pins by repository')]),
      ...repeated.map(({ path, line }) => duplicateFinding(path.map(safeText).join('.'), `again in line ${line}`)),
    ],
  };
}

function readPin(repository: string, pin: unknown): PinnedImage {
  const image = pinnedImage(repository, isJsonObject(pin) ? Object.fromEntries(pin) : undefined);
  const field = `images.${image.repository}`;
  const findings = isJsonObject(pin)
    ? [...image.findings, ...unknownFields(`${field}.`, pin, PIN_FIELDS)]
    : [shapeFinding(field, pin, 'an object with "tag" and "digest"')];
  return { ...image, findings };
}

/** No two pins are of one repository in two spellings. */
export function spellingFindings(images: readonly PinnedImage[]): Finding[] {
  const first = new Map<string, string>();
  return images.flatMap(({ key, repository }) => {
    const other = first.get(key);
    first.set(key, other ?? repository);
    return other === undefined ? [] : [duplicateFinding(`images.${repository}`, `the repository of ${other} again`)];
  });
}

function tagFindings(field: string, given: unknown, hasDigest: boolean): Finding[] {
  if (typeof given === 'string' && isTag(given) && (hasDigest || isVersionTag(given))) {
    return [];
  }
  return [
    {
      code: 'image-tag',
      field,
      given: showSafely(given),
      allowed: 'a semantic version (1.4.2, v1.4.2, 1.4.2-rc.1) or latest; any other tag beside a digest',
      remedy: 'Pin the version that was built, or add the digest that the registry printed.',
    },
  ];
}

function digestFindings(field: string, given: unknown): Finding[] {
  if (typeof given === 'string' && isSha256(given)) {
    return [];
  }
  return [
    {
      code: 'image-pin-digest',
      field,
      given: showSafely(given),
      allowed: 'a SHA-256 digest: "sha256:" and 64 hexadecimal digits in lower case',
      remedy: 'Give the digest that the registry printed when the image was pushed.',
    },
  ];
}

function emptyFinding(field: string): Finding {
  return {
    code: 'image-pin-empty',
    field,
    given: 'neither tag nor digest',
    allowed: 'a tag, a digest, or both',
    remedy: 'Give what the repository is pinned to, or remove the pin.',
  };
}

function repositoryFinding(field: string, given: unknown): Finding {
  return {
    code: 'image-pin-repository',
    field,
    given: showSafely(given),
    allowed: '[HOST[:PORT]/]PATH in lower case, without tag and digest',
    remedy: 'Write the repository as the program does, such as username/todo-backend.',
  };
}

function syntaxFinding({ line, found, expected }: JsonSyntaxError): Finding {
  const allowed = `JSON; here ${expected}`;
  return { code: 'image-lock-syntax', field: `line ${line}`, given: showSafely(found), allowed, remedy: WRITE_AGAIN };
}

function shapeFinding(field: string, given: unknown, allowed: string): Finding {
  return { code: 'image-lock-shape', field, given: showSafely(given), allowed, remedy: WRITE_AGAIN };
}

function versionFinding(given: unknown): Finding {
  return {
    code: 'image-lock-version',
    field: 'version',
    given: showSafely(given),
    allowed: String(LOCK_VERSION),
    remedy: 'Read the file with the release of this library that wrote it, or let the pipeline write it again.',
  };
}

function duplicateFinding(field: string, given: string): Finding {
  const remedy = 'Keep the pin that is meant. After a merge both sides can have written one.';
  return { code: 'image-lock-duplicate', field, given, allowed: 'every key and every repository once', remedy };
}

function unknownFields(prefix: string, object: JsonObject, known: readonly string[]): Finding[] {
  const unknown = [...object.keys()].filter((name) => !known.includes(name));
  return unknown.map((name) => ({
    code: 'image-lock-unknown-field',
    field: `${prefix}${safeText(name)}`,
    given: showSafely(object.get(name)),
    allowed: `only ${known.join(' and ')}`,
    remedy: 'Correct the name or remove the field: nothing would read it.',
  }));
}

function textOrNone(given: unknown): string | undefined {
  return given === undefined ? undefined : safeText(given);
}
