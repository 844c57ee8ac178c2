import { showSafely } from '../core/credentials';
import { Finding } from '../core/issue';

/**
 * Platforms of container images and nodes as the OCI image specification names them: `linux/amd64`, `linux/arm64/v8`.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/image-index.md#platform-variants
 */
const OPERATING_SYSTEMS = ['linux', 'windows', 'darwin', 'freebsd', 'wasi', 'wasip1'];
const ARCHITECTURES = [
  '386',
  'amd64',
  'arm',
  'arm64',
  'loong64',
  'mips64',
  'mips64le',
  'ppc64',
  'ppc64le',
  'riscv64',
  's390x',
  'wasm',
];

/** Variants of the architectures that have any, the one that is meant when none is given first. */
const VARIANTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['amd64', ['v1', 'v2', 'v3', 'v4']],
  ['arm', ['v7', 'v5', 'v6', 'v8']],
  [
    'arm64',
    ['v8', ...[...'123456789'].map((minor) => `v8.${minor}`), 'v9', ...[...'1234567'].map((minor) => `v9.${minor}`)],
  ],
]);

/** What other tools call an architecture. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['x64', 'amd64'],
  ['aarch64', 'arm64'],
  ['i386', '386'],
  ['armhf', 'arm/v7'],
]);

interface Platform {
  readonly os: string;
  readonly architecture: string;
  /** With the default of the architecture in the gap; empty where it has none. */
  readonly variant: string;
}

/** The texts are platforms, and there is at least one. */
export function platformListFindings(field: string, given: unknown): Finding[] {
  if (!Array.isArray(given) || given.length === 0) {
    const allowed = 'a list of at least one platform such as linux/amd64';
    const remedy = 'Name the platforms that the image is built for, or leave the list out when they are unknown.';
    const shown = Array.isArray(given) ? 'an empty list' : showSafely(given);
    return [{ code: 'platform-invalid', field, given: shown, allowed, remedy }];
  }
  return given.flatMap((platform: unknown, index) => platformTextFindings(`${field}[${index}]`, platform));
}

/** The text is a platform, `OS/ARCHITECTURE[/VARIANT]`, in the words of the OCI image specification. */
export function platformTextFindings(field: string, given: unknown): Finding[] {
  if (isPlatform(given)) {
    return [];
  }
  const [os = '', architecture = ''] = typeof given === 'string' ? given.split('/') : [];
  const known = OPERATING_SYSTEMS.includes(os) ? OTHER_NAMES.get(architecture) : undefined;
  return [
    {
      code: 'platform-invalid',
      field,
      given: showSafely(given),
      allowed:
        `OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT; OS one of ${OPERATING_SYSTEMS.join(', ')}; ` +
        `ARCHITECTURE one of ${ARCHITECTURES.join(', ')}; VARIANT only of amd64 (v1 to v4), arm (v5 to v8), arm64 (v8, v9)`,
      remedy: known === undefined ? 'Give a platform like linux/amd64 or linux/arm64.' : `Write ${os}/${known}.`,
    },
  ];
}

/** Whether the value is a platform. */
export function isPlatform(given: unknown): given is string {
  return parse(given) !== undefined;
}

/** The platforms of nodes for which none of the image's platforms is right. Texts that are no platform are left out. */
export function platformsNotCovered(imagePlatforms: readonly unknown[], nodePlatforms: readonly unknown[]): string[] {
  const images = imagePlatforms.flatMap((text) => parse(text) ?? []);
  const isCovered = (node: Platform) => images.some((image) => runsOn(image, node));
  const missing = nodePlatforms.filter((text): text is string => {
    const node = parse(text);
    return node !== undefined && !isCovered(node);
  });
  return [...new Set(missing)];
}

/**
 * Whether the node runs the image. A newer variant of an architecture runs images for an older one; a 64-bit node is
 * not taken for one that also runs 32-bit images, because not every one does.
 *
 * @see https://github.com/containerd/platforms
 */
function runsOn(image: Platform, node: Platform): boolean {
  if (image.os !== node.os || image.architecture !== node.architecture) {
    return false;
  }
  const [imageMajor, imageMinor] = numbers(image.variant);
  const [nodeMajor, nodeMinor] = numbers(node.variant);
  if (image.architecture === 'arm64' && imageMajor === 8 && nodeMajor === 9) {
    // Armv9.0 builds on Armv8.5, so every minor version of the one is five ahead of the other.
    return imageMinor <= nodeMinor + 5;
  }
  const isSeparate = image.architecture === 'arm64' && imageMajor !== nodeMajor;
  return !isSeparate && (imageMajor < nodeMajor || (imageMajor === nodeMajor && imageMinor <= nodeMinor));
}

function numbers(variant: string): [number, number] {
  const [major = '0', minor = '0'] = variant.slice(1).split('.');
  return [Number(major), Number(minor)];
}

function parse(given: unknown): Platform | undefined {
  const [os = '', architecture = '', variant, ...rest] = typeof given === 'string' ? given.split('/') : [];
  const variants = VARIANTS.get(architecture) ?? [];
  const isKnown = OPERATING_SYSTEMS.includes(os) && ARCHITECTURES.includes(architecture) && rest.length === 0;
  if (!isKnown || (variant !== undefined && !variants.includes(variant))) {
    return undefined;
  }
  return { os, architecture, variant: variant ?? variants[0] ?? '' };
}
