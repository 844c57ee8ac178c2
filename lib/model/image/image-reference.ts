/**
 * The grammar of references to container images.
 *
 * @see https://github.com/distribution/reference
 */
const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_PART}(?:\\.${DOMAIN_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PATH_PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const PATH = `${PATH_PART}(?:/${PATH_PART})*`;
const TAG = '\\w[\\w.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^((?:${DOMAIN}/)?${PATH})(?::(${TAG}))?(?:@(${DIGEST}))?$`);
const WHOLE_DOMAIN = new RegExp(`^${DOMAIN}$`);
const WHOLE_PATH = new RegExp(`^${PATH}$`);
const WHOLE_TAG = new RegExp(`^${TAG}$`);
const SHA256 = /^sha256:[0-9a-f]{64}$/;
/** An identifier of a local image. Docker refuses it as a name, because it could mean either. */
const IMAGE_ID = /^[a-f0-9]{64}$/;

/** Docker's limit for a repository name. Older nodes count the registry's host too, so it is counted here. */
const MAX_REPOSITORY_LENGTH = 255;
const MAX_TAG_LENGTH = 128;
const MAX_DIGEST_LENGTH = 512;
/** Longer text is refused unread. */
const MAX_LENGTH = MAX_REPOSITORY_LENGTH + MAX_TAG_LENGTH + MAX_DIGEST_LENGTH + 2;

/** Host of Docker Hub, which a reference without a host means. */
export const DOCKER_HUB = 'docker.io';
const OLD_DOCKER_HUB = 'index.docker.io';
/** Namespace of Docker Hub's own images, which a single word means. */
const OFFICIAL = 'library';

/** The parts of a reference. */
export interface ImageReferenceParts {
  /** Host and path as given. */
  readonly repository: string;
  /** Host, with its port, in full. */
  readonly registry: string;
  /** Path below the registry, in full. */
  readonly path: string;
  /** @default - none was given */
  readonly tag?: string;
  /** @default - none was given */
  readonly digest?: string;
}

/** Reads a reference; `undefined` when the text is none. */
export function parseReference(text: unknown): ImageReferenceParts | undefined {
  const isReadable = typeof text === 'string' && text.length <= MAX_LENGTH && !IMAGE_ID.test(text);
  const match = isReadable ? REFERENCE.exec(text) : null;
  if (match === null) {
    return undefined;
  }
  const [, repository = '', tag, digest] = match;
  const { host, path } = split(repository);
  const isHost = host === undefined || WHOLE_DOMAIN.test(host);
  if (repository.length > MAX_REPOSITORY_LENGTH || !isHost) {
    return undefined;
  }
  return { repository, ...normalized(host, path), tag, digest };
}

/** Whether the text is a path below a registry: one or more lower-case words with "/" between them. */
export function isImagePath(text: string): boolean {
  return text.length <= MAX_REPOSITORY_LENGTH && WHOLE_PATH.test(text);
}

/** Whether the text is a registry's host, and Docker takes it for one when it begins a reference. */
export function isRegistryHost(text: string): boolean {
  return text.length <= MAX_REPOSITORY_LENGTH && WHOLE_DOMAIN.test(text) && saysHost(text);
}

/** Whether the text can be a tag. */
export function isTag(text: string): boolean {
  return WHOLE_TAG.test(text);
}

/** Whether the text is the SHA-256 digest of a manifest. */
export function isSha256(text: string): boolean {
  return SHA256.test(text);
}

/** Tells the host from the path as Docker does. */
function split(repository: string): { readonly host: string | undefined; readonly path: string } {
  const slash = repository.indexOf('/');
  const first = repository.slice(0, Math.max(slash, 0));
  return saysHost(first) ? { host: first, path: repository.slice(slash + 1) } : { host: undefined, path: repository };
}

function saysHost(first: string): boolean {
  return first === 'localhost' || /[.:A-Z]/.test(first);
}

function normalized(host: string | undefined, path: string): { readonly registry: string; readonly path: string } {
  const registry = host === undefined || host === OLD_DOCKER_HUB ? DOCKER_HUB : host;
  return { registry, path: registry === DOCKER_HUB && !path.includes('/') ? `${OFFICIAL}/${path}` : path };
}
