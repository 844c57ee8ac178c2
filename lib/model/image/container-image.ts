import { safeText, showSafely } from '../core/credentials';
import { Finding } from '../core/issue';
import { LiveCheck } from '../core/live-check';
import { ISize } from '../core/quantity';
import { VERSION_TAG } from '../core/semantic-version';
import { fieldsOf, hasMethods, listOf } from '../core/untrusted';
import { IValidated } from '../core/validated';
import { ValidationError } from '../core/validation-error';
import { Stage } from '../deployment/stage';
import { quantityFindings } from '../service/container-resources';
import { ImageFacts, imageLiveChecks } from './image-live-checks';
import { ImageReferenceParts, isSha256, parseReference } from './image-reference';
import { platformListFindings, platformsNotCovered } from './platform';

/** When the node asks the registry for the image. */
export enum ImagePullPolicy {
  /** At every start: the registry must be reachable, and a moved tag is noticed. */
  ALWAYS = 'Always',
  /** Only when the node does not have the image yet. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: the image was loaded onto the node. */
  NEVER = 'Never',
}

/** What is known of an image besides its reference. */
export interface ImageAttributes {
  /**
   * Size of the image as the registry stores it, that is compressed. Registries print it in MB, millions of bytes:
   * `Size.parse('85M')`.
   * @default - not known
   */
  readonly size?: ISize;
  /**
   * When the image was built.
   * @default - not known
   */
  readonly createdAt?: Date;
  /**
   * What the image is built for: `linux/amd64`, `linux/arm64`, `linux/arm/v7`.
   * @default - not known, so nothing says before a deployment whether the nodes can run it
   */
  readonly platforms?: string[];
}

const MOVING_TAG = 'latest';

/**
 * A container image: where it is stored and which one of those stored there it is.
 *
 * @see https://github.com/distribution/reference
 */
export class ContainerImage implements IValidated {
  /**
   * Reads a reference such as `ghcr.io/acme/api:1.4.2` or `acme/api@sha256:...`.
   *
   * @throws ValidationError `image-invalid` when the text is not a reference, and `image-tag` when the tag is
   * neither a semantic version nor `latest` and no digest stands beside it.
   */
  static parse(reference: string): ContainerImage {
    const findings = imageFindings('image', reference);
    if (findings.length > 0) {
      throw new ValidationError(findings.map((finding) => ({ path: 'ContainerImage', ...finding })));
    }
    return ContainerImage.of(reference);
  }

  /** The image that a reference names, with what is known of it. Never throws: `findings()` says what is wrong. */
  static of(reference: string, attributes?: ImageAttributes): ContainerImage {
    return new ContainerImage(reference, parseReference(reference), attributes);
  }

  /** Host and path as given, without tag and digest: `ghcr.io/acme/api`. The whole text when it is no reference. */
  readonly repository: string;
  /** Host of the registry; `docker.io` where the reference names none, and empty when it is no reference. */
  readonly registry: string;
  /** Path below the registry in full: `acme/api`, and `library/nginx` for `nginx`. */
  readonly path: string;
  /** @default - none was given; without a digest that means `latest` */
  readonly tag?: string;
  /** @default - none was given */
  readonly digest?: string;
  /** @default - not known */
  readonly size?: ISize;
  /** `undefined` when the text is no reference. */
  readonly #parts: ImageReferenceParts | undefined;
  readonly #attributes: Partial<ImageAttributes>;

  private constructor(given: unknown, parts: ImageReferenceParts | undefined, attributes: ImageAttributes | undefined) {
    const { size, createdAt, platforms } = fieldsOf(attributes);
    this.#parts = parts;
    this.repository = parts?.repository ?? safeText(given);
    this.registry = parts?.registry ?? '';
    this.path = parts?.path ?? '';
    this.tag = parts?.tag;
    this.digest = parts?.digest;
    this.size = size;
    this.#attributes = {
      size,
      createdAt: createdAt instanceof Date ? new Date(createdAt) : createdAt,
      platforms: Array.isArray(platforms) ? [...platforms] : platforms,
    };
  }

  /** The image, for messages. */
  get place(): string {
    return `ContainerImage ${this.toString()}`.trim();
  }

  /** The repository in full, so that two spellings of one repository are equal: `docker.io/library/nginx`. */
  get name(): string {
    return this.#parts === undefined ? '' : `${this.registry}/${this.path}`;
  }

  /** Whether the reference can come to mean another image: no digest, and the tag is `latest` or missing. */
  get isMoving(): boolean {
    return this.#parts !== undefined && this.digest === undefined && (this.tag ?? MOVING_TAG) === MOVING_TAG;
  }

  /** When the image was built, or `undefined` when that is not known. */
  get createdAt(): Date | undefined {
    const { createdAt } = this.#attributes;
    return createdAt instanceof Date ? new Date(createdAt) : undefined;
  }

  /** What the image is built for, or `undefined` when that is not known. */
  get platforms(): string[] | undefined {
    const { platforms } = this.#attributes;
    return Array.isArray(platforms) ? [...platforms] : undefined;
  }

  findings(): Finding[] {
    const { size, createdAt, platforms } = this.#attributes;
    return [
      ...(this.#parts === undefined ? [invalidFinding('image', this.repository)] : tagFindings('image', this.#parts)),
      ...(size === undefined ? [] : sizeFindings('size', size)),
      ...(createdAt === undefined ? [] : timeFindings('createdAt', createdAt)),
      ...(platforms === undefined ? [] : platformListFindings('platforms', platforms)),
    ];
  }

  /** Whether the registry holds the image, unchanged, and for the platforms that are needed. */
  verify(facts: ImageFacts): LiveCheck[] {
    return imageLiveChecks(this.place, { digest: this.digest, platforms: this.platforms }, fieldsOf(facts));
  }

  /** The same image with more known of it. What is not given stays as it is. */
  withAttributes(attributes: ImageAttributes): ContainerImage {
    const { size, createdAt, platforms } = this.#attributes;
    const given = fieldsOf(attributes);
    return new ContainerImage(this.toString(), this.#parts, {
      size: given.size ?? size,
      createdAt: given.createdAt ?? createdAt,
      platforms: given.platforms ?? platforms,
    });
  }

  /**
   * The same repository with another tag. A digest is dropped, for it would silently win over the tag; so are size and
   * build time, which are those of another image.
   */
  withTag(tag: string): ContainerImage {
    return this.derived({ tag });
  }

  /** The same repository and tag with another digest, without size and build time, which are those of another image. */
  withDigest(digest: string): ContainerImage {
    return this.derived({ tag: this.tag, digest });
  }

  /** The same repository without a tag: by its digest where there is one, and otherwise moving. */
  withoutTag(): ContainerImage {
    return this.derived({ digest: this.digest });
  }

  /** The reference as it was read. */
  toString(): string {
    return this.repository + (this.tag ? `:${this.tag}` : '') + (this.digest ? `@${this.digest}` : '');
  }

  private derived({ tag, digest }: { readonly tag?: string; readonly digest?: string }): ContainerImage {
    const { platforms, size, createdAt } = this.#attributes;
    const text = [this.repository, tag === undefined ? '' : `:${tag}`, digest === undefined ? '' : `@${digest}`].join(
      '',
    );
    const parts = parseReference(text);
    // A tag such as "5000/x" would otherwise make another repository of the text.
    const isMeant = parts?.repository === this.repository && parts.tag === tag && parts.digest === digest;
    const isSame = digest !== undefined && digest === this.digest;
    const attributes = isSame ? { platforms, size, createdAt } : { platforms };
    return new ContainerImage(text, isMeant ? parts : undefined, attributes);
  }
}

/** The text is a reference; a digest is one of SHA-256. Images of others have tags of any form: `redis:7-alpine`. */
export function referenceFindings(field: string, given: string): Finding[] {
  const parts = parseReference(given);
  if (parts === undefined) {
    return [invalidFinding(field, given)];
  }
  return parts.digest === undefined || isSha256(parts.digest) ? [] : [digestFinding(field, given)];
}

/** The text is a reference whose tag says which version it is, as those have that a pipeline builds. */
export function imageFindings(field: string, given: string): Finding[] {
  const parts = parseReference(given);
  return parts === undefined ? [invalidFinding(field, given)] : tagFindings(field, parts);
}

/**
 * Beyond development an image must not move: with `latest` the pod template stays the same when the image changes,
 * so nothing rolls out, and two pods of one Deployment can run different code.
 */
export function movingImageFindings(field: string, given: string, stage: Stage | undefined): Finding[] {
  if (stage === undefined || stage === Stage.DEVELOPMENT || !ContainerImage.of(given).isMoving) {
    return [];
  }
  return [
    {
      code: 'image-moves',
      field,
      given: showSafely(given),
      allowed: `in stage ${stage}: a version tag or a digest`,
      remedy: 'Pin the version that was built, for example :1.4.2 or @sha256:....',
    },
  ];
}

/**
 * The image is built for every platform of the nodes. Where nobody says what it is built for there is nothing to judge
 * before a deployment; `ContainerImage.verify` then judges what the registry says.
 */
export function platformFindings(field: string, image: ContainerImage, nodePlatforms: string[]): Finding[] {
  const { platforms } = image;
  if (platforms === undefined || platformListFindings(field, platforms).length > 0) {
    return [];
  }
  const missing = platformsNotCovered(platforms, listOf(nodePlatforms));
  if (missing.length === 0) {
    return [];
  }
  return [
    {
      code: 'image-platform',
      field,
      given: `${image.toString()}, built for ${platforms.join(', ')}`,
      allowed: `an image that is also built for ${missing.join(', ')}, the platform of the nodes`,
      remedy: `Build it with \`docker buildx build --platform ${[...platforms, ...missing].join(',')}\`.`,
    },
  ];
}

/** Whether a tag alone says which version the image is. */
export function isVersionTag(tag: string): boolean {
  return tag === MOVING_TAG || VERSION_TAG.test(tag);
}

function tagFindings(field: string, parts: ImageReferenceParts): Finding[] {
  const { repository, tag, digest } = parts;
  const given = `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  if (digest !== undefined) {
    return isSha256(digest) ? [] : [digestFinding(field, given)];
  }
  if (tag === undefined || isVersionTag(tag)) {
    return [];
  }
  return [
    {
      code: 'image-tag',
      field,
      given: showSafely(given),
      allowed: 'a tag that is a semantic version (1.4.2, v1.4.2, 1.4.2-rc.1) or latest; any other tag beside a digest',
      remedy: 'Tag the image with its version, or add @sha256:... to the reference.',
    },
  ];
}

function invalidFinding(field: string, given: unknown): Finding {
  return {
    code: 'image-invalid',
    field,
    given: showSafely(given),
    allowed: '[HOST[:PORT]/]PATH[:TAG][@sha256:DIGEST], the path in lower case, the digest 64 hexadecimal digits',
    remedy: 'Give a reference like ghcr.io/acme/api:1.4.2.',
  };
}

function digestFinding(field: string, given: string): Finding {
  return {
    ...invalidFinding(field, given),
    allowed: 'a SHA-256 digest: "sha256:" and 64 hexadecimal digits in lower case',
    remedy: 'Give the digest that the registry printed when the image was pushed.',
  };
}

function sizeFindings(field: string, size: unknown): Finding[] {
  const amount: unknown = hasMethods(size, ['asString']) ? (size as ISize).asString() : undefined;
  return quantityFindings(field, typeof amount === 'string' ? amount : '');
}

function timeFindings(field: string, given: unknown): Finding[] {
  if (given instanceof Date && !Number.isNaN(given.getTime())) {
    return [];
  }
  const shown = given instanceof Date ? 'an invalid date' : showSafely(given);
  const remedy = "Give a date such as new Date('2026-02-09T12:00:00Z').";
  return [{ code: 'image-created-at-invalid', field, given: shown, allowed: 'a date', remedy }];
}
