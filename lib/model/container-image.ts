import { Finding, show } from './issue';
import { VERSION_TAG } from './semantic-version';
import { Stage } from './stage';
import { ValidationError } from './validation-error';

/** When the node asks the registry for the image. */
export enum ImagePullPolicy {
  /** At every start: the registry must be reachable, and a moved tag is noticed. */
  ALWAYS = 'Always',
  /** Only when the node does not have the image yet. */
  IF_NOT_PRESENT = 'IfNotPresent',
  /** Never: the image was loaded onto the node. */
  NEVER = 'Never',
}

const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^((?:${DOMAIN}/)?${PATH_PART}(?:/${PATH_PART})*)` +
    '(?::(\\w[\\w.-]{0,127}))?' +
    '(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$',
);
const SHA256 = /^sha256:[0-9a-f]{64}$/;
/** Docker's limit for a repository name, the registry's host included. */
const MAX_REPOSITORY_LENGTH = 255;
const MOVING_TAG = 'latest';

/**
 * A reference to a container image: where it is stored and which one of those stored there it is.
 *
 * @see https://github.com/distribution/reference
 */
export class ContainerImage {
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
    const [, repository = '', tag, digest] = REFERENCE.exec(reference) ?? [];
    return new ContainerImage(repository, tag, digest);
  }

  private constructor(
    /** Host and path as given, without tag and digest: `ghcr.io/acme/api`. */
    readonly repository: string,
    /** @default - none was given; without a digest that means `latest` */
    readonly tag?: string,
    /** @default - none was given */
    readonly digest?: string,
  ) {}

  /** Whether the reference can come to mean another image: no digest, and the tag is `latest` or missing. */
  get isMoving(): boolean {
    return this.digest === undefined && (this.tag ?? MOVING_TAG) === MOVING_TAG;
  }

  /** The reference as it was read. */
  toString(): string {
    return this.repository + (this.tag ? `:${this.tag}` : '') + (this.digest ? `@${this.digest}` : '');
  }
}

/** The text is a reference whose tag says which version it is. */
export function imageFindings(field: string, given: string): Finding[] {
  const match = typeof given === 'string' ? REFERENCE.exec(given) : null;
  const [, repository = '', tag, digest] = match ?? [];
  if (match === null || repository.length > MAX_REPOSITORY_LENGTH || (digest && !SHA256.test(digest))) {
    return [
      {
        code: 'image-invalid',
        field,
        given: show(given),
        allowed: '[HOST[:PORT]/]PATH[:TAG][@sha256:DIGEST], the path in lower case, the digest 64 hexadecimal digits',
        remedy: 'Give a reference like ghcr.io/acme/api:1.4.2.',
      },
    ];
  }
  if (digest !== undefined || tag === undefined || tag === MOVING_TAG || VERSION_TAG.test(tag)) {
    return [];
  }
  return [
    {
      code: 'image-tag',
      field,
      given: show(given),
      allowed: 'a tag that is a semantic version (1.4.2, v1.4.2, 1.4.2-rc.1) or latest; any other tag beside a digest',
      remedy: 'Tag the image with its version, or add @sha256:... to the reference.',
    },
  ];
}

/**
 * Beyond development an image must not move: with `latest` the pod template stays the same when the image changes,
 * so nothing rolls out, and two pods of one Deployment can run different code.
 */
export function movingImageFindings(field: string, given: string, stage: Stage | undefined): Finding[] {
  if (stage === undefined || stage === Stage.DEVELOPMENT || imageFindings(field, given).length > 0) {
    return [];
  }
  if (!ContainerImage.parse(given).isMoving) {
    return [];
  }
  return [
    {
      code: 'image-moves',
      field,
      given: show(given),
      allowed: `in stage ${stage}: a version tag or a digest`,
      remedy: 'Pin the version that was built, for example :1.4.2 or @sha256:....',
    },
  ];
}
